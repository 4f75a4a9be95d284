//! A folder of YAML and JSON documents that refer to each other.

use std::fs;
use std::path::Path;

use serde_yaml::Value;

/// All files below `root`, relative to it, with `/` on every system, sorted.
pub fn files(root: &Path) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut folders: Vec<String> = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(root.join(&folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        for entry in entries {
            let entry = entry.expect("an entry can be read");
            let name = entry.file_name().into_string().expect("names are Unicode");
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if entry.path().is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The text of a file.
pub fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The document in a file; JSON is YAML, too.
pub fn parse(root: &Path, path: &str) -> Value {
    serde_yaml::from_str(&text(root, path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every `$ref`, in schemas and in examples.
pub fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Mapping(members) => members
            .iter()
            .flat_map(|(key, member)| match (key.as_str(), member.as_str()) {
                (Some("$ref"), Some(reference)) => vec![reference.to_owned()],
                _ => references(member),
            })
            .collect(),
        Value::Sequence(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The path that `reference` means in the file `from`, or nothing if it leaves the root.
pub fn join(from: &str, reference: &str) -> Option<String> {
    if reference.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
