//! What is known of an operation before any request: its metadata and its security.

mod servers;

pub use servers::{Server, ServerError, ServerGroup, ServerVariable};

/// What the document says of an operation (OpenAPI 3.1 *Operation Object*).
///
/// Emitted as one `static` for each operation. A server sees it in its
/// context and layers see it among the extensions of a request, as `&'static Operation`.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The `operationId`, or method and path where the document gives none.
    pub id: &'static str,
    /// The method as it goes over the wire.
    pub method: &'static str,
    /// The path template, parameters in braces, literals decoded (`/rooms/{roomId}/state`).
    pub path: &'static str,
    /// Query members that the path key itself demands, decoded.
    pub query: &'static [(&'static str, &'static str)],
    /// Query members that a request for this operation has, where another operation shares method
    /// and path.
    pub required_query: &'static [&'static str],
    /// Members of the body that a request for this operation has, where another operation shares
    /// method and path.
    pub required_body: &'static [&'static str],
    /// The tags, in document order.
    pub tags: &'static [&'static str],
    /// Alternatives of sets of schemes. Empty: public. An empty set among them: anonymous callers
    /// are allowed.
    pub security: &'static [&'static [Requirement]],
    /// The servers that serve it where those aren't the root's.
    pub servers: Option<&'static ServerGroup>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// Extensions that the config passes on: name and JSON text.
    pub extensions: &'static [(&'static str, &'static str)],
}

impl Operation {
    /// A public operation.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            query: &[],
            required_query: &[],
            required_body: &[],
            tags: &[],
            security: &[],
            servers: None,
            deprecated: false,
            extensions: &[],
        }
    }

    /// With query members that the path key demands.
    pub const fn with_query(mut self, query: &'static [(&'static str, &'static str)]) -> Self {
        self.query = query;
        self
    }

    /// With query members that tell it from others of its method and path.
    pub const fn with_required_query(mut self, names: &'static [&'static str]) -> Self {
        self.required_query = names;
        self
    }

    /// With members of the body that tell it from others of its method and path.
    pub const fn with_required_body(mut self, keys: &'static [&'static str]) -> Self {
        self.required_body = keys;
        self
    }

    /// With tags.
    pub const fn with_tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// With alternatives of sets of schemes.
    pub const fn with_security(mut self, security: &'static [&'static [Requirement]]) -> Self {
        self.security = security;
        self
    }

    /// With servers of its own.
    pub const fn with_servers(mut self, servers: &'static ServerGroup) -> Self {
        self.servers = Some(servers);
        self
    }

    /// With the document's word that it is deprecated.
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// With extensions: name and JSON text.
    pub const fn with_extensions(
        mut self,
        extensions: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.extensions = extensions;
        self
    }

    /// The JSON text of an extension.
    pub fn extension(&self, name: &str) -> Option<&'static str> {
        let (_, text) = self.extensions.iter().find(|(key, _)| *key == name)?;
        Some(text)
    }

    /// Whether callers without credentials are allowed.
    pub fn allows_anonymous(&self) -> bool {
        self.security.is_empty() || self.security.iter().any(|set| set.is_empty())
    }
}

/// A scheme that must be satisfied (OpenAPI 3.1 *Security Requirement Object*).
#[derive(Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme.
    pub scheme: &'static Scheme,
    /// The scopes or roles that the document asks for.
    pub scopes: &'static [&'static str],
}

impl Requirement {
    /// A scheme with the scopes that it must grant.
    pub const fn new(scheme: &'static Scheme, scopes: &'static [&'static str]) -> Self {
        Self { scheme, scopes }
    }
}

/// A security scheme (OpenAPI 3.1 *Security Scheme Object*).
#[derive(Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its key in the document.
    pub name: &'static str,
    /// How it works.
    pub kind: SchemeKind,
}

impl Scheme {
    /// A scheme under its key.
    pub const fn new(name: &'static str, kind: SchemeKind) -> Self {
        Self { name, kind }
    }

    /// The challenge of `WWW-Authenticate` (RFC 9110 §11.6.1) that asks for this scheme.
    pub fn challenge(&self) -> &'static str {
        match self.kind {
            SchemeKind::Bearer { .. } => "Bearer",
            SchemeKind::Basic => "Basic realm=\"api\", charset=\"UTF-8\"",
            SchemeKind::Http(name) => name,
            _ => "ApiKey",
        }
    }
}

/// How a security scheme works.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Bearer` (RFC 6750); OAuth 2 and OpenID Connect too.
    Bearer {
        /// The URLs that the document names, by purpose. They are never called.
        urls: &'static [(&'static str, &'static str)],
    },
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// Another scheme of `Authorization`, by its name.
    Http(&'static str),
    /// A key in this header.
    HeaderKey(&'static str),
    /// A key in this query member.
    QueryKey(&'static str),
    /// A key in this cookie.
    CookieKey(&'static str),
    /// The client certificate of the connection.
    MutualTls,
    /// Named by an operation but declared nowhere: protected by something unknown.
    Undeclared,
}

/// Text that must not be shown: its `Debug` doesn't.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[secret]")
    }
}
