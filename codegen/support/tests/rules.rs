//! Rules: messages, bounds, policies, hostile values.

use typewright_support::rules::{
    Literal, Pattern, Policy, Rules, Types, Validate, View, backtracking,
};

static AGE: Rules = Rules::new().types(Types::INTEGER).minimum(0);
static KIND: Rules = Rules::new()
    .types(Types::STRING)
    .strings(&["cat", "dog"])
    .open();
static PET: Rules = Rules::new()
    .place("pets.yaml#/components/schemas/Pet")
    .types(Types::OBJECT)
    .properties(&[
        ("age", &AGE),
        ("kind", &KIND),
        ("id", &Rules::new().types(Types::INTEGER).read_only()),
        ("name", &Rules::new().types(Types::STRING).min_length(1)),
        (
            "tags",
            &Rules::new()
                .types(Types::ARRAY)
                .items(&Rules::STRING)
                .unique_items(),
        ),
        ("mother", &PET),
    ])
    .required(&["kind"])
    .additional_properties(&Rules::FORBIDDEN);

fn violations(rules: &'static Rules, text: &str, policy: &Policy) -> Vec<String> {
    let found = rules.check_text(text, policy).err().unwrap_or_default();
    assert_eq!(
        View::parse(text).map(|view| rules.accepts_view(&view, policy)),
        Ok(found.is_empty())
    );
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn messages_name_the_member_and_the_limit() {
    let text =
        r#"{"age": -3, "name": "", "tags": ["a", 1, "a"], "mother": {"kind": "cat", "a/b": 1}}"#;
    assert_eq!(
        violations(&PET, text, &Policy::STRICT),
        [
            "`kind` is missing",
            "/age: `age` is -3; the minimum is 0",
            "/name: `name` has 0 characters; the minimum is 1",
            "/tags: `tags` has equal items, 0 and 2; each may stand once",
            "/tags/1: item 1 of `tags` is 1; it must be a string",
            "/mother/a~1b: `a/b` isn't allowed",
        ]
    );
}

#[test]
fn repeated_member_names_are_refused() {
    let text = r#"{"kind": "cat", "kind": "dog"}"#;
    assert_eq!(
        violations(&PET, text, &Policy::STRICT),
        ["/kind: `kind` stands twice"]
    );
    let many: Vec<String> = (0..40)
        .map(|index| format!("\"{}\":0", index % 39))
        .collect();
    let text = format!("{{{}}}", many.join(","));
    assert_eq!(
        violations(&Rules::OBJECT, &text, &Policy::STRICT),
        ["/0: `0` stands twice"]
    );
}

#[test]
fn a_policy_opens_enums_and_refuses_read_only_members() {
    let (cow, three) = (r#"{"kind": "cow", "id": 1}"#, r#"{"kind": 3}"#);
    let refused = "/kind: `kind` is \"cow\"; it must be one of \"cat\", \"dog\"";
    assert_eq!(violations(&PET, cow, &Policy::STRICT), [refused]);
    let open = Policy::STRICT.with_open_enums();
    assert_eq!(violations(&PET, cow, &open), [""; 0]);
    assert_eq!(violations(&PET, three, &open).len(), 1);
    assert_eq!(
        violations(&PET, cow, &open.without_read_only()),
        ["/id: `id` can't be set"]
    );
}

#[test]
fn an_open_enum_is_closed_in_the_first_trial_of_a_union() {
    static CAT: Rules = Rules::new()
        .properties(&[("kind", &KIND), ("lives", &Rules::INTEGER)])
        .required(&["kind", "lives"]);
    static COW: Rules = Rules::new()
        .properties(&[("kind", &Rules::new().constant(&Literal::String("cow")))])
        .required(&["kind"]);
    static EITHER: Rules = Rules::new().one_of(&[&CAT, &COW]);
    let open = Policy::STRICT.with_open_enums();
    assert_eq!(
        violations(&EITHER, r#"{"kind": "cow", "lives": 9}"#, &open),
        [""; 0]
    );
    assert_eq!(
        violations(&EITHER, r#"{"kind": "eel", "lives": 9}"#, &open),
        [""; 0]
    );
    assert_eq!(
        violations(&EITHER, r#"{"kind": "eel", "lives": 9}"#, &Policy::STRICT).len(),
        1
    );
}

#[test]
fn the_arm_that_is_meant_says_what_is_wrong() {
    static CAT: Rules = Rules::new().types(Types::OBJECT).properties(&[
        ("kind", &Rules::new().constant(&Literal::String("cat"))),
        ("lives", &Rules::new().types(Types::INTEGER).maximum(9)),
    ]);
    static DOG: Rules = Rules::new()
        .types(Types::OBJECT)
        .properties(&[("kind", &Rules::new().constant(&Literal::String("dog")))]);
    static EITHER: Rules = Rules::new().one_of(&[&CAT, &DOG]);
    assert_eq!(
        violations(&EITHER, r#"{"kind": "cat", "lives": 10}"#, &Policy::STRICT),
        ["/lives: `lives` is 10; the maximum is 9"]
    );
    assert_eq!(
        violations(&EITHER, r#"{"kind": "eel"}"#, &Policy::STRICT),
        ["the value fits none of 2 alternatives"]
    );
    assert_eq!(
        violations(&EITHER, "{}", &Policy::STRICT),
        ["the value fits alternatives 1 and 2 of 2; it must fit exactly one"]
    );
}

#[test]
fn violations_serialize_as_the_errors_of_problem_details() {
    let found = PET
        .check_text(r#"{"kind": "cat", "é": 1}"#, &Policy::STRICT)
        .unwrap_err();
    assert_eq!(
        serde_json::to_string(&found).unwrap(),
        r##"[{"detail":"`é` isn't allowed","pointer":"#/%C3%A9"}]"##
    );
    let first = found.iter().next().unwrap();
    assert_eq!(first.keyword, "false");
    assert_eq!(
        first.schema_place,
        Some("pets.yaml#/components/schemas/Pet")
    );
}

#[test]
fn violations_are_bounded_in_number_and_text() {
    let members: Vec<String> = (0..500)
        .map(|index| format!("\"{index}{}\": 1", "é".repeat(2000)))
        .collect();
    let text = format!("{{\"kind\": \"cat\", {}}}", members.join(","));
    let found = PET.check_text(&text, &Policy::STRICT).unwrap_err();
    assert_eq!(found.len(), 32);
    assert!(found.more());
    assert!(found.to_string().len() < 64 * 1024);
    assert_eq!(
        PET.check_text(&text, &Policy::STRICT.with_limit(1))
            .unwrap_err()
            .len(),
        1
    );
}

#[test]
fn schemas_that_reach_a_value_twice_take_no_exponential_time() {
    static LIST: Rules = Rules::new()
        .any_of(&[&LEFT, &RIGHT])
        .one_of(&[&Rules::new().all_of(&[&LEFT, &RIGHT]), &Rules::STRING]);
    static LEFT: Rules = Rules::new().properties(&[("next", &LIST)]);
    static RIGHT: Rules = Rules::new()
        .properties(&[("next", &LIST)])
        .unevaluated_properties(&LIST)
        .property_names(&Rules::STRING);
    let depth = 100;
    let good = format!("{}1{}", "{\"next\":".repeat(depth), "}".repeat(depth));
    let deepest = |value: &str| good.replace('1', value);
    assert_eq!(violations(&LIST, &deepest("{}"), &Policy::STRICT).len(), 0);
    assert_eq!(violations(&LIST, &deepest("[]"), &Policy::STRICT).len(), 0);
    static STRICT: Rules = Rules::new().types(Types::OBJECT).any_of(&[&TWICE, &TWICE]);
    static TWICE: Rules = Rules::new()
        .properties(&[("next", &STRICT)])
        .pattern_properties(&[(&NEXT, &STRICT)]);
    static NEXT: Pattern = Pattern::starts_with("^n", "n");
    let found = STRICT.check_text(&good, &Policy::STRICT).unwrap_err();
    assert!(!found.is_empty());
}

#[test]
fn rules_that_only_lead_to_themselves_end() {
    static ONE: Rules = Rules::new().all_of(&[&OTHER]);
    static OTHER: Rules = Rules::new().any_of(&[&ONE]);
    static NOT: Rules = Rules::new().not(&NOT);
    let words = ["the value takes too long to check"];
    assert_eq!(violations(&ONE, "1", &Policy::STRICT), words);
    assert_eq!(violations(&NOT, "1", &Policy::STRICT), words);
}

#[test]
fn the_deepest_value_and_rules_fit_a_small_stack() {
    static TREE: Rules = Rules::new().one_of(&[&Rules::INTEGER, &BRANCH]);
    static BRANCH: Rules = Rules::new().all_of(&[&LEAVES]).types(Types::ARRAY);
    static LEAVES: Rules = Rules::new().items(&TREE);
    let text = format!("{}{}", "[".repeat(126), "]".repeat(126));
    let run = move || violations(&TREE, &text, &Policy::STRICT);
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    assert_eq!(thread.spawn(run).unwrap().join().unwrap(), [""; 0]);
}

#[test]
fn unique_items_of_many_take_no_quadratic_time() {
    static UNIQUE: Rules = Rules::new().unique_items();
    let items: Vec<String> = (0..50_000)
        .map(|index| format!("{{\"a\":{index},\"b\":[]}}"))
        .collect();
    let text = format!("[{}]", items.join(","));
    assert!(UNIQUE.accepts(&text));
    assert!(!UNIQUE.accepts(r#"[{"a":1,"b":[]}, {"b":[],"a":1.0}]"#));
    assert!(UNIQUE.accepts(r#"[1, true, "1", [1], [true], "t", null]"#));
}

#[test]
fn text_that_is_no_json_is_one_violation() {
    for text in [
        "",
        "{",
        "[1,]",
        "01",
        "1.",
        "\"\u{1}\"",
        "\"\\ud800\"",
        "nul",
        "{\"a\" 1}",
        "1 2",
        "\"\\",
        "-",
    ] {
        let found = PET.check_text(text, &Policy::STRICT).unwrap_err();
        assert_eq!(
            found.iter().map(|v| v.keyword).collect::<Vec<_>>(),
            ["json"],
            "{text}"
        );
    }
    let deep = "[".repeat(100_000);
    assert!(
        View::parse(&deep)
            .unwrap_err()
            .to_string()
            .contains("128 levels")
    );
}

#[test]
fn views_agree_with_serde_json() {
    let texts = [
        r#" {"a" : [ 1 , -0.5e+3, "\u00e9\n\ud83d\ude00", null ] , "b":{},"":false} "#,
        "[]",
        "1e5",
    ];
    static UNIQUE: Rules = Rules::new().unique_items();
    for text in texts {
        let again = serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert!(!UNIQUE.accepts(&format!("[{text}, {again}]")), "{text}");
    }
}

#[test]
fn a_backtracking_pattern_refuses_long_texts() {
    static ENGINE: backtracking::Backtracking =
        backtracking::Backtracking::new("^(?!b)(a+)+$", "u", 10);
    static PATTERN: Pattern = Pattern::by("^(?!b)(a+)+$", &ENGINE);
    assert!(PATTERN.matches("aaaa"));
    assert!(!PATTERN.matches("baaa"));
    assert!(!PATTERN.matches(&"a".repeat(11)));
}

#[test]
fn lengths_are_counted_in_code_points() {
    static TWO: Rules = Rules::new().min_length(2).max_length(2);
    assert!(TWO.accepts("\"\u{1f600}\u{1f600}\""));
    assert!(!TWO.accepts("\"\u{1f600}\""));
    assert!(!TWO.accepts("\"abc\""));
}

#[derive(serde::Serialize)]
struct Pet {
    kind: &'static str,
    age: i64,
}

impl Validate for Pet {
    fn rules() -> &'static Rules {
        &PET
    }
}

#[test]
fn values_are_validated_as_they_are_sent() {
    let pet = |age| Pet { kind: "cat", age };
    assert_eq!(pet(3).validate(), Ok(()));
    assert_eq!(
        pet(-3).validate().unwrap_err().to_string(),
        "/age: `age` is -3; the minimum is 0"
    );
}
