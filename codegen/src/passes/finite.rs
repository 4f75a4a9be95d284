//! Types of which no value can be finite: each requires another of itself (STANDARDS 22).

use super::components;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, lint},
    model::{Api, Definition, Presence, Shape, Type, TypeId},
};

/// What a value of a type can't do without.
enum Need {
    /// Values of all these types.
    All(Vec<TypeId>),
    /// A value of one of these.
    Any(Vec<TypeId>),
}

/// Reports each cycle of types that require each other, once.
pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    let needs: Vec<Need> = api.types.iter().map(|of| need(&of.shape)).collect();
    let finite = finite(&needs);
    let is_infinite = |id: usize| finite.get(id) == Some(&false);
    let graph: Vec<Vec<usize>> = needs
        .iter()
        .enumerate()
        .map(|(index, need)| match need {
            Need::All(ids) | Need::Any(ids) if is_infinite(index) => ids
                .iter()
                .map(|id| id.0)
                .filter(|id| is_infinite(*id))
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    for cycle in components::cycles(&graph) {
        let members = cycle.iter().filter_map(|index| api.types.get(*index));
        report(members.collect(), diagnostics);
    }
}

fn report(mut members: Vec<&Definition>, diagnostics: &mut Diagnostics) {
    members.sort_by_key(|definition| &definition.origin.place);
    let Some((first, others)) = members.split_first() else {
        return;
    };
    let mut finding = Diagnostic::new(
        &lint::INFINITE_TYPE,
        first.origin.place.clone(),
        "this type can't have a finite value: each one requires another one inside",
    )
    .at_key()
    .note("a program can neither receive nor make such a value")
    .help("make a property on the way optional or nullable");
    for other in others.iter().take(8) {
        finding = finding.related(other.origin.place.clone(), "is on the way");
    }
    diagnostics.report(finding);
}

/// Which types have a finite value.
fn finite(needs: &[Need]) -> Vec<bool> {
    let mut missing: Vec<usize> = Vec::with_capacity(needs.len());
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (index, need) in needs.iter().enumerate() {
        let (ids, count) = match need {
            Need::All(ids) => (ids, ids.len()),
            Need::Any(ids) => (ids, 1),
        };
        missing.push(count);
        for id in ids {
            if let Some(users) = users.get_mut(id.0) {
                users.push(index);
            }
        }
    }
    let none_missing = missing.iter().enumerate().filter(|(_, count)| **count == 0);
    let mut open: Vec<usize> = none_missing.map(|(index, _)| index).collect();
    while let Some(index) = open.pop() {
        for user in users.get(index).into_iter().flatten() {
            if let Some(count) = missing.get_mut(*user).filter(|count| **count > 0) {
                *count -= 1;
                if *count == 0 {
                    open.push(*user);
                }
            }
        }
    }
    missing.into_iter().map(|count| count == 0).collect()
}

fn need(shape: &Shape) -> Need {
    match shape {
        Shape::Struct(object) => {
            let required = object
                .fields
                .iter()
                .filter(|field| field.presence == Presence::Required);
            Need::All(required.flat_map(|field| required_by(&field.ty)).collect())
        }
        Shape::Union(union) => {
            let arms: Vec<Vec<TypeId>> =
                union.arms.iter().map(|arm| required_by(&arm.ty)).collect();
            // An arm that requires several types at once, a tuple, is taken to be finite.
            if arms.is_empty() || arms.iter().any(|ids| ids.len() != 1) {
                return Need::All(Vec::new());
            }
            Need::Any(arms.concat())
        }
        Shape::Newtype(newtype) | Shape::Text(newtype) => Need::All(required_by(&newtype.inner)),
        Shape::Alias(ty) => Need::All(required_by(ty)),
        Shape::Enumeration(_) | Shape::Positions(_) | Shape::Never => Need::All(Vec::new()),
    }
}

/// The named types without which there is no value of a type.
fn required_by(ty: &Type) -> Vec<TypeId> {
    let (mut open, mut ids) = (vec![ty], Vec::new());
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) | Type::Boxed(id) => ids.push(*id),
            Type::FixedArray(inner, 1..) | Type::Lazy(inner) | Type::JsonText(inner) => {
                open.push(inner);
            }
            Type::Tuple(items) => open.extend(items.iter().rev()),
            _ => {}
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{api, field, named, object, union};
    use super::*;

    fn findings(shapes: Vec<Shape>) -> usize {
        let mut diagnostics = Diagnostics::new();
        check(&api(shapes), &mut diagnostics);
        diagnostics.iter().len()
    }

    #[test]
    fn a_struct_that_requires_itself_is_infinite() {
        let requires = |id| object(vec![field("a", named(id), Presence::Required)]);
        assert_eq!(findings(vec![requires(0)]), 1);
        // One finding for the cycle, none for what leads into it.
        assert_eq!(findings(vec![requires(1), requires(0), requires(0)]), 1);
    }

    #[test]
    fn options_and_lists_end_it() {
        for presence in [
            Presence::Optional,
            Presence::RequiredNullable,
            Presence::OptionalNullable,
        ] {
            assert_eq!(
                findings(vec![object(vec![field("a", named(0), presence)])]),
                0
            );
        }
        let list = Type::Array(Box::new(named(0)));
        let shape = object(vec![field("a", list, Presence::Required)]);
        assert_eq!(findings(vec![shape]), 0);
    }

    #[test]
    fn a_union_needs_one_finite_arm() {
        let node = || object(vec![field("a", named(1), Presence::Required)]);
        let ends = union(vec![("", named(0)), ("", Type::String)]);
        assert_eq!(findings(vec![node(), ends]), 0);
        let never_ends = union(vec![("", named(0)), ("", named(0))]);
        assert_eq!(findings(vec![node(), never_ends]), 1);
    }

    #[test]
    fn depth_costs_no_stack() {
        let count = 100_000;
        let shapes = (0..count).map(|id| {
            object(vec![field(
                "a",
                named((id + 1) % count),
                Presence::Required,
            )])
        });
        assert_eq!(findings(shapes.collect()), 1);
    }
}
