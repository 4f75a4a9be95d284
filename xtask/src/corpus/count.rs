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

/// How many references in a row are followed.
const DEPTH: usize = 16;

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
    if depth > DEPTH {
        return;
    }
    if let Some(reference) = item.get("$ref").and_then(Node::as_str) {
        follow(root, whole, &at, reference, &mut |whole, at, target| {
            item_operations(root, whole, at, target, depth + 1, found);
        });
    }
    for method in METHODS {
        if let Some(operation) = item.get(method) {
            let at: At = below(&at, &[method]);
            one_operation(root, whole, at, operation, depth, found);
        }
    }
    if let Some(additional) = item.get("additionalOperations").and_then(Node::as_mapping) {
        for (method, operation) in additional.unique() {
            let at: At = below(&at, &["additionalOperations", method]);
            one_operation(root, whole, at, operation, depth, found);
        }
    }
}

/// An operation stands where its fields do: some documents refer to them from path items.
fn one_operation(
    root: &Path,
    whole: &Node,
    at: At,
    operation: &Node,
    depth: usize,
    found: &mut Vec<At>,
) {
    match operation.get("$ref").and_then(Node::as_str) {
        Some(reference) if depth <= DEPTH => {
            follow(root, whole, &at, reference, &mut |whole, at, target| {
                one_operation(root, whole, at, target, depth + 1, found);
            });
        }
        _ => found.push(at),
    }
}

/// Hands over what a reference leads to, with its document and its place.
fn follow(
    root: &Path,
    whole: &Node,
    from: &At,
    reference: &str,
    then: &mut dyn FnMut(&Node, At, &Node),
) {
    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let tokens: Vec<String> = pointer.split('/').skip(1).map(token).collect();
    let (document, other) = match file {
        "" => (from.0.clone(), None),
        file => {
            let document: String = beside(&from.0, file);
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
        then(whole, (document, tokens), target);
    }
}

fn below(at: &At, keys: &[&str]) -> At {
    let mut at: At = at.clone();
    at.1.extend(keys.iter().map(|key| (*key).to_owned()));
    at
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

    #[test]
    fn an_operation_that_is_a_reference_stands_at_its_target() {
        let folder = tempfile::tempdir().unwrap();
        let text = "paths:\n  /x: {get: {$ref: 'list.yaml'}}\n";
        fs::write(folder.path().join("api.yaml"), text).unwrap();
        fs::write(folder.path().join("list.yaml"), "responses: {}\n").unwrap();
        let found = operations(folder.path(), "api.yaml");
        assert_eq!(found, [("list.yaml".to_owned(), Vec::new())]);
    }
}
