//! The keywords of a schema object as plain data.

use super::SchemaId;
use crate::{
    pointer::Place,
    value::{Node, Number},
};

/// Every keyword of a schema object; absent ones are `None`, empty or `false`.
///
/// Sections are those of JSON Schema 2020-12 Core (C) and Validation (V), and of OpenAPI 3.1 (OAS).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keywords {
    /// `$ref` (C 8.2.3.1).
    pub reference: Option<Reference>,
    /// `$dynamicRef` (C 8.2.3.2); its target is the one that it resolves to at first.
    pub dynamic_reference: Option<Reference>,
    /// `$id` (C 8.2.1).
    pub id: Option<String>,
    /// `$anchor` (C 8.2.2).
    pub anchor: Option<String>,
    /// `$dynamicAnchor` (C 8.2.2).
    pub dynamic_anchor: Option<String>,
    /// `$schema` (C 8.1.1).
    pub dialect: Option<String>,
    /// `$vocabulary` (C 8.1.2): URIs, and whether each is required.
    pub vocabulary: Vec<(String, bool)>,
    /// `$comment` (C 8.3).
    pub comment: Option<String>,
    /// `$defs` (C 8.2.4).
    pub defs: Vec<(String, SchemaId)>,

    /// `allOf` (C 10.2.1.1).
    pub all_of: Vec<SchemaId>,
    /// `anyOf` (C 10.2.1.2).
    pub any_of: Vec<SchemaId>,
    /// `oneOf` (C 10.2.1.3).
    pub one_of: Vec<SchemaId>,
    /// `not` (C 10.2.1.4).
    pub not: Option<SchemaId>,
    /// `if` (C 10.2.2.1).
    pub if_: Option<SchemaId>,
    /// `then` (C 10.2.2.2).
    pub then: Option<SchemaId>,
    /// `else` (C 10.2.2.3).
    pub else_: Option<SchemaId>,
    /// `dependentSchemas` (C 10.2.2.4).
    pub dependent_schemas: Vec<(String, SchemaId)>,

    /// `prefixItems` (C 10.3.1.1).
    pub prefix_items: Vec<SchemaId>,
    /// `items` (C 10.3.1.2).
    pub items: Option<SchemaId>,
    /// `contains` (C 10.3.1.3).
    pub contains: Option<SchemaId>,
    /// `properties` (C 10.3.2.1), in document order, each name once.
    pub properties: Vec<(String, SchemaId)>,
    /// `patternProperties` (C 10.3.2.2).
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// `additionalProperties` (C 10.3.2.3).
    pub additional_properties: Option<SchemaId>,
    /// `propertyNames` (C 10.3.2.4).
    pub property_names: Option<SchemaId>,
    /// `unevaluatedItems` (C 11.2).
    pub unevaluated_items: Option<SchemaId>,
    /// `unevaluatedProperties` (C 11.3).
    pub unevaluated_properties: Option<SchemaId>,

    /// `type` (V 6.1.1), each name once.
    pub types: Option<Vec<JsonType>>,
    /// `enum` (V 6.1.2); may be empty.
    pub enumeration: Option<Vec<Node>>,
    /// `const` (V 6.1.3).
    pub constant: Option<Node>,
    /// `multipleOf` (V 6.2.1), above zero.
    pub multiple_of: Option<Number>,
    /// `maximum` (V 6.2.2).
    pub maximum: Option<Number>,
    /// `exclusiveMaximum` (V 6.2.3).
    pub exclusive_maximum: Option<Number>,
    /// `minimum` (V 6.2.4).
    pub minimum: Option<Number>,
    /// `exclusiveMinimum` (V 6.2.5).
    pub exclusive_minimum: Option<Number>,
    /// `maxLength` (V 6.3.1), in code points.
    pub max_length: Option<u64>,
    /// `minLength` (V 6.3.2), in code points.
    pub min_length: Option<u64>,
    /// `pattern` (V 6.3.3), an ECMA-262 expression.
    pub pattern: Option<String>,
    /// `maxItems` (V 6.4.1).
    pub max_items: Option<u64>,
    /// `minItems` (V 6.4.2).
    pub min_items: Option<u64>,
    /// `uniqueItems` (V 6.4.3).
    pub unique_items: bool,
    /// `maxContains` (V 6.4.4).
    pub max_contains: Option<u64>,
    /// `minContains` (V 6.4.5).
    pub min_contains: Option<u64>,
    /// `maxProperties` (V 6.5.1).
    pub max_properties: Option<u64>,
    /// `minProperties` (V 6.5.2).
    pub min_properties: Option<u64>,
    /// `required` (V 6.5.3), each name once.
    pub required: Vec<String>,
    /// `dependentRequired` (V 6.5.4).
    pub dependent_required: Vec<(String, Vec<String>)>,

    /// `format` (V 7).
    pub format: Option<String>,
    /// `contentEncoding` (V 8.3).
    pub content_encoding: Option<String>,
    /// `contentMediaType` (V 8.4).
    pub content_media_type: Option<String>,
    /// `contentSchema` (V 8.5).
    pub content_schema: Option<SchemaId>,

    /// `title` (V 9.1).
    pub title: Option<String>,
    /// `description` (V 9.1), CommonMark.
    pub description: Option<String>,
    /// `default` (V 9.2).
    pub default: Option<Node>,
    /// `deprecated` (V 9.3).
    pub deprecated: bool,
    /// `readOnly` (V 9.4).
    pub read_only: bool,
    /// `writeOnly` (V 9.4).
    pub write_only: bool,
    /// `examples` (V 9.5), and before them the `example` of OAS *Schema Object*.
    pub examples: Vec<Node>,

    /// `discriminator` (OAS *Discriminator Object*).
    pub discriminator: Option<Discriminator>,
    /// `xml` (OAS *XML Object*).
    pub xml: Option<Xml>,
    /// `externalDocs` (OAS *External Documentation Object*).
    pub external_docs: Option<ExternalDocs>,
    /// Members whose names begin with `x-` (OAS *Specification Extensions*).
    pub extensions: Vec<(String, Node)>,
    /// All other members: annotations by C 6.5.
    pub unknown: Vec<(String, Node)>,
}

/// A reference to a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reference {
    /// The URI reference as written.
    pub text: String,
    /// The schema that it leads to; `None` if it leads nowhere, which a diagnostic says.
    pub target: Option<SchemaId>,
}

/// The types of JSON Schema (C 4.2.1, V 6.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`: a number without fraction, however it is written.
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl JsonType {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of a name in documents.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|json_type| json_type.name() == name)
    }
}

/// OAS *Discriminator Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// Where it is written.
    pub place: Place,
    /// `propertyName`.
    pub property_name: String,
    /// `mapping`, in document order.
    pub mapping: Vec<MappingEntry>,
    /// `defaultMapping` (OAS 3.2); its `value` is empty.
    pub default_mapping: Option<MappingEntry>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// One entry of a discriminator's `mapping`.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingEntry {
    /// The value of the discriminating property.
    pub value: String,
    /// The component name or URI reference as written.
    pub text: String,
    /// The schema that it names; `None` if there is none, which a diagnostic says.
    pub target: Option<SchemaId>,
}

/// OAS *XML Object*.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Xml {
    /// `name`
    pub name: Option<String>,
    /// `namespace`
    pub namespace: Option<String>,
    /// `prefix`
    pub prefix: Option<String>,
    /// `nodeType` (OAS 3.2), or what `attribute` and `wrapped` of 3.1 say.
    pub node_type: Option<XmlNodeType>,
    /// `wrapped` (3.1).
    pub wrapped: bool,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// `nodeType` of OAS 3.2 *XML Object*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlNodeType {
    /// `element`
    Element,
    /// `attribute`
    Attribute,
    /// `text`
    Text,
    /// `cdata`
    Cdata,
    /// `none`
    None,
}

/// OAS *External Documentation Object*.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExternalDocs {
    /// `url`, as written.
    pub url: String,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

impl Keywords {
    /// The schemas that keywords apply to the instance or to parts of it (C 10).
    pub fn subschemas(&self) -> impl Iterator<Item = SchemaId> {
        let lists = [&self.all_of, &self.any_of, &self.one_of, &self.prefix_items];
        let maps = [
            &self.properties,
            &self.pattern_properties,
            &self.dependent_schemas,
        ];
        let single = [
            self.not,
            self.if_,
            self.then,
            self.else_,
            self.items,
            self.contains,
            self.additional_properties,
            self.property_names,
            self.unevaluated_items,
            self.unevaluated_properties,
        ];
        let named = maps.into_iter().flatten().map(|(_, schema)| *schema);
        let listed = lists.into_iter().flatten().copied();
        listed.chain(named).chain(single.into_iter().flatten())
    }

    /// Whether there is a `$ref`, and nothing beside it that asserts, annotates or identifies.
    pub fn is_only_reference(&self) -> bool {
        let bare = Self {
            reference: self.reference.clone(),
            comment: self.comment.clone(),
            defs: self.defs.clone(),
            ..Self::default()
        };
        self.reference.is_some() && *self == bare
    }

    /// Whether keywords are used that only mean something to instances of a type. The content
    /// keywords don't count: they annotate.
    pub fn speaks_of(&self, json_type: JsonType) -> bool {
        match json_type {
            JsonType::Object => self.speaks_of_objects(),
            JsonType::Array => {
                !self.prefix_items.is_empty()
                    || self.items.is_some()
                    || self.contains.is_some()
                    || self.unevaluated_items.is_some()
                    || self.min_items.is_some()
                    || self.max_items.is_some()
                    || self.unique_items
            }
            JsonType::String => {
                self.min_length.is_some() || self.max_length.is_some() || self.pattern.is_some()
            }
            JsonType::Number => {
                self.multiple_of.is_some()
                    || self.minimum.is_some()
                    || self.maximum.is_some()
                    || self.exclusive_minimum.is_some()
                    || self.exclusive_maximum.is_some()
            }
            JsonType::Null | JsonType::Boolean | JsonType::Integer => false,
        }
    }

    fn speaks_of_objects(&self) -> bool {
        !self.properties.is_empty()
            || !self.pattern_properties.is_empty()
            || self.additional_properties.is_some()
            || self.property_names.is_some()
            || self.unevaluated_properties.is_some()
            || !self.required.is_empty()
            || self.min_properties.is_some()
            || self.max_properties.is_some()
            || !self.dependent_required.is_empty()
            || !self.dependent_schemas.is_empty()
    }

    /// Whether the schema does more than annotate and identify itself.
    pub fn asserts(&self) -> bool {
        self.reference.is_some()
            || !self.all_of.is_empty()
            || self.types.is_some()
            || self.asserts_beside_types()
    }

    /// Whether the schema does more than annotate, identify itself, refer by `$ref` and `allOf`, and
    /// name types.
    pub fn asserts_beside_types(&self) -> bool {
        // All fields stand here, so that a new one must be put on one side.
        let Self {
            reference: _,
            dynamic_reference: None,
            id: _,
            anchor: _,
            dynamic_anchor: _,
            dialect: _,
            vocabulary: _,
            comment: _,
            defs: _,
            all_of: _,
            any_of: _,
            one_of: _,
            not: None,
            if_: None,
            then: None,
            else_: None,
            dependent_schemas: _,
            prefix_items: _,
            items: None,
            contains: None,
            properties: _,
            pattern_properties: _,
            additional_properties: None,
            property_names: None,
            unevaluated_items: None,
            unevaluated_properties: None,
            types: _,
            enumeration: None,
            constant: None,
            multiple_of: None,
            maximum: None,
            exclusive_maximum: None,
            minimum: None,
            exclusive_minimum: None,
            max_length: None,
            min_length: None,
            pattern: None,
            max_items: None,
            min_items: None,
            unique_items: false,
            max_contains: None,
            min_contains: None,
            max_properties: None,
            min_properties: None,
            required: _,
            dependent_required: _,
            format: None,
            content_encoding: None,
            content_media_type: None,
            content_schema: None,
            title: _,
            description: _,
            default: _,
            deprecated: _,
            read_only: _,
            write_only: _,
            examples: _,
            discriminator: None,
            xml: _,
            external_docs: _,
            extensions: _,
            unknown: _,
        } = self
        else {
            return true;
        };
        self.asserts_by_lists()
    }

    fn asserts_by_lists(&self) -> bool {
        !self.any_of.is_empty()
            || !self.one_of.is_empty()
            || !self.dependent_schemas.is_empty()
            || !self.prefix_items.is_empty()
            || !self.properties.is_empty()
            || !self.pattern_properties.is_empty()
            || !self.required.is_empty()
            || !self.dependent_required.is_empty()
    }
}
