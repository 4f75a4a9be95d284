use super::*;
use crate::{
    model::{Body, Codec, Docs, Field, Name, Response, Status},
    passes::fixtures::{api, field, named, object, operation, shape_of},
    pointer::Place,
};

fn one_way(wire: &str, direction: Direction) -> Field {
    Field {
        direction,
        ..field(wire, Type::String, Presence::Required)
    }
}

fn content(ty: Type) -> Vec<Content> {
    vec![Content {
        media_type: "application/json".to_owned(),
        name: Name::default(),
        codec: Codec::Json,
        ty: Some(ty),
        parts: Vec::new(),
        list: None,
        rules: None,
    }]
}

/// An operation that takes and gives types.
fn exchange(takes: Option<Type>, gives: Option<Type>) -> Operation {
    let mut exchange: Operation = operation("exchange", Vec::new());
    exchange.body = takes.map(|ty| Body {
        docs: Docs::default(),
        required: true,
        contents: content(ty),
        choice: Name::default(),
    });
    exchange.responses = gives
        .map(|ty| Response {
            place: Place::root("api.yaml").child("responses"),
            status: Status::Code(200),
            name: Name::default(),
            docs: Docs::default(),
            success: true,
            contents: content(ty),
            choice: Name::default(),
            headers: Vec::new(),
            links: Vec::new(),
            standard: false,
        })
        .into_iter()
        .collect();
    exchange
}

fn wires(api: &Api, id: usize) -> Vec<(&str, Presence)> {
    match shape_of(api, id) {
        Shape::Struct(object) => {
            let fields = object.fields.iter();
            fields
                .map(|field| (field.name.wire.as_str(), field.presence))
                .collect()
        }
        other => panic!("no struct: {other:?}"),
    }
}

/// 0 holds a list of 1, which has a member of each way; 2 stands beside.
fn model() -> Api {
    let list = Type::Array(Box::new(named(1)));
    api(vec![
        object(vec![
            field("pets", list, Presence::Required),
            field("beside", named(2), Presence::Required),
        ]),
        object(vec![
            one_way("id", Direction::Response),
            one_way("secret", Direction::Request),
            field("name", Type::String, Presence::Required),
        ]),
        object(vec![field("name", Type::String, Presence::Required)]),
    ])
}

#[test]
fn types_that_both_ways_need_and_dont_agree_on_become_two() {
    let mut api = model();
    api.operations
        .push(exchange(Some(named(0)), Some(named(0))));
    run(&mut api);
    assert_eq!(api.types.len(), 5);
    let required = Presence::Required;
    assert_eq!(wires(&api, 1), [("id", required), ("name", required)]);
    assert_eq!(wires(&api, 4), [("secret", required), ("name", required)]);
    let content = &api.operations[0].body.as_ref().unwrap().contents[0];
    assert_eq!(content.ty, Some(named(3)));
    assert_eq!(
        api.operations[0].responses[0].contents[0].ty,
        Some(named(0))
    );
    let Shape::Struct(holder) = shape_of(&api, 3) else {
        panic!("no struct");
    };
    assert_eq!(holder.fields[0].ty, Type::Array(Box::new(named(4))));
    assert_eq!(holder.fields[1].ty, named(2), "agreed types stay one");
    let Home::Inline { roles, .. } = &api.types[4].origin.home else {
        panic!("not beside the original");
    };
    assert_eq!(*roles, ["T1 request"]);
}

#[test]
fn a_type_that_goes_one_way_stays_one() {
    let mut api = model();
    api.operations.push(exchange(Some(named(1)), None));
    run(&mut api);
    assert_eq!(api.types.len(), 3);
    let (required, optional) = (Presence::Required, Presence::Optional);
    assert_eq!(
        wires(&api, 1),
        [("id", optional), ("secret", required), ("name", required)]
    );
}

#[test]
fn properties_that_neednt_be_there_split_nothing() {
    let mut api = model();
    if let Shape::Struct(pet) = &mut api.types[1].shape {
        for field in &mut pet.fields {
            field.presence = Presence::Optional;
        }
    }
    api.operations
        .push(exchange(Some(named(0)), Some(named(0))));
    run(&mut api);
    assert_eq!(api.types.len(), 3);
    assert_eq!(wires(&api, 1).len(), 3);
}
