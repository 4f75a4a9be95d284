//! JSON text that is captured first and decoded when its type is known.

mod capture;
mod keys;
mod look;
mod scan;
mod transcribe;
mod trial;

use std::borrow::Cow;

use serde::de::{Deserializer, Error};

pub(crate) use self::capture::{capture, write_text};
pub(crate) use self::look::member;
pub(crate) use self::transcribe::number_text;
pub use self::{look::Kind, trial::Arm};
use super::{Decode, Json, MAX_DEPTH, RawError};

/// The JSON text of one value: borrowed from the input where the reader can lend it.
///
/// The text is whole and sound, and its arrays and objects stand at most 128 deep in each other.
#[derive(Clone, Debug)]
pub struct Raw<'text> {
    text: Cow<'text, str>,
}

impl<'text> Raw<'text> {
    /// Captures a value.
    ///
    /// # Errors
    /// Whatever the format refuses, and arrays and objects that stand too deep in each other.
    pub fn capture<D: Deserializer<'text>>(deserializer: D) -> Result<Self, D::Error> {
        let text = capture(deserializer)?;
        // serde_json counts depth anew in each captured text. This bounds what a union within a
        // union within a union can recurse.
        if !is_shallow(&text) {
            return Err(D::Error::custom("arrays and objects stand too deep"));
        }
        Ok(Self { text })
    }

    /// Text that was captured already.
    #[doc(hidden)]
    pub fn captured(text: &'text str) -> Self {
        Self {
            text: Cow::Borrowed(text),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Decodes the value.
    ///
    /// # Errors
    /// When the value has no place in the type; the pointer starts at this value.
    pub fn decode<'de, T: Decode<'de>>(&'de self) -> Result<T, RawError> {
        T::decode_captured(&self.text)
    }

    /// The value as lazily decoded JSON.
    pub fn to_json<T>(&self) -> Json<T> {
        Json::from_text(&self.text)
    }

    /// The JSON type of the value.
    pub fn kind(&self) -> Kind {
        Kind::of(&self.text)
    }

    /// The scalar at a path of member names as plain text: a string's content, else the spelling
    /// (`true`, `1`). None where there is none.
    pub fn tag(&self, path: &[&str]) -> Option<Cow<'_, str>> {
        look::tag(&self.text, path)
    }

    /// The index of the only one of several sets of members that the value has all of. None where
    /// it has none of them whole, or more than one.
    pub fn only_with(&self, sets: &[&[&str]]) -> Option<usize> {
        keys::only_with(&self.text, sets)
    }

    /// The first arm whose rules accept the value and that decodes, else the first that decodes.
    ///
    /// # Errors
    /// When no arm decodes: the error of the last one.
    pub fn trial<T>(&self, arms: &[Arm<T>]) -> Result<T, RawError> {
        trial::trial(self, arms)
    }
}

/// Whether arrays and objects stand at most 128 deep in each other.
pub(crate) fn is_shallow(text: &str) -> bool {
    !look::is_deeper_than(text, MAX_DEPTH)
}

/// Decodes sound JSON text.
pub(crate) fn decode_text<'de, T: Decode<'de>>(text: &'de str) -> Result<T, RawError> {
    T::decode(&mut serde_json::Deserializer::from_str(text))
        .map_err(|error| RawError::locate(text, &error))
}

impl<'de> Decode<'de> for Raw<'de> {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::capture(deserializer)
    }
}
