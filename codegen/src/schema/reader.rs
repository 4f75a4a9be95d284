//! What a walk through documents gathers, and how it looks at single values.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::{Arena, SchemaId, dialect::Dialect};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Lint, lint},
    pointer::Place,
    value::{Mapping, Node, Number},
};

/// Gathers schemas, references to follow, and diagnostics.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(crate) arena: Arena,
    pub(crate) by_place: HashMap<Place, SchemaId>,
    /// References to follow, in the order in which they were met.
    pub(crate) pending: Vec<Pending>,
    /// Roots of schema resources by their URI.
    pub(crate) resources: BTreeMap<String, SchemaId>,
    /// Schemas by the root of their resource and their `$anchor` or `$dynamicAnchor`.
    pub(crate) anchors: HashMap<(SchemaId, String), SchemaId>,
    pub(crate) dynamic_anchors: HashMap<(SchemaId, String), SchemaId>,
    /// Where examples stand, whose references may have to be followed.
    pub(crate) examples: Vec<Place>,
    /// Values that JSON can't hold, which have been reported as that.
    pub(crate) unreadable: HashSet<Place>,
    /// Values that aren't strings under `type: string`.
    pub(crate) unquoted: Vec<(SchemaId, usize, Place)>,
    pub(crate) diagnostics: Diagnostics,
    /// Findings that are reported once a document, with all their places.
    grouped: BTreeMap<Group, Vec<Place>>,
}

/// Grouped lints that are about a key, not about its value.
const BY_KEY: [&str; 7] = [
    "examples-shape",
    "key-not-string",
    "nullable",
    "odd-reference",
    "other-spelling",
    "status-spelling",
    "unknown-member",
];

/// What is reported once: lint, document and the name that it is about.
type Group = (&'static str, Arc<str>, String);

/// What holds for the nodes below some node.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    /// The base URI for references, without fragment.
    pub(crate) base: Arc<str>,
    /// How schemas are spelled.
    pub(crate) dialect: Dialect,
    /// The root of the schema resource, below one.
    pub(crate) resource: Option<SchemaId>,
}

/// A reference to follow.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) from: From,
    pub(crate) text: String,
    pub(crate) place: Place,
    pub(crate) base: Arc<str>,
    pub(crate) dialect: Dialect,
}

/// What refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// `$ref` of a schema.
    Reference(SchemaId),
    /// `$dynamicRef` of a schema.
    Dynamic(SchemaId),
    /// An entry of the mapping of a schema's discriminator.
    Mapping(SchemaId, usize),
    /// `defaultMapping` of a schema's discriminator.
    DefaultMapping(SchemaId),
    /// A Reference Object, or the `$ref` of a path item, at the place.
    Object(Kind),
}

/// The kinds of objects that references lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Schema,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Example,
    Link,
    Callback,
    Operation,
    SecurityScheme,
    PathItem,
}

impl Kind {
    /// The kind in words, with its article.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Schema => "a schema",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::MediaType => "a media type",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Callback => "a callback",
            Self::Operation => "an operation",
            Self::SecurityScheme => "a security scheme",
            Self::PathItem => "a path item",
        }
    }
}

impl Reader {
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// Notes a finding that is reported once a document.
    pub(crate) fn group(&mut self, lint: &'static Lint, name: &str, place: Place) {
        let group = (lint.name, Arc::clone(&place.document), name.to_owned());
        self.grouped.entry(group).or_default().push(place);
    }

    /// Reports what was grouped. `describe` gives message and help by lint name and subject.
    pub(crate) fn flush_groups(&mut self, describe: impl Fn(&str, &str) -> (String, &'static str)) {
        for ((name, _, subject), mut places) in std::mem::take(&mut self.grouped) {
            places.sort();
            places.dedup();
            let (Some(lint), Some(first)) = (lint::find(name), places.first().cloned()) else {
                continue;
            };
            let (message, help) = describe(name, &subject);
            let mut diagnostic = Diagnostic::new(lint, first, message);
            if BY_KEY.contains(&lint.name) {
                diagnostic = diagnostic.at_key();
            }
            match places.len() {
                0 | 1 => {}
                2 => diagnostic = diagnostic.note("so it is in one more place of this document"),
                count => {
                    let more = count - 1;
                    diagnostic =
                        diagnostic.note(format!("so it is in {more} more places of this document"));
                }
            }
            if !help.is_empty() {
                diagnostic = diagnostic.help(help);
            }
            self.diagnostics.report(diagnostic);
        }
    }

    /// Says that the value at `place` isn't what the standard expects there.
    pub(crate) fn wrong_type(&mut self, node: &Node, place: &Place, expected: &str) {
        if self.unreadable.contains(place) {
            return;
        }
        let keyword = place.pointer.last().unwrap_or_default();
        let found = match node.type_name() {
            "null" => "null".to_owned(),
            name if name.starts_with(['a', 'i', 'o']) => format!("an {name}"),
            name => format!("a {name}"),
        };
        let subject = if keyword.is_empty() {
            "the document".to_owned()
        } else {
            format!("`{keyword}`")
        };
        self.report(
            Diagnostic::new(
                &lint::WRONG_TYPE,
                place.clone(),
                format!("{subject} must be {expected}, but is {found}"),
            )
            .label(format!("expected {expected}")),
        );
    }

    pub(crate) fn string(&mut self, node: &Node, place: &Place) -> Option<String> {
        match node {
            Node::String(text) => Some(text.clone()),
            _ => {
                self.wrong_type(node, place, "a string");
                None
            }
        }
    }

    /// A text that documents like to leave empty, or write as a number: null is absent and a
    /// scalar is its JSON spelling.
    pub(crate) fn text(&mut self, node: &Node, place: &Place) -> Option<String> {
        match node {
            Node::Null => None,
            Node::Boolean(value) => Some(value.to_string()),
            Node::Number(Number::Integer(value)) => Some(value.to_string()),
            Node::Number(Number::Float(value)) => Some(value.to_string()),
            other => self.string(other, place),
        }
    }

    pub(crate) fn boolean(&mut self, node: &Node, place: &Place) -> Option<bool> {
        match node {
            Node::Boolean(value) => Some(*value),
            _ => {
                self.wrong_type(node, place, "true or false");
                None
            }
        }
    }

    pub(crate) fn number(&mut self, node: &Node, place: &Place) -> Option<Number> {
        match node {
            Node::Number(number) => Some(*number),
            _ => {
                self.wrong_type(node, place, "a number");
                None
            }
        }
    }

    /// A count: a non-negative integer, however it is written. One beyond 64 bits is as good as
    /// the largest.
    pub(crate) fn count(&mut self, node: &Node, place: &Place) -> Option<u64> {
        let count = match node {
            Node::Number(number) => number.as_integer().filter(|count| *count >= 0),
            _ => None,
        };
        if count.is_none() {
            self.wrong_type(node, place, "a non-negative integer");
        }
        count.map(|count| u64::try_from(count).unwrap_or(u64::MAX))
    }

    pub(crate) fn strings(&mut self, node: &Node, place: &Place) -> Vec<String> {
        let Some(items) = self.sequence(node, place) else {
            return Vec::new();
        };
        let mut strings = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            strings.extend(self.text(item, &place.item(index)));
        }
        strings
    }

    pub(crate) fn sequence<'n>(&mut self, node: &'n Node, place: &Place) -> Option<&'n [Node]> {
        let items = node.as_sequence();
        if items.is_none() {
            self.wrong_type(node, place, "an array");
        }
        items
    }

    pub(crate) fn mapping<'n>(&mut self, node: &'n Node, place: &Place) -> Option<&'n Mapping> {
        let mapping = node.as_mapping();
        if mapping.is_none() {
            self.wrong_type(node, place, "an object");
        }
        mapping
    }

    /// Sorts the members that `known` doesn't list into extensions and others; warns of those
    /// others that look like a known one misspelled.
    pub(crate) fn rest(&mut self, mapping: &Mapping, place: &Place, known: &[&str]) -> Rest {
        let mut rest = Rest::default();
        for (key, value) in mapping.unique() {
            if known.contains(&key) {
                continue;
            }
            let entry = (key.to_owned(), value.clone());
            if key.starts_with("x-") {
                rest.extensions.push(entry);
                continue;
            }
            if let Some(near) = nearest(key, known.iter().copied()) {
                self.unknown_keyword(place.child(key), key, near);
            }
            rest.unknown.push(entry);
        }
        rest
    }

    pub(crate) fn unknown_keyword(&mut self, place: Place, key: &str, near: &str) {
        self.report(
            Diagnostic::new(
                &lint::UNKNOWN_KEYWORD,
                place,
                format!("there is no keyword `{key}` here"),
            )
            .at_key()
            .label("has no effect")
            .help(format!("did you mean `{near}`?")),
        );
    }
}

/// Members that aren't keywords.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    pub(crate) extensions: Vec<(String, Node)>,
    pub(crate) unknown: Vec<(String, Node)>,
}

/// The candidate that `word` was most likely meant to be; none if all are far from it.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let plain = |text: &str| text.replace(['_', '-', '$'], "").to_lowercase();
    let wanted = plain(word);
    let allowed = match wanted.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *candidate != word)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
