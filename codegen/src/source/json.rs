//! The JSON reader.

use serde::de::DeserializeSeed;

use super::{
    read::{Limits, Read, SyntaxError},
    yaml::{NodeSeed, State},
};

/// A document that was read, and whether all its numbers survived.
pub(super) enum Outcome {
    /// They did.
    Exact(Read),
    /// An integer beyond 64 bits became the nearest double.
    Rounded(Read),
}

/// Reads JSON text (RFC 8259).
pub(super) fn read(text: &str, limits: &Limits) -> Result<Outcome, SyntaxError> {
    let mut state = State::new(limits.nodes, false);
    let mut reader = serde_json::Deserializer::from_str(text);
    let node = NodeSeed::root(&mut state)
        .deserialize(&mut reader)
        .and_then(|node| reader.end().map(|()| node))
        .map_err(|error| SyntaxError {
            message: without_position(&error.to_string()),
            at: (error.line() > 0).then(|| (error.line(), error.column().max(1))),
        })?;
    let read = Read {
        node,
        findings: state.findings,
    };
    Ok(if state.rounded {
        Outcome::Rounded(read)
    } else {
        Outcome::Exact(read)
    })
}

/// The message without the position that the reader appends; ours is shown with an excerpt.
fn without_position(message: &str) -> String {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(text, _)| text)
        .to_owned()
}
