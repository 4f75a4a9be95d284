//! The seam between messages and codecs: bodies and parameters are encoded and decoded here only.

use serde_json::Value;

use super::{
    Decode, Encode, from_slice,
    rules::{Policy, Rules, Violation, Violations},
};

/// A violation that isn't one of the rules' own.
pub(crate) fn violation(
    pointer: impl Into<String>,
    keyword: &'static str,
    message: impl Into<String>,
) -> Violation {
    Violation {
        pointer: pointer.into(),
        keyword,
        schema_place: None,
        message: message.into(),
    }
}

/// A value from JSON text.
pub(crate) fn decode<T: for<'de> Decode<'de>>(text: &[u8]) -> Result<T, Violation> {
    from_slice(text).map_err(|error| violation(error.pointer(), "json", error.message()))
}

/// A value as a tree, for parameters.
pub(crate) fn to_tree<T: Encode + ?Sized>(value: &T) -> Result<Value, serde_json::Error> {
    value.encode(serde_json::value::Serializer)
}

/// The text of a value that is a string or another scalar.
pub(crate) fn to_text<T: Encode + ?Sized>(value: &T) -> Result<String, serde_json::Error> {
    match to_tree(value)? {
        Value::String(text) => Ok(text),
        Value::Array(_) | Value::Object(_) => Err(serde::ser::Error::custom("this is no text")),
        scalar => Ok(scalar.to_string()),
    }
}

/// What the JSON text violates by these rules.
pub(crate) fn check(rules: Option<&'static Rules>, text: &[u8], policy: &Policy) -> Violations {
    let Some(rules) = rules else {
        return Violations::default();
    };
    match std::str::from_utf8(text) {
        Ok(text) => rules.check_text(text, policy).err().unwrap_or_default(),
        Err(_) => Violations::one("", "json", "is not UTF-8".to_owned()),
    }
}
