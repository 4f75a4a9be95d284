//! Names of methods, parameters, responses, areas and schemes.

use super::{
    Naming, keywords, media,
    modules::stem,
    settle::{Candidates, settle},
    words::{Case, exact, identifier, spellings},
};
use crate::{
    model::{
        Api, Area, AreaId, Body, Content, Header, Location, Name, Operation, Parameter, PathPart,
        Receiver, Response, Scheme, SchemeKind,
    },
    pointer::Place,
};

/// Fills the methods' names, which the modules need.
pub(super) fn name_methods(api: &mut Api, naming: &mut Naming<'_>) {
    let names = {
        let parts: Vec<Candidates<'_>> = api
            .operations
            .iter()
            .map(|operation| of_operation(api, operation, naming))
            .collect();
        settle(
            "operations",
            &parts,
            keywords::is_method,
            naming.diagnostics,
        )
    };
    for (operation, name) in api.operations.iter_mut().zip(names) {
        operation.name.rust = name;
    }
}

fn of_operation<'a>(api: &'a Api, operation: &'a Operation, naming: &Naming<'_>) -> Candidates<'a> {
    let place = &operation.place;
    if let Some(name) = naming.renames.snake(place) {
        return Candidates::fixed(place, name);
    }
    let id = operation.name.wire.as_str();
    Candidates::new(place, identifier(Case::Snake, id), move || {
        let document = stem(&place.document);
        let path = literals(operation);
        let method = &operation.method;
        let parent = parent(api, operation).map(|parent| format!("{parent} {id}"));
        let own = [
            format!("{document} {id}"),
            format!("{id} {path}"),
            format!("{method} {id} {path}"),
            format!("{method} {id} {}", operation.template),
            format!("{} {method} {id} {}", place.document, operation.template),
        ];
        parent
            .iter()
            .chain(&own)
            .map(|words| identifier(Case::Snake, words))
            .chain([exact(Case::Snake, &format!("{id} {place}"))])
            .collect()
    })
}

/// The operation that a callback belongs to: several can refer to one callback, and then only this
/// tells them apart.
fn parent<'a>(api: &'a Api, operation: &Operation) -> Option<&'a str> {
    let Receiver::Callback { operation, .. } = &operation.receiver else {
        return None;
    };
    let parent = api.operations.get(operation.0)?;
    Some(parent.name.wire.as_str())
}

/// The words of a path without its parameters.
fn literals(operation: &Operation) -> String {
    let parts = operation
        .path
        .segments
        .iter()
        .flat_map(|segment| &segment.parts);
    let words: Vec<&str> = parts
        .filter_map(|part| match part {
            PathPart::Literal(text) => Some(text.as_str()),
            PathPart::Parameter(_) => None,
        })
        .collect();
    words.join(" ")
}

/// Fills all other names of operations, areas and schemes.
pub(super) fn name_parts(api: &mut Api, naming: &mut Naming<'_>) {
    name_areas(api, naming);
    let schemes: Vec<String> = {
        let parts: Vec<Candidates<'_>> = api
            .schemes
            .iter()
            .map(|scheme| of_scheme(scheme, naming))
            .collect();
        settle("security schemes", &parts, |_| false, naming.diagnostics)
    };
    for (scheme, name) in api.schemes.iter_mut().zip(schemes) {
        scheme.name.rust = name;
    }
    name_servers(api, naming);
    for operation in &mut api.operations {
        name_parameters(&mut operation.parameters, operation.body.is_some(), naming);
        if let Some(body) = &mut operation.body {
            name_body(body, &operation.place.child("requestBody"), naming);
        }
        name_responses(&mut operation.responses, naming);
    }
}

/// A scheme that isn't declared says so in its name: another document may declare one that has the
/// same.
fn of_scheme<'a>(scheme: &'a Scheme, naming: &Naming<'a>) -> Candidates<'a> {
    let (place, name) = (&scheme.place, scheme.name.wire.as_str());
    match (naming.renames.camel(place), &scheme.kind) {
        (Some(name), _) => Candidates::fixed(place, name),
        (None, SchemeKind::Undeclared) => {
            let first = identifier(Case::Camel, &format!("undeclared {name}"));
            Candidates::new(place, first, move || {
                vec![exact(Case::Camel, &format!("undeclared {name}"))]
            })
        }
        (None, _) => naming.text(Case::Camel, place, name),
    }
}

fn name_servers(api: &mut Api, naming: &mut Naming<'_>) {
    let names: Vec<String> = {
        let parts: Vec<Candidates<'_>> = api
            .server_groups
            .iter()
            .map(|group| match naming.renames.camel(&group.place) {
                Some(name) => Candidates::fixed(&group.place, name),
                None => naming.text(Case::Camel, &group.place, &group.name.wire),
            })
            .collect();
        // The servers of the document itself are called so.
        let reserved = |name: &str| name == "Root";
        settle("servers", &parts, reserved, naming.diagnostics)
    };
    for (group, name) in api.server_groups.iter_mut().zip(names) {
        group.name.rust = name;
    }
}

fn name_areas(api: &mut Api, naming: &mut Naming<'_>) {
    let places: Vec<Place> = (0..api.areas.len())
        .map(|index| area_place(api, AreaId(index)))
        .collect();
    let names = {
        let parts: Vec<Candidates<'_>> = api
            .areas
            .iter()
            .zip(&places)
            .map(|(area, place)| of_area(area, place))
            .collect();
        settle("areas", &parts, keywords::is_trait, naming.diagnostics)
    };
    for (area, name) in api.areas.iter_mut().zip(names) {
        area.name.rust = name;
    }
}

fn of_area<'a>(area: &'a Area, place: &'a Place) -> Candidates<'a> {
    let wire = area.name.wire.as_str();
    let first = identifier(Case::Camel, wire);
    let api = format!("{first}Api");
    Candidates::new(place, first, move || {
        let mut names = vec![api.clone()];
        names.extend(spellings(Case::Camel, wire, wire));
        names
    })
}

/// Where an area first shows, for findings.
fn area_place(api: &Api, area: AreaId) -> Place {
    let operations = api
        .operations
        .iter()
        .filter(|operation| operation.area == area);
    operations
        .map(|operation| &operation.place)
        .min()
        .cloned()
        .unwrap_or_else(|| Place::root(""))
}

fn name_parameters(parameters: &mut [Parameter], body: bool, naming: &mut Naming<'_>) {
    let names = {
        let parts: Vec<Candidates<'_>> = parameters
            .iter()
            .map(|parameter| of_parameter(parameter, naming))
            .collect();
        let reserved = |name: &str| body && name == "body";
        settle("parameters", &parts, reserved, naming.diagnostics)
    };
    for (parameter, name) in parameters.iter_mut().zip(names) {
        parameter.name.rust = name;
    }
}

fn of_parameter<'a>(parameter: &'a Parameter, naming: &Naming<'_>) -> Candidates<'a> {
    let place = &parameter.place;
    if let Some(name) = naming.renames.snake(place) {
        return Candidates::fixed(place, name);
    }
    let wire = parameter.name.wire.as_str();
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    Candidates::new(place, identifier(Case::Snake, wire), move || {
        let mut names = vec![identifier(Case::Snake, &format!("{location} {wire}"))];
        names.extend(spellings(Case::Snake, wire, wire));
        names.push(exact(Case::Snake, &format!("{location} {wire}")));
        names
    })
}

fn name_body(body: &mut Body, place: &Place, naming: &mut Naming<'_>) {
    if body.choice.rust.is_empty() {
        "RequestBody".clone_into(&mut body.choice.rust);
    }
    name_contents(&mut body.contents, place, naming);
}

fn name_responses(responses: &mut [Response], naming: &mut Naming<'_>) {
    let names = {
        let parts: Vec<Candidates<'_>> = responses
            .iter()
            .map(|response| match naming.renames.camel(&response.place) {
                Some(name) => Candidates::fixed(&response.place, name),
                None => {
                    let name = media::status(response.status);
                    Candidates::new(&response.place, name, Vec::new)
                }
            })
            .collect();
        let reserved = |name: &str| matches!(name, "Other" | "Fault");
        settle("responses", &parts, reserved, naming.diagnostics)
    };
    for (response, name) in responses.iter_mut().zip(names) {
        response.name.rust = name;
        if response.choice.rust.is_empty() {
            response.choice.rust = media::status(response.status) + "Body";
        }
        name_headers(&mut response.headers, &response.place, naming);
        name_contents(&mut response.contents, &response.place, naming);
    }
}

/// Names the media types at a place, and the headers of their parts.
fn name_contents(contents: &mut [Content], place: &Place, naming: &mut Naming<'_>) {
    let places: Vec<Place> = contents
        .iter()
        .map(|content| place.child("content").child(&content.media_type))
        .collect();
    let names = {
        let parts: Vec<Candidates<'_>> = contents
            .iter()
            .zip(&places)
            .map(|(content, place)| match naming.renames.camel(place) {
                Some(name) => Candidates::fixed(place, name),
                None => of_media_type(place, &content.media_type),
            })
            .collect();
        settle("media types", &parts, |_| false, naming.diagnostics)
    };
    for ((content, name), place) in contents.iter_mut().zip(names).zip(&places) {
        content.name.rust = name;
        for part in &mut content.parts {
            let place = place.child("encoding").child(&part.wire);
            name_headers(&mut part.headers, &place, naming);
        }
    }
}

fn of_media_type<'a>(place: &'a Place, media_type: &'a str) -> Candidates<'a> {
    Candidates::new(place, media::media_type(media_type), move || {
        spellings(Case::Camel, media_type, media_type)
    })
}

/// Names headers; they stand beside the body.
fn name_headers(headers: &mut [Header], place: &Place, naming: &mut Naming<'_>) {
    let places: Vec<Place> = headers
        .iter()
        .map(|header| place.child("headers").child(&header.name.wire))
        .collect();
    let names = {
        let parts: Vec<Candidates<'_>> = headers
            .iter()
            .zip(&places)
            .map(|(header, place)| match naming.renames.snake(place) {
                Some(name) => Candidates::fixed(place, name),
                None => of_header(&header.name, place),
            })
            .collect();
        let reserved = |name: &str| matches!(name, "body" | "status" | "headers" | "value");
        settle("headers", &parts, reserved, naming.diagnostics)
    };
    for (header, name) in headers.iter_mut().zip(names) {
        header.name.rust = name;
    }
}

fn of_header<'a>(name: &'a Name, place: &'a Place) -> Candidates<'a> {
    let wire = name.wire.as_str();
    Candidates::new(place, identifier(Case::Snake, wire), move || {
        let mut names = vec![identifier(Case::Snake, &format!("{wire} header"))];
        names.extend(spellings(Case::Snake, wire, wire));
        names
    })
}
