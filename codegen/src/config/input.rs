//! `[input]`: which documents are read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Glob;

/// Which documents are read.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// The folder of the documents, relative to this file. Nothing outside it is ever read,
    /// whatever a reference or a symbolic link says.
    pub root: String,
    /// The OpenAPI documents whose operations and components are generated, by path under the
    /// root: `*` stands for any characters but `/`, `**` for any number of folders, `?` for one
    /// character. What they refer to is read as well and need not be listed.
    pub documents: Vec<Glob>,
    /// Documents that are one bare schema each, such as event schemas, to be generated whether or
    /// not an operation refers to them.
    pub schemas: Vec<Glob>,
}

impl Default for Input {
    fn default() -> Self {
        Self {
            root: ".".to_owned(),
            documents: Vec::new(),
            schemas: Vec::new(),
        }
    }
}
