//! The codecs of the rooms crate.

mod features;
mod formats;

use matrix_rooms::{
    events::{room_member::RoomMemberEvent, room_power_levels::RoomPowerLevelsEvent},
    families::{AnyAccountDataEvent, AnyRoomMessageEvent, AnyStateEvent, AnyTimelineEvent},
    identifiers::UserId,
    room_initial_sync::{Membership, RoomInfo, Visibility},
    support::{Json, Validate, from_str, to_string},
};
use serde_json::{Value, json};
use typewright::{
    cli::Directory,
    config::Config,
    pointer::Pointer,
    resolve::{self, ExampleReferences, ReadOptions},
    source::Limits,
};

use crate::corpus;

const DOCUMENT: &str = "api/client-server/room_initial_sync.yaml";

/// The example of the document's answer, with everything that it refers to.
fn example() -> Value {
    let text = std::fs::read_to_string(corpus::workspace().join("spec/rooms.toml")).unwrap();
    let config = Config::parse(&text, "rooms.toml").unwrap();
    let source = Directory::open(&corpus::workspace().join("spec/rooms")).unwrap();
    let options = ReadOptions {
        uris: config.uris,
        example_references: ExampleReferences::Resolve,
        merge_example_all_of: true,
        limits: Limits::default(),
    };
    let (description, _) = resolve::load(&source, &[DOCUMENT.to_owned()], &[], &options);
    let pointer = Pointer::from_tokens([
        "paths",
        "/rooms/{roomId}/initialSync",
        "get",
        "responses",
        "200",
        "content",
        "application/json",
        "examples",
        "response",
        "value",
    ]);
    let node = description.node(DOCUMENT).unwrap().at(&pointer).unwrap();
    serde_json::to_value(description.resolve_example(node, DOCUMENT)).unwrap()
}

fn info() -> RoomInfo {
    from_str(&example().to_string()).unwrap()
}

#[test]
fn the_example_comes_back_as_it_was() {
    let example = example();
    let text = example.to_string();
    assert!(!text.contains("$ref") && text.len() > 1_500, "{text}");
    let info: RoomInfo = from_str(&text).unwrap();
    let written: Value = serde_json::from_str(&to_string(&info).unwrap()).unwrap();
    assert_eq!(written, example);
    // And with every event decoded and written anew.
    let mut typed = info.clone();
    for event in typed.state.iter_mut().flatten() {
        *event = Json::from(&event.get().unwrap()).unwrap();
    }
    for event in &mut typed.messages.as_mut().unwrap().chunk {
        *event = Json::from(&event.get().unwrap()).unwrap();
    }
    let written: Value = serde_json::from_str(&to_string(&typed).unwrap()).unwrap();
    assert_eq!(written, example);
    assert_eq!(typed, info);
}

#[test]
fn events_of_the_example_are_typed() {
    let info = info();
    let state: Vec<AnyStateEvent> = info
        .state
        .unwrap()
        .iter()
        .map(|event| event.get().unwrap())
        .collect();
    assert!(matches!(
        state.as_slice(),
        [
            AnyStateEvent::RoomJoinRules(_),
            AnyStateEvent::RoomMember(_),
            AnyStateEvent::RoomCreate(_),
            AnyStateEvent::RoomPowerLevels(_),
        ]
    ));
    let chunk: Vec<AnyTimelineEvent> = info
        .messages
        .unwrap()
        .chunk
        .iter()
        .map(|event| event.get().unwrap())
        .collect();
    let [
        AnyTimelineEvent::RoomMessage(text),
        AnyTimelineEvent::RoomMessage(file),
    ] = chunk.as_slice()
    else {
        panic!("{chunk:?}");
    };
    assert!(matches!(&**text, AnyRoomMessageEvent::Text(_)));
    assert!(matches!(&**file, AnyRoomMessageEvent::File(_)));
    assert_eq!(info.visibility, Some(Visibility::Private));
}

/// As the original does, the example writes the order of a tag as a string; its schema asks for a
/// number.
#[test]
fn the_mistake_in_the_example_costs_one_event() {
    let data = info().account_data.unwrap();
    let error = data[0].get().unwrap_err();
    assert_eq!(error.pointer(), "/content/tags/garden/order", "{error}");
    let text = data[0].as_str();
    let [line, column] = [error.line(), error.column()];
    assert!(line == 1 && (1..=text.len()).contains(&column), "{error}");
    let mended = text.replace("\"0.5\"", "0.5");
    let mended: Json<AnyAccountDataEvent> = Json::parse(&mended).unwrap().cast();
    let AnyAccountDataEvent::Tag(event) = mended.get().unwrap() else {
        panic!("{mended}");
    };
    assert_eq!(event.content.tags.unwrap()["garden"].order, Some(0.5));
}

#[test]
fn the_example_breaks_no_rule() {
    let info = info();
    assert_eq!(info.validate(), Ok(()));
    for event in info.state.iter().flatten() {
        match event.get().unwrap() {
            AnyStateEvent::RoomJoinRules(event) => assert_eq!(event.validate(), Ok(())),
            AnyStateEvent::RoomMember(event) => assert_eq!(event.validate(), Ok(())),
            AnyStateEvent::RoomCreate(event) => assert_eq!(event.validate(), Ok(())),
            AnyStateEvent::RoomPowerLevels(event) => assert_eq!(event.validate(), Ok(())),
            event => panic!("{event:?}"),
        }
    }
}

#[test]
fn an_unknown_event_type_keeps_the_text() {
    let mut example = example();
    let event = r#"{"type":"org.example.weather","content":{"rain":1.50},"x":[1,  2]}"#;
    example["state"] = json!([]);
    let text = example
        .to_string()
        .replace("\"state\":[]", &format!("\"state\":[{event}]"));
    let info: RoomInfo = from_str(&text).unwrap();
    let state = info.state.clone().unwrap();
    let AnyStateEvent::Unknown(raw) = state[0].get().unwrap() else {
        panic!("{:?}", state[0].get());
    };
    assert_eq!((raw.as_str(), state[0].as_str()), (event, event));
    assert!(to_string(&info).unwrap().contains(event));
}

#[test]
fn a_message_of_an_unknown_sort_is_a_message_and_loses_nothing() {
    let mut example = example();
    let content = json!({"msgtype": "org.example.smell", "body": "Basil", "strength": 3});
    example["messages"]["chunk"][0]["content"] = content.clone();
    let info: RoomInfo = from_str(&example.to_string()).unwrap();
    let event = info.messages.unwrap().chunk[0].get().unwrap();
    let AnyTimelineEvent::RoomMessage(message) = &event else {
        panic!("{event:?}");
    };
    let AnyRoomMessageEvent::Message(message) = &**message else {
        panic!("{message:?}");
    };
    let content = &message.content;
    assert_eq!(
        (content.msgtype.as_str(), content.body.as_str()),
        ("org.example.smell", "Basil")
    );
    assert_eq!(content.extra.field::<i64>("strength").unwrap(), Some(3));
    let written = serde_json::to_value(&event).unwrap();
    assert_eq!(written, example["messages"]["chunk"][0]);
}

#[test]
fn a_message_without_a_sort_or_a_body_keeps_the_text() {
    for content in [
        json!({}),
        json!({"msgtype": "org.example.smell"}),
        json!({"msgtype": 1, "body": "Basil"}),
    ] {
        let mut example = example();
        example["messages"]["chunk"][0]["content"] = content.clone();
        let info: RoomInfo = from_str(&example.to_string()).unwrap();
        let event = info.messages.unwrap().chunk[0].get().unwrap();
        let AnyTimelineEvent::RoomMessage(message) = &event else {
            panic!("{event:?}");
        };
        let AnyRoomMessageEvent::Unknown(raw) = &**message else {
            panic!("{message:?}");
        };
        let kept: Option<Json> = raw.field("content").unwrap();
        assert_eq!(kept, Some(<Json as From<&Value>>::from(&content)));
        let written = serde_json::to_value(&event).unwrap();
        assert_eq!(written, example["messages"]["chunk"][0]);
    }
}

#[test]
fn an_unknown_enum_value_survives() {
    let mut example = example();
    example["membership"] = json!("org.example.lurk");
    let info: RoomInfo = from_str(&example.to_string()).unwrap();
    let membership = info.membership.clone().unwrap();
    assert!(matches!(membership, Membership::Unknown(_)));
    assert_eq!(membership.as_str(), "org.example.lurk");
    assert_eq!(serde_json::to_value(&info).unwrap(), example);
    // It isn't what the schema says, though.
    let violations = info.validate().unwrap_err();
    let pointers: Vec<&str> = violations
        .iter()
        .map(|violation| violation.pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/membership"]);
}

#[test]
fn a_malformed_event_among_good_ones_spoils_nothing() {
    let mut example = example();
    example["state"][1]["content"]["membership"] = json!(7);
    example["messages"]["chunk"][0]["sender"] = Value::Null;
    let info: RoomInfo = from_str(&example.to_string()).unwrap();
    let state = info.state.clone().unwrap();
    let read: Vec<bool> = state.iter().map(|event| event.get().is_ok()).collect();
    assert_eq!(read, [true, false, true, true]);
    let error = state[1].get().unwrap_err();
    assert_eq!(error.pointer(), "/content/membership", "{error}");
    let raw: Value = serde_json::from_str(state[1].as_str()).unwrap();
    assert_eq!(raw, example["state"][1], "its raw text is still there");
    assert_eq!(
        state[1].field::<String>("sender").unwrap().as_deref(),
        example["state"][1]["sender"].as_str()
    );
    let chunk = &info.messages.as_ref().unwrap().chunk;
    assert!(chunk[0].get().is_err() && chunk[1].get().is_ok());
    assert_eq!(serde_json::to_value(&info).unwrap(), example);
}

#[test]
fn what_has_no_place_in_the_room_is_an_error_with_its_pointer() {
    let wrong: [(&str, Value); 3] = [
        ("/messages/chunk", json!({})),
        ("/state", json!("none")),
        ("/room_id", json!(1)),
    ];
    for (pointer, value) in wrong {
        let mut example = example();
        *example.pointer_mut(pointer).unwrap() = value;
        let error = from_str::<RoomInfo>(&example.to_string()).unwrap_err();
        assert_eq!(error.pointer(), pointer, "{error}");
    }
    let mut example = example();
    example["messages"].as_object_mut().unwrap().remove("end");
    let error = from_str::<RoomInfo>(&example.to_string()).unwrap_err();
    assert!(
        error.pointer() == "/messages" && error.message().contains("end"),
        "{error}"
    );
}

#[test]
fn violations_name_their_places() {
    let state = info().state.unwrap();
    let mut member: RoomMemberEvent = state[1].clone().cast().get().unwrap();
    member.state_key = UserId::unchecked("nobody");
    member.content.membership = "dance".into();
    member.content.join_authorised_via_users_server = Some(UserId::unchecked("anybody"));
    let violations = member.validate().unwrap_err();
    let mut found: Vec<(&str, &str)> = violations
        .iter()
        .map(|violation| (violation.pointer.as_str(), violation.keyword))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("/content/join_authorised_via_users_server", "pattern"),
            ("/content/membership", "enum"),
            ("/state_key", "pattern"),
        ]
    );
    let levels: RoomPowerLevelsEvent = state[3].clone().cast().get().unwrap();
    assert_eq!(levels.validate(), Ok(()));
}
