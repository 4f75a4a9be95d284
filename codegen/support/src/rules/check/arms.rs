//! Keywords that apply schemas to the value itself (Core 10.2).

use super::{
    super::{Rules, View},
    Checker, Marks, merge,
};

impl<'v> Checker<'v> {
    pub(super) fn arms(
        &mut self,
        rules: &'static Rules,
        view: &'v View<'v>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        if !rules.has_arms() {
            return true;
        }
        let mut valid = true;
        let later = rules.later.and_then(|slot| slot.get()).copied();
        for schema in rules.all_of.iter().copied().chain(later) {
            valid = self.goes_on(valid) && self.apply(schema, view, marks.as_deref_mut()) && valid;
        }
        if !rules.any_of.is_empty() && self.goes_on(valid) {
            valid &= self.any_of(rules.any_of, view, marks.as_deref_mut());
        }
        if !rules.one_of.is_empty() && self.goes_on(valid) {
            valid &= self.one_of(rules.one_of, view, marks.as_deref_mut());
        }
        if let Some(schema) = rules.not
            && self.goes_on(valid)
            && self.fits(schema, view, None)
        {
            valid = self.fail("not", |subject| {
                format!("{subject} is what the schema excludes")
            });
        }
        valid = self.goes_on(valid) && self.conditional(rules, view, marks.as_deref_mut()) && valid;
        self.goes_on(valid) && self.dependent(rules, view, marks) && valid
    }

    /// Whether rules accept the value, without a word and with open enums closed.
    fn fits(
        &mut self,
        schema: &'static Rules,
        view: &'v View<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        let closed = std::mem::replace(&mut self.closed, true);
        let fits = self.quietly(|checker| checker.apply(schema, view, marks));
        self.closed = closed;
        fits
    }

    /// Which arms accept the value: in the strict reading, or if none does, as the policy says.
    fn fitting(
        &mut self,
        arms: &'static [&'static Rules],
        view: &'v View<'v>,
        mut marks: Option<&mut Marks>,
        enough: usize,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        for (index, arm) in arms.iter().enumerate() {
            if self.fits(arm, view, marks.as_deref_mut()) {
                found.push(index);
            }
            if found.len() >= enough {
                return found;
            }
        }
        if found.is_empty() && !self.closed {
            let generous = arms.iter().position(|arm| {
                let marks = marks.as_deref_mut();
                self.quietly(|checker| checker.apply(arm, view, marks))
            });
            found.extend(generous);
        }
        found
    }

    fn any_of(
        &mut self,
        arms: &'static [&'static Rules],
        view: &'v View<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        // All that fit contribute marks; without marks the first one is enough.
        let enough = if marks.is_some() { usize::MAX } else { 1 };
        let found = self.fitting(arms, view, marks, enough);
        !found.is_empty() || self.refuse_arms("anyOf", arms, view)
    }

    fn one_of(
        &mut self,
        arms: &'static [&'static Rules],
        view: &'v View<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        let mut own = marks.as_ref().map(|marks| vec![false; marks.len()]);
        match self.fitting(arms, view, own.as_mut(), 2).as_slice() {
            [] => self.refuse_arms("oneOf", arms, view),
            [_] => {
                if let (Some(marks), Some(own)) = (marks, own) {
                    merge(marks, &own);
                }
                true
            }
            [first, second, ..] => {
                let (first, second) = (first + 1, second + 1);
                self.fail("oneOf", |subject| {
                    let count = arms.len();
                    format!(
                        "{subject} fits alternatives {first} and {second} of {count}; it must fit exactly one"
                    )
                })
            }
        }
    }

    /// Says why no arm fits: in the words of the only one that is close, if there is one.
    fn refuse_arms(
        &mut self,
        keyword: &'static str,
        arms: &'static [&'static Rules],
        view: &'v View<'v>,
    ) -> bool {
        if self.quiet {
            return false;
        }
        let mut close = arms
            .iter()
            .filter(|arm| is_close(arm, view, CONSTANTS_DEPTH));
        if let (Some(arm), None) = (close.next(), close.next())
            && !self.apply(arm, view, None)
        {
            return false;
        }
        let count = arms.len();
        self.fail(keyword, |subject| match count {
            1 => format!("{subject} doesn't fit the only alternative"),
            _ => format!("{subject} fits none of {count} alternatives"),
        })
    }

    fn conditional(
        &mut self,
        rules: &'static Rules,
        view: &'v View<'v>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let Some(condition) = rules.condition else {
            return true;
        };
        let branch = match self.fits(condition, view, marks.as_deref_mut()) {
            true => rules.then,
            false => rules.otherwise,
        };
        branch.is_none_or(|schema| self.apply(schema, view, marks))
    }

    fn dependent(
        &mut self,
        rules: &'static Rules,
        view: &'v View<'v>,
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let View::Object(_) = view else { return true };
        let mut valid = true;
        for (name, schema) in rules.dependent_schemas {
            if self.goes_on(valid) && view.get(name).is_some() {
                valid &= self.apply(schema, view, marks.as_deref_mut());
            }
        }
        valid
    }
}

/// How deep an arm's `allOf` is searched for its constants.
const CONSTANTS_DEPTH: u32 = 4;

/// Whether a value looks meant for an arm: its type fits, and so do the arm's constants.
fn is_close(arm: &Rules, view: &View<'_>, depth: u32) -> bool {
    if !arm.types.contains(view.json_type()) {
        return false;
    }
    let mut properties = arm.properties.iter();
    properties.all(|(name, schema)| has_constant(schema, view.get(name)))
        && (depth == 0
            || arm
                .all_of
                .iter()
                .all(|part| is_close(part, view, depth - 1)))
}

/// Whether a member has the only value that its schema allows, if there is only one.
fn has_constant(schema: &Rules, member: Option<&View<'_>>) -> bool {
    match (schema.constant, schema.strings, member) {
        (None, Some([text]), Some(View::String(member))) => member == text,
        (None, Some([_]), _) => false,
        (Some(constant), _, member) => member.is_some_and(|member| constant.equals(member)),
        _ => true,
    }
}
