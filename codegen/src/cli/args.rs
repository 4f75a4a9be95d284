//! The arguments of the program.

use std::{fmt, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{DocsMode, Glob};

/// Turns OpenAPI 3.1 documents into Rust that people like to read.
#[derive(Debug, Parser)]
#[command(name = "typewright", version, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What the program is to do.
#[derive(Clone, Debug, Subcommand)]
#[non_exhaustive]
pub enum Command {
    /// Reads the documents of targets and writes their code.
    Codegen(Codegen),
    /// Prints the operations and types of targets.
    List(Choice),
    /// Tells where a type or operation comes from, and why it is called what it is.
    Explain(Explain),
    /// Prints the JSON Schema of a config, for editors.
    Schema,
}

/// Which targets are meant, and where their documents stand.
#[derive(Args, Clone, Debug, Default)]
pub struct Choice {
    /// Names of configs in `spec/`, without `.toml`; the workspace's default ones where none is
    /// given.
    #[arg(value_name = "TARGET")]
    pub targets: Vec<String>,
    /// A config that stands elsewhere.
    #[arg(long, value_name = "FILE", conflicts_with = "targets")]
    pub config: Option<PathBuf>,
    /// The folder of the documents, instead of the config's `input.root`; the current one where
    /// there is neither.
    #[arg(long, value_name = "DIR")]
    pub source: Option<PathBuf>,
    /// Documents by path under the folder, with `*`, `**` and `?`, for a run without a config.
    #[arg(long = "document", value_name = "GLOB", conflicts_with_all = ["targets", "config"])]
    pub documents: Vec<Glob>,
}

/// How code is generated.
#[derive(Args, Clone, Debug, Default)]
pub struct Codegen {
    /// Which targets.
    #[command(flatten)]
    pub choice: Choice,
    /// The folder to write, instead of the config's `output.directory`.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The name of the generated package, instead of the config's `package.name`.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Write nothing; print what a run would change, and exit with 1 where it would.
    #[arg(long)]
    pub check: bool,
    /// Generate again whenever documents or configs change.
    #[arg(long, conflicts_with = "check")]
    pub watch: bool,
    /// How much of the documents' texts is written, instead of the config's `docs.mode`.
    #[arg(long, value_name = "MODE")]
    pub docs: Option<DocsChoice>,
    /// Generate even where an earlier run left a record that nothing has changed since.
    #[arg(long)]
    pub no_reuse: bool,
    /// How findings are printed.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Print how long each stage took, and the most memory the run held.
    #[arg(long)]
    pub timings: bool,
}

/// What is to be explained.
#[derive(Args, Clone, Debug)]
pub struct Explain {
    /// A type, an operation, a `METHOD /path`, or a place as `document#/pointer`.
    pub subject: String,
    /// Which targets are searched.
    #[command(flatten)]
    pub choice: Choice,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// As rustc prints its own.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// One SARIF 2.1.0 document.
    Sarif,
}

/// How much of the documents' texts is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocsChoice {
    /// Summaries and descriptions.
    Full,
    /// Links to the published description.
    Link,
    /// Nothing.
    None,
}

impl From<DocsChoice> for DocsMode {
    fn from(choice: DocsChoice) -> Self {
        match choice {
            DocsChoice::Full => Self::Full,
            DocsChoice::Link => Self::Link,
            DocsChoice::None => Self::None,
        }
    }
}

impl fmt::Display for DocsChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "full",
            Self::Link => "link",
            Self::None => "none",
        })
    }
}
