use std::collections::BTreeSet;

use super::{Translated, translate};
use crate::model::rules::Matcher;

fn matcher(source: &str) -> Matcher {
    translate(source, 1024).unwrap().pattern.matcher
}

#[test]
fn simple_expressions_need_no_engine() {
    assert_eq!(matcher("^x-"), Matcher::StartsWith("x-".to_owned()));
    assert_eq!(matcher(r"^m\.room$"), Matcher::Equals("m.room".to_owned()));
    assert_eq!(matcher("a"), Matcher::Contains("a".to_owned()));
    assert_eq!(
        matcher(r"\u{1f600}$"),
        Matcher::EndsWith("\u{1f600}".to_owned())
    );
    let ranges = vec![('0', '9'), ('_', '_'), ('a', 'z')];
    assert_eq!(
        matcher(r"^[a-z_\d]{1,5}$"),
        Matcher::Chars {
            ranges,
            min: 1,
            max: 5
        }
    );
    let ranges = vec![('\0', '.'), ('0', char::MAX)];
    assert_eq!(
        matcher("^[^/]*$"),
        Matcher::Chars {
            ranges,
            min: 0,
            max: u32::MAX
        }
    );
}

#[test]
fn what_the_linear_engine_lacks_backtracks() {
    for source in ["^(?!a)", "(?<=a)b", r"(a)\1", r"\Ba", r"(?<n>a)\k<n>"] {
        assert!(
            matches!(matcher(source), Matcher::Backtracking { unicode: true, .. }),
            "{source}"
        );
    }
}

#[test]
fn expressions_outside_ecma_262_are_refused() {
    for source in ["(", "[b-a]", "a{2,1}", "*"] {
        assert!(translate(source, 1024).is_err(), "{source}");
    }
    let Translated { pattern, legacy } = translate(r"^a\-b$", 1024).unwrap();
    assert!(legacy);
    assert_eq!(pattern.matcher, Matcher::Equals("a-b".to_owned()));
}

/// Runs both engines over texts made of the characters that the expressions speak of.
#[test]
fn both_engines_agree() {
    let sources = [
        r"^\d+$",
        r"\w",
        r"^\S*$",
        r"^\s$",
        r"^.$",
        r"^[^]$",
        r"[]",
        r"^(a|b)*?c",
        r"\bfoo\b",
        r"^[\w.%+-]+@[\w.-]+\.[a-z]{2,}$",
        r"^\p{Lu}\p{L}*$",
        r"^[\p{L}\d]+$",
        r"[\s\S]",
        r"^[^\d]$",
        r"^\cA$",
        r"^\x41\u0042$",
        r"^\ud83d\ude00$",
        r"^a{2}$",
        r"^a{2,}$",
        r"a|^$",
        r"^[$^]$",
        r"^(?:x(?<n>y))+$",
        r"^[&~#-]+$",
        r"^[[\]]$",
        r"^\/\.$",
        r"^[a\-z]$",
        r"^\0$",
        r"^[^.\n]$",
        r"^\D\W$",
        r"^$",
        r"^\t\v\f$",
        r"^[\b]$",
    ];
    let pieces = [
        "",
        "a",
        "aa",
        "aaa",
        "b",
        "c",
        "abc",
        "foo",
        "foobar",
        "a foo",
        "_",
        "1",
        "٣",
        " ",
        "\u{a0}",
        "\u{feff}",
        "\n",
        "\u{2028}",
        "\u{85}",
        "é",
        "Éa",
        "😀",
        "AB",
        "\u{1}",
        "x.y@z.org",
        "xy",
        "xyxy",
        "#-&~",
        "[",
        "]",
        "/.",
        "-",
        "z",
        "$",
        "^",
        "\0",
        ".",
        "a-",
        "\t\u{b}\u{c}",
        "\u{8}",
        "a\n",
        "\u{180e}",
    ];
    let mut seen = BTreeSet::new();
    for source in sources {
        let matcher = matcher(source);
        let oracle = regress::Regex::with_flags(source, "u").unwrap();
        for text in pieces {
            let own = match &matcher {
                Matcher::StartsWith(part) => text.starts_with(part.as_str()),
                Matcher::EndsWith(part) => text.ends_with(part.as_str()),
                Matcher::Equals(whole) => text == whole,
                Matcher::Contains(part) => text.contains(part.as_str()),
                Matcher::Chars { ranges, min, max } => {
                    let count = u32::try_from(text.chars().count()).unwrap();
                    (*min..=*max).contains(&count)
                        && text
                            .chars()
                            .all(|c| ranges.iter().any(|(a, b)| (*a..=*b).contains(&c)))
                }
                Matcher::Linear(translation) => {
                    regex::Regex::new(translation).unwrap().is_match(text)
                }
                Matcher::Backtracking { .. } => panic!("{source} isn't linear"),
            };
            assert_eq!(
                own,
                oracle.find(text).is_some(),
                "{source} on {text:?}: {matcher:?}"
            );
            seen.insert(own);
        }
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn counts_beyond_all_texts_are_no_literals() {
    let open = |matcher| match matcher {
        Matcher::Chars { min, max, .. } => (min, max),
        other => panic!("{other:?}"),
    };
    assert_eq!(open(matcher("^a{2,99999999999}$")), (2, u32::MAX));
    assert_eq!(
        open(matcher("^a{99999999999}$")),
        (u32::MAX, u32::MAX),
        "no text is that long"
    );
    let Matcher::Linear(linear) = matcher("^(?:ab){1,99999999999}$") else {
        panic!("it has a group");
    };
    assert!(linear.contains("{1,}"), "{linear}");
    // Without the flag `u`, this is a literal.
    assert!(matches!(matcher("^a{,2}$"), Matcher::Equals(text) if text == "a{,2}"));
}
