//! `bench`: prints the figures of speed as ratios against what else does the same work.

use std::{io, path::Path, process::Command};

use clap::{Args, ValueEnum};

/// What is measured.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Options {
    /// Which groups of rows; all of them where none is named.
    #[arg(value_name = "ROW")]
    rows: Vec<Rows>,
    /// The folder of the documents that stand beside the repository, instead of `CORPUS`.
    #[arg(long, value_name = "DIR")]
    corpus: Option<std::path::PathBuf>,
}

/// A group of rows: a bench target of `tests/benches`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Rows {
    /// `cargo check` of generated types.
    Check,
    /// A release build of generated types.
    Release,
    /// Reading and writing JSON.
    Decode,
    /// Runs of the generator.
    Generation,
    /// Routes, the server's layer, requests of clients.
    Http,
}

impl Rows {
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Release => "release",
            Self::Decode => "decode",
            Self::Generation => "generation",
            Self::Http => "http",
        }
    }
}

/// Runs the benches of a workspace; says whether they ran. Goals that are missed are printed, and
/// no failure: figures depend on the machine.
pub(crate) fn run(options: &Options, workspace: &Path) -> io::Result<bool> {
    let chosen: &[Rows] = match options.rows.as_slice() {
        [] => Rows::value_variants(),
        rows => rows,
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command: Command = Command::new(cargo);
    command.current_dir(workspace);
    command.args(["bench", "--quiet", "--package", "benches"]);
    for rows in chosen {
        command.args(["--bench", rows.name()]);
    }
    if let Some(corpus) = &options.corpus {
        command.env("CORPUS", corpus.canonicalize()?);
    }
    Ok(command.status()?.success())
}
