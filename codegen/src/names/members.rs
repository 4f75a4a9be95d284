//! Fields of structs and variants of enums.

use super::{
    Naming,
    settle::{Candidates, settle},
    words::{Case, exact, identifier},
};
use crate::model::{
    Api, Arm, Definition, EnumValue, Enumeration, Field, Name, Positions, Shape, Struct, Type,
    Union,
};

/// Fills the names of everything that types consist of; the types have theirs.
pub(super) fn assign(api: &mut Api, naming: &mut Naming<'_>) {
    let names: Vec<Vec<String>> = api
        .types
        .iter()
        .map(|definition| members(api, definition, naming))
        .collect();
    for (definition, names) in api.types.iter_mut().zip(names) {
        for (slot, name) in slots(&mut definition.shape).into_iter().zip(names) {
            slot.rust = name;
        }
    }
}

/// The names of a shape's members, in the order of [`slots`].
fn members(api: &Api, definition: &Definition, naming: &mut Naming<'_>) -> Vec<String> {
    match &definition.shape {
        Shape::Struct(object) => fields(object, naming),
        Shape::Enumeration(enumeration) => values(definition, enumeration, naming),
        Shape::Union(union) => arms(api, definition, union, naming),
        Shape::Positions(positions) => items(positions, naming),
        Shape::Text(_) | Shape::Newtype(_) | Shape::Alias(_) | Shape::Never => Vec::new(),
    }
}

fn slots(shape: &mut Shape) -> Vec<&mut Name> {
    match shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter_mut().map(|field| &mut field.name);
            fields
                .chain(object.extra.iter_mut().map(|extra| &mut extra.name))
                .collect()
        }
        Shape::Enumeration(enumeration) => {
            let values = enumeration.values.iter_mut().map(|value| &mut value.name);
            values.chain([&mut enumeration.unknown]).collect()
        }
        Shape::Union(union) => {
            let arms = union.arms.iter_mut().map(|arm| &mut arm.name);
            arms.chain([&mut union.unknown]).collect()
        }
        Shape::Positions(positions) => positions
            .items
            .iter_mut()
            .map(|item| &mut item.name)
            .collect(),
        Shape::Text(_) | Shape::Newtype(_) | Shape::Alias(_) | Shape::Never => Vec::new(),
    }
}

fn fields(object: &Struct, naming: &mut Naming<'_>) -> Vec<String> {
    let parts: Vec<Candidates<'_>> = object
        .fields
        .iter()
        .map(|field| of_field(field, naming))
        .collect();
    let mut names = settle("properties", &parts, |_| false, naming.diagnostics);
    if object.extra.is_some() {
        const EXTRA: &[&str] = &["extra", "extra_members", "additional_properties"];
        names.push(free(&names, EXTRA));
    }
    names
}

fn of_field<'a>(field: &'a Field, naming: &Naming<'_>) -> Candidates<'a> {
    match naming.renames.snake(&field.place) {
        Some(name) => Candidates::fixed(&field.place, name),
        None => naming.text(Case::Snake, &field.place, &field.name.wire),
    }
}

fn values(
    definition: &Definition,
    enumeration: &Enumeration,
    naming: &mut Naming<'_>,
) -> Vec<String> {
    let parts: Vec<Candidates<'_>> = enumeration
        .values
        .iter()
        .map(|value| of_value(definition, value, naming))
        .collect();
    let mut names = settle("values", &parts, |_| false, naming.diagnostics);
    names.push(unknown(&names, definition));
    names
}

fn of_value<'a>(
    definition: &'a Definition,
    value: &'a EnumValue,
    naming: &Naming<'_>,
) -> Candidates<'a> {
    let place = &definition.origin.place;
    match renamed(definition, &["enum"], &value.name.wire, naming) {
        Some(name) => Candidates::fixed(place, name),
        None => naming.text(Case::Camel, place, &value.name.wire),
    }
}

fn renamed(
    definition: &Definition,
    keywords: &[&str],
    wire: &str,
    naming: &Naming<'_>,
) -> Option<String> {
    if naming.renames.is_empty() {
        return None;
    }
    keywords.iter().find_map(|keyword| {
        let place = definition.origin.place.child(keyword).child(wire);
        naming.renames.camel(&place)
    })
}

fn arms(api: &Api, definition: &Definition, union: &Union, naming: &mut Naming<'_>) -> Vec<String> {
    let parts: Vec<Candidates<'_>> = union
        .arms
        .iter()
        .map(|arm| of_arm(api, definition, arm, naming))
        .collect();
    let mut names = settle("arms", &parts, |_| false, naming.diagnostics);
    names.push(unknown(&names, definition));
    names
}

fn of_arm<'a>(
    api: &'a Api,
    definition: &'a Definition,
    arm: &'a Arm,
    naming: &Naming<'_>,
) -> Candidates<'a> {
    let place = &definition.origin.place;
    if let Some(name) = renamed(definition, &["oneOf", "anyOf"], &arm.name.wire, naming) {
        return Candidates::fixed(place, name);
    }
    if !arm.name.wire.is_empty() {
        return naming.text(Case::Camel, place, &arm.name.wire);
    }
    let first = plain(api, &arm.ty);
    Candidates::new(place, first, move || {
        let mut names = vec![of_items(api, &arm.ty)];
        if let Some(named) = named(api, &arm.ty) {
            let path = format!("{} {}", named.module.0.join(" "), named.ident);
            names.push(identifier(Case::Camel, &path));
            names.push(exact(Case::Camel, &named.origin.place.to_string()));
        }
        names
    })
}

fn items(positions: &Positions, naming: &mut Naming<'_>) -> Vec<String> {
    const PLACES: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let parts: Vec<Candidates<'_>> = positions
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let wire = &item.name.wire;
            if wire.chars().any(char::is_alphabetic) || naming.renames.snake(&item.place).is_some()
            {
                return of_field(item, naming);
            }
            let place = PLACES.get(index).map(ToString::to_string);
            let name = place.unwrap_or_else(|| format!("item_{}", index.saturating_add(1)));
            Candidates::new(&item.place, name.clone(), move || {
                vec![format!("{name}_item")]
            })
        })
        .collect();
    settle("items", &parts, |name| name == "rest", naming.diagnostics)
}

/// The variant for what the document doesn't list.
fn unknown(names: &[String], definition: &Definition) -> String {
    let qualified = format!("Unknown{}", definition.ident);
    free(names, &["Unknown", "Other", "Unlisted", &qualified])
}

/// The first of the choices that isn't among the names.
fn free(names: &[String], choices: &[&str]) -> String {
    let taken = |choice: &str| names.iter().any(|name| name == choice);
    let choice = choices.iter().find(|choice| !taken(choice));
    let mut name = choice
        .or(choices.last())
        .map(ToString::to_string)
        .unwrap_or_default();
    while taken(&name) {
        name.push('_');
    }
    name
}

/// What an arm is called by its type.
fn plain(api: &Api, ty: &Type) -> String {
    match core(ty) {
        Type::Boolean => "Boolean",
        Type::Integer(_) => "Integer",
        Type::Number => "Number",
        Type::Decimal => "Decimal",
        Type::String => "String",
        Type::Base64 => "Base64",
        Type::File => "File",
        Type::JsonText(_) => "JsonText",
        Type::Null => "Null",
        Type::Json => "Json",
        Type::JsonObject => "Object",
        Type::Array(_) | Type::FixedArray(..) => "Array",
        Type::Tuple(_) => "Tuple",
        Type::Map(..) => "Map",
        Type::Never => "Never",
        Type::Named(id) | Type::Boxed(id) => api
            .definition(*id)
            .map_or("Value", |named| named.ident.as_str()),
        Type::External(path) => {
            let last = path.split('<').next().unwrap_or_default();
            return identifier(Case::Camel, last.rsplit("::").next().unwrap_or_default());
        }
        Type::Nullable(_) | Type::Lazy(_) => "Value",
    }
    .to_owned()
}

/// The same with what a list or map holds.
fn of_items(api: &Api, ty: &Type) -> String {
    match core(ty) {
        Type::Array(item) | Type::FixedArray(item, _) => plain(api, item) + "Array",
        Type::Map(_, value) => plain(api, value) + "Map",
        Type::JsonText(inner) => plain(api, inner) + "JsonText",
        other => plain(api, other),
    }
}

fn named<'a>(api: &'a Api, ty: &Type) -> Option<&'a Definition> {
    let mut ty = ty;
    loop {
        match ty {
            Type::Named(id) | Type::Boxed(id) => return api.definition(*id),
            Type::Nullable(inner)
            | Type::Lazy(inner)
            | Type::JsonText(inner)
            | Type::Array(inner)
            | Type::FixedArray(inner, _)
            | Type::Map(_, inner) => ty = inner,
            _ => return None,
        }
    }
}

/// The type without what doesn't change its name.
fn core(ty: &Type) -> &Type {
    let mut ty = ty;
    while let Type::Nullable(inner) | Type::Lazy(inner) = ty {
        ty = inner;
    }
    ty
}
