//! Values: what is read, what is written.

use std::collections::BTreeMap;

use crate::sample::{Level, Matrix, MemberContent, Membership, RoomId, RoomInfo, Shape};
use crate::support::{
    self, Base64, Decode, Field, Json, JsonObject, JsonText, Kind, Never, Number, Raw,
};

fn read<'de, T: Decode<'de>>(text: &'de str) -> Option<T> {
    support::from_str(text).ok()
}

#[test]
fn whole_numbers_are_integers_however_they_are_spelled() {
    for (text, value) in [
        ("1", 1),
        ("1.0", 1),
        ("1e2", 100),
        ("-0.0", 0),
        ("-10e-1", -1),
    ] {
        assert_eq!(read::<i64>(text), Some(value), "{text}");
    }
    for text in [
        "1.5",
        "1e400",
        "9223372036854775808",
        "1e30",
        "\"1\"",
        "true",
        "null",
        "{}",
    ] {
        assert_eq!(read::<i64>(text), None, "{text}");
    }
    assert_eq!(read::<u64>("18446744073709551615"), Some(u64::MAX));
    assert_eq!(read::<u64>("-1"), None);
    assert_eq!(read::<u8>("255.0"), Some(255));
    assert_eq!(read::<u8>("256"), None);
    assert_eq!(read::<i32>("-2147483648"), Some(i32::MIN));
}

#[test]
fn floats_are_written_without_a_needless_fraction() {
    for (value, text) in [
        (1.0, "1"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (1e17, "100000000000000000"),
        (1e300, "1e+300"),
    ] {
        let written = support::to_string(&value).unwrap();
        assert_eq!(written.replace("1e300", "1e+300"), text);
        assert_eq!(read::<f64>(&written), Some(value));
    }
    assert!(support::to_string(&f64::NAN).is_err());
    assert!(support::to_string(&f64::INFINITY).is_err());
    assert_eq!(read::<f64>("1e400"), None);
}

#[test]
fn null_reads_as_absent_and_three_states_stay_three() {
    let room: RoomInfo = read(r#"{"room_id":"!r","membership":null,"topic":null}"#).unwrap();
    assert_eq!(room.membership, None);
    assert_eq!(room.topic, Field::Null);
    assert_eq!(
        support::to_string(&room).unwrap(),
        r#"{"room_id":"!r","topic":null}"#
    );
    let room: RoomInfo = read(r#"{"room_id":"!r","topic":"t"}"#).unwrap();
    assert_eq!(room.topic, Field::Value("t".into()));
    let room: RoomInfo = read(r#"{"room_id":"!r"}"#).unwrap();
    assert_eq!(support::to_string(&room).unwrap(), r#"{"room_id":"!r"}"#);
    assert_eq!(
        read::<Vec<Option<i64>>>("[1,null]"),
        Some(vec![Some(1), None])
    );
    assert_eq!(
        support::to_string(&vec![Some(1), None]).unwrap(),
        "[1,null]"
    );
}

#[test]
fn of_duplicate_names_the_last_counts() {
    let room: RoomInfo = read(r#"{"room_id":"a","room_id":"b","z":1,"z":2}"#).unwrap();
    assert_eq!(
        (room.room_id.as_str(), room.extra["z"].as_str()),
        ("b", "2")
    );
    let map: BTreeMap<String, i64> = read(r#"{"a":1,"a":2}"#).unwrap();
    assert_eq!(map["a"], 2);
    let raw: Raw<'_> = read(r#"{"t":"a","t":"b"}"#).unwrap();
    assert_eq!(raw.tag(&["t"]).as_deref(), Some("b"));
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    let membership: Membership = read("\"knock\"").unwrap();
    assert_eq!(
        (membership.as_str(), membership.to_string().as_str()),
        ("knock", "knock")
    );
    assert!("!r".parse::<RoomId>().is_ok() && "r".parse::<RoomId>().is_err());
    assert_eq!(read::<RoomId>("\"r\"").map(String::from), Some("r".into()));
    assert_eq!("leave".parse(), Ok(Membership::Leave));
    assert_eq!(support::to_string(&membership).unwrap(), "\"knock\"");
    for (text, level) in [
        ("\"auto\"", Some(Level::Auto)),
        ("1.0", Some(Level::One)),
        ("[2.50]", None),
    ] {
        let read: Level = read(text).unwrap();
        assert!(level.is_none_or(|level| level == read), "{text}");
        let written = support::to_string(&read).unwrap();
        assert_eq!(Json::parse(&written).unwrap(), Json::parse(text).unwrap());
    }
}

#[test]
fn a_trial_is_strict_first_and_generous_then() {
    assert!(matches!(read(r#"{"power":1}"#), Some(Shape::Circle(_))));
    assert!(matches!(
        read(r#"{"child":{"power":2}}"#),
        Some(Shape::Tree(_))
    ));
    assert!(matches!(
        read(r#"{"child":{"leaf":{}}}"#),
        Some(Shape::Tree(_))
    ));
    assert!(matches!(read("5"), Some(Shape::Unknown(_))));
}

#[test]
fn hostile_nesting_ends_in_an_error_or_stays_raw() {
    for depth in [100, 127, 128, 5000, 200_000] {
        let tree = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        let _ = support::from_str::<Shape>(&tree);
        let array = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let json: Json = support::from_str(&array).unwrap();
        assert_eq!(json, json.clone());
        assert!(
            json == Json::parse(&format!(" {array}")).unwrap(),
            "{depth}"
        );
        assert!(depth < 128 || json.cast::<serde_json_value::Any>().get().is_err());
    }
}

/// A value tree that recurses through serde.
mod serde_json_value {
    #[derive(serde::Deserialize, serde::Serialize)]
    pub(super) struct Any(#[allow(dead_code, reason = "only read")] serde_json::Value);
    codec_through_serde!(Any);
}

#[test]
fn lazily_decoded_json() {
    let json: Json = Json::parse(r#"{"a": 1.0, "b":{"power":2}}"#).unwrap();
    assert_eq!(json.field::<i64>("a").unwrap(), Some(1));
    assert_eq!(json.field::<i64>("c").unwrap(), None);
    assert_eq!(json.field::<i64>("b").unwrap_err().pointer(), "");
    assert_eq!(json, Json::parse(r#"{"b":{"power":2.00},"a":1}"#).unwrap());
    assert_ne!(json, Json::parse(r#"{"b":{"power":2},"a":2}"#).unwrap());
    assert_eq!(format!("{json:?}"), "Json(27 bytes)");
    assert_eq!(json.clone().into_raw().unwrap().get(), json.as_str());
    let content: Json<MemberContent> = Json::from(&MemberContent {
        power: Some(3.0),
        ..MemberContent::default()
    })
    .unwrap();
    assert_eq!(content.as_str(), r#"{"power":3}"#);
    assert_eq!(content.get().unwrap().power, Some(3.0));
    assert_eq!(content.cast::<i64>().get().unwrap_err().pointer(), "");
    for (left, right, same) in [
        ("100", "1e2", true),
        ("0.10", "1e-1", true),
        ("-0", "0", true),
        ("1", "true", false),
        ("12345678901234567890123", "12345678901234567890124", false),
        ("\"\\u0061\"", "\"a\"", true),
        ("[1,2]", "[2,1]", false),
        ("null", "null ", true),
    ] {
        assert_eq!(
            Json::parse(left).unwrap() == Json::parse(right).unwrap(),
            same,
            "{left} {right}"
        );
    }
}

#[test]
fn text_that_holds_something_else() {
    for (bytes, text) in [
        (&b""[..], ""),
        (b"f", "Zg=="),
        (b"fo", "Zm8="),
        (b"foo", "Zm9v"),
        (b"foobar", "Zm9vYmFy"),
        (b"\xff\xfe\xfb", "//77"),
    ] {
        assert_eq!(Base64::encode(bytes).as_str(), text);
        assert_eq!(Base64::new(text).decode().unwrap(), bytes);
        assert_eq!(
            Base64::new(text.trim_end_matches('=')).decode().unwrap(),
            bytes
        );
    }
    assert_eq!(Base64::new("__77").decode().unwrap(), b"\xff\xfe\xfb");
    for wrong in ["Z", "Zg=", "Zg===", "Z g=", "Zm9v=", "é"] {
        assert!(Base64::new(wrong).decode().is_err(), "{wrong}");
    }
    let text: JsonText<Vec<i64>> = read(r#""[1,2.0]""#).unwrap();
    assert_eq!(text.get().unwrap(), [1, 2]);
    assert_eq!(JsonText::from(&1.0).unwrap().as_str(), "1");
}

#[test]
fn numbers_keep_their_digits() {
    let text = "3.14159265358979323846264338327950288";
    let number: Number = read(text).unwrap();
    assert_eq!(support::to_string(&number).unwrap(), text);
    assert_eq!(read::<Number>("1.50"), read::<Number>("15e-1"));
    assert_eq!(Number::from(7_i64).as_i128(), Some(7));
    for wrong in ["", "1.", "01", "+1", "1e", ".5", "0x1", "NaN"] {
        assert!(wrong.parse::<Number>().is_err(), "{wrong}");
    }
    assert_eq!(read::<Number>("\"1\""), None);
}

#[test]
fn tuples_maps_and_nothing() {
    assert_eq!(read::<(i64, String)>(r#"[1.0,"a"]"#), Some((1, "a".into())));
    assert_eq!(
        support::to_string(&(1, "a".to_owned())).unwrap(),
        r#"[1,"a"]"#
    );
    assert_eq!(
        read::<Matrix>("[[1,2],[3,4]]"),
        Some(Matrix([[1.0, 2.0], [3.0, 4.0]]))
    );
    let map: BTreeMap<RoomId, i64> = read(r#"{"!b":2,"!a":1}"#).unwrap();
    assert_eq!(support::to_string(&map).unwrap(), r#"{"!a":1,"!b":2}"#);
    assert!(read::<Never>("null").is_none());
    assert_eq!(read::<()>("null"), Some(()));
    let mut object = JsonObject::new();
    object.set("a", &1.0).unwrap();
    assert_eq!(support::to_string(&object).unwrap(), r#"{"a":1}"#);
    assert_eq!(object.field::<i64>("a").unwrap(), Some(1));
}

#[test]
fn captured_text_can_be_looked_at() {
    let raw: Raw<'_> =
        read(r#" {"content":{"msgtype":"m.t\u0065xt","v":1.0,"b":true,"n":null}} "#).unwrap();
    assert_eq!(raw.tag(&["content", "msgtype"]).as_deref(), Some("m.text"));
    assert_eq!(raw.tag(&["content", "v"]).as_deref(), Some("1"));
    assert_eq!(raw.tag(&["content", "b"]).as_deref(), Some("true"));
    assert_eq!(raw.tag(&["content", "n"]), None);
    assert_eq!(raw.tag(&["content"]), None);
    assert_eq!(raw.only_with(&[&["content", "x"], &["content"]]), Some(1));
    for (text, kind) in [
        ("null", Kind::Null),
        ("1e2", Kind::Integer),
        ("1.5", Kind::Number),
        ("[]", Kind::Array),
    ] {
        assert_eq!(read::<Raw<'_>>(text).unwrap().kind(), kind);
    }
}

#[test]
fn no_member_is_written_twice() {
    let mut room: RoomInfo = read(r#"{"room_id":"!a"}"#).unwrap();
    room.extra = read(r#"{"room_id":"!b","more":1}"#).unwrap();
    let text = support::to_string(&room).unwrap();
    assert_eq!(text, r#"{"room_id":"!a","more":1}"#);
}
