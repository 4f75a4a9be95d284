//! A string that holds JSON.

use std::{fmt, marker::PhantomData};

use serde::{Deserializer, Serializer};

use super::{Any, Decode, DecodeError, Encode};

/// A string whose content is JSON of another schema (`contentSchema`, JSON Schema Validation 8.5).
/// Its content is an annotation: reading doesn't check it.
pub struct JsonText<T = Any> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl<T> JsonText<T> {
    /// Keeps a text as it stands.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            of: PhantomData,
        }
    }

    /// The text of a value.
    ///
    /// # Errors
    /// A number that JSON has no spelling for.
    pub fn from(value: &T) -> Result<Self, serde_json::Error>
    where
        T: Encode,
    {
        super::to_string(value).map(Self::new)
    }

    /// The value in the text.
    ///
    /// # Errors
    /// Text that is no JSON, or a value that has no place in the type.
    pub fn get<'de>(&'de self) -> Result<T, DecodeError>
    where
        T: Decode<'de>,
    {
        super::from_str(&self.text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T> Clone for JsonText<T> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone())
    }
}

impl<T> fmt::Debug for JsonText<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "JsonText({} bytes)", self.text.len())
    }
}

impl<T> PartialEq for JsonText<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for JsonText<T> {}

impl<T> std::hash::Hash for JsonText<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<'de, T> Decode<'de> for JsonText<T> {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::decode(deserializer).map(Self::new)
    }
}

impl<T> Encode for JsonText<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.encode(serializer)
    }
}
