//! Texts of a config that are checked when it is read.

use std::{borrow::Cow, fmt, str::FromStr};

use regex::Regex;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Implements reading, writing and describing for a type that is made by [`FromStr`] and shown by
/// `as_str`.
macro_rules! text {
    ($name:ident, $about:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text: String = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $about })
            }
        }
    };
}

pub(super) use text;

/// A newtype of a text that `syn` can read as `$syntax`.
macro_rules! syntax {
    ($(#[$about:meta])* $name:ident, $schema:literal, $check:expr) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The text as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let check: fn(&str) -> bool = $check;
                if check(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(format!(concat!("`{}` is not ", $schema), text))
                }
            }
        }

        text!($name, $schema);
    };
}

syntax! {
    /// An identifier of Rust that is no keyword.
    RustName, "a Rust identifier", |text| syn::parse_str::<syn::Ident>(text).is_ok()
}

syntax! {
    /// A path of Rust, such as `std::hash::Hash`.
    RustPath, "a Rust path", |text| syn::parse_str::<syn::Path>(text).is_ok()
}

syntax! {
    /// A type of Rust, such as `crate::Money` or `Vec<u8>`.
    RustType, "a Rust type", |text| syn::parse_str::<syn::Type>(text).is_ok()
}

syntax! {
    /// One outer attribute of Rust, such as `#[doc(hidden)]`.
    Attribute, "a Rust attribute such as `#[doc(hidden)]`", is_attribute
}

fn is_attribute(text: &str) -> bool {
    use syn::parse::Parser as _;
    syn::Attribute::parse_outer
        .parse_str(text)
        .is_ok_and(|attributes| attributes.len() == 1)
}

/// A regular expression in the syntax of the crate `regex`.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// The text as written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The compiled expression.
    pub fn regex(&self) -> &Regex {
        &self.0
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Regex::new(text).map(Self).map_err(|error| {
            // Its last line is the reason; those before draw the expression.
            let error: String = error.to_string();
            let reason: &str = error.lines().last().unwrap_or_default();
            let reason: &str = reason.strip_prefix("error: ").unwrap_or(reason);
            format!("`{text}` is no regular expression: {reason}")
        })
    }
}

text!(Pattern, "a regular expression");
