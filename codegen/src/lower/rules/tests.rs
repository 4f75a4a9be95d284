use super::*;
use crate::{
    resolve::{ReadOptions, load},
    source::MapSource,
};

/// The rules of the schemas under `components` of a document, as JSON.
fn lower(schemas: &str, options: &RulesOptions, direction: Direction) -> (String, Vec<String>) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let source = MapSource::new().with("api.yaml", text);
    let (description, diagnostics) = load(
        &source,
        &["api.yaml".to_owned()],
        &[],
        &ReadOptions::default(),
    );
    assert_eq!(diagnostics.sorted(), []);
    let mut lowering = RulesLowering::new(&description, options);
    let (_, first) = &description.documents[0].components.schemas[0];
    let rules = lowering.rules(*first, direction);
    let (arena, diagnostics) = lowering.finish();
    let found = diagnostics.sorted();
    let found = found
        .iter()
        .map(|d| format!("{}: {}", d.place, d.lint.name));
    (
        serde_json::to_string(&(rules, arena)).unwrap(),
        found.collect(),
    )
}

fn rules(schemas: &str, options: &RulesOptions) -> String {
    let (rules, diagnostics) = lower(schemas, options, Direction::Both);
    assert_eq!(diagnostics, [""; 0]);
    rules
}

fn strict() -> RulesOptions {
    RulesOptions {
        types: ImpliedTypes::Strict,
        ..RulesOptions::default()
    }
}

#[test]
fn keywords_imply_a_type_of_instances_only() {
    let schema =
        "    A: {allOf: [{required: [b]}], properties: {b: {maxLength: 3}, c: {minimum: 1}}}";
    assert_eq!(
        rules(schema, &RulesOptions::default()),
        r#"[{"inline":{"types":["object"],"properties":[["b",{"inline":{"types":["string"],"length":{"max":3}}}],["c",{"inline":{"minimum":"1"}}]],"all_of":[{"inline":{"required":["b"]}}]}},[]]"#
    );
    assert!(!rules(schema, &strict()).contains("types"));
}

#[test]
fn references_are_shared_and_may_lead_back() {
    let schema = "    A: {properties: {next: {$ref: '#/components/schemas/A'}, x: {$ref: '#/components/schemas/B'}}}\n    B: {$ref: '#/components/schemas/C'}\n    C: {type: 'null'}";
    let shared = r##"{"inline":{"properties":[["next",{"shared":0}],["x",{"shared":1}]]}}"##;
    let place = "api.yaml#/components/schemas";
    assert_eq!(
        rules(schema, &strict()),
        format!(
            r#"[{shared},[{{"place":"{place}/A","direction":"both","rules":{shared}}},{{"place":"{place}/C","direction":"both","rules":{{"inline":{{"types":["null"]}}}}}}]]"#
        )
    );
}

#[test]
fn schemas_of_named_types_are_shared_and_those_decoded_later_cut_off() {
    let schema = "    A: {prefixItems: [{type: string}, {type: string, maxLength: 2}], items: {type: object}}";
    let place = |token: &str| {
        let place = Place::root("api.yaml")
            .child("components")
            .child("schemas")
            .child("A");
        token
            .split('/')
            .fold(place, |place, token| place.child(token))
    };
    let options = RulesOptions {
        named: BTreeSet::from([place("items")]),
        cut: BTreeSet::from([place("prefixItems/1")]),
        ..strict()
    };
    let rules = rules(schema, &options);
    assert!(rules.starts_with(
        r#"[{"inline":{"prefix_items":[{"inline":{"types":["string"]}},"any"],"items":{"shared":0}}}"#
    ), "{rules}");
}

#[test]
fn a_direction_lifts_what_only_goes_the_other_way() {
    let schema = "    A: {required: [a, b, c], allOf: [{properties: {a: {readOnly: true}, b: {$ref: '#/components/schemas/B'}, c: {type: string}}}]}\n    B: {type: string, writeOnly: true}";
    let required = |direction| {
        let (rules, _) = lower(schema, &strict(), direction);
        let start = rules.find("\"required\":").unwrap();
        rules
            .get(start + 11..)
            .unwrap()
            .split(']')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(required(Direction::Both), r#"["a","b","c""#);
    assert_eq!(required(Direction::Request), r#"["b","c""#);
    assert_eq!(required(Direction::Response), r#"["a","c""#);
}

#[test]
fn rules_that_ask_for_the_same_both_ways_are_the_same() {
    let schema = "    A: {properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}\n    B: {required: [a], properties: {a: {type: string, readOnly: true}}}\n    C: {type: string, maxLength: 3}";
    let (rules, _) = lower(schema, &strict(), Direction::Request);
    let direction = |name: &str| {
        let place = format!("#/components/schemas/{name}\",\"direction\":\"");
        let (_, rest) = rules.split_once(&place).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    assert_eq!(direction("B"), "request");
    assert_eq!(direction("C"), "both");
}

#[test]
fn enums_of_strings_are_open_and_one_of_can_be_lifted() {
    let schema = "    A: {oneOf: [{enum: [a, b, a]}, {enum: [1, 1.0]}, {const: x}], anyOf: [true, {type: object}]}";
    let options = RulesOptions {
        one_of: OneOfRules::Any,
        ..RulesOptions::default()
    };
    assert_eq!(
        rules(schema, &options),
        r#"[{"inline":{"all_of":[{"inline":{"any_of":[{"inline":{"enumeration":[{"string":"a"},{"string":"b"}],"open":true}},{"inline":{"enumeration":[{"number":"1"}]}},{"inline":{"constant":{"string":"x"}}}]}}],"any_of":["any",{"inline":{"types":["object"]}}]}},[]]"#
    );
}

#[test]
fn patterns_that_no_engine_or_only_a_slow_one_takes_are_reported() {
    let schema =
        r"    A: {type: string, pattern: '(', allOf: [{pattern: '^(?!a)'}, {pattern: '^a\-b$'}]}";
    let (rules, diagnostics) = lower(schema, &strict(), Direction::Both);
    assert_eq!(
        diagnostics,
        [
            "api.yaml#/components/schemas/A/allOf/0/pattern: backtracking-pattern",
            "api.yaml#/components/schemas/A/allOf/1/pattern: legacy-pattern",
            "api.yaml#/components/schemas/A/pattern: invalid-pattern",
        ]
    );
    assert!(rules.contains(r#""matcher":{"equals":"a-b"}"#), "{rules}");
}

#[test]
fn numbers_keep_their_value() {
    let schema = "    A: {minimum: -9007199254740993, maximum: 1e300, multipleOf: 0.01, exclusiveMinimum: 0.0000001, exclusiveMaximum: 2.0}";
    assert_eq!(
        rules(schema, &strict()),
        r#"[{"inline":{"minimum":"-9007199254740993","maximum":"1e300","exclusive_minimum":"1e-7","exclusive_maximum":"2","multiple_of":"0.01"}},[]]"#
    );
}
