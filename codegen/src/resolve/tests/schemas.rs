use super::*;

#[test]
fn every_keyword_is_read() {
    let text = r##"
    A:
      $id: https://example.com/a
      $schema: https://json-schema.org/draft/2020-12/schema
      $anchor: anchor
      $dynamicAnchor: dynamic
      $ref: "#/$defs/x"
      $dynamicRef: "#dynamic2"
      $comment: c
      $vocabulary: {"https://json-schema.org/draft/2020-12/vocab/core": true}
      $defs: {x: {$dynamicAnchor: dynamic2}}
      allOf: [true]
      anyOf: [true]
      oneOf: [true]
      not: false
      if: true
      then: true
      else: true
      dependentSchemas: {a: true}
      prefixItems: [true]
      items: true
      contains: true
      properties: {type: true, $ref: true}
      patternProperties: {a: true}
      additionalProperties: false
      propertyNames: true
      unevaluatedItems: true
      unevaluatedProperties: true
      type: [string, "null"]
      enum: [a, null]
      const: a
      multipleOf: 2
      maximum: 1.5
      exclusiveMaximum: 2
      minimum: 1
      exclusiveMinimum: 0
      maxLength: 2.0
      minLength: 1
      pattern: a
      maxItems: 1
      minItems: 1
      uniqueItems: true
      maxContains: 1
      minContains: 1
      maxProperties: 1
      minProperties: 1
      required: [a, a]
      dependentRequired: {a: [b]}
      format: f
      contentEncoding: base64
      contentMediaType: text/plain
      contentSchema: true
      title: t
      description: d
      default: 1
      deprecated: true
      readOnly: true
      writeOnly: true
      example: 1
      examples: [2]
      discriminator: {propertyName: p, mapping: {a: A}}
      xml: {name: n, attribute: true}
      externalDocs: {url: u}
      x-own: 1
      other: 2
"##;
    let loaded = load_schemas(text).clean();
    let keywords = loaded.component("A").clone();
    // A keyword that isn't read leaves its default behind.
    let debug = format!("{keywords:?}");
    for absent in [": None", ": []", ": false"] {
        let allowed = [
            "namespace: None",
            "prefix: None",
            "wrapped: false",
            "extensions: []",
            "default_mapping: None",
            "description: None",
        ];
        let mut rest = debug.clone();
        for name in allowed {
            rest = rest.replace(name, "");
        }
        assert!(!rest.contains(absent), "{absent} in {rest}");
    }
    assert_eq!(keywords.max_length, Some(2));
    assert_eq!(keywords.required, ["a"]);
    assert_eq!(keywords.examples.len(), 2);
    assert_eq!(keywords.unknown.len(), 1);
    assert_eq!(keywords.extensions.len(), 1);
    let discriminator = keywords.discriminator.unwrap();
    assert_eq!(
        discriminator.mapping[0].target,
        Some(loaded.id("a.yaml#/components/schemas/A"))
    );
}

#[test]
fn boolean_schemas_are_kept() {
    let loaded = load_schemas("    A: true\n    B: false\n").clean();
    let body = |name: &str| {
        let id = loaded.id(&format!("a.yaml#/components/schemas/{name}"));
        loaded.description.schema(id).unwrap().body.clone()
    };
    assert_eq!(body("A"), SchemaBody::Boolean(true));
    assert_eq!(body("B"), SchemaBody::Boolean(false));
}

#[test]
fn misspelled_keywords_get_a_suggestion() {
    let loaded = load_schemas("    A: {min_items: 1, propertys: {}, anything: 1}\n");
    assert_eq!(loaded.lints(), ["unknown-keyword", "unknown-keyword"]);
    assert_eq!(
        loaded.diagnostics[0].help.as_deref(),
        Some("did you mean `minItems`?")
    );
    assert_eq!(loaded.component("A").unknown.len(), 3);
}

#[test]
fn wrong_types_cost_the_keyword_only() {
    let loaded = load_schemas(
        "    A: {type: strin, minLength: -1, required: x, properties: [], title: t, items: 3, multipleOf: 0}\n",
    );
    assert_eq!(loaded.lints(), ["wrong-type"; 6]);
    assert_eq!(loaded.component("A").title.as_deref(), Some("t"));
    let help = loaded
        .diagnostics
        .iter()
        .find_map(|found| found.help.as_deref());
    assert_eq!(help, Some("did you mean `string`?"));
}

#[test]
fn nullable_lets_null_in_wherever_it_stands() {
    let loaded = load_schemas(concat!(
        "    A: {type: string, nullable: true}\n",
        "    B: {type: string, enum: [a], nullable: true}\n",
        "    C: {$ref: '#/components/schemas/A', nullable: true, description: d}\n",
        "    D: {nullable: true, allOf: [{type: object}]}\n",
        "    E: {nullable: true}\n",
    ));
    assert_eq!(loaded.lints(), ["nullable"]);
    assert_eq!(
        loaded.component("A").types,
        Some(vec![JsonType::String, JsonType::Null])
    );
    assert_eq!(
        loaded.component("B").enumeration.as_ref().unwrap().last(),
        Some(&Node::Null)
    );
    let union = loaded.component("C");
    assert_eq!(union.description.as_deref(), Some("d"));
    assert_eq!(union.reference, None);
    assert_eq!(
        loaded.target(union.any_of[0]),
        "a.yaml#/components/schemas/A"
    );
    assert_eq!(
        loaded.keywords(union.any_of[1]).types,
        Some(vec![JsonType::Null])
    );
    assert_eq!(loaded.component("D").any_of.len(), 2);
    assert_eq!(loaded.component("E"), &Keywords::default());
}

#[test]
fn openapi_3_0_is_upgraded() {
    let loaded = load_files(&[(
        "a.yaml",
        concat!(
            "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n",
            "    A: {type: number, minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false}\n",
            "    B: {type: string, format: byte}\n",
            "    C: {$ref: '#/components/schemas/A', description: d, minimum: 5}\n",
            "    D: {exclusiveMaximum: true}\n",
        ),
    )]);
    let bounds = loaded.component("A");
    assert_eq!(bounds.minimum, None);
    assert_eq!(
        bounds
            .exclusive_minimum
            .and_then(|bound| bound.as_integer()),
        Some(1)
    );
    assert_eq!(bounds.maximum.and_then(|bound| bound.as_integer()), Some(2));
    assert_eq!(
        loaded.component("B").content_encoding.as_deref(),
        Some("base64")
    );
    let sibling = loaded.component("C");
    assert_eq!(
        (sibling.description.as_deref(), sibling.minimum),
        (Some("d"), None)
    );
    let mut lints = loaded.lints();
    lints.sort_unstable();
    assert_eq!(
        lints,
        ["ignored-sibling", "older-version", "other-spelling"]
    );
}

#[test]
fn older_drafts_are_upgraded() {
    let loaded = load_schemas(concat!(
        "    A:\n      $schema: http://json-schema.org/draft-07/schema#\n      items: [{type: string}]\n",
        "      additionalItems: false\n      definitions: {x: {$id: '#name'}}\n",
        "      dependencies: {a: [b], c: {type: object}}\n",
        "    B:\n      $schema: https://json-schema.org/draft/2019-09/schema\n      $id: http://x/b\n",
        "      $recursiveAnchor: true\n      properties: {a: {$recursiveRef: '#'}}\n",
    ));
    assert!(loaded.lints().iter().all(|lint| *lint == "foreign-dialect"));
    let tuple = loaded.component("A");
    assert_eq!((tuple.prefix_items.len(), tuple.items.is_some()), (1, true));
    assert_eq!(
        (
            tuple.defs.len(),
            tuple.dependent_required.len(),
            tuple.dependent_schemas.len()
        ),
        (1, 1, 1)
    );
    let outer = loaded.id("a.yaml#/components/schemas/B");
    let inner = loaded.component("B").properties[0].1;
    assert_eq!(
        loaded.description.resolve_dynamic(inner, &[outer]),
        Some(outer)
    );
}

#[test]
fn unquoted_values_under_type_string_are_their_spelling() {
    let loaded = load_schemas("    A: {type: string, enum: [true, 4.10, x]}\n");
    assert_eq!(loaded.lints(), ["unquoted-string", "unquoted-string"]);
    let values = loaded.component("A").enumeration.clone().unwrap();
    let values: Vec<&str> = values.iter().filter_map(Node::as_str).collect();
    assert_eq!(values, ["true", "4.10", "x"]);
}
