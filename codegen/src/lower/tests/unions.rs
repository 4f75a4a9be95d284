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
        r#"Pet by tag kind: Cat[String("cat")] | Dog[String("dog")]"#
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
        r#"Pet by tag kind: Cat[String("meow")] | Dog[String("Dog")]"#
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
    assert_eq!(lowered.of("A"), "A by trial: A.Open | A.Shut");
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
        r#"Pet.Any Pet by tag kind: Cat[String("Cat")] | Pet[String("Pet")]"#
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
