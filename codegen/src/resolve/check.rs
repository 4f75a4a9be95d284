//! What can only be seen when everything has been read.

use std::collections::{BTreeMap, BTreeSet};

use super::load::Loader;
use crate::{
    diagnostic::{Diagnostic, lint, spellings},
    document::{Callback, Operation, Parameter, ParameterIn, PathItem, RefOr},
    pointer::{Place, Pointer},
    schema::{Keywords, SchemaBody, SchemaId},
    value::Node,
};

/// How many schemas of a circle a finding points at, beside the one that is cut.
const SHOWN: usize = 4;

/// An edge to a schema that applies to the same instance.
#[derive(Clone, Copy)]
struct Edge {
    to: SchemaId,
    is_reference: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// It is on the path, at this index.
    Open(usize),
    Done,
}

/// How the path came to a schema.
#[derive(Clone, Copy, PartialEq)]
enum Entrance {
    Reference,
    /// By a reference that has been cut.
    Cut,
    Other,
}

impl Entrance {
    fn of(edge: Edge) -> Self {
        match edge.is_reference {
            true => Self::Reference,
            false => Self::Other,
        }
    }
}

/// A schema on the path, with the edges that weren't followed yet.
struct Step {
    id: SchemaId,
    entrance: Entrance,
    edges: Vec<Edge>,
}

impl Loader<'_> {
    /// Finds schemas that apply to an instance only if they apply to it already, and cuts each such
    /// circle at a reference: nobody after this has to look out for them.
    pub(super) fn cut_cycles(&mut self) {
        let mut states: BTreeMap<SchemaId, State> = BTreeMap::new();
        let all: Vec<SchemaId> = self.reader.arena.iter().map(|(id, _)| id).collect();
        for start in all {
            if states.contains_key(&start) {
                continue;
            }
            states.insert(start, State::Open(0));
            let mut path: Vec<Step> = vec![self.step(start, Entrance::Other)];
            while let Some(step) = path.last_mut() {
                let Some(edge) = step.edges.pop() else {
                    states.insert(step.id, State::Done);
                    path.pop();
                    continue;
                };
                match states.get(&edge.to) {
                    Some(State::Done) => {}
                    Some(State::Open(index)) => self.cut(&mut path, *index, edge),
                    None => {
                        states.insert(edge.to, State::Open(path.len()));
                        path.push(self.step(edge.to, Entrance::of(edge)));
                    }
                }
            }
        }
        self.object_cycles();
    }

    fn step(&self, id: SchemaId, entrance: Entrance) -> Step {
        let schema = self.reader.arena.get(id);
        let keywords = schema.and_then(|schema| schema.keywords());
        Step {
            id,
            entrance,
            edges: keywords.map(in_place).unwrap_or_default(),
        }
    }

    /// Cuts the circle that begins at an index of the path and that `last` closes: at the nearest
    /// reference before its end, unless it has been cut there.
    fn cut(&mut self, path: &mut [Step], start: usize, last: Edge) {
        let Some(circle) = path.get_mut(start..) else {
            return;
        };
        let mut entrance = Entrance::of(last);
        let mut found = None;
        for (index, step) in circle.iter_mut().enumerate().rev() {
            match entrance {
                Entrance::Reference => {
                    found = Some((index, step.id));
                    break;
                }
                Entrance::Cut => return,
                // The first is where the circle begins, not how the path came to it.
                Entrance::Other => entrance = step.entrance,
            }
        }
        let Some((index, cut)) = found else {
            return;
        };
        if let Some(next) = circle.get_mut(index + 1) {
            next.entrance = Entrance::Cut;
        }
        let circle = circle.iter().map(|step| step.id);
        let others: Vec<SchemaId> = circle.filter(|id| *id != cut).take(SHOWN).collect();
        let Some(schema) = self.reader.arena.get_mut(cut) else {
            return;
        };
        let place = schema.place.child("$ref");
        if let SchemaBody::Keywords(keywords) = &mut schema.body
            && let Some(reference) = &mut keywords.reference
        {
            reference.target = None;
        }
        let mut diagnostic = Diagnostic::new(
            &lint::REFERENCE_CYCLE,
            place,
            "this reference leads back to the schema that it stands in",
        )
        .note("it applies to a value only if it applies already, which never reaches a type")
        .help("if a recursive type is meant, refer to it from a property or from `items`");
        for id in others {
            if let Some(schema) = self.reader.arena.get(id) {
                diagnostic = diagnostic.related(schema.place.clone(), "by way of this schema");
            }
        }
        self.reader.report(diagnostic);
    }

    /// References of other objects that only lead to each other.
    fn object_cycles(&mut self) {
        let mut links: BTreeMap<&Place, &Place> = BTreeMap::new();
        for (from, to) in &self.references {
            if self.references.contains_key(to) {
                links.insert(from, to);
            }
        }
        let mut done: BTreeSet<&Place> = BTreeSet::new();
        let mut cycles = Vec::new();
        for start in links.keys() {
            let mut seen: BTreeSet<&Place> = BTreeSet::new();
            let mut current = *start;
            while !done.contains(current) && seen.insert(current) {
                match links.get(current) {
                    Some(next) => current = next,
                    None => break,
                }
            }
            if !done.contains(current) && links.contains_key(current) {
                cycles.push(current.clone());
            }
            done.extend(seen);
        }
        for place in cycles {
            self.reader.report(
                Diagnostic::new(
                    &lint::REFERENCE_CYCLE,
                    place.child("$ref"),
                    "this reference leads back to itself",
                )
                .note("it never reaches an object, so that what refers to it is left out")
                .help("write the object out in one of these places"),
            );
        }
    }

    /// Values that aren't quoted under `type: string` become strings: their spelling.
    pub(super) fn correct_unquoted(&mut self) {
        let mut by_document: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, index, place) in std::mem::take(&mut self.reader.unquoted) {
            by_document
                .entry(place.document.clone())
                .or_default()
                .push((id, index, place.pointer));
        }
        for (document, values) in by_document {
            let Ok(text) = self.source.read(&document) else {
                continue;
            };
            let text = text.into_owned();
            let pointers: Vec<&Pointer> = values.iter().map(|(_, _, pointer)| pointer).collect();
            let spellings = spellings(&text, pointers);
            for (id, index, pointer) in values {
                let Some(spelled) = spellings.get(&pointer) else {
                    continue;
                };
                let place = Place {
                    document: document.clone(),
                    pointer,
                };
                self.correct(id, index, place, spelled);
            }
        }
    }

    fn correct(&mut self, id: SchemaId, index: usize, place: Place, spelled: &str) {
        let Some(schema) = self.reader.arena.get_mut(id) else {
            return;
        };
        let SchemaBody::Keywords(keywords) = &mut schema.body else {
            return;
        };
        let value = keywords
            .enumeration
            .as_mut()
            .and_then(|values| values.get_mut(index));
        let Some(value) = value else {
            return;
        };
        let found = value.type_name();
        *value = Node::String(spelled.to_owned());
        self.reader.report(
            Diagnostic::new(
                &lint::UNQUOTED_STRING,
                place,
                format!("`{spelled}` is a value of type {found}, where only strings are allowed"),
            )
            .label("taken as a string")
            .help(format!("quote it: `\"{spelled}\"`")),
        );
    }

    /// Two parameters of one list with the same name and location.
    pub(super) fn check_parameters(&mut self) {
        let mut found = Vec::new();
        for document in self.documents.values() {
            let items = document.paths.iter().chain(&document.webhooks);
            let items = items.chain(&document.x_webhooks);
            for (_, item) in items.chain(&document.components.path_items) {
                self.check_item(item, &mut found);
            }
            for (_, callback) in &document.components.callbacks {
                self.check_callback(callback, &mut found);
            }
        }
        for item in self.targets.path_items.values() {
            self.check_item(item, &mut found);
        }
        for operation in self.targets.operations.values() {
            self.check_operation(operation, &mut found);
        }
        for callback in self.targets.callbacks.values() {
            self.check_callback(callback, &mut found);
        }
        for diagnostic in found {
            self.reader.report(diagnostic);
        }
    }

    fn check_item(&self, item: &PathItem, found: &mut Vec<Diagnostic>) {
        self.check_list(&item.parameters, found);
        for (_, operation) in &item.operations {
            self.check_operation(operation, found);
        }
    }

    fn check_operation(&self, operation: &RefOr<Operation>, found: &mut Vec<Diagnostic>) {
        if let RefOr::Item(operation) = operation {
            self.check_list(&operation.parameters, found);
            for (_, callback) in &operation.callbacks {
                self.check_callback(callback, found);
            }
        }
    }

    fn check_callback(&self, callback: &RefOr<Callback>, found: &mut Vec<Diagnostic>) {
        if let RefOr::Item(callback) = callback {
            for (_, item) in &callback.expressions {
                self.check_item(item, found);
            }
        }
    }

    fn check_list(&self, parameters: &[RefOr<Parameter>], found: &mut Vec<Diagnostic>) {
        let mut seen: BTreeMap<(String, ParameterIn), &Place> = BTreeMap::new();
        for reference in parameters {
            let (place, parameter) = match reference {
                RefOr::Item(parameter) => (&parameter.place, Some(parameter)),
                RefOr::Reference(link) => (&link.place, self.parameter(&link.place)),
            };
            let Some(parameter) = parameter else {
                continue;
            };
            let identity = (parameter.identity_name(), parameter.location);
            let first: &Place = seen.entry(identity).or_insert(place);
            if first != place {
                found.push(
                    Diagnostic::new(
                        &lint::DUPLICATE_PARAMETER,
                        place.clone(),
                        format!(
                            "the parameter `{}` stands in this list twice",
                            parameter.name
                        ),
                    )
                    .related(first.clone(), "this one counts")
                    .note("name and location are what makes a parameter; header names have no case")
                    .help("remove one of them, or rename it"),
                );
            }
        }
    }

    fn parameter(&self, reference: &Place) -> Option<&Parameter> {
        let mut place = self.references.get(reference)?;
        // Longer chains than this are circles, or nobody's.
        for _ in 0..64 {
            match self.targets.parameters.get(place)? {
                RefOr::Item(parameter) => return Some(parameter),
                RefOr::Reference(link) => place = self.references.get(&link.place)?,
            }
        }
        None
    }
}

/// The schemas that apply to every instance that a schema applies to, or may do so.
fn in_place(keywords: &Keywords) -> Vec<Edge> {
    let lists = [&keywords.all_of, &keywords.any_of, &keywords.one_of];
    let singles = [keywords.not, keywords.if_, keywords.then, keywords.else_];
    let mut edges: Vec<Edge> = lists
        .into_iter()
        .flatten()
        .copied()
        .chain(singles.into_iter().flatten())
        .chain(keywords.dependent_schemas.iter().map(|(_, id)| *id))
        .map(|to| Edge {
            to,
            is_reference: false,
        })
        .collect();
    edges.extend(
        keywords
            .reference
            .as_ref()
            .and_then(|link| link.target)
            .map(|to| Edge {
                to,
                is_reference: true,
            }),
    );
    edges
}
