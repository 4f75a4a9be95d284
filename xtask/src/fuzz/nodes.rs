//! Damage to the tree of a document: what stays is still YAML, and gets further.

use typewright::{
    source::{Limits, read},
    value::{Mapping, Node},
};

use super::random::Random;

/// Strings that mean something to somebody.
const STRINGS: [&str; 22] = [
    "",
    " ",
    "type",
    "object",
    "array",
    "null",
    "integer",
    "#",
    "#/",
    "#/components/schemas/A",
    "../../x.yaml",
    "https://example.org/x",
    "a/../b",
    "\u{202e}",
    "*/ pub fn x() {} /*",
    "\"; panic!(); \"",
    "r#type",
    "{id}",
    "self",
    "[x](<y>)",
    "\u{0}",
    "(?=a)(a+)+$",
];

/// Keywords that move a schema to another kind.
const KEYWORDS: [&str; 18] = [
    "$ref",
    "$id",
    "$anchor",
    "$dynamicRef",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "type",
    "enum",
    "const",
    "items",
    "prefixItems",
    "properties",
    "additionalProperties",
    "required",
    "discriminator",
    "pattern",
];

/// A document with one node of it changed; none where it can't be read.
pub(super) fn damaged(path: &str, text: &str, other: &str, random: &mut Random) -> Option<String> {
    let limits: Limits = Limits::default();
    let mut root: Node = read(path, text, &limits).ok()?.node;
    let other: Node = read("", other, &limits).map_or(Node::Null, |read| read.node);
    let count: usize = size(&root);
    let mut index: usize = random.below(count);
    let donor: Node = nth(&other, random.below(size(&other)))?.clone();
    change(&mut root, &mut index, &donor, random);
    serde_json::to_string_pretty(&root).ok()
}

/// How many nodes a tree has.
fn size(node: &Node) -> usize {
    1 + match node {
        Node::Sequence(items) => items.iter().map(size).sum(),
        Node::Mapping(mapping) => mapping.iter().map(|(_, value)| size(value)).sum(),
        _ => 0,
    }
}

/// A node by its number in document order.
fn nth(node: &Node, index: usize) -> Option<&Node> {
    fn find<'n>(node: &'n Node, index: &mut usize) -> Option<&'n Node> {
        if *index == 0 {
            return Some(node);
        }
        *index -= 1;
        match node {
            Node::Sequence(items) => items.iter().find_map(|item| find(item, index)),
            Node::Mapping(mapping) => mapping.iter().find_map(|(_, value)| find(value, index)),
            _ => None,
        }
    }
    find(node, &mut { index })
}

/// Changes the node with a number in document order; says whether it was reached.
fn change(node: &mut Node, index: &mut usize, donor: &Node, random: &mut Random) -> bool {
    if *index == 0 {
        *node = changed(node, donor, random);
        return true;
    }
    *index -= 1;
    match node {
        Node::Sequence(items) => items
            .iter_mut()
            .any(|item| change(item, index, donor, random)),
        Node::Mapping(mapping) => {
            let mut entries: Vec<(String, Node)> = owned(mapping);
            let done: bool = entries
                .iter_mut()
                .any(|(_, value)| change(value, index, donor, random));
            *mapping = Mapping::new(entries);
            done
        }
        _ => false,
    }
}

fn owned(mapping: &Mapping) -> Vec<(String, Node)> {
    mapping
        .iter()
        .map(|(key, value)| (key.to_owned(), value.clone()))
        .collect()
}

fn changed(node: &Node, donor: &Node, random: &mut Random) -> Node {
    match random.below(4) {
        0 => scalar(random),
        1 => donor.clone(),
        _ => match node {
            Node::Sequence(items) => {
                Node::Sequence(rearranged(items.clone(), donor.clone(), random))
            }
            Node::Mapping(mapping) => {
                let key: &str = random.pick(&KEYWORDS).copied().unwrap_or_default();
                let entry: (String, Node) = (key.to_owned(), donor.clone());
                Node::Mapping(Mapping::new(rearranged(owned(mapping), entry, random)))
            }
            _ => scalar(random),
        },
    }
}

/// Children without one, with one twice, with two swapped, or with a new one.
fn rearranged<T: Clone>(mut children: Vec<T>, new: T, random: &mut Random) -> Vec<T> {
    let (one, two) = (random.below(children.len()), random.below(children.len()));
    match random.below(4) {
        0 if !children.is_empty() => {
            children.remove(one);
        }
        1 => children.extend(children.get(one).cloned()),
        2 if !children.is_empty() => children.swap(one, two),
        _ => children.insert(one, new),
    }
    children
}

fn scalar(random: &mut Random) -> Node {
    use typewright::value::Number;
    match random.below(6) {
        0 => Node::Null,
        1 => Node::Boolean(random.below(2) == 0),
        2 => {
            let numbers: [i128; 6] = [0, -1, 200, i128::from(u64::MAX), i128::MAX, i128::MIN];
            Node::Number(Number::Integer(
                random.pick(&numbers).copied().unwrap_or_default(),
            ))
        }
        3 => Node::Number(Number::Float(1e300)),
        _ => Node::String(
            random
                .pick(&STRINGS)
                .copied()
                .unwrap_or_default()
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_can_be_reached() {
        let root: Node = read("", "a: [1, {b: 2}]\nc: 3", &Limits::default())
            .unwrap()
            .node;
        assert_eq!(size(&root), 6);
        assert_eq!(
            nth(&root, 5),
            Some(&Node::Number(typewright::value::Number::Integer(3)))
        );
        assert_eq!(nth(&root, 6), None);
    }

    #[test]
    fn a_damaged_document_can_be_read_again() {
        for case in 0..200 {
            let mut random: Random = Random::new(1, case);
            let text: String =
                damaged("a.yaml", "a: [1, {b: 2}]", "x: {y: []}", &mut random).unwrap();
            assert!(read("a.json", &text, &Limits::default()).is_ok(), "{text}");
        }
    }
}
