//! Patterns with lookaround or back-references.
//!
//! The engine backtracks and the text comes from strangers, so that only short texts are tried.
//! Crates without such patterns don't have this module.

use std::sync::OnceLock;

use super::pattern::Matcher;

/// An ECMA-262 expression on the `regress` crate, compiled when it is first needed.
#[derive(Debug)]
pub struct Backtracking {
    source: &'static str,
    flags: &'static str,
    longest: usize,
    compiled: OnceLock<Option<regress::Regex>>,
}

impl Backtracking {
    /// An expression for texts of up to `longest` bytes; a longer text doesn't match. `flags` are
    /// those of ECMA-262, `u` or none.
    pub const fn new(source: &'static str, flags: &'static str, longest: usize) -> Self {
        Self {
            source,
            flags,
            longest,
            compiled: OnceLock::new(),
        }
    }
}

impl Matcher for Backtracking {
    /// An expression that the engine can't compile, which the generator rules out, matches every
    /// text that is short enough.
    fn matches(&self, text: &str) -> bool {
        let compile = || regress::Regex::with_flags(self.source, self.flags).ok();
        let regex = self.compiled.get_or_init(compile).as_ref();
        text.len() <= self.longest && regex.is_none_or(|regex| regex.find(text).is_some())
    }
}
