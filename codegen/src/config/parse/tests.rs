use super::*;
use crate::{
    config::{Enums, Layout, Support, UnknownValues},
    diagnostic::{Level, lint},
    pointer::Place,
};

const WHOLE: &str = include_str!("../../../../spec/rooms.toml");

fn errors(text: &str) -> Vec<ConfigError> {
    parse(text, "spec/x.toml").unwrap_err()
}

/// A text around one that is being tested, which alone would be a valid config.
fn around(text: &str) -> String {
    format!("{text}\n[input]\ndocuments = [\"*.yaml\"]\n[output]\ndirectory = \"out\"\n")
}

#[test]
fn the_config_of_this_repository_is_read() {
    let config: Config = parse(WHOLE, "spec/rooms.toml").unwrap();
    assert_eq!(config.input.root, "rooms");
    assert_eq!(config.output.layout, Layout::Crate);
    assert_eq!(config.output.support, Support::Emitted);
    assert!(!config.families.is_empty());
}

#[test]
fn everything_that_is_left_out_has_a_default() {
    let config: Config = parse(&around(""), "x").unwrap();
    assert_eq!(config.input.root, ".");
    assert_eq!(config.types.enums, Enums::Open);
    assert_eq!(config.server.unknown_values, UnknownValues::Refuse);
    assert_eq!(config.lints.of(&lint::SYNTAX), lint::SYNTAX.default);
}

#[test]
fn places_patterns_and_levels_are_read_as_such() {
    let text: String = around(
        "rename.\"a.yaml#/paths/~1x~0y/get\" = \"Fetch\"\n\
         derives.\"#/components/schemas/*\" = [\"std::hash::Hash\"]\n\
         lints = { duplicate-key = \"warn\", TW0001 = \"note\" }\n\
         operations.default_error = \"errors.yaml#/E\"\n",
    );
    let config: Config = parse(&text, "x").unwrap();
    let place: Place = Place::root("a.yaml")
        .child("paths")
        .child("/x~y")
        .child("get");
    assert_eq!(config.rename.get(&place).unwrap().as_str(), "Fetch");
    assert_eq!(config.lints.of(&lint::DUPLICATE_KEY), Level::Warn);
    assert_eq!(config.lints.of(&lint::SYNTAX), Level::Note);
    assert_eq!(
        config.operations.default_error,
        Some(Place::root("errors.yaml").child("E"))
    );
}

#[test]
fn all_mistakes_are_reported_in_the_order_of_the_text() {
    let text: String = around(
        "[types]\nenum = \"open\"\nenums = \"opened\"\nnon_exhaustive = 3\n\
         [[family]]\nname = \"Any Event\"\ntags = [\"type\"]\nmembers = []\n\
         [[family]]\ntags = [\"type\"]\nmembers = []\n\
         [lints]\nduplicate-keys = \"warn\"\n\
         [[docs.shortcodes]]\npattern = \"(\"\n\
         [rename]\n\"#/x\" = \"Y\"\n",
    );
    let found: Vec<String> = errors(&text).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(found.join("\n"));
}

#[test]
fn entries_that_do_not_go_together_are_reported() {
    let text: &str = "[docs]\nmode = \"link\"\nbase = \"/x\"\n\
        [[family]]\nname = \"A\"\ntags = [\"t\"]\nmembers = []\n\
        [[family]]\nname = \"A\"\ntags = []\nmembers = []\n";
    let found: Vec<String> = errors(text).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(found.join("\n"));
}

#[test]
fn a_mistake_is_shown_with_its_excerpt() {
    let text: String = around("[types]\n\"é\" = 1\nunknown-fields = \"keep\"\n");
    let errors: Vec<ConfigError> = errors(&text);
    let rendered: Vec<String> = errors
        .iter()
        .map(|error| error.render(&text, false))
        .collect();
    insta::assert_snapshot!(rendered.join("\n"));
}

#[test]
fn broken_toml_is_an_error_with_a_place() {
    let errors: Vec<ConfigError> = errors("[input\nroot = 'x'");
    assert_eq!(
        (errors[0].line, errors[0].path.as_str()),
        (1, "spec/x.toml")
    );
}

#[test]
fn no_text_makes_the_reader_panic_or_hang() {
    for end in (0..WHOLE.len()).step_by(5) {
        if let Some(text) = WHOLE.get(..end) {
            let _ = parse(text, "x");
        }
        if let (Some(before), Some(after)) = (WHOLE.get(..end), WHOLE.get(end + 1..)) {
            let _ = parse(&format!("{before}{after}"), "x");
        }
    }
}

#[test]
fn the_json_schema_documents_every_key() {
    let schema: serde_json::Value = Config::json_schema();
    assert_eq!(schema["additionalProperties"], false);
    let definitions = schema["$defs"].as_object().unwrap();
    let objects = definitions.values().chain([&schema]);
    for object in objects {
        for (key, property) in object["properties"].as_object().into_iter().flatten() {
            assert!(
                property["description"].is_string(),
                "`{key}` has no description"
            );
        }
    }
}

#[test]
fn links_have_only_words_that_stand_for_something() {
    let text: String = around(
        "[docs]\nmode = \"link\"\nlink = \"https://x.org/{document}#{pointer}\"\n\
         [[docs.links]]\nat = \"#/paths/**\"\nto = \"https://x.org/#{anchor}\"\n",
    );
    let config: Config = parse(&text, "x").unwrap();
    let link = |place: Place| config.docs.link_to(&place).map(str::to_owned);
    let operation: Place = Place::root("a.yaml")
        .child("paths")
        .child("/x")
        .child("get");
    assert_eq!(link(operation).unwrap(), "https://x.org/#{anchor}");
    let schema: Place = Place::root("a.yaml").child("components");
    assert_eq!(link(schema).unwrap(), "https://x.org/{document}#{pointer}");
    let wrong: String = around("[docs]\nlink = \"https://x.org/{place}\"\n");
    let [error] = errors(&wrong).try_into().unwrap();
    assert_eq!(error.message, "`{place}` stands for nothing");
}
