//! `oneOf`, `anyOf`, discriminators, families.

use super::{schemas, with_config};

#[test]
fn null_arms_are_lifted_before_anything_else() {
    let lowered = schemas(
        "    A:
      properties:
        a: {anyOf: [{type: string}, {type: 'null'}]}
        b: {oneOf: [{type: string}, {type: integer}, {type: 'null'}]}
",
    );
    assert_eq!(lowered.of("A"), "A { a?null: String, b?null: A.b }");
    assert_eq!(
        lowered.of("A.b"),
        "A.b by kind: string(String) | integer(i64)"
    );
}

#[test]
fn an_arm_that_may_be_null_elsewhere_has_one_type() {
    let lowered = schemas(
        "    A:
      anyOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: 'null'}]
    B: {type: object, required: [b], properties: {b: {type: string}}}
    C:
      type: object
      oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
",
    );
    assert_eq!(lowered.of("C"), "C by trial: Box<B> | Box<A>");
    assert_eq!(lowered.api.types.len(), 3, "{:?}", lowered.lines());
}

#[test]
fn arms_that_only_constrain_shape_nothing() {
    let lowered = schemas(
        "    A:
      type: object
      properties: {a: {type: string}, b: {type: string}}
      anyOf: [{required: [a]}, {required: [b]}]
",
    );
    assert_eq!(lowered.lines(), ["A { a?: String, b?: String }"]);
}

#[test]
fn objects_of_an_any_of_without_conflict_are_one_struct() {
    let lowered = schemas(
        "    A:
      anyOf:
        - {type: object, properties: {a: {type: string}}, required: [a]}
        - {type: object, properties: {b: {type: integer}, a: {type: string}}}
",
    );
    assert_eq!(lowered.lines(), ["A { a?: String, b?: i64 }"]);
}

#[test]
fn a_constant_tells_arms_apart() {
    let lowered = schemas(
        "    Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
    Dog: {type: object, required: [kind], properties: {kind: {enum: [dog]}, bark: {type: boolean}}}
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
",
    );
    assert_eq!(
        lowered.of("Pet"),
        r#"Pet by tag kind: Box<Cat>[String("cat")] | Box<Dog>[String("dog")]"#
    );
}

#[test]
fn a_mapping_and_implicit_names_both_count() {
    let lowered = schemas(
        "    Cat: {type: object, properties: {kind: {type: string}}}
    Dog: {type: object, properties: {kind: {type: string}}}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {meow: '#/components/schemas/Cat'}}
",
    );
    assert_eq!(
        lowered.of("Pet"),
        r#"Pet by tag kind: Box<Cat>[String("meow")] | Box<Dog>[String("Dog")]"#
    );
}

#[test]
fn properties_beside_a_union_are_in_every_arm() {
    let lowered = schemas(
        "    A:
      type: object
      required: [id]
      properties: {id: {type: string}}
      oneOf:
        - {title: Open, required: [a], properties: {a: {type: string}}}
        - {title: Shut, required: [b], properties: {b: {type: string}}}
",
    );
    assert_eq!(lowered.of("A"), "A by keys: Box<A.Open> | Box<A.Shut>");
    assert_eq!(lowered.of("A.Open"), "A.Open { id: String, a: String }");
}

#[test]
fn titled_constants_are_an_enumeration() {
    let lowered = schemas(
        "    Colour:
      oneOf: [{const: r, title: Red}, {const: g, title: Green}]
    Model:
      anyOf: [{type: string}, {type: string, enum: [small, big]}]
",
    );
    assert_eq!(lowered.of("Colour"), "Colour = r | g");
    assert_eq!(lowered.of("Model"), "Model = small | big");
}

#[test]
fn a_title_names_a_value_that_is_no_word() {
    let lowered = schemas(
        "    Level:
      oneOf: [{const: 1, title: Low}, {const: 2, title: Same}, {const: 3, title: Same}]
",
    );
    assert_eq!(lowered.of("Level"), "Level = Low | 2 | 3");
}

#[test]
fn the_only_arm_beside_null_keeps_its_type_under_either_keyword() {
    let lowered = schemas(
        "    Bed: {type: object, required: [name], properties: {name: {type: string}}}
    A:
      properties:
        any: {anyOf: [{$ref: '#/components/schemas/Bed'}, {type: 'null'}]}
        one: {oneOf: [{type: 'null'}, {$ref: '#/components/schemas/Bed'}]}
",
    );
    assert_eq!(
        lowered.lines(),
        ["Bed { name: String }", "A { any?null: Bed, one?null: Bed }"]
    );
}

#[test]
fn an_inline_arm_beside_null_is_called_after_the_union() {
    let lowered = schemas(
        "    A:
      properties:
        b: {oneOf: [{type: 'null'}, {type: object, properties: {c: {type: string}}}]}
        d: {anyOf: [{type: 'null'}, {title: Day, type: object, properties: {e: {type: string}}}]}
        f: {anyOf: [{type: 'null'}, {$ref: '#/components/schemas/G'}]}
    G: {anyOf: [{type: 'null'}, {description: Own., type: object, properties: {h: {type: string}}}]}
",
    );
    assert_eq!(
        lowered.lines(),
        [
            "A { b?null: A.b, d?null: A.d, f?null: G }",
            "G { h?: String }",
            "A.b { c?: String }",
            "A.d { e?: String }",
        ]
    );
    let title = |name: &str| {
        let mut types = lowered.api.types.iter();
        let found = types.find(|definition| lowered.name(definition) == name);
        found.and_then(|definition| definition.origin.title.clone())
    };
    assert_eq!(title("A.d").as_deref(), Some("Day"));
}

#[test]
fn needed_members_tell_objects_apart_unless_two_arms_need_the_same() {
    let lowered = schemas(
        "    A:
      oneOf:
        - {title: Short, type: object, required: [a], properties: {a: {type: string}}}
        - {title: Long, type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}
        - {title: Free, type: object, properties: {c: {type: string}}}
    B:
      oneOf:
        - {title: One, type: object, required: [a], properties: {a: {type: string}}}
        - {title: Two, type: object, required: [a], properties: {a: {type: integer}}}
    C:
      oneOf:
        - {title: Read, type: object, required: [a], properties: {a: {type: string, readOnly: true}}}
        - {title: Undeclared, type: object, required: [b], properties: {c: {type: string}}}
",
    );
    assert_eq!(
        lowered.of("A"),
        "A by keys: Box<A.Long> | Box<A.Short> | Box<A.Free>"
    );
    assert_eq!(lowered.of("B"), "B by trial: Box<B.One> | Box<B.Two>");
    assert_eq!(
        lowered.of("C"),
        "C by trial: Box<C.Read> | Box<C.Undeclared>"
    );
}

#[test]
fn the_types_of_a_union_within_a_union_are_those_of_its_arms() {
    let lowered = schemas(
        "    Leaf: {oneOf: [{type: string}, {type: number}]}
    Tree: {anyOf: [{$ref: '#/components/schemas/Leaf'}, {type: array, items: {type: string}}]}
",
    );
    assert_eq!(
        lowered.of("Tree"),
        "Tree by kind: Leaf | string_array([String])"
    );
}

#[test]
fn several_types_are_a_union_by_type() {
    let lowered = schemas("    A: {properties: {a: {type: [string, integer, 'null']}}}\n");
    assert_eq!(
        lowered.lines(),
        [
            "A { a?null: A.a }",
            "A.a by kind: integer(i64) | string(String)"
        ]
    );
}

#[test]
fn a_discriminated_parent_means_any_of_its_children() {
    let lowered = schemas(
        "    Pet:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind}
    Cat:
      allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]
    Owner: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
",
    );
    assert_eq!(lowered.of("Owner"), "Owner { pet?: Pet.Any Pet }");
    assert_eq!(
        lowered.of("Pet.Any Pet"),
        r#"Pet.Any Pet by tag kind: Box<Cat>[String("Cat")] | Box<Pet>[String("Pet")]"#
    );
    assert_eq!(lowered.of("Cat"), "Cat { kind: String, lives?: i64 }");
    assert_eq!(lowered.of("Pet"), "Pet { kind: String }");
}

#[test]
fn a_family_is_told_apart_by_its_tags_in_turn() {
    let lowered = with_config(
        "[types]
strip_prefixes = [\"m.\"]
[[family]]
name = \"AnyEvent\"
tags = [\"type\", \"content.msgtype\"]
members = [\"openapi.yaml#/components/schemas/*\"]
at = [\"openapi.yaml#/**/chunk/items\"]
",
        "paths: {}
components:
  schemas:
    Text:
      type: object
      properties: {type: {const: m.message}, content: {properties: {msgtype: {const: m.text}}}}
    Image:
      type: object
      properties: {type: {const: m.message}, content: {properties: {msgtype: {const: m.image}}}}
    Topic: {type: object, properties: {type: {enum: [m.topic]}}}
    Other: {type: object, properties: {chunk: {type: array, items: {type: object}}}}
",
    );
    assert_eq!(lowered.of("Other"), "Other { chunk?: [Json<AnyEvent>] }");
    assert_eq!(
        lowered.of("AnyEvent"),
        r#"AnyEvent by tag type: m.message(Box<Any_message_Event>)[String("m.message")] | m.topic(Box<Topic>)[String("m.topic")]"#
    );
    assert_eq!(
        lowered.of("Any_message_Event"),
        r#"Any_message_Event by tag content.msgtype: m.image(Box<Image>)[String("m.image")] | m.text(Box<Text>)[String("m.text")]"#
    );
}

#[test]
fn members_of_a_family_share_single_values_of_a_tag() {
    let family = "[[family]]
name = \"AnyEvent\"
tags = [\"type\"]
members = [\"openapi.yaml#/components/schemas/*\"]
";
    let document = "paths: {}
components:
  schemas:
    A: {type: object, properties: {type: {enum: [x, y]}}}
    B: {type: object, properties: {type: {enum: [y, z]}}}
    C: {type: object, properties: {type: {const: y}}}
    D: {type: object, properties: {type: {type: string}}}
";
    let lowered = with_config(family, document);
    assert_eq!(
        lowered.of("AnyEvent"),
        r#"AnyEvent by tag type: x(Box<A>)[String("x"), String("y")] | z(Box<B>)[String("z")]"#
    );
    let mut findings = lowered.findings;
    findings.sort_unstable();
    assert_eq!(findings, ["same-tags", "same-tags", "untagged-member"]);
    let nested = family.replace("\"type\"", "\"type\", \"of\"");
    let document = document
        .replace("enum: [y, z]}", "enum: [y, z]}, of: {const: b}")
        .replace("const: y}", "const: y}, of: {const: c}");
    assert_eq!(
        with_config(&nested, &document).of("AnyEvent"),
        r#"AnyEvent by tag type: x(Box<A>)[String("x")] | y(Box<Any_y_Event>)[String("y")] | z(Box<B>)[String("z")]"#
    );
}

#[test]
fn a_union_whose_only_arm_is_itself_is_a_cycle() {
    let lowered = schemas(
        "    A: {$dynamicAnchor: a, oneOf: [{$dynamicRef: '#a'}]}
",
    );
    assert_eq!(lowered.lines(), ["A wraps Json"]);
    assert!(lowered.findings.contains(&"reference-cycle"));
}

#[test]
fn long_chains_of_unions_of_one_arm_are_what_stands_at_their_end() {
    let mut yaml = String::new();
    for index in 0..3000 {
        let next = index + 1;
        yaml += &format!("    A{index}: {{oneOf: [{{$ref: '#/components/schemas/A{next}'}}]}}\n");
    }
    yaml += "    A3000: {type: object, properties: {a: {type: boolean}}}\n";
    let lowered = schemas(&yaml);
    assert_eq!(lowered.of("A0"), "A0 = A3000");
    assert_eq!(lowered.of("A3000"), "A3000 { a?: bool }");
}

#[test]
fn a_second_union_beside_one_whose_arms_fit_together_keeps_its_types() {
    let lowered = schemas(
        "    A:
      type: object
      allOf:
        - anyOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]
        - anyOf: [{type: object, properties: {x: {type: string}}}, {type: object, properties: {x: {type: integer}}}]
",
    );
    let text: String = lowered.lines().join("\n");
    assert!(
        text.contains("x?: String") && text.contains("x?: i64"),
        "{text}"
    );
}

#[test]
fn two_unions_whose_arms_all_fit_together_are_one_struct() {
    let lowered = schemas(
        "    A:
      type: object
      allOf:
        - anyOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]
        - anyOf: [{type: object, properties: {x: {type: string}}}, {type: object, properties: {y: {type: integer}}}]
",
    );
    assert_eq!(
        lowered.of("A"),
        "A { a?: String, b?: String, x?: String, y?: i64 }"
    );
}

#[test]
fn a_parent_with_a_discriminator_may_be_null() {
    let lowered = schemas(
        "    Pet: {type: [object, 'null'], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
    Home: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}
",
    );
    assert_eq!(lowered.of("Home"), "Home { pet?null: Pet.Any Pet }");
}
