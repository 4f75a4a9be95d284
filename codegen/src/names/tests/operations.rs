//! Operations and their parts.

use super::*;

fn response(code: u16, media_types: &[&str], success: bool) -> Response {
    Response {
        place: Place::root("api.yaml")
            .child("responses")
            .child(&code.to_string()),
        status: Status::Code(code),
        name: Name::default(),
        docs: Docs::default(),
        success,
        contents: media_types
            .iter()
            .map(|media_type| content(media_type))
            .collect(),
        choice: Name::default(),
        headers: Vec::new(),
        links: Vec::new(),
        standard: false,
    }
}

fn content(media_type: &str) -> Content {
    Content {
        media_type: media_type.to_owned(),
        name: Name::default(),
        codec: Codec::Json,
        ty: None,
        parts: Vec::new(),
        list: None,
        rules: None,
    }
}

#[test]
fn operations_are_modules_with_their_types() {
    let mut get = operation("roomInitialSync", vec![]);
    get.place = Place::root("api/rooms.yaml")
        .child("paths")
        .child("a")
        .child("get");
    get.responses = vec![response(200, &["application/json"], true)];
    let at = |status: &str, roles: &[&str]| {
        let responses = Place::root("api/rooms.yaml").child("responses");
        let place = responses.child(status).child("content").child("text/plain");
        definition(place, operation_home(0, roles), object(vec![]))
    };
    let mut api = model(vec![
        at("200", &["Response"]),
        at("200", &["Response", "messages"]),
        at("200", &["Response", "error"]),
    ]);
    api.operations = vec![get];
    run(&mut api);
    assert_eq!(api.operations[0].name.rust, "room_initial_sync");
    assert_eq!(
        paths(&api),
        [
            "room_initial_sync/Response",
            "room_initial_sync/Messages",
            "room_initial_sync/ResponseError",
        ]
    );
}

#[test]
fn several_answers_leave_response_to_the_enum() {
    let mut get = operation("get", vec![]);
    get.responses = vec![response(200, &["a/b"], true), response(201, &["a/b"], true)];
    let at = |status: &str| {
        let place = Place::root("api.yaml").child("responses").child(status);
        definition(place, operation_home(0, &["Response"]), object(vec![]))
    };
    let mut api = model(vec![at("200"), at("201")]);
    api.operations = vec![get];
    run(&mut api);
    assert_eq!(paths(&api), ["get/OkResponse", "get/CreatedResponse"]);
    let names = api.operations[0]
        .responses
        .iter()
        .map(|response| &response.name);
    assert_eq!(rust(&names.collect::<Vec<_>>()), ["Ok", "Created"]);
}

#[test]
fn operations_of_one_name_are_told_apart() {
    let at = |document: &str, id: &str| {
        let mut of = operation(id, vec![]);
        of.place = Place::root(document).child("paths").child("a");
        of
    };
    let mut api = Api {
        operations: vec![
            at("a/pets.yaml", "list"),
            at("b/rooms.yaml", "list"),
            at("b/rooms.yaml", "other"),
            at("api/x.yaml", "client"),
            at("api/x.yaml", "call"),
        ],
        ..Api::default()
    };
    run(&mut api);
    let names: Vec<&Name> = api.operations.iter().map(|of| &of.name).collect();
    assert_eq!(
        rust(&names),
        ["pets_list", "rooms_list", "other", "client", "x_call"]
    );
    let modules = api.operations.iter().map(|of| of.module.0.join("/"));
    assert_eq!(
        modules.collect::<Vec<_>>(),
        [
            "a/pets_list",
            "b/rooms_list",
            "b/other",
            "client_",
            "x_call"
        ]
    );
}

#[test]
fn parts_of_operations_have_names() {
    let mut get = operation("get", vec![]);
    let mut by_path = parameter("id", Type::String);
    by_path.location = Location::Path;
    get.parameters = vec![
        by_path,
        parameter("id", Type::String),
        parameter("body", Type::String),
        parameter("$filter", Type::String),
    ];
    get.body = Some(Body {
        docs: Docs::default(),
        required: true,
        contents: vec![
            content("application/json"),
            content("text/json"),
            content("image/*"),
        ],
        choice: Name::default(),
    });
    get.responses = vec![response(404, &["application/json", "text/plain"], false)];
    get.responses[0].headers = vec![Header {
        name: Name::new("X-Status"),
        required: false,
        ty: Type::String,
        styling: Styling::Style {
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
        },
        docs: Docs::default(),
        deprecated: false,
    }];
    let mut api = Api {
        operations: vec![get],
        ..Api::default()
    };
    run(&mut api);
    let get = &api.operations[0];
    let parameters: Vec<&Name> = get.parameters.iter().map(|p| &p.name).collect();
    assert_eq!(
        rust(&parameters),
        ["path_id", "query_id", "query_body", "filter"]
    );
    let body = get.body.as_ref().unwrap();
    assert_eq!(body.choice.rust, "RequestBody");
    let contents: Vec<&Name> = body.contents.iter().map(|c| &c.name).collect();
    assert_eq!(rust(&contents), ["ApplicationJson", "TextJson", "Image"]);
    let response = &get.responses[0];
    assert_eq!(response.name.rust, "NotFound");
    assert_eq!(response.choice.rust, "NotFoundBody");
    assert_eq!(response.headers[0].name.rust, "x_status");
}
