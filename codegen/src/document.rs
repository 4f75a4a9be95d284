//! OpenAPI objects exactly as written (3.1 and 3.2; 3.0 after `upgrade`), as plain data.
//!
//! Every object knows its place and keeps its extensions; schemas are named by id. Where a
//! Reference Object may stand, there is a [`RefOr`], which `resolve::Description::resolve` follows.

mod media;
mod operation;
pub(crate) mod read;
mod security;
pub(crate) mod upgrade;

use crate::{
    pointer::Place,
    schema::{ExternalDocs, SchemaId},
    value::Node,
};

pub use media::{Encoding, Example, Header, Link, MediaType, Parameter, ParameterIn, Style};
pub use operation::{
    Callback, Method, Operation, PathItem, RequestBody, Response, Responses, StatusKey,
};
pub use security::{
    OauthFlow, OauthFlowKind, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};

/// The version of a description, whose patch level changes nothing (OAS *Versions and
/// Deprecation*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// 3.0, upgraded to 3.1 while reading.
    V30,
    /// 3.1
    V31,
    /// 3.2
    V32,
}

/// An object, or a Reference Object in its stead.
#[derive(Clone, Debug, PartialEq)]
pub enum RefOr<T> {
    /// OAS *Reference Object*.
    Reference(ObjectReference),
    /// The object itself.
    Item(T),
}

/// OAS *Reference Object*. What it leads to is looked up in the `resolve::Description`.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectReference {
    /// Where it is written.
    pub place: Place,
    /// The URI reference as written.
    pub text: String,
    /// `summary`, which overrides the target's.
    pub summary: Option<String>,
    /// `description`, which overrides the target's.
    pub description: Option<String>,
}

/// OAS *OpenAPI Object*: one entry document.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenApi {
    /// Where it is written.
    pub place: Place,
    /// `openapi`
    pub version: Version,
    /// `openapi` as written.
    pub version_text: String,
    /// `$self` (3.2).
    pub self_uri: Option<String>,
    /// `jsonSchemaDialect`
    pub json_schema_dialect: Option<String>,
    /// `info`
    pub info: Info,
    /// `servers`; empty means one at `/`.
    pub servers: Vec<Server>,
    /// `paths`, by template, in document order.
    pub paths: Vec<(String, PathItem)>,
    /// `webhooks`, by name.
    pub webhooks: Vec<(String, PathItem)>,
    /// `x-webhooks`, which some 3.0 documents have instead, by name.
    pub x_webhooks: Vec<(String, PathItem)>,
    /// `components`
    pub components: Components,
    /// `security`; `None` if absent.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `tags`
    pub tags: Vec<Tag>,
    /// `externalDocs`
    pub external_docs: Option<ExternalDocs>,
    /// Members that no version knows.
    pub unknown: Vec<(String, Node)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Info Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    /// Where it is written.
    pub place: Place,
    /// `title`
    pub title: String,
    /// `summary`
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `termsOfService`
    pub terms_of_service: Option<String>,
    /// `contact`
    pub contact: Option<Contact>,
    /// `license`
    pub license: Option<License>,
    /// `version`: of the API, not of OpenAPI.
    pub version: String,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Contact Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Where it is written.
    pub place: Place,
    /// `name`
    pub name: Option<String>,
    /// `url`
    pub url: Option<String>,
    /// `email`
    pub email: Option<String>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *License Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct License {
    /// Where it is written.
    pub place: Place,
    /// `name`
    pub name: String,
    /// `identifier`: an SPDX expression.
    pub identifier: Option<String>,
    /// `url`
    pub url: Option<String>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Server Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Where it is written.
    pub place: Place,
    /// `url`, with `{variables}`.
    pub url: String,
    /// `name` (3.2).
    pub name: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `variables`
    pub variables: Vec<(String, ServerVariable)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Server Variable Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Where it is written.
    pub place: Place,
    /// `enum`
    pub enumeration: Vec<String>,
    /// `default`
    pub default: String,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Tag Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Where it is written.
    pub place: Place,
    /// `name`
    pub name: String,
    /// `summary` (3.2).
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `externalDocs`
    pub external_docs: Option<ExternalDocs>,
    /// `parent` (3.2): the name of another tag.
    pub parent: Option<String>,
    /// `kind` (3.2).
    pub kind: Option<String>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// OAS *Components Object*; each list in document order.
#[derive(Clone, Debug, PartialEq)]
pub struct Components {
    /// Where it is written.
    pub place: Place,
    /// `schemas`
    pub schemas: Vec<(String, SchemaId)>,
    /// `responses`
    pub responses: Vec<(String, RefOr<Response>)>,
    /// `parameters`
    pub parameters: Vec<(String, RefOr<Parameter>)>,
    /// `examples`
    pub examples: Vec<(String, RefOr<Example>)>,
    /// `requestBodies`
    pub request_bodies: Vec<(String, RefOr<RequestBody>)>,
    /// `headers`
    pub headers: Vec<(String, RefOr<Header>)>,
    /// `securitySchemes`
    pub security_schemes: Vec<(String, RefOr<SecurityScheme>)>,
    /// `links`
    pub links: Vec<(String, RefOr<Link>)>,
    /// `callbacks`
    pub callbacks: Vec<(String, RefOr<Callback>)>,
    /// `pathItems`
    pub path_items: Vec<(String, PathItem)>,
    /// `mediaTypes` (3.2).
    pub media_types: Vec<(String, RefOr<MediaType>)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}
