//! Diagnostics for programs: one JSON object a line.

use serde::Serialize;

use super::{Level, Located, Report, Span};
use crate::pointer::Place;

#[derive(Serialize)]
struct Line<'r> {
    code: &'r str,
    lint: &'r str,
    level: Level,
    message: &'r str,
    #[serde(flatten)]
    at: At<'r>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'r str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'r>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'r [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
}

#[derive(Serialize)]
struct At<'r> {
    path: &'r str,
    pointer: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The first byte and the one after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[usize; 2]>,
}

#[derive(Serialize)]
struct Related<'r> {
    #[serde(flatten)]
    at: At<'r>,
    message: &'r str,
}

impl<'r> At<'r> {
    fn new(place: &'r Place, span: Option<Span>) -> Self {
        Self {
            path: &place.document,
            pointer: place.pointer.as_str(),
            line: span.map(|span| span.line),
            column: span.map(|span| span.column),
            span: span.map(|span| [span.start, span.end]),
        }
    }
}

impl Report {
    /// All diagnostics, each as one line with a JSON object: `code`, `lint`, `level`, `message`,
    /// `path`, `pointer`, `line` and `column` from 1, `span` as bytes, `label`, `related`,
    /// `notes`, `help`; what is absent or empty is left out.
    pub fn json(&self) -> String {
        let lines = self
            .entries
            .iter()
            .filter_map(|entry| serde_json::to_string(&line(entry)).ok());
        lines.map(|line| line + "\n").collect()
    }
}

fn line(entry: &Located) -> Line<'_> {
    let diagnostic = &entry.diagnostic;
    let related = diagnostic.related.iter().zip(&entry.related);
    Line {
        code: diagnostic.lint.code,
        lint: diagnostic.lint.name,
        level: entry.level,
        message: &diagnostic.message,
        at: At::new(&diagnostic.place, entry.span),
        label: &diagnostic.label,
        related: related
            .map(|((place, message), span)| Related {
                at: At::new(place, *span),
                message,
            })
            .collect(),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
    }
}
