//! What names may not depend on.

use super::*;

/// A model with every kind of collision.
fn crowd() -> Api {
    let sync = file("sync.yaml");
    let mut types = vec![
        component("a.yaml", "Pet"),
        component("b.yaml", "Pet"),
        component("b.yaml", "pet"),
        inline(&sync, &["join", "state"]),
        inline(&sync, &["leave", "state"]),
        inline(&sync, &["leave", "state", "state"]),
        inline(&sync, &["option"]),
        titled(inline(&sync, &["x"]), "State"),
        titled(file("t.yaml"), "State"),
        sync,
    ];
    types[0].shape = object(
        ["type", "kind", "a-b", "a_b", "m.x", "x", "", "+1", "extra"]
            .map(|wire| field(wire, Type::String, Presence::Optional))
            .into(),
    );
    types[1].shape = enumeration(
        &["asc", "ASC", "Asc", "m.a", "a", "Unknown", "", "<="],
        true,
    );
    model(types)
}

#[test]
fn order_changes_no_name() {
    let mut api = crowd();
    run(&mut api);
    let expected = everything(&api);
    let count = api.types.len();
    for turn in 1..count {
        let mut shuffled = crowd();
        shuffled.types.rotate_left(turn);
        shuffled.types.swap(0, turn / 2);
        for definition in &mut shuffled.types {
            match &mut definition.shape {
                Shape::Struct(object) => object.fields.reverse(),
                Shape::Enumeration(of) => of.values.reverse(),
                _ => {}
            }
        }
        run(&mut shuffled);
        assert_eq!(everything(&shuffled), expected);
    }
}

#[test]
fn no_name_is_there_twice() {
    let mut api = crowd();
    let findings = run(&mut api);
    assert!(!findings.contains(&"name-conflict"), "{findings:?}");
    let mut all = paths(&api);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), api.types.len());
    for names in everything(&api).values() {
        let mut unique = names.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), names.len(), "{names:?}");
    }
}

#[test]
fn what_collides_with_nothing_renames_nothing() {
    let mut before = crowd();
    run(&mut before);
    let mut after = crowd();
    after.types.push(file("new.yaml"));
    after.types.push(component("new.yaml", "New"));
    let other = file("new/sync.yaml");
    after.types.push(inline(&other, &["join", "state"]));
    after.types.push(other);
    run(&mut after);
    let after = everything(&after);
    for (place, names) in everything(&before) {
        assert_eq!(after.get(&place), Some(&names));
    }
}
