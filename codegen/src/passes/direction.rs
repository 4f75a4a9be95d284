//! Types that requests and answers don't agree on.
//!
//! A required property that is `readOnly` needn't be in a request, nor a required `writeOnly` one
//! in an answer (OAS *Schema Object*). Where such a property belongs to a type that goes both ways,
//! the type and every type on the way to it become two: the answers keep it, the requests get one
//! of their own. All others stay one.

use std::collections::{BTreeMap, BTreeSet};

use super::uses;
use crate::model::{
    Api, Content, Definition, Home, Operation, Presence, Shape, Struct, Type, TypeId,
    rules::Direction,
};

/// What the name of a request's own type ends with.
const ROLE: &str = "request";

/// Makes the types of requests.
pub(super) fn run(api: &mut Api) {
    let requests: BTreeSet<TypeId> = reached(api, roots(api, Direction::Request));
    let responses: BTreeSet<TypeId> = reached(api, roots(api, Direction::Response));
    let both: BTreeSet<TypeId> = requests.intersection(&responses).copied().collect();
    let split: BTreeSet<TypeId> = closure(api, &both);
    for id in requests.symmetric_difference(&responses) {
        let way: Direction = match requests.contains(id) {
            true => Direction::Request,
            false => Direction::Response,
        };
        if let Some(definition) = api.types.get_mut(id.0) {
            follow(definition, way, Leave::Optional);
        }
    }
    let copies: BTreeMap<TypeId, TypeId> = split
        .iter()
        .zip(api.types.len()..)
        .map(|(original, copy)| (*original, TypeId(copy)))
        .collect();
    for original in &split {
        if let Some(copy) = api
            .definition(*original)
            .map(|one| of_request(one, &copies))
        {
            api.types.push(copy);
        }
        if let Some(definition) = api.types.get_mut(original.0) {
            follow(definition, Direction::Response, Leave::Out);
        }
    }
    for operation in &mut api.operations {
        for ty in of_request_mut(operation) {
            uses::walk_mut(ty, |ty| rename(ty, &copies));
        }
    }
}

/// What becomes of a property that goes the other way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leave {
    /// It is no property of the type.
    Out,
    /// It stays, and needn't be there: another way may be added to the API.
    Optional,
}

/// The types that parameters and bodies, or answers, name.
fn roots(api: &Api, way: Direction) -> Vec<TypeId> {
    let mut roots: Vec<TypeId> = Vec::new();
    for operation in &api.operations {
        let mut types: Vec<&Type> = Vec::new();
        if way == Direction::Request {
            types.extend(operation.parameters.iter().map(|parameter| &parameter.ty));
            let body = operation.body.iter().flat_map(|body| &body.contents);
            types.extend(body.flat_map(of_content));
        } else {
            for response in &operation.responses {
                types.extend(response.headers.iter().map(|header| &header.ty));
                types.extend(response.contents.iter().flat_map(of_content));
            }
        }
        for ty in types {
            uses::walk(ty, |ty| roots.extend(uses::named(ty)));
        }
    }
    roots
}

/// The type of a content, and those of the headers of its parts.
fn of_content(content: &Content) -> impl Iterator<Item = &Type> {
    let headers = content.parts.iter().flat_map(|part| &part.headers);
    content.ty.iter().chain(headers.map(|header| &header.ty))
}

/// The types that some types consist of, themselves included.
fn reached(api: &Api, mut open: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut reached: BTreeSet<TypeId> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        let shape = api.definition(id).map(|definition| &definition.shape);
        for ty in shape.into_iter().flat_map(uses::of_shape) {
            uses::walk(ty, |ty| open.extend(uses::named(ty)));
        }
    }
    reached
}

/// Those of some types on which the two ways don't agree, and those that consist of such types.
fn closure(api: &Api, both: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut open: Vec<TypeId> = Vec::new();
    for id in both {
        let Some(definition) = api.definition(*id) else {
            continue;
        };
        for ty in uses::of_shape(&definition.shape) {
            uses::walk(ty, |ty| {
                if let Some(used) = uses::named(ty) {
                    users.entry(used).or_default().push(*id);
                }
            });
        }
        if disagrees(&definition.shape) {
            open.push(*id);
        }
    }
    let mut split: BTreeSet<TypeId> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if split.insert(id) {
            open.extend(users.get(&id).into_iter().flatten());
        }
    }
    split
}

/// Whether a property that only goes one way has to be there.
fn disagrees(shape: &Shape) -> bool {
    let Shape::Struct(object) = shape else {
        return false;
    };
    object.fields.iter().any(|field| {
        let required = matches!(
            field.presence,
            Presence::Required | Presence::RequiredNullable
        );
        required && field.direction != Direction::Both
    })
}

/// A type as requests have it, in the module of the original.
fn of_request(original: &Definition, copies: &BTreeMap<TypeId, TypeId>) -> Definition {
    let mut copy: Definition = original.clone();
    let named = |name: &str| format!("{name} {ROLE}");
    copy.origin.title = copy.origin.title.as_deref().map(named);
    match &mut copy.origin.home {
        Home::Inline { roles, .. } | Home::Operation { roles, .. } => {
            if let Some(last) = roles.last_mut() {
                *last = named(last);
            }
        }
        Home::Family { name } => *name = named(name),
        Home::Shared { key } => {
            copy.origin.home = Home::Inline {
                root: original.origin.place.clone(),
                key: key.clone(),
                roles: vec![named(key)],
            };
        }
        Home::Format { .. } => {}
    }
    for ty in uses::of_shape_mut(&mut copy.shape) {
        uses::walk_mut(ty, |ty| rename(ty, copies));
    }
    follow(&mut copy, Direction::Request, Leave::Out);
    copy
}

fn rename(ty: &mut Type, copies: &BTreeMap<TypeId, TypeId>) {
    if let Type::Named(id) | Type::Boxed(id) = ty
        && let Some(copy) = copies.get(id)
    {
        *id = *copy;
    }
}

/// Takes over what holds one way: the properties and the rules.
fn follow(definition: &mut Definition, way: Direction, leave: Leave) {
    if let Shape::Struct(object) = &mut definition.shape {
        fields(object, way, leave);
    }
    definition.directed.follow(way, &mut definition.rules);
    if let Shape::Union(union) = &mut definition.shape {
        for arm in &mut union.arms {
            arm.directed.follow(way, &mut arm.rules);
        }
    }
}

fn fields(object: &mut Struct, way: Direction, leave: Leave) {
    let other = |direction: Direction| direction != Direction::Both && direction != way;
    if leave == Leave::Out {
        object.fields.retain(|field| !other(field.direction));
    }
    for field in &mut object.fields {
        if other(field.direction) {
            field.presence = match field.presence {
                Presence::Required | Presence::Optional => Presence::Optional,
                Presence::RequiredNullable | Presence::OptionalNullable => {
                    Presence::OptionalNullable
                }
            };
        }
    }
}

/// The types of an operation's parameters and body.
fn of_request_mut(operation: &mut Operation) -> Vec<&mut Type> {
    let parameters = operation.parameters.iter_mut();
    let mut types: Vec<&mut Type> = parameters.map(|parameter| &mut parameter.ty).collect();
    let contents = operation
        .body
        .iter_mut()
        .flat_map(|body| &mut body.contents);
    for content in contents {
        let Content { ty, parts, .. } = content;
        types.extend(ty);
        for part in parts {
            types.extend(part.headers.iter_mut().map(|header| &mut header.ty));
        }
    }
    types
}

#[cfg(test)]
mod tests;
