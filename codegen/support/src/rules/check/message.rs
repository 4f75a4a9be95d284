//! How violations name values.

use super::{Checker, Rules, Step, View};

/// The longest piece of a value that a message quotes, in characters.
const LONGEST_QUOTE: usize = 60;

impl Checker<'_> {
    /// The JSON Pointer to the current value (RFC 6901).
    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Member(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Item(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// The current value in words: its member name, or its place in the nearest array with one.
    pub(super) fn subject(&self) -> String {
        match self.path.split_last() {
            None => "the value".to_owned(),
            Some((Step::Member(name), _)) => format!("`{}`", shorten(name)),
            Some((Step::Item(index), rest)) => match rest.last() {
                Some(Step::Member(name)) => format!("item {index} of `{}`", shorten(name)),
                _ => format!("item {index}"),
            },
        }
    }

    pub(super) fn refuse_type(&mut self, rules: &Rules, view: &View<'_>) -> bool {
        let types = rules.types;
        self.fail("type", |subject| {
            format!("{subject} is {}; it must be {}", quote(view), types.words())
        })
    }
}

/// A scalar as JSON, anything else by its type.
pub(super) fn quote(view: &View<'_>) -> String {
    match view {
        View::Null => "null".to_owned(),
        View::Boolean(value) => value.to_string(),
        View::Number(text) => shorten(text),
        View::String(text) => format!("{:?}", shorten(text)),
        View::Array(_) => "an array".to_owned(),
        View::Object(_) => "an object".to_owned(),
    }
}

pub(super) fn shorten(text: &str) -> String {
    let mut chars = text.chars();
    let mut short: String = chars.by_ref().take(LONGEST_QUOTE).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

/// `1 item`, `2 items`.
pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
