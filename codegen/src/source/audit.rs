//! What the reader of record passes over in silence.

use granit_parser::{ScalarStyle, Tag};

use super::read::{Finding, FindingKind};
use crate::diagnostic::locate::walk;

/// Finds tags, keys and numbers that the reader of record hands out like any others.
pub(super) fn audit(text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    walk(text, |step| {
        let mut find = |kind| {
            findings.push(Finding {
                pointer: step.pointer.clone(),
                kind,
            });
        };
        if let Some(tag) = step.tag.and_then(foreign_tag) {
            find(FindingKind::Tag(tag));
        }
        if step.plain_key.is_some_and(is_not_string) {
            find(FindingKind::KeyNotString);
        }
        if let Some((text, ScalarStyle::Plain, None)) = step.scalar
            && is_foreign_number(text)
        {
            find(FindingKind::NumberSpelling(text.to_owned()));
        }
    });
    findings
}

/// The tag as it would be written, unless it is one of YAML's JSON schema (YAML 1.2 §10.2).
fn foreign_tag(tag: &Tag) -> Option<String> {
    let known = ["str", "int", "float", "bool", "null", "map", "seq"];
    if tag.is_yaml_core_schema() {
        return (!known.contains(&tag.suffix())).then(|| format!("!!{}", tag.suffix()));
    }
    (!tag.suffix().is_empty()).then(|| format!("{}{}", tag.original_handle(), tag.suffix()))
}

/// Whether YAML's core schema makes something else than a string of a plain scalar.
fn is_not_string(text: &str) -> bool {
    matches!(
        text,
        "~" | "null" | "Null" | "NULL" | "true" | "True" | "TRUE" | "false" | "False" | "FALSE"
    ) || text.parse::<i128>().is_ok_and(|_| !has_leading_zero(text))
        || (text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            && text.contains(|c: char| c.is_ascii_digit())
            && !has_leading_zero(text)
            && text.parse::<f64>().is_ok())
        || is_foreign_number(text)
}

fn has_leading_zero(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a plain scalar is a number for YAML in a spelling that JSON doesn't have.
fn is_foreign_number(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['-', '+']);
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)]
        .iter()
        .any(|(prefix, radix)| {
            unsigned.strip_prefix(prefix).is_some_and(|digits| {
                !digits.is_empty() && digits.chars().all(|c| c.is_digit(*radix))
            })
        });
    let plus = text.starts_with('+')
        && unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.parse::<f64>().is_ok();
    radix || plus
}
