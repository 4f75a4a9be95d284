//! Globs of documents, places and operations.
//!
//! Braces and brackets stand for themselves, because paths of APIs are full of them
//! (`/rooms/{roomId}`): the language is `*`, `**` and `?` alone.

use std::{borrow::Cow, cmp::Ordering, fmt, str::FromStr};

use regex::Regex;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::checked::text;
use crate::pointer::Place;

/// A text with wildcards: `*` stands for any characters but `/`, `**` for any characters (`**/`
/// for any number of folders), `?` for one character but `/`.
#[derive(Clone, Debug)]
pub struct Glob {
    text: String,
    regex: Regex,
}

impl Glob {
    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a text is one that this stands for.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The text, where there is no wildcard in it.
    pub fn literal(&self) -> Option<&str> {
        (!self.text.contains(['*', '?'])).then_some(self.text.as_str())
    }
}

impl FromStr for Glob {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let regex: Regex = Regex::new(&expression(text))
            .map_err(|error| format!("`{text}` is no usable glob: {error}"))?;
        Ok(Self {
            text: text.to_owned(),
            regex,
        })
    }
}

/// The regular expression of a glob.
fn expression(glob: &str) -> String {
    let mut expression: String = "(?s)^".to_owned();
    let mut rest: &str = glob;
    while let Some(first) = rest.chars().next() {
        let (pattern, left) = if let Some(left) = rest.strip_prefix("**/") {
            ("(?:.*/)?", left)
        } else if let Some(left) = rest.strip_prefix("**") {
            (".*", left)
        } else if let Some(left) = rest.strip_prefix('*') {
            ("[^/]*", left)
        } else if let Some(left) = rest.strip_prefix('?') {
            ("[^/]", left)
        } else {
            expression.push_str(&regex::escape(first.encode_utf8(&mut [0; 4])));
            rest = rest.strip_prefix(first).unwrap_or_default();
            continue;
        };
        expression.push_str(pattern);
        rest = left;
    }
    expression.push('$');
    expression
}

text!(
    Glob,
    "`*` any characters but `/`, `**` any number of folders, `?` one character"
);

/// A place with wildcards: `document#/pointer`, a [`Glob`] on either side.
///
/// Without `#` the root of each document is meant; with nothing before `#`, any document.
#[derive(Clone, Debug)]
pub struct PlaceGlob {
    text: String,
    document: Glob,
    pointer: Glob,
}

impl PlaceGlob {
    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before `#`.
    pub fn document(&self) -> &Glob {
        &self.document
    }

    /// Whether a place is one that this stands for.
    pub fn matches(&self, place: &Place) -> bool {
        self.document.matches(&place.document) && self.pointer.matches(place.pointer.as_str())
    }
}

impl FromStr for PlaceGlob {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (document, pointer) = text.split_once('#').unwrap_or((text, ""));
        if !(pointer.is_empty() || pointer.starts_with('/') || pointer.starts_with("**")) {
            return Err(format!(
                "the pointer of `{text}` has to be empty or begin with `/` or `**`"
            ));
        }
        Ok(Self {
            text: text.to_owned(),
            document: if document.is_empty() { "**" } else { document }.parse()?,
            pointer: pointer.parse()?,
        })
    }
}

text!(
    PlaceGlob,
    "`document#/pointer`; `*`, `**` and `?` work on either side"
);

macro_rules! compared_as_text {
    ($($name:ident),+) => {$(
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.text.cmp(&other.text)
            }
        }
    )+};
}

compared_as_text!(Glob, PlaceGlob);

#[cfg(test)]
mod tests {
    use super::*;

    fn glob(text: &str) -> Glob {
        text.parse().unwrap()
    }

    #[test]
    fn stars_stay_within_folders_and_double_stars_do_not() {
        assert!(glob("events/*.yaml").matches("events/m.room.message$m.text.yaml"));
        assert!(!glob("events/*.yaml").matches("events/core/event.yaml"));
        assert!(glob("**/*.yaml").matches("event.yaml"));
        assert!(glob("**/*.yaml").matches("a/b/event.yaml"));
        assert!(glob("/components/**").matches("/components/schemas/A"));
        assert!(glob("v?.yaml").matches("v1.yaml"));
        assert!(!glob("v?.yaml").matches("v10.yaml"));
    }

    #[test]
    fn braces_brackets_and_dots_stand_for_themselves() {
        assert!(glob("GET /rooms/{roomId}/*").matches("GET /rooms/{roomId}/state"));
        assert!(!glob("a.b").matches("axb"));
        assert!(glob("[x]").matches("[x]"));
    }

    #[test]
    fn a_place_glob_without_pointer_means_the_root_and_without_document_any() {
        let place: Place = Place::root("a/b.yaml").child("x~/y");
        let with_pointer: PlaceGlob = "a/*#/x~0~1*".parse().unwrap();
        let root: PlaceGlob = "a/b.yaml".parse().unwrap();
        let anywhere: PlaceGlob = "#/**".parse().unwrap();
        assert!(with_pointer.matches(&place));
        assert!(!root.matches(&place));
        assert!(root.matches(&Place::root("a/b.yaml")));
        assert!(anywhere.matches(&place));
        assert!("a#x".parse::<PlaceGlob>().is_err());
    }
}
