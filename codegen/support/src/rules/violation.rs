//! What is wrong with a value (RFC 9457 §3 gives the form for problem details).

use std::{error, fmt};

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// One assertion that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where in the value: a JSON Pointer (RFC 6901), empty for the whole value.
    pub pointer: String,
    /// The keyword that is broken, `json` for text that isn't JSON, `duplicate` for a member
    /// name that stands twice, `limit` for a value that takes too long to check.
    pub keyword: &'static str,
    /// The nearest named schema around it, as `document#pointer`.
    pub schema_place: Option<&'static str>,
    /// What is wrong, for a person to read.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => f.write_str(&self.message),
            pointer => write!(f, "{pointer}: {}", self.message),
        }
    }
}

/// As an entry of `errors` of RFC 9457 §3: `{"detail": …, "pointer": "#/a/b"}`.
impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entry = serializer.serialize_struct("Violation", 2)?;
        entry.serialize_field("detail", &self.message)?;
        entry.serialize_field("pointer", &fragment(&self.pointer))?;
        entry.end()
    }
}

/// The pointer as a URI fragment (RFC 6901 §6).
fn fragment(pointer: &str) -> String {
    let mut fragment = String::from("#");
    for byte in pointer.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => fragment.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+'
            | b',' | b';' | b'=' | b':' | b'@' | b'/' | b'?' => fragment.push(char::from(byte)),
            other => fragment.push_str(&format!("%{other:02X}")),
        }
    }
    fragment
}

/// The longest message and pointer kept, in bytes.
const LONGEST_TEXT: usize = 512;

/// The violations of one check, in the order of the value. Bounded in number and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
    more: bool,
}

impl Violations {
    /// A list of one violation, for what other checks find.
    pub fn one(pointer: impl Into<String>, keyword: &'static str, message: String) -> Self {
        let mut violations = Self::default();
        violations.add(
            Violation {
                pointer: pointer.into(),
                keyword,
                schema_place: None,
                message,
            },
            1,
        );
        violations
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// How many were kept.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether there were more than were kept.
    pub fn more(&self) -> bool {
        self.more
    }

    /// Adds one unless it is there already or there are `limit`; says whether more fit.
    pub(super) fn add(&mut self, mut violation: Violation, limit: usize) -> bool {
        if self.list.len() >= limit {
            self.more = true;
            return false;
        }
        cut(&mut violation.message);
        cut(&mut violation.pointer);
        if !self.list.contains(&violation) {
            self.list.push(violation);
        }
        true
    }
}

/// Cuts a text that is too long at a character, and says so by an ellipsis.
fn cut(text: &mut String) {
    if text.len() > LONGEST_TEXT {
        let mut end = LONGEST_TEXT;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push('…');
    }
}

impl<'v> IntoIterator for &'v Violations {
    type Item = &'v Violation;
    type IntoIter = std::slice::Iter<'v, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        f.write_str(if self.more { "; and more" } else { "" })
    }
}

impl error::Error for Violations {}

/// As the `errors` of RFC 9457 §3: a list.
impl Serialize for Violations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.list)
    }
}
