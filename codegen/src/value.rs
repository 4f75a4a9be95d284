//! The ordered node type that documents are read into.

use std::collections::BTreeSet;

use crate::pointer::Pointer;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// One node of a YAML or JSON document (YAML 1.2 core schema, RFC 8259).
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, exact where 128 bits hold it.
    Number(Number),
    /// A string.
    String(String),
    /// A sequence (YAML) or array (JSON).
    Sequence(Vec<Node>),
    /// A mapping (YAML) or object (JSON).
    Mapping(Mapping),
}

/// A number of a document (RFC 8259 §6): an integer of up to 128 bits, or else the nearest double,
/// which is finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Written without fraction and exponent.
    Integer(i128),
    /// Everything else.
    Float(f64),
}

/// The entries of a mapping in document order, duplicates included; a key is its source spelling
/// (`200`, `1.10`, `true`).
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    entries: Vec<(String, Node)>,
    /// Positions of the entries by key, then by position; empty for a small mapping, which is
    /// searched as it stands.
    sorted: Box<[usize]>,
}

/// From this many entries on a mapping is searched by bisection.
const INDEXED: usize = 16;

impl Node {
    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The mapping, if this is one.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The items, if this is a sequence.
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match self {
            Self::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The member of a mapping; none for other nodes.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping()?.get(key)
    }

    /// The node that a pointer leads to from this one (RFC 6901 §4).
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        let mut node = self;
        for token in pointer.tokens() {
            node = node.step(&token)?;
        }
        Some(node)
    }

    /// The member or item that a token of a pointer names.
    pub fn step(&self, token: &str) -> Option<&Self> {
        match self {
            Self::Mapping(mapping) => mapping.get(token),
            Self::Sequence(items) if token == "0" || !token.starts_with(['0', '+']) => {
                items.get(token.parse::<usize>().ok()?)
            }
            _ => None,
        }
    }

    /// What this is, in the words of JSON Schema (`integer` for a whole number).
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "boolean",
            Self::Number(number) if number.as_integer().is_some() => "integer",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Sequence(_) => "array",
            Self::Mapping(_) => "object",
        }
    }
}

impl Number {
    /// The value as an integer, if it has no fraction (`1.0` is 1: JSON Schema Core 6.3).
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the range is checked before"
    )]
    pub fn as_integer(self) -> Option<i128> {
        match self {
            Self::Integer(value) => Some(value),
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 1e38 => Some(value as i128),
            Self::Float(_) => None,
        }
    }

    /// The nearest double.
    #[allow(
        clippy::cast_precision_loss,
        reason = "the nearest double is what is asked for"
    )]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

impl Mapping {
    /// A mapping from its entries.
    pub fn new(entries: Vec<(String, Node)>) -> Self {
        let mut sorted = Vec::new();
        if entries.len() >= INDEXED {
            sorted.extend(0..entries.len());
            sorted.sort_by_key(|index| (entries.get(*index).map(|(key, _)| key), *index));
        }
        Self {
            entries,
            sorted: sorted.into_boxed_slice(),
        }
    }

    /// The value of a key; of duplicates the last one.
    pub fn get(&self, key: &str) -> Option<&Node> {
        if self.sorted.is_empty() {
            return self
                .entries
                .iter()
                .rev()
                .find_map(|(name, value)| (name == key).then_some(value));
        }
        let end = self
            .sorted
            .partition_point(|index| self.key(*index).is_some_and(|name| name <= key));
        let (name, value) = self.entries.get(*self.sorted.get(end.checked_sub(1)?)?)?;
        (name == key).then_some(value)
    }

    fn key(&self, index: usize) -> Option<&str> {
        self.entries.get(index).map(|(key, _)| key.as_str())
    }

    /// Each key once, where it stands first, with the value that counts: of duplicates the last.
    pub fn unique(&self) -> impl Iterator<Item = (&str, &Node)> {
        let mut seen = BTreeSet::new();
        self.iter().filter_map(move |(key, _)| {
            if !seen.insert(key) {
                return None;
            }
            self.get(key).map(|value| (key, value))
        })
    }

    /// The keys that stand here more than once, each once, sorted.
    pub fn duplicates(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let mut repeated = BTreeSet::new();
        for (key, _) in self.iter() {
            if !seen.insert(key) {
                repeated.insert(key);
            }
        }
        repeated.into_iter().collect()
    }

    /// All entries in document order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Node)> + ExactSizeIterator {
        self.entries
            .iter()
            .map(|(key, value)| (key.as_str(), value))
    }

    /// How many entries there are, duplicates included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(Number::Integer(value)) => match i64::try_from(*value) {
                Ok(value) => serializer.serialize_i64(value),
                Err(_) => serializer.serialize_i128(*value),
            },
            Self::Number(Number::Float(value)) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::Sequence(items) => serializer.collect_seq(items),
            Self::Mapping(mapping) => {
                let mut map = serializer.serialize_map(Some(mapping.len()))?;
                for (key, value) in mapping.iter() {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
