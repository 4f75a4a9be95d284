//! Where nodes stand in their text: one pass over a document, made when a diagnostic needs it.

use std::collections::{HashMap, HashSet};

use granit_parser::{Event, Options, Parser, ScalarStyle, Tag};
use serde::Serialize;

use crate::pointer::Pointer;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// The line of its first character, from 1.
    pub line: usize,
    /// The column of its first character, from 1, in characters.
    pub column: usize,
    /// Its first byte, from 0.
    pub start: usize,
    /// The byte after its last one.
    pub end: usize,
}

/// Where a node stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The node itself, or the alias that stands for it.
    pub value: Span,
    /// The key of its entry; none for the root and for items.
    pub key: Option<Span>,
    /// The keys of earlier entries with the same key.
    pub earlier_keys: Vec<Span>,
    /// Whether this is the node that was asked for, and not the nearest one around it: what a
    /// merge or an alias brought has no text of its own.
    pub exact: bool,
}

/// The locations of the pointers that were asked for.
pub type Locations = HashMap<Pointer, Location>;

/// Finds nodes in a YAML or JSON text.
///
/// A pointer to what isn't there gets the location of the nearest node around it. Where the text
/// can't be parsed to its end, only what stands before is found.
pub fn locate<'p>(text: &str, pointers: impl IntoIterator<Item = &'p Pointer>) -> Locations {
    let asked: Vec<&Pointer> = pointers.into_iter().collect();
    let mut wanted = HashSet::new();
    for pointer in &asked {
        let mut next = Some((*pointer).clone());
        while let Some(pointer) = next {
            next = pointer.parent();
            if !wanted.insert(pointer) {
                break;
            }
        }
    }
    let mut found = Locations::new();
    walk(text, |step| {
        if !wanted.contains(step.pointer) {
            return;
        }
        let mut location = Location {
            value: step.value,
            key: step.key,
            earlier_keys: Vec::new(),
            exact: true,
        };
        if let Some(earlier) = found.remove(step.pointer) {
            location.earlier_keys = earlier.earlier_keys;
            location.earlier_keys.extend(earlier.key);
        }
        found.insert(step.pointer.clone(), location);
    });
    asked
        .into_iter()
        .filter_map(|pointer| Some((pointer.clone(), nearest(&found, pointer)?)))
        .collect()
}

fn nearest(found: &Locations, pointer: &Pointer) -> Option<Location> {
    let mut current = pointer.clone();
    let mut exact = true;
    loop {
        if let Some(location) = found.get(&current) {
            let mut location = location.clone();
            location.exact = exact;
            return Some(location);
        }
        exact = false;
        current = current.parent()?;
    }
}

/// The texts of scalars exactly as they are spelled, without quotes; pointers to anything else get
/// none.
pub fn spellings<'p>(
    text: &str,
    pointers: impl IntoIterator<Item = &'p Pointer>,
) -> HashMap<Pointer, String> {
    let wanted: HashSet<&Pointer> = pointers.into_iter().collect();
    let mut spellings = HashMap::new();
    walk(text, |step| {
        if let Some((text, _, _)) = step.scalar
            && wanted.contains(step.pointer)
        {
            spellings.insert(step.pointer.clone(), text.to_owned());
        }
    });
    spellings
}

/// One node on the way through a document.
pub(crate) struct Step<'s> {
    pub(crate) pointer: &'s Pointer,
    pub(crate) value: Span,
    pub(crate) key: Option<Span>,
    /// The key, if it is a plain scalar without a tag.
    pub(crate) plain_key: Option<&'s str>,
    pub(crate) scalar: Option<(&'s str, ScalarStyle, Option<&'s Tag>)>,
    pub(crate) tag: Option<&'s Tag>,
}

/// A mapping or a sequence that has begun.
struct Level {
    is_mapping: bool,
    next_index: usize,
    key: Option<Key>,
    /// What is reported when it ends.
    pointer: Pointer,
    own_key: Option<Key>,
    start: Span,
    tag: Option<Tag>,
    /// Inside a key that is itself a mapping or a sequence.
    in_key: bool,
}

#[derive(Clone)]
struct Key {
    text: String,
    plain: bool,
    span: Span,
}

/// Goes through a document and reports each node when it has ended: an outer one after its inner
/// ones.
pub(crate) fn walk(text: &str, mut report: impl FnMut(&Step<'_>)) {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut levels: Vec<Level> = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        let Ok((event, place)) = event else {
            return;
        };
        let span = Span {
            line: place.start.line(),
            column: place.start.col() + 1,
            start: place.start.byte_offset().unwrap_or(0),
            end: place.end.byte_offset().unwrap_or(0),
        };
        match event {
            Event::Scalar(scalar, style, _, tag) => {
                if take_key(
                    &mut levels,
                    &scalar,
                    style == ScalarStyle::Plain && tag.is_none(),
                    span,
                ) {
                    continue;
                }
                let (pointer, key, in_key) = begin(&mut levels, span);
                if in_key {
                    continue;
                }
                report(&Step {
                    pointer: &pointer,
                    value: trimmed(text, span),
                    key: key.as_ref().map(|key| key.span),
                    plain_key: plain_key(key.as_ref()),
                    scalar: Some((&scalar, style, tag.as_deref())),
                    tag: tag.as_deref(),
                });
            }
            Event::Alias(_) => {
                let (pointer, key, in_key) = begin(&mut levels, span);
                if !in_key {
                    report(&Step {
                        pointer: &pointer,
                        value: span,
                        key: key.as_ref().map(|key| key.span),
                        plain_key: plain_key(key.as_ref()),
                        scalar: None,
                        tag: None,
                    });
                }
            }
            Event::SequenceStart(_, _, tag) => {
                let tag = tag.map(std::borrow::Cow::into_owned);
                push(&mut levels, span, false, tag);
            }
            Event::MappingStart(_, _, tag) => {
                let tag = tag.map(std::borrow::Cow::into_owned);
                push(&mut levels, span, true, tag);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(level) = levels.pop()
                    && !level.in_key
                {
                    let value = Span {
                        end: span.end.max(level.start.start),
                        ..level.start
                    };
                    report(&Step {
                        pointer: &level.pointer,
                        value: trimmed(text, value),
                        key: level.own_key.as_ref().map(|key| key.span),
                        plain_key: plain_key(level.own_key.as_ref()),
                        scalar: None,
                        tag: level.tag.as_ref(),
                    });
                }
            }
            _ => {}
        }
    }
}

/// Takes a scalar as the key of the mapping that waits for one.
fn take_key(levels: &mut [Level], text: &str, plain: bool, span: Span) -> bool {
    let waiting = levels
        .last_mut()
        .filter(|level| level.is_mapping && level.key.is_none());
    let Some(level) = waiting else {
        return false;
    };
    level.key = Some(Key {
        text: text.to_owned(),
        plain,
        span,
    });
    true
}

fn plain_key(key: Option<&Key>) -> Option<&str> {
    key.filter(|key| key.plain).map(|key| key.text.as_str())
}

/// The pointer and the key of the node that begins now, and whether it belongs to a key.
fn begin(levels: &mut [Level], span: Span) -> (Pointer, Option<Key>, bool) {
    let Some(level) = levels.last_mut() else {
        return (Pointer::root(), None, false);
    };
    if level.in_key {
        return (level.pointer.clone(), None, true);
    }
    if !level.is_mapping {
        let index = level.next_index;
        level.next_index += 1;
        return (level.pointer.item(index), None, false);
    }
    match level.key.take() {
        Some(key) => (level.pointer.child(&key.text), Some(key), false),
        None => {
            // A mapping, a sequence or an alias as key: its value has no pointer.
            level.key = Some(Key {
                text: String::new(),
                plain: false,
                span,
            });
            (level.pointer.clone(), None, true)
        }
    }
}

fn push(levels: &mut Vec<Level>, start: Span, is_mapping: bool, tag: Option<Tag>) {
    let (pointer, own_key, in_key) = begin(levels, start);
    levels.push(Level {
        is_mapping,
        next_index: 0,
        key: None,
        pointer,
        own_key,
        start,
        tag,
        in_key,
    });
}

/// The span without the white space at its end.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = text.get(span.start..span.end).unwrap_or("");
    Span {
        end: span.start + inner.trim_end().len(),
        ..span
    }
}
