//! {str, slice, reader, `Value`, inside a user's `flatten` and `untagged`, CBOR} × {tag first,
//! last}.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::sample::{AnyStateEvent, Drawing, Id, Membership, RoomInfo};
use crate::support::{self, Json};

const FIRST: &str = r#"{"type":"m.room.member","event_id":"$x","content":{"membership":"join","power":1.0,"age":1e2}}"#;
const LAST: &str = r#"{"content":{"membership":"join","power":1.0,"age":1e2},"event_id":"$x","type":"m.room.member"}"#;

#[derive(Debug, Deserialize, Serialize)]
struct Flattened<T> {
    own: bool,
    #[serde(flatten)]
    inner: T,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged<T> {
    #[allow(dead_code, reason = "only read")]
    Number(i64),
    Inner(T),
}

fn cbor<T: DeserializeOwned>(text: &str) -> T {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).unwrap();
    ciborium::from_reader(&bytes[..]).unwrap()
}

/// The value by every way in.
fn every_way<T: DeserializeOwned>(text: &str) -> Vec<(&'static str, T)> {
    let own = text.replacen('{', r#"{"own":true,"#, 1);
    let flat: Flattened<T> = serde_json::from_str(&own).unwrap();
    let flat_cbor: Flattened<T> = cbor(&own);
    assert!(flat.own && flat_cbor.own);
    let Untagged::Inner(untagged) = serde_json::from_str(text).unwrap() else {
        panic!("read as a number")
    };
    vec![
        ("str", serde_json::from_str(text).unwrap()),
        ("slice", serde_json::from_slice(text.as_bytes()).unwrap()),
        ("reader", serde_json::from_reader(text.as_bytes()).unwrap()),
        (
            "value",
            serde_json::from_value(serde_json::from_str(text).unwrap()).unwrap(),
        ),
        ("flatten", flat.inner),
        ("untagged", untagged),
        ("cbor", cbor(text)),
        ("flatten in cbor", flat_cbor.inner),
    ]
}

#[test]
fn a_tagged_event_is_read_from_every_format_wherever_its_tag_stands() {
    for text in [FIRST, LAST] {
        for (way, event) in every_way::<AnyStateEvent>(text) {
            let AnyStateEvent::Member(member) = event else {
                panic!("{way}: not a member event: {text}")
            };
            assert_eq!(member.content.membership, Some(Membership::Join), "{way}");
            assert_eq!(member.content.power, Some(1.0), "{way}");
            assert_eq!(member.content.age, Some(100), "{way}");
            assert_eq!(member.event_id.as_deref(), Some("$x"), "{way}");
        }
    }
}

#[test]
fn raw_json_inside_an_object_survives_every_format() {
    for event in [FIRST, LAST] {
        let text = format!(r#"{{"state":[{event},7],"room_id":"!r","z":{{"b":[1.5,null]}}}}"#);
        for (way, room) in every_way::<RoomInfo>(&text) {
            let state = room.state.unwrap();
            assert!(
                matches!(state[0].get(), Ok(AnyStateEvent::Member(_))),
                "{way}"
            );
            assert!(
                matches!(state[1].get(), Ok(AnyStateEvent::Unknown(_))),
                "{way}"
            );
            assert_eq!(
                room.extra["z"],
                Json::parse(r#"{"b":[1.5,null]}"#).unwrap(),
                "{way}"
            );
        }
    }
}

#[test]
fn an_unknown_event_keeps_its_text_and_order() {
    let text = r#"{"z":1.50, "type":"org.example","a":[ 1 ]}"#;
    let event: AnyStateEvent = support::from_str(text).unwrap();
    assert_eq!(support::to_string(&event).unwrap(), text);
}

#[test]
fn a_union_by_json_type_is_read_from_every_format() {
    for (text, id) in [
        ("\"a\"", Id::Text("a".into())),
        ("5", Id::Count(5)),
        ("5.0", Id::Count(5)),
        ("true", Id::Unknown(Json::parse("true").unwrap())),
    ] {
        assert_eq!(serde_json::from_str::<Id>(text).unwrap(), id);
        assert_eq!(
            serde_json::from_reader::<_, Id>(text.as_bytes()).unwrap(),
            id
        );
        assert_eq!(
            serde_json::from_value::<Id>(serde_json::from_str(text).unwrap()).unwrap(),
            id
        );
        assert_eq!(cbor::<Id>(text), id);
    }
}

#[test]
fn what_goes_out_as_cbor_or_value_comes_back() {
    let text = r#"{"room_id":"!r","state":[{"type":"org.example","n":1.5}],"topic":null}"#;
    let room: RoomInfo = support::from_str(text).unwrap();
    let mut bytes = Vec::new();
    ciborium::into_writer(&room, &mut bytes).unwrap();
    assert_eq!(
        ciborium::from_reader::<RoomInfo, _>(&bytes[..]).unwrap(),
        room
    );
    let plain: serde_json::Value = ciborium::from_reader(&bytes[..]).unwrap();
    assert_eq!(plain["state"][0]["n"], 1.5);
    let value = serde_json::to_value(&room).unwrap();
    assert_eq!(serde_json::from_value::<RoomInfo>(value).unwrap(), room);
}

#[test]
fn a_struct_with_flattened_members_round_trips_from_every_format() {
    let text = r#"{"content":{"age":1},"name":"n","type":"m.room.member"}"#;
    for (way, drawing) in every_way::<Drawing>(text) {
        assert_eq!(drawing.name, "n", "{way}");
        assert!(matches!(drawing.event, AnyStateEvent::Member(_)), "{way}");
        let written = Json::of(&drawing).unwrap();
        assert_eq!(written, Json::parse(text).unwrap(), "{way}");
    }
    let unknown = r#"{"name":"n","type":"org.example","x":1}"#;
    let drawing: Drawing = support::from_str(unknown).unwrap();
    assert_eq!(support::to_string(&drawing).unwrap(), unknown);
}

#[test]
fn a_document_cannot_smuggle_text_in_by_serde_jsons_own_names() {
    for name in [
        "$serde_json::private::RawValue",
        "$serde_json::private::Number",
    ] {
        let text = format!(r#"{{"own":true,"{name}":"1,\"injected\":2"}}"#);
        let flat: Result<Flattened<Json>, _> =
            serde_json::from_str(&text.replace(r#""own":true,"#, ""));
        assert!(flat.is_err());
        let inner = format!(r#"{{"own":true,"x":{{"{name}":"}} garbage"}}}}"#);
        if let Ok(flat) = serde_json::from_str::<Flattened<Json>>(&inner) {
            assert!(serde_json::from_str::<serde_json::Value>(flat.inner.as_str()).is_ok());
        }
        let direct = Json::parse(&format!(r#"{{"{name}":"}} garbage"}}"#)).unwrap();
        assert!(direct.as_str().contains("garbage"));
    }
}
