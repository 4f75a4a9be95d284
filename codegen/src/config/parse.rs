//! Reading the text of a config.
//!
//! serde stops at the first mistake. To report them all, the entry that a mistake stands in is
//! taken out and the rest is read again, until nothing is wrong with what is left.

use std::ops::Range;

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer},
};

use super::{Config, ConfigError, DocsMode, ErrorStyle, Layout, Operations, Support};

/// Mistakes that are reported in one go.
const MOST_MISTAKES: usize = 50;

/// Reads a config.
pub(super) fn parse(text: &str, path: &str) -> Result<Config, Vec<ConfigError>> {
    let (document, syntax) = DeTable::parse_recoverable(text);
    if !syntax.is_empty() {
        return Err(syntax
            .iter()
            .map(|error| mistake(error, text, path))
            .collect());
    }
    let mut errors: Vec<ConfigError> = Vec::new();
    let mut rest: Spanned<DeTable<'_>> = document.clone();
    let mut config: Option<Config> = None;
    while config.is_none() && errors.len() < MOST_MISTAKES {
        match Config::deserialize(Deserializer::from(rest.clone())) {
            Ok(read) => config = Some(read),
            Err(error) => {
                let span: Range<usize> = error.span().unwrap_or_default();
                if !is_consequence(&error, document.get_ref(), &span) {
                    errors.push(mistake(&error, text, path));
                }
                if !take_out(rest.get_mut(), &span) {
                    break;
                }
            }
        }
    }
    if let Some(config) = &config {
        errors.extend(disagreements(config, document.get_ref(), text, path));
    }
    errors.sort_by_key(|error| error.span.start);
    match config {
        Some(config) if errors.is_empty() => Ok(config),
        _ => Err(errors),
    }
}

/// Removes the innermost entry whose key or value covers a span; says whether there was one.
///
/// The span of a table under a header is its header, so that children are asked first, wherever
/// they stand.
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let below: bool = table
        .iter_mut()
        .any(|(_, value)| take_out_below(value, span));
    let key: Option<String> = table
        .iter()
        .find(|(key, value)| covers(&key.span(), span) || covers(&value.span(), span))
        .map(|(key, _)| key.get_ref().to_string());
    below || key.is_some_and(|key| table.remove(key.as_str()).is_some())
}

fn take_out_below(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, span),
        DeValue::Array(items) => {
            let below: bool = items.iter_mut().any(|item| take_out_below(item, span));
            let at: Option<usize> = items.iter().position(|item| covers(&item.span(), span));
            if let (false, Some(at)) = (below, at) {
                let (left, right) = (items.iter().take(at), items.iter().skip(at + 1));
                *items = left.chain(right).cloned().collect();
            }
            below || at.is_some()
        }
        _ => false,
    }
}

/// Whether a key is only missing because it was taken out for a mistake of its own.
fn is_consequence(error: &toml::de::Error, document: &DeTable<'_>, span: &Range<usize>) -> bool {
    let message: &str = error.message();
    let missing: Option<&str> = message
        .strip_prefix("missing field")
        .and_then(|rest| quoted(rest).next());
    missing.is_some_and(|key| document.values().any(|value| has_key(value, span, key)))
}

/// Whether the table with this span, here or below, has a key.
fn has_key(value: &Spanned<DeValue<'_>>, span: &Range<usize>, key: &str) -> bool {
    match value.get_ref() {
        DeValue::Table(table) => {
            (value.span() == *span && table.contains_key(key))
                || table.values().any(|child| has_key(child, span, key))
        }
        DeValue::Array(items) => items.iter().any(|item| has_key(item, span, key)),
        _ => false,
    }
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What the reader says, with a suggestion where it lists what it would take.
fn mistake(error: &toml::de::Error, text: &str, path: &str) -> ConfigError {
    let span: Range<usize> = error.span().unwrap_or(0..0);
    let whole: &str = error.message();
    let Some((message, expected)) = whole
        .strip_prefix("unknown ")
        .and_then(|_| whole.split_once(", expected "))
    else {
        return ConfigError::new(path, text, span, whole.to_owned());
    };
    let found: &str = quoted(message).next().unwrap_or_default();
    let help: String = match nearest(found, quoted(expected)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {expected}"),
    };
    let message: String = message.replacen("unknown field", "unknown key", 1);
    ConfigError::new(
        path,
        text,
        span,
        message.replacen("unknown variant", "unknown value", 1),
    )
    .help(Some(help))
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The word that is most like another, if one is like it at all.
pub(crate) fn nearest<'w>(found: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    words
        .map(|word| {
            (
                strsim::damerau_levenshtein(&plain(found), &plain(word)),
                word,
            )
        })
        .filter(|(distance, word)| *distance <= word.chars().count().max(3) / 3)
        .min()
        .map(|(_, word)| word)
}

/// A word without what people mix up in keys.
fn plain(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_")
}

/// Entries that are right by themselves and don't go together.
fn disagreements(
    config: &Config,
    document: &DeTable<'_>,
    text: &str,
    path: &str,
) -> Vec<ConfigError> {
    let mut errors: Vec<ConfigError> = Vec::new();
    let mut report = |keys: &[&str], message: String, help: &str| {
        let span: Range<usize> = span_of(document, keys);
        errors.push(ConfigError::new(path, text, span, message).help(Some(help.to_owned())));
    };
    if config.input.documents.is_empty() && config.input.schemas.is_empty() {
        let message: String = "no documents are named, so there is nothing to generate".to_owned();
        report(
            &["input"],
            message,
            "add `documents = [\"*.yaml\"]` to `[input]`",
        );
    }
    if config.output.directory.is_empty() {
        let message: String = "`output.directory` is missing".to_owned();
        report(
            &["output"],
            message,
            "add `directory = \"…\"` to `[output]`",
        );
    }
    if config.output.layout == Layout::Module && config.output.support != Support::Emitted {
        let message: String = "a module can't share its runtime".to_owned();
        let help: &str = "remove `support`, or write a package";
        report(&["output", "support"], message, help);
    }
    let operations: &Operations = &config.operations;
    if operations.error_style == ErrorStyle::Members && operations.error_members.is_empty() {
        let message: String = "`error_style = \"members\"` needs to know the members".to_owned();
        let help: &str = "add `[operations.error_members]`, such as `message = \"detail\"`";
        report(&["operations", "error_style"], message, help);
    }
    docs_disagreements(config, &mut report);
    family_disagreements(config, &mut report);
    errors
}

/// Takes what is wrong: the keys on the way to it, a message and help.
type Report<'r> = &'r mut dyn FnMut(&[&str], String, &str);

fn docs_disagreements(config: &Config, report: Report<'_>) {
    if config.docs.mode == DocsMode::Link && config.docs.link.is_none() {
        let message: String = "`mode = \"link\"` needs to know what to link to".to_owned();
        report(
            &["docs", "mode"],
            message,
            "add `link = \"https://…\"` to `[docs]`",
        );
    }
    let links = config.docs.links.iter().map(|link| &link.to);
    for (key, link) in config
        .docs
        .link
        .iter()
        .map(|link| ("link", link))
        .chain(links.map(|link| ("links", link)))
    {
        if let Some(word) = unknown_word(link) {
            report(
                &["docs", key],
                format!("`{{{word}}}` stands for nothing"),
                "what stands for an item's own is `{document}`, `{pointer}`, `{operation}`, `{method}`, `{path}` and `{anchor}`",
            );
        }
    }
    if let Some(base) = &config.docs.base
        && !(base.starts_with("https://") || base.starts_with("http://"))
    {
        let message: String = format!("`{base}` is no absolute URL");
        report(&["docs", "base"], message, "begin it with `https://`");
    }
}

fn family_disagreements(config: &Config, report: Report<'_>) {
    for (index, family) in config.families.iter().enumerate() {
        let earlier = config.families.iter().take(index);
        if earlier.clone().any(|other| other.name == family.name) {
            let message: String = format!("two families are called `{}`", family.name);
            report(&["family"], message, "give each its own name");
        }
        if family.tags.is_empty() {
            let message: String = format!("the family `{}` has no tags", family.name);
            report(
                &["family"],
                message,
                "name the properties that tell its members apart",
            );
        }
    }
}

/// The first word in braces that a link can't have.
fn unknown_word(link: &str) -> Option<&str> {
    const WORDS: [&str; 6] = [
        "document",
        "pointer",
        "operation",
        "method",
        "path",
        "anchor",
    ];
    let parts = link.split('{').skip(1);
    let mut words = parts.map(|part| part.split('}').next().unwrap_or_default());
    words.find(|word| !WORDS.contains(word))
}

/// Where an entry stands; the nearest table around it where it isn't there.
fn span_of(document: &DeTable<'_>, keys: &[&str]) -> Range<usize> {
    let mut table: Option<&DeTable<'_>> = Some(document);
    let mut span: Range<usize> = 0..0;
    for key in keys {
        let Some((found, value)) = table.and_then(|table| table.get_key_value(*key)) else {
            break;
        };
        span = found.span();
        table = value.get_ref().as_table();
    }
    span
}

#[cfg(test)]
mod tests;
