//! Dynamic scopes (JSON Schema Core 7.1, 8.2.3.2), as far as they make a difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::{model::rules::Direction, pointer::Place, resolve::Description, schema::SchemaId};

/// What the rules of a schema depend on beside the schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope {
    pub(super) direction: Direction,
    /// Roots of the resources that were entered, outermost first; only those that hold the
    /// outermost `$dynamicAnchor` of some name, so that there are finitely many scopes.
    pub(super) resources: Vec<SchemaId>,
}

impl Scope {
    pub(super) fn new(direction: Direction) -> Self {
        Self {
            direction,
            resources: Vec::new(),
        }
    }

    /// The places of the resources; a single one needs no telling apart.
    pub(super) fn places(&self, description: &Description) -> Vec<Place> {
        let schemas = self.resources.iter();
        let schemas = schemas.filter_map(|root| description.schema(*root));
        schemas.map(|schema| schema.place.clone()).collect()
    }
}

/// The dynamic anchors that references use, by the root of their resource.
#[derive(Debug)]
pub(super) struct Scopes(BTreeMap<SchemaId, BTreeSet<String>>);

impl Scopes {
    pub(super) fn of(description: &Description) -> Self {
        let used: BTreeSet<&str> = description
            .schemas()
            .iter()
            .filter_map(|(_, schema)| schema.keywords()?.dynamic_reference.as_ref())
            .filter_map(|link| link.text.split_once('#').map(|(_, fragment)| fragment))
            .collect();
        let mut anchors: BTreeMap<SchemaId, BTreeSet<String>> = BTreeMap::new();
        for (_, schema) in description.schemas().iter() {
            let anchor = schema
                .keywords()
                .and_then(|keywords| keywords.dynamic_anchor.as_ref());
            if let Some(anchor) = anchor.filter(|anchor| used.contains(anchor.as_str())) {
                anchors
                    .entry(schema.resource)
                    .or_default()
                    .insert(anchor.clone());
            }
        }
        Self(anchors)
    }

    /// Whether no dynamic reference can depend on its scope.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The scope inside a schema that is entered from another scope.
    pub(super) fn enter(
        &self,
        description: &Description,
        scope: &Scope,
        schema: SchemaId,
    ) -> Scope {
        let mut inner = scope.clone();
        let root = description.resource_root(schema);
        if let Some(anchors) = self.0.get(&root) {
            let outer = scope.resources.iter().filter_map(|outer| self.0.get(outer));
            let held: BTreeSet<&String> = outer.flatten().collect();
            if anchors.iter().any(|anchor| !held.contains(anchor)) {
                inner.resources.push(root);
            }
        }
        inner
    }
}
