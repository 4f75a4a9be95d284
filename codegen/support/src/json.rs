//! JSON that keeps its text and is decoded when asked.

use std::{fmt, marker::PhantomData, sync::Arc};

use serde::{Deserializer, Serializer};
use serde_json::value::RawValue;

use super::{
    Decode, DecodeError, Encode, equality,
    raw::{self, Kind},
};

/// Stands for the type of JSON of which nothing is known: see [`Json`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Any {}

/// The text of a JSON value that is a `T`, decoded by [`get`](Json::get) only; without a type, of
/// any JSON value.
///
/// Clones share the text. Two are equal if their texts are, or the values in them: numbers count
/// by value, and the order of members doesn't count.
pub struct Json<T = Any> {
    text: Arc<str>,
    of: PhantomData<fn() -> T>,
}

impl<T> Json<T> {
    /// The value, decoded now.
    ///
    /// # Errors
    /// When the value has no place in the type.
    pub fn get<'de>(&'de self) -> Result<T, DecodeError>
    where
        T: Decode<'de>,
    {
        if raw::is_shallow(&self.text)
            && let Ok(value) = T::decode_captured(&self.text)
        {
            return Ok(value);
        }
        // Once more, for an error that knows its line and column.
        super::from_str(&self.text)
    }

    /// A member of an object, decoded without the rest; none where the object lacks it, or where
    /// this is no object.
    ///
    /// # Errors
    /// When the member has no place in the type; its pointer starts at the member.
    pub fn field<'de, U: Decode<'de>>(&'de self, name: &str) -> Result<Option<U>, DecodeError> {
        raw::member(&self.text, name)
            .map(super::from_str)
            .transpose()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The JSON type of the value.
    pub fn kind(&self) -> Kind {
        Kind::of(&self.text)
    }

    /// The same text as JSON of another type; nothing is checked until [`get`](Json::get).
    pub fn cast<U>(self) -> Json<U> {
        Json {
            text: self.text,
            of: PhantomData,
        }
    }

    /// The JSON text of a value.
    ///
    /// # Errors
    /// A number that JSON has no spelling for.
    pub fn from(value: &T) -> Result<Self, serde_json::Error>
    where
        T: Encode,
    {
        super::to_string(value).map(|text| Self::from_text(&text))
    }

    /// The text as serde_json's type for it.
    ///
    /// # Errors
    /// Never for text that was read or written; the signature is honest about parsing it again.
    pub fn into_raw(self) -> Result<Box<RawValue>, serde_json::Error> {
        RawValue::from_string(String::from(&*self.text))
    }

    /// Keeps text that is known to be sound.
    pub(crate) fn from_text(text: &str) -> Self {
        Self {
            text: Arc::from(text),
            of: PhantomData,
        }
    }
}

impl Json {
    /// The JSON text of any value.
    ///
    /// # Errors
    /// A number that JSON has no spelling for.
    pub fn of<T: Encode + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        super::to_string(value).map(|text| Self::from_text(&text))
    }

    /// Keeps text after checking that it is JSON.
    ///
    /// # Errors
    /// When it is not.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        super::from_str(text)
    }

    /// `null`
    pub fn null() -> Self {
        Self::from_text("null")
    }
}

impl From<Box<RawValue>> for Json {
    fn from(raw: Box<RawValue>) -> Self {
        Self::from_text(raw.get())
    }
}

impl From<&serde_json::Value> for Json {
    fn from(value: &serde_json::Value) -> Self {
        Self::from_text(&value.to_string())
    }
}

impl<T> Clone for Json<T> {
    fn clone(&self) -> Self {
        Self {
            text: Arc::clone(&self.text),
            of: PhantomData,
        }
    }
}

/// The length and not the text, which may be long and may be private.
impl<T> fmt::Debug for Json<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Json({} bytes)", self.text.len())
    }
}

/// The text.
impl<T> fmt::Display for Json<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl<T> PartialEq for Json<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || equality::equal(&self.text, &other.text)
    }
}

impl<'de, T> Decode<'de> for Json<T> {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::capture(deserializer).map(|text| Self::from_text(&text))
    }
}

impl<T> Encode for Json<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw::write_text(&self.text, serializer)
    }
}

impl<'de, T> serde::Deserialize<'de> for Json<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::decode(deserializer)
    }
}

impl<T> serde::Serialize for Json<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(serializer)
    }
}
