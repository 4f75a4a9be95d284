//! Parameters, headers, media types, examples and links.

use super::{Object, ReadObject};
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{Encoding, Example, Header, Link, MediaType, Parameter, ParameterIn, RefOr, Style},
    pointer::Place,
    schema::reader::{Context, Kind, Reader},
    value::Node,
};

const LOCATIONS: [(&str, ParameterIn); 5] = [
    ("path", ParameterIn::Path),
    ("query", ParameterIn::Query),
    ("header", ParameterIn::Header),
    ("cookie", ParameterIn::Cookie),
    ("querystring", ParameterIn::Querystring),
];

const STYLES: [(&str, Style); 8] = [
    ("matrix", Style::Matrix),
    ("label", Style::Label),
    ("simple", Style::Simple),
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
    ("cookie", Style::Cookie),
];

/// The three ways to say how parts are encoded.
struct Encodings {
    by_name: Vec<(String, Encoding)>,
    prefix: Vec<Encoding>,
    item: Option<Box<Encoding>>,
}

impl Reader {
    /// `in` of a parameter or of an API key.
    pub(super) fn location_of(&mut self, object: &Object<'_>, what: &str) -> Option<ParameterIn> {
        if object.mapping.get("in").is_none() {
            self.missing(&object.place, what, "in");
        }
        self.word_of(object, "in", &LOCATIONS)
    }

    fn example_of(&mut self, object: &Object<'_>) -> Option<Node> {
        let (node, place) = object.get("example")?;
        self.examples.push(place);
        Some(node.clone())
    }

    /// `examples`: a map of Example Objects, which some documents write as an array of values or
    /// as a map of values.
    fn examples_of(
        &mut self,
        object: &Object<'_>,
        context: &Context,
    ) -> Vec<(String, RefOr<Example>)> {
        let Some((node, place)) = object.get("examples") else {
            return Vec::new();
        };
        let entries: Vec<(String, &Node)> = match node {
            Node::Null => Vec::new(),
            Node::Mapping(mapping) => mapping
                .unique()
                .map(|(name, node)| (name.to_owned(), node))
                .collect(),
            Node::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(index, node)| (index.to_string(), node))
                .collect(),
            other => vec![(String::new(), other)],
        };
        let mut examples = Vec::new();
        for (name, node) in entries {
            let place = if name.is_empty() {
                place.clone()
            } else {
                place.child(&name)
            };
            let example = if is_example_object(node) {
                self.ref_or(node, &place, context)
            } else {
                self.group(&lint::EXAMPLES_SHAPE, "media", place.clone());
                Some(RefOr::Item(self.bare_example(node, &place)))
            };
            examples.extend(example.map(|example| (name, example)));
        }
        examples
    }

    fn bare_example(&mut self, node: &Node, place: &Place) -> Example {
        self.examples.push(place.clone());
        Example {
            place: place.clone(),
            summary: None,
            description: None,
            value: Some(node.clone()),
            external_value: None,
            data_value: None,
            serialized_value: None,
            extensions: Vec::new(),
        }
    }

    fn encodings_of(&mut self, object: &Object<'_>, context: &Context) -> Encodings {
        let by_name = self.map_of(object, "encoding", |reader, node, place| {
            reader.encoding(node, place, context)
        });
        let prefix = self.list_of(object, "prefixEncoding", |reader, node, place| {
            reader.encoding(node, place, context)
        });
        let item = object
            .get("itemEncoding")
            .and_then(|(node, place)| self.encoding(node, &place, context))
            .map(Box::new);
        Encodings {
            by_name,
            prefix,
            item,
        }
    }

    fn encoding(&mut self, node: &Node, place: &Place, context: &Context) -> Option<Encoding> {
        let object = &self.object(node, place)?;
        let known = [
            "contentType",
            "headers",
            "style",
            "explode",
            "allowReserved",
            "encoding",
            "prefixEncoding",
            "itemEncoding",
        ];
        let encodings = self.encodings_of(object, context);
        Some(Encoding {
            content_type: self.text_of(object, "contentType"),
            headers: self.refs_of(object, "headers", context),
            style: self.word_of(object, "style", &STYLES),
            explode: self.flag_of(object, "explode"),
            allow_reserved: self.flag_of(object, "allowReserved"),
            encoding: encodings.by_name,
            prefix_encoding: encodings.prefix,
            item_encoding: encodings.item,
            extensions: self.rest_of(object, &known).extensions,
            place: object.place.clone(),
        })
    }

    fn required_of(&mut self, object: &Object<'_>, location: ParameterIn) -> bool {
        let required = self.flag_of(object, "required");
        if location == ParameterIn::Path && required != Some(true) {
            self.report(
                Diagnostic::new(
                    &lint::OPTIONAL_PATH_PARAMETER,
                    object.place.clone(),
                    "a path parameter is always required",
                )
                .note("a path without it is another path, so it is treated as required")
                .help("add `required: true`"),
            );
            return true;
        }
        required.unwrap_or(false)
    }
}

/// Whether a member of `examples` is an Example Object, and not the value itself.
fn is_example_object(node: &Node) -> bool {
    let fields = [
        "$ref",
        "value",
        "externalValue",
        "dataValue",
        "serializedValue",
        "summary",
        "description",
    ];
    node.as_mapping().is_some_and(|mapping| {
        mapping.is_empty() || fields.iter().any(|field| mapping.get(field).is_some())
    })
}

impl ReadObject for Parameter {
    const KIND: Kind = Kind::Parameter;

    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self> {
        let known = [
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "content",
            "example",
            "examples",
        ];
        let rest = reader.rest_of(object, &known);
        let name = reader.needed(object, "a parameter", "name");
        let location = reader.location_of(object, "a parameter")?;
        Some(Self {
            name: name?,
            location,
            description: reader.text_of(object, "description"),
            required: reader.required_of(object, location),
            deprecated: reader.flag_of(object, "deprecated").unwrap_or(false),
            allow_empty_value: reader.flag_of(object, "allowEmptyValue").unwrap_or(false),
            style: reader.word_of(object, "style", &STYLES),
            explode: reader.flag_of(object, "explode"),
            allow_reserved: reader.flag_of(object, "allowReserved").unwrap_or(false),
            schema: reader.schema_of(object, "schema", context),
            content: reader.refs_of(object, "content", context),
            example: reader.example_of(object),
            examples: reader.examples_of(object, context),
            extensions: rest.extensions,
            place: object.place.clone(),
        })
    }
}

impl ReadObject for Header {
    const KIND: Kind = Kind::Header;

    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self> {
        let known = [
            "description",
            "required",
            "deprecated",
            "style",
            "explode",
            "schema",
            "content",
            "example",
            "examples",
            "name",
            "in",
            "allowEmptyValue",
            "allowReserved",
        ];
        Some(Self {
            description: reader.text_of(object, "description"),
            required: reader.flag_of(object, "required").unwrap_or(false),
            deprecated: reader.flag_of(object, "deprecated").unwrap_or(false),
            style: reader.word_of(object, "style", &STYLES),
            explode: reader.flag_of(object, "explode"),
            schema: reader.schema_of(object, "schema", context),
            content: reader.refs_of(object, "content", context),
            example: reader.example_of(object),
            examples: reader.examples_of(object, context),
            extensions: reader.rest_of(object, &known).extensions,
            place: object.place.clone(),
        })
    }
}

impl ReadObject for MediaType {
    const KIND: Kind = Kind::MediaType;

    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self> {
        let known = [
            "schema",
            "itemSchema",
            "example",
            "examples",
            "encoding",
            "prefixEncoding",
            "itemEncoding",
        ];
        let encodings = reader.encodings_of(object, context);
        Some(Self {
            schema: reader.schema_of(object, "schema", context),
            item_schema: reader.schema_of(object, "itemSchema", context),
            example: reader.example_of(object),
            examples: reader.examples_of(object, context),
            encoding: encodings.by_name,
            prefix_encoding: encodings.prefix,
            item_encoding: encodings.item,
            extensions: reader.rest_of(object, &known).extensions,
            place: object.place.clone(),
        })
    }
}

impl ReadObject for Example {
    const KIND: Kind = Kind::Example;

    fn read(reader: &mut Reader, object: &Object<'_>, _: &Context) -> Option<Self> {
        let known = [
            "summary",
            "description",
            "value",
            "externalValue",
            "dataValue",
            "serializedValue",
        ];
        let mut value_of = |key| {
            let (node, place) = object.get(key)?;
            reader.examples.push(place);
            Some(node.clone())
        };
        let value = value_of("value");
        let data_value = value_of("dataValue");
        Some(Self {
            summary: reader.text_of(object, "summary"),
            description: reader.text_of(object, "description"),
            value,
            external_value: reader.text_of(object, "externalValue"),
            data_value,
            serialized_value: reader.text_of(object, "serializedValue"),
            extensions: reader.rest_of(object, &known).extensions,
            place: object.place.clone(),
        })
    }
}

impl ReadObject for Link {
    const KIND: Kind = Kind::Link;

    fn read(reader: &mut Reader, object: &Object<'_>, _: &Context) -> Option<Self> {
        let known = [
            "operationRef",
            "operationId",
            "parameters",
            "requestBody",
            "description",
            "server",
        ];
        Some(Self {
            operation_ref: reader.text_of(object, "operationRef"),
            operation_id: reader.text_of(object, "operationId"),
            parameters: reader.map_of(object, "parameters", |_, node, _| Some(node.clone())),
            request_body: object.mapping.get("requestBody").cloned(),
            description: reader.text_of(object, "description"),
            server: object
                .get("server")
                .and_then(|(node, place)| reader.server(node, &place)),
            extensions: reader.rest_of(object, &known).extensions,
            place: object.place.clone(),
        })
    }
}
