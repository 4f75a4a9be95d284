//! The config of one target: what is read, what is written, and how documents become Rust.
//!
//! A config is one TOML document; [`Config::parse`] reads its text and reports every mistake with
//! its line and a suggestion, [`Config::json_schema`] describes it to editors. Paths are relative
//! to the config's own folder. Places are written `document#/pointer`, as in generated
//! documentation.

mod checked;
mod docs;
mod error;
mod glob;
mod input;
mod levels;
mod operations;
mod output;
mod parse;
mod place;
mod schema;
mod service;
mod types;

pub use self::{
    checked::{Attribute, Pattern, RustName, RustPath, RustType},
    docs::{AllOfInExamples, Docs, DocsMode, Examples, Link, RefsInExamples, Shortcode},
    error::ConfigError,
    glob::{Glob, PlaceGlob},
    input::Input,
    levels::Levels,
    operations::{ErrorMember, ErrorStyle, Operations},
    output::{Layout, Manifest, Output, Package, Support},
    service::{Client, Server, UnknownValues},
    types::{
        Enums, Family, OneOf, TimeType, TypeMode, Types, UnknownFields, UrlType, UuidType, Widths,
    },
};

pub(crate) use self::parse::nearest;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pointer::Place;

/// The config of one target.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Which documents are read.
    pub input: Input,
    /// Where the code goes and how it is laid out.
    pub output: Output,
    /// What the generated `Cargo.toml` says about the package.
    pub package: Package,
    /// How texts of the documents become documentation.
    pub docs: Docs,
    /// How examples in the documents are read.
    pub examples: Examples,
    /// How schemas become types.
    pub types: Types,
    /// Families of objects that share a base and are told apart by constant properties, such as
    /// events.
    #[serde(rename = "family")]
    pub families: Vec<Family>,
    /// Which operations are generated, and how they are grouped and routed.
    pub operations: Operations,
    /// The server side.
    pub server: Server,
    /// The client side.
    pub client: Client,
    /// The Rust name of the schema, property, variant, parameter or operation at a place. A place
    /// that names nothing is an error.
    #[serde(deserialize_with = "place::keyed")]
    #[schemars(with = "BTreeMap<String, RustName>")]
    pub rename: BTreeMap<Place, RustName>,
    /// The type to use instead of one generated from the schema at a place, such as
    /// `crate::Money`; it has to implement what generated types implement. A place that names
    /// nothing is an error.
    #[serde(deserialize_with = "place::keyed")]
    #[schemars(with = "BTreeMap<String, RustType>")]
    pub replace: BTreeMap<Place, RustType>,
    /// Traits to derive besides the usual ones, by place.
    pub derives: BTreeMap<PlaceGlob, Vec<RustPath>>,
    /// Attributes to add to types and fields, such as `#[doc(hidden)]`, by place.
    pub attributes: BTreeMap<PlaceGlob, Vec<Attribute>>,
    /// The level of each kind of finding: `"allow"`, `"note"`, `"warn"` or `"deny"`.
    pub lints: Levels,
    /// Where documents that are referred to by URI stand: the beginning of the URI, and the path
    /// under the root that takes its place. The longest beginning wins.
    pub uris: BTreeMap<String, String>,
}

impl Config {
    /// Reads the text of a config; `path` is what the errors call it.
    ///
    /// # Errors
    ///
    /// Every mistake that can be found in one go, in the order of the text.
    pub fn parse(text: &str, path: &str) -> Result<Self, Vec<ConfigError>> {
        parse::parse(text, path)
    }

    /// The JSON Schema (2020-12) of a config, for editors.
    pub fn json_schema() -> serde_json::Value {
        schema::json_schema()
    }
}
