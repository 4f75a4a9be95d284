//! `pattern` (Core 6.4: ECMA-262 expressions, not anchored).
//!
//! The generator translates an expression once: simple ones to checks of characters, others to the
//! `regex` crate, whose time is linear. Only lookaround and back-references run on a backtracking
//! engine, and only on short texts, because the text comes from strangers.

use std::{fmt, sync::OnceLock};

/// Another engine for expressions.
pub trait Matcher: fmt::Debug + Sync {
    /// Whether the text has a match.
    fn matches(&self, text: &str) -> bool;
}

/// One expression, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    StartsWith(&'static str),
    EndsWith(&'static str),
    Equals(&'static str),
    Contains(&'static str),
    Chars {
        ranges: &'static [(char, char)],
        min: u32,
        max: u32,
    },
    Linear(&'static str, OnceLock<Option<regex::Regex>>),
    Other(&'static dyn Matcher),
}

impl Pattern {
    /// `^text`
    pub const fn starts_with(source: &'static str, text: &'static str) -> Self {
        Self::of(source, Engine::StartsWith(text))
    }

    /// `text$`
    pub const fn ends_with(source: &'static str, text: &'static str) -> Self {
        Self::of(source, Engine::EndsWith(text))
    }

    /// `^text$`
    pub const fn equals(source: &'static str, text: &'static str) -> Self {
        Self::of(source, Engine::Equals(text))
    }

    /// `text`
    pub const fn contains(source: &'static str, text: &'static str) -> Self {
        Self::of(source, Engine::Contains(text))
    }

    /// `^[…]{min,max}$`: so many characters, each in one of the ranges.
    pub const fn chars(
        source: &'static str,
        ranges: &'static [(char, char)],
        min: u32,
        max: u32,
    ) -> Self {
        Self::of(source, Engine::Chars { ranges, min, max })
    }

    /// An expression of the `regex` crate that means the same as the source.
    pub const fn linear(source: &'static str, translation: &'static str) -> Self {
        Self::of(source, Engine::Linear(translation, OnceLock::new()))
    }

    /// An expression that another engine matches.
    pub const fn by(source: &'static str, matcher: &'static dyn Matcher) -> Self {
        Self::of(source, Engine::Other(matcher))
    }

    const fn of(source: &'static str, engine: Engine) -> Self {
        Self { source, engine }
    }

    /// The expression as the document writes it.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the text has a match. An expression that its engine can't compile, which the
    /// generator rules out, matches every text.
    pub fn matches(&self, text: &str) -> bool {
        match &self.engine {
            Engine::StartsWith(prefix) => text.starts_with(prefix),
            Engine::EndsWith(suffix) => text.ends_with(suffix),
            Engine::Equals(whole) => text == *whole,
            Engine::Contains(part) => text.contains(part),
            Engine::Chars { ranges, min, max } => {
                let inside = |c: char| {
                    ranges
                        .iter()
                        .any(|(first, last)| (*first..=*last).contains(&c))
                };
                count_in(text, *min, *max) && text.chars().all(inside)
            }
            Engine::Linear(translation, compiled) => compiled
                .get_or_init(|| regex::Regex::new(translation).ok())
                .as_ref()
                .is_none_or(|regex| regex.is_match(text)),
            Engine::Other(matcher) => matcher.matches(text),
        }
    }
}

/// Whether a text has at least `min` and at most `max` code points. Looks at no more of it than it
/// must: a code point has one to four bytes.
pub(super) fn count_in(text: &str, min: u32, max: u32) -> bool {
    let bytes = text.len() as u64;
    if bytes < u64::from(min) || bytes > u64::from(max).saturating_mul(4) {
        return false;
    }
    if bytes >= u64::from(min).saturating_mul(4) && bytes <= u64::from(max) {
        return true;
    }
    let count = text.chars().count() as u64;
    count >= u64::from(min) && count <= u64::from(max)
}
