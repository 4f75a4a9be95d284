//! Text of a document made into identifiers.
//!
//! An identifier keeps the letters and digits of any script; what separates them only divides
//! words. A text has several spellings, from the plainest to one that tells it from every other
//! text; `settle` takes the later ones where the earlier collide.

use heck::ToSnakeCase;
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;

use super::keywords;

/// How the words of an identifier are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `room_id`: fields, methods, modules.
    Snake,
    /// `RoomId`: types, variants, traits.
    Camel,
}

/// The identifier of a text: keywords by their table, symbols dropped unless there is nothing
/// else, `n` before a digit.
pub(super) fn identifier(case: Case, text: &str) -> String {
    let plain = cased(case, &separated(text));
    match case {
        Case::Snake => keywords::avoid(plain),
        Case::Camel if plain == "Self" => plain + "_",
        Case::Camel => plain,
    }
}

/// All spellings of a text but the plainest, which [`identifier`] gives for `stripped`.
///
/// `stripped` is `full` without the prefixes that the config removes. The spellings stand in fixed
/// order, so that texts that collide step through them side by side.
pub(super) fn spellings(case: Case, stripped: &str, full: &str) -> Vec<String> {
    vec![
        keywords::underscored(cased(case, &separated(stripped))),
        identifier(case, full),
        identifier(case, &symbols_named(full)),
        identifier(case, &case_named(full)),
        exact(case, full),
    ]
}

/// The spelling that differs for any two texts: every symbol and every capital is a word.
pub(super) fn exact(case: Case, text: &str) -> String {
    let mut spelled = String::new();
    for c in text.nfc() {
        if is_wordly(c) && c.is_uppercase() {
            spelled.push_str(" capital ");
            spelled.push(c);
        } else {
            push_named(&mut spelled, c);
        }
    }
    identifier(case, &spelled)
}

/// The identifier of a title, if that is a name: one to four words of letters and digits.
pub(super) fn title(text: &str) -> Option<String> {
    let words = text
        .split([' ', '-', '_'])
        .filter(|word| !word.is_empty())
        .count();
    let named = text.chars().next().is_some_and(char::is_alphabetic)
        && text
            .chars()
            .all(|c| is_wordly(c) || matches!(c, ' ' | '-' | '_'));
    ((1..=4).contains(&words) && named).then(|| identifier(Case::Camel, text))
}

/// Whether Rust takes the text for an identifier.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || is_xid_start(c))
        && chars.all(is_xid_continue)
        && text != "_"
        && text != "Self"
        && !keywords::is_keyword(text)
}

/// What one item of a list by this name is called; the name itself where English doesn't tell.
pub(super) fn singular(name: &str) -> String {
    const UNCHANGED: &[&str] = &[
        "ss", "us", "is", "news", "aws", "dns", "gps", "sms", "tls", "series", "species",
    ];
    const IRREGULAR: &[(&str, &str)] = &[
        ("aliases", "alias"),
        ("biases", "bias"),
        ("buses", "bus"),
        ("caches", "cache"),
        ("children", "child"),
        ("cookies", "cookie"),
        ("indices", "index"),
        ("matrices", "matrix"),
        ("movies", "movie"),
        ("people", "person"),
        ("statuses", "status"),
        ("vertices", "vertex"),
    ];
    let lower = name.to_lowercase();
    for (plural, singular) in IRREGULAR {
        if let Some(start) = name.strip_suffix(plural) {
            return format!("{start}{singular}");
        }
    }
    if !UNCHANGED.iter().any(|end| lower.ends_with(end)) {
        for end in ["sses", "xes", "ches", "shes", "zzes"] {
            if lower.ends_with(end) {
                return name.strip_suffix("es").unwrap_or(name).to_owned();
            }
        }
        if let Some(start) = name.strip_suffix("ies").filter(|start| start.len() > 1) {
            return format!("{start}y");
        }
        if let Some(start) = name.strip_suffix('s').filter(|start| start.len() > 1) {
            return start.to_owned();
        }
    }
    name.to_owned()
}

/// The words of a text with spaces between them.
fn separated(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    if !text.chars().any(is_wordly) {
        return symbols_named(text);
    }
    let signed = text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let sign = match text.chars().next() {
        Some('-') if signed => "minus ",
        Some('+') if signed => "plus ",
        _ => "",
    };
    let words = text
        .nfc()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if is_wordly(c) { c } else { ' ' });
    sign.chars().chain(words).collect()
}

/// The text with the names of its symbols in their place.
fn symbols_named(text: &str) -> String {
    let mut named = String::new();
    for c in text.nfc() {
        push_named(&mut named, c);
    }
    named
}

/// The text with a word for its case behind it.
fn case_named(text: &str) -> String {
    let mut letters = text
        .chars()
        .filter(|c| c.is_lowercase() || c.is_uppercase());
    let Some(first) = letters.next() else {
        return symbols_named(text);
    };
    let rest: Vec<char> = letters.collect();
    let word = match (
        first.is_uppercase(),
        rest.iter().all(|c| c.is_uppercase()),
        rest.iter().all(|c| c.is_lowercase()),
    ) {
        (true, true, _) => "uppercase",
        (false, _, true) => "lowercase",
        (true, _, true) => "capitalized",
        _ => "mixed case",
    };
    format!("{} {word}", symbols_named(text))
}

fn push_named(text: &mut String, c: char) {
    if is_wordly(c) {
        text.push(c);
        return;
    }
    text.push(' ');
    match symbol(c) {
        Some(name) => text.push_str(name),
        None => text.push_str(&format!("u{:x}", u32::from(c))),
    }
    text.push(' ');
}

/// Joins words; the result is an identifier but for keywords.
fn cased(case: Case, words: &str) -> String {
    let snake = words.to_snake_case();
    let joined = match case {
        Case::Snake => snake,
        Case::Camel => camel(&snake),
    };
    let kept: String = joined.nfc().filter(|c| is_xid_continue(*c)).collect();
    let start = match kept.chars().next() {
        Some(first) if is_xid_start(first) => "",
        _ if case == Case::Snake => "n_",
        _ => "N",
    };
    format!("{start}{kept}")
}

/// Snake case to camel case; an underscore stays between digits (`4.1` isn't `41`).
fn camel(snake: &str) -> String {
    let mut camel = String::new();
    for word in snake.split('_') {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if first.is_numeric() && camel.ends_with(char::is_numeric) {
            camel.push('_');
        }
        camel.extend(first.to_uppercase());
        camel.push_str(chars.as_str());
    }
    camel
}

/// Whether a character can stand in the word of an identifier.
fn is_wordly(c: char) -> bool {
    c.is_alphanumeric() && is_xid_continue(c)
}

/// The English name of a symbol.
fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '\t' => "tab",
        '\n' => "newline",
        '\r' => "carriage return",
        '!' => "exclamation",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "ampersand",
        '\'' => "apostrophe",
        '(' => "open parenthesis",
        ')' => "close parenthesis",
        '*' => "asterisk",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "pipe",
        '}' => "close brace",
        '~' => "tilde",
        '≠' => "not equal",
        '≤' => "at most",
        '≥' => "at least",
        '→' => "arrow",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camel_of(text: &str) -> String {
        identifier(Case::Camel, text)
    }

    fn snake_of(text: &str) -> String {
        identifier(Case::Snake, text)
    }

    #[test]
    fn words_are_joined_by_case() {
        assert_eq!(camel_of("room.member"), "RoomMember");
        assert_eq!(snake_of("roomInitialSync"), "room_initial_sync");
        assert_eq!(snake_of("X-Rate-Limit"), "x_rate_limit");
        assert_eq!(camel_of("XMLHttpRequest"), "XmlHttpRequest");
        assert_eq!(camel_of("don't"), "Dont");
    }

    #[test]
    fn digits_get_a_letter_and_stay_apart() {
        assert_eq!(camel_of("256x256"), "N256x256");
        assert_eq!(snake_of("3d"), "n_3d");
        assert_eq!(camel_of("1.10"), "N1_10");
        assert_eq!(camel_of("110"), "N110");
        assert_eq!(camel_of("gpt-4.1"), "Gpt4_1");
    }

    #[test]
    fn signs_and_lone_symbols_are_named() {
        assert_eq!(camel_of("+1"), "Plus1");
        assert_eq!(camel_of("-1"), "Minus1");
        assert_eq!(camel_of("<="), "LessEqual");
        assert_eq!(camel_of("*"), "Asterisk");
        assert_eq!(camel_of("$"), "Dollar");
        assert_eq!(camel_of("$ref"), "Ref");
        assert_eq!(camel_of(""), "Empty");
        assert_eq!(camel_of("_"), "Underscore");
        assert_eq!(camel_of("\u{1F600}"), "U1f600");
    }

    #[test]
    fn scripts_are_kept_in_normal_form() {
        assert_eq!(camel_of("имя комнаты"), "ИмяКомнаты");
        assert_eq!(snake_of("日本"), "日本");
        assert_eq!(snake_of("e\u{301}tat"), snake_of("état"));
    }

    #[test]
    fn keywords_go_by_the_table_or_get_an_underscore() {
        assert_eq!(snake_of("type"), "kind");
        assert_eq!(snake_of("in"), "in_");
        assert_eq!(snake_of("self"), "self_");
        assert_eq!(camel_of("self"), "Self_");
    }

    #[test]
    fn every_text_gives_an_identifier() {
        for text in [
            "",
            " ",
            "\u{301}",
            "²",
            "½x",
            "٣",
            "ß",
            "\0",
            "a\u{202e}b",
            "ŉ",
            "İ",
            "__",
            "crate",
            "'",
            "’",
            "①",
            "\u{200d}",
            "ᾳ",
            "ﬁ",
        ] {
            for case in [Case::Snake, Case::Camel] {
                let mut all = spellings(case, text, text);
                all.push(identifier(case, text));
                for name in all {
                    assert!(is_identifier(&name), "{text:?} gives {name:?}");
                    assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{name:?}");
                }
            }
        }
    }

    #[test]
    fn exact_spellings_differ() {
        let texts = [
            "asc", "ASC", "Asc", "aSc", "a-sc", "a_sc", "a sc", "a.sc", "1.0", "10", "a'sc",
        ];
        let mut names: Vec<String> = texts.iter().map(|t| exact(Case::Camel, t)).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), texts.len());
    }

    #[test]
    fn a_title_is_a_name_of_four_words_at_most() {
        assert_eq!(title("Room Info").as_deref(), Some("RoomInfo"));
        assert_eq!(title("Defines the Matrix tags on a room."), None);
        assert_eq!(title("Stop."), None);
        assert_eq!(title("Client-Server Stripped State Event"), None);
        assert_eq!(title(""), None);
        assert_eq!(title("2 rooms"), None);
    }

    #[test]
    fn plurals_lose_their_end() {
        for (plural, one) in [
            ("rooms", "room"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("children", "child"),
            ("aliases", "alias"),
            ("views", "view"),
            ("responses", "response"),
            ("status", "status"),
            ("access", "access"),
            ("chunk", "chunk"),
            ("series", "series"),
            ("s", "s"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
