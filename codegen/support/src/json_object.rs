//! A JSON object of which nothing is known.

use std::{
    collections::{BTreeMap, btree_map},
    ops::{Deref, DerefMut},
};

use serde::{Deserializer, Serializer};

use super::{Decode, DecodeError, Encode, Extra, Json};

/// Any JSON object: its members by name, each with its own text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JsonObject(BTreeMap<String, Json>);

impl JsonObject {
    /// An object without members.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// A member, decoded; none where the object lacks it.
    ///
    /// # Errors
    /// When the member has no place in the type; the pointer starts at the member.
    pub fn field<'de, T: Decode<'de>>(&'de self, name: &str) -> Result<Option<T>, DecodeError> {
        self.0
            .get(name)
            .map(|value| super::from_str(value.as_str()))
            .transpose()
    }

    /// Sets a member.
    ///
    /// # Errors
    /// A number that JSON has no spelling for.
    pub fn set<T: Encode + ?Sized>(
        &mut self,
        name: impl Into<String>,
        value: &T,
    ) -> Result<(), serde_json::Error> {
        self.0.insert(name.into(), Json::of(value)?);
        Ok(())
    }
}

impl Deref for JsonObject {
    type Target = BTreeMap<String, Json>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for JsonObject {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl FromIterator<(String, Json)> for JsonObject {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

impl IntoIterator for JsonObject {
    type Item = (String, Json);
    type IntoIter = btree_map::IntoIter<String, Json>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'object> IntoIterator for &'object JsonObject {
    type Item = (&'object String, &'object Json);
    type IntoIter = btree_map::Iter<'object, String, Json>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de> Extra<'de> for JsonObject {
    type Value = Json;

    fn insert_member(&mut self, name: String, value: Json) {
        self.0.insert(name, value);
    }
}

impl<'de> Decode<'de> for JsonObject {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::decode(deserializer).map(Self)
    }
}

impl Encode for JsonObject {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for JsonObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::decode(deserializer)
    }
}

impl serde::Serialize for JsonObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(serializer)
    }
}
