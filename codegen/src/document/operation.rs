//! Path items, operations, bodies and responses.

use super::{Header, Link, MediaType, Parameter, RefOr, SecurityRequirement, Server};
use crate::{pointer::Place, schema::ExternalDocs, value::Node};

/// The method of an operation, spelled as HTTP does (RFC 9110 §9).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// `get`
    Get,
    /// `put`
    Put,
    /// `post`
    Post,
    /// `delete`
    Delete,
    /// `options`
    Options,
    /// `head`
    Head,
    /// `patch`
    Patch,
    /// `trace`
    Trace,
    /// `query` (3.2).
    Query,
    /// One of `additionalOperations` (3.2), in its spelling there.
    Other(String),
}

impl Method {
    /// The fixed fields of a Path Item, in the standard's order.
    pub const FIXED: [(&'static str, Self); 9] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
        ("query", Self::Query),
    ];

    /// The method on the wire: upper case, or as an additional operation spells it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// OAS *Path Item Object*; `resolve::Description::path_item` follows its `$ref`.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// Where it is written.
    pub place: Place,
    /// `$ref` as written.
    pub reference: Option<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// The operations in document order, those of `additionalOperations` last.
    pub operations: Vec<(Method, RefOr<Operation>)>,
    /// `servers`; empty means those of the description.
    pub servers: Vec<Server>,
    /// `parameters`, for all operations.
    pub parameters: Vec<RefOr<Parameter>>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Operation Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where it is written.
    pub place: Place,
    /// `tags`
    pub tags: Vec<String>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `externalDocs`
    pub external_docs: Option<ExternalDocs>,
    /// `operationId`
    pub operation_id: Option<String>,
    /// `parameters`, which override those of the path item.
    pub parameters: Vec<RefOr<Parameter>>,
    /// `requestBody`
    pub request_body: Option<RefOr<RequestBody>>,
    /// `responses`; `None` if absent.
    pub responses: Option<Responses>,
    /// `callbacks`
    pub callbacks: Vec<(String, RefOr<Callback>)>,
    /// `deprecated`
    pub deprecated: bool,
    /// `security`; `None` if absent, empty for a public operation.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`; empty means those of the path item.
    pub servers: Vec<Server>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Request Body Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Where it is written.
    pub place: Place,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `content`, by media type or range, in document order.
    pub content: Vec<(String, RefOr<MediaType>)>,
    /// `required`
    pub required: bool,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Responses Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Responses {
    /// Where it is written.
    pub place: Place,
    /// The responses in document order.
    pub responses: Vec<(StatusKey, RefOr<Response>)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// The key of a response (OAS *Responses Object*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKey {
    /// One status, 100 to 999.
    Code(u16),
    /// A range such as `4XX`, by its first digit, 1 to 5.
    Range(u8),
    /// `default`
    Default,
}

/// OAS *Response Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Where it is written.
    pub place: Place,
    /// `summary` (3.2).
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `headers`
    pub headers: Vec<(String, RefOr<Header>)>,
    /// `content`, by media type or range, in document order.
    pub content: Vec<(String, RefOr<MediaType>)>,
    /// `links`
    pub links: Vec<(String, RefOr<Link>)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Callback Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// Where it is written.
    pub place: Place,
    /// Path items by runtime expression, in document order.
    pub expressions: Vec<(String, PathItem)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}
