//! {str, slice, reader, `Value`, inside a user's `flatten`, CBOR} × {tag first, last}.
//!
//! Compiled twice: here, and in a crate of its own with the features of serde_json that change how
//! numbers and objects pass through serde.

use std::fmt::Debug;

use matrix_rooms::{
    events::{room_member::RoomMemberEvent, room_message_text::TextMessageEvent, tag::TagEvent},
    families::{AnyAccountDataEvent, AnyRoomMessageEvent, AnyStateEvent, AnyTimelineEvent},
    room_initial_sync::RoomInfo,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// What every event has, without what tells events apart; numbers at the limits of a double and
/// beyond, so that a reader which rounds them shows.
const COMMON: &str = r#""event_id":"$e","room_id":"!r:x.org","sender":"@a:x.org",
    "origin_server_ts":9007199254740993,"unsigned":{"age":1,"org.x.n":[18446744073709551615,-1]},
    "org.x.more":{"b":1,"a":[null,true,"\u00e9\n"]}"#;

/// An object of these members, the last of which tells what it is, in both orders.
fn both(members: &str, tag: &str) -> [String; 2] {
    [
        format!("{{{tag},{members}}}"),
        format!("{{{members},{tag}}}"),
    ]
}

/// A type of a user's own, around a generated one.
#[derive(Debug, Deserialize, Serialize)]
struct Around<T> {
    note: String,
    #[serde(flatten)]
    value: T,
}

/// One of several, as users write it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum Either<T> {
    Number(i64),
    Value(T),
}

/// A text as CBOR, in the same order.
fn cbor(text: &str) -> Vec<u8> {
    let value: ciborium::Value = serde_json::from_str(text).unwrap();
    let mut binary: Vec<u8> = Vec::new();
    ciborium::into_writer(&plain(value), &mut binary).unwrap();
    binary
}

/// Numbers as numbers: where serde_json keeps all their digits, it tells ciborium of a map with
/// one text in it.
fn plain(value: ciborium::Value) -> ciborium::Value {
    use ciborium::Value::{Array, Float, Integer, Map, Text};
    match value {
        Array(items) => Array(items.into_iter().map(plain).collect()),
        Map(entries) => match entries.as_slice() {
            [(Text(key), Text(digits))] if key.starts_with("$serde_json::") => digits
                .parse::<i64>()
                .map(|number| Integer(number.into()))
                .or_else(|_| digits.parse::<u64>().map(|number| Integer(number.into())))
                .unwrap_or_else(|_| Float(digits.parse().unwrap())),
            _ => Map(entries
                .into_iter()
                .map(|(key, value)| (key, plain(value)))
                .collect()),
        },
        scalar => scalar,
    }
}

/// Reads a text in every way there is.
fn read<T: DeserializeOwned>(text: &str) -> Vec<(&'static str, Result<T, String>)> {
    let around = format!("{{\"note\":\"n\",{}", text.trim_start_matches('{'));
    let tree: Value = serde_json::from_str(text).unwrap();
    let binary: Vec<u8> = cbor(text);
    let json = |read: serde_json::Result<T>| read.map_err(|error| error.to_string());
    vec![
        ("str", json(serde_json::from_str(text))),
        ("slice", json(serde_json::from_slice(text.as_bytes()))),
        ("reader", json(serde_json::from_reader(text.as_bytes()))),
        ("value", json(serde_json::from_value(tree.clone()))),
        ("borrowed value", json(T::deserialize(&tree))),
        (
            "flatten",
            json(serde_json::from_str::<Around<T>>(&around).map(|around| around.value)),
        ),
        (
            "untagged",
            match serde_json::from_str(text) {
                Ok(Either::Value(value)) => Ok(value),
                Ok(Either::Number(number)) => Err(format!("read as {number}")),
                Err(error) => Err(error.to_string()),
            },
        ),
        (
            "cbor",
            ciborium::from_reader(binary.as_slice()).map_err(|error| error.to_string()),
        ),
    ]
}

/// Reads a text in every way and asks whether all came to the same, and that it is written as it
/// was read, in every way too.
fn agree<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) -> T {
    let first: T = serde_json::from_str(text).unwrap();
    let expected: Value = serde_json::from_str(text).unwrap();
    for (way, value) in read::<T>(text) {
        let value: T = value.unwrap_or_else(|error| panic!("{way}: {error}\n{text}"));
        assert_eq!(value, first, "{way}: {text}");
        let written: String = serde_json::to_string(&value).unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&written).unwrap(),
            expected,
            "{way}"
        );
    }
    assert_eq!(serde_json::to_value(&first).unwrap(), expected, "to a tree");
    let mut binary: Vec<u8> = Vec::new();
    ciborium::into_writer(&first, &mut binary).unwrap();
    let back: T = ciborium::from_reader(binary.as_slice()).unwrap();
    assert_eq!(back, first, "to CBOR and back");
    let around = Around {
        note: "n".to_owned(),
        value: first,
    };
    let written: String = serde_json::to_string(&around).unwrap();
    let back: Around<T> = serde_json::from_str(&written).unwrap();
    assert_eq!(back.value, around.value, "through a user's flatten");
    around.value
}

#[test]
fn a_state_event_is_read_in_every_way() {
    let members = format!(
        r#""content":{{"membership":"join","displayname":null}},"state_key":"@a:x.org",{COMMON}"#
    );
    for text in both(&members, r#""type":"m.room.member""#) {
        let event: RoomMemberEvent = agree(&text);
        assert_eq!(event.origin_server_ts, 9_007_199_254_740_993);
        assert!(event.content.displayname.is_null());
        let any: AnyStateEvent = agree(&text);
        assert!(matches!(&any, AnyStateEvent::RoomMember(read) if **read == event));
    }
}

#[test]
fn a_message_is_told_by_two_tags_in_every_way() {
    for content in both(r#""body":"hi""#, r#""msgtype":"m.text""#) {
        let members = format!(r#""content":{content},{COMMON}"#);
        for text in both(&members, r#""type":"m.room.message""#) {
            let event: TextMessageEvent = agree(&text);
            assert_eq!(event.content.body, "hi");
            let any: AnyTimelineEvent = agree(&text);
            let AnyTimelineEvent::RoomMessage(message) = any else {
                panic!("{any:?}");
            };
            assert!(matches!(*message, AnyRoomMessageEvent::Text(read) if *read == event));
        }
    }
}

#[test]
fn account_data_is_read_in_every_way() {
    for text in both(
        r#""content":{"tags":{"u.work":{"order":0.25}}}"#,
        r#""type":"m.tag""#,
    ) {
        let event: TagEvent = agree(&text);
        let any: AnyAccountDataEvent = agree(&text);
        assert!(matches!(any, AnyAccountDataEvent::Tag(read) if *read == event));
    }
}

#[test]
fn an_event_of_an_unknown_type_keeps_its_text_in_every_way() {
    let members = format!(r#""content":{{"n":1.5,"z":1,"a":-7}},"state_key":"",{COMMON}"#);
    for text in both(&members, r#""type":"org.example.unknown""#) {
        let AnyStateEvent::Unknown(raw) = agree::<AnyStateEvent>(&text) else {
            panic!("{text}");
        };
        let compact = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(compact(raw.as_str()), compact(&text));
        assert_eq!(
            raw.field::<i64>("origin_server_ts").unwrap(),
            Some(9_007_199_254_740_993)
        );
    }
}

#[test]
fn a_room_is_read_in_every_way_and_its_events_are_read_later() {
    let members = format!(r#""content":{{"name":"A"}},"state_key":"",{COMMON}"#);
    for event in both(&members, r#""type":"m.room.name""#) {
        let text = format!(
            r#"{{"state":[{event},{{"type":1}}],"room_id":"!r:x.org","membership":"org.x.odd",
            "messages":{{"end":"e","chunk":[{event}]}}}}"#
        );
        let info: RoomInfo = agree(&text);
        let state = info.state.unwrap();
        assert!(matches!(
            state[0].get().unwrap(),
            AnyStateEvent::RoomName(_)
        ));
        let chunk = info.messages.unwrap().chunk;
        assert!(matches!(
            chunk[0].get().unwrap(),
            AnyTimelineEvent::RoomName(_)
        ));
    }
}

#[test]
fn what_has_no_place_in_the_type_is_refused_in_every_way() {
    let members = format!(r#""content":{{"membership":"join"}},{COMMON}"#);
    for text in both(&members, r#""type":"m.room.member""#) {
        for (way, read) in read::<AnyStateEvent>(&text) {
            let error = read.unwrap_err();
            let said = error.contains("state_key") || way == "untagged";
            assert!(said, "{way}: {error}");
        }
    }
}
