//! Diagnostics with their levels and their places in the text, ready to be shown.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::Arc,
};

use super::{Diagnostic, Level, Lint, Location, Side, Span, lint, locate};
use crate::pointer::{Place, Pointer};

/// The levels that a config gives to lints.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    levels: BTreeMap<&'static str, Level>,
}

/// A config names a lint that doesn't exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLint {
    /// The name in the config.
    pub name: String,
    /// The lint that was most likely meant.
    pub near: Option<&'static str>,
}

impl fmt::Display for UnknownLint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no lint `{}`", self.name)?;
        match self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownLint {}

impl Levels {
    /// Levels by the names or codes of lints.
    ///
    /// # Errors
    ///
    /// For a name that no lint has.
    pub fn new<'n>(
        levels: impl IntoIterator<Item = (&'n str, Level)>,
    ) -> Result<Self, UnknownLint> {
        let mut known = BTreeMap::new();
        for (name, level) in levels {
            let lint = lint::find(name).ok_or_else(|| UnknownLint {
                name: name.to_owned(),
                near: near_lint(name),
            })?;
            known.insert(lint.name, level);
        }
        Ok(Self { levels: known })
    }

    /// The level of a lint.
    pub fn level(&self, lint: &Lint) -> Level {
        self.levels.get(lint.name).copied().unwrap_or(lint.default)
    }
}

fn near_lint(name: &str) -> Option<&'static str> {
    let names = lint::ALL.iter().map(|lint| lint.name);
    names
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// What a lint finds and why that matters, in Markdown; `None` for an unknown name or code.
pub fn explain_lint(name_or_code: &str) -> Option<String> {
    let lint = lint::find(name_or_code)?;
    let level = match lint.default {
        Level::Allow => "allow",
        Level::Note => "note",
        Level::Warn => "warn",
        Level::Deny => "deny",
    };
    let about: Vec<&str> = lint.about.lines().map(str::trim).collect();
    Some(format!(
        "# {} ({})\n\n{}\n\nBy default: {level}. Change it with `{} = \"…\"` under `[lints]`.\n",
        lint.name,
        lint.code,
        about.join("\n"),
        lint.name
    ))
}

/// One diagnostic, its level, and where it stands in the text.
#[derive(Clone, Debug)]
pub struct Located {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Its level: never [`Level::Allow`].
    pub level: Level,
    /// Where it is; `None` if the text isn't there.
    pub span: Option<Span>,
    /// Where other entries with the same key stand, for a repeated one.
    pub earlier: Vec<Span>,
    /// Where the related places are, in their order.
    pub related: Vec<Option<Span>>,
}

/// The diagnostics of a run, sorted by document and line, without those that
/// are allowed.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub(super) entries: Vec<Located>,
    pub(super) texts: HashMap<Arc<str>, String>,
}

impl Report {
    /// Looks up levels and places. `text` hands out documents by path; each is parsed once, and
    /// only if something is said about it.
    pub fn new(
        diagnostics: Vec<Diagnostic>,
        levels: &Levels,
        text: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let shown = diagnostics.into_iter().filter_map(|diagnostic| {
            let level = levels.level(diagnostic.lint);
            (level != Level::Allow).then_some((diagnostic, level))
        });
        let shown: Vec<(Diagnostic, Level)> = shown.collect();
        let mut wanted: BTreeMap<Arc<str>, Vec<&Pointer>> = BTreeMap::new();
        for (diagnostic, _) in &shown {
            let related = diagnostic.related.iter().map(|(place, _)| place);
            for place in related.chain([&diagnostic.place]) {
                wanted
                    .entry(Arc::clone(&place.document))
                    .or_default()
                    .push(&place.pointer);
            }
        }
        let mut texts = HashMap::new();
        let mut locations = HashMap::new();
        for (document, pointers) in wanted {
            if let Some(text) = text(&document) {
                locations.insert(Arc::clone(&document), locate(&text, pointers));
                texts.insert(document, text);
            }
        }
        let find = |place: &Place| locations.get(&place.document)?.get(&place.pointer);
        let entries = shown.iter().map(|(diagnostic, level)| {
            let location = find(&diagnostic.place);
            let by_position = diagnostic
                .position
                .zip(texts.get(&diagnostic.place.document));
            Located {
                level: *level,
                span: match by_position {
                    Some((position, text)) => span_at(text, position),
                    None => location.map(|location| side(location, diagnostic.side)),
                },
                earlier: location
                    .filter(|_| diagnostic.lint.name == lint::DUPLICATE_KEY.name)
                    .map(|location| location.earlier_keys.clone())
                    .unwrap_or_default(),
                related: diagnostic
                    .related
                    .iter()
                    .map(|(place, _)| find(place).map(|location| side(location, Side::Key)))
                    .collect(),
                diagnostic: diagnostic.clone(),
            }
        });
        let mut entries: Vec<Located> = entries.collect();
        // Pointers order as text; people go through a document from its first line to its last.
        entries.sort_by(|one, other| {
            let key = |entry: &Located| entry.span.map(|span| span.start);
            let documents = (
                &one.diagnostic.place.document,
                &other.diagnostic.place.document,
            );
            documents.0.cmp(documents.1).then(key(one).cmp(&key(other)))
        });
        Self { entries, texts }
    }

    /// A report of one text that is no document, with the findings where they stand in it. They are
    /// as serious as their lints are by default.
    pub fn of_text(path: &str, text: &str, findings: Vec<(Diagnostic, Span)>) -> Self {
        let entries = findings.into_iter().map(|(diagnostic, span)| Located {
            level: diagnostic.lint.default,
            span: Some(span),
            earlier: Vec::new(),
            related: diagnostic.related.iter().map(|_| None).collect(),
            diagnostic,
        });
        Self {
            entries: entries.collect(),
            texts: HashMap::from([(Arc::from(path), text.to_owned())]),
        }
    }

    /// Everything that is shown.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Located> {
        self.entries.iter()
    }

    /// Whether the run fails: something denied was found.
    pub fn is_failure(&self) -> bool {
        self.entries.iter().any(|entry| entry.level == Level::Deny)
    }

    /// How many diagnostics of a level there are.
    pub fn count(&self, level: Level) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.level == level)
            .count()
    }
}

/// The key or the value. What has no text of its own is shown by the key of what is around it, and
/// a block below its key by that key: its first line alone would be one of its members.
fn side(location: &Location, side: Side) -> Span {
    let by_key = side == Side::Key || !location.exact;
    let below = |key: &Span| key.line < location.value.line;
    location
        .key
        .filter(|key| by_key || below(key))
        .unwrap_or(location.value)
}

/// The character at a line and a column.
fn span_at(text: &str, (line, column): (usize, usize)) -> Option<Span> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n');
    for _ in 1..line {
        start += lines.next()?.len();
    }
    let content = lines.next().unwrap_or("");
    let before = content.chars().take(column.saturating_sub(1));
    let before = before
        .take_while(|c| *c != '\n')
        .map(char::len_utf8)
        .sum::<usize>();
    let begin = start + before;
    let width = text
        .get(begin..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    Some(Span {
        line,
        column,
        start: begin,
        end: begin + width,
    })
}
