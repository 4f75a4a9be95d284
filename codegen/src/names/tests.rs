//! Names of whole models.

mod members;
mod operations;
mod order;
mod renames;
mod types;

use super::*;
use crate::{
    model::{
        Body, Codec, Content, Definition, Docs, Extra, Header, Home, Location, Name, OperationId,
        Positions, Presence, Response, Shape, Status, Style, Styling, Type,
    },
    passes::fixtures::{
        api, definition, enumeration, field, named, object, operation, operation_home, parameter,
        union,
    },
};

fn options() -> NameOptions {
    NameOptions {
        modules: BTreeMap::from([
            ("api".to_owned(), String::new()),
            ("event-schemas/schema".to_owned(), "events".to_owned()),
        ]),
        strip_prefixes: vec!["m.".to_owned()],
        formats: BTreeMap::from([("mx-room-id".to_owned(), "RoomId".to_owned())]),
        ..NameOptions::default()
    }
}

fn run(api: &mut Api) -> Vec<&'static str> {
    run_with(api, &options())
}

fn run_with(api: &mut Api, options: &NameOptions) -> Vec<&'static str> {
    let mut diagnostics = Diagnostics::new();
    assign(api, options, &mut diagnostics);
    diagnostics
        .iter()
        .map(|finding| finding.lint.name)
        .collect()
}

fn model(types: Vec<Definition>) -> Api {
    Api {
        types,
        ..Api::default()
    }
}

fn file(path: &str) -> Definition {
    let key = modules::stem(path).to_owned();
    definition(Place::root(path), Home::Shared { key }, object(vec![]))
}

fn component(document: &str, key: &str) -> Definition {
    let place = Place::root(document);
    let place = place.child("components").child("schemas").child(key);
    let home = Home::Shared { key: key.into() };
    definition(place, home, object(vec![]))
}

fn inline(root: &Definition, roles: &[&str]) -> Definition {
    let Home::Shared { key } = &root.origin.home else {
        panic!("no root");
    };
    let home = Home::Inline {
        root: root.origin.place.clone(),
        key: key.clone(),
        roles: roles.iter().map(ToString::to_string).collect(),
    };
    let mut place = root.origin.place.clone();
    for role in roles {
        place = match *role {
            "item" => place.child("items"),
            role => place.child("properties").child(role),
        };
    }
    definition(place, home, object(vec![]))
}

fn titled(mut definition: Definition, title: &str) -> Definition {
    definition.origin.title = Some(title.to_owned());
    definition
}

fn path(definition: &Definition) -> String {
    format!("{}/{}", definition.module.0.join("/"), definition.ident)
}

fn paths(api: &Api) -> Vec<String> {
    api.types.iter().map(path).collect()
}

fn rust(names: &[&Name]) -> Vec<String> {
    names.iter().map(|name| name.rust.clone()).collect()
}

/// The names of all types and members, by place.
fn everything(api: &Api) -> BTreeMap<String, Vec<String>> {
    let members = |definition: &Definition| match &definition.shape {
        Shape::Struct(object) => object.fields.iter().map(|f| f.name.rust.clone()).collect(),
        Shape::Enumeration(of) => of.values.iter().map(|v| v.name.rust.clone()).collect(),
        _ => Vec::new(),
    };
    let types = api.types.iter().map(|definition| {
        let mut names: Vec<String> = members(definition);
        names.sort();
        names.insert(0, path(definition));
        (definition.origin.place.to_string(), names)
    });
    types.collect()
}
