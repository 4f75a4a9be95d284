//! Events of rooms, as a busy server sends them.

use serde_json::{Value, json};

/// How many kinds of events follow each other before they repeat.
const KINDS: usize = 12;

/// As many events as make about so many bytes of JSON: mostly messages, some state, some of types
/// that nobody knows.
pub fn timeline(bytes: usize) -> Vec<Value> {
    let mut events: Vec<Value> = Vec::new();
    let mut length: usize = 0;
    while length < bytes {
        let event: Value = event(events.len());
        length += event.to_string().len() + 1;
        events.push(event);
    }
    events
}

/// State events only.
pub fn state(bytes: usize) -> Vec<Value> {
    let is_state = |event: &Value| event.get("state_key").is_some();
    timeline(bytes * 2).into_iter().filter(is_state).collect()
}

/// The answer of `roomInitialSync` with half of its bytes in the timeline, half in the state.
pub fn initial_sync(bytes: usize) -> String {
    let sync: Value = json!({
        "room_id": "!meadow:example.org",
        "membership": "join",
        "messages": {"start": "t1", "end": "t2", "chunk": timeline(bytes / 2)},
        "state": state(bytes / 2),
        "visibility": "private",
        "account_data": [{"type": "m.tag", "content": {"tags": {"u.work": {"order": 0.25}}}}],
    });
    sync.to_string()
}

fn event(index: usize) -> Value {
    match index % KINDS {
        0 => state_event(index, "m.room.member", &user(index), member(index)),
        1 => state_event(index, "m.room.power_levels", "", power_levels()),
        2 => room_event(index, "m.room.message", image(index)),
        3 => state_event(
            index,
            "m.room.topic",
            "",
            json!({"topic": "Hedgehogs, and how to help them"}),
        ),
        4 => state_event(
            index,
            "m.room.name",
            "",
            json!({"name": format!("Garden {index}")}),
        ),
        5 => room_event(
            index,
            "org.example.poll",
            json!({"question": "When?", "answers": ["now", "later"]}),
        ),
        6 | 7 => state_event(index, "m.room.member", &user(index), member(index)),
        _ => room_event(index, "m.room.message", text(index)),
    }
}

fn user(index: usize) -> String {
    format!("@gardener{}:example.org", index % 97)
}

fn room_event(index: usize, kind: &str, content: Value) -> Value {
    json!({
        "type": kind,
        "content": content,
        "event_id": format!("$Zb3kN1cQ7vYpLr9sXwT2mHdG5fJ8aUeK{index:010}"),
        "sender": user(index * 7),
        "origin_server_ts": 1_700_000_000_000_u64 + index as u64 * 1000,
        "room_id": "!meadow:example.org",
        "unsigned": {"age": 1234 + index},
    })
}

fn state_event(index: usize, kind: &str, key: &str, content: Value) -> Value {
    let mut event: Value = room_event(index, kind, content);
    if let Some(members) = event.as_object_mut() {
        members.insert("state_key".to_owned(), key.into());
    }
    event
}

fn member(index: usize) -> Value {
    json!({
        "membership": "join",
        "displayname": format!("Gardener \u{1F994} {index}"),
        "avatar_url": "mxc://example.org/SEsfnsuifSDFSSEF",
    })
}

fn text(index: usize) -> Value {
    json!({
        "msgtype": "m.text",
        "body": format!("Somebody has seen number {index} under the hedge, \"quite awake\"."),
        "format": "org.matrix.custom.html",
        "formatted_body": format!("<p>Somebody has seen number <b>{index}</b> under the hedge.</p>"),
    })
}

fn image(index: usize) -> Value {
    json!({
        "msgtype": "m.image",
        "body": format!("hedgehog-{index}.jpg"),
        "url": "mxc://example.org/JWEIFJgwEIhweiWJE",
        "info": {"h": 398, "w": 394, "mimetype": "image/jpeg", "size": 31037 + index},
    })
}

fn power_levels() -> Value {
    let users: serde_json::Map<String, Value> =
        (0..8).map(|index| (user(index * 13), json!(50))).collect();
    json!({
        "ban": 50, "kick": 50, "redact": 50, "invite": 0,
        "events_default": 0, "state_default": 50, "users_default": 0,
        "events": {"m.room.name": 50, "m.room.power_levels": 100},
        "users": users,
        "notifications": {"room": 20},
    })
}
