//! Keywords about objects (Core 10.3.2, Validation 6.5).

use std::{borrow::Cow, collections::HashSet};

use super::{
    super::{READ_ONLY, Rules, View},
    Checker, Marks, Step, accepts, message,
};

type Members<'v> = [(Cow<'v, str>, View<'v>)];

/// From this many names on, looking one up goes through a set.
const MANY: usize = 16;

impl<'v> Checker<'v> {
    pub(super) fn object(
        &mut self,
        rules: &'static Rules,
        members: &'v Members<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = self.duplicates(members);
        let names = ["minProperties", "maxProperties"];
        let nouns = ["member", "members"];
        valid &= self.count(members.len(), rules.members_count, names, nouns);
        if self.goes_on(valid) {
            valid &= self.required(rules, members);
        }
        if self.goes_on(valid) {
            valid &= self.names(rules, members);
        }
        if self.goes_on(valid) {
            valid &= self.members(rules, members, marks);
        }
        valid
    }

    /// RFC 8259 §4 leaves open what a repeated name means, so that it is refused. Once is enough:
    /// where the same object is checked by several rules, only equal violations arise.
    fn duplicates(&mut self, members: &'v Members<'v>) -> bool {
        let repeated = if members.len() < MANY {
            let mut later = members.iter().enumerate();
            later.find(|(index, (name, _))| members.iter().take(*index).any(|(n, _)| n == name))
        } else {
            let mut seen = HashSet::with_capacity(members.len());
            let mut all = members.iter().enumerate();
            all.find(|(_, (name, _))| !seen.insert(name.as_ref()))
        };
        let Some((_, (name, _))) = repeated else {
            return true;
        };
        self.path.push(Step::Member(name));
        self.fail("duplicate", |subject| format!("{subject} stands twice"));
        self.path.pop();
        false
    }

    fn required(&mut self, rules: &'static Rules, members: &Members<'_>) -> bool {
        if rules.required.is_empty() && rules.dependent_required.is_empty() {
            return true;
        }
        let many = rules.required.len() >= MANY;
        let set: HashSet<&str> = match many {
            true => members.iter().map(|(name, _)| name.as_ref()).collect(),
            false => HashSet::new(),
        };
        let has = |wanted: &str| match many {
            true => set.contains(wanted),
            false => members.iter().any(|(name, _)| name == wanted),
        };
        let mut valid = true;
        for name in rules.required {
            if !has(name) {
                let words = |subject: &str| match subject {
                    "the value" => format!("`{name}` is missing"),
                    within => format!("{within} lacks `{name}`"),
                };
                valid = self.fail("required", words);
            }
        }
        for (name, others) in rules.dependent_required {
            for other in others.iter().filter(|other| has(name) && !has(other)) {
                valid = self.fail("dependentRequired", |subject| {
                    format!("{subject} has `{name}` and lacks `{other}`, which goes with it")
                });
            }
        }
        valid
    }

    fn names(&mut self, rules: &'static Rules, members: &'v Members<'v>) -> bool {
        let Some(schema) = rules.property_names else {
            return true;
        };
        let mut valid = true;
        for (name, _) in members {
            let view = View::String(Cow::Borrowed(name.as_ref()));
            if !accepts(schema, &view, &self.policy) {
                valid = self.fail("propertyNames", |subject| {
                    let name = message::shorten(name);
                    format!(
                        "{subject} has a member named {name:?}, which isn't a name allowed here"
                    )
                });
                if !self.goes_on(valid) {
                    break;
                }
            }
        }
        valid
    }

    fn members(
        &mut self,
        rules: &'static Rules,
        members: &'v Members<'v>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = true;
        for (index, (name, value)) in members.iter().enumerate() {
            let (fits, evaluated) = self.member(rules, name, value);
            valid &= fits;
            if let Some(mark) = marks.as_mut().and_then(|marks| marks.get_mut(index)) {
                *mark |= evaluated;
            }
            if !self.goes_on(valid) {
                break;
            }
        }
        valid
    }

    /// Checks one member; says whether it is valid and whether any keyword evaluated it.
    fn member(
        &mut self,
        rules: &'static Rules,
        name: &'v str,
        value: &'v View<'v>,
    ) -> (bool, bool) {
        let (mut valid, mut evaluated) = (true, false);
        let step = Step::Member(name);
        if let Some((_, schema)) = rules.properties.iter().find(|(own, _)| *own == name) {
            evaluated = true;
            valid &= self.member_allowed(step, schema) && self.enter(step, schema, value);
        }
        for (pattern, schema) in rules.pattern_properties {
            if pattern.matches(name) {
                evaluated = true;
                valid &= self.enter(step, schema, value);
            }
        }
        match rules.additional_properties {
            Some(schema) if !evaluated => (self.enter(step, schema, value), true),
            _ => (valid, evaluated),
        }
    }

    fn member_allowed(&mut self, step: Step<'v>, schema: &Rules) -> bool {
        if !(self.policy.refuse_read_only && schema.has(READ_ONLY)) {
            return true;
        }
        self.path.push(step);
        self.fail("readOnly", |subject| format!("{subject} can't be set"));
        self.path.pop();
        false
    }
}
