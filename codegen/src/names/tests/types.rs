//! Modules and identifiers of types.

use super::*;

#[test]
fn files_and_components_have_their_own_modules() {
    let mut api = model(vec![
        file("event-schemas/schema/m.room.member.yaml"),
        file("event-schemas/schema/m.room.message$m.text.yaml"),
        component("api/pets.yaml", "Pet"),
        file("other/type.yaml"),
        component("api/pets.yaml", "Option"),
        definition(
            Place::root("x.yaml").child("$defs").child("Leaf"),
            Home::Shared { key: "Leaf".into() },
            object(vec![]),
        ),
    ]);
    assert!(run(&mut api).is_empty());
    assert_eq!(
        paths(&api),
        [
            "events/room_member/RoomMember",
            "events/room_message_text/RoomMessageText",
            "schemas/pet/Pet",
            "other/kind/Type",
            "schemas/option/Option_",
            "x/leaf/Leaf",
        ]
    );
}

#[test]
fn components_of_one_name_are_told_apart_by_document() {
    let mut api = model(vec![
        component("a.yaml", "Pet"),
        component("b.yaml", "Pet"),
        component("b.yaml", "Dog"),
        component("c.yaml", "cat"),
        component("c.yaml", "Cat"),
    ]);
    let findings = run(&mut api);
    assert_eq!(
        paths(&api),
        [
            "schemas/a/pet/Pet",
            "schemas/b/pet/Pet",
            "schemas/dog/Dog",
            "schemas/cat_lowercase/Cat",
            "schemas/cat_capitalized/Cat",
        ]
    );
    assert!(findings.iter().all(|finding| *finding == "name-collision"));
}

#[test]
fn titles_are_names_or_documentation() {
    let sentence = "Stores the tags on a room for one user.";
    let mut api = model(vec![
        titled(file("a.yaml"), "Room Info"),
        titled(file("b.yaml"), sentence),
    ]);
    run(&mut api);
    assert_eq!(paths(&api), ["a/RoomInfo", "b/B"]);
    assert_eq!(api.types[0].docs.summary, None);
    assert_eq!(api.types[1].docs.summary.as_deref(), Some(sentence));
}

#[test]
fn inline_types_are_named_by_role_and_stand_with_their_root() {
    let root = file("rooms.yaml");
    let mut api = model(vec![
        inline(&root, &["messages"]),
        inline(&root, &["rooms", "item"]),
        inline(&root, &["chunk", "item"]),
        inline(&root, &["item"]),
        inline(&root, &["m.relates_to"]),
        inline(&root, &["result"]),
        root,
    ]);
    run(&mut api);
    assert_eq!(
        paths(&api),
        [
            "rooms/Messages",
            "rooms/Room",
            "rooms/ChunkItem",
            "rooms/Item",
            "rooms/RelatesTo",
            "rooms/RoomsResult",
            "rooms/Rooms",
        ]
    );
}

#[test]
fn inline_types_that_collide_take_their_place() {
    let root = file("sync.yaml");
    let mut api = model(vec![
        inline(&root, &["join", "state"]),
        inline(&root, &["leave", "state"]),
        titled(inline(&root, &["leave", "a"]), "Info"),
        titled(inline(&root, &["leave", "b"]), "Info"),
        inline(&root, &["timeline"]),
        inline(&root, &["sync"]),
        root,
    ]);
    let findings = run(&mut api);
    assert_eq!(
        paths(&api),
        [
            "sync/JoinState",
            "sync/LeaveState",
            "sync/A",
            "sync/B",
            "sync/Timeline",
            "sync/SyncSync",
            "sync/Sync",
        ]
    );
    assert!(findings.len() >= 3);
}

#[test]
fn formats_and_families_have_modules_of_their_own() {
    let of = |home, place: &str| definition(Place::root(place), home, object(vec![]));
    let format = |format: &str| Home::Format {
        format: format.to_owned(),
    };
    let family = Home::Family {
        name: "AnyStateEvent".to_owned(),
    };
    let mut api = model(vec![
        of(format("mx-room-id"), "a"),
        of(format("date-time"), "b"),
        of(family, "c"),
    ]);
    assert!(run(&mut api).is_empty());
    assert_eq!(
        paths(&api),
        [
            "identifiers/RoomId",
            "identifiers/DateTime",
            "families/AnyStateEvent"
        ]
    );
}
