//! `[lints]`: the level of each kind of finding.

use std::{borrow::Cow, collections::BTreeMap};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::diagnostic::{self, Level, Lint, lint};

/// The levels that a config sets, by name of the lint; its code is understood too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Levels(BTreeMap<String, Level>);

impl Levels {
    /// The level of a lint: what the config says, else the lint's own.
    pub fn of(&self, lint: &Lint) -> Level {
        self.0.get(lint.name).copied().unwrap_or(lint.default)
    }

    /// The levels as reports of findings take them.
    pub fn levels(&self) -> diagnostic::Levels {
        let levels = self.0.iter().map(|(name, level)| (name.as_str(), *level));
        // Every name was looked up when the config was read.
        diagnostic::Levels::new(levels).unwrap_or_default()
    }
}

/// [`Level`] as a config spells it.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Spelling {
    Allow,
    Note,
    Warn,
    Deny,
}

impl From<Spelling> for Level {
    fn from(spelling: Spelling) -> Self {
        match spelling {
            Spelling::Allow => Self::Allow,
            Spelling::Note => Self::Note,
            Spelling::Warn => Self::Warn,
            Spelling::Deny => Self::Deny,
        }
    }
}

/// The name of a lint that exists.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Known(&'static str);

impl<'de> Deserialize<'de> for Known {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name: String = String::deserialize(deserializer)?;
        match lint::find(&name) {
            Some(lint) => Ok(Self(lint.name)),
            None => {
                let names: Vec<String> = lint::ALL
                    .iter()
                    .map(|lint| format!("`{}`", lint.name))
                    .collect();
                Err(de::Error::custom(format_args!(
                    "unknown lint `{name}`, expected one of {}",
                    names.join(", ")
                )))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let levels: BTreeMap<Known, Spelling> = BTreeMap::deserialize(deserializer)?;
        Ok(Self(
            levels
                .into_iter()
                .map(|(name, level)| (name.0.to_owned(), level.into()))
                .collect(),
        ))
    }
}

impl JsonSchema for Levels {
    fn schema_name() -> Cow<'static, str> {
        "Levels".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let properties: serde_json::Map<String, serde_json::Value> = lint::ALL
            .iter()
            .map(|lint| {
                let schema = serde_json::json!({
                    "description": lint.about.trim(),
                    "enum": ["allow", "note", "warn", "deny"],
                    "default": lint.default,
                });
                (lint.name.to_owned(), schema)
            })
            .collect();
        json_schema!({
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}
