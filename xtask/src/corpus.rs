//! Real documents through the whole generator, and through the compiler.
//!
//! The documents stand beside the repository, in the folder that `CORPUS` names.

mod compile;
mod count;
mod generate;
mod subject;
mod table;

use std::{
    env, io,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use clap::Args;

pub use self::{
    compile::{Compiled, Lints, compile, document},
    generate::{Made, generate},
    subject::{Subject, subjects},
};
use crate::farm::Farm;

/// Options of `corpus`.
#[derive(Args, Debug)]
pub struct Options {
    /// The documents: names of `corpus/MANIFEST.tsv`, `spector` or `spector-…`, `matrix`; all
    /// without one.
    pub names: Vec<String>,
    /// Only generates.
    #[arg(long)]
    pub no_compile: bool,
    /// Has rustdoc read the crates too, with all its lints.
    #[arg(long)]
    pub docs: bool,
    /// Prints each finding of the compiler.
    #[arg(long)]
    pub verbose: bool,
    /// Generates one document in this process, and prints what came of it as JSON.
    #[arg(long, hide = true)]
    pub alone: bool,
}

/// The folder of the documents.
pub fn folder(workspace: &Path) -> PathBuf {
    let named = env::var_os("CORPUS").filter(|folder| !folder.is_empty());
    workspace.join(named.unwrap_or_else(|| "../shared".into()))
}

/// A farm for the crates of documents, which share one copy of support.
pub fn farm(workspace: &Path) -> Farm {
    Farm::new(workspace, "corpus")
}

/// Generates, compiles and tells; says whether all is well.
///
/// # Errors
///
/// Whatever the file system says, or if a name is unknown.
pub fn run(options: &Options, workspace: &Path, out: &mut dyn Write) -> io::Result<bool> {
    let subjects: Vec<Subject> = subjects(&folder(workspace), &options.names)?;
    let mut farm: Farm = farm(workspace);
    if options.alone {
        for subject in &subjects {
            let made: Made = generate(subject, &mut farm)?;
            writeln!(out, "{}", serde_json::to_string(&made)?)?;
        }
        return Ok(true);
    }
    let mut rows: Vec<table::Row> = Vec::new();
    for subject in &subjects {
        let made: Result<Made, String> = apart(subject)?;
        if made.is_ok() {
            farm.keep(&subject.name);
        }
        rows.push(table::Row {
            name: subject.name.clone(),
            made,
            compiled: None,
            documented: None,
        });
    }
    let crates: Vec<&str> = rows
        .iter()
        .filter(|row| row.made.is_ok())
        .map(|row| row.name.as_str())
        .collect();
    if !options.no_compile && !crates.is_empty() {
        farm.plant()?;
        let mut compiled = compile(&farm, &crates)?;
        let mut documented = match options.docs {
            true => document(&farm, &crates)?,
            false => Compiled::new(),
        };
        for row in &mut rows {
            row.compiled = compiled.remove(&row.name);
            row.documented = documented.remove(&row.name);
        }
    }
    if options.verbose {
        table::findings(&rows, out)?;
    }
    table::print(&rows, out)?;
    Ok(rows.iter().all(table::Row::is_well))
}

/// Generates one document in a process of its own, so that its memory is its own too; or says why
/// that process died.
fn apart(subject: &Subject) -> io::Result<Result<Made, String>> {
    let output = Command::new(env::current_exe()?)
        .args(["corpus", "--alone", &subject.name])
        .stdin(Stdio::null())
        .output()?;
    match serde_json::from_slice(&output.stdout) {
        Ok(made) => Ok(Ok(made)),
        Err(_) => {
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            let last = error.lines().rev().take(8).collect::<Vec<_>>();
            Ok(Err(last.into_iter().rev().collect::<Vec<_>>().join("\n")))
        }
    }
}
