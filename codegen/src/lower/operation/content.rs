//! Bodies and responses (OpenAPI 3.1 *Request Body Object*, *Response Object*, *Media Type
//! Object*).

use super::parameter;
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{self, Encoding, MediaType, RefOr, StatusKey},
    lower::{
        Lowering,
        kinds::Kinds,
        view::{Conjunction, View},
    },
    model::{
        Body, Codec, Content, Docs, Header, Home, Name, Operation, OperationId, Part, PartEncoding,
        Response, Status, Style, Type, rules::Direction,
    },
    pointer::Place,
    resolve::Resolved,
    schema::SchemaId,
};

impl<'d> Lowering<'d> {
    /// The body of an operation.
    pub(super) fn body(&mut self, id: OperationId, object: &document::Operation) -> Option<Body> {
        let body = self.description.resolve(object.request_body.as_ref()?)?;
        self.doubt_body(id, body.place);
        let home: Home = self.home_of_part(id, object, body.place, "Body");
        let contents: Vec<Content> = self.contents(&body.object.content, &home, Direction::Request);
        self.describe_parts(&contents, body.description);
        Some(Body {
            docs: Docs {
                description: body.description.map(str::to_owned),
                ..Docs::default()
            },
            required: body.object.required,
            contents,
            choice: Name::new("Body"),
        })
    }

    /// The declared responses: codes first, then ranges, then `default`.
    pub(super) fn responses(
        &mut self,
        id: OperationId,
        object: &document::Operation,
    ) -> Vec<Response> {
        let Some(declared) = &object.responses else {
            let mut responses: Vec<Response> = Vec::new();
            self.add_standard_error(id, &mut responses);
            return responses;
        };
        let has_success: bool = declared
            .responses
            .iter()
            .any(|(key, _)| is_success(status(*key)));
        let successes = |key: StatusKey| match status(key) {
            Status::Default => !has_success,
            status => is_success(status),
        };
        let several: bool = declared
            .responses
            .iter()
            .filter(|(key, _)| successes(*key))
            .count()
            > 1;
        let mut responses: Vec<Response> = Vec::new();
        for (key, response) in &declared.responses {
            let Some(response) = self.description.resolve(response) else {
                continue;
            };
            let success: bool = successes(*key);
            let alone: bool = success && !several;
            responses.push(self.response(id, object, *key, &response, (success, alone)));
        }
        responses.sort_by_key(|response| response.status);
        self.add_standard_error(id, &mut responses);
        responses
    }

    fn response(
        &mut self,
        id: OperationId,
        operation: &document::Operation,
        key: StatusKey,
        response: &Resolved<'_, document::Response>,
        (success, alone): (bool, bool),
    ) -> Response {
        let status: Status = status(key);
        let word: String = status.phrase();
        let role: &str = if alone { "Response" } else { &word };
        let home: Home = self.home_of_part(id, operation, response.place, role);
        let mut contents: Vec<Content> =
            self.contents(&response.object.content, &home, Direction::Response);
        self.describe_parts(&contents, response.description);
        let own: Option<&Operation> = self.api.operations.get(id.0);
        let head: bool = own.is_some_and(|operation| operation.method == "HEAD");
        if (head || is_bodiless(status)) && !contents.is_empty() {
            let what: String = match head {
                true => "a response to HEAD".to_owned(),
                false => format!("a response with status {}", status_text(status)),
            };
            self.report_body(response.place, &what);
            contents.clear();
        }
        Response {
            place: response.place.clone(),
            status,
            name: Name::new(word.as_str()),
            docs: Docs {
                summary: response.summary.map(str::to_owned),
                description: response.description.map(str::to_owned),
                ..Docs::default()
            },
            success,
            contents,
            choice: Name::new(role),
            headers: self.headers(&response.object.headers, &home),
            links: self.links((id, status), &response.object.links),
            standard: false,
        }
    }

    /// Gives the types of a body or response that say nothing themselves the words of what they
    /// are the content of.
    fn describe_parts(&mut self, contents: &[Content], description: Option<&str>) {
        let Some(description) = description else {
            return;
        };
        for content in contents {
            let Some(Type::Named(id)) = &content.ty else {
                continue;
            };
            let definition = self.api.types.get_mut(id.0);
            let silent = definition.filter(|definition| {
                definition.docs == Docs::default()
                    && matches!(definition.origin.home, Home::Operation { .. })
            });
            if let Some(definition) = silent {
                definition.docs.description = Some(description.to_owned());
            }
        }
    }

    /// Typed headers; `Content-Type` is the media type's affair.
    pub(super) fn headers(
        &mut self,
        headers: &[(String, RefOr<document::Header>)],
        home: &Home,
    ) -> Vec<Header> {
        let mut lowered: Vec<Header> = Vec::new();
        for (name, header) in headers {
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            if let Some(header) = self.description.resolve(header) {
                let home: Home = within(home, name);
                lowered.push(self.header(name, &header, home));
            }
        }
        lowered
    }

    fn contents(
        &mut self,
        contents: &[(String, RefOr<MediaType>)],
        home: &Home,
        direction: Direction,
    ) -> Vec<Content> {
        let mut lowered: Vec<Content> = Vec::new();
        for (media_type, content) in contents {
            if let Some(content) = self.description.resolve(content) {
                let place: &Place = content.place;
                let content = self.content(media_type, content.object, home.clone(), direction);
                self.doubt_media_type(media_type, place, content.codec);
                lowered.push(content);
            }
        }
        lowered
    }

    fn content(
        &mut self,
        media_type: &str,
        object: &MediaType,
        home: Home,
        direction: Direction,
    ) -> Content {
        let essence: String = essence(media_type);
        let schema: Option<SchemaId> = object.item_schema.or(object.schema);
        let codec: Codec = self.codec(&essence, object.schema.or(object.item_schema));
        let schema: Option<SchemaId> = match codec {
            Codec::EventStream | Codec::JsonLines | Codec::JsonSequence
                if object.item_schema.is_none() =>
            {
                schema.map(|schema| self.item_of(schema))
            }
            _ => schema,
        };
        if codec == Codec::Parts
            && let Some(list) = self.part_list(object)
        {
            return self.listed(media_type, &list, object, home, direction);
        }
        let ty: Option<Type> = match (codec, schema) {
            (Codec::Bytes | Codec::Parts, _) => None,
            (_, None) => Some(Type::Json),
            (_, Some(schema)) => Some(self.type_at(schema, home.clone()).into_item()),
        };
        let parts: Vec<Part> = match (codec, schema) {
            (Codec::Form | Codec::Multipart, Some(schema)) => {
                self.parts(codec, schema, &object.encoding, &home)
            }
            _ => Vec::new(),
        };
        Content {
            media_type: media_type.to_owned(),
            name: Name::new(essence),
            codec,
            ty,
            parts,
            list: None,
            rules: schema.and_then(|schema| self.rules_of(schema, direction)),
        }
    }

    /// How a media type is written, with a look at its schema where the type alone doesn't say.
    fn codec(&self, essence: &str, schema: Option<SchemaId>) -> Codec {
        let kinds: Option<Kinds> = schema.map(|schema| {
            let view = View::of(self.description, &Conjunction::one(schema));
            self.kinds(&view).0
        });
        let structured = kinds.is_some_and(|kinds| {
            kinds != Kinds::ALL && !kinds.is_disjoint(Kinds::OBJECT.union(Kinds::ARRAY))
        });
        match essence {
            essence if is_json(essence) => Codec::Json,
            "application/x-www-form-urlencoded" if structured => Codec::Form,
            "multipart/form-data" if structured => Codec::Multipart,
            "text/event-stream" => Codec::EventStream,
            "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/json-lines" => Codec::JsonLines,
            essence if essence == "application/json-seq" || essence.ends_with("+json-seq") => {
                Codec::JsonSequence
            }
            "*/*" | "application/*" if structured => Codec::Json,
            essence if essence.starts_with("multipart/") => Codec::Parts,
            essence if essence.starts_with("text/") && kinds == Some(Kinds::STRING) => Codec::Text,
            _ => Codec::Bytes,
        }
    }

    /// A stream of an array is a stream of its items.
    fn item_of(&self, schema: SchemaId) -> SchemaId {
        let view = View::of(self.description, &Conjunction::one(schema));
        let (kinds, _) = self.kinds(&view);
        match view.items.as_slice() {
            [item] if kinds == Kinds::ARRAY => *item,
            _ => schema,
        }
    }

    /// How each property of a form is written (*Encoding Object*).
    pub(super) fn parts(
        &mut self,
        codec: Codec,
        schema: SchemaId,
        encodings: &[(String, Encoding)],
        home: &Home,
    ) -> Vec<Part> {
        let view = View::of(self.description, &Conjunction::one(schema));
        let mut parts: Vec<Part> = Vec::new();
        for property in &view.properties {
            let encoding: Option<&Encoding> = encodings
                .iter()
                .find(|(name, _)| name == property.name)
                .map(|(_, encoding)| encoding);
            let layers: Conjunction = Conjunction::all(property.layers.clone());
            let headers: Vec<Header> = match encoding {
                Some(encoding) => {
                    self.report_inner(encoding);
                    self.part_headers(encoding, &layers, home)
                }
                None => Vec::new(),
            };
            parts.push(Part {
                wire: property.name.to_owned(),
                encoding: self.part_encoding(codec, encoding, &layers),
                headers,
            });
        }
        parts
    }

    pub(super) fn part_encoding(
        &self,
        codec: Codec,
        encoding: Option<&Encoding>,
        layers: &Conjunction,
    ) -> PartEncoding {
        if let Some(encoding) = encoding {
            // OpenAPI 3.1 *Encoding Object*: one of these turns `contentType` off.
            let styled: bool = encoding.style.is_some()
                || encoding.explode.is_some()
                || encoding.allow_reserved.is_some();
            if styled {
                let style: Style = encoding.style.map_or(Style::Form, parameter::style);
                return PartEncoding::Style {
                    style,
                    explode: encoding.explode.unwrap_or(style == Style::Form),
                    allow_reserved: encoding.allow_reserved.unwrap_or(false),
                };
            }
            if let Some(content_type) = &encoding.content_type {
                return PartEncoding::Content {
                    media_type: content_type.clone(),
                    codec: self.codec(&essence(content_type), None),
                };
            }
        }
        self.default_encoding(codec, layers)
    }

    /// The default `contentType` of a property by its schema (*Encoding Object*).
    fn default_encoding(&self, codec: Codec, layers: &Conjunction) -> PartEncoding {
        let mut view = View::of(self.description, layers);
        let (mut kinds, _) = self.kinds(&view);
        if kinds == Kinds::ARRAY && !view.items.is_empty() {
            view = View::of(self.description, &Conjunction::all(view.items.clone()));
            kinds = self.kinds(&view).0;
        }
        let binary: bool = codec == Codec::Multipart
            && (kinds == Kinds::ALL
                || (kinds == Kinds::STRING
                    && (view.format == Some("binary") || view.content_media_type.is_some())));
        let compound: bool = !kinds.is_disjoint(Kinds::OBJECT.union(Kinds::ARRAY));
        let (media_type, codec) = if binary {
            (
                view.content_media_type
                    .unwrap_or("application/octet-stream"),
                Codec::Bytes,
            )
        } else if compound {
            ("application/json", Codec::Json)
        } else {
            ("text/plain", Codec::Text)
        };
        PartEncoding::Content {
            media_type: media_type.to_owned(),
            codec,
        }
    }

    fn report_body(&mut self, place: &Place, what: &str) {
        let diagnostic = Diagnostic::new(
            &lint::BODY_NOT_ALLOWED,
            place.child("content"),
            format!("{what} has no body"),
        )
        .note("HTTP allows none there (RFC 9110 §6.4.1), so that this is never sent and never read")
        .help("remove `content`");
        self.report(diagnostic);
    }
}

fn within(home: &Home, role: &str) -> Home {
    crate::lower::home::within(home, &Place::root(""), vec![role.to_owned()])
}

/// Type and subtype in lower case, without parameters (RFC 9110 §8.3.1).
pub(super) fn essence(media_type: &str) -> String {
    let essence: &str = media_type.split(';').next().unwrap_or(media_type);
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type is of the JSON family (RFC 6839 §3.1).
pub(in crate::lower) fn is_json(media_type: &str) -> bool {
    let essence: String = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

fn status(key: StatusKey) -> Status {
    match key {
        StatusKey::Code(code) => Status::Code(code),
        StatusKey::Range(digit) => Status::Range(digit),
        StatusKey::Default => Status::Default,
    }
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => code < 400,
        Status::Range(digit) => digit < 4,
        Status::Default => false,
    }
}

/// Statuses whose responses never have a body (RFC 9110 §6.4.1).
fn is_bodiless(status: Status) -> bool {
    match status {
        Status::Code(code) => code < 200 || matches!(code, 204 | 205 | 304),
        Status::Range(digit) => digit == 1,
        Status::Default => false,
    }
}

fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}
