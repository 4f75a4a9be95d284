//! `[docs]` and `[examples]`: how texts and examples of the documents are read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Pattern;

/// How texts of the documents become documentation.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Docs {
    /// How much of the texts is written.
    pub mode: DocsMode,
    /// The URL that relative links in the texts are resolved against.
    pub base: Option<String>,
    /// The link of each item where `mode` is `"link"`: a URL in which `{document}`, `{pointer}`,
    /// `{operation}`, `{method}` and `{path}` stand for the item's own.
    pub link: Option<String>,
    /// What to do about marks of other tools in the texts, such as template shortcodes: each
    /// rule is applied to the text in turn.
    pub shortcodes: Vec<Shortcode>,
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
