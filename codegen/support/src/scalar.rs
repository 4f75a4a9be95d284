//! Values of enums.

use std::fmt;

use serde::{Deserializer, Serializer};

use super::{Decode, Encode, Json, Kind, Number, Raw};

/// A value that an enum doesn't list.
///
/// It round-trips, can be read, and can be made on purpose from the enum's `From`; but nobody can
/// match it by its content, so that the generator may list it tomorrow.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue<T = Box<str>>(T);

impl UnknownValue {
    /// The value of an enum of strings.
    #[doc(hidden)]
    pub fn text(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T> UnknownValue<T> {
    /// The value of an enum of other scalars.
    #[doc(hidden)]
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value.
    pub const fn get(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for UnknownValue<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A value of an enum whose values aren't all of one type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Scalar {
    /// `true` or `false`
    Boolean(bool),
    /// A whole number within 64 bits.
    Integer(i64),
    /// Another number.
    Number(Number),
    /// A string.
    String(String),
    /// Anything else.
    Other(Json),
}

impl Scalar {
    /// The number a document's float stands for.
    #[doc(hidden)]
    pub fn number(value: f64) -> Self {
        Number::from_f64(value).map_or_else(|| Self::Integer(0), Self::Number)
    }

    /// Whether this is a number of this value.
    #[doc(hidden)]
    pub fn is_number(&self, value: f64) -> bool {
        matches!(self, Self::Number(number) if number.as_f64() == value)
    }
}

impl From<bool> for Scalar {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Scalar {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for Scalar {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for Scalar {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl<'de> Decode<'de> for Scalar {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::capture(deserializer)?;
        let scalar = match raw.kind() {
            Kind::Boolean => raw.decode().map(Self::Boolean),
            Kind::Integer => raw
                .decode()
                .map(Self::Integer)
                .or_else(|_| raw.decode().map(Self::Number)),
            Kind::Number => raw.decode().map(Self::Number),
            Kind::String => raw.decode().map(Self::String),
            Kind::Null | Kind::Array | Kind::Object => Ok(Self::Other(raw.to_json())),
        };
        scalar.map_err(|error| error.raise(raw.as_str()))
    }
}

impl Encode for Scalar {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => value.encode(serializer),
            Self::Integer(value) => value.encode(serializer),
            Self::Number(value) => value.encode(serializer),
            Self::String(value) => value.encode(serializer),
            Self::Other(value) => value.encode(serializer),
        }
    }
}
