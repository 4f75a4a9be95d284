use super::{Colour, Diagnostic, Level, Levels, Report, explain_lint, lint, locate, spellings};
use crate::pointer::{Place, Pointer};

const TEXT: &str = "é: 1\nlist:\n  - a: 'x y'\n    b: 日本\n  - {c: 0x1F}\nsame: 1\nsame: 2\n";

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

fn piece(text: &str, at: &str, key: bool) -> (usize, usize, String) {
    let at = pointer(at);
    let location = locate(text, [&at]).remove(&at).unwrap();
    let span = if key {
        location.key.unwrap()
    } else {
        location.value
    };
    (
        span.line,
        span.column,
        text.get(span.start..span.end).unwrap().to_owned(),
    )
}

#[test]
fn nodes_are_found_in_yaml() {
    assert_eq!(piece(TEXT, "/é", true), (1, 1, "é".into()));
    assert_eq!(piece(TEXT, "/list/0/a", false), (3, 8, "'x y'".into()));
    assert_eq!(piece(TEXT, "/list/0/b", false), (4, 8, "日本".into()));
    assert_eq!(piece(TEXT, "/list/1", false), (5, 5, "{c: 0x1F}".into()));
    assert_eq!(piece(TEXT, "/list/0", false).2, "a: 'x y'\n    b: 日本");
    assert_eq!(piece(TEXT, "", false).0, 1);
}

#[test]
fn nodes_are_found_in_json() {
    let text = "{\n  \"a~b\": {\"c/d\": [1, \"\\ud834\\udd1e\", 2]}\n}\n";
    assert_eq!(piece(text, "/a~0b", true), (2, 3, "\"a~b\"".into()));
    assert_eq!(piece(text, "/a~0b/c~1d/2", false), (2, 38, "2".into()));
}

#[test]
fn the_last_of_repeated_keys_is_found_and_the_others_are_known() {
    let at = pointer("/same");
    let location = locate(TEXT, [&at]).remove(&at).unwrap();
    assert_eq!(location.value.line, 7);
    assert_eq!(location.earlier_keys.len(), 1);
    assert_eq!(location.earlier_keys[0].line, 6);
}

#[test]
fn what_is_not_there_is_shown_by_what_is_around_it() {
    let at = pointer("/list/0/zzz/deeper");
    let location = locate(TEXT, [&at]).remove(&at).unwrap();
    assert!(!location.exact);
    assert_eq!(location.value.line, 3);
}

#[test]
fn scalars_have_a_spelling() {
    let at = pointer("/list/1/c");
    assert_eq!(spellings(TEXT, [&at]).remove(&at).unwrap(), "0x1F");
    assert!(spellings(TEXT, [&pointer("/list")]).is_empty());
}

fn report(levels: &Levels) -> Report {
    let place = Place::root("a.yaml").child("list").item(0).child("b");
    let diagnostic = Diagnostic::new(&lint::UNKNOWN_KEYWORD, place.clone(), "there is no `b`")
        .at_key()
        .label("here")
        .related(place.child("x"), "because of this")
        .note("it matters")
        .help("write `c`");
    let syntax = Diagnostic {
        position: Some((4, 8)),
        ..Diagnostic::new(&lint::SYNTAX, Place::root("a.yaml"), "broken")
    };
    let absent = Diagnostic::new(&lint::UNREADABLE, Place::root("b.yaml"), "no file");
    Report::new(vec![diagnostic, syntax, absent], levels, &|path| {
        (path == "a.yaml").then(|| TEXT.to_owned())
    })
}

#[test]
fn people_see_an_excerpt() {
    let text = report(&Levels::default()).human(Colour::Plain);
    for part in [
        "warning[unknown-keyword]: there is no `b`",
        "--> a.yaml:4:5",
        "^ here",
        "because of this",
        "= note: it matters",
        "= help: write `c`",
        "error[syntax]: broken",
        "--> a.yaml:4:8",
        "--> b.yaml",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
    assert!(
        report(&Levels::default())
            .human(Colour::Ansi)
            .contains('\u{1b}')
    );
}

#[test]
fn programs_see_one_object_a_line() {
    let text = report(&Levels::default()).json();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    let keyword = lines
        .iter()
        .find(|line| line["lint"] == "unknown-keyword")
        .unwrap();
    assert_eq!(keyword["line"], 4);
    assert_eq!(keyword["column"], 5);
    assert_eq!(keyword["pointer"], "/list/0/b");
    assert_eq!(keyword["level"], "warn");
    assert_eq!(keyword["related"][0]["message"], "because of this");
}

#[test]
fn code_hosts_see_sarif() {
    let log: serde_json::Value = serde_json::from_str(&report(&Levels::default()).sarif()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    }
    assert_eq!(
        results
            .iter()
            .filter(|result| result["level"] == "error")
            .count(),
        2
    );
}

#[test]
fn a_config_changes_levels() {
    let levels = Levels::new([("unknown-keyword", Level::Allow), ("TW0001", Level::Warn)]).unwrap();
    let report = report(&levels);
    assert_eq!(report.iter().len(), 2);
    assert_eq!(report.count(Level::Warn), 1);
    assert!(report.is_failure());
    let error = Levels::new([("unknown-keywords", Level::Allow)]).unwrap_err();
    assert_eq!(error.near, Some("unknown-keyword"));
}

#[test]
fn every_lint_is_explained_and_named_once() {
    let mut names: Vec<&str> = lint::ALL
        .iter()
        .flat_map(|lint| [lint.name, lint.code])
        .collect();
    for name in &names {
        assert!(explain_lint(name).unwrap().contains("By default"));
    }
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    assert_eq!(explain_lint("nothing"), None);
}
