//! Security schemes and requirements.

use crate::{document::ParameterIn, pointer::Place, value::Node};

/// OAS *Security Scheme Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Where it is written.
    pub place: Place,
    /// `type`, and what belongs to it.
    pub kind: SecuritySchemeKind,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `deprecated` (3.2).
    pub deprecated: bool,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// `type` of a security scheme.
#[derive(Clone, Debug, PartialEq)]
pub enum SecuritySchemeKind {
    /// `apiKey`
    ApiKey {
        /// `name` of the parameter.
        name: String,
        /// `in`: query, header or cookie.
        location: ParameterIn,
    },
    /// `http`
    Http {
        /// `scheme`, whose case means nothing (RFC 9110 §11.1).
        scheme: String,
        /// `bearerFormat`
        bearer_format: Option<String>,
    },
    /// `mutualTLS`
    MutualTls,
    /// `oauth2`
    Oauth2 {
        /// `flows`, in the order of the standard.
        flows: Vec<OauthFlow>,
        /// `oauth2MetadataUrl` (3.2).
        metadata_url: Option<String>,
    },
    /// `openIdConnect`
    OpenIdConnect {
        /// `openIdConnectUrl`
        url: String,
    },
}

/// OAS *OAuth Flow Object*.
#[derive(Clone, Debug, PartialEq)]
pub struct OauthFlow {
    /// Where it is written.
    pub place: Place,
    /// Which field of the *OAuth Flows Object* it is.
    pub kind: OauthFlowKind,
    /// `authorizationUrl`
    pub authorization_url: Option<String>,
    /// `deviceAuthorizationUrl` (3.2).
    pub device_authorization_url: Option<String>,
    /// `tokenUrl`
    pub token_url: Option<String>,
    /// `refreshUrl`
    pub refresh_url: Option<String>,
    /// `scopes`: names, and what each is for.
    pub scopes: Vec<(String, String)>,
    /// Members whose names begin with `x-`.
    pub extensions: Vec<(String, Node)>,
}

/// Which OAuth 2.0 flow is meant (RFC 6749, RFC 8628).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OauthFlowKind {
    /// `implicit`
    Implicit,
    /// `password`
    Password,
    /// `clientCredentials`
    ClientCredentials,
    /// `authorizationCode`
    AuthorizationCode,
    /// `deviceAuthorization` (3.2).
    DeviceAuthorization,
}

/// OAS *Security Requirement Object*: schemes that are all needed; none for anonymous access.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityRequirement {
    /// Where it is written.
    pub place: Place,
    /// Names of schemes (in 3.2 also URI references), each with scopes or roles.
    pub schemes: Vec<(String, Vec<String>)>,
}
