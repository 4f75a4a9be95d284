//! Markdown and hostile texts.

use super::super::docs::Writer;
use crate::model::Docs;

fn lines(text: &str) -> Vec<String> {
    let writer = Writer {
        base: Some("https://example.org/docs/".to_owned()),
        shortcodes: vec![(
            regex::Regex::new(r"\{\{%\s*(\w+)[^%]*%\}\}").unwrap(),
            "($1)".to_owned(),
        )],
    };
    let docs = Docs {
        description: Some(text.to_owned()),
        ..Docs::default()
    };
    writer.lines(&docs, false, || "Fallback.".to_owned())
}

#[test]
fn code_is_text_whatever_it_calls_itself() {
    for text in [
        "```rust\npanic!()\n```",
        "~~~\npanic!()\n~~~",
        "a\n\n    panic!()\n",
        "\tpanic!()",
        "```should_panic\npanic!()",
    ] {
        let lines = lines(text);
        let opening = lines
            .iter()
            .position(|line| line.starts_with("```"))
            .unwrap();
        assert_eq!(lines[opening], "```text", "{text}");
        assert_eq!(lines[opening + 1], "panic!()", "{text}");
        assert_eq!(lines.last().unwrap(), "```", "{text}");
    }
    assert_eq!(
        lines("~~~\n```\n```rust\nx\n~~~"),
        ["````text", "```", "```rust", "x", "````"]
    );
    assert_eq!(
        lines("* a\n\n      panic!()"),
        ["* a", "", "  ```text", "  panic!()", "  ```"]
    );
    assert_eq!(lines("> ```\n> x\n> ```"), ["> ```text", "> x", "> ```"]);
}

#[test]
fn brackets_and_html_are_words() {
    assert_eq!(
        lines("an [index] and <T> of Vec<u8>"),
        [r"an \[index\] and \<T\> of Vec\<u8\>"]
    );
    assert_eq!(
        lines("a <b>bold</b><br/>line <!-- hidden --> x"),
        ["a bold line x"]
    );
    assert_eq!(
        lines("room_id _under_ a*b `x` ``a`b``"),
        [r"room_id *under* a\*b `x` ``a`b``"]
    );
    assert_eq!(lines("a ` tick"), [r"a \` tick"]);
}

#[test]
fn links_are_absolute_or_gone() {
    assert_eq!(lines("[a](b#c)"), ["[a](<https://example.org/docs/b#c>)"]);
    assert_eq!(lines("[a](/b)"), ["[a](<https://example.org/b>)"]);
    assert_eq!(
        lines("[a](https://b.example/)"),
        ["[a](<https://b.example/>)"]
    );
    assert_eq!(lines("[a](javascript:x)"), ["a"]);
    assert_eq!(
        lines("see https://b.example/c_d, <https://e.example>."),
        ["see <https://b.example/c_d>, [https://e.example](<https://e.example>)."]
    );
}

#[test]
fn control_and_direction_characters_are_harmless() {
    let text = lines("a\r\nb\rc \u{202e}d\u{0}e\u{feff} \u{2066}f");
    assert_eq!(text, ["a b c de f"]);
    assert_eq!(lines("\u{202e}"), ["Fallback."]);
    assert_eq!(lines("{{% boxes/note %}} x"), ["(boxes) x"]);
}

#[test]
fn long_texts_are_wrapped_and_words_stay_words() {
    let lines_of = lines;
    let text = "word ".repeat(60) + "1. # - + = x";
    let lines = lines(&text);
    assert!(lines.len() > 2 && lines.iter().all(|line| line.len() <= 100));
    for mark in ["#", "-", "+", "1.", "==="] {
        let text = "word ".repeat(18) + "wordwo " + mark + " word";
        let escaped = lines_of(&text);
        assert!(
            !escaped.iter().any(|line| line.starts_with(mark)),
            "{escaped:?}"
        );
    }
    let list = lines_of("1. a\n2. b\n   * c\n\n# Title\n\n| a | b |\n|---|---|\n| 1 | `x` |");
    assert_eq!(
        list,
        [
            "1. a",
            "2. b",
            "   * c",
            "",
            "# Title",
            "",
            "| a | b |",
            "| --- | --- |",
            "| 1 | `x` |"
        ]
    );
}
