//! Text that holds bytes (RFC 4648). Written here because it is little, and spares every
//! generated crate a dependency.

use std::fmt;

use serde::{Deserializer, Serializer};

use super::{Decode, Encode};

/// Text that holds base64 (`contentEncoding: base64`, JSON Schema Validation 8.3). Its content is
/// an annotation: reading doesn't check it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(String);

/// Text that is no base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidBase64;

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is no base64")
    }
}

impl std::error::Error for InvalidBase64 {}

impl Base64 {
    /// Keeps a text as it stands.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text of some bytes: the standard alphabet, padded (RFC 4648 section 4).
    pub fn encode(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
        for chunk in bytes.chunks(3) {
            let group = chunk
                .iter()
                .fold(0_u32, |group, byte| group << 8 | u32::from(*byte));
            let missing = 3_u32.saturating_sub(u32::try_from(chunk.len()).unwrap_or(3));
            let group = group << missing.saturating_mul(8);
            for place in 0..4_u32 {
                let sextet = group >> 18_u32.saturating_sub(place.saturating_mul(6)) & 63;
                text.push(if place.saturating_add(missing) > 3 {
                    '='
                } else {
                    letter(sextet)
                });
            }
        }
        Self(text)
    }

    /// The bytes. Both alphabets of RFC 4648 (sections 4 and 5) are read, and the padding may be
    /// missing.
    ///
    /// # Errors
    /// Other letters, and a length that no bytes give.
    pub fn decode(&self) -> Result<Vec<u8>, InvalidBase64> {
        let text = self.0.trim_end_matches('=');
        let padding = self.0.len().saturating_sub(text.len());
        if text.len() % 4 == 1 || padding > 2 || (padding > 0 && !self.0.len().is_multiple_of(4)) {
            return Err(InvalidBase64);
        }
        let mut bytes = Vec::with_capacity(text.len().saturating_mul(3) / 4);
        let (mut group, mut bits) = (0_u32, 0_u32);
        for letter in text.bytes() {
            group = (group << 6 | value(letter).ok_or(InvalidBase64)?) & 0xFFF;
            bits = bits.saturating_add(6);
            if let Some(left) = bits.checked_sub(8) {
                bits = left;
                bytes.push((group >> left & 0xFF) as u8);
            }
        }
        Ok(bytes)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letter of six bits in the standard alphabet.
fn letter(sextet: u32) -> char {
    let offset = |first: u8, from: u32| {
        let index = u8::try_from(sextet.saturating_sub(from)).unwrap_or(0);
        char::from(first.saturating_add(index))
    };
    match sextet {
        0..26 => offset(b'A', 0),
        26..52 => offset(b'a', 26),
        52..62 => offset(b'0', 52),
        62 => '+',
        _ => '/',
    }
}

/// The six bits of a letter in either alphabet.
fn value(letter: u8) -> Option<u32> {
    let from = |first: u8, base: u32| base.checked_add(u32::from(letter.checked_sub(first)?));
    match letter {
        b'A'..=b'Z' => from(b'A', 0),
        b'a'..=b'z' => from(b'a', 26),
        b'0'..=b'9' => from(b'0', 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl<'de> Decode<'de> for Base64 {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::decode(deserializer).map(Self)
    }
}

impl Encode for Base64 {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}
