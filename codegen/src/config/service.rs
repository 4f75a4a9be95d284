//! `[server]` and `[client]`: the two sides of the API.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The server side.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Whether traits and router are generated.
    pub generate: bool,
    /// What is done about enum values in requests that the document doesn't list.
    pub unknown_values: UnknownValues,
    /// What is done about read-only properties in requests.
    pub read_only: UnknownValues,
    /// The longest body of a request, in bytes.
    pub body_limit: u64,
    /// Whether the router answers OPTIONS where the document doesn't declare it; turn it off for
    /// a layer that does.
    pub options: bool,
    /// Whether a path with and without `/` at its end is the same.
    pub lenient_slash: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            generate: true,
            unknown_values: UnknownValues::Refuse,
            read_only: UnknownValues::Accept,
            body_limit: 2 << 20,
            options: true,
            lenient_slash: false,
        }
    }
}

/// What a server does about values that it needn't understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnknownValues {
    /// They are violations: the request is answered with 400.
    Refuse,
    /// They are taken.
    Accept,
}

/// The client side.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Client {
    /// Whether the client is generated.
    pub generate: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self { generate: true }
    }
}
