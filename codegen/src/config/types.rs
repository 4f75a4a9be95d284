//! `[types]` and `[[family]]`: how schemas become types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlaceGlob, RustName};

/// How schemas become types.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Types {
    /// Whether a schema without `type` gets the one that its keywords speak of.
    pub mode: TypeMode,
    /// Whether enums take values that the document doesn't list.
    pub enums: Enums,
    /// Whether `format` narrows integers.
    pub widths: Widths,
    /// What happens to properties that a schema neither lists nor forbids.
    pub unknown_fields: UnknownFields,
    /// Places of the objects that keep unknown properties although `unknown_fields` is
    /// `"ignore"`.
    pub keep: Vec<PlaceGlob>,
    /// Whether structs and enums are `#[non_exhaustive]`, so that new properties and values break
    /// no user's code.
    pub non_exhaustive: bool,
    /// How many arms of a `oneOf` may match when a value is validated.
    pub one_of: OneOf,
    /// Places of the schemas of whose `oneOf` several arms may match although `one_of` is `"one"`.
    pub overlapping: Vec<PlaceGlob>,
    /// The newtype of each string `format`, one in the whole output.
    pub formats: BTreeMap<String, RustName>,
    /// The type of `date-time` and `date`.
    pub time: TimeType,
    /// The type of `uuid`.
    pub uuid: UuidType,
    /// The type of `uri`.
    pub url: UrlType,
    /// Places of the numbers that keep all their digits instead of becoming `i64` or `f64`.
    pub numbers: Vec<PlaceGlob>,
    /// The longest text, in bytes, that a `pattern` with lookaround or back-references is tried
    /// on; longer ones count as violations.
    pub pattern_limit: u32,
    /// Beginnings that names of documents and components lose before they become Rust names, such
    /// as `"m."`; the first that fits is taken.
    pub strip_prefixes: Vec<String>,
}

impl Default for Types {
    fn default() -> Self {
        Self {
            mode: TypeMode::default(),
            enums: Enums::default(),
            widths: Widths::default(),
            unknown_fields: UnknownFields::default(),
            keep: Vec::new(),
            non_exhaustive: true,
            one_of: OneOf::default(),
            overlapping: Vec::new(),
            formats: BTreeMap::new(),
            time: TimeType::default(),
            uuid: UuidType::default(),
            url: UrlType::default(),
            numbers: Vec::new(),
            pattern_limit: 1024,
            strip_prefixes: Vec::new(),
        }
    }
}

macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $(#[$first_about:meta])* $first:ident, $($(#[$arm_about:meta])* $arm:ident,)+ }) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[$first_about])*
            #[default]
            $first,
            $($(#[$arm_about])* $arm,)+
        }
    };
}

choice! {
    /// Whether a schema without `type` gets the one that its keywords speak of.
    TypeMode {
        /// It does: `properties` make an object, `items` an array, `maxLength` a string.
        Implied,
        /// It doesn't, as the standard says: such a schema takes any JSON.
        Strict,
    }
}

choice! {
    /// Whether enums take values that the document doesn't list.
    Enums {
        /// They do, and keep them.
        Open,
        /// Such a value doesn't decode.
        Closed,
    }
}

choice! {
    /// Whether `format` narrows integers.
    Widths {
        /// It doesn't: `i64` (`u64` where the limits or the format say so) and `f64`.
        Default,
        /// `int32` is `i32` and so on; a value that doesn't fit doesn't decode. Numbers that needn't
        /// be whole are `f64` all the same.
        Format,
    }
}

choice! {
    /// What happens to properties that a schema neither lists nor forbids.
    UnknownFields {
        /// They are dropped.
        Ignore,
        /// They are kept in the field `extra`.
        Keep,
    }
}

choice! {
    /// How many arms of a `oneOf` may match when a value is validated.
    OneOf {
        /// Exactly one, as the standard says.
        One,
        /// At least one, as for `anyOf`: for documents that mean it so.
        Any,
    }
}

choice! {
    /// The type of points in time and of dates.
    TimeType {
        /// A newtype around the text.
        String,
        /// Those of the crate `jiff`.
        Jiff,
    }
}

choice! {
    /// The type of UUIDs.
    UuidType {
        /// A newtype around the text.
        String,
        /// That of the crate `uuid`.
        Uuid,
    }
}

choice! {
    /// The type of absolute URIs.
    UrlType {
        /// A newtype around the text.
        String,
        /// That of the crate `url`.
        Url,
    }
}

/// A family of objects that share a base and are told apart by constant properties; its members
/// become the variants of one enum.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The name of the enum, such as `AnyStateEvent`.
    pub name: RustName,
    /// The properties whose constants tell members apart, outermost first, with `.` between the
    /// names of nested ones: `["type", "content.msgtype"]`.
    pub tags: Vec<String>,
    /// Which schemas belong to it: `"events/*.yaml"` for whole documents,
    /// `"types.yaml#/components/schemas/*"` for parts.
    pub members: Vec<PlaceGlob>,
    /// Places where values of the family stand although the document only says its base: schemas
    /// of properties, bodies, or of the items of lists.
    #[serde(default)]
    pub at: Vec<PlaceGlob>,
    /// Whether items of lists are decoded at once; otherwise each is decoded when it is asked
    /// for.
    #[serde(default)]
    pub eager: bool,
}
