//! Where the examples and defaults of a description stand, and which schemas they belong to.

use std::collections::BTreeSet;

use crate::{
    document::{
        Callback, Example, Header, MediaType, OpenApi, Operation, Parameter, PathItem, RefOr,
        RequestBody, Response,
    },
    pointer::Place,
    resolve::Description,
    schema::SchemaId,
    value::Node,
};

/// A value beside a schema.
pub(super) struct Exampled<'d> {
    /// The schema that it belongs to.
    pub(super) schema: SchemaId,
    /// Where it is written.
    pub(super) place: Place,
    /// The value as written.
    pub(super) value: &'d Node,
    /// What it is.
    pub(super) role: Role,
    /// The list that it is an item of.
    pub(super) list: Option<&'d Node>,
}

/// What a value beside a schema is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Role {
    /// An example of a schema or of JSON content.
    Example,
    /// An example of a parameter or header, which may be written as it is sent: as a string.
    Serialized,
    /// A `default`.
    Default,
}

/// All examples and defaults, in an order that the description decides.
pub(super) fn exampled(description: &Description) -> Vec<Exampled<'_>> {
    let mut walk = Walk {
        description,
        found: Vec::new(),
        seen: BTreeSet::new(),
    };
    walk.schemas();
    let documents = description.documents.iter();
    for document in documents.chain(&description.referenced_documents) {
        walk.document(document);
    }
    walk.found
}

struct Walk<'d> {
    description: &'d Description,
    found: Vec<Exampled<'d>>,
    /// Objects that were looked at.
    seen: BTreeSet<Place>,
}

impl<'d> Walk<'d> {
    fn schemas(&mut self) {
        for (id, schema) in self.description.schemas().iter() {
            let Some(keywords) = schema.keywords() else {
                continue;
            };
            let says: bool = !keywords.examples.is_empty() || keywords.default.is_some();
            if !says || self.description.schema_at(&schema.place) != Some(id) {
                continue;
            }
            let root = self.description.node(&schema.place.document);
            let Some(node) = root.and_then(|root| root.at(&schema.place.pointer)) else {
                continue;
            };
            let list = node.get("examples");
            let mut add = |place: Place, value: &'d Node, role: Role, list: Option<&'d Node>| {
                self.found.push(Exampled {
                    schema: id,
                    place,
                    value,
                    role,
                    list,
                });
            };
            if let Some(value) = node.get("example") {
                add(schema.place.child("example"), value, Role::Example, None);
            }
            let listed = list.and_then(Node::as_sequence);
            for (index, value) in listed.unwrap_or_default().iter().enumerate() {
                let place = schema.place.child("examples").item(index);
                add(place, value, Role::Example, list);
            }
            if let Some(value) = node.get("default") {
                add(schema.place.child("default"), value, Role::Default, None);
            }
        }
    }

    fn document(&mut self, document: &'d OpenApi) {
        let components = &document.components;
        let items = document.paths.iter().chain(&document.webhooks);
        for (_, item) in items.chain(&components.path_items) {
            self.item(item);
        }
        components
            .parameters
            .iter()
            .for_each(|(_, one)| self.parameter(one));
        components
            .headers
            .iter()
            .for_each(|(_, one)| self.header(one));
        components
            .request_bodies
            .iter()
            .for_each(|(_, one)| self.body(one));
        components
            .responses
            .iter()
            .for_each(|(_, one)| self.response(one));
        components
            .callbacks
            .iter()
            .for_each(|(_, one)| self.callback(one));
    }

    fn item(&mut self, item: &'d PathItem) {
        if !self.seen.insert(item.place.clone()) {
            return;
        }
        item.parameters.iter().for_each(|one| self.parameter(one));
        for (_, operation) in &item.operations {
            self.operation(operation);
        }
    }

    fn operation(&mut self, operation: &'d RefOr<Operation>) {
        let Some(operation) = self.description.resolve(operation) else {
            return;
        };
        let operation = operation.object;
        operation
            .parameters
            .iter()
            .for_each(|one| self.parameter(one));
        operation.request_body.iter().for_each(|one| self.body(one));
        let responses = operation.responses.iter();
        for (_, response) in responses.flat_map(|all| &all.responses) {
            self.response(response);
        }
        operation
            .callbacks
            .iter()
            .for_each(|(_, one)| self.callback(one));
    }

    fn callback(&mut self, callback: &'d RefOr<Callback>) {
        if let Some(callback) = self.description.resolve(callback) {
            for (_, item) in &callback.object.expressions {
                self.item(item);
            }
        }
    }

    fn body(&mut self, body: &'d RefOr<RequestBody>) {
        if let Some(body) = self.description.resolve(body) {
            self.contents(&body.object.content);
        }
    }

    fn response(&mut self, response: &'d RefOr<Response>) {
        if let Some(response) = self.description.resolve(response) {
            self.contents(&response.object.content);
            let headers = &response.object.headers;
            headers.iter().for_each(|(_, one)| self.header(one));
        }
    }

    fn parameter(&mut self, parameter: &'d RefOr<Parameter>) {
        if let Some(resolved) = self.description.resolve(parameter) {
            let object = resolved.object;
            self.contents(&object.content);
            self.values(
                object.schema,
                &object.place,
                &object.example,
                &object.examples,
                Role::Serialized,
            );
        }
    }

    fn header(&mut self, header: &'d RefOr<Header>) {
        if let Some(resolved) = self.description.resolve(header) {
            let object = resolved.object;
            self.contents(&object.content);
            self.values(
                object.schema,
                &object.place,
                &object.example,
                &object.examples,
                Role::Serialized,
            );
        }
    }

    /// Only JSON is compared: examples of other media types are their text.
    fn contents(&mut self, content: &'d [(String, RefOr<MediaType>)]) {
        for (name, media) in content {
            let essence = name.split(';').next().unwrap_or(name).trim();
            let essence = essence.to_ascii_lowercase();
            let json = essence.ends_with("/json") || essence.ends_with("+json");
            let Some(media) = self.description.resolve(media).filter(|_| json) else {
                continue;
            };
            let object = media.object;
            self.values(
                object.schema,
                &object.place,
                &object.example,
                &object.examples,
                Role::Example,
            );
        }
    }

    fn values(
        &mut self,
        schema: Option<SchemaId>,
        place: &Place,
        example: &'d Option<Node>,
        examples: &'d [(String, RefOr<Example>)],
        role: Role,
    ) {
        let Some(schema) = schema.filter(|_| self.seen.insert(place.clone())) else {
            return;
        };
        let mut add = |place: Place, value: &'d Node| {
            self.found.push(Exampled {
                schema,
                place,
                value,
                role,
                list: None,
            });
        };
        if let Some(value) = example {
            add(place.child("example"), value);
        }
        for (_, example) in examples {
            let Some(example) = self.description.resolve(example) else {
                continue;
            };
            for (key, value) in [
                ("value", &example.object.value),
                ("dataValue", &example.object.data_value),
            ] {
                if let Some(value) = value {
                    add(example.place.child(key), value);
                }
            }
        }
    }
}
