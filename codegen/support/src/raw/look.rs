//! What can be seen of captured text without decoding it.

use std::borrow::Cow;

use super::{
    super::decimal::Decimal,
    scan::{Members, means},
};

/// A JSON type (JSON Schema Core 4.2.1), with whole numbers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction, however it is spelled (`1`, `1.0`, `1e2`).
    Integer,
    /// Another number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The type of a value by its sound JSON text.
    pub(crate) fn of(text: &str) -> Self {
        let text = text.trim_ascii();
        match text.bytes().next() {
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'"') => Self::String,
            Some(b'[') => Self::Array,
            Some(b'{') => Self::Object,
            _ if Decimal::parse(text).is_some_and(|number| number.is_integer()) => Self::Integer,
            _ => Self::Number,
        }
    }
}

/// Whether arrays and objects stand deeper in each other than a limit.
pub(super) fn is_deeper_than(text: &str, limit: usize) -> bool {
    // What opens must close. Most texts open fewer than that at all, and counting is far cheaper
    // than following.
    if text.len() / 2 <= limit || opening(text.as_bytes()) <= limit {
        return false;
    }
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

/// How many bytes open an array or object, those in strings included.
fn opening(text: &[u8]) -> usize {
    /// Few enough that a byte counts them, which the compiler makes vectors of.
    const CHUNK: usize = 128;
    let opens = |byte: &u8| u8::from(byte | 0x20 == b'{');
    let counts = text.chunks(CHUNK).map(|chunk| {
        let count: u8 = chunk.iter().map(opens).sum();
        usize::from(count)
    });
    counts.sum()
}

/// The text of a member; the last one of several with that name.
pub(crate) fn member<'text>(text: &'text str, name: &str) -> Option<&'text str> {
    let found = Members::of(text).filter(|(spelled, _)| means(spelled, name));
    found.last().map(|(_, value)| value)
}

/// The scalar at a path of member names as plain text.
pub(super) fn tag<'text>(text: &'text str, path: &[&str]) -> Option<Cow<'text, str>> {
    let mut text = text;
    for name in path {
        text = member(text, name)?;
    }
    match Kind::of(text) {
        Kind::String => match plain(text) {
            Some(plain) => Some(Cow::Borrowed(plain)),
            None => serde_json::from_str(text).ok().map(Cow::Owned),
        },
        Kind::Integer => {
            let spelled = Decimal::parse(text)?
                .to_integer()
                .map(|value| value.to_string());
            Some(spelled.map_or(Cow::Borrowed(text), Cow::Owned))
        }
        Kind::Boolean | Kind::Number => Some(Cow::Borrowed(text)),
        Kind::Null | Kind::Array | Kind::Object => None,
    }
}

/// The content of a string without escapes.
fn plain(text: &str) -> Option<&str> {
    let inside = text.trim_ascii().strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('\\')).then_some(inside)
}
