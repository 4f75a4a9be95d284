//! One function from text to nodes, whatever the format.

use crate::{pointer::Pointer, source::SourceError, source::json, source::yaml, value::Node};

use super::audit::audit;

/// How much is read at most, over which input counts as hostile.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of one document.
    pub bytes: usize,
    /// Nodes of one document; an alias counts as often as it is used.
    pub nodes: usize,
    /// Documents of one run.
    pub documents: usize,
    /// Nodes of one example after its references are resolved.
    pub example_nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            nodes: 8_000_000,
            documents: 20_000,
            example_nodes: 200_000,
        }
    }
}

/// How many levels of mappings and sequences a document may have; the readers' own limit.
pub(super) const DEPTH: usize = 128;

/// A document that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// Its root.
    pub node: Node,
    /// What is remarkable about the text, in document order.
    pub findings: Vec<Finding>,
}

/// Something remarkable about the text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The node that it is about.
    pub pointer: Pointer,
    /// What it is.
    pub kind: FindingKind,
}

/// What is remarkable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The entry's key stands in its mapping more than once.
    DuplicateKey,
    /// The entry's key is the empty string.
    EmptyKey,
    /// The entry's key is a number, a boolean or null in YAML.
    KeyNotString,
    /// The mapping has a key `<<`, which YAML 1.2 doesn't know; it was merged.
    MergeKey,
    /// The node has a tag outside YAML's JSON schema; holds the tag.
    Tag(String),
    /// A number in a spelling that JSON doesn't have (`0x1F`, `+1`); holds the spelling.
    NumberSpelling(String),
    /// `.nan` or an infinity, read as null.
    NotFinite,
}

/// Why a text can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in the reader's words.
    pub message: String,
    /// Line and column from 1, in characters, where known.
    pub at: Option<(usize, usize)>,
}

/// Reads a document: JSON if its path or its first character says so, else YAML 1.2.
///
/// # Errors
///
/// For text that is neither, that holds several documents or nothing, and for text beyond the
/// limits.
pub fn read(path: &str, text: &str, limits: &Limits) -> Result<Read, SyntaxError> {
    if text.len() > limits.bytes {
        return Err(SyntaxError {
            message: format!(
                "it has {} bytes; {} are read at most",
                text.len(),
                limits.bytes
            ),
            at: None,
        });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_json = has_extension(path, "json");
    if is_json || text.trim_start().starts_with(['{', '[']) {
        match json::read(text, limits) {
            Ok(json::Outcome::Exact(read)) => return Ok(read),
            // The YAML reader keeps integers beyond 64 bits. What only JSON allows (tabs in odd
            // places) makes it fail; then the rounded number is better than nothing.
            Ok(json::Outcome::Rounded(read)) => {
                return Ok(yaml::read(text, limits).unwrap_or(read));
            }
            Err(error) if is_json => return Err(error),
            Err(_) => {}
        }
    }
    let mut read = yaml::read(text, limits)?;
    if needs_audit(text) {
        read.findings.extend(audit(text));
    }
    read.findings
        .sort_by(|a, b| (&a.pointer, &a.kind).cmp(&(&b.pointer, &b.kind)));
    read.findings.dedup();
    Ok(read)
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

/// Whether a text may hold what the reader of record passes over: a look at the bytes, so that the
/// second pass is rarely needed.
fn needs_audit(text: &str) -> bool {
    text.contains("!!")
        || text.contains("!<")
        || text.lines().any(|line| {
            let content = line.trim_start_matches([' ', '-', '?', '\t']);
            let key_is_scalar = content.starts_with(|c: char| c.is_ascii_digit() || c == '~')
                || ["true", "false", "null"]
                    .iter()
                    .any(|word| content.starts_with(word));
            let value = content
                .split_once(": ")
                .map_or(content, |(_, value)| value)
                .trim_start();
            (key_is_scalar && content.contains(':'))
                || (value.starts_with(['+', '0', '-']) && value.len() > 1)
        })
}

/// Turns the bytes of a file into text.
///
/// # Errors
///
/// [`SourceError::Encoding`] for UTF-16 and UTF-32, which are told by their byte order mark or
/// their zero bytes, and for other bytes that aren't UTF-8.
pub fn decode(bytes: Vec<u8>) -> Result<String, SourceError> {
    let encoding = match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0, first, 0, _, ..] | [first, 0, _, 0, ..] if *first != 0 => Some("UTF-16"),
        _ => None,
    };
    if let Some(encoding) = encoding {
        return Err(SourceError::Encoding(format!("it looks like {encoding}")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        SourceError::Encoding(format!("byte {at} begins no UTF-8 character"))
    })
}
