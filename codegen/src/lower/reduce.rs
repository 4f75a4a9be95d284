//! Conjunctions without the schemas that add nothing to them.

use std::collections::HashSet;

use super::{
    Lowering,
    kinds::Kinds,
    view::{Conjunction, View},
};
use crate::schema::{Keywords, SchemaId};

impl Lowering<'_> {
    /// The same conjunction without layers that add nothing: wrappers of one reference, schemas
    /// that only annotate, repeats.
    pub(super) fn reduce(&self, conjunction: Conjunction) -> Conjunction {
        let mut schemas: Vec<SchemaId> = Vec::new();
        for schema in &conjunction.schemas {
            let target: SchemaId = self.wrapped(*schema);
            if !schemas.contains(&target) {
                schemas.push(target);
            }
        }
        if schemas.len() > 1 {
            let informative: Vec<SchemaId> = schemas
                .iter()
                .copied()
                .filter(|schema| self.is_informative(*schema))
                .collect();
            schemas = match informative.is_empty() {
                true => schemas.split_off(schemas.len().saturating_sub(1)),
                false => self.without_weaker(informative),
            };
        }
        Conjunction {
            schemas,
            ..conjunction
        }
    }

    /// Without schemas that say nothing but a `type` which the others have anyway.
    fn without_weaker(&self, schemas: Vec<SchemaId>) -> Vec<SchemaId> {
        let mut kept: Vec<SchemaId> = schemas.clone();
        for schema in schemas {
            let others: Vec<SchemaId> = kept
                .iter()
                .copied()
                .filter(|other| *other != schema)
                .collect();
            let weaker: bool = self.keywords(schema).is_some_and(|keywords| {
                !keywords.asserts_beside_types()
                    && keywords.reference.is_none()
                    && keywords.all_of.is_empty()
                    && self.keeps_kinds(keywords, Conjunction::all(others.clone()))
            });
            if weaker && !others.is_empty() {
                kept = others;
            }
        }
        kept
    }

    /// The schema that a wrapper wraps, through any number of wrappers; `schema` itself if it is
    /// none. Each is looked at once.
    fn wrapped(&self, schema: SchemaId) -> SchemaId {
        let mut trail: Vec<SchemaId> = Vec::new();
        let mut seen: HashSet<SchemaId> = HashSet::new();
        let mut current: SchemaId = schema;
        while seen.insert(current) {
            if let Some(known) = self.wrappers.borrow().get(&current) {
                current = *known;
                break;
            }
            trail.push(current);
            match self.wrapped_directly(current) {
                Some(target) => current = target,
                None => break,
            }
        }
        let end: SchemaId = current;
        let mut wrappers = self.wrappers.borrow_mut();
        wrappers.extend(trail.into_iter().map(|wrapper| (wrapper, end)));
        end
    }

    /// The schema that a wrapper wraps: one reference, directly or as the only member of `allOf`
    /// that does more than annotate, with nothing beside it but annotations and a `type` that the
    /// target has anyway.
    fn wrapped_directly(&self, schema: SchemaId) -> Option<SchemaId> {
        let keywords = self.keywords(schema)?;
        let targets: Vec<SchemaId> = keywords
            .reference
            .iter()
            .filter_map(|reference| reference.target)
            .chain(self.asserting(&keywords.all_of))
            .collect();
        let [target] = targets.as_slice() else {
            return None;
        };
        let wraps: bool = *target != schema
            && !keywords.asserts_beside_types()
            && self.keeps_kinds(keywords, Conjunction::one(*target));
        wraps.then_some(*target)
    }

    /// Those that do more than annotate; the last one if none does.
    fn asserting(&self, parts: &[SchemaId]) -> Vec<SchemaId> {
        let asserts = |part: &&SchemaId| self.keywords(**part).is_none_or(|own| own.asserts());
        let asserting: Vec<SchemaId> = parts.iter().filter(asserts).copied().collect();
        match asserting.is_empty() {
            true => parts.last().copied().into_iter().collect(),
            false => asserting,
        }
    }

    /// Whether the `type` of a schema excludes nothing that others allow.
    fn keeps_kinds(&self, schema: &Keywords, others: Conjunction) -> bool {
        let Some(types) = &schema.types else {
            return true;
        };
        let view = View::of(self.description, &others);
        let (kinds, nullable) = self.kinds(&view);
        !nullable && kinds != Kinds::ALL && Kinds::of_types(types).contains(kinds)
    }

    fn is_informative(&self, schema: SchemaId) -> bool {
        let view = View::of(self.description, &Conjunction::one(schema));
        let (kinds, _) = self.kinds(&view);
        view.has_shape()
            || view.format.is_some()
            || view.kinds.allowed.is_empty()
            || (kinds != Kinds::ALL && kinds != Kinds::OBJECT)
            || (kinds == Kinds::OBJECT && view.kinds.named && !view.required.is_empty())
    }
}
