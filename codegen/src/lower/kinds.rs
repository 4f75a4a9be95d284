//! Sets of JSON types.

use crate::{model::JsonKind, schema::JsonType, value::Node};

/// A set of JSON types, integers apart from other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    /// Whole numbers and others.
    pub(super) const NUMBER: Self = Self(4 | 8);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    pub(super) fn of_type(name: JsonType) -> Self {
        match name {
            JsonType::Null => Self::NULL,
            JsonType::Boolean => Self::BOOLEAN,
            JsonType::Integer => Self::INTEGER,
            JsonType::Number => Self::NUMBER,
            JsonType::String => Self::STRING,
            JsonType::Array => Self::ARRAY,
            JsonType::Object => Self::OBJECT,
        }
    }

    pub(super) fn of_types(names: &[JsonType]) -> Self {
        names
            .iter()
            .fold(Self::NONE, |all, name| all.union(Self::of_type(*name)))
    }

    /// The type of a value; a number with a fraction counts as any number.
    pub(super) fn of_value(value: &Node) -> Self {
        match value {
            Node::Null => Self::NULL,
            Node::Boolean(_) => Self::BOOLEAN,
            Node::Number(number) if number.as_integer().is_some() => Self::INTEGER,
            Node::Number(_) => Self::NUMBER,
            Node::String(_) => Self::STRING,
            Node::Sequence(_) => Self::ARRAY,
            Node::Mapping(_) => Self::OBJECT,
        }
    }

    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) const fn is_disjoint(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }

    /// The parts of the set, one Rust type each: whole numbers and others go together where both
    /// are in it.
    pub(super) fn parts(self) -> Vec<Self> {
        let numbers: Self = if self.contains(Self::NUMBER) {
            Self::NUMBER
        } else {
            Self::INTEGER
        };
        [
            Self::NULL,
            Self::BOOLEAN,
            numbers,
            Self::STRING,
            Self::ARRAY,
            Self::OBJECT,
        ]
        .into_iter()
        .filter(|part| self.contains(*part))
        .collect()
    }

    /// The set in the model's words; empty for all types.
    pub(super) fn to_model(self) -> Vec<JsonKind> {
        if self == Self::ALL {
            return Vec::new();
        }
        let table = [
            (Self::NULL, JsonKind::Null),
            (Self::BOOLEAN, JsonKind::Boolean),
            (Self::INTEGER, JsonKind::Integer),
            (Self(8), JsonKind::Number),
            (Self::STRING, JsonKind::String),
            (Self::ARRAY, JsonKind::Array),
            (Self::OBJECT, JsonKind::Object),
        ];
        table
            .into_iter()
            .filter(|(part, _)| self.contains(*part))
            .map(|(_, kind)| kind)
            .collect()
    }

    /// What a value of one type is called.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::NULL => "null",
            Self::BOOLEAN => "boolean",
            Self::INTEGER => "integer",
            Self::NUMBER => "number",
            Self::STRING => "string",
            Self::ARRAY => "array",
            Self::OBJECT => "object",
            _ => "value",
        }
    }
}
