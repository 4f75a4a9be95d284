use super::*;

const SEEDS: [&str; 3] = [
    "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a/{b}:\n    $ref: '#/paths/~1c'\n    get:\n      parameters: [{$ref: '#/components/parameters/P'}]\n      responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/A'}, example: {$ref: a.yaml}}}}}\ncomponents:\n  parameters: {P: {name: b, in: path, required: true, schema: {$ref: b.yaml}}}\n  schemas:\n    A: &x {type: [string, 'null'], nullable: true, $id: 'http://x/y', $anchor: z, allOf: [{$ref: '#z'}, {$dynamicRef: '#z'}]}\n    B: *x\n    C: {<<: *x, discriminator: {propertyName: p, mapping: {a: A, b: '#/components/schemas/B'}}}\n",
    r##"{"openapi":"3.0.0","info":{"title":"t","version":"1"},"paths":{"/a":{"post":{"requestBody":{"content":{"a/b":{"schema":{"$ref":"#/components/schemas/A"}}}},"responses":{"4xx":{"$ref":"#/components/responses/R"}}}}},"components":{"responses":{"R":{"description":"d"}},"schemas":{"A":{"oneOf":[{"$ref":"b.yaml#/x"}],"exclusiveMinimum":true,"enum":[1,1e400]}}}}"##,
    "openapi: 3.2.0\n$self: http://a/b\ninfo:\n  title: é日本\n  version: |\n    1\nwebhooks: {h: {post: {callbacks: {c: {$ref: '#/webhooks'}}}}}\ncomponents: {schemas: {A: {$schema: 'http://json-schema.org/draft-04/schema#', id: x, items: [true], definitions: {}}}}\n",
];

fn check(text: &str) {
    let options = ReadOptions {
        example_references: ExampleReferences::Resolve,
        merge_example_all_of: true,
        ..ReadOptions::default()
    };
    let files = [
        ("a.yaml", text),
        ("b.yaml", "x: {$ref: a.yaml}\ntype: string\n"),
    ];
    let loaded = load_all(&files, &options);
    let report = crate::diagnostic::Report::new(
        loaded.diagnostics,
        &crate::diagnostic::Levels::default(),
        &|path| {
            files
                .iter()
                .find(|(name, _)| *name == path)
                .map(|(_, text)| (*text).to_owned())
        },
    );
    report.human(crate::diagnostic::Colour::Plain);
    report.json();
    report.sarif();
    let description = &loaded.description;
    for document in &description.documents {
        for (_, item) in &document.paths {
            description.path_item(item);
        }
    }
    for (id, _) in description.schemas().iter() {
        description.follow(id);
        description.resolve_dynamic(id, &[description.resource_root(id)]);
    }
}

#[test]
fn cut_texts_never_panic() {
    for seed in SEEDS {
        for (end, _) in seed.char_indices() {
            check(seed.split_at(end).0);
        }
    }
}

#[test]
fn flipped_and_repeated_bytes_never_panic() {
    // A generator of our own keeps the test the same on every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (bound as u64)).unwrap()
    };
    for round in 0..400 {
        let mut bytes = SEEDS[round % SEEDS.len()].as_bytes().to_vec();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            match next(4) {
                0 => bytes[at] = b"{}[]:,'\"#&*!|>-%@~/$ \n\t0"[next(24)],
                1 => bytes[at] ^= 1 << next(7),
                2 => {
                    bytes.remove(at);
                }
                _ => {
                    let end = (at + next(40)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    let to = next(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
        }
        check(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn deep_schemas_fit_the_stack() {
    for (open, close) in [
        ("{\"items\":", "}"),
        ("{\"allOf\":[", "]}"),
        ("{\"properties\":{\"a\":", "}}"),
    ] {
        let depth = if open.len() < 10 { 120 } else { 60 };
        let schema = format!("{}true{}", open.repeat(depth), close.repeat(depth));
        let text = format!(
            r#"{{"openapi":"3.1.0","info":{{}},"components":{{"schemas":{{"A":{schema}}}}}}}"#
        );
        let loaded = load_files(&[("a.yaml", &text)]).clean();
        assert!(loaded.description.schemas().len() > depth);
    }
    let callback = r#"{"post":{"callbacks":{"c":{"x":"#;
    let text = format!(
        r#"{{"openapi":"3.1.0","info":{{}},"paths":{{"/a":{}{{}}{}}}}}"#,
        callback.repeat(30),
        "}}}}".repeat(30)
    );
    load_files(&[("a.yaml", &text)]).clean();
}
