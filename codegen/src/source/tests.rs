use super::{FindingKind, Limits, MapSource, Source, SourceError, SyntaxError, decode, read};
use crate::value::{Node, Number};

fn yaml(text: &str) -> Node {
    read("a.yaml", text, &Limits::default()).unwrap().node
}

fn kinds(text: &str) -> Vec<FindingKind> {
    let read = read("a.yaml", text, &Limits::default()).unwrap();
    read.findings
        .into_iter()
        .map(|finding| finding.kind)
        .collect()
}

fn error(path: &str, text: &str) -> SyntaxError {
    read(path, text, &Limits::default()).unwrap_err()
}

#[test]
fn plain_scalars_are_those_of_yaml_1_2() {
    let strings = [
        "yes",
        "no",
        "on",
        "2020-01-01",
        "18:00",
        "1_000",
        "0108",
        "1e400",
        "=",
        ".",
    ];
    for text in strings {
        assert_eq!(
            yaml(&format!("a: {text}")).get("a"),
            Some(&Node::String(text.into())),
            "{text}"
        );
    }
    let integers = [
        ("0x1F", 31),
        ("0o17", 15),
        ("0b11", 3),
        ("+1", 1),
        ("-0", 0),
    ];
    for (text, value) in integers {
        let node = yaml(&format!("a: {text}"));
        assert_eq!(
            node.get("a"),
            Some(&Node::Number(Number::Integer(value))),
            "{text}"
        );
    }
    assert_eq!(
        yaml("a: 1e3").get("a"),
        Some(&Node::Number(Number::Float(1000.0)))
    );
    assert_eq!(yaml("a: ~").get("a"), Some(&Node::Null));
    assert_eq!(yaml("a: True").get("a"), Some(&Node::Boolean(true)));
}

#[test]
fn keys_keep_their_spelling() {
    let node = yaml("200: a\n1.10: b\ntrue: c\n~: d\n0x1F: e\n");
    let keys: Vec<&str> = node
        .as_mapping()
        .unwrap()
        .iter()
        .map(|(key, _)| key)
        .collect();
    assert_eq!(keys, ["200", "1.10", "true", "~", "0x1F"]);
    assert!(kinds("200: a\n").contains(&FindingKind::KeyNotString));
    assert!(kinds("'200': a\n").is_empty());
    assert!(kinds("a: |\n  200: text\n").is_empty());
}

#[test]
fn duplicates_are_kept_and_found() {
    let text = "a: 1\nb: 2\na: 3\n";
    let node = yaml(text);
    assert_eq!(node.as_mapping().unwrap().len(), 3);
    assert_eq!(node.get("a"), Some(&Node::Number(Number::Integer(3))));
    assert_eq!(kinds(text), [FindingKind::DuplicateKey]);
    let json = read("a.json", r#"{"a":1,"a":2}"#, &Limits::default()).unwrap();
    assert_eq!(json.findings.len(), 1);
}

#[test]
fn large_mappings_are_found_by_the_last_entry() {
    let mut text: String = (0..500)
        .map(|index| format!("k{index}: {index}\n"))
        .collect();
    text.push_str("k7: last\n");
    let node = yaml(&text);
    assert_eq!(node.get("k7"), Some(&Node::String("last".into())));
    assert_eq!(node.get("k499"), Some(&Node::Number(Number::Integer(499))));
    assert_eq!(node.get("k5000"), None);
    assert_eq!(node.get(""), None);
    assert_eq!(node.as_mapping().unwrap().unique().count(), 500);
}

#[test]
fn merge_keys_are_merged_and_own_members_win() {
    let text = "base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n";
    let node = yaml(text);
    let used = node.get("use").unwrap();
    assert_eq!(used.get("x"), Some(&Node::Number(Number::Integer(1))));
    assert_eq!(used.get("y"), Some(&Node::Number(Number::Integer(3))));
    assert_eq!(used.get("<<"), None);
    assert_eq!(kinds(text), [FindingKind::MergeKey]);
}

#[test]
fn what_json_cannot_say_is_found() {
    assert_eq!(
        kinds("a: !!binary aGk=\n"),
        [FindingKind::Tag("!!binary".into())]
    );
    assert_eq!(kinds("a: !own x\n"), [FindingKind::Tag("!own".into())]);
    assert!(kinds("a: !!str 2\n").is_empty());
    assert_eq!(
        kinds("a: 0x1F\n"),
        [FindingKind::NumberSpelling("0x1F".into())]
    );
    assert_eq!(kinds("a: .nan\n"), [FindingKind::NotFinite]);
    assert_eq!(kinds("'': 1\n"), [FindingKind::EmptyKey]);
}

#[test]
fn numbers_beyond_64_bits_are_exact_in_both_formats() {
    let big = Node::Number(Number::Integer(18_446_744_073_709_551_616));
    assert_eq!(yaml("a: 18446744073709551616").get("a"), Some(&big));
    let json = read(
        "a.json",
        r#"{"a": 18446744073709551616}"#,
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(json.node.get("a"), Some(&big));
}

#[test]
fn byte_order_mark_and_line_ends_mean_nothing() {
    let node = yaml("\u{feff}a: |\r\n  x\r\n  y\r\n");
    assert_eq!(node.get("a"), Some(&Node::String("x\ny\n".into())));
}

#[test]
fn several_documents_and_odd_keys_are_errors() {
    error("a.yaml", "a: 1\n---\nb: 2\n");
    error("a.yaml", "? [1, 2]\n: x\n");
    assert_eq!(error("a.json", "{\"a\": 1,}").at.map(|at| at.0), Some(1));
    assert!(error("a.yaml", "a: [\n").at.is_some());
}

#[test]
fn hostile_texts_are_refused() {
    for depth in [129, 2_000, 100_000] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        error("a.yaml", &text);
        error("a.json", &text);
    }
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", vec![below; 9].join(", "));
    }
    error("a.yaml", &bomb);
    let limits = Limits {
        nodes: 10,
        ..Limits::default()
    };
    assert!(read("a.json", "[1,2,3,4,5,6,7,8,9,10,11]", &limits).is_err());
    let limits = Limits {
        bytes: 4,
        ..Limits::default()
    };
    assert!(read("a.json", "[1,2]", &limits).is_err());
}

#[test]
fn other_encodings_are_named() {
    let utf16: Vec<u8> = "a: 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(matches!(decode(utf16), Err(SourceError::Encoding(what)) if what.contains("UTF-16")));
    assert!(matches!(
        decode(vec![b'a', 0xff]),
        Err(SourceError::Encoding(_))
    ));
    assert_eq!(decode(b"a: 1".to_vec()).unwrap(), "a: 1");
}

#[test]
fn a_map_hands_out_what_was_put_in() {
    let source: MapSource = [("b", "2"), ("a", "1")].into_iter().collect();
    assert_eq!(source.list(), ["a", "b"]);
    assert_eq!(source.read("a").unwrap(), "1");
    assert_eq!(source.read("c"), Err(SourceError::Missing));
}
