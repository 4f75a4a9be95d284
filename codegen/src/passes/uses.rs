//! Which types a type or an operation names.

use crate::model::{Header, Operation, Shape, Type, TypeId};

/// The types that a shape consists of, in order.
pub(super) fn of_shape(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter().map(|field| &field.ty);
            fields
                .chain(object.extra.iter().map(|extra| &extra.ty))
                .collect()
        }
        Shape::Union(union) => union.arms.iter().map(|arm| &arm.ty).collect(),
        Shape::Text(newtype) | Shape::Newtype(newtype) => vec![&newtype.inner],
        Shape::Alias(ty) => vec![ty],
        Shape::Positions(positions) => {
            let items = positions.items.iter().map(|item| &item.ty);
            items.chain(&positions.rest).collect()
        }
        Shape::Enumeration(_) | Shape::Never => Vec::new(),
    }
}

/// The same to be changed, in the same order.
pub(super) fn of_shape_mut(shape: &mut Shape) -> Vec<&mut Type> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter_mut().map(|field| &mut field.ty);
            fields
                .chain(object.extra.iter_mut().map(|extra| &mut extra.ty))
                .collect()
        }
        Shape::Union(union) => union.arms.iter_mut().map(|arm| &mut arm.ty).collect(),
        Shape::Text(newtype) | Shape::Newtype(newtype) => vec![&mut newtype.inner],
        Shape::Alias(ty) => vec![ty],
        Shape::Positions(positions) => {
            let items = positions.items.iter_mut().map(|item| &mut item.ty);
            items.chain(&mut positions.rest).collect()
        }
        Shape::Enumeration(_) | Shape::Never => Vec::new(),
    }
}

/// The types of an operation's parameters, bodies and headers.
pub(super) fn of_operation_mut(operation: &mut Operation) -> Vec<&mut Type> {
    let mut types: Vec<&mut Type> = Vec::new();
    types.extend(
        operation
            .parameters
            .iter_mut()
            .map(|parameter| &mut parameter.ty),
    );
    let mut contents = Vec::new();
    if let Some(body) = &mut operation.body {
        contents.extend(&mut body.contents);
    }
    for response in &mut operation.responses {
        types.extend(of_headers(&mut response.headers));
        contents.extend(&mut response.contents);
    }
    for content in contents {
        types.extend(&mut content.ty);
        for part in &mut content.parts {
            types.extend(of_headers(&mut part.headers));
        }
    }
    types
}

fn of_headers(headers: &mut [Header]) -> impl Iterator<Item = &mut Type> {
    headers.iter_mut().map(|header| &mut header.ty)
}

/// Calls `visit` with the type and every type in it, from the outside in.
pub(super) fn walk<'t>(ty: &'t Type, mut visit: impl FnMut(&'t Type)) {
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        visit(ty);
        match ty {
            Type::Array(inner)
            | Type::FixedArray(inner, _)
            | Type::Nullable(inner)
            | Type::Lazy(inner)
            | Type::JsonText(inner) => open.push(inner),
            Type::Map(key, value) => open.extend([&**value, &**key]),
            Type::Tuple(items) => open.extend(items.iter().rev()),
            _ => {}
        }
    }
}

/// Calls `edit` with the type and every type in it, from the outside in.
pub(super) fn walk_mut(ty: &mut Type, mut edit: impl FnMut(&mut Type)) {
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        edit(ty);
        match ty {
            Type::Array(inner)
            | Type::FixedArray(inner, _)
            | Type::Nullable(inner)
            | Type::Lazy(inner)
            | Type::JsonText(inner) => open.push(inner),
            Type::Map(key, value) => open.extend([&mut **value, &mut **key]),
            Type::Tuple(items) => open.extend(items.iter_mut().rev()),
            _ => {}
        }
    }
}

/// The types that stand in a value of this type itself, with no heap and no raw text between.
pub(super) fn inline(ty: &Type) -> Vec<TypeId> {
    let (mut open, mut ids) = (vec![ty], Vec::new());
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) => ids.push(*id),
            Type::Nullable(inner) | Type::FixedArray(inner, _) => open.push(inner),
            Type::Tuple(items) => open.extend(items.iter().rev()),
            _ => {}
        }
    }
    ids
}

/// Puts a box around each named type that stands in a value of this type itself and is chosen.
pub(super) fn enclose(ty: &mut Type, chosen: impl Fn(TypeId) -> bool) {
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) if chosen(*id) => *ty = Type::Boxed(*id),
            Type::Nullable(inner) | Type::FixedArray(inner, _) => open.push(inner),
            Type::Tuple(items) => open.extend(items),
            _ => {}
        }
    }
}

/// The named type of a use, boxed or not.
pub(super) fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) | Type::Boxed(id) => Some(*id),
        _ => None,
    }
}
