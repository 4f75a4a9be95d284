//! The operations of documents, counted behind the reader, without the rest of the generator.

use std::{fs, path::Path};

use typewright::{
    source::{Limits, read as read_text},
    value::Node,
};

/// The fields of a path item that are operations (OpenAPI 3.1 *Path Item Object*; 3.2 adds
/// `query`).
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Where an operation stands: its document and the keys on the way to it.
pub(super) type At = (String, Vec<String>);

/// The operations in `paths` and `webhooks` of a document, by where they stand.
///
/// Callbacks belong to the operation that declares them, and aren't counted.
pub(super) fn operations(root: &Path, document: &str) -> Vec<At> {
    let Some(whole) = read(root, document) else {
        return Vec::new();
    };
    let mut found: Vec<At> = Vec::new();
    for part in ["paths", "webhooks"] {
        let Some(items) = whole.get(part).and_then(Node::as_mapping) else {
            continue;
        };
        for (key, item) in items.unique() {
            let at: At = (document.to_owned(), vec![part.to_owned(), key.to_owned()]);
            item_operations(root, &whole, at, item, 0, &mut found);
        }
    }
    found
}

fn item_operations(
    root: &Path,
    whole: &Node,
    at: At,
    item: &Node,
    depth: usize,
    found: &mut Vec<At>,
) {
    if depth > 16 {
        return;
    }
    if let Some(reference) = item.get("$ref").and_then(Node::as_str) {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let tokens: Vec<String> = pointer.split('/').skip(1).map(token).collect();
        let (document, other) = match file {
            "" => (at.0.clone(), None),
            file => {
                let document: String = beside(&at.0, file);
                let other = read(root, &document);
                (document, other)
            }
        };
        let whole: &Node = match (file, &other) {
            ("", _) => whole,
            (_, Some(other)) => other,
            _ => return,
        };
        let target = tokens.iter().try_fold(whole, |value, key| value.get(key));
        if let Some(target) = target {
            item_operations(root, whole, (document, tokens), target, depth + 1, found);
        }
    }
    for method in METHODS {
        if item.get(method).is_some() {
            let mut keys: Vec<String> = at.1.clone();
            keys.push(method.to_owned());
            found.push((at.0.clone(), keys));
        }
    }
    if let Some(additional) = item.get("additionalOperations").and_then(Node::as_mapping) {
        for (method, _) in additional.unique() {
            let mut keys: Vec<String> = at.1.clone();
            keys.extend(["additionalOperations".to_owned(), method.to_owned()]);
            found.push((at.0.clone(), keys));
        }
    }
}

fn read(root: &Path, document: &str) -> Option<Node> {
    let text: String = fs::read_to_string(root.join(document)).ok()?;
    let read = read_text(document, &text, &Limits::default()).ok()?;
    Some(read.node)
}

/// The path of a file that a document names, under the root.
fn beside(document: &str, file: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A token of a JSON Pointer in a fragment (RFC 6901).
fn token(text: &str) -> String {
    text.replace("%7B", "{")
        .replace("%7D", "}")
        .replace("%24", "$")
        .replace("~1", "/")
        .replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_found_behind_references() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        let text = "paths:\n  /x: {get: {}, post: {}, parameters: []}\n  /y: {$ref: 'b.yaml#/item'}\nwebhooks:\n  z: {post: {}}\n";
        fs::write(folder.path().join("a/api.yaml"), text).unwrap();
        fs::write(folder.path().join("a/b.yaml"), "item: {put: {}}\n").unwrap();
        let found = operations(folder.path(), "a/api.yaml");
        assert_eq!(found.len(), 4);
        let put: At = (
            "a/b.yaml".to_owned(),
            vec!["item".to_owned(), "put".to_owned()],
        );
        assert!(found.contains(&put));
    }
}
