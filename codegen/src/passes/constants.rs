//! Members that tell the arms of a union apart are no fields: encode writes them (STANDARDS 36,
//! 57).

use std::collections::BTreeSet;

use super::uses;
use crate::model::{Api, Constant, Distinction, Presence, Scalar, Shape, Struct, TypeId};

/// A property that becomes a constant.
struct Tag {
    holder: TypeId,
    property: String,
    value: Scalar,
}

/// Makes constants of the tags of all unions.
pub(super) fn run(api: &mut Api) {
    let tags: Vec<Tag> = api
        .types
        .iter()
        .filter_map(|definition| match &definition.shape {
            Shape::Union(union) => Some(union),
            _ => None,
        })
        .flat_map(|union| {
            let path = match &union.by {
                Distinction::Tag { path, .. } => path.as_slice(),
                _ => &[],
            };
            union.arms.iter().map(move |arm| (path, arm))
        })
        .flat_map(|(path, arm)| match arm.tags.as_slice() {
            // An arm that several tags mean keeps which one it was.
            [tag] => leaves(api, uses::named(&arm.ty))
                .into_iter()
                .filter_map(|leaf| find(api, leaf, path, tag))
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    for tag in tags {
        let definition = api.types.get_mut(tag.holder.0);
        if let Some(Shape::Struct(object)) = definition.map(|holder| &mut holder.shape) {
            replace(object, tag);
        }
    }
}

/// The type of an arm; of a union that tells its own arms apart by something else, all of those.
fn leaves(api: &Api, arm: Option<TypeId>) -> Vec<TypeId> {
    let mut leaves: Vec<TypeId> = Vec::new();
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    let mut open: Vec<TypeId> = arm.into_iter().collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match api.definition(id).map(|definition| &definition.shape) {
            Some(Shape::Union(union)) => {
                open.extend(union.arms.iter().filter_map(|arm| uses::named(&arm.ty)));
            }
            Some(Shape::Alias(ty)) => open.extend(uses::named(ty)),
            _ => leaves.push(id),
        }
    }
    leaves
}

/// The property at the path, if it is required and has this value only.
fn find(api: &Api, arm: TypeId, path: &[String], tag: &Scalar) -> Option<Tag> {
    let (last, way) = path.split_last()?;
    let mut holder = arm;
    for property in way {
        let (_, object) = object(api, holder)?;
        let field = object.fields.iter().find(|f| f.name.wire == *property)?;
        holder = uses::named(&field.ty)?;
    }
    let (holder, object) = object(api, holder)?;
    let field = object.fields.iter().find(|f| f.name.wire == *last)?;
    if field.presence != Presence::Required {
        return None;
    }
    let ty = resolved(api, uses::named(&field.ty)?)?;
    let Shape::Enumeration(enumeration) = &api.definition(ty)?.shape else {
        return None;
    };
    match enumeration.values.as_slice() {
        [only] if only.value == *tag => Some(Tag {
            holder,
            property: last.clone(),
            value: only.value.clone(),
        }),
        _ => None,
    }
}

fn object(api: &Api, id: TypeId) -> Option<(TypeId, &Struct)> {
    let id = resolved(api, id)?;
    match &api.definition(id)?.shape {
        Shape::Struct(object) => Some((id, object)),
        _ => None,
    }
}

/// The type behind aliases; none for aliases that only lead to each other.
fn resolved(api: &Api, id: TypeId) -> Option<TypeId> {
    let mut id = id;
    for _ in 0..=api.types.len() {
        match &api.definition(id)?.shape {
            Shape::Alias(ty) => id = uses::named(ty)?,
            _ => return Some(id),
        }
    }
    None
}

fn replace(object: &mut Struct, tag: Tag) {
    let before = object.fields.len();
    object
        .fields
        .retain(|field| field.name.wire != tag.property);
    if object.fields.len() < before {
        object.constants.push(Constant {
            wire: tag.property,
            value: tag.value,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{api, enumeration, field, named, object, shape_of, tagged_union};
    use super::*;
    use crate::model::Type;

    fn fields_and_constants(api: &Api, id: usize) -> (usize, Vec<Constant>) {
        match shape_of(api, id) {
            Shape::Struct(object) => (object.fields.len(), object.constants.clone()),
            other => panic!("no struct: {other:?}"),
        }
    }

    #[test]
    fn a_required_property_of_one_value_becomes_a_constant() {
        let mut api = api(vec![
            object(vec![field("type", named(1), Presence::Required)]),
            enumeration(&["m.text"], true),
            tagged_union(&["type"], &[(0, &["m.text"])]),
        ]);
        run(&mut api);
        let (fields, constants) = fields_and_constants(&api, 0);
        assert_eq!(fields, 0);
        assert_eq!(constants[0].value, Scalar::String("m.text".to_owned()));
        run(&mut api);
        assert_eq!(fields_and_constants(&api, 0).1.len(), 1);
    }

    #[test]
    fn the_path_may_lead_through_properties_and_aliases() {
        let mut api = api(vec![
            object(vec![field("content", named(1), Presence::Optional)]),
            Shape::Alias(named(2)),
            object(vec![field("msgtype", named(3), Presence::Required)]),
            enumeration(&["m.text"], true),
            tagged_union(&["content", "msgtype"], &[(0, &["m.text"])]),
        ]);
        run(&mut api);
        assert_eq!(fields_and_constants(&api, 2).1.len(), 1);
        assert_eq!(fields_and_constants(&api, 0), (1, vec![]));
    }

    #[test]
    fn what_does_not_decide_stays_a_field() {
        let cases: [(Type, Presence, &[&str]); 5] = [
            (named(1), Presence::Optional, &["a"]),
            (named(1), Presence::Required, &["a", "b"]),
            (named(1), Presence::Required, &["b"]),
            (named(2), Presence::Required, &["a"]),
            (Type::String, Presence::Required, &["a"]),
        ];
        for (ty, presence, tags) in cases {
            let mut api = api(vec![
                object(vec![field("type", ty, presence)]),
                enumeration(&["a"], true),
                enumeration(&["a", "b"], true),
                tagged_union(&["type"], &[(0, tags)]),
            ]);
            run(&mut api);
            assert_eq!(fields_and_constants(&api, 0), (1, vec![]));
        }
    }

    #[test]
    fn aliases_in_a_ring_end() {
        let mut api = api(vec![
            Shape::Alias(named(1)),
            Shape::Alias(named(0)),
            tagged_union(&["type"], &[(0, &["a"])]),
        ]);
        run(&mut api);
        assert!(matches!(shape_of(&api, 0), Shape::Alias(_)));
    }
}
