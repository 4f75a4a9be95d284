//! What went wrong while reading, and where.

mod locate;

use std::{cell::Cell, fmt};

use serde_json::error::Category;

/// A value that has no place in the type it is read as, or text that is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pointer: String,
    message: String,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// The JSON Pointer (RFC 6901) of the value that is wrong; of the object for a member that is
    /// missing.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line of the text, from 1, on which reading stopped.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column, in bytes from 1, at which reading stopped.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The error of text that is UTF-8 up to a byte only.
    #[cold]
    pub(crate) fn encoding(text: &[u8], sound: usize) -> Self {
        let read = sound.saturating_add(1);
        let (line, column) = locate::position(text, read);
        Self {
            pointer: locate::pointer(text, read),
            message: "the text is not UTF-8".to_owned(),
            line,
            column,
        }
    }

    /// Finds the place of serde_json's error by scanning the text once more.
    #[cold]
    pub(crate) fn locate(text: &[u8], error: &serde_json::Error) -> Self {
        let (mut line, mut column) = (error.line(), error.column());
        let mut message = error.to_string();
        if let Some(plain) = message.strip_suffix(&format!(" at line {line} column {column}")) {
            message = plain.to_owned();
        }
        let failure = FAILURE
            .take()
            .filter(|failure| failure.error.to_string() == message);
        let inside = failure.and_then(|failure| Some((failure.end_in(text)?, failure.error)));
        if line == 0 {
            // serde_json knows no position for what was found in captured text.
            let read: usize = inside.as_ref().map_or(0, |(end, _)| *end);
            (line, column) = locate::position(text, read);
        }
        let pointer = match inside {
            Some((end, error)) => {
                message = error.message;
                locate::pointer(text, end) + &error.pointer
            }
            None if error.classify() == Category::Io => String::new(),
            None => locate::pointer(text, locate::offset(text, line, column)),
        };
        Self {
            pointer,
            message,
            line,
            column,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.line, self.column);
        if !self.pointer.is_empty() {
            write!(formatter, "at {}: ", self.pointer)?;
        }
        write!(formatter, "{} (line {line}, column {column})", self.message)
    }
}

impl std::error::Error for DecodeError {}

/// An error inside captured text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawError {
    pointer: String,
    message: String,
}

impl RawError {
    /// An error about a whole value.
    #[cold]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            pointer: String::new(),
            message: message.into(),
        }
    }

    /// The error for whoever captured the text. serde's errors carry a message only, and
    /// serde_json knows no place for this one; so both are also left where [`DecodeError`] looks.
    #[cold]
    pub(crate) fn raise<E: serde::de::Error>(self, text: &str) -> E {
        let error = E::custom(&self);
        FAILURE.set(Some(Failure {
            address: text.as_ptr().addr(),
            length: text.len(),
            error: self,
        }));
        error
    }

    /// The JSON Pointer from the captured value.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    #[cold]
    pub(crate) fn locate(text: &str, error: &serde_json::Error) -> Self {
        let DecodeError {
            pointer, message, ..
        } = DecodeError::locate(text.as_bytes(), error);
        Self { pointer, message }
    }
}

impl fmt::Display for RawError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(formatter, "at {}: ", self.pointer)?;
        }
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for RawError {}

thread_local! {
    /// The last error inside captured text.
    static FAILURE: Cell<Option<Failure>> = const { Cell::new(None) };
}

/// An error inside captured text, and where that text stands in memory: part of the input, if it
/// was borrowed from there.
struct Failure {
    address: usize,
    length: usize,
    error: RawError,
}

impl Failure {
    /// Where the captured text ends in the input, if it is a part of it.
    fn end_in(&self, input: &[u8]) -> Option<usize> {
        let start = self.address.checked_sub(input.as_ptr().addr())?;
        let end = start.checked_add(self.length)?;
        (end <= input.len()).then_some(end)
    }
}
