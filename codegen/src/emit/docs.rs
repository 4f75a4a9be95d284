//! Texts of documents as documentation: Markdown in, lines that rustdoc takes without a warning
//! out. Nothing in a text can become a doctest, an intra-doc link, HTML or code.

mod markdown;
mod words;

use proc_macro2::TokenStream;
use quote::quote;
use regex::Regex;

use crate::model::Docs;

/// A name, key, path, media type or URL of a document as a code span: one line of documentation
/// that shows just this text, whatever it holds.
pub fn code_span(text: &str) -> String {
    let text: String = words::harmless(text).replace('\n', " ");
    match text.trim().is_empty() {
        true => "` `".to_owned(),
        false => words::code(&text),
    }
}

/// The lines of a text that stands in a comment: none has a line end, a control character or a mark
/// of direction in it.
pub(crate) fn comment_lines(text: &str) -> Vec<String> {
    words::harmless(text)
        .split('\n')
        .map(str::to_owned)
        .collect()
}

/// How texts become documentation.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    /// The URL that relative links are resolved against; without one they lose their target.
    pub base: Option<String>,
    /// What takes the place of marks of other tools, in this order.
    pub shortcodes: Vec<(Regex, String)>,
}

impl Writer {
    /// The lines of an item's documentation, without `///`; never empty.
    pub fn lines(
        &self,
        docs: &Docs,
        deprecated: bool,
        fallback: impl FnOnce() -> String,
    ) -> Vec<String> {
        let mut parts: Vec<Vec<String>> = Vec::new();
        let summary = docs.summary.as_deref().unwrap_or_default();
        let description = docs.description.as_deref().unwrap_or_default();
        if summary.trim() != description.trim() {
            parts.push(self.markdown(summary));
        }
        parts.push(self.markdown(description));
        parts.extend(docs.remarks.iter().map(|remark| self.markdown(remark)));
        if parts.iter().all(Vec::is_empty) {
            parts.push(self.markdown(&fallback()));
        }
        if let Some(link) = docs
            .link
            .as_deref()
            .and_then(|link| markdown::absolute(link, self.base.as_deref()))
        {
            parts.push(vec![format!("See <{link}>.")]);
        }
        if deprecated {
            parts.push(vec!["**Deprecated.**".to_owned()]);
        }
        parts.retain(|part| !part.is_empty());
        let lines = parts.join(&String::new());
        if lines.is_empty() {
            vec!["Undocumented.".to_owned()]
        } else {
            lines
        }
    }

    /// The documentation as one `#[doc]` for each line.
    pub fn attributes(
        &self,
        docs: &Docs,
        deprecated: bool,
        fallback: impl FnOnce() -> String,
    ) -> TokenStream {
        let lines = self
            .lines(docs, deprecated, fallback)
            .into_iter()
            .map(|line| {
                if line.is_empty() {
                    line
                } else {
                    format!(" {line}")
                }
            });
        quote!(#(#[doc = #lines])*)
    }

    fn markdown(&self, text: &str) -> Vec<String> {
        let mut text = words::harmless(text);
        for (pattern, replacement) in &self.shortcodes {
            text = pattern
                .replace_all(&text, replacement.as_str())
                .into_owned();
        }
        markdown::lines(&words::harmless(&text), self.base.as_deref())
    }
}
