//! A model with each shape in it.

use crate::{
    model::{
        Api, Arm, Constant, Definition, Distinction, Docs, EnumValue, Enumeration, Extra, Field,
        Home, IntegerWidth, JsonKind, ModulePath, Name, Newtype, Origin, Positions, Presence,
        Scalar, Shape, Struct, Traits, Type, TypeId, Union,
        rules::{DirectedRules, Direction},
    },
    pointer::{Place, Pointer},
};

pub(super) fn module_path() -> ModulePath {
    ModulePath(vec!["rooms".to_owned()])
}

fn name(wire: &str, rust: &str) -> Name {
    Name {
        wire: wire.to_owned(),
        rust: rust.to_owned(),
    }
}

fn docs(text: &str) -> Docs {
    Docs {
        description: Some(text.to_owned()),
        ..Docs::default()
    }
}

fn place() -> Place {
    Place {
        document: "rooms.yaml".into(),
        pointer: Pointer::root(),
    }
}

fn definition(ident: &str, shape: Shape) -> Definition {
    Definition {
        origin: Origin {
            place: place(),
            title: None,
            home: Home::Family {
                name: ident.to_owned(),
            },
        },
        module: module_path(),
        ident: ident.to_owned(),
        docs: docs(&format!(
            "The type `{ident}`, see [the guide](guide) and Vec<u8>."
        )),
        deprecated: false,
        shape,
        rules: None,
        directed: DirectedRules::default(),
        traits: Traits {
            partial_eq: true,
            ..Traits::default()
        },
        attributes: Vec::new(),
    }
}

fn field(wire: &str, rust: &str, ty: Type, presence: Presence) -> Field {
    Field {
        name: name(wire, rust),
        ty,
        presence,
        docs: docs("What it is.\n\n    indented code\n"),
        deprecated: false,
        default: None,
        direction: Direction::Both,
        place: place(),
    }
}

fn arm(rust: &str, ty: Type, kinds: &[JsonKind]) -> Arm {
    Arm {
        name: name(rust, rust),
        ty,
        docs: Docs::default(),
        kinds: kinds.to_vec(),
        tags: Vec::new(),
        keys: Vec::new(),
        rules: None,
        directed: DirectedRules::default(),
    }
}

fn union(arms: Vec<Arm>, by: Distinction) -> Shape {
    Shape::Union(Union {
        arms,
        by,
        unknown: name("", "Unknown"),
        keeps_error: false,
    })
}

fn enumeration(values: &[(&str, Scalar)], text: bool, open: bool) -> Shape {
    let values = values.iter().map(|(rust, value)| EnumValue {
        name: name(rust, rust),
        value: value.clone(),
        docs: Docs::default(),
        deprecated: *rust == "Old",
    });
    Shape::Enumeration(Enumeration {
        values: values.collect(),
        text,
        open,
        unknown: name("", "Unknown"),
    })
}

fn text(value: &str) -> Scalar {
    Scalar::String(value.to_owned())
}

const INTEGER: Type = Type::Integer(IntegerWidth::I64);

/// What a room is: every presence, defaults, something deprecated, the rest.
fn room() -> Shape {
    let mut limit = field("limit", "limit", INTEGER, Presence::Optional);
    limit.default = Some(Scalar::Integer(-10));
    let mut membership = field(
        "membership",
        "membership",
        Type::Named(TypeId(2)),
        Presence::Optional,
    );
    membership.default = Some(text("join"));
    let mut topic = field("topic", "topic", Type::String, Presence::OptionalNullable);
    topic.default = Some(text("none \"yet\""));
    let mut old = field("old", "old", Type::Boolean, Presence::Optional);
    old.deprecated = true;
    old.default = Some(Scalar::Boolean(false));
    let mut ratio = field("ratio", "ratio", Type::Number, Presence::Optional);
    ratio.default = Some(Scalar::Integer(1));
    Shape::Struct(Struct {
        fields: vec![
            field(
                "room_id",
                "room_id",
                Type::Named(TypeId(1)),
                Presence::Required,
            ),
            field(
                "type",
                "kind",
                Type::Integer(IntegerWidth::U64),
                Presence::RequiredNullable,
            ),
            membership,
            topic,
            limit,
            old,
            ratio,
            field(
                "state",
                "state",
                Type::Array(Box::new(Type::Lazy(Box::new(Type::Named(TypeId(4)))))),
                Presence::Optional,
            ),
            field(
                "parts",
                "parts",
                Type::Map(
                    Box::new(Type::Named(TypeId(1))),
                    Box::new(Type::Tuple(vec![INTEGER, Type::String])),
                ),
                Presence::Optional,
            ),
        ],
        constants: Vec::new(),
        extra: Some(Extra {
            name: name("", "extra"),
            ty: Type::Json,
            declared: true,
        }),
    })
}

fn event(tag: &str, content: Type) -> Shape {
    Shape::Struct(Struct {
        fields: vec![field("content", "content", content, Presence::Required)],
        constants: vec![
            Constant {
                wire: "type".to_owned(),
                value: text(tag),
            },
            Constant {
                wire: "version".to_owned(),
                value: Scalar::Integer(2),
            },
        ],
        extra: None,
    })
}

fn many() -> Shape {
    let names = ["a", "b", "c", "d", "e"];
    let fields = names.map(|name| {
        field(
            name,
            name,
            Type::FixedArray(Box::new(Type::Number), 2),
            Presence::Required,
        )
    });
    Shape::Struct(Struct {
        fields: fields.to_vec(),
        constants: Vec::new(),
        extra: Some(Extra {
            name: name("", "extra"),
            ty: INTEGER,
            declared: true,
        }),
    })
}

fn family() -> Shape {
    let mut member = arm("RoomMember", Type::Boxed(TypeId(3)), &[JsonKind::Object]);
    member.tags = vec![text("m.room.member"), text("org.example.member")];
    let mut name = arm("RoomName", Type::Boxed(TypeId(5)), &[JsonKind::Object]);
    name.tags = vec![text("m.room.name"), text("m.room.member")];
    let path = vec!["type".to_owned()];
    union(vec![member, name], Distinction::Tag { path, closed: true })
}

fn open_family() -> Shape {
    let Shape::Union(mut union) = family() else {
        return Shape::Never;
    };
    let path = vec!["content".to_owned(), "msgtype".to_owned()];
    union.by = Distinction::Tag {
        path,
        closed: false,
    };
    Shape::Union(union)
}

fn eager_family() -> Shape {
    let Shape::Union(mut union) = family() else {
        return Shape::Never;
    };
    union.keeps_error = true;
    Shape::Union(union)
}

fn by_kind() -> Shape {
    let arms = vec![
        arm("Text", Type::String, &[JsonKind::String]),
        arm("Membership", Type::Named(TypeId(2)), &[JsonKind::String]),
        arm("Count", Type::Number, &[JsonKind::Number]),
        arm("Room", Type::Named(TypeId(0)), &[JsonKind::Object]),
    ];
    union(arms, Distinction::Kind)
}

fn by_keys() -> Shape {
    let mut room = arm("Room", Type::Named(TypeId(0)), &[JsonKind::Object]);
    room.keys = vec!["room_id".to_owned()];
    union(
        vec![
            room,
            arm("Empty", Type::Named(TypeId(12)), &[JsonKind::Object]),
        ],
        Distinction::Keys,
    )
}

pub(super) fn api() -> Api {
    let empty = Shape::Struct(Struct::default());
    let positions = Shape::Positions(Positions {
        items: vec![
            field("0", "first", INTEGER, Presence::Optional),
            field("1", "second", Type::String, Presence::Optional),
        ],
        rest: Some(Type::Json),
    });
    let mixed = [
        ("Auto", text("auto")),
        ("One", Scalar::Integer(1)),
        ("Half", Scalar::Number(-0.5)),
        ("Yes", Scalar::Boolean(true)),
    ];
    let integers = [("Low", Scalar::Integer(-1)), ("High", Scalar::Integer(1))];
    let texts = [
        ("Join", text("join")),
        ("Old", text("old \"one\"")),
        ("Empty", text("")),
    ];
    let types = vec![
        definition("Room", room()),
        definition(
            "RoomId",
            Shape::Text(Newtype {
                inner: Type::String,
            }),
        ),
        definition("Membership", enumeration(&texts, true, true)),
        definition("RoomMemberEvent", event("m.room.member", Type::JsonObject)),
        definition("AnyEvent", family()),
        definition(
            "RoomNameEvent",
            event("m.room.name", Type::Boxed(TypeId(0))),
        ),
        definition("Many", many()),
        definition("OpenFamily", open_family()),
        definition("EagerFamily", eager_family()),
        definition("ByKind", by_kind()),
        definition("ByKeys", by_keys()),
        definition("Empty", empty),
        definition(
            "Tree",
            Shape::Newtype(Newtype {
                inner: Type::Array(Box::new(Type::Named(TypeId(13)))),
            }),
        ),
        definition(
            "Rooms",
            Shape::Alias(Type::Array(Box::new(Type::Named(TypeId(0))))),
        ),
        definition("Row", positions),
        definition("Nothing", Shape::Never),
        definition("Level", enumeration(&mixed, false, true)),
        definition("ClosedLevel", enumeration(&mixed, false, false)),
        definition("Step", enumeration(&integers, false, true)),
        definition("ClosedStep", enumeration(&integers, false, false)),
        definition("ClosedMembership", enumeration(&texts, true, false)),
    ];
    Api {
        types,
        ..Api::default()
    }
}
