//! Mistakes in a config.

use std::{error::Error, fmt, ops::Range};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::{
    diagnostic::{Diagnostic, Span, lint},
    pointer::Place,
};

/// One mistake in a config, where it stands and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConfigError {
    /// What the config is called: the path it was read from.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the text that are meant.
    pub span: Range<usize>,
    /// What is wrong, in one sentence without a final period.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl ConfigError {
    /// A mistake at some bytes of a text.
    pub(super) fn new(path: &str, text: &str, span: Range<usize>, message: String) -> Self {
        let before: &str = text.get(..span.start).unwrap_or(text);
        let line_start: usize = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or("").chars().count() + 1,
            span,
            message,
            help: None,
        }
    }

    /// Says what to write instead.
    #[must_use]
    pub(super) fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// The mistake as a finding, and where it stands in the text.
    pub fn diagnostic(&self) -> (Diagnostic, Span) {
        let place: Place = Place::root(self.path.as_str());
        let mut diagnostic = Diagnostic::new(&lint::UNUSABLE_CONFIG, place, &self.message);
        diagnostic.help.clone_from(&self.help);
        let span = Span {
            line: self.line,
            column: self.column,
            start: self.span.start,
            end: self.span.end,
        };
        (diagnostic, span)
    }

    /// The mistake with the excerpt of `text` that it is about, as rustc shows its own; with ANSI
    /// colours where `color` says so.
    pub fn render(&self, text: &str, color: bool) -> String {
        let end: usize = self.span.end.min(text.len());
        let span: Range<usize> = self.span.start.min(end)..end;
        let snippet = Snippet::source(text)
            .path(&self.path)
            .annotation(AnnotationKind::Primary.span(span));
        let mut group = Level::ERROR.primary_title(&self.message).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help));
        }
        let renderer: Renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group]) + "\n"
    }
}

/// `path:line:column: message (help)`
impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.path, self.line, self.column, self.message
        )?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl Error for ConfigError {}
