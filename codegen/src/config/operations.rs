//! `[operations]`: which operations are generated, and how they are grouped and routed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Glob, RustName, place};
use crate::pointer::Place;

/// Which operations are generated, and how they are grouped and routed.
///
/// An operation is named by its `operationId`, by `METHOD /path`, by `tag:NAME` or by
/// `document:PATH`; `*`, `**` and `?` work in each.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Operations {
    /// Only these are generated; all where the list is empty.
    pub include: Vec<Glob>,
    /// These aren't generated.
    pub exclude: Vec<Glob>,
    /// The server's traits: the name of each, and the operations in it. Operations that are
    /// nowhere here are grouped by their first tag, else by their document.
    pub areas: BTreeMap<RustName, Vec<Glob>>,
    /// Whether the path of the document's first server URL is part of the routes. It always is
    /// where the documents differ in it; else the client's base URL brings it.
    pub base_path: bool,
    /// The values of variables in server URLs, instead of their defaults.
    pub server_variables: BTreeMap<String, String>,
    /// The schema of the error that every operation can answer, whether or not it says so.
    #[serde(deserialize_with = "place::optional")]
    #[schemars(with = "Option<String>")]
    pub default_error: Option<Place>,
    /// The shape of the errors that the router itself answers.
    pub error_style: ErrorStyle,
    /// With `error_style = "members"`: the members of an error, and what each says. The required
    /// ones of `default_error` belong here.
    pub error_members: BTreeMap<String, ErrorMember>,
    /// What a member of the kind `code` says instead of the word for the kind of error.
    pub error_codes: BTreeMap<String, String>,
    /// Whether the operations of `x-webhooks` are generated like those of `webhooks`.
    pub x_webhooks: bool,
    /// Which `x-` extensions become metadata of operations.
    pub extensions: Vec<Glob>,
}

/// The shape of the errors that a router itself answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorStyle {
    /// `application/problem+json` (RFC 9457).
    #[default]
    Problem,
    /// `{"errcode": …, "error": …}`, as the Matrix specification has it.
    Errcode,
    /// An object of `error_members`, as `application/json`.
    Members,
}

/// What a member of the errors says that the router itself answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorMember {
    /// A word for the kind of error, a string: `missing_credentials`, `refused_credentials`,
    /// `forbidden`, `not_found`, `method_not_allowed`, `too_large`, `unsupported_media_type`,
    /// `invalid_request`, `not_implemented`, `internal`, `rejected`; or what `error_codes` has in
    /// its stead.
    Code,
    /// The status, an integer.
    Status,
    /// The standard phrase of the status.
    Title,
    /// What is wrong, in a sentence.
    Detail,
    /// What is wrong in the request, piece by piece: an array of objects with `pointer` and
    /// `detail`, empty where nothing can be said.
    Violations,
}
