//! Parameters, bodies, responses, routes, security.

use super::{Lowered, with_config};
use crate::model::{Codec, Location, Operation, PathPart, Status, Style, Styling};

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
