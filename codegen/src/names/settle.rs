//! Which of its candidates each part of a module, struct or enum gets.
//!
//! All parts start with their plainest name. Where several have the same, or one is taken anyway,
//! all of them step to their next candidate, until nothing collides: the outcome depends neither
//! on their order nor on parts that collide with nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, Diagnostics, lint},
    pointer::Place,
};

/// How many places one finding lists.
const LISTED: usize = 8;

/// A part that needs a name, with its candidates.
pub(super) struct Candidates<'a> {
    /// What it is, for findings.
    pub(super) place: &'a Place,
    /// The plainest name.
    pub(super) first: String,
    /// The others in order; made only where the first collides.
    pub(super) further: Box<dyn Fn() -> Vec<String> + 'a>,
    /// Whether the config gave the first, so that there is no other.
    pub(super) fixed: bool,
}

impl<'a> Candidates<'a> {
    /// Candidates from the documents.
    pub(super) fn new(
        place: &'a Place,
        first: String,
        further: impl Fn() -> Vec<String> + 'a,
    ) -> Self {
        Self {
            place,
            first,
            further: Box::new(further),
            fixed: false,
        }
    }

    /// The one name that the config gives.
    pub(super) fn fixed(place: &'a Place, name: String) -> Self {
        Self {
            fixed: true,
            ..Self::new(place, name, Vec::new)
        }
    }
}

/// The name of each part, in their order. `what` says in the plural what they are, for findings.
pub(super) fn settle(
    what: &str,
    parts: &[Candidates<'_>],
    reserved: impl Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut run = Run::new(parts);
    let mut crowded = run.crowded(run.holders.keys(), &reserved);
    let mut collisions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    while !crowded.is_empty() {
        for name in &crowded {
            let holders = run.holders.get(name).into_iter().flatten().copied();
            collisions
                .entry(name.clone())
                .or_insert_with(|| holders.collect());
        }
        let changed = run.step(&crowded);
        if changed.is_empty() {
            break;
        }
        crowded = run.crowded(changed.iter(), &reserved);
    }
    run.underscore(&reserved);
    for (part, name) in parts.iter().zip(&run.names) {
        if part.fixed && reserved(name) {
            diagnostics.report(
                Diagnostic::new(
                    &lint::UNUSABLE_RENAME,
                    part.place.clone(),
                    format!(
                        "`[rename]` calls this `{name}`, which generated code needs for something \
                         else"
                    ),
                )
                .at_key()
                .help(format!("choose another name for `{}`", part.place)),
            );
        }
    }
    report(what, parts, &run, &collisions, diagnostics);
    run.names
}

struct Run<'p> {
    parts: &'p [Candidates<'p>],
    names: Vec<String>,
    /// The candidates that are left; none before the first step.
    left: Vec<Option<std::vec::IntoIter<String>>>,
    holders: BTreeMap<String, BTreeSet<usize>>,
}

impl<'p> Run<'p> {
    fn new(parts: &'p [Candidates<'p>]) -> Self {
        let names: Vec<String> = parts.iter().map(|part| part.first.clone()).collect();
        let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            holders.entry(name.clone()).or_default().insert(index);
        }
        Self {
            left: parts.iter().map(|_| None).collect(),
            parts,
            names,
            holders,
        }
    }

    /// Those of the names that several parts have, or one has that is taken anyway.
    fn crowded<'n>(
        &self,
        names: impl Iterator<Item = &'n String>,
        reserved: &impl Fn(&str) -> bool,
    ) -> BTreeSet<String> {
        names
            .filter(|name| match self.holders.get(*name) {
                Some(holders) => holders.len() > 1 || (!holders.is_empty() && reserved(name)),
                None => false,
            })
            .cloned()
            .collect()
    }

    /// Moves every holder of these names to its next candidate; gives the names that have new
    /// holders, or lost none of several.
    fn step(&mut self, crowded: &BTreeSet<String>) -> BTreeSet<String> {
        let mut moves = Vec::new();
        for name in crowded {
            for index in self.holders.get(name).into_iter().flatten().copied() {
                let Some(part) = self.parts.get(index) else {
                    continue;
                };
                if part.fixed {
                    continue;
                }
                let left = self.left.get_mut(index);
                let next = left.and_then(|left| {
                    left.get_or_insert_with(|| (part.further)().into_iter())
                        .next()
                });
                if let Some(next) = next {
                    moves.push((index, next));
                }
            }
        }
        let mut changed = BTreeSet::new();
        for (index, next) in moves {
            let Some(name) = self.names.get_mut(index) else {
                continue;
            };
            let old = std::mem::replace(name, next.clone());
            if let Some(holders) = self.holders.get_mut(&old) {
                holders.remove(&index);
            }
            self.holders.entry(next.clone()).or_default().insert(index);
            changed.insert(next);
            changed.insert(old);
        }
        changed
    }

    /// A taken name that has no candidates left gets an underscore.
    fn underscore(&mut self, reserved: &impl Fn(&str) -> bool) {
        for (part, name) in self.parts.iter().zip(&mut self.names) {
            if !part.fixed && reserved(name) {
                name.push('_');
            }
        }
    }
}

/// Reports what collided, and what still does.
fn report(
    what: &str,
    parts: &[Candidates<'_>],
    run: &Run<'_>,
    collisions: &BTreeMap<String, Vec<usize>>,
    diagnostics: &mut Diagnostics,
) {
    let part = |index: &usize| Some((parts.get(*index)?, run.names.get(*index)?));
    for (name, members) in collisions {
        let mut members: Vec<_> = members.iter().filter_map(part).collect();
        // Those that meet again at a later candidate have been reported by their plainest name;
        // those that the config names are a mistake in it.
        let fresh = |(part, _): &(&Candidates<'_>, &String)| !part.fixed && part.first == *name;
        // Those whose places don't tell them apart are a conflict, reported below.
        let moved = |(_, given): &(&Candidates<'_>, &String)| *given != name;
        if !members.iter().any(fresh) || !members.iter().any(moved) {
            continue;
        }
        members.sort_by_key(|(part, _)| part.place);
        let Some((first, first_name)) = members.first() else {
            continue;
        };
        let message = match members.len() {
            1 if first.fixed => continue,
            1 => format!("`{name}` is taken, so the name is `{first_name}`"),
            count => format!("`{name}` would name {count} {what}; each takes a name by its place"),
        };
        let outcome = |own: &str| match own == name {
            true => format!("keeps `{own}`"),
            false => format!("is `{own}` now"),
        };
        let mut finding = Diagnostic::new(&lint::NAME_COLLISION, first.place.clone(), message)
            .at_key()
            .label(outcome(first_name))
            .help("choose the names in `[rename]`");
        for (part, name) in members.iter().skip(1).take(LISTED) {
            finding = finding.related(part.place.clone(), outcome(name));
        }
        diagnostics.report(finding);
    }
    report_conflicts(what, parts, run, diagnostics);
}

fn report_conflicts(
    what: &str,
    parts: &[Candidates<'_>],
    run: &Run<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut last: BTreeMap<&str, Vec<&Candidates<'_>>> = BTreeMap::new();
    for (part, name) in parts.iter().zip(&run.names) {
        last.entry(name).or_default().push(part);
    }
    for (name, mut members) in last {
        members.sort_by_key(|part| part.place);
        let ([first, second, ..], fixed) = (members.as_slice(), members.iter().any(|p| p.fixed))
        else {
            continue;
        };
        let lint = match fixed {
            true => &lint::UNUSABLE_RENAME,
            false => &lint::NAME_CONFLICT,
        };
        let count = members.len();
        let renamed = members.iter().find(|part| part.fixed);
        let message = match renamed {
            Some(part) => format!(
                "{count} {what} are named `{name}`, one of them by `{}` in `[rename]`",
                part.place
            ),
            None => format!("{count} {what} are named `{name}`"),
        };
        let finding = Diagnostic::new(lint, first.place.clone(), message)
            .at_key()
            .related(second.place.clone(), "has the same name")
            .help("give each its own name in `[rename]`");
        diagnostics.report(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(parts: &[(&str, &[&str])], reserved: &[&str]) -> (Vec<String>, usize) {
        let places: Vec<Place> = parts.iter().map(|(place, _)| Place::root(*place)).collect();
        let parts: Vec<Candidates<'_>> = parts
            .iter()
            .zip(&places)
            .map(|((_, candidates), place)| {
                let further: Vec<String> =
                    candidates[1..].iter().map(ToString::to_string).collect();
                Candidates::new(place, candidates[0].to_owned(), move || further.clone())
            })
            .collect();
        let mut diagnostics = Diagnostics::new();
        let names = settle("types", &parts, |n| reserved.contains(&n), &mut diagnostics);
        (names, diagnostics.iter().len())
    }

    #[test]
    fn what_collides_with_nothing_keeps_its_plainest_name() {
        let (names, findings) = names(&[("a", &["X", "AX"]), ("b", &["Y", "BY"])], &[]);
        assert_eq!((names, findings), (vec!["X".into(), "Y".into()], 0));
    }

    #[test]
    fn all_that_collide_step_on() {
        let (names, findings) = names(
            &[
                ("a", &["X", "AX"]),
                ("b", &["X", "BX"]),
                ("c", &["AX", "CAX"]),
            ],
            &[],
        );
        assert_eq!(names, ["AX", "BX", "CAX"]);
        assert_eq!(findings, 2);
    }

    #[test]
    fn taken_names_are_left_or_underscored() {
        let (names, _) = names(&[("a", &["Vec", "AVec"]), ("b", &["Box"])], &["Vec", "Box"]);
        assert_eq!(names, ["AVec", "Box_"]);
    }

    #[test]
    fn a_fixed_name_stays_and_the_others_step_on() {
        let place = Place::root("a");
        let further = || vec!["Other".to_owned()];
        let parts = [
            Candidates::fixed(&place, "X".to_owned()),
            Candidates::new(&place, "X".to_owned(), further),
            Candidates::fixed(&place, "Vec".to_owned()),
        ];
        let mut diagnostics = Diagnostics::new();
        let names = settle("types", &parts, |name| name == "Vec", &mut diagnostics);
        assert_eq!(names, ["X", "Other", "Vec"]);
        let lints: Vec<&str> = diagnostics
            .iter()
            .map(|finding| finding.lint.name)
            .collect();
        assert_eq!(lints, ["unusable-rename", "name-collision"]);
    }

    #[test]
    fn many_that_collide_take_no_time() {
        let place = Place::root("a");
        let parts: Vec<Candidates<'_>> = (0..50_000)
            .map(|part| {
                let further = move || vec!["Y".to_owned(), format!("Z{}", part / 2)];
                Candidates::new(&place, "X".to_owned(), further)
            })
            .collect();
        let mut diagnostics = Diagnostics::new();
        let names = settle("types", &parts, |_| false, &mut diagnostics);
        assert_eq!(names[49_999], "Z24999");
        assert_eq!(diagnostics.iter().len(), 25_001);
    }

    #[test]
    fn what_has_no_further_name_is_a_conflict() {
        let (names, findings) = names(&[("a", &["X"]), ("b", &["X"])], &[]);
        assert_eq!(names, ["X", "X"]);
        assert_eq!(findings, 1);
    }
}
