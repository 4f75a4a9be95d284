use super::*;

#[test]
fn files_refer_to_each_other() {
    let loaded = load_files(&[
        ("a.yaml", &format!("{HEAD}components:\n  schemas:\n    A: {{$ref: 'x/b c.yaml'}}\n")),
        ("x/b c.yaml", "type: object\nproperties: {up: {$ref: '../a.yaml#/components/schemas/A'}, part: {$ref: 'd.yaml#/some%20where/0'}}\n"),
        ("x/d.yaml", "some where: [{type: string}]\n"),
    ])
    .clean();
    assert_eq!(
        loaded.target(loaded.id("a.yaml#/components/schemas/A")),
        "x/b c.yaml#"
    );
    assert_eq!(
        loaded.target(loaded.id("x/b c.yaml#/properties/up")),
        "a.yaml#/components/schemas/A"
    );
    assert_eq!(
        loaded.target(loaded.id("x/b c.yaml#/properties/part")),
        "x/d.yaml#/some where/0"
    );
}

#[test]
fn nothing_outside_the_root_is_read() {
    let loaded = load_schemas(
        "    A: {$ref: ../b.yaml}\n    B: {$ref: '%2e%2e/c.yaml'}\n    C: {$ref: 'file:///etc/passwd'}\n",
    );
    let mut lints = loaded.lints();
    lints.sort_unstable();
    assert_eq!(
        lints,
        ["outside-root", "outside-root", "unresolved-reference"]
    );
}

#[test]
fn unresolved_references_get_suggestions() {
    let loaded = load_files(&[
        (
            "a.yaml",
            &format!(
                "{HEAD}components:\n  schemas:\n    Person: {{$ref: '#/components/schema/Persn'}}\n    B: {{$ref: other.yml}}\n    C: {{$ref: '#nam'}}\n    D: {{$anchor: name}}\n"
            ),
        ),
        ("other.yaml", "{}"),
    ]);
    let help: Vec<&str> = loaded
        .diagnostics
        .iter()
        .filter_map(|found| found.help.as_deref())
        .collect();
    assert_eq!(
        help,
        [
            "did you mean `other.yaml`?",
            "did you mean `#/components/schemas/Persn`?"
        ]
    );
    assert_eq!(loaded.lints(), ["unresolved-reference"; 3]);
}

#[test]
fn identifiers_and_anchors_are_found_wherever_they_stand() {
    let loaded = load_schemas(concat!(
        "    A: {$ref: 'https://example.com/later'}\n",
        "    B: {$id: 'https://example.com/dir/base', properties: {p: {$ref: 'sibling#here'}, q: {$ref: '#/$defs/x'}}, $defs: {x: {type: string}}}\n",
        "    C: {$id: 'https://example.com/dir/sibling', $defs: {y: {$anchor: here}}}\n",
        "    D: {$id: 'https://example.com/later'}\n",
        "    E: {const: {$id: 'https://example.com/none', $ref: '#/nowhere'}}\n",
    ))
    .clean();
    let at =
        |pointer: &str| loaded.target(loaded.id(&format!("a.yaml#/components/schemas/{pointer}")));
    assert_eq!(at("A"), "a.yaml#/components/schemas/D");
    assert_eq!(at("B/properties/p"), "a.yaml#/components/schemas/C/$defs/y");
    assert_eq!(at("B/properties/q"), "a.yaml#/components/schemas/B/$defs/x");
}

#[test]
fn absolute_uris_are_mapped_by_the_options() {
    let mut options = ReadOptions::default();
    options
        .uris
        .insert("https://example.com/s/".into(), "local/".into());
    let loaded = load_all(
        &[
            (
                "a.yaml",
                &format!(
                    "{HEAD}components:\n  schemas:\n    A: {{$ref: 'https://example.com/s/b.json'}}\n    B: {{$ref: 'https://example.com/s/../../a.yaml'}}\n"
                ),
            ),
            ("local/b.json", r#"{"$ref": "c.json"}"#),
            ("local/c.json", "true"),
        ],
        &options,
    );
    assert_eq!(loaded.target(loaded.id("local/b.json#")), "local/c.json#");
    assert_eq!(loaded.lints(), ["unresolved-reference"]);
}

#[test]
fn circles_are_reported_and_cut() {
    let loaded = load_schemas(concat!(
        "    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n",
        "    C: {allOf: [{$ref: '#/components/schemas/C'}]}\n",
        "    D: {properties: {d: {$ref: '#/components/schemas/D'}}}\n",
    ));
    assert_eq!(loaded.lints(), ["reference-cycle", "reference-cycle"]);
    let d = loaded.component("D").properties[0].1;
    assert_eq!(
        loaded.description.follow(d),
        loaded.id("a.yaml#/components/schemas/D")
    );
    let a = loaded.id("a.yaml#/components/schemas/A");
    loaded.description.follow(a);
}

#[test]
fn each_circle_is_cut_once_and_in_no_time() {
    let component = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    // Both ways back close the same circle at the same reference.
    let twice = format!(
        "    A: {}\n    B: {{allOf: [{{not: {{$ref: '#/components/schemas/A'}}}}, {{type: object}}]}}\n",
        component("B")
    );
    assert_eq!(load_schemas(&twice).lints(), ["reference-cycle"]);
    let mut chain = String::new();
    for index in 0..3000 {
        let (next, first) = (component(&format!("S{}", index + 1)), component("S0"));
        chain += &format!("    S{index}: {{allOf: [{next}, {first}]}}\n");
    }
    chain += "    S3000: {type: object}\n";
    let start = std::time::Instant::now();
    let loaded = load_schemas(&chain);
    assert_eq!(loaded.lints().len(), 3000);
    assert!(start.elapsed().as_secs() < 15, "{:?}", start.elapsed());
    for index in 0..3000 {
        let back = format!("a.yaml#/components/schemas/S{index}/allOf/1");
        assert_eq!(loaded.target(loaded.id(&back)), "nothing");
    }
}

#[test]
fn one_node_is_one_kind_of_object() {
    let loaded = load_files(&[(
        "a.yaml",
        &format!(
            "{HEAD}components:\n  schemas:\n    A: {{$ref: '#/x-shared'}}\n  responses:\n    R: {{$ref: '#/x-shared'}}\nx-shared: {{description: d}}\n"
        ),
    )]);
    assert_eq!(loaded.lints(), ["two-kinds"]);
    assert_eq!(loaded.diagnostics[0].related.len(), 1);
}

#[test]
fn pointers_through_another_identifier_work_but_are_warned_of() {
    let loaded = load_schemas(concat!(
        "    A: {$id: 'https://example.com/a', $defs: {x: {type: string}}}\n",
        "    B: {$ref: '#/components/schemas/A/$defs/x'}\n",
    ));
    assert_eq!(loaded.lints(), ["pointer-through-id"]);
    assert_eq!(
        loaded.target(loaded.id("a.yaml#/components/schemas/B")),
        "a.yaml#/components/schemas/A/$defs/x"
    );
}

#[test]
fn dynamic_references_depend_on_the_way_in() {
    let loaded = load_schemas(concat!(
        "    Tree: {$id: 'http://x/tree', $dynamicAnchor: node, properties: {child: {$dynamicRef: '#node'}, plain: {$dynamicRef: '#plain'}}, $defs: {p: {$anchor: plain}}}\n",
        "    Strict: {$id: 'http://x/strict', $dynamicAnchor: node, $ref: tree, unevaluatedProperties: false}\n",
    ))
    .clean();
    let (tree, strict) = (
        loaded.id("a.yaml#/components/schemas/Tree"),
        loaded.id("a.yaml#/components/schemas/Strict"),
    );
    let child = loaded.id("a.yaml#/components/schemas/Tree/properties/child");
    let description = &loaded.description;
    assert_eq!(description.resource_root(child), tree);
    assert_eq!(description.resolve_dynamic(child, &[tree]), Some(tree));
    assert_eq!(
        description.resolve_dynamic(child, &[strict, tree]),
        Some(strict)
    );
    let plain = loaded.id("a.yaml#/components/schemas/Tree/properties/plain");
    let target = loaded.id("a.yaml#/components/schemas/Tree/$defs/p");
    assert_eq!(
        description.resolve_dynamic(plain, &[strict, tree]),
        Some(target)
    );
}

#[test]
fn references_in_examples_are_data_unless_the_options_say_otherwise() {
    let files = [
        (
            "a.yaml",
            &*format!(
                "{HEAD}components:\n  schemas:\n    A:\n      example:\n        $ref: e/one.json\n        own: 1\n"
            ),
        ),
        (
            "e/one.json",
            r#"{"own": 0, "list": [{"$ref": "two.json#/deep"}], "self": {"$ref": "none.json"}}"#,
        ),
        ("e/two.json", r#"{"deep": {"x": true}}"#),
    ];
    let loaded = load_files(&files);
    assert_eq!(loaded.lints(), ["reference-in-example"]);
    let example = loaded.component("A").examples[0].clone();
    assert_eq!(
        loaded.description.resolve_example(&example, "a.yaml"),
        example
    );
    let options = ReadOptions {
        example_references: ExampleReferences::Resolve,
        ..ReadOptions::default()
    };
    let loaded = load_all(&files, &options);
    assert_eq!(loaded.lints(), ["unresolved-reference"]);
    let resolved = loaded.description.resolve_example(&example, "a.yaml");
    assert_eq!(
        serde_json::to_string(&resolved).unwrap(),
        r#"{"own":1,"list":[{"x":true}],"self":{"$ref":"none.json"}}"#
    );
}

#[test]
fn circular_and_huge_examples_stop() {
    let options = ReadOptions {
        example_references: ExampleReferences::Resolve,
        merge_example_all_of: true,
        ..ReadOptions::default()
    };
    let refs = |name: &str| {
        format!(
            "[{}]",
            vec![format!("{{\"$ref\": \"{name}\"}}"); 30].join(",")
        )
    };
    let loaded = load_all(
        &[
            (
                "a.yaml",
                &format!(
                    "{HEAD}components:\n  schemas:\n    A: {{example: {{$ref: a.yaml}}}}\n    B: {{example: {{$ref: b.json}}}}\n    C: {{example: {{allOf: [{{a: 1}}, {{b: 2}}], b: 3}}}}\n"
                ),
            ),
            ("b.json", &refs("c.json")),
            ("c.json", &refs("d.json")),
            ("d.json", &refs("e.json")),
            ("e.json", &refs("f.json")),
            ("f.json", "1"),
        ],
        &options,
    );
    let mut lints = loaded.lints();
    lints.sort_unstable();
    assert_eq!(lints, ["limit", "reference-cycle"]);
    let merged = loaded
        .description
        .resolve_example(&loaded.component("C").examples[0], "a.yaml");
    assert_eq!(serde_json::to_string(&merged).unwrap(), r#"{"a":1,"b":3}"#);
}
