//! Scalars, objects, arrays, `allOf`.

use super::{schemas, with_config};

#[test]
fn presence_and_null_are_two_questions() {
    let lowered = schemas(
        "    A:
      type: object
      required: [a, b]
      properties:
        a: {type: string}
        b: {type: [string, 'null']}
        c: {type: boolean}
        d: {type: [integer, 'null']}
",
    );
    assert_eq!(
        lowered.lines(),
        ["A { a: String, b!null: String, c?: bool, d?null: i64 }"]
    );
}

#[test]
fn integers_are_64_bits_wide_whatever_their_format_says() {
    let lowered = schemas(
        "    A:
      properties:
        a: {type: integer, format: int32}
        b: {type: integer, format: uint64}
        c: {type: integer, minimum: 0, maximum: 18446744073709551615}
        d: {type: number, format: float}
",
    );
    assert_eq!(
        lowered.lines(),
        ["A { a?: i64, b?: u64, c?: u64, d?: f64 }"]
    );
}

#[test]
fn the_config_narrows_integers() {
    let lowered = with_config(
        "[types]\nwidths = \"format\"\n",
        "paths: {}\ncomponents:\n  schemas:\n    A: {properties: {a: {type: integer, format: int32}}}\n",
    );
    assert_eq!(lowered.lines(), ["A { a?: i32 }"]);
}

#[test]
fn layers_of_all_of_are_one_struct_and_weaker_ones_erase_nothing() {
    let lowered = schemas(
        "    Base:
      type: object
      required: [kind]
      properties:
        kind: {type: string}
        content: {type: object}
        age: {type: integer}
    A:
      allOf:
        - $ref: '#/components/schemas/Base'
        - properties:
            content: {properties: {x: {type: string}}}
            age: {description: In seconds.}
          required: [content]
",
    );
    assert_eq!(
        lowered.of("A"),
        "A { kind: String, content: A.content, age?: i64 }"
    );
    assert_eq!(lowered.of("A.content"), "A.content { x?: String }");
}

#[test]
fn a_wrapper_of_one_reference_is_that_type() {
    let lowered = schemas(
        "    B: {type: object, properties: {x: {type: string}}}
    A:
      type: object
      properties:
        one: {description: D, allOf: [{$ref: '#/components/schemas/B'}]}
        two: {type: object, $ref: '#/components/schemas/B'}
    C: {$ref: '#/components/schemas/B'}
",
    );
    assert_eq!(lowered.of("A"), "A { one?: B, two?: B }");
    assert_eq!(lowered.of("C"), "C = B");
}

#[test]
fn members_beyond_the_properties_have_a_map() {
    let lowered = schemas(
        "    Map: {type: object, additionalProperties: {type: integer}}
    Both:
      type: object
      properties: {a: {type: string}}
      additionalProperties: {type: integer}
    Patterns: {type: object, patternProperties: {'^x-': {type: string}}}
    Closed: {type: object, properties: {a: {type: string}}, additionalProperties: false}
    Open: {type: object}
",
    );
    assert_eq!(lowered.of("Map"), "Map = {String: i64}");
    assert_eq!(lowered.of("Both"), "Both { a?: String, ..i64 }");
    assert_eq!(lowered.of("Patterns"), "Patterns = {String: String}");
    assert_eq!(lowered.of("Closed"), "Closed { a?: String }");
    assert_eq!(lowered.of("Open"), "Open = JsonObject");
}

#[test]
fn prefix_items_are_a_tuple_only_where_presence_and_end_are_said() {
    let lowered = schemas(
        "    Tuple:
      type: array
      prefixItems: [{type: string}, {type: integer}]
      minItems: 2
      items: false
    Loose: {type: array, prefixItems: [{type: string}]}
    Fixed: {type: array, items: {type: number}, minItems: 3, maxItems: 3}
    List: {type: array}
",
    );
    assert_eq!(lowered.of("Tuple"), "Tuple = (String, i64)");
    assert_eq!(lowered.of("Loose"), "Loose [first?: String, ..Json]");
    assert_eq!(lowered.of("Fixed"), "Fixed = [f64; 3]");
    assert_eq!(lowered.of("List"), "List = [Json]");
}

#[test]
fn null_is_no_value_of_an_enumeration() {
    let lowered = schemas(
        "    A:
      properties:
        a: {type: [string, 'null'], enum: [x, y, null]}
        b: {enum: [1, 2.0, one]}
        c: {const: true}
        d: {type: string, const: only}
",
    );
    assert_eq!(
        lowered.lines(),
        [
            "A { a?null: A.a, b?: A.b, c?: bool, d?: A.d }",
            "A.a = x | y",
            "A.b = 1 | 2 | one",
            "A.d = only"
        ]
    );
}

#[test]
fn an_enum_without_values_stays_json_and_is_reported() {
    let lowered = schemas("    A: {properties: {a: {type: integer, enum: [x]}}}\n");
    assert_eq!(lowered.lines(), ["A { a?: Json }"]);
    assert_eq!(lowered.findings, ["empty-enum"]);
}

#[test]
fn recursion_ends_in_names() {
    let lowered = schemas(
        "    Tree: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
    Nested: {type: array, items: {$ref: '#/components/schemas/Nested'}}
",
    );
    assert_eq!(lowered.of("Tree"), "Tree { children?: [Tree] }");
    assert_eq!(lowered.of("Nested"), "Nested wraps [Nested]");
}

#[test]
fn a_schema_that_includes_itself_is_reported() {
    let lowered = schemas("    A: {allOf: [{$ref: '#/components/schemas/A'}]}\n");
    assert!(
        lowered.findings.contains(&"reference-cycle"),
        "{:?}",
        lowered.findings
    );
}

#[test]
fn a_required_property_that_nobody_declares_survives() {
    let lowered =
        schemas("    A: {type: object, properties: {a: {type: string}}, required: [b]}\n");
    assert_eq!(lowered.lines(), ["A { a?: String, b?: Json }"]);
    assert_eq!(lowered.findings, ["undeclared-required"]);
}

#[test]
fn a_format_of_the_config_is_one_type_in_the_whole_crate() {
    let lowered = with_config(
        "[types.formats]\nroom-id = \"RoomId\"\n",
        "paths: {}
components:
  schemas:
    A: {properties: {a: {type: string, format: room-id}}}
    B: {properties: {b: {type: array, items: {type: string, format: room-id}}, c: {type: string, format: other}}}
",
    );
    assert_eq!(lowered.of("A"), "A { a?: <room-id> }");
    assert_eq!(lowered.of("B"), "B { b?: [<room-id>], c?: String }");
    assert_eq!(lowered.of("<room-id>"), "<room-id> text");
}

#[test]
fn keywords_imply_a_type_unless_the_config_is_strict() {
    let yaml = "paths: {}
components:
  schemas:
    A: {properties: {a: {minLength: 1}, b: {minimum: 1}, c: {}}}
";
    assert_eq!(
        with_config("", yaml).lines(),
        ["A { a?: String, b?: Json, c?: Json }"]
    );
    assert_eq!(
        with_config("[types]\nmode = \"strict\"\n", yaml).lines(),
        ["A wraps Json"]
    );
}

#[test]
fn what_others_add_to_a_shared_schema_is_not_called_after_it() {
    let lowered = schemas(
        "    Base: {type: object, properties: {a: {type: string}}}
    More:
      allOf:
        - oneOf: [{type: 'null'}, {$ref: '#/components/schemas/Base'}]
        - {type: object, properties: {b: {type: string}}}
",
    );
    assert!(lowered.findings.is_empty(), "{:?}", lowered.findings);
    let places: Vec<String> = lowered
        .api
        .types
        .iter()
        .map(|definition| definition.origin.place.to_string())
        .collect();
    let distinct: std::collections::BTreeSet<&String> = places.iter().collect();
    assert_eq!(distinct.len(), places.len(), "{places:?}");
}

#[test]
fn a_text_beside_a_reference_in_all_of_makes_no_type() {
    let lowered = schemas(
        "    Base: {type: object, properties: {a: {type: string}}}
    More:
      type: object
      properties:
        base: {allOf: [{$ref: '#/components/schemas/Base'}, {description: The base.}]}
",
    );
    assert_eq!(lowered.of("More"), "More { base?: Base }");
}

#[test]
fn a_layer_that_only_names_the_type_makes_no_second_type() {
    let lowered = schemas(
        "    Base: {type: object, properties: {unit: {type: string, enum: [g, kg]}}}
    A:
      allOf: [{$ref: '#/components/schemas/Base'}, {properties: {unit: {type: string}}}]
",
    );
    assert_eq!(
        lowered.lines(),
        [
            "Base { unit?: Base.unit }",
            "A { unit?: Base.unit }",
            "Base.unit = g | kg"
        ]
    );
}

#[test]
fn texts_of_what_a_schema_builds_on_are_not_its_own() {
    let lowered = schemas(
        "    Base: {description: What all have., type: object, properties: {a: {type: string}}}
    A: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {b: {type: string}}}]}
    B: {allOf: [{$ref: '#/components/schemas/Base'}, {description: Own., properties: {b: {type: string}}}]}
    C:
      description: One of two.
      required: [id]
      properties: {id: {type: string}}
      oneOf:
        - {title: Open, required: [a], properties: {a: {type: string}}}
        - {title: Shut, description: Closed., required: [b], properties: {b: {type: string}}}
",
    );
    let text = |name: &str| {
        let mut types = lowered.api.types.iter();
        let found = types.find(|definition| lowered.name(definition) == name);
        found.and_then(|definition| definition.docs.description.clone())
    };
    assert_eq!(text("A"), None);
    assert_eq!(text("B").as_deref(), Some("Own."));
    assert_eq!(text("C.Open"), None);
    assert_eq!(text("C.Shut").as_deref(), Some("Closed."));
}

#[test]
fn names_of_members_have_the_type_that_property_names_lists() {
    let lowered = schemas(
        "    A: {type: object, propertyNames: {enum: [a, b]}, additionalProperties: {type: integer}}
    B: {type: object, additionalProperties: true}
",
    );
    assert_eq!(
        lowered.lines(),
        ["A.key = a | b", "A = {A.key: i64}", "B = JsonObject"]
    );
}

#[test]
fn json_in_strings_may_contain_itself() {
    let lowered = schemas(
        "    A: {type: string, contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/A'}}
",
    );
    assert_eq!(lowered.lines(), ["A wraps JsonText<A>"]);
}

#[test]
fn long_chains_of_json_in_strings_end() {
    let mut yaml = String::new();
    for index in 0..4000 {
        let next = index + 1;
        yaml += &format!(
            "    A{index}: {{type: string, contentMediaType: application/json, contentSchema: {{$ref: '#/components/schemas/A{next}'}}}}\n"
        );
    }
    yaml += "    A4000: {type: boolean}\n";
    assert!(schemas(&yaml).of("A3999").contains("JsonText"));
}

#[test]
fn limits_of_numbers_and_contents_imply_no_type() {
    let lowered = schemas(
        "    A: {properties: {a: {minimum: 3}, b: {contentEncoding: base64}, c: {minLength: 1}, d: {minItems: 1}, e: {minLength: 1, minimum: 3}}}
",
    );
    assert_eq!(
        lowered.lines(),
        ["A { a?: Json, b?: Json, c?: String, d?: [Json], e?: Json }"]
    );
}

#[test]
fn json_in_strings_is_known_whatever_case_and_parameters_its_media_type_has() {
    let lowered = schemas(
        "    A: {properties: {a: {type: string, contentMediaType: Application/JSON; charset=utf-8, contentSchema: {type: boolean}}}}
",
    );
    assert_eq!(lowered.lines(), ["A { a?: JsonText<bool> }"]);
}

#[test]
fn the_tightest_limits_choose_the_width() {
    let lowered = schemas(
        "    A: {type: integer, maximum: 18446744073709551615, allOf: [{minimum: 0, maximum: 10}]}
    B: {type: integer, minimum: -5, maximum: 18446744073709551615, allOf: [{minimum: 0}]}
",
    );
    assert_eq!(lowered.lines(), ["A = i64", "B = u64"]);
}

#[test]
fn equal_values_are_one_and_lists_of_several_layers_meet() {
    let lowered = schemas(
        "    A: {enum: [1, 1.0, 2, 3.5], allOf: [{enum: [3.5, 1, 4]}]}
",
    );
    assert_eq!(lowered.lines(), ["A = 3.5 | 1"]);
}

#[test]
fn schemas_that_include_each_other_too_deeply_are_named() {
    let mut yaml = String::new();
    for index in 0..600 {
        let next = index + 1;
        yaml += &format!(
            "    A{index}: {{$ref: '#/components/schemas/A{next}', properties: {{p{index}: {{type: string}}}}}}\n"
        );
    }
    yaml += "    A600: {type: object}\n";
    let lowered = schemas(&yaml);
    assert!(lowered.findings.contains(&"limit"));
    assert!(lowered.of("A0").contains("Json"), "{}", lowered.of("A0"));
}

#[test]
fn chains_of_references_of_any_length_are_what_stands_at_their_end() {
    let mut yaml = String::new();
    for index in 0..200 {
        let next = index + 1;
        yaml +=
            &format!("    A{index}: {{$ref: '#/components/schemas/A{next}', description: d}}\n");
    }
    yaml += "    A200: {type: object, properties: {a: {type: string}}}\n";
    assert_eq!(schemas(&yaml).of("A0"), "A0 = A200");
}
