//! What remains of a document without its prose, and the prose.

use serde_yaml::{Mapping, Value};

/// Stands where prose stood: that there is a description is structure, what it says is not.
const PROSE: &str = "<prose>";

/// Members of example instances whose value belongs to the format and is not free.
const FIXED: [&str; 8] = [
    "$ref",
    "format",
    "join_rule",
    "membership",
    "msgtype",
    "room_version",
    "type",
    "visibility",
];

/// A document in two parts.
pub struct Skeleton {
    /// Everything but the prose; example numbers are all the same.
    pub value: Value,
    /// The prose: descriptions, summaries, titles that are sentences, texts and ids of examples.
    pub prose: Vec<String>,
}

/// Takes a document apart; `path` tells example instances from schemas.
pub fn skeleton(path: &str, document: &Value) -> Skeleton {
    let mut prose: Vec<String> = Vec::new();
    let value = if path.starts_with("event-schemas/examples/") {
        instance(document, 0, &mut prose)
    } else {
        schema(document, 0, &mut prose)
    };
    Skeleton { value, prose }
}

/// In so many levels of objects below a member of this name, keys are data.
fn levels(name: &str) -> usize {
    match name {
        "users" | "tags" => 1,
        "signatures" => 2,
        _ => 0,
    }
}

/// A schema, or an OpenAPI object; `free` is for the instances in its examples.
fn schema(value: &Value, free: usize, prose: &mut Vec<String>) -> Value {
    match value {
        Value::Mapping(members) => map(members, |key, member| match (key, member) {
            ("properties" | "patternProperties" | "$defs", Value::Mapping(named)) => {
                map(named, |name, named| schema(named, levels(name), prose))
            }
            ("description" | "summary", Value::String(_)) => text(member, prose),
            ("title", Value::String(title)) if title.ends_with('.') => text(member, prose),
            ("x-changedInMatrixVersion", Value::Mapping(changes)) => {
                map(changes, |_, change| text(change, prose))
            }
            ("example" | "examples", _) => instance(member, free, prose),
            _ => schema(member, 0, prose),
        }),
        Value::Sequence(items) => items.iter().map(|item| schema(item, 0, prose)).collect(),
        _ => value.clone(),
    }
}

/// A value inside an example; in so many `free` levels of objects from here on, keys are data.
fn instance(value: &Value, free: usize, prose: &mut Vec<String>) -> Value {
    match value {
        Value::Mapping(members) if free > 0 => members
            .iter()
            .enumerate()
            .map(|(index, (key, member))| {
                text(key, prose);
                (Value::from(index), instance(member, free - 1, prose))
            })
            .collect::<Mapping>()
            .into(),
        Value::Mapping(members) => map(members, |key, member| match (key, member) {
            ("type", Value::String(kind)) if !kind.starts_with("m.") => text(member, prose),
            (key, Value::String(_)) if FIXED.contains(&key) => member.clone(),
            _ => instance(member, levels(key), prose),
        }),
        Value::Sequence(items) => items.iter().map(|item| instance(item, 0, prose)).collect(),
        // That a text is empty is structure: the key of most state is.
        Value::String(string) if !string.is_empty() => text(value, prose),
        Value::Number(number) if number.is_f64() => Value::from(0.5),
        Value::Number(_) => Value::from(0),
        _ => value.clone(),
    }
}

fn text(value: &Value, prose: &mut Vec<String>) -> Value {
    match value {
        Value::String(string) => {
            prose.push(string.clone());
            Value::from(PROSE)
        }
        _ => value.clone(),
    }
}

fn map(members: &Mapping, mut change: impl FnMut(&str, &Value) -> Value) -> Value {
    let changed = members.iter().map(|(key, member)| {
        (
            key.clone(),
            change(key.as_str().unwrap_or_default(), member),
        )
    });
    Value::Mapping(changed.collect())
}

/// Where two skeletons differ, one line for each place; the order of members counts.
pub fn differences(ours: &Value, theirs: &Value) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    compare(ours, theirs, "#", &mut found);
    found
}

fn compare(ours: &Value, theirs: &Value, place: &str, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Mapping(ours), Value::Mapping(theirs)) => {
            if !ours.keys().eq(theirs.keys()) {
                let keys =
                    |members: &Mapping| members.keys().map(show).collect::<Vec<_>>().join(" ");
                found.push(format!(
                    "{place}: members {} / original {}",
                    keys(ours),
                    keys(theirs)
                ));
            }
            for (key, member) in ours {
                if let Some(other) = theirs.get(key) {
                    compare(member, other, &format!("{place}/{}", show(key)), found);
                }
            }
        }
        (Value::Sequence(ours), Value::Sequence(theirs)) if ours.len() == theirs.len() => {
            for (index, (item, other)) in ours.iter().zip(theirs).enumerate() {
                compare(item, other, &format!("{place}/{index}"), found);
            }
        }
        _ if ours == theirs => {}
        _ => found.push(format!(
            "{place}: {} / original {}",
            show(ours),
            show(theirs)
        )),
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::String(string) => string.clone(),
        _ => format!("{value:?}"),
    }
}

#[test]
fn differences_are_found_in_structure_and_not_in_prose() {
    let read = |text: &str| skeleton("x.yaml", &serde_yaml::from_str(text).unwrap()).value;
    let base = read("{type: string, description: One., maxLength: 3, example: abc}");
    let words = read("{type: string, description: Two words., maxLength: 3, example: xyz}");
    assert_eq!(differences(&base, &words), Vec::<String>::new());
    for other in [
        "{type: integer, description: One., maxLength: 3, example: abc}",
        "{type: string, maxLength: 3, example: abc}",
        "{type: string, description: One., maxLength: 4, example: abc}",
        "{type: string, description: One., maxLength: 3, example: 5}",
        "{description: One., type: string, maxLength: 3, example: abc}",
    ] {
        assert_eq!(differences(&base, &read(other)).len(), 1, "{other}");
    }
}
