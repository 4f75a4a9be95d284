//! Boxes around the structs that are arms of unions.
//!
//! All of them, whatever their size: a box that came and went with the size would make every new
//! field a breaking change.

use std::collections::BTreeSet;

use crate::model::{Api, Shape, Type, TypeId};

/// Sets the boxes.
pub(super) fn run(api: &mut Api) {
    let structs: BTreeSet<TypeId> = (0..api.types.len())
        .map(TypeId)
        .filter(|id| is_struct(api, *id))
        .collect();
    for definition in &mut api.types {
        let Shape::Union(union) = &mut definition.shape else {
            continue;
        };
        for arm in &mut union.arms {
            if let Type::Named(id) = arm.ty
                && structs.contains(&id)
            {
                arm.ty = Type::Boxed(id);
            }
        }
    }
}

/// Whether an id names a struct, itself or by a second name.
fn is_struct(api: &Api, id: TypeId) -> bool {
    let mut id: TypeId = id;
    // No chain of second names is longer than there are types.
    for _ in &api.types {
        match api.definition(id).map(|definition| &definition.shape) {
            Some(Shape::Struct(_) | Shape::Positions(_)) => return true,
            Some(Shape::Alias(Type::Named(target))) => id = *target,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{api, named, object, shape_of, union};
    use super::*;

    #[test]
    fn structs_are_boxed_and_nothing_else() {
        let list = Type::Array(Box::new(named(0)));
        let mut model = api(vec![
            object(vec![]),
            Shape::Alias(named(0)),
            Shape::Alias(Type::String),
            union(vec![
                ("a", named(0)),
                ("b", named(1)),
                ("c", named(2)),
                ("d", list.clone()),
            ]),
        ]);
        run(&mut model);
        let Shape::Union(union) = shape_of(&model, 3) else {
            panic!("no union");
        };
        let types: Vec<Type> = union.arms.iter().map(|arm| arm.ty.clone()).collect();
        let expected = [
            Type::Boxed(TypeId(0)),
            Type::Boxed(TypeId(1)),
            named(2),
            list,
        ];
        assert_eq!(types, expected);
    }
}
