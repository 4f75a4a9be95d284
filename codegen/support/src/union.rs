//! Enums over types: the text is captured, looked at, then read as the arm that it is.

use serde::{Deserializer, Serializer};

use super::{Object, Raw, RawError, object::read_captured};

/// An enum over several types. The macro `union!` makes its codec of this.
pub trait Union: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// Picks the arm and decodes it.
    ///
    /// # Errors
    /// When the arm that the value names doesn't decode.
    fn read(raw: &Raw<'_>) -> Result<Self, RawError>;

    /// Writes what the arm holds.
    ///
    /// # Errors
    /// Whatever the format refuses.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Reads a union.
///
/// # Errors
/// As [`Union::read`].
pub fn decode_union<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let raw = Raw::capture(deserializer)?;
    T::read(&raw).map_err(|error| error.raise(raw.as_str()))
}

/// Reads a struct that has a union's members among its own.
///
/// # Errors
/// As [`Object::read`].
pub fn decode_flattened<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = Raw::capture(deserializer)?;
    read_captured(&raw).map_err(|error| error.raise(raw.as_str()))
}
