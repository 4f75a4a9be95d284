//! Fields and variants.

use super::*;

#[test]
fn fields_keep_clear_of_keywords_and_each_other() {
    let wires = [
        "type", "kind", "a-b", "a_b", "m.x", "x", "in", "", "+1", "$", "3d",
    ];
    let fields = wires.map(|wire| field(wire, Type::String, Presence::Optional));
    let mut api = api(vec![object(fields.into())]);
    run(&mut api);
    let Shape::Struct(object) = &api.types[0].shape else {
        panic!("no struct");
    };
    let names: Vec<&Name> = object.fields.iter().map(|field| &field.name).collect();
    assert_eq!(
        rust(&names),
        [
            "type_",
            "kind",
            "a_dash_b",
            "a_underscore_b",
            "m_x",
            "x",
            "in_",
            "empty",
            "plus_1",
            "dollar",
            "n_3d"
        ]
    );
}

#[test]
fn the_map_of_other_members_gives_way() {
    let extra = || Extra {
        name: Name::default(),
        ty: Type::Json,
        declared: true,
    };
    for (wire, expected) in [("a", "extra"), ("extra", "extra_members")] {
        let mut api = api(vec![object(vec![field(
            wire,
            Type::String,
            Presence::Optional,
        )])]);
        if let Shape::Struct(object) = &mut api.types[0].shape {
            object.extra = Some(extra());
        }
        run(&mut api);
        let Shape::Struct(object) = &api.types[0].shape else {
            panic!("no struct");
        };
        assert_eq!(object.extra.as_ref().unwrap().name.rust, expected);
    }
}

fn variants(values: &[&str]) -> Vec<String> {
    let mut api = api(vec![enumeration(values, true)]);
    run(&mut api);
    let Shape::Enumeration(enumeration) = &api.types[0].shape else {
        panic!("no enumeration");
    };
    let values = enumeration.values.iter().map(|value| &value.name);
    let names: Vec<&Name> = values.chain([&enumeration.unknown]).collect();
    rust(&names)
}

#[test]
fn values_are_variants() {
    assert_eq!(
        variants(&["m.room.member", "", "+1", "-1", "<=", "self", "1.10", "110"]),
        [
            "RoomMember",
            "Empty",
            "Plus1",
            "Minus1",
            "LessEqual",
            "Self_",
            "N1_10",
            "N110",
            "Unknown"
        ]
    );
    assert_eq!(
        variants(&["asc", "ASC", "Asc", "desc"]),
        [
            "AscLowercase",
            "AscUppercase",
            "AscCapitalized",
            "Desc",
            "Unknown"
        ]
    );
    assert_eq!(variants(&["unknown"]), ["Unknown", "Other"]);
    assert_eq!(
        variants(&["Unknown", "Other", "Unlisted"]),
        ["Unknown", "Other", "Unlisted", "UnknownT0"]
    );
}

#[test]
fn arms_are_named_by_tag_or_type() {
    let list = Type::Array(Box::new(Type::String));
    let mut api = api(vec![
        union(vec![
            ("m.room.member", Type::Json),
            ("", named(1)),
            ("", Type::String),
            ("", list),
            ("", Type::External("url::Url".to_owned())),
        ]),
        object(vec![]),
    ]);
    run(&mut api);
    let Shape::Union(union) = &api.types[0].shape else {
        panic!("no union");
    };
    let arms = union.arms.iter().map(|arm| &arm.name);
    let names: Vec<&Name> = arms.chain([&union.unknown]).collect();
    assert_eq!(
        rust(&names),
        ["RoomMember", "T1", "String", "Array", "Url", "Unknown"]
    );
}

#[test]
fn positions_are_named_by_their_place() {
    let item = |wire: &str, place: &str| {
        let mut item = field(wire, Type::String, Presence::Optional);
        item.place = Place::root(place);
        item
    };
    let mut api = api(vec![Shape::Positions(Positions {
        items: vec![item("", "a"), item("1", "b"), item("Name", "c")],
        rest: None,
    })]);
    run(&mut api);
    let Shape::Positions(positions) = &api.types[0].shape else {
        panic!("no positions");
    };
    let names: Vec<&Name> = positions.items.iter().map(|item| &item.name).collect();
    assert_eq!(rust(&names), ["first", "second", "name"]);
}
