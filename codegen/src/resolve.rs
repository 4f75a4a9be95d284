//! Reads entry documents and everything that they refer to.
//!
//! References are URIs, resolved against the nearest base and only then looked up (JSON Schema
//! Core 8.2, 9.1). The walk is typed: a node is read as the kind of object that its place or its
//! referrer says. Cycles of schemas are legal; ids of schemas and places stand for the edges.

mod check;
mod description;
mod dynamic;
mod example;
mod file;
mod follow;
mod load;
mod report;

use std::collections::BTreeMap;

use crate::source::Limits;

pub use description::{Description, Referable, Resolved};
pub use load::load;

/// How documents are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Prefixes of absolute URIs and the paths under the root that stand for them; the longest
    /// prefix counts. Documents under such a path have that URI as their base.
    pub uris: BTreeMap<String, String>,
    /// What `$ref` inside an example means.
    pub example_references: ExampleReferences,
    /// Whether `allOf` inside an example merges its members into one object, as descriptions in
    /// the manner of Matrix mean it.
    pub merge_example_all_of: bool,
    /// How much is read at most.
    pub limits: Limits,
}

/// What `$ref` inside an example means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExampleReferences {
    /// Nothing: examples are literal data (OAS *Example Object*).
    #[default]
    Literal,
    /// The referenced node stands there, and the members beside `$ref` replace its own.
    Resolve,
}

#[cfg(test)]
mod tests;
