//! The doors for JSON text.

use super::{Decode, DecodeError, Encode, Encoded};

/// Reads a value from JSON text in UTF-8.
///
/// # Errors
/// Text that is no JSON, or a value that has no place in the type; the error knows where.
pub fn from_slice<'de, T: Decode<'de>>(text: &'de [u8]) -> Result<T, DecodeError> {
    // Checking the encoding once is faster than for each string, and every type is compiled for
    // one reader only.
    match std::str::from_utf8(text) {
        Ok(text) => from_str(text),
        Err(error) => Err(DecodeError::encoding(text, error.valid_up_to())),
    }
}

/// Reads a value from JSON text.
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<'de, T: Decode<'de>>(text: &'de str) -> Result<T, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    T::decode(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| DecodeError::locate(text.as_bytes(), &error))
}

/// Writes a value as compact JSON text in UTF-8.
///
/// # Errors
/// A number that JSON has no spelling for.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Encoded(value))
}

/// Writes a value as compact JSON text.
///
/// # Errors
/// A number that JSON has no spelling for.
pub fn to_string<T: Encode + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Encoded(value))
}
