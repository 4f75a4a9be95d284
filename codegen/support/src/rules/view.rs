//! JSON text as a tree that borrows from it (RFC 8259).

use std::{borrow::Cow, error, fmt};

use super::{super::words, Types};

/// One JSON value. Numbers keep their text and objects their duplicates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number as written.
    Number(&'a str),
    /// A string without its escapes.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<View<'a>>),
    /// The members of an object as written, duplicates included.
    Object(Vec<(Cow<'a, str>, View<'a>)>),
}

/// Text that isn't one JSON value, or nests deeper than 128 levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewError {
    offset: usize,
    reason: &'static str,
}

impl fmt::Display for ViewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.offset)
    }
}

impl error::Error for ViewError {}

const DEEPEST: u32 = 128;

impl<'a> View<'a> {
    /// Reads JSON text.
    ///
    /// # Errors
    /// The first place where the text breaks RFC 8259, nests deeper than 128 levels or names half
    /// a surrogate pair.
    pub fn parse(text: &'a str) -> Result<Self, ViewError> {
        let mut reader = Reader { text, at: 0 };
        let view = reader.value(0)?;
        reader.space();
        match reader.peek() {
            None => Ok(view),
            Some(_) => Err(reader.error("more text after the value")),
        }
    }

    /// The member of an object; of duplicates the last one.
    pub fn get(&self, name: &str) -> Option<&View<'a>> {
        match self {
            Self::Object(members) => {
                let mut members = members.iter().rev();
                members.find_map(|(own, value)| (own == name).then_some(value))
            }
            _ => None,
        }
    }

    /// How many values this is, itself included.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Array(items) => 1 + items.iter().map(Self::size).sum::<u64>(),
            Self::Object(members) => 1 + members.iter().map(|(_, value)| value.size()).sum::<u64>(),
            _ => 1,
        }
    }

    /// The narrowest type of this value: `integer` for a number without fraction.
    pub fn json_type(&self) -> Types {
        match self {
            Self::Null => Types::NULL,
            Self::Boolean(_) => Types::BOOLEAN,
            Self::Number(text) if is_integer(text) => Types::INTEGER,
            Self::Number(_) => Types::NUMBER,
            Self::String(_) => Types::STRING,
            Self::Array(_) => Types::ARRAY,
            Self::Object(_) => Types::OBJECT,
        }
    }
}

fn is_integer(text: &str) -> bool {
    let plain = !text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'));
    plain || super::decimal::Decimal::parse(text).is_integer()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn error(&self, reason: &'static str) -> ViewError {
        ViewError {
            offset: self.at,
            reason,
        }
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes the byte if it is next.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: u32) -> Result<View<'a>, ViewError> {
        if depth > DEEPEST {
            return Err(self.error("more than 128 levels"));
        }
        self.space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(View::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null", View::Null),
            Some(b't') => self.word("true", View::Boolean(true)),
            Some(b'f') => self.word("false", View::Boolean(false)),
            _ => Err(self.error("a value is missing")),
        }
    }

    fn word(&mut self, word: &str, view: View<'a>) -> Result<View<'a>, ViewError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.error("a word that isn't JSON"));
        }
        self.at += word.len();
        Ok(view)
    }

    fn digits(&mut self) -> Result<(), ViewError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        match self.at == start {
            true => Err(self.error("a digit is missing")),
            false => Ok(()),
        }
    }

    fn number(&mut self) -> Result<View<'a>, ViewError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(View::Number(
            self.text.get(start..self.at).unwrap_or_default(),
        ))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, ViewError> {
        let start = self.at;
        self.at += 1;
        let mut escaped = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += words::unescaped(rest);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                _ => return Err(self.error("a string doesn't end")),
            }
        }
        self.at += 1;
        if escaped {
            let whole = self.text.get(start..self.at).unwrap_or_default();
            let text = serde_json::from_str::<String>(whole);
            return text
                .map(Cow::Owned)
                .map_err(|_| self.error("an escape in a string is invalid"));
        }
        let inner = self.text.get(start + 1..self.at - 1).unwrap_or_default();
        Ok(Cow::Borrowed(inner))
    }

    fn array(&mut self, depth: u32) -> Result<View<'a>, ViewError> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(View::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(View::Array(items));
            }
            if !self.take(b',') {
                return Err(self.error("a comma or `]` is missing"));
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<View<'a>, ViewError> {
        self.at += 1;
        let mut members = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(View::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.error("a member name is missing"));
            }
            let name = self.string()?;
            self.space();
            if !self.take(b':') {
                return Err(self.error("a colon is missing"));
            }
            members.push((name, self.value(depth + 1)?));
            self.space();
            if self.take(b'}') {
                return Ok(View::Object(members));
            }
            if !self.take(b',') {
                return Err(self.error("a comma or `}` is missing"));
            }
        }
    }
}
