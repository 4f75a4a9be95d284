//! Parameters, headers, media types, examples and links.

use super::{RefOr, Server};
use crate::{pointer::Place, schema::SchemaId, value::Node};

/// `in` of a parameter (OAS *Parameter Locations*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterIn {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
    /// `querystring` (3.2): the whole query, by media type.
    Querystring,
}

/// `style` (OAS *Style Values*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// `matrix`
    Matrix,
    /// `label`
    Label,
    /// `simple`
    Simple,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
    /// `cookie` (3.2).
    Cookie,
}

/// OAS *Parameter Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it is written.
    pub place: Place,
    /// `name`
    pub name: String,
    /// `in`
    pub location: ParameterIn,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `required`; true for every path parameter.
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `allowEmptyValue`
    pub allow_empty_value: bool,
    /// `style`; `None` means the default of the location.
    pub style: Option<Style>,
    /// `explode`; `None` means true for `form` and `cookie`, else false.
    pub explode: Option<bool>,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `content`, by media type: one entry, or none beside a `schema`.
    pub content: Vec<(String, RefOr<MediaType>)>,
    /// `example`
    pub example: Option<Node>,
    /// `examples`
    pub examples: Vec<(String, RefOr<Example>)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Header Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Where it is written.
    pub place: Place,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `style`; `None` means the default of the location.
    pub style: Option<Style>,
    /// `explode`; `None` means true for `form` and `cookie`, else false.
    pub explode: Option<bool>,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `content`, by media type: one entry, or none beside a `schema`.
    pub content: Vec<(String, RefOr<MediaType>)>,
    /// `example`
    pub example: Option<Node>,
    /// `examples`
    pub examples: Vec<(String, RefOr<Example>)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Media Type Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// Where it is written.
    pub place: Place,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2): of each item of a sequence.
    pub item_schema: Option<SchemaId>,
    /// `example`
    pub example: Option<Node>,
    /// `examples`
    pub examples: Vec<(String, RefOr<Example>)>,
    /// `encoding`, by property.
    pub encoding: Vec<(String, Encoding)>,
    /// `prefixEncoding` (3.2).
    pub prefix_encoding: Vec<Encoding>,
    /// `itemEncoding` (3.2).
    pub item_encoding: Option<Box<Encoding>>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Encoding Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// Where it is written.
    pub place: Place,
    /// `contentType`: media types, separated by commas.
    pub content_type: Option<String>,
    /// `headers`
    pub headers: Vec<(String, RefOr<Header>)>,
    /// `style`; `None` means the default of the location.
    pub style: Option<Style>,
    /// `explode`; `None` means true for `form` and `cookie`, else false.
    pub explode: Option<bool>,
    /// `allowReserved`; presence alone turns `contentType` off.
    pub allow_reserved: Option<bool>,
    /// `encoding` (3.2), by property.
    pub encoding: Vec<(String, Encoding)>,
    /// `prefixEncoding` (3.2).
    pub prefix_encoding: Vec<Encoding>,
    /// `itemEncoding` (3.2).
    pub item_encoding: Option<Box<Encoding>>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Example Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Where it is written.
    pub place: Place,
    /// `summary`
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `value`
    pub value: Option<Node>,
    /// `externalValue`: a URI reference.
    pub external_value: Option<String>,
    /// `dataValue` (3.2).
    pub data_value: Option<Node>,
    /// `serializedValue` (3.2).
    pub serialized_value: Option<String>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Link Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it is written.
    pub place: Place,
    /// `operationRef`: a URI reference.
    pub operation_ref: Option<String>,
    /// `operationId`
    pub operation_id: Option<String>,
    /// `parameters`: constants or runtime expressions.
    pub parameters: Vec<(String, Node)>,
    /// `requestBody`: a constant or a runtime expression.
    pub request_body: Option<Node>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `server`
    pub server: Option<Server>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

impl Parameter {
    /// The name by which two parameters of one location are the same: of headers without case
    /// (RFC 9110 §5.1).
    pub fn identity_name(&self) -> String {
        match self.location {
            ParameterIn::Header => self.name.to_ascii_lowercase(),
            _ => self.name.clone(),
        }
    }
}
