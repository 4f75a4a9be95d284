//! Numbers that keep all their digits.

use std::{fmt, str::FromStr};

use serde::{Deserializer, Serializer};

use super::{Decode, Encode, RawError, decimal::Decimal, raw};

/// A JSON number as it is spelled. Two are equal if their values are.
#[derive(Clone)]
pub struct Number(Box<str>);

impl Number {
    /// A finite float; none for another.
    pub fn from_f64(value: f64) -> Option<Self> {
        if value.is_finite() {
            super::to_string(&value).ok().map(|text| Self(text.into()))
        } else {
            None
        }
    }

    /// The spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest float; infinite for a number beyond its range.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The number as an integer, if it is one and fits.
    pub fn as_i128(&self) -> Option<i128> {
        Decimal::parse(&self.0)?.to_integer()
    }
}

/// Text that is no JSON number (RFC 8259 section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidNumber;

impl fmt::Display for InvalidNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is no JSON number")
    }
}

impl std::error::Error for InvalidNumber {}

impl FromStr for Number {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        Decimal::parse(text)
            .map(|_| Self(text.into()))
            .ok_or(InvalidNumber)
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
            || Decimal::parse(&self.0).is_some_and(|value| Some(value) == Decimal::parse(&other.0))
    }
}

impl Eq for Number {}

impl<'de> Decode<'de> for Number {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = raw::capture(deserializer)?;
        let number = text.trim_ascii().parse();
        number.map_err(|_| RawError::new("expected a number").raise(&text))
    }
}

impl Encode for Number {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw::write_text(&self.0, serializer)
    }
}
