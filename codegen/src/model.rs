//! The API as plain data: what is emitted, without a word about YAML or tokens.
//!
//! Lowering fills it, the passes complete it, `names` gives every part its Rust
//! name, and the emitters only read. It prints as JSON for snapshots and for `explain`.

mod operation;
pub mod rules;
mod status;
mod ty;

pub use operation::{
    Area, AreaId, Body, Codec, Content, Header, Link, LinkValue, Location, Operation, OperationId,
    Parameter, Part, PartEncoding, PartList, PathPart, PathTemplate, QueryRequirement, Receiver,
    Requirement, Response, Scheme, SchemeId, SchemeKind, Segment, Server, ServerGroup,
    ServerGroupId, ServerVariable, Style, Styling,
};
pub use status::Status;
pub use ty::{
    Arm, Constant, Definition, Distinction, EnumValue, Enumeration, Extra, Field, IntegerWidth,
    JsonKind, Newtype, Positions, Presence, Scalar, Shape, Struct, Traits, Type, TypeId, Union,
};

use serde::Serialize;

use crate::pointer::Place;

/// One generated crate.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Api {
    /// The `title` of the first description.
    pub title: String,
    /// Its `version`.
    pub version: String,
    /// What the API is.
    pub docs: Docs,
    /// All named types; a [`TypeId`] is an index.
    pub types: Vec<Definition>,
    /// All operations, webhooks and callbacks included; an [`OperationId`] is an index.
    pub operations: Vec<Operation>,
    /// Groups of operations, each a server trait; an [`AreaId`] is an index.
    pub areas: Vec<Area>,
    /// Security schemes; a [`SchemeId`] is an index.
    pub schemes: Vec<Scheme>,
    /// What schemas assert.
    pub rules: rules::RulesArena,
    /// Servers of the root.
    pub servers: Vec<Server>,
    /// Servers of operations that have others; a [`ServerGroupId`] is an index.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub server_groups: Vec<ServerGroup>,
}

impl Api {
    /// The definition of a named type; none for an id of another model.
    pub fn definition(&self, id: TypeId) -> Option<&Definition> {
        self.types.get(id.0)
    }
}

/// A word of the document and what it is called in Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Name {
    /// As the document spells it.
    pub wire: String,
    /// The identifier; made by `names`, empty before.
    pub rust: String,
}

impl Name {
    /// A name that has no identifier yet.
    pub fn new(wire: impl Into<String>) -> Self {
        Self {
            wire: wire.into(),
            rust: String::new(),
        }
    }
}

/// Documentation as the document gives it: Markdown (CommonMark), cleaned only when emitted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// One line: a `summary`, or a `title` that is a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A link for more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Sentences that the generator adds, about versions or limits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// From what a type's name and module are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The schema, or for a type without one the node that made it necessary.
    pub place: Place,
    /// The schema's `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it stands.
    pub home: Home,
}

/// Where a type stands: only words and places of the document, so that a name depends on nothing
/// else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Home {
    /// A component or a whole schema file: a module of its own, named by this key.
    Shared {
        /// The component key, or the file's stem.
        key: String,
    },
    /// Inline in a shared schema, in whose module it stands.
    Inline {
        /// The place of the shared schema.
        root: Place,
        /// Its key.
        key: String,
        /// The properties and roles on the way to it (`["messages", "chunk", "item"]`).
        roles: Vec<String>,
    },
    /// Inline in an operation, in whose module it stands.
    Operation {
        /// The operation.
        operation: OperationId,
        /// The part that it plays there and the properties on the way to it
        /// (`["Response", "messages"]`).
        roles: Vec<String>,
    },
    /// In the crate's module of identifiers, by `format`.
    Format {
        /// The format.
        format: String,
    },
    /// A family of types that the config names.
    Family {
        /// Its name.
        name: String,
    },
}

/// What a module holds and where it stands under `src`, made by `names`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ModulePath(pub Vec<String>);
