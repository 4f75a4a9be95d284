//! Parameters, bodies, responses, routes, security.

use super::{Lowered, with_config};
use crate::model::{
    Codec, Home, Location, Operation, PathPart, Receiver, Status, Style, Styling, rules::RulesRef,
};
use crate::{Generator, config::Config, source::MapSource};

fn operations(rest: &str) -> Lowered {
    with_config("", rest)
}

fn first(lowered: &Lowered) -> &Operation {
    lowered
        .api
        .operations
        .first()
        .expect("there is an operation")
}

#[test]
fn own_parameters_override_those_of_the_path_item() {
    let lowered = operations(
        "paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: q, in: query, schema: {type: string}}
    get:
      operationId: getA
      parameters:
        - {name: q, in: query, required: true, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
        - {name: X-Id, in: header, schema: {type: string}}
      responses: {'200': {description: D}}
",
    );
    let operation: &Operation = first(&lowered);
    let sketch: Vec<String> = operation
        .parameters
        .iter()
        .map(|parameter| {
            format!(
                "{:?} {} {} {}",
                parameter.location,
                parameter.name.wire,
                parameter.required,
                lowered.ty(&parameter.ty)
            )
        })
        .collect();
    assert_eq!(
        sketch,
        [
            "Path id true i64",
            "Query q true [String]",
            "Header X-Id false String"
        ]
    );
    let piped = Styling::Style {
        style: Style::PipeDelimited,
        explode: false,
        allow_reserved: false,
    };
    assert_eq!(operation.parameters[1].styling, piped);
}

#[test]
fn a_parameter_that_only_the_path_names_is_a_string() {
    let lowered = operations(
        "paths:
  /a/{id}.json:
    get: {operationId: a, responses: {'200': {description: D}}}
",
    );
    let operation: &Operation = first(&lowered);
    assert_eq!(lowered.findings, ["template-mismatch"]);
    assert_eq!(operation.parameters[0].location, Location::Path);
    assert_eq!(
        operation.path.segments[1].parts,
        [
            PathPart::Parameter(0),
            PathPart::Literal(".json".to_owned())
        ]
    );
}

#[test]
fn a_query_in_a_path_key_is_demanded() {
    let lowered = operations(
        "paths:
  /a?beta=true:
    get: {responses: {'200': {description: D}}}
",
    );
    let operation: &Operation = first(&lowered);
    assert_eq!(operation.path.query[0].name, "beta");
    assert_eq!(operation.path.segments.len(), 1);
    assert_eq!(operation.name.wire, "get_a_beta_true");
    assert_eq!(lowered.findings, ["path-key"]);
}

#[test]
fn a_lone_default_is_the_success_too() {
    let lowered = operations(
        "paths:
  /a:
    get:
      responses:
        default: {description: D, content: {application/json: {schema: {type: string}}}}
  /b:
    get:
      responses:
        default: {description: D}
        '404': {description: D}
        2XX: {description: D}
",
    );
    let statuses = |operation: &Operation| {
        let responses = operation.responses.iter();
        responses
            .map(|response| (response.status, response.success))
            .collect::<Vec<(Status, bool)>>()
    };
    assert_eq!(statuses(first(&lowered)), [(Status::Default, true)]);
    assert_eq!(
        statuses(&lowered.api.operations[1]),
        [
            (Status::Code(404), false),
            (Status::Range(2), true),
            (Status::Default, false)
        ]
    );
}

#[test]
fn media_types_decide_how_a_body_is_written() {
    let lowered = operations(
        "paths:
  /a:
    post:
      operationId: send
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {a: {type: string}}}}
          application/vnd.x+json; v=1: {schema: {type: string}}
          application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}
          multipart/form-data: {schema: {type: object, properties: {a: {type: string, format: binary}, b: {type: object}}}}
          text/plain: {schema: {type: string}}
          image/png: {}
          text/event-stream: {schema: {type: array, items: {type: integer}}}
      responses: {'204': {description: D, content: {text/plain: {}}}}
",
    );
    let body = first(&lowered).body.as_ref().expect("there is a body");
    let codecs: Vec<Codec> = body.contents.iter().map(|content| content.codec).collect();
    assert_eq!(
        codecs,
        [
            Codec::Json,
            Codec::Json,
            Codec::Form,
            Codec::Multipart,
            Codec::Text,
            Codec::Bytes,
            Codec::EventStream
        ]
    );
    let items = body.contents[6].ty.as_ref().map(|ty| lowered.ty(ty));
    assert_eq!(items.as_deref(), Some("i64"));
    assert_eq!(
        lowered.findings,
        ["name-collision", "binary-format", "body-not-allowed"]
    );
}

#[test]
fn security_is_a_list_of_sets_and_an_unknown_scheme_protects() {
    let lowered = operations(
        "security: [{a: []}]
paths:
  /a: {get: {responses: {'200': {description: D}}}}
  /b: {get: {security: [], responses: {'200': {description: D}}}}
  /c: {get: {security: [{a: [], b: [read]}, {}], responses: {'200': {description: D}}}}
components:
  securitySchemes:
    a: {type: http, scheme: Bearer}
",
    );
    let sizes: Vec<Vec<usize>> = lowered
        .api
        .operations
        .iter()
        .map(|operation| operation.security.iter().map(Vec::len).collect())
        .collect();
    assert_eq!(sizes, [vec![1], vec![], vec![2, 0]]);
    assert_eq!(lowered.findings, ["undeclared-scheme"]);
}

#[test]
fn operations_on_one_route_are_told_apart_or_reported() {
    let lowered = operations(
        "paths:
  /a/{x}: {parameters: [{name: x, in: path, required: true}], get: {operationId: one, responses: {}}}
  /a/{y}: {parameters: [{name: y, in: path, required: true}], get: {operationId: two, responses: {}}}
",
    );
    assert!(
        lowered.findings.contains(&"conflicting-routes"),
        "{:?}",
        lowered.findings
    );
}

#[test]
fn servers_that_differ_put_their_paths_in_front() {
    let lowered = with_config(
        "[operations]\nbase_path = true\n",
        "servers: [{url: 'https://x.example/{v}/', variables: {v: {default: v2}}}]
paths:
  /a/: {get: {responses: {'200': {description: D}}}}
",
    );
    let segments: Vec<usize> = first(&lowered)
        .path
        .segments
        .iter()
        .map(|segment| segment.parts.len())
        .collect();
    assert_eq!(segments, [1, 1, 0]);
}

#[test]
fn webhooks_of_an_extension_are_generated_on_request() {
    let document = "paths: {}
x-webhooks:
  alarm: {post: {operationId: raiseAlarm, responses: {'204': {description: D}}}}
";
    let silent = operations(document);
    assert!(silent.api.operations.is_empty());
    assert_eq!(silent.findings, ["unread-webhooks"]);
    let asked = with_config("[operations]\nx_webhooks = true\n", document);
    assert_eq!(first(&asked).name.wire, "raiseAlarm");
    assert_eq!(
        first(&asked).receiver,
        Receiver::Webhook("alarm".to_owned())
    );
    assert_eq!(asked.findings, [""; 0]);
}

#[test]
fn what_a_path_item_says_for_all_belongs_to_the_same_operation_in_any_order() {
    let item = |operations: &str| {
        let parameter = "{name: n, in: query, schema: {type: string, enum: [a, b]}}";
        let document = format!(
            "paths: {{/a: {{$ref: '#/components/pathItems/A'}}}}
components: {{pathItems: {{A: {{parameters: [{parameter}], {operations}}}}}}}
"
        );
        let lowered = self::operations(&document);
        let home = lowered.api.types.first().map(|ty| ty.origin.home.clone());
        let Some(Home::Operation { operation, roles }) = home else {
            panic!("{home:?}");
        };
        (lowered.api.operations[operation.0].name.wire.clone(), roles)
    };
    let get = "get: {operationId: one, responses: {'204': {description: D}}}";
    let post = "post: {operationId: two, responses: {'204': {description: D}}}";
    let expected = ("one".to_owned(), vec!["n".to_owned()]);
    assert_eq!(item(&format!("{get}, {post}")), expected);
    assert_eq!(item(&format!("{post}, {get}")), expected);
}

#[test]
fn path_parameters_where_there_is_no_path_are_reported() {
    let lowered = operations(
        "paths: {}
webhooks:
  alarm:
    parameters: [{name: room, in: path, required: true, schema: {type: string}}]
    post: {operationId: raiseAlarm, responses: {'204': {description: D}}}
",
    );
    assert!(first(&lowered).parameters.is_empty());
    assert_eq!(lowered.findings, ["template-mismatch"]);
}

#[test]
fn links_lead_to_operations_of_their_own_description() {
    let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n";
    let get = "get: {operationId: show, responses: {'204': {description: D}}}";
    let links = "{id: {operationId: show}, here: {operationRef: '#/paths/~1b/get'}, \
        there: {operationRef: 'b.yaml#/paths/~1b/get'}, lost: {operationRef: 'b.yaml#/paths/~1c/get'}, \
        beyond: {operationRef: 'https://example.com/c.yaml#/paths/~1c/get'}, none: {description: D}}";
    let post = format!("post: {{responses: {{'204': {{description: D, links: {links}}}}}}}");
    let source = MapSource::new()
        .with("b.yaml", format!("{head}  /b: {{{get}}}\n"))
        .with(
            "a.yaml",
            format!("{head}  /a: {{{post}}}\n  /b: {{{get}}}\n"),
        );
    let config = "[input]\ndocuments = ['b.yaml', 'a.yaml']\n[output]\ndirectory = 'out'\n";
    let config = Config::parse(config, "test.toml").expect("the config is right");
    let (api, diagnostics) = Generator::new(config).model(&source);
    let ends = |operation: &Operation| {
        let links = operation.responses[0].links.iter();
        let ends = links.map(|link| {
            let end = link
                .operation
                .map(|id| api.operations[id.0].place.to_string());
            format!("{} {}", link.name, end.unwrap_or_default())
        });
        ends.collect::<Vec<String>>()
    };
    let linked = api.operations.iter().find(|one| one.method == "POST");
    assert_eq!(
        ends(linked.expect("it is there")),
        [
            "id a.yaml#/paths/~1b/get",
            "here a.yaml#/paths/~1b/get",
            "there b.yaml#/paths/~1b/get",
            "lost ",
            "beyond "
        ]
    );
    let lost = diagnostics
        .iter()
        .filter(|one| one.lint.name == "unknown-link");
    let lost: Vec<String> = lost.map(|one| one.message.clone()).collect();
    assert_eq!(
        lost,
        [
            "the link leads to b.yaml#/paths/~1c/get, where no operation is",
            "this link leads to no operation"
        ]
    );
}

#[test]
fn what_an_operation_says_without_effect_is_reported() {
    let operation = |method: &str, inner: &str| {
        let document = format!(
            "paths: {{/a: {{{method}: {{{inner}, responses: {{'204': {{description: D}}}}}}}}}}
components: {{securitySchemes: {{key: {{type: apiKey, in: header, name: X-Key}}}}}}
"
        );
        operations(&document)
    };
    let parameter = |rest: &str| format!("parameters: [{{name: q, in: query, {rest}}}]");
    let body = |media: &str, schema: &str| {
        format!("requestBody: {{content: {{{media}: {{schema: {schema}}}}}}}")
    };
    let deep = |schema: &str| parameter(&format!("style: deepObject, schema: {schema}"));
    let object = "{type: object, properties: {a: {type: string}}}";
    let open = "schema: {type: object}";
    let two =
        format!("parameters: [{{name: q, in: query, {open}}}, {{name: r, in: query, {open}}}]");
    let closed = two.replacen("{type: object}", object, 1);
    let cases: [(&str, String, &[&str]); 13] = [
        ("delete", body("application/json", object), &["meaningless-body"]),
        ("put", body("application/json", object), &[]),
        ("post", body("application/xml", object), &["xml-content"]),
        ("post", body("json", object), &["invalid-media-type"]),
        ("post", body("'text/*'", "{type: string}"), &[]),
        ("get", two, &["two-open-objects"]),
        ("get", closed, &[]),
        ("get", deep(object), &[]),
        ("get", deep("{type: array, items: {type: string}}"), &["beyond-deep-object"]),
        (
            "get",
            deep("{type: object, properties: {a: {type: array}}}"),
            &["beyond-deep-object"],
        ),
        ("get", deep("{type: integer}"), &["style-not-applicable"]),
        (
            "get",
            parameter("content: {text/plain: {}, application/json: {}}"),
            &["several-media-types"],
        ),
        (
            "get",
            "security: [{key: []}], parameters: [{name: x-key, in: header, schema: {type: string}}]"
                .to_owned(),
            &["key-parameter"],
        ),
    ];
    for (method, inner, expected) in cases {
        let lowered = operation(method, &inner);
        assert_eq!(lowered.findings, expected, "{method} {inner}");
        if expected == ["key-parameter"] {
            assert!(first(&lowered).parameters.is_empty());
        }
    }
}

#[test]
fn the_items_of_a_list_of_parts_are_validated() {
    let lowered = operations(
        "paths:
  /a:
    post:
      requestBody:
        content:
          multipart/mixed: {itemSchema: {type: object, required: [name]}}
          multipart/related: {itemSchema: {}}
      responses: {'204': {description: D}}
",
    );
    let body = first(&lowered).body.as_ref().expect("it has a body");
    let Some(RulesRef::Inline(rules)) = &body.contents[0].rules else {
        panic!("{:?}", body.contents[0].rules);
    };
    let Some(RulesRef::Inline(item)) = &rules.items else {
        panic!("{:?}", rules.items);
    };
    assert_eq!(item.required, ["name"]);
    assert_eq!(body.contents[1].rules, None);
}

#[test]
fn headers_of_parts_go_the_way_of_their_body() {
    let lowered = operations(
        "paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {}}}
            encoding: {file: {headers: {X-Of: {schema: {$ref: '#/components/schemas/Of'}}}}}
      responses: {'204': {description: D}}
components:
  schemas:
    Of:
      type: object
      required: [id]
      properties: {id: {type: string, readOnly: true}}
",
    );
    // Only answers have to have it.
    assert_eq!(lowered.of("Of"), "Of { id?: String }");
}
