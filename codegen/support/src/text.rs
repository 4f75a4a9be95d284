//! Text that becomes something else than a `String`.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

struct TextVisitor<F>(F);

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for TextVisitor<F> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

/// Reads a string and makes a value of it without keeping a copy.
///
/// # Errors
/// When it is no string.
pub fn decode_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    make: impl FnOnce(&str) -> T,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(make))
}

/// Reads a string that must be one of a list.
///
/// # Errors
/// When it is no string, or another one.
pub fn decode_listed_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    find: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(ListedVisitor(find))
}

struct ListedVisitor<F>(F);

impl<T, F: FnOnce(&str) -> Option<T>> Visitor<'_> for ListedVisitor<F> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("one of the listed strings")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).ok_or_else(|| E::custom(UnlistedValue))
    }
}

/// A value that a closed enum doesn't list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnlistedValue;

impl fmt::Display for UnlistedValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is none of the listed values")
    }
}

impl std::error::Error for UnlistedValue {}

/// Text that isn't what its schema asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidText {
    type_name: &'static str,
}

impl InvalidText {
    /// The error of a type.
    #[doc(hidden)]
    pub const fn new(type_name: &'static str) -> Self {
        Self { type_name }
    }
}

impl fmt::Display for InvalidText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "this is no {}", self.type_name)
    }
}

impl std::error::Error for InvalidText {}
