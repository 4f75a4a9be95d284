//! Places in configs: `document#/pointer`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

use crate::pointer::{Place, Pointer};

/// Reads `document#/pointer`; without `#` the whole document is meant.
pub(super) fn parse(text: &str) -> Result<Place, String> {
    let (document, pointer) = text.split_once('#').unwrap_or((text, ""));
    if document.is_empty() {
        return Err(format!(
            "`{text}` names no document: write `document.yaml#/pointer`"
        ));
    }
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err(format!(
            "the pointer of `{text}` has to be empty or begin with `/`"
        ));
    }
    let tokens: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect();
    Ok(Place {
        document: document.into(),
        pointer: Pointer::from_tokens(tokens.iter().map(String::as_str)),
    })
}

/// A place as a key or value of a config.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Spelled(Place);

impl<'de> Deserialize<'de> for Spelled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text: String = String::deserialize(deserializer)?;
        parse(&text).map(Self).map_err(de::Error::custom)
    }
}

/// A table whose keys are places.
pub(super) fn keyed<'de, D, V>(deserializer: D) -> Result<BTreeMap<Place, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    let entries: BTreeMap<Spelled, V> = BTreeMap::deserialize(deserializer)?;
    Ok(entries
        .into_iter()
        .map(|(key, value)| (key.0, value))
        .collect())
}

/// A place, where the key is there.
pub(super) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Place>, D::Error> {
    Ok(Some(Spelled::deserialize(deserializer)?.0))
}
