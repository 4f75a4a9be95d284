//! What is wrong with an input, where, why it matters and what to write instead.
//!
//! Diagnostics are collected, never thrown. Each belongs to a [`Lint`], whose level a target's
//! config can change.

mod human;
mod json;
pub mod lint;
pub(crate) mod locate;
mod report;
mod sarif;

pub use human::Colour;
pub use lint::Lint;
pub use locate::{Location, Locations, Span, locate, spellings};
pub use report::{Levels, Located, Report, UnknownLint, explain_lint};

use serde::Serialize;

use crate::pointer::Place;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not shown.
    Allow,
    /// Something worth knowing; changes nothing.
    Note,
    /// Shown; the run succeeds.
    Warn,
    /// Shown; the run fails after everything has been shown.
    Deny,
}

/// Which end of a mapping entry is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The key of the entry at the place.
    Key,
    /// Its value.
    #[default]
    Value,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Which kind of finding this is.
    pub lint: &'static Lint,
    /// What was found, in one sentence without a final period.
    pub message: String,
    /// The node that it is about.
    pub place: Place,
    /// Whether its key or its value is underlined.
    pub side: Side,
    /// What stands under the excerpt; empty for none.
    pub label: String,
    /// Other places that matter, each with what it has to do with this.
    pub related: Vec<(Place, String)>,
    /// Why it matters; one sentence each.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// Line and column, from 1, in a text that can't be read and so has no nodes.
    #[serde(skip)]
    pub position: Option<(usize, usize)>,
}

impl Diagnostic {
    /// A finding at the value of `place`.
    pub fn new(lint: &'static Lint, place: Place, message: impl Into<String>) -> Self {
        Self {
            lint,
            message: message.into(),
            place,
            side: Side::Value,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            position: None,
        }
    }

    /// Underlines the key instead of the value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        self.side = Side::Key;
        self
    }

    /// What stands under the excerpt.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push((place, text.into()));
        self
    }

    /// Adds why it matters.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The findings of one run, in the order they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds those of another run or stage.
    pub fn append(&mut self, mut other: Self) {
        self.items.append(&mut other.items);
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// Sorts by place, then lint, and removes repeats.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.items.sort_by(|a, b| {
            (&a.place, a.lint.name, &a.message).cmp(&(&b.place, b.lint.name, &b.message))
        });
        self.items.dedup();
        self.items
    }
}

#[cfg(test)]
mod tests;
