//! Names that the config gives.

use super::*;

#[test]
fn renames_name_types_and_members_by_their_case() {
    let mut api = model(vec![file("a.yaml"), component("b.yaml", "Pet")]);
    let properties = vec![field("x", Type::String, Presence::Optional)];
    api.types[0].shape = object(properties);
    api.types[1].shape = enumeration(&["a"], true);
    let place = |text: &str| {
        let (document, pointer) = text.split_once('#').unwrap();
        let tokens = pointer.split('/').skip(1);
        tokens.fold(Place::root(document), |place, token| place.child(token))
    };
    let mut options = options();
    for (at, name) in [
        ("a.yaml#", "Renamed"),
        ("fields.yaml#/properties/x", "renamed"),
        ("b.yaml#/components/schemas/Pet", "animal"),
        ("b.yaml#/components/schemas/Pet/enum/a", "First"),
    ] {
        options.rename.insert(place(at), name.to_owned());
    }
    assert!(run_with(&mut api, &options).is_empty());
    assert_eq!(paths(&api), ["a/Renamed", "schemas/animal/Pet"]);
    let names = everything(&api);
    assert_eq!(names["a.yaml#"][1], "renamed");
    assert_eq!(names["b.yaml#/components/schemas/Pet"][1], "First");
}

#[test]
fn renames_that_cannot_be_are_errors() {
    let mut api = model(vec![file("a.yaml"), file("b.yaml")]);
    let mut options = options();
    options
        .rename
        .insert(Place::root("none.yaml"), "X".to_owned());
    options
        .rename
        .insert(Place::root("a.yaml"), "no name".to_owned());
    assert_eq!(
        run_with(&mut api, &options),
        ["unusable-rename", "unmatched-rename"]
    );
    let root = file("a.yaml");
    let mut api = model(vec![inline(&root, &["x"]), inline(&root, &["y"])]);
    let mut options = NameOptions::default();
    for definition in &api.types {
        let place = definition.origin.place.clone();
        options.rename.insert(place, "Same".to_owned());
    }
    assert!(run_with(&mut api, &options).contains(&"unusable-rename"));
}

#[test]
fn an_operation_that_is_not_there_breaks_nothing() {
    let mut api = model(vec![definition(
        Place::root("a"),
        Home::Operation {
            operation: OperationId(7),
            roles: vec![],
        },
        object(vec![]),
    )]);
    run(&mut api);
    assert!(!api.types[0].ident.is_empty());
}
