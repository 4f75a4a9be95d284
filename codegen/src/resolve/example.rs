//! `$ref` inside examples: literal data by the standard, references where the options say so.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{Description, ExampleReferences, load::Loader};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::{Place, Pointer, uri},
    schema::{
        Dialect,
        reader::{From, Kind, Pending},
    },
    source::SourceError,
    value::{Mapping, Node},
};

use super::{file::Failure, follow::Unresolved};

/// How many nodes and references an example may be nested in.
const DEPTH: usize = 160;

/// Why an example couldn't be resolved to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Cycle,
    Size,
}

/// One run over one example.
struct Expansion<'d> {
    description: &'d Description,
    open: Vec<Place>,
    nodes_left: usize,
    depth: usize,
    stop: Option<Stop>,
}

impl Description {
    /// An example as its author means it. `document` is where it is written.
    ///
    /// If the options say so, the referenced node stands in the stead of `$ref`, members beside it
    /// replace that node's members of the same name, and the same holds inside both. A reference
    /// that leads nowhere, in a circle or beyond the limits stays as it is written.
    pub fn resolve_example(&self, node: &Node, document: &str) -> Node {
        self.expand(node, document).0
    }

    fn expand(&self, node: &Node, document: &str) -> (Node, Option<Stop>) {
        let literal = self.options.example_references == ExampleReferences::Literal;
        if literal && !self.options.merge_example_all_of {
            return (node.clone(), None);
        }
        let mut expansion = Expansion {
            description: self,
            open: Vec::new(),
            nodes_left: self.options.limits.example_nodes,
            depth: 0,
            stop: None,
        };
        let node = expansion.node(node, document);
        (node, expansion.stop)
    }

    /// Where a URI reference that stands in a document leads; `None` if that is no document that
    /// was read, or no JSON Pointer. Whether something is there isn't checked.
    pub fn place_of(&self, text: &str, document: &str) -> Option<Place> {
        let base = self.bases.get(document)?;
        let target = uri::resolve(base, text).ok()?;
        let document = self.by_base.get(target.uri.as_str())?;
        Some(Place {
            document: Arc::clone(document),
            pointer: Pointer::parse(&target.fragment)?,
        })
    }

    /// Says which examples are circular or too large.
    pub(super) fn check_examples(&self, places: &[Place]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if self.options.example_references == ExampleReferences::Literal {
            return found;
        }
        for place in places {
            let node = self
                .node(&place.document)
                .and_then(|root| root.at(&place.pointer));
            let Some(node) = node else {
                continue;
            };
            let diagnostic = match self.expand(node, &place.document).1 {
                None => continue,
                Some(Stop::Cycle) => Diagnostic::new(
                    &lint::REFERENCE_CYCLE,
                    place.clone(),
                    "the references in this example lead back to themselves",
                ),
                Some(Stop::Size) => Diagnostic::new(
                    &lint::LIMIT,
                    place.clone(),
                    format!(
                        "this example has more than {} nodes with its references",
                        self.options.limits.example_nodes
                    ),
                )
                .help("refer to less in it, or write out what it needs"),
            };
            found.push(diagnostic.note("those references are left as they are written"));
        }
        found
    }
}

impl Expansion<'_> {
    fn node(&mut self, node: &Node, document: &str) -> Node {
        match self.nodes_left.checked_sub(1) {
            Some(left) if self.depth < DEPTH => self.nodes_left = left,
            _ => {
                self.stop.get_or_insert(Stop::Size);
                return Node::Null;
            }
        }
        self.depth += 1;
        let expanded = match node {
            Node::Sequence(items) => {
                Node::Sequence(items.iter().map(|item| self.node(item, document)).collect())
            }
            Node::Mapping(mapping) => self.mapping(mapping, document),
            scalar => scalar.clone(),
        };
        self.depth -= 1;
        expanded
    }

    fn mapping(&mut self, mapping: &Mapping, document: &str) -> Node {
        if self.description.options.example_references == ExampleReferences::Resolve
            && let Some(Node::String(text)) = mapping.get("$ref")
            && let Some(place) = self.description.place_of(text, document)
        {
            return self.reference(mapping, place, document);
        }
        let parts = mapping.get("allOf").and_then(Node::as_sequence);
        match parts {
            Some(parts) if self.description.options.merge_example_all_of => {
                self.merged(mapping, parts, document)
            }
            _ => Node::Mapping(Mapping::new(self.members(mapping, document, ""))),
        }
    }

    fn members(&mut self, mapping: &Mapping, document: &str, except: &str) -> Vec<(String, Node)> {
        mapping
            .unique()
            .filter(|(key, _)| *key != except)
            .map(|(key, value)| (key.to_owned(), self.node(value, document)))
            .collect()
    }

    fn reference(&mut self, mapping: &Mapping, place: Place, document: &str) -> Node {
        let description = self.description;
        let target = description
            .node(&place.document)
            .and_then(|root| root.at(&place.pointer));
        let Some(target) = target else {
            return Node::Mapping(mapping.clone());
        };
        if self.open.contains(&place) {
            self.stop.get_or_insert(Stop::Cycle);
            return Node::Mapping(mapping.clone());
        }
        let target_document = Arc::clone(&place.document);
        self.open.push(place);
        let target = self.node(target, &target_document);
        self.open.pop();
        let siblings = self.members(mapping, document, "$ref");
        match target {
            Node::Mapping(target) => Node::Mapping(overlay(&target, siblings)),
            other => other,
        }
    }

    fn merged(&mut self, mapping: &Mapping, parts: &[Node], document: &str) -> Node {
        let mut whole = Mapping::default();
        for part in parts {
            match self.node(part, document) {
                Node::Mapping(part) => {
                    let members = part.unique();
                    let members = members.map(|(key, value)| (key.to_owned(), value.clone()));
                    whole = overlay(&whole, members.collect());
                }
                // Not the manner of merging; then it is data.
                _ => return Node::Mapping(mapping.clone()),
            }
        }
        let siblings = self.members(mapping, document, "allOf");
        Node::Mapping(overlay(&whole, siblings))
    }
}

/// The members of `below`, replaced and followed by those of `above`.
fn overlay(below: &Mapping, above: Vec<(String, Node)>) -> Mapping {
    let mut replacing: HashMap<String, Node> = above.iter().cloned().collect();
    let mut members = Vec::with_capacity(below.len() + above.len());
    for (key, value) in below.unique() {
        let value = replacing.remove(key).unwrap_or_else(|| value.clone());
        members.push((key.to_owned(), value));
    }
    for (key, _) in above {
        if let Some(value) = replacing.remove(&key) {
            members.push((key, value));
        }
    }
    Mapping::new(members)
}

impl Loader<'_> {
    /// Opens the documents that examples refer to, and theirs.
    pub(super) fn preload_examples(&mut self) {
        let resolve = self.options.example_references == ExampleReferences::Resolve;
        let mut places = self.reader.examples.clone();
        let mut seen: BTreeSet<Place> = places.iter().cloned().collect();
        while let Some(place) = places.pop() {
            for (reference, text) in self.references_below(&place) {
                if !resolve {
                    self.reader
                        .group(&lint::REFERENCE_IN_EXAMPLE, "", reference);
                } else if let Some(target) = self.open_example(&text, reference)
                    && seen.insert(target.clone())
                {
                    places.push(target);
                }
            }
        }
    }

    fn references_below(&self, place: &Place) -> Vec<(Place, String)> {
        let Some(Ok(file)) = self.files.get(&place.document) else {
            return Vec::new();
        };
        let Some(node) = file.node.at(&place.pointer) else {
            return Vec::new();
        };
        let mut references = Vec::new();
        let mut open = vec![(place.clone(), node)];
        while let Some((place, node)) = open.pop() {
            match node {
                Node::Sequence(items) => {
                    let items = items.iter().enumerate();
                    open.extend(items.map(|(index, node)| (place.item(index), node)));
                }
                Node::Mapping(mapping) => {
                    if let Some(Node::String(text)) = mapping.get("$ref") {
                        references.push((place.child("$ref"), text.clone()));
                    }
                    let members = mapping.unique();
                    open.extend(members.map(|(key, node)| (place.child(key), node)));
                }
                _ => {}
            }
        }
        references
    }

    fn open_example(&mut self, text: &str, reference: Place) -> Option<Place> {
        let Some(Ok(file)) = self.files.get(&reference.document) else {
            return None;
        };
        let base = Arc::clone(&file.base);
        match self.example_place(&base, text) {
            Ok(place) => Some(place),
            Err(reason) => {
                let pending = Pending {
                    from: From::Object(Kind::Example),
                    text: text.to_owned(),
                    place: Place {
                        pointer: reference.pointer.parent().unwrap_or_default(),
                        document: reference.document,
                    },
                    base,
                    dialect: Dialect::Draft2020,
                };
                self.unresolved(&pending, &reason);
                None
            }
        }
    }

    fn example_place(&mut self, base: &str, text: &str) -> Result<Place, Unresolved> {
        let target = uri::resolve(base, text).map_err(Unresolved::Uri)?;
        let path = self
            .path_of(&target.uri)
            .ok_or(Unresolved::Unknown(target.uri))?;
        self.open(&path).map_err(|failure| match failure {
            Failure::Source(error) => Unresolved::Document(Arc::clone(&path), error),
            Failure::Syntax => Unresolved::Reported,
        })?;
        let pointer = Pointer::parse(&target.fragment);
        let place = Place {
            document: Arc::clone(&path),
            pointer: pointer.ok_or(Unresolved::Anchor(target.fragment))?,
        };
        match self.files.get(&path) {
            Some(Ok(file)) if file.node.at(&place.pointer).is_some() => Ok(place),
            Some(Ok(_)) => Err(Unresolved::Pointer(place)),
            _ => Err(Unresolved::Document(path, SourceError::Missing)),
        }
    }
}
