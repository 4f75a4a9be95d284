//! Path items, operations, bodies, responses and callbacks.

use super::{Object, ReadObject};
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{
        Callback, Method, Operation, Parameter, PathItem, RefOr, RequestBody, Response, Responses,
        StatusKey,
    },
    pointer::Place,
    schema::reader::{Context, From, Kind, Reader},
    value::Node,
};

const PATH_ITEM: [&str; 15] = [
    "$ref",
    "summary",
    "description",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
    "servers",
    "parameters",
];

impl Reader {
    pub(crate) fn path_item(
        &mut self,
        node: &Node,
        place: &Place,
        context: &Context,
    ) -> Option<PathItem> {
        let object = self.object(node, place)?;
        let reference = match object.mapping.get("$ref") {
            Some(node) => self.string(node, &place.child("$ref")),
            None => None,
        };
        if let Some(text) = &reference {
            self.follow_later(From::Object(Kind::PathItem), text, place, context);
            if object.mapping.unique().any(|(key, _)| key != "$ref") {
                self.report(
                    Diagnostic::new(
                        &lint::PATH_ITEM_SIBLING,
                        place.child("$ref"),
                        "this path item has a `$ref` and fields of its own",
                    )
                    .at_key()
                    .note("no standard says which of them count; here its own fields win")
                    .help("write all fields in one of the two places"),
                );
            }
        }
        let mut operations = Vec::new();
        for (key, node) in object.mapping.unique() {
            let method = Method::FIXED.into_iter().find(|(name, _)| *name == key);
            if let Some((_, method)) = method {
                let operation = self.operation(node, &place.child(key), context);
                operations.extend(operation.map(|operation| (method, operation)));
            }
        }
        let additional = self.map_of(&object, "additionalOperations", |reader, node, place| {
            reader.operation(node, place, context)
        });
        let additional = additional
            .into_iter()
            .map(|(name, operation)| (Method::Other(name), operation));
        operations.extend(additional);
        Some(PathItem {
            reference,
            summary: self.text_of(&object, "summary"),
            description: self.text_of(&object, "description"),
            operations,
            servers: self.list_of(&object, "servers", Self::server),
            parameters: self.parameters(&object, context),
            extensions: self.rest_of(&object, &PATH_ITEM).extensions,
            place: object.place,
        })
    }

    /// An operation; a `$ref` in its stead is none of the standard's, but is followed.
    fn operation(
        &mut self,
        node: &Node,
        place: &Place,
        context: &Context,
    ) -> Option<RefOr<Operation>> {
        if let Some(Node::String(_)) = node.get("$ref") {
            self.group(&lint::ODD_REFERENCE, "", place.child("$ref"));
        }
        self.ref_or(node, place, context)
    }

    fn parameters(&mut self, object: &Object<'_>, context: &Context) -> Vec<RefOr<Parameter>> {
        self.list_of(object, "parameters", |reader, node, place| {
            reader.ref_or(node, place, context)
        })
    }

    fn responses(&mut self, object: &Object<'_>, context: &Context) -> Option<Responses> {
        let (node, place) = object.get("responses")?;
        let object = self.object(node, &place)?;
        if self.is_misplaced_reference(object.mapping, &place) {
            return None;
        }
        let mut responses = Responses {
            place: place.clone(),
            responses: Vec::new(),
            extensions: Vec::new(),
        };
        for (key, node) in object.mapping.unique() {
            let place = place.child(key);
            if key.starts_with("x-") {
                responses.extensions.push((key.to_owned(), node.clone()));
                continue;
            }
            let Some(status) = self.status(key, &place) else {
                continue;
            };
            let known = responses
                .responses
                .iter()
                .position(|(known, _)| *known == status);
            if known.is_some() {
                self.repeated_status(key, &place);
            }
            let response = self.ref_or(node, &place, context);
            match known.and_then(|index| responses.responses.get_mut(index)) {
                None => responses
                    .responses
                    .extend(response.map(|response| (status, response))),
                Some(slot) if key.ends_with("XX") => {
                    slot.1 = response.unwrap_or_else(|| slot.1.clone());
                }
                Some(_) => {}
            }
        }
        Some(responses)
    }

    /// Only ranges have spellings that a reader of mappings doesn't know to be the same.
    fn repeated_status(&mut self, key: &str, place: &Place) {
        let diagnostic = Diagnostic::new(
            &lint::DUPLICATE_KEY,
            place.clone(),
            format!("`{key}` says the same range of statuses as another key"),
        )
        .at_key()
        .note("the one in capitals counts, else the first")
        .help("remove one of them");
        self.report(diagnostic);
    }

    fn status(&mut self, key: &str, place: &Place) -> Option<StatusKey> {
        if key == "default" {
            return Some(StatusKey::Default);
        }
        let bytes = key.as_bytes();
        if let [first @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] = bytes {
            if !key.ends_with("XX") {
                self.group(&lint::STATUS_SPELLING, key, place.clone());
            }
            return Some(StatusKey::Range(first - b'0'));
        }
        if let [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] = bytes {
            return key.parse().ok().map(StatusKey::Code);
        }
        self.report(
            Diagnostic::new(
                &lint::WRONG_TYPE,
                place.clone(),
                format!("`{key}` is no status"),
            )
            .at_key()
            .note("a status is three digits, a range such as `4XX`, or `default`"),
        );
        None
    }
}

impl ReadObject for Operation {
    const KIND: Kind = Kind::Operation;

    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self> {
        let known = [
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security",
            "servers",
        ];
        Some(Self {
            tags: reader.strings_of(object, "tags"),
            summary: reader.text_of(object, "summary"),
            description: reader.text_of(object, "description"),
            external_docs: object
                .get("externalDocs")
                .and_then(|(node, place)| reader.external_docs(node, &place)),
            operation_id: reader.text_of(object, "operationId"),
            parameters: reader.parameters(object, context),
            request_body: object
                .get("requestBody")
                .and_then(|(node, place)| reader.ref_or(node, &place, context)),
            responses: reader.responses(object, context),
            callbacks: reader.refs_of(object, "callbacks", context),
            deprecated: reader.flag_of(object, "deprecated").unwrap_or(false),
            security: reader.security_of(object, context),
            servers: reader.list_of(object, "servers", Reader::server),
            extensions: reader.rest_of(object, &known).extensions,
            place: object.place.clone(),
        })
    }
}

impl ReadObject for RequestBody {
    const KIND: Kind = Kind::RequestBody;

    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self> {
        Some(Self {
            description: reader.text_of(object, "description"),
            content: reader.refs_of(object, "content", context),
            required: reader.flag_of(object, "required").unwrap_or(false),
            extensions: reader
                .rest_of(object, &["description", "content", "required"])
                .extensions,
            place: object.place.clone(),
        })
    }
}

impl ReadObject for Response {
    const KIND: Kind = Kind::Response;

    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self> {
        Some(Self {
            summary: reader.text_of(object, "summary"),
            description: reader.text_of(object, "description"),
            headers: reader.refs_of(object, "headers", context),
            content: reader.refs_of(object, "content", context),
            links: reader.refs_of(object, "links", context),
            extensions: reader
                .rest_of(
                    object,
                    &["summary", "description", "headers", "content", "links"],
                )
                .extensions,
            place: object.place.clone(),
        })
    }
}

impl ReadObject for Callback {
    const KIND: Kind = Kind::Callback;

    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self> {
        let mut callback = Self {
            place: object.place.clone(),
            expressions: Vec::new(),
            extensions: Vec::new(),
        };
        for (key, node) in object.mapping.unique() {
            if key.starts_with("x-") {
                callback.extensions.push((key.to_owned(), node.clone()));
                continue;
            }
            let item = reader.path_item(node, &object.place.child(key), context);
            callback
                .expressions
                .extend(item.map(|item| (key.to_owned(), item)));
        }
        Some(callback)
    }
}
