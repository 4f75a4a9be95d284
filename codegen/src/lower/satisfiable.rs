//! Schemas that apply together and leave no value: `allOf`, and `$ref` with siblings (JSON Schema
//! Core 10.2.1.1, 10.3.2.3).
//!
//! Only contradictions that hold for certain are reported: between types, between listed values,
//! and between a closed object and the properties of another part.

use std::collections::BTreeSet;

use super::{
    Lowering,
    kinds::Kinds,
    view::{Conjunction, PropertyView, View, equal},
};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::Place,
    schema::{Keywords, SchemaBody, SchemaId},
    value::Node,
};

/// How many names a message lists.
const LISTED: usize = 4;

/// Two parts that exclude each other, and how each of them is told about.
struct Conflict {
    one: (SchemaId, String),
    other: (SchemaId, String),
}

impl<'d> Lowering<'d> {
    /// Reports parts of schemas that exclude each other, each pair once.
    pub(super) fn check_satisfiable(&mut self) {
        let mut seen: BTreeSet<(SchemaId, SchemaId)> = BTreeSet::new();
        for (id, schema) in self.description.schemas().iter() {
            let Some(keywords) = schema.keywords() else {
                continue;
            };
            let closed: bool = self.closes(keywords);
            if keywords.all_of.is_empty() && keywords.reference.is_none() && !closed {
                continue;
            }
            let view = View::of(self.description, &Conjunction::one(id));
            if view.cycle.is_some() {
                continue;
            }
            self.check_view(id, &view, &mut seen);
        }
    }

    fn check_view(
        &mut self,
        id: SchemaId,
        view: &View<'d>,
        seen: &mut BTreeSet<(SchemaId, SchemaId)>,
    ) {
        if let Some(conflict) = self.conflict(&view.layers) {
            if seen.insert((conflict.one.0, conflict.other.0)) {
                self.report_conflict(id, conflict);
            }
            return;
        }
        self.check_closed(id, view, seen);
        for property in view.properties.iter().filter(|one| one.layers.len() > 1) {
            let nested = View::of(self.description, &Conjunction::all(property.layers.clone()));
            if let Some(conflict) = self.conflict(&nested.layers)
                && seen.insert((conflict.one.0, conflict.other.0))
            {
                let required: bool = view.required.contains(&property.name);
                self.report_property(property, required, conflict);
            }
        }
    }

    /// The first layer that allows nothing of what the ones before it allow.
    fn conflict(&self, layers: &[SchemaId]) -> Option<Conflict> {
        let mut kinds: Kinds = Kinds::ALL;
        let mut narrowing: Option<(SchemaId, Kinds)> = None;
        let mut listed: Option<(SchemaId, Vec<&'d Node>)> = None;
        for layer in layers {
            let Some(keywords) = self.keywords(*layer) else {
                continue;
            };
            if let Some(types) = &keywords.types {
                let own: Kinds = Kinds::of_types(types);
                if let Some((earlier, allowed)) = narrowing
                    && kinds.is_disjoint(own)
                {
                    return Some(Conflict {
                        one: (earlier, only_types(allowed)),
                        other: (*layer, only_types(own)),
                    });
                }
                if own.intersection(kinds) != kinds {
                    narrowing = Some((*layer, own));
                }
                kinds = kinds.intersection(own);
            }
            let Some(own) = values_of(keywords) else {
                continue;
            };
            if let Some((earlier, values)) = &listed
                && !values.is_empty()
                && !own.is_empty()
                && !values
                    .iter()
                    .any(|one| own.iter().any(|other| equal(one, other)))
            {
                return Some(Conflict {
                    one: (*earlier, only_values(values)),
                    other: (*layer, only_values(&own)),
                });
            }
            listed = Some((*layer, own));
        }
        None
    }

    fn report_conflict(&mut self, id: SchemaId, conflict: Conflict) {
        let Some(place) = self.written_at(id) else {
            return;
        };
        let by_all_of = self.keywords(id).is_some_and(|own| !own.all_of.is_empty());
        let keyword: &str = if by_all_of { "allOf" } else { "$ref" };
        let diagnostic = Diagnostic::new(
            &lint::UNSATISFIABLE_ALL_OF,
            place.child(keyword),
            "no value satisfies all parts of this schema",
        )
        .at_key();
        self.report_pair(diagnostic, conflict);
    }

    fn report_property(&mut self, property: &PropertyView<'d>, required: bool, conflict: Conflict) {
        let Some(place) = property
            .layers
            .last()
            .and_then(|last| self.written_at(*last))
        else {
            return;
        };
        let name: &str = property.name;
        let diagnostic = if required {
            let message = format!("`{name}` is required, but no value of it satisfies all parts");
            Diagnostic::new(&lint::UNSATISFIABLE_ALL_OF, place, message)
        } else {
            let message = format!("no value of `{name}` satisfies all parts of this object");
            Diagnostic::new(&lint::IMPOSSIBLE_PROPERTY, place, message)
                .note("the property stays in the type, but setting it is always a violation")
        };
        self.report_pair(diagnostic.at_key(), conflict);
    }

    fn report_pair(&mut self, diagnostic: Diagnostic, conflict: Conflict) {
        let mut diagnostic = diagnostic
            .note("what stands together in `allOf`, or beside `$ref`, applies to the same value")
            .help("let the parts agree, or write `anyOf` if one of them is enough");
        for (part, says) in [conflict.one, conflict.other] {
            match self.written_at(part) {
                Some(place) => diagnostic = diagnostic.related(place, says),
                None => return,
            }
        }
        self.report(diagnostic);
    }

    /// What other parts declare or require beside a closed one, which sees only its own properties.
    fn check_closed(
        &mut self,
        id: SchemaId,
        view: &View<'d>,
        seen: &mut BTreeSet<(SchemaId, SchemaId)>,
    ) {
        let objects: bool = view.kinds.allowed.intersection(Kinds::OBJECT) == view.kinds.allowed
            || (!view.kinds.named && view.kinds.implied == Kinds::OBJECT);
        if !objects {
            return;
        }
        for layer in &view.layers {
            let Some(closed) = self.keywords(*layer).filter(|own| self.closes(own)) else {
                continue;
            };
            let outside = |name: &str| !closed.properties.iter().any(|(own, _)| own == name);
            let required = view.required.iter().copied().filter(|name| outside(name));
            let required: Vec<&str> = required.collect();
            let declared = view.properties.iter().map(|property| property.name);
            let optional = declared.filter(|name| outside(name) && !required.contains(name));
            let optional: Vec<&str> = optional.collect();
            if (!required.is_empty() || !optional.is_empty()) && seen.insert((*layer, *layer)) {
                self.report_closed(id, *layer, &required, &optional);
            }
        }
    }

    fn report_closed(
        &mut self,
        id: SchemaId,
        layer: SchemaId,
        required: &[&str],
        optional: &[&str],
    ) {
        let (Some(place), Some(part)) = (self.written_at(id), self.written_at(layer)) else {
            return;
        };
        let closed = part.child("additionalProperties");
        let diagnostic = if required.is_empty() {
            let message = format!("{} can never appear in this object", names(optional));
            Diagnostic::new(&lint::IMPOSSIBLE_PROPERTY, place, message)
        } else {
            let message = format!(
                "no object has {}, which this schema both requires and forbids",
                names(required)
            );
            Diagnostic::new(&lint::UNSATISFIABLE_ALL_OF, place, message)
        };
        let diagnostic = diagnostic
            .at_key()
            .related(
                closed,
                "forbids everything that isn't declared right beside it",
            )
            .note("`additionalProperties` sees only the `properties` of its own schema object")
            .help(
                "write `unevaluatedProperties: false` beside `allOf` instead, which sees all parts",
            );
        self.report(diagnostic);
    }

    /// Whether a schema's own object forbids what it doesn't declare. Patterns may declare anything.
    fn closes(&self, keywords: &Keywords) -> bool {
        let additional = keywords.additional_properties;
        let body = additional.and_then(|id| Some(&self.description.schema(id)?.body));
        matches!(body, Some(SchemaBody::Boolean(false))) && keywords.pattern_properties.is_empty()
    }

    fn written_at(&self, id: SchemaId) -> Option<Place> {
        Some(self.description.schema(id)?.place.clone())
    }
}

fn values_of(keywords: &Keywords) -> Option<Vec<&Node>> {
    match (&keywords.constant, &keywords.enumeration) {
        (Some(value), _) => Some(vec![value]),
        (None, Some(values)) => Some(values.iter().collect()),
        (None, None) => None,
    }
}

fn only_types(kinds: Kinds) -> String {
    let words: Vec<&str> = kinds.parts().into_iter().map(Kinds::word).collect();
    format!("allows only {}", words.join(" and "))
}

fn only_values(values: &[&Node]) -> String {
    let shown = values.iter().take(LISTED);
    let shown = shown.map(|value| serde_json::to_string(value).unwrap_or_default());
    let shown: Vec<String> = shown.map(|value| format!("`{value}`")).collect();
    let more: &str = if values.len() > LISTED { " …" } else { "" };
    format!("allows only {}{more}", shown.join(", "))
}

fn names(names: &[&str]) -> String {
    let shown = names.iter().take(LISTED).map(|name| format!("`{name}`"));
    let shown: Vec<String> = shown.collect();
    match names.len().checked_sub(LISTED) {
        Some(more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}
