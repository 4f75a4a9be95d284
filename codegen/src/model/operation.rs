//! Operations: what a path item becomes (OpenAPI 3.1 *Operation Object*).

use serde::Serialize;

use super::{Docs, ModulePath, Name, Scalar, Status, Type};
use crate::{model::rules::RulesRef, pointer::Place};

/// The index of an operation in [`Api::operations`](super::Api::operations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct OperationId(pub usize);

/// The index of an area in [`Api::areas`](super::Api::areas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct AreaId(pub usize);

/// The index of a security scheme in [`Api::schemes`](super::Api::schemes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SchemeId(pub usize);

/// The index of a group of servers in [`Api::server_groups`](super::Api::server_groups).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct ServerGroupId(pub usize);

/// One operation.
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Where it stands.
    pub place: Place,
    /// Its `operationId`; its `rust` is the name of the client's and the server's method. Without
    /// an `operationId` the wire name is made of method and path.
    pub name: Name,
    /// The module of its types; made by `names`, empty before.
    pub module: ModulePath,
    /// What it does.
    pub docs: Docs,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The group that it belongs to.
    pub area: AreaId,
    /// Who sends the request.
    pub receiver: Receiver,
    /// The method as it goes over the wire, upper case unless the document spells another.
    pub method: String,
    /// The path, with the base path of the server in front where the documents of a crate differ
    /// in theirs.
    pub path: PathTemplate,
    /// The path as the document spells it, for docs and metadata.
    pub template: String,
    /// The servers that serve it where those aren't the root's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub servers: Option<ServerGroupId>,
    /// The parameters in order: those of the path item first, then the operation's.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// The declared responses, codes first, then ranges, then `default`.
    pub responses: Vec<Response>,
    /// Alternatives of sets of schemes. Empty: public. An empty set among them: anonymous callers
    /// are allowed.
    pub security: Vec<Vec<Requirement>>,
    /// Query parameters without which a request isn't this operation's, where another has the
    /// same route.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required_query: Vec<String>,
    /// The tags, in document order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Parameters in [`parameters`](Self::parameters) whose type or pattern tells this operation
    /// from another on the same route.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told_by: Vec<usize>,
    /// Body keys that tell this operation from another on the same route.
    pub required_body_keys: Vec<String>,
    /// Extensions that the config passes on as metadata: name and JSON text.
    pub extensions: Vec<(String, String)>,
}

/// Who receives the request of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// The API's server.
    Server,
    /// Whoever registered for it (OpenAPI 3.1 `webhooks`); the name is the webhook's.
    Webhook(String),
    /// Whoever another operation named (*Callback Object*): the operation, the callback's name and
    /// its runtime expression.
    Callback {
        /// The operation that declares it.
        operation: OperationId,
        /// Its key.
        name: String,
        /// The runtime expression of the URL.
        expression: String,
    },
}

/// A path, split before anything is decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PathTemplate {
    /// The segments between slashes; a trailing slash is an empty last one.
    pub segments: Vec<Segment>,
    /// Query members that the path key itself demands (`?beta=true`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<QueryRequirement>,
}

/// One segment: one literal, one parameter, or several of both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Segment {
    /// Its parts from the left.
    pub parts: Vec<PathPart>,
}

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PathPart {
    /// Decoded literal text.
    Literal(String),
    /// The index of a parameter in [`Operation::parameters`].
    Parameter(usize),
}

/// A query member with a fixed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueryRequirement {
    /// Its name, decoded.
    pub name: String,
    /// Its value, decoded.
    pub value: String,
}

/// A parameter (*Parameter Object*).
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// Its name; `rust` is the field of the request.
    pub name: Name,
    /// Where it stands.
    pub place: Place,
    /// Where it goes.
    pub location: Location,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// Its type, without the `Option` of an optional one.
    pub ty: Type,
    /// How a value becomes text.
    pub styling: Styling,
    /// How the members of a form are written, of a whole query string that is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Whether `a=` is allowed for something that isn't a string.
    pub allow_empty: bool,
    /// What it is.
    pub docs: Docs,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The value that absence stands for; never sent.
    pub default: Option<Scalar>,
    /// What its schema asserts.
    pub rules: Option<RulesRef>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
    /// The whole query string (OpenAPI 3.2).
    QueryString,
}

/// How a parameter's value becomes text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Styling {
    /// By style (RFC 6570).
    Style {
        /// The style.
        style: Style,
        /// Whether items and members stand alone.
        explode: bool,
        /// Whether reserved characters pass.
        allow_reserved: bool,
    },
    /// By media type: JSON text, or the string itself.
    Content(Codec),
}

/// A style (OpenAPI 3.1 *Style Values*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// `;name=value` in a path.
    Matrix,
    /// `.value` in a path.
    Label,
    /// `value` in a path or header.
    Simple,
    /// `name=value` in a query, form or cookie.
    Form,
    /// Items of one value, separated by `%20`.
    SpaceDelimited,
    /// Items of one value, separated by `%7C`.
    PipeDelimited,
    /// `name[member]=value` in a query.
    DeepObject,
    /// OpenAPI 3.2.
    Cookie,
}

/// A request body (*Request Body Object*).
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// What it is.
    pub docs: Docs,
    /// Whether a request without one is wrong.
    pub required: bool,
    /// The media types; more than one make an enum.
    pub contents: Vec<Content>,
    /// The enum over the media types: its identifier is made by `names`.
    pub choice: Name,
}

/// One media type of a body or response (*Media Type Object*).
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The key: a media type or range, as the document spells it.
    pub media_type: String,
    /// The variant where there are several.
    pub name: Name,
    /// How it is written.
    pub codec: Codec,
    /// The type of the value, or of one item of a stream; none for bytes.
    pub ty: Option<Type>,
    /// How the parts of a form are written, by property.
    pub parts: Vec<Part>,
    /// How parts without names are written, by position, where the document says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<PartList>,
    /// What the schema asserts.
    pub rules: Option<RulesRef>,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Codec {
    /// JSON (RFC 8259).
    Json,
    /// Plain text.
    Text,
    /// Bytes, undescribed.
    Bytes,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data` (RFC 7578)
    Multipart,
    /// Another `multipart/…`: a list of parts.
    Parts,
    /// `text/event-stream`
    EventStream,
    /// Newline-delimited JSON.
    JsonLines,
    /// JSON text sequences (RFC 7464).
    JsonSequence,
}

/// One part of a form (*Encoding Object*).
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The property.
    pub wire: String,
    /// How it is written.
    pub encoding: PartEncoding,
    /// Headers of the part.
    pub headers: Vec<Header>,
}

/// How parts without names are written (OpenAPI 3.2 *Encoding By Position*).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartList {
    /// The first parts.
    pub prefix: Vec<PartEncoding>,
    /// Those after them; none where there can't be any.
    pub item: Option<PartEncoding>,
}

/// How a part of a form is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartEncoding {
    /// By style, as a query parameter.
    Style {
        /// The style.
        style: Style,
        /// Whether items and members stand alone.
        explode: bool,
        /// Whether reserved characters pass.
        allow_reserved: bool,
    },
    /// By media type.
    Content {
        /// The `contentType`, or the default by the property's schema.
        media_type: String,
        /// How it is written.
        codec: Codec,
    },
}

/// A response (*Response Object*).
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    /// Where it stands.
    pub place: Place,
    /// Which statuses it answers.
    pub status: Status,
    /// The variant of the output or of the error.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
    /// Whether it belongs to the output (`Ok`) or to the error; a lone `default` belongs to both.
    pub success: bool,
    /// The media types; none for a response without a body.
    pub contents: Vec<Content>,
    /// The enum over several media types.
    pub choice: Name,
    /// Typed headers.
    pub headers: Vec<Header>,
    /// Operations that it leads to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Whether the config brings it, and not the document: the error that any operation can
    /// answer. What it doesn't fit stays as it came.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub standard: bool,
}

/// An operation that a response leads to (*Link Object*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its key.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The operation as the document names it: an `operationId`, or a reference.
    pub target: String,
    /// The operation, where it is one of these.
    pub operation: Option<OperationId>,
    /// The values of parameters: name, `in.name` where that is needed, and value.
    pub parameters: Vec<(String, LinkValue)>,
    /// The body.
    pub body: Option<LinkValue>,
}

/// The value of a parameter or body that a link gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkValue {
    /// A runtime expression (`$response.body#/id`).
    Expression(String),
    /// A constant, as JSON text.
    Constant(String),
}

/// A header of a response or part (*Header Object*).
#[derive(Clone, Debug, Serialize)]
pub struct Header {
    /// Its name.
    pub name: Name,
    /// Whether it is always there.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// How a value becomes text.
    pub styling: Styling,
    /// What it is.
    pub docs: Docs,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
}

/// A scheme that must be satisfied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The scheme.
    pub scheme: SchemeId,
    /// The scopes or roles.
    pub scopes: Vec<String>,
}

/// A security scheme (*Security Scheme Object*).
#[derive(Clone, Debug, Serialize)]
pub struct Scheme {
    /// Its key.
    pub name: Name,
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub docs: Docs,
    /// How it works.
    pub kind: SchemeKind,
}

/// How a security scheme works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SchemeKind {
    /// A key in a header, query member or cookie.
    ApiKey {
        /// Where it goes.
        location: Location,
        /// The name there.
        name: String,
    },
    /// `Authorization: Bearer` (RFC 6750); also OAuth 2 and OpenID Connect.
    Bearer {
        /// The URLs of the flows: name and URL.
        urls: Vec<(String, String)>,
    },
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// Another `Authorization` scheme, by name.
    Http(String),
    /// The transport's client certificate.
    MutualTls,
    /// Named by an operation but declared nowhere: protected by something unknown.
    Undeclared,
}

/// A group of operations.
#[derive(Clone, Debug, Serialize)]
pub struct Area {
    /// Its tag, document or name in the config; `rust` is the trait.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
}

/// Servers of operations that the root's don't serve: any of them will do.
#[derive(Clone, Debug, Serialize)]
pub struct ServerGroup {
    /// The name of the first one, or host and path of its URL; `rust` is the static.
    pub name: Name,
    /// Where the first one stands.
    pub place: Place,
    /// The servers.
    pub servers: Vec<Server>,
}

/// A server (*Server Object*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Server {
    /// The URL with its variables in braces.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
    /// The variables.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// The default.
    pub default: String,
    /// The values it may have; empty for any.
    pub values: Vec<String>,
}
