//! `[output]` and `[package]`: where the code goes, and what its manifest says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RustPath;

/// Where the code goes and how it is laid out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Output {
    /// The folder to write, relative to this file: the package's folder where the layout is
    /// `"crate"`, the module's where it is `"module"`. Files in it that carry no `@generated`
    /// header are never touched.
    pub directory: String,
    /// Whether a package or a module of one is written.
    pub layout: Layout,
    /// Where the module stands in its crate, such as `crate::api`; by the folder below `src` where
    /// nothing is said. Only for the layout `"module"`.
    pub module_path: Option<RustPath>,
    /// `"emitted"` writes the runtime into the output; a path such as `"typewright_support"` or
    /// `"::shared::support"` names a crate or module that has it already, so that several outputs
    /// share one transport.
    pub support: Support,
    /// Which module a folder of documents becomes: folder under the root, and module path with
    /// `/` between modules, empty for the top. The longest folder wins; a folder that isn't listed
    /// keeps its own names.
    pub modules: BTreeMap<String, String>,
    /// What is done about `Cargo.toml`.
    pub manifest: Manifest,
}

/// Whether a package or a module of one is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A package: `Cargo.toml` and `src/lib.rs`.
    #[default]
    Crate,
    /// A module of a package that is there already: `mod.rs` and its folder. The package needs the
    /// features and dependencies that the module's documentation lists. `crate::` in paths of this
    /// config means the module, and the runtime is always written into it.
    Module,
}

/// Where the runtime of the generated code comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Support {
    /// It is written into the output as `support`.
    #[default]
    Emitted,
    /// It stands at this path.
    Path(String),
}

impl From<String> for Support {
    fn from(text: String) -> Self {
        match text.as_str() {
            "emitted" => Self::Emitted,
            _ => Self::Path(text),
        }
    }
}

impl From<Support> for String {
    fn from(support: Support) -> Self {
        match support {
            Support::Emitted => "emitted".to_owned(),
            Support::Path(path) => path,
        }
    }
}

/// What is done about `Cargo.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Manifest {
    /// Written on every run.
    #[default]
    Generate,
    /// Written where there is none.
    Once,
    /// Never written.
    Leave,
}

/// What the generated `Cargo.toml` says about the package. The keys are Cargo's own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// The name of the package; the last part of `output.directory` where there is none.
    pub name: Option<String>,
    /// Its version.
    pub version: String,
    /// What it is, in one sentence; the document's title where there is none.
    pub description: Option<String>,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where its source stands.
    pub repository: Option<String>,
    /// The oldest Rust that compiles it.
    pub rust_version: String,
    /// Whether it may be published.
    pub publish: bool,
    /// Its `[dev-dependencies]`, passed through, for examples and tests that stand beside the
    /// generated code.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub dev_dependencies: toml::Table,
    /// Its `[[example]]` tables, passed through.
    #[schemars(with = "Vec<serde_json::Map<String, serde_json::Value>>")]
    pub examples: Vec<toml::Table>,
}

impl Default for Package {
    fn default() -> Self {
        Self {
            name: None,
            version: "0.1.0".to_owned(),
            description: None,
            license: None,
            repository: None,
            rust_version: "1.88".to_owned(),
            publish: false,
            dev_dependencies: toml::Table::new(),
            examples: Vec::new(),
        }
    }
}
