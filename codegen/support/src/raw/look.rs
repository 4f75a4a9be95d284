//! What can be seen of captured text without decoding it.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::decimal::Decimal;

/// A JSON type (JSON Schema Core 4.2.1), with whole numbers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction, however it is spelled (`1`, `1.0`, `1e2`).
    Integer,
    /// Another number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The type of a value by its sound JSON text.
    pub(crate) fn of(text: &str) -> Self {
        let text = text.trim_ascii();
        match text.bytes().next() {
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'"') => Self::String,
            Some(b'[') => Self::Array,
            Some(b'{') => Self::Object,
            _ if Decimal::parse(text).is_some_and(|number| number.is_integer()) => Self::Integer,
            _ => Self::Number,
        }
    }
}

/// Whether arrays and objects stand deeper in each other than a limit.
pub(super) fn is_deeper_than(text: &str, limit: usize) -> bool {
    // Most texts open fewer than that at all, and counting is far cheaper than following.
    let opening = text.bytes().filter(|byte| matches!(byte, b'{' | b'['));
    if opening.count() <= limit {
        return false;
    }
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

/// The text of a member; the last one of several with that name.
pub(crate) fn member<'text>(text: &'text str, name: &str) -> Option<&'text str> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let raw = Look(name).deserialize(&mut deserializer).ok()??;
    Some(raw.get())
}

/// The scalar at a path of member names as plain text.
pub(super) fn tag<'text>(text: &'text str, path: &[&str]) -> Option<Cow<'text, str>> {
    let mut text = text;
    for name in path {
        text = member(text, name)?;
    }
    match Kind::of(text) {
        Kind::String => match serde_json::from_str::<&str>(text) {
            Ok(plain) => Some(Cow::Borrowed(plain)),
            Err(_) => serde_json::from_str(text).ok().map(Cow::Owned),
        },
        Kind::Integer => {
            let spelled = Decimal::parse(text)?
                .to_integer()
                .map(|value| value.to_string());
            Some(spelled.map_or(Cow::Borrowed(text), Cow::Owned))
        }
        Kind::Boolean | Kind::Number => Some(Cow::Borrowed(text)),
        Kind::Null | Kind::Array | Kind::Object => None,
    }
}

/// Whether the text is an object with all these members.
pub(super) fn has(text: &str, keys: &[&str]) -> bool {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Present(keys)
        .deserialize(&mut deserializer)
        .unwrap_or(false)
}

/// Finds one member of an object.
struct Look<'name>(&'name str);

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = Option<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_it) = members.next_key_seed(Name(|name: &str| name == self.0))? {
            if is_it {
                found = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Finds whether all of some members are there.
struct Present<'keys>(&'keys [&'keys str]);

impl<'de> DeserializeSeed<'de> for Present<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Present<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<bool, A::Error> {
        let mut missing = self.0.to_vec();
        while let Some(()) = members.next_key_seed(Name(|name: &str| {
            missing.retain(|key| *key != name);
        }))? {
            members.next_value::<IgnoredAny>()?;
        }
        Ok(missing.is_empty())
    }
}

/// Looks at a name without keeping it.
struct Name<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Name<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Name<F> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
        Ok((self.0)(name))
    }
}
