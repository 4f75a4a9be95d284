//! `[docs]` and `[examples]`: how texts and examples of the documents are read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Pattern, PlaceGlob};
use crate::pointer::Place;

/// How texts of the documents become documentation.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Docs {
    /// How much of the texts is written.
    pub mode: DocsMode,
    /// The URL that relative links in the texts are resolved against.
    pub base: Option<String>,
    /// The link of each item where `mode` is `"link"`: a URL in which `{document}` and `{pointer}`
    /// stand for the item's place, and `{operation}`, `{method}`, `{path}` and `{anchor}` (method
    /// and path as the heading of a page is linked to) for the operation's own; empty for what
    /// belongs to no operation.
    pub link: Option<String>,
    /// Other links by place, such as those of operations: the first that matches an item counts.
    pub links: Vec<Link>,
    /// What to do about marks of other tools in the texts, such as template shortcodes: each
    /// rule is applied to the text in turn.
    pub shortcodes: Vec<Shortcode>,
}

impl Docs {
    /// The link of an item by its place, before its own words are filled in.
    pub(crate) fn link_to(&self, place: &Place) -> Option<&str> {
        let by_place = self.links.iter().find(|link| link.at.matches(place));
        by_place
            .map(|link| link.to.as_str())
            .or(self.link.as_deref())
    }
}

/// The link of the items at some places.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The places.
    pub at: PlaceGlob,
    /// The URL, with the words of `link`.
    pub to: String,
}

/// How much of the documents' texts is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocsMode {
    /// Summaries and descriptions.
    #[default]
    Full,
    /// A link to the item's place in the published description instead of its text.
    Link,
    /// Only what the generator itself says.
    None,
}

/// One rule about marks in texts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shortcode {
    /// A regular expression (syntax of the crate `regex`).
    pub pattern: Pattern,
    /// What takes the place of each match; `$1` or `${name}` is a group of it.
    #[serde(default)]
    pub replace: String,
}

/// How examples in the documents are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Examples {
    /// What `$ref` means inside an example.
    pub refs: RefsInExamples,
    /// What `allOf` means inside an example.
    pub all_of: AllOfInExamples,
}

/// What `$ref` means inside an example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefsInExamples {
    /// Data like any other, as the standard says.
    #[default]
    Literal,
    /// A reference to the example's content; members beside it override what it leads to.
    Resolve,
}

/// What `allOf` means inside an example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AllOfInExamples {
    /// Data like any other, as the standard says.
    #[default]
    Keep,
    /// The members of its items, merged into the object that it stands in; later ones win.
    Merge,
}
