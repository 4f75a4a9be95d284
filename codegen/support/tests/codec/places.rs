//! Where an error is.

use std::collections::BTreeMap;

use crate::sample::{AnyStateEvent, Matrix, MemberEvent, RoomInfo};
use crate::support::{self, Decode, DecodeError, Number};

fn error<T: for<'de> Decode<'de> + std::fmt::Debug>(text: &str) -> DecodeError {
    let error = support::from_str::<T>(text).unwrap_err();
    assert_eq!(
        support::from_slice::<T>(text.as_bytes()).unwrap_err(),
        error
    );
    error
}

type Tree = BTreeMap<String, Vec<BTreeMap<String, i64>>>;

#[test]
fn a_wrong_scalar_has_its_own_pointer() {
    for (text, pointer) in [
        (r#"{"a":[{"b":1},{"c":"x"}]}"#, "/a/1/c"),
        (r#"{"a":[{"b":1},{"c":true}]}"#, "/a/1/c"),
        (r#"{"a":[{"b":1},{"c":1.5 } ] }"#, "/a/1/c"),
        (r#"{"a":[{"b":1},{"c":99999999999999999999}]}"#, "/a/1/c"),
        (r#"{"a":[{"b":1},{"c":null}]}"#, "/a/1/c"),
        (
            "{\"a\":\n  [{\"b\":1},\n {\"x/y~z\":\"x\"}]}",
            "/a/1/x~1y~0z",
        ),
        (r#"{"a":[{"b":1},{"\u00e9\"":"x"}]}"#, "/a/1/é\""),
        (r#"{"a":[{"b":{"c":1}}]}"#, "/a/0/b"),
        (r#"{"a":[{"b":{}}]}"#, "/a/0/b"),
        (r#"{"a":[{"b":[1]}]}"#, "/a/0/b"),
        (r#"{"a":{"b":[1]}}"#, "/a"),
        (r#"{"a":[7]}"#, "/a/0"),
        (r#"{"a":"x"}"#, "/a"),
        ("[1]", ""),
        ("7", ""),
    ] {
        assert_eq!(error::<Tree>(text).pointer(), pointer, "{text}");
    }
}

#[test]
fn broken_text_has_the_pointer_of_what_is_around_it() {
    for (text, pointer) in [
        (r#"{"a":[{"b":1},{"c":"#, "/a/1/c"),
        (r#"{"a":[{"b":1} {"c":1}]}"#, "/a/0"),
        (r#"{"a":[{"b" 1}]}"#, "/a/0/b"),
        ("", ""),
        ("{} x", ""),
    ] {
        let found = error::<Tree>(text);
        let near = [
            pointer,
            pointer.rsplit_once('/').map_or("", |(around, _)| around),
        ];
        assert!(near.contains(&found.pointer()), "{text}: {found}");
    }
}

#[test]
fn a_missing_member_names_its_object() {
    let found = error::<Vec<MemberEvent>>(r#"[{"type":"m.room.member","event_id":"x" } ]"#);
    assert_eq!(
        (found.pointer(), found.message()),
        ("/0", "missing property `content`")
    );
    let found = error::<RoomInfo>("{}");
    assert_eq!(
        (found.pointer(), found.message()),
        ("", "missing property `room_id`")
    );
}

#[test]
fn an_error_inside_captured_text_has_the_whole_pointer() {
    let text = r#"{"x":[{"type":"m.room.member","content":{"age":"old"}}, 1]}"#;
    let found = error::<BTreeMap<String, Vec<AnyStateEvent>>>(text);
    assert_eq!(found.pointer(), "/x/0/content/age");
    assert!(found.message().contains("an integer"), "{found}");
    let text = r#"{"x":[{"type":"m.room.member" }]}"#;
    let found = error::<BTreeMap<String, Vec<AnyStateEvent>>>(text);
    assert_eq!(
        (found.pointer(), found.message()),
        ("/x/0", "missing property `content`")
    );
}

#[test]
fn an_error_inside_captured_text_has_a_position() {
    let event = r#"{"type":"m.room.member","content":{"age":"old"}}"#;
    let found = error::<AnyStateEvent>(event);
    assert_eq!((found.line(), found.column()), (1, event.len()));
    let found = error::<Vec<AnyStateEvent>>(&format!("[\n\n  {event}]"));
    assert_eq!(found.line(), 3, "{found}");
    assert!((1..=event.len() + 3).contains(&found.column()), "{found}");
}

#[test]
fn an_error_inside_captured_text_is_found_beside_others() {
    for (text, pointer) in [
        (r#"{"a":[[7.5,{"n":[7]}], 1]}"#, "/a/0/1"),
        (r#"{"a":[[7,"x"],[9]]}"#, "/a/0/1"),
        (r#"{"a":[[7],[9 , null] ],"b":[]}"#, "/a/1/1"),
        (r#"{"a":[],"b":[[{}]]}"#, "/b/0/0"),
    ] {
        let found = error::<BTreeMap<String, Vec<Vec<Number>>>>(text);
        assert_eq!(found.pointer(), pointer, "{text}");
    }
}

#[test]
fn a_tuple_of_the_wrong_length_has_its_own_pointer() {
    for text in ["[[1,2],[3]]", "[[1,2],[3,4,5]]"] {
        assert_eq!(error::<Matrix>(text).pointer(), "/1", "{text}");
    }
    assert_eq!(
        error::<Vec<(i64, String)>>(r#"[[1,"a"],[1]]"#).pointer(),
        "/1"
    );
    assert_eq!(
        error::<Vec<(i64, String)>>(r#"[[1,"a",2]]"#).pointer(),
        "/0"
    );
}

#[test]
fn a_wrong_constant_means_another_type() {
    let found = error::<MemberEvent>(r#"{"type":"m.room.name","content":{}}"#);
    assert_eq!(found.pointer(), "/type");
    assert_eq!((found.line(), found.column()), (1, 21));
}
