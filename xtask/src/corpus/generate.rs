//! One document through the generator, into the farm.

use std::{
    fs, io,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use typewright::{
    Generator, Output,
    cli::Directory,
    diagnostic::{Diagnostic, Level},
    pointer::Place,
    source::Source as _,
};

use super::{
    count::{self, At},
    subject::Subject,
};
use crate::farm::Farm;

/// How long a generated file should be at most, in lines.
const LONG: usize = 500;

/// What came of a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Made {
    /// How long the generator took, without writing.
    pub time: Duration,
    /// The most memory that the process has held, in KiB; Linux only.
    pub memory: Option<u64>,
    /// Lines of all files of Rust.
    pub lines: usize,
    /// The files that are too long, with their lines, the longest first.
    pub long: Vec<(String, usize)>,
    /// How many findings fail a run.
    pub denied: usize,
    /// How many findings are warnings.
    pub warned: usize,
    /// How many findings change nothing.
    pub noted: usize,
    /// Findings that no document deserves: two names that can't be told apart, and Rust that
    /// isn't any.
    pub own: Vec<String>,
    /// The operations of the documents.
    pub operations: usize,
    /// Those that were generated.
    pub emitted: usize,
    /// Those that weren't, and which a finding names.
    pub named: usize,
    /// The rest, by place.
    pub lost: Vec<String>,
}

/// Generates a document's crate into the farm.
///
/// # Errors
///
/// Whatever the file system says.
pub fn generate(subject: &Subject, farm: &mut Farm) -> io::Result<Made> {
    let config = subject.config()?;
    let levels = config.lints.clone();
    let source: Directory = Directory::open(&subject.root)?;
    let began: Instant = Instant::now();
    let output: Output = Generator::new(config).generate(&source);
    let mut made: Made = Made {
        time: began.elapsed(),
        memory: peak_memory(),
        ..Made::default()
    };
    for finding in &output.diagnostics {
        match levels.of(finding.lint) {
            Level::Deny => made.denied += 1,
            Level::Warn => made.warned += 1,
            Level::Note | Level::Allow => made.noted += 1,
        }
        if matches!(finding.lint.name, "emission" | "name-conflict") {
            made.own
                .push(format!("{}: {}", finding.place, finding.message));
        }
    }
    for (path, text) in output
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"))
    {
        let lines: usize = text.lines().count();
        made.lines += lines;
        if lines > LONG {
            made.long.push((path.clone(), lines));
        }
    }
    made.long
        .sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    operations(subject, &source, &output, &mut made);
    farm.add(&subject.name, &output.files)?;
    Ok(made)
}

/// Tells the operations of the documents apart by what came of them.
fn operations(subject: &Subject, source: &Directory, output: &Output, made: &mut Made) {
    let mut declared: Vec<At> = Vec::new();
    for document in documents(subject, source) {
        declared.extend(count::operations(&subject.root, &document));
    }
    made.operations = declared.len();
    let mut emitted: Vec<At> = output
        .report
        .operations
        .iter()
        .map(|one| at(&one.place))
        .collect();
    for operation in declared {
        let found = emitted.iter().position(|place| *place == operation);
        if let Some(index) = found {
            emitted.swap_remove(index);
            made.emitted += 1;
        } else if output
            .diagnostics
            .iter()
            .any(|finding| concerns(finding, &operation))
        {
            made.named += 1;
        } else {
            made.lost
                .push(format!("{}#/{}", operation.0, operation.1.join("/")));
        }
    }
}

/// Whether a finding says that an operation is left out: it fails the run, and is about the
/// operation, something in it, or what holds it.
fn concerns(finding: &Diagnostic, operation: &At) -> bool {
    let (document, keys) = at(&finding.place);
    // What can't be read at all holds nothing.
    let whole: bool = matches!(finding.lint.name, "not-openapi" | "syntax" | "unreadable");
    let about: bool = document == operation.0
        && (whole || keys.starts_with(&operation.1) || operation.1.starts_with(&keys));
    about && finding.lint.default >= Level::Warn
}

fn at(place: &Place) -> At {
    (place.document.to_string(), place.pointer.tokens().collect())
}

/// The entry documents that the globs mean.
fn documents(subject: &Subject, source: &Directory) -> Vec<String> {
    let globs = subject.documents.iter();
    let (wild, plain): (Vec<&String>, Vec<&String>) = globs.partition(|glob| glob.contains('*'));
    let mut paths: Vec<String> = plain.into_iter().cloned().collect();
    for path in source.list() {
        let folder: &str = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if wild
            .iter()
            .any(|glob| glob.rsplit_once('/').is_some_and(|(of, _)| of == folder))
        {
            paths.push(path);
        }
    }
    paths
}

/// The most memory that this process has held, in KiB; Linux only.
fn peak_memory() -> Option<u64> {
    let text: String = fs::read_to_string("/proc/self/status").ok()?;
    let line: &str = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
