//! The interpreter of rules.
//!
//! It runs in one of two ways: loud, where every violation is collected, and quiet, inside arms,
//! where the first one decides. Results are remembered for each pair of rules and value that can
//! be reached more than once, so that the time grows with rules × values and not exponentially.

mod arms;
mod array;
mod message;
mod object;
mod scalar;

use std::collections::HashMap;

use super::{NEVER, Policy, Rules, Types, View, Violation, Violations};

/// The deepest nesting of rules in rules that is followed.
const DEEPEST: u32 = 512;
/// Steps granted for a check, and more for each value.
const STEPS: u64 = 1_000_000;
const STEPS_EACH: u64 = 256;
/// The most results that are remembered.
const MOST_REMEMBERED: usize = 1 << 18;

pub(super) fn check(
    rules: &'static Rules,
    view: &View<'_>,
    policy: &Policy,
) -> Result<(), Violations> {
    let mut checker = Checker::new(view, policy);
    let valid = checker.apply(rules, view, None);
    checker.finish(valid)
}

pub(super) fn accepts(rules: &'static Rules, view: &View<'_>, policy: &Policy) -> bool {
    let mut checker = Checker::new(view, policy);
    checker.quiet = true;
    checker.apply(rules, view, None) && !checker.exhausted
}

/// Which members or items a schema has evaluated (Core 11), by position.
type Marks = Vec<bool>;

/// A step from a value into one of its parts.
#[derive(Clone, Copy)]
enum Step<'v> {
    Member(&'v str),
    Item(usize),
}

/// What a result was found for: rules and value by address, and how they were run.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    rules: usize,
    view: usize,
    quiet: bool,
    closed: bool,
    marked: bool,
}

struct Checker<'v> {
    policy: Policy,
    /// Whether open enums are closed: under a strict policy, and in the first trial of arms.
    closed: bool,
    quiet: bool,
    exhausted: bool,
    /// Whether a value may be reached twice from here on.
    repeats: bool,
    depth: u32,
    steps: u64,
    path: Vec<Step<'v>>,
    place: Option<&'static str>,
    violations: Violations,
    remembered: HashMap<Key, (bool, Marks)>,
}

impl<'v> Checker<'v> {
    fn new(view: &View<'_>, policy: &Policy) -> Self {
        Self {
            policy: *policy,
            closed: !policy.open_enums,
            quiet: false,
            exhausted: false,
            repeats: false,
            depth: 0,
            steps: STEPS.saturating_add(view.size().saturating_mul(STEPS_EACH)),
            path: Vec::new(),
            place: None,
            violations: Violations::default(),
            remembered: HashMap::new(),
        }
    }

    fn finish(mut self, valid: bool) -> Result<(), Violations> {
        if self.exhausted {
            let message = "the value takes too long to check".to_owned();
            self.violations = Violations::one("", "limit", message);
        } else if valid {
            return Ok(());
        }
        Err(self.violations)
    }

    /// Applies rules to a value, and marks the parts they evaluate if they accept it.
    fn apply(
        &mut self,
        rules: &'static Rules,
        view: &'v View<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        if self.steps == 0 || self.depth >= DEEPEST {
            self.exhausted = true;
        }
        if self.exhausted {
            return false;
        }
        self.steps -= 1;
        self.depth += 1;
        let outer = self.place;
        self.place = rules.place.or(outer);
        let valid = match self.worth_remembering(rules, view) {
            true => self.apply_once(rules, view, marks),
            false => self.evaluate(rules, view, marks),
        };
        self.place = outer;
        self.depth -= 1;
        valid
    }

    fn worth_remembering(&mut self, rules: &Rules, view: &View<'_>) -> bool {
        let arms = rules.has_arms();
        let nested = matches!(view, View::Array(_) | View::Object(_));
        let remember = self.repeats && (arms || nested);
        let repeats = arms
            || !rules.pattern_properties.is_empty()
            || rules.contains.is_some()
            || rules.unevaluated_items.is_some()
            || rules.unevaluated_properties.is_some();
        self.repeats |= repeats;
        remember
    }

    fn apply_once(
        &mut self,
        rules: &'static Rules,
        view: &'v View<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        let key = Key {
            rules: std::ptr::from_ref(rules).addr(),
            view: std::ptr::from_ref(view).addr(),
            quiet: self.quiet,
            closed: self.closed,
            marked: marks.is_some(),
        };
        if let Some((valid, known)) = self.remembered.get(&key) {
            if let (true, Some(marks)) = (*valid, marks) {
                merge(marks, known);
            }
            return *valid;
        }
        let mut own = marks.as_ref().map(|marks| vec![false; marks.len()]);
        let valid = self.evaluate(rules, view, own.as_mut());
        let own = own.unwrap_or_default();
        if let (true, Some(marks)) = (valid, marks) {
            merge(marks, &own);
        }
        if self.remembered.len() < MOST_REMEMBERED && !self.exhausted {
            self.remembered.insert(key, (valid, own));
        }
        valid
    }

    fn evaluate(
        &mut self,
        rules: &'static Rules,
        view: &'v View<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        if rules.has(NEVER) {
            return self.fail("false", |subject| format!("{subject} isn't allowed"));
        }
        if rules.types != Types::ANY && !rules.types.contains(view.json_type()) {
            return self.refuse_type(rules, view);
        }
        let (length, unevaluated) = match view {
            View::Array(items) => (items.len(), rules.unevaluated_items),
            View::Object(members) => (members.len(), rules.unevaluated_properties),
            _ => (0, None),
        };
        let marked = marks.is_some() || unevaluated.is_some();
        let mut own = marked.then(|| vec![false; length]);
        let mut valid = self.scalars(rules, view);
        valid = self.goes_on(valid) && self.parts(rules, view, own.as_mut()) && valid;
        valid = self.goes_on(valid) && self.arms(rules, view, own.as_mut()) && valid;
        if let (true, Some(rest), Some(own)) = (valid, unevaluated, own.as_mut()) {
            valid = self.unevaluated(rest, view, own);
        }
        if let (true, Some(marks), Some(own)) = (valid, marks, own) {
            merge(marks, &own);
        }
        valid
    }

    fn parts(
        &mut self,
        rules: &'static Rules,
        view: &'v View<'v>,
        marks: Option<&mut Marks>,
    ) -> bool {
        match view {
            View::Array(items) => self.array(rules, items, marks),
            View::Object(members) => self.object(rules, members, marks),
            _ => true,
        }
    }

    /// `unevaluatedItems` and `unevaluatedProperties` (Core 11): for the parts without a mark.
    fn unevaluated(&mut self, rest: &'static Rules, view: &'v View<'v>, marks: &mut Marks) -> bool {
        let mut valid = true;
        for (index, mark) in marks.iter_mut().enumerate() {
            let part = match view {
                View::Array(items) => items.get(index).map(|item| (Step::Item(index), item)),
                View::Object(members) => {
                    let member = members.get(index);
                    member.map(|(name, value)| (Step::Member(name.as_ref()), value))
                }
                _ => None,
            };
            if let (false, Some((step, value))) = (*mark, part) {
                valid &= self.enter(step, rest, value);
            }
            *mark = true;
            if !self.goes_on(valid) {
                break;
            }
        }
        valid
    }

    /// Applies rules to a part of the current value.
    fn enter(&mut self, step: Step<'v>, rules: &'static Rules, view: &'v View<'v>) -> bool {
        self.path.push(step);
        let valid = self.apply(rules, view, None);
        self.path.pop();
        valid
    }

    /// Runs something without collecting violations.
    fn quietly<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let result = run(self);
        self.quiet = quiet;
        result
    }

    /// Whether there is more to find out: always while valid, else until the list is full.
    fn goes_on(&self, valid: bool) -> bool {
        valid || !(self.quiet || self.exhausted || self.violations.more())
    }

    /// Notes a violation at the current value, whose words get its name; always `false`.
    fn fail(&mut self, keyword: &'static str, words: impl FnOnce(&str) -> String) -> bool {
        if !self.quiet {
            let violation = Violation {
                pointer: self.pointer(),
                keyword,
                schema_place: self.place,
                message: words(&self.subject()),
            };
            self.violations.add(violation, self.policy.limit);
        }
        false
    }
}

fn merge(marks: &mut Marks, others: &Marks) {
    for (mark, other) in marks.iter_mut().zip(others) {
        *mark |= *other;
    }
}
