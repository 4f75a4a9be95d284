//! What each type can derive.

use super::uses;
use crate::model::{Api, Enumeration, Presence, Scalar, Shape, Struct, Traits, Type};

/// Fills the traits of all types.
pub(super) fn run(api: &mut Api) {
    let eq = eq(api);
    for (definition, eq) in api.types.iter_mut().zip(eq) {
        definition.traits = Traits {
            // Other crates' types are asked to implement what generated types do.
            partial_eq: true,
            eq,
            copy: matches!(&definition.shape, Shape::Enumeration(of) if !of.open),
            default: matches!(&definition.shape, Shape::Struct(object) if has_default(object)),
        };
    }
}

/// A value without any input; constants need none.
fn has_default(object: &Struct) -> bool {
    object.fields.iter().all(|field| {
        matches!(
            field.presence,
            Presence::Optional | Presence::OptionalNullable
        )
    })
}

/// Which types have `Eq`: those that reach nothing that hasn't.
fn eq(api: &Api) -> Vec<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, definition) in api.types.iter().enumerate() {
        let mut partial = !shape_has_eq(&definition.shape);
        for ty in uses::of_shape(&definition.shape) {
            uses::walk(ty, |ty| {
                partial |= !type_has_eq(ty);
                if let Some(users) = uses::named(ty).and_then(|id| users.get_mut(id.0)) {
                    users.push(index);
                }
            });
        }
        if partial {
            open.push(index);
        }
    }
    let mut eq = vec![true; api.types.len()];
    while let Some(index) = open.pop() {
        match eq.get_mut(index) {
            Some(eq) if *eq => *eq = false,
            _ => continue,
        }
        open.extend(users.get(index).into_iter().flatten());
    }
    eq
}

/// Whether a shape's own parts have `Eq`, apart from the types it names.
fn shape_has_eq(shape: &Shape) -> bool {
    match shape {
        // What fits no arm is kept as JSON.
        Shape::Union(_) => false,
        Shape::Enumeration(enumeration) => enumeration_has_eq(enumeration),
        _ => true,
    }
}

/// An unknown value is kept as text, or else as JSON.
fn enumeration_has_eq(enumeration: &Enumeration) -> bool {
    !enumeration.open
        || enumeration.text
        || enumeration
            .values
            .iter()
            .all(|value| matches!(value.value, Scalar::String(_)))
}

fn type_has_eq(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Number
            | Type::Decimal
            | Type::Json
            | Type::JsonObject
            | Type::JsonText(_)
            | Type::Lazy(_)
            | Type::External(_)
    )
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{api, enumeration, field, named, object, union};
    use super::*;

    fn traits(shapes: Vec<Shape>) -> Vec<Traits> {
        let mut api = api(shapes);
        run(&mut api);
        api.types
            .iter()
            .map(|definition| definition.traits)
            .collect()
    }

    fn holds(ty: Type) -> Shape {
        object(vec![field("a", ty, Presence::Required)])
    }

    #[test]
    fn numbers_and_json_take_eq_away_through_lists_and_cycles() {
        let list = |ty| Type::Array(Box::new(ty));
        let traits = traits(vec![
            holds(list(named(1))),
            holds(Type::Tuple(vec![named(0), Type::Number])),
            holds(list(named(2))),
            holds(Type::Json),
            union(vec![("", Type::String)]),
            holds(Type::Lazy(Box::new(Type::String))),
            holds(Type::External("url::Url".to_owned())),
        ]);
        let eq: Vec<bool> = traits.iter().map(|traits| traits.eq).collect();
        assert_eq!(eq, [false, false, true, false, false, false, false]);
        assert!(traits.iter().all(|traits| traits.partial_eq));
    }

    #[test]
    fn only_closed_enumerations_are_copied() {
        let traits = traits(vec![enumeration(&["a"], true), enumeration(&["a"], false)]);
        assert_eq!((traits[0].copy, traits[1].copy), (false, true));
        assert!(traits[0].eq && traits[1].eq);
    }

    #[test]
    fn a_default_needs_nothing_required() {
        let with = |presence| object(vec![field("a", Type::String, presence)]);
        let traits = traits(vec![
            object(vec![]),
            with(Presence::Optional),
            with(Presence::OptionalNullable),
            with(Presence::Required),
            with(Presence::RequiredNullable),
            enumeration(&["a"], false),
        ]);
        let default: Vec<bool> = traits.iter().map(|traits| traits.default).collect();
        assert_eq!(default, [true, true, true, false, false, false]);
    }
}
