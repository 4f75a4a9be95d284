//! Where documents come from, and how their text becomes nodes.

mod audit;
mod json;
mod read;
mod yaml;

use std::{borrow::Cow, collections::BTreeMap, fmt};

pub use read::{Finding, FindingKind, Limits, Read, SyntaxError, decode, read};

/// Hands out documents by their path under one root.
///
/// A path has `/` between folders on every platform, is relative to the root, and holds no empty,
/// `.` or `..` segment. The core asks for nothing else; a source that reads a disk must also refuse
/// links that lead outside.
pub trait Source {
    /// The text of a document.
    ///
    /// # Errors
    ///
    /// If there is no such document, it lies outside the root, isn't text, or can't be read.
    fn read(&self, path: &str) -> Result<Cow<'_, str>, SourceError>;

    /// The paths of all documents that could be read, sorted. Only used to suggest a name where one
    /// is missing, so that an empty list is allowed.
    fn list(&self) -> Vec<String>;
}

/// Why a document can't be handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// There is none at this path.
    Missing,
    /// The path leads out of the root.
    Outside,
    /// It is no UTF-8 text; says what it seems to be.
    Encoding(String),
    /// Anything else; says what.
    Other(String),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file"),
            Self::Outside => f.write_str("it lies outside the folder that this run may read"),
            Self::Encoding(what) => write!(f, "it is no UTF-8 text ({what})"),
            Self::Other(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for SourceError {}

/// Documents in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct MapSource {
    documents: BTreeMap<String, String>,
}

impl MapSource {
    /// A source without documents.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document, or replaces it.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.insert(path, text);
        self
    }

    /// Adds a document, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.documents.insert(path.into(), text.into());
    }
}

impl Source for MapSource {
    fn read(&self, path: &str) -> Result<Cow<'_, str>, SourceError> {
        self.documents
            .get(path)
            .map(|text| Cow::Borrowed(text.as_str()))
            .ok_or(SourceError::Missing)
    }

    fn list(&self) -> Vec<String> {
        self.documents.keys().cloned().collect()
    }
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for MapSource {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(documents: I) -> Self {
        let mut source = Self::new();
        for (path, text) in documents {
            source.insert(path, text);
        }
        source
    }
}

#[cfg(test)]
mod tests;
