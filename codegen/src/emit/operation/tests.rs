//! What operations look like in a crate.

use std::collections::BTreeMap;

use crate::{Generator, config::Config, source::MapSource};

const HEAD: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
paths:
";

/// The files of a document with these paths.
fn files(paths: &str) -> BTreeMap<String, String> {
    let mut source = MapSource::default();
    source.insert("openapi.yaml", format!("{HEAD}{paths}"));
    let config = "[input]\ndocuments = [\"openapi.yaml\"]\n[output]\ndirectory = \"pets\"\n";
    let config = Config::parse(config, "test.toml").unwrap();
    Generator::new(config).generate(&source).files
}

#[track_caller]
fn assert_in(files: &BTreeMap<String, String>, path: &str, parts: &[&str]) {
    let text = files
        .get(path)
        .unwrap_or_else(|| panic!("{path}: {:?}", files.keys()));
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in {path}:\n{text}");
    }
}

#[test]
fn each_declared_status_is_a_variant_and_others_stay_raw() {
    let files = files(
        "  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 1}}]
      responses:
        '200': {description: a pet, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '404': {description: no pet}
        4XX: {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
",
    );
    assert_in(
        &files,
        "src/get_pet.rs",
        &[
            "pub fn new(id: i64) -> Self",
            "NotFound(RawBody)",
            "ClientError {",
            "body: Box<Pet>,",
            "Other(Box<RawResponse>)",
            "pub fn not_found() -> Self",
        ],
    );
    assert_in(
        &files,
        "src/get_pet/http.rs",
        &[
            "404 => Err(Error::NotFound(response.raw_body().await?))",
            "400..=499 if response.is(&[\"application/json\"])",
            "static ID_RULES: Rules",
            "let id = request.required(&ID, Some(&ID_RULES));",
        ],
    );
}

#[test]
fn several_successes_are_an_enum() {
    let files = files(
        "  /pets:
    put:
      operationId: putPet
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Pet'}}
          application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Pet'}}
      responses:
        '201': {description: new, headers: {Location: {schema: {type: string}}}}
        '204': {description: old}
",
    );
    let lines = [
        "pub enum Response {",
        "Created {",
        "location: Option<String>,",
        "NoContent,",
    ];
    assert_in(&files, "src/put_pet.rs", &lines);
    assert_in(
        &files,
        "src/put_pet.rs",
        &["pub enum RequestBody {", "Json(Pet),", "Form(Pet),"],
    );
    let lines = [
        "request.form(BODY_FORM_FIELDS, body)?",
        "204 => Ok(Response::NoContent)",
    ];
    assert_in(&files, "src/put_pet/http.rs", &lines);
}

#[test]
fn security_decides_the_session() {
    let operation = |id: &str, security: &str| {
        format!("  /{id}:\n    get: {{operationId: {id}, {security} responses: {{}}}}\n")
    };
    let files = files(
        &[
            operation("open", ""),
            operation("both", "security: [{}, {token: []}],"),
            operation("closed", "security: [{token: [read]}],"),
        ]
        .concat(),
    );
    assert_in(
        &files,
        "src/server.rs",
        &[
            "cx: &mut Context<()>,",
            "cx: &mut Context<Option<Self::Session>>,",
            "cx: &mut Context<Self::Session>,",
        ],
    );
    assert_in(
        &files,
        "src/router.rs",
        &[
            "let mut cx = exchange.public();",
            "let mut cx = exchange.authenticate_optional(&*server).await?;",
            "let mut cx = exchange.authenticate(&*server).await?;",
        ],
    );
    let requirement = "&[&[Requirement::new(&TOKEN, &[\"read\"])]]";
    assert_in(&files, "src/closed/http.rs", &[requirement]);
}

#[test]
fn more_than_four_required_values_are_a_struct() {
    let parameters: Vec<String> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|name| {
            format!("{{name: {name}, in: query, required: true, schema: {{type: string}}}}")
        })
        .collect();
    let files = files(&format!(
        "  /x:\n    get: {{operationId: many, parameters: [{}], responses: {{}}}}\n",
        parameters.join(", ")
    ));
    assert_in(
        &files,
        "src/many.rs",
        &[
            "pub struct RequestInit {",
            "impl From<RequestInit> for Request",
        ],
    );
    assert_in(
        &files,
        "src/client.rs",
        &["pub fn many(&self, request: many::Request)"],
    );
}
