//! The files of a module of somebody else's crate, made of those of a crate.

use std::collections::BTreeMap;

use crate::config::Output;

/// What every path of the generated code begins with.
const ROOT: &str = "crate::";

/// The same files below a module: `lib.rs` is its `mod.rs`, paths begin at it, and what only a
/// package has is left out.
pub(super) fn below(files: BTreeMap<String, String>, output: &Output) -> BTreeMap<String, String> {
    let root: String = format!("{}::", path(output));
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in files {
        let Some(name) = name.strip_prefix("src/") else {
            continue;
        };
        if !name.ends_with(".rs") {
            continue;
        }
        let name: &str = if name == "lib.rs" { "mod.rs" } else { name };
        moved.insert(name.to_owned(), rebased(&text, &root));
    }
    moved
}

/// The module's path in its crate: the config's, or that of its folder below `src`.
fn path(output: &Output) -> String {
    if let Some(path) = &output.module_path {
        return path.as_str().to_owned();
    }
    let directory: &str = output.directory.trim_matches('/');
    let below: &str = match directory.rsplit_once("src/") {
        Some((_, below)) => below,
        None => directory.rsplit('/').next().unwrap_or(directory),
    };
    let segments = below.split('/').filter(|segment| !segment.is_empty());
    let segments = segments.map(|segment| segment.replace('-', "_"));
    let path: Vec<String> = std::iter::once("crate".to_owned())
        .chain(segments)
        .collect();
    path.join("::")
}

/// The text with its paths from another root. Literals stay as they are, and comments but for our
/// own links.
fn rebased(text: &str, root: &str) -> String {
    let mut made: String = String::with_capacity(text.len());
    let mut rest: &str = text;
    while let Some(character) = rest.chars().next() {
        let length: usize = match character {
            '/' if rest.starts_with("//") => {
                let line = rest.find('\n').unwrap_or(rest.len());
                let (comment, _) = rest.split_at(line);
                made.push_str(&comment.replace("[`crate::", &format!("[`{root}")));
                rest = rest.get(line..).unwrap_or_default();
                continue;
            }
            '"' => literal(rest, 1, "\"", true),
            'r' | 'b' | 'c' if !ends_in_word(&made) => prefixed(rest),
            '\'' => quoted(rest),
            _ => 0,
        };
        if length > 0 {
            let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            made.push_str(taken);
            rest = after;
            continue;
        }
        match rest.strip_prefix(ROOT) {
            Some(after) if !ends_in_word(&made) => {
                made.push_str(root);
                rest = after;
            }
            _ => {
                made.push(character);
                rest = rest.get(character.len_utf8()..).unwrap_or_default();
            }
        }
    }
    made
}

/// Whether the next character goes on with a word, a lifetime or a macro's variable.
fn ends_in_word(text: &str) -> bool {
    let last: Option<char> = text.chars().next_back();
    last.is_some_and(|last| last.is_alphanumeric() || matches!(last, '_' | '$' | '#' | '\''))
}

/// The length of a literal that begins with `open` bytes, up to and with `end`.
fn literal(text: &str, open: usize, end: &str, escapes: bool) -> usize {
    let mut at: usize = open;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(end) {
            return at + end.len();
        }
        let mut characters = rest.chars();
        let first: Option<char> = characters.next();
        at += first.map_or(1, char::len_utf8);
        if escapes && first == Some('\\') {
            at += characters.next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

/// The length of a literal with a prefix: `b"…"`, `r#"…"#`; 0 for a word.
fn prefixed(text: &str) -> usize {
    let letters: usize = text
        .bytes()
        .take_while(|byte| matches!(byte, b'r' | b'b' | b'c'))
        .count();
    let after: &str = text.get(letters..).unwrap_or_default();
    let raw: bool = text
        .get(..letters)
        .is_some_and(|prefix| prefix.contains('r'));
    let hashes: usize = after.bytes().take_while(|byte| *byte == b'#').count();
    let opens: bool = after.as_bytes().get(hashes) == Some(&b'"');
    match (opens, raw, hashes) {
        (true, true, hashes) => {
            let end: String = format!("\"{}", "#".repeat(hashes));
            literal(text, letters + hashes + 1, &end, false)
        }
        (true, false, 0) => literal(text, letters + 1, "\"", true),
        _ => 0,
    }
}

/// The length of a character literal; 0 for a lifetime.
fn quoted(text: &str) -> usize {
    let mut characters = text.chars().skip(1);
    match (characters.next(), characters.next()) {
        (Some('\\'), _) => literal(text, 1, "'", true),
        (Some(character), Some('\'')) => character.len_utf8() + 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_module_and_texts_stay() {
        let text = r##"use crate::support::Kind; // crate::a
//! See [`crate::server::Pets`].
pub(crate) fn f<'a>(x: &'a str) -> char { g("crate::x \" crate::y", r#"crate::"z"#, b"crate::", '"', '\'', x) }
pub type Router<S> = crate::support::Router<S, mycrate::A>; $crate::support::B
const R: &str = r"crate::"; let car = crate::c;
"##;
        let wanted = r##"use crate::api::support::Kind; // crate::a
//! See [`crate::api::server::Pets`].
pub(crate) fn f<'a>(x: &'a str) -> char { g("crate::x \" crate::y", r#"crate::"z"#, b"crate::", '"', '\'', x) }
pub type Router<S> = crate::api::support::Router<S, mycrate::A>; $crate::support::B
const R: &str = r"crate::"; let car = crate::api::c;
"##;
        assert_eq!(rebased(text, "crate::api::"), wanted);
    }

    #[test]
    fn a_module_is_where_its_folder_is() {
        let at = |directory: &str| {
            path(&Output {
                directory: directory.to_owned(),
                ..Output::default()
            })
        };
        assert_eq!(at("src/api"), "crate::api");
        assert_eq!(at("../app/src/web/pet-shop/"), "crate::web::pet_shop");
        assert_eq!(at("api"), "crate::api");
    }
}
