//! Types: what a schema becomes.

use std::fmt;

use serde::Serialize;

use super::{Docs, ModulePath, Name, Origin};
use crate::model::rules::{DirectedRules, Direction, RulesRef};

/// The index of a named type in [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct TypeId(pub usize);

/// A use of a type. Whether it may be absent is the [`Field`]'s or parameter's affair.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// `bool`
    Boolean,
    /// A whole number.
    Integer(IntegerWidth),
    /// `f64`
    Number,
    /// A number with all its digits: `support::Number`.
    Decimal,
    /// `String`
    String,
    /// Text that holds base64 (RFC 4648): `support::Base64`.
    Base64,
    /// A file of a form, base64 in JSON: `support::File`.
    File,
    /// Text that holds JSON of another schema: `support::JsonText<T>`.
    JsonText(Box<Type>),
    /// `()`, written `null`.
    Null,
    /// Any JSON: `support::Json`.
    Json,
    /// JSON of a known type that is decoded only when asked: `support::Json<T>`.
    Lazy(Box<Type>),
    /// Any JSON object: `support::JsonObject`.
    JsonObject,
    /// `Vec<T>`
    Array(Box<Type>),
    /// `[T; n]`
    FixedArray(Box<Type>, usize),
    /// A tuple: an array that has exactly these items.
    Tuple(Vec<Type>),
    /// `BTreeMap<K, V>`; keys are `String` or a named text type.
    Map(Box<Type>, Box<Type>),
    /// A value or `null`: `Option<T>`.
    Nullable(Box<Type>),
    /// A type of this crate.
    Named(TypeId),
    /// A type of this crate behind a `Box`, set by the recursion pass.
    Boxed(TypeId),
    /// Another crate's type, by path; it has serde's traits.
    External(String),
    /// What no instance fits: `support::Never`.
    Never,
}

/// How wide an integer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntegerWidth {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

impl IntegerWidth {
    /// Whether a value is in the range.
    pub fn holds(self, value: i128) -> bool {
        match self {
            Self::I8 => i8::try_from(value).is_ok(),
            Self::I16 => i16::try_from(value).is_ok(),
            Self::I32 => i32::try_from(value).is_ok(),
            Self::I64 => i64::try_from(value).is_ok(),
            Self::U8 => u8::try_from(value).is_ok(),
            Self::U16 => u16::try_from(value).is_ok(),
            Self::U32 => u32::try_from(value).is_ok(),
            Self::U64 => u64::try_from(value).is_ok(),
        }
    }
}

/// A named type.
#[derive(Clone, Debug, Serialize)]
pub struct Definition {
    /// From what its name and module are made.
    pub origin: Origin,
    /// The module it stands in; made by `names`, empty before.
    pub module: ModulePath,
    /// Its identifier; made by `names`, empty before.
    pub ident: String,
    /// What it is.
    pub docs: Docs,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// What it consists of.
    pub shape: Shape,
    /// What its schema asserts; none where there is nothing to assert on.
    pub rules: Option<RulesRef>,
    /// What its schema asserts each way, where some schema of the API is `readOnly` or
    /// `writeOnly`.
    #[serde(skip)]
    pub directed: DirectedRules,
    /// What it can derive; filled by the passes.
    pub traits: Traits,
    /// Further attributes and derives from the config.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
}

/// What a type can derive beside `Clone` and `Debug`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Traits {
    /// `PartialEq`: everything but a type of another crate that lacks it.
    pub partial_eq: bool,
    /// `Eq` and `Hash`: no floating point number, no JSON.
    pub eq: bool,
    /// `Copy`: an enumeration without unknown values.
    pub copy: bool,
    /// `Default`: nothing required.
    pub default: bool,
}

/// What a named type consists of.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// An object with known properties.
    Struct(Struct),
    /// One of a list of scalar values.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A string of its own kind (`RoomId`).
    Text(Newtype),
    /// Another type under a name of its own, with its own rules: an array, a map, JSON.
    Newtype(Newtype),
    /// Another type under a second name, nothing of its own.
    Alias(Type),
    /// An array whose first items have their own types, where neither presence nor end is
    /// implied (JSON Schema Core 10.3.1.1).
    Positions(Positions),
    /// No instance fits.
    Never,
}

/// An object with known properties.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Struct {
    /// The properties, in document order.
    pub fields: Vec<Field>,
    /// Constant members that tell this type apart: written by encode, no field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<Constant>,
    /// Where members go that no field holds; none where they are dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<Extra>,
}

/// A property.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type, without what its presence adds.
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// What it is.
    pub docs: Docs,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The value that absence stands for, where it is valid by its schema (V 9.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Scalar>,
    /// Which way it goes: to the server where it is `writeOnly`, from it where it is `readOnly`
    /// (JSON Schema Validation 9.4).
    #[serde(skip_serializing_if = "Direction::is_both")]
    pub direction: Direction,
    /// Where the property is declared.
    pub place: crate::pointer::Place,
}

/// Whether a property may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// `T`: must be there.
    Required,
    /// `Option<T>`: must be there, may be `null`.
    RequiredNullable,
    /// `Option<T>`: may be absent; `null` reads as absent.
    Optional,
    /// `Field<T>`: absent, `null` or a value.
    OptionalNullable,
}

/// A member with a fixed value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Constant {
    /// Its name.
    pub wire: String,
    /// Its value.
    pub value: Scalar,
}

/// The map of members that no field holds.
#[derive(Clone, Debug, Serialize)]
pub struct Extra {
    /// The field: `extra`, or another name where a property has that one.
    pub name: Name,
    /// The type of its values.
    pub ty: Type,
    /// Whether the document declares it, or the config asked to keep what isn't declared.
    pub declared: bool,
}

/// A scalar value of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    /// `true` or `false`
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// Another number.
    Number(f64),
    /// A string.
    String(String),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::String(text) => text.fmt(f),
        }
    }
}

/// One of a list of values.
#[derive(Clone, Debug, Serialize)]
pub struct Enumeration {
    /// The values, without `null`.
    pub values: Vec<EnumValue>,
    /// Whether all values are strings.
    pub text: bool,
    /// Whether it can hold values that the document doesn't list.
    pub open: bool,
    /// The variant for those; its identifier is made by `names`.
    pub unknown: Name,
}

/// A value of an enumeration.
#[derive(Clone, Debug, Serialize)]
pub struct EnumValue {
    /// Its spelling.
    pub name: Name,
    /// The value.
    pub value: Scalar,
    /// What it means.
    pub docs: Docs,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
}

/// One of several types.
#[derive(Clone, Debug, Serialize)]
pub struct Union {
    /// The arms in the order in which they are tried.
    pub arms: Vec<Arm>,
    /// How they are told apart.
    pub by: Distinction,
    /// The variant that keeps what fits no arm as raw JSON.
    pub unknown: Name,
    /// Whether an item that fits no arm keeps the error beside its raw text (`eager` families).
    pub keeps_error: bool,
}

/// One arm of a union.
#[derive(Clone, Debug, Serialize)]
pub struct Arm {
    /// The variant.
    pub name: Name,
    /// What it holds; [`Type::Boxed`] in families.
    pub ty: Type,
    /// What it is.
    pub docs: Docs,
    /// The JSON types that can be this arm; empty for any.
    pub kinds: Vec<JsonKind>,
    /// The values of the tag that mean this arm, where there is a tag.
    pub tags: Vec<Scalar>,
    /// Members without which a value isn't this arm.
    pub keys: Vec<String>,
    /// What its schema asserts, for the strict trial.
    pub rules: Option<RulesRef>,
    /// What it asserts each way, as [`Definition::directed`].
    #[serde(skip)]
    pub directed: DirectedRules,
}

/// How the arms of a union are told apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Distinction {
    /// By the value of a member: its path from the object (`["type"]`, `["content", "msgtype"]`).
    /// Where the union is `closed` over the tag, a value that no arm names means the arm without
    /// tags, if there is one and it decodes, else `unknown`; an absent tag means `unknown`.
    /// Elsewhere the arms are tried in order.
    Tag {
        /// The path of member names.
        path: Vec<String>,
        /// Whether an unknown or absent tag ends the search.
        closed: bool,
    },
    /// By JSON type; arms that share one are tried in order.
    Kind,
    /// By the members that an object has: no two arms need the same ones. Where an object has all
    /// that several of them need, these are tried in order.
    Keys,
    /// By trial: the first whose rules accept the instance, else the first that decodes.
    Trial,
}

/// A JSON type (JSON Schema Core 4.2.1), integers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A type around another.
#[derive(Clone, Debug, Serialize)]
pub struct Newtype {
    /// What it holds.
    pub inner: Type,
}

/// An array with typed first items.
#[derive(Clone, Debug, Serialize)]
pub struct Positions {
    /// The first items, each optional; identifiers are made by `names`.
    pub items: Vec<Field>,
    /// The items after those; none where there can't be any.
    pub rest: Option<Type>,
}
