use super::*;

const WHOLE: &str = r##"
openapi: 3.1.0
info: {title: T, version: 1.0, x-i: 1}
servers: [{url: 'https://{h}/', variables: {h: {default: x, enum: [x, y]}}}]
tags: [{name: one}]
security: [{key: []}, {}]
paths:
  /a/{id}:
    parameters:
      - {$ref: '#/components/parameters/Id', description: mine, required: false}
      - {name: X-A, in: header, schema: {type: string}}
    get:
      operationId: getA
      security: []
      parameters: [{name: q, in: query, style: deepObject, explode: true, schema: {type: object}}]
      requestBody: {$ref: '#/components/requestBodies/B'}
      responses:
        200: {description: ok, headers: {H: {schema: {type: integer}}}, content: {application/json: {schema: true, examples: {e: {value: 1}}}}}
        4xx: {$ref: '#/components/responses/R'}
        default: {description: d, links: {l: {operationId: getA}}}
      callbacks:
        done: {'{$request.body#/url}': {post: {responses: {'200': {description: ok}}}}}
  /b: {$ref: b.yaml}
webhooks:
  hook: {post: {responses: {'200': {description: ok}}}}
components:
  parameters: {Id: {$ref: '#/components/parameters/Real'}, Real: {name: id, in: path, required: true, description: theirs, schema: {type: string}}}
  requestBodies: {B: {content: {multipart/form-data: {schema: {type: object}, encoding: {f: {contentType: image/png, headers: {X: {schema: true}}}}}}, required: true}}
  responses: {R: {description: bad}}
  securitySchemes: {key: {type: apiKey, name: k, in: query}, o: {type: oauth2, flows: {implicit: {authorizationUrl: u, scopes: {s: t}}}}}
"##;

#[test]
fn objects_are_read_as_written() {
    let loaded = load_files(&[
        ("a.yaml", WHOLE),
        ("b.yaml", "put: {responses: {'200': {description: ok}}}\n"),
    ]);
    let mut lints = loaded.lints();
    lints.sort_unstable();
    assert_eq!(
        lints,
        ["ignored-sibling", "key-not-string", "status-spelling"]
    );
    let description = &loaded.description;
    let document = &description.documents[0];
    assert_eq!(document.info.version, "1");
    assert_eq!(document.servers[0].variables[0].1.enumeration, ["x", "y"]);
    assert_eq!(document.security.as_ref().unwrap()[1].schemes.len(), 0);
    let item = &document.paths[0].1;
    let parameter = description.resolve(&item.parameters[0]).unwrap();
    assert_eq!(
        parameter.place.to_string(),
        "a.yaml#/components/parameters/Real"
    );
    assert_eq!(parameter.description, Some("mine"));
    assert!(parameter.object.required);
    let identity = description.parameter_identity(&item.parameters[1]);
    assert_eq!(identity, Some(("x-a".into(), ParameterIn::Header)));
    let operation = description.resolve(&item.operations[0].1).unwrap().object;
    assert_eq!(operation.security, Some(Vec::new()));
    let responses = &operation.responses.as_ref().unwrap().responses;
    let keys: Vec<StatusKey> = responses.iter().map(|(key, _)| *key).collect();
    assert_eq!(
        keys,
        [
            StatusKey::Code(200),
            StatusKey::Range(4),
            StatusKey::Default
        ]
    );
    assert_eq!(
        description.resolve(&responses[1].1).unwrap().description,
        Some("bad")
    );
    let body = description
        .resolve(operation.request_body.as_ref().unwrap())
        .unwrap()
        .object;
    let media = description.resolve(&body.content[0].1).unwrap().object;
    assert_eq!(media.encoding[0].1.headers.len(), 1);
    let callback = description
        .resolve(&operation.callbacks[0].1)
        .unwrap()
        .object;
    assert_eq!(callback.expressions[0].1.operations[0].0, Method::Post);
    let linked = description.path_item(&document.paths[1].1);
    assert_eq!(linked.operations[0].0, Method::Put);
    assert_eq!(document.webhooks.len(), 1);
}

#[test]
fn path_items_merge_with_their_reference() {
    let loaded = load_files(&[
        (
            "a.yaml",
            &format!(
                "{HEAD}paths:\n  /a:\n    $ref: b.yaml\n    summary: mine\n    parameters: [{{name: p, in: query, schema: true}}]\n"
            ),
        ),
        (
            "b.yaml",
            "summary: theirs\ndescription: d\nparameters: [{name: p, in: query, schema: false}, {name: q, in: query, schema: true}]\nget: {responses: {}}\n",
        ),
    ]);
    assert_eq!(loaded.lints(), ["path-item-sibling"]);
    let item = loaded
        .description
        .path_item(&loaded.description.documents[0].paths[0].1);
    assert_eq!(
        (item.summary.as_deref(), item.description.as_deref()),
        (Some("mine"), Some("d"))
    );
    assert_eq!((item.parameters.len(), item.operations.len()), (2, 1));
}

#[test]
fn circular_objects_lead_nowhere() {
    let loaded = load_files(&[(
        "a.yaml",
        &format!(
            "{HEAD}paths:\n  /a: {{$ref: '#/paths/~1b'}}\n  /b: {{$ref: '#/paths/~1a'}}\ncomponents:\n  headers: {{A: {{$ref: '#/components/headers/B'}}, B: {{$ref: '#/components/headers/A'}}}}\n"
        ),
    )]);
    assert_eq!(loaded.lints(), ["reference-cycle", "reference-cycle"]);
    let document = &loaded.description.documents[0];
    assert!(
        loaded
            .description
            .resolve(&document.components.headers[0].1)
            .is_none()
    );
    assert!(
        loaded
            .description
            .path_item(&document.paths[0].1)
            .operations
            .is_empty()
    );
}

#[test]
fn versions_are_told_apart() {
    let lints = |head: &str| {
        load_files(&[(
            "a.yaml",
            &format!("{head}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n"),
        )])
        .lints()
    };
    assert_eq!(lints("openapi: 3.1.2"), Vec::<&str>::new());
    assert_eq!(lints("openapi: 3.1.0-rc0"), Vec::<&str>::new());
    assert_eq!(lints("openapi: 3.1"), ["version-not-string"]);
    assert_eq!(lints("openapi: 3.0.0"), ["older-version"]);
    assert_eq!(lints("openapi: 3.2.0"), ["newer-version"]);
    assert_eq!(lints("openapi: 4.0.0"), ["not-openapi"]);
    assert_eq!(lints("swagger: '2.0'"), ["not-openapi"]);
    assert_eq!(lints("a: 1"), ["not-openapi"]);
}

#[test]
fn what_3_2_adds_is_read() {
    let text = r##"
openapi: 3.2.0
$self: https://example.com/api
info: {title: t, version: '1'}
paths:
  /a:
    query: {responses: {}}
    additionalOperations: {COPY: {responses: {}}}
    get:
      parameters: [{name: all, in: querystring, content: {application/json: {schema: true}}}, {name: c, in: cookie, style: cookie, schema: true}]
      responses:
        '200': {summary: s, content: {text/event-stream: {$ref: '#/components/mediaTypes/M'}}}
components:
  schemas: {A: {$ref: 'api#/components/schemas/B'}, B: {discriminator: {propertyName: p, defaultMapping: A}, xml: {nodeType: cdata}}}
  mediaTypes: {M: {itemSchema: true, prefixEncoding: [{contentType: a/b}], itemEncoding: {contentType: c/d}}}
"##;
    let loaded = load_files(&[("a.yaml", text)]).clean();
    let item = &loaded.description.documents[0].paths[0].1;
    let methods: Vec<&str> = item
        .operations
        .iter()
        .map(|(method, _)| method.as_str())
        .collect();
    assert_eq!(methods, ["QUERY", "GET", "COPY"]);
    let RefOr::Item(operation) = &item.operations[1].1 else {
        panic!("a reference")
    };
    assert_eq!(
        loaded
            .description
            .resolve(&operation.parameters[0])
            .unwrap()
            .object
            .location,
        ParameterIn::Querystring
    );
    let response = &operation.responses.as_ref().unwrap().responses[0].1;
    let media = &loaded.description.resolve(response).unwrap().object.content[0].1;
    let media = loaded.description.resolve(media).unwrap().object;
    assert!(media.item_schema.is_some() && media.item_encoding.is_some());
    assert_eq!(
        loaded.target(loaded.id("a.yaml#/components/schemas/A")),
        "a.yaml#/components/schemas/B"
    );
    let mapping = loaded
        .component("B")
        .discriminator
        .clone()
        .unwrap()
        .default_mapping
        .unwrap();
    assert_eq!(
        mapping.target,
        Some(loaded.id("a.yaml#/components/schemas/A"))
    );
}

#[test]
fn mistakes_cost_the_object_only() {
    let loaded = load_files(&[(
        "a.yaml",
        &format!(
            "{HEAD}paths:\n  /a:\n    get:\n      parameters: [{{in: query}}, {{name: x, in: quer}}, 7, {{name: y, in: query, schema: true}}, {{name: y, in: query, schema: true}}, {{name: z, in: path, schema: true}}]\n      responses: {{abc: {{}}, '200': []}}\n"
        ),
    )]);
    let mut lints = loaded.lints();
    lints.sort_unstable();
    assert_eq!(
        lints,
        [
            "duplicate-parameter",
            "missing-field",
            "optional-path-parameter",
            "wrong-type",
            "wrong-type",
            "wrong-type",
            "wrong-type"
        ]
    );
}

#[test]
fn names_of_another_entry_document_are_warned_of() {
    let union = "{oneOf: [{$ref: 'b.yaml#/components/schemas/Cat'}], \
        discriminator: {propertyName: kind, mapping: {cat: Cat}}}";
    let entry = |schemas: &str| format!("{HEAD}components:\n  schemas:\n{schemas}");
    let source = MapSource::new()
        .with("a.yaml", entry(&format!("    Pet: {union}\n")))
        .with("b.yaml", entry("    Cat: {type: object}\n"));
    let entries = ["a.yaml".to_owned(), "b.yaml".to_owned()];
    let (description, diagnostics) = load(&source, &entries, &[], &ReadOptions::default());
    let lints = diagnostics.sorted();
    let lints: Vec<&str> = lints.iter().map(|found| found.lint.name).collect();
    assert_eq!(lints, ["name-elsewhere"]);
    let loaded = Loaded {
        description,
        diagnostics: Vec::new(),
    };
    let pet = loaded.component("Pet").discriminator.as_ref();
    let target = pet.and_then(|discriminator| discriminator.mapping[0].target);
    assert_eq!(target, Some(loaded.id("b.yaml#/components/schemas/Cat")));
}
