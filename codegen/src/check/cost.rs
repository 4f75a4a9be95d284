//! How much work a validator has with a value.
//!
//! A validator looks at a schema as often as others lead to it, so that a few schemas that name
//! each other twice keep it busy for ever. What would be too much is left unchecked.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    resolve::Description,
    schema::{Keywords, SchemaId},
};

/// How many times schemas may be applied to a value and its parts.
const MOST: u64 = 200_000;
/// How deep schemas may be applied within each other.
const DEEPEST: usize = 200;
/// How many pairs of schema and value are counted at most for one value.
const PAIRS: usize = 50_000;

/// Whether a schema is applied to a value in reasonable time.
pub(super) fn is_cheap(description: &Description, schema: SchemaId, value: &Value) -> bool {
    let mut count = Count {
        description,
        known: HashMap::new(),
    };
    count
        .cost(schema, value, 0)
        .is_some_and(|cost| cost <= MOST)
}

struct Count<'d> {
    description: &'d Description,
    /// Costs by schema and address of the value, which stays where it is.
    known: HashMap<(SchemaId, *const Value), u64>,
}

impl Count<'_> {
    /// `None` if it is too much to be counted.
    fn cost(&mut self, schema: SchemaId, value: &Value, depth: usize) -> Option<u64> {
        let key = (schema, std::ptr::from_ref(value));
        if let Some(cost) = self.known.get(&key) {
            return Some(*cost);
        }
        if depth > DEEPEST || self.known.len() >= PAIRS {
            return None;
        }
        let keywords = self.description.schema(schema)?.keywords();
        let mut cost: u64 = 1;
        if let Some(keywords) = keywords {
            for other in same_value(keywords) {
                cost = cost.saturating_add(self.cost(other, value, depth + 1)?);
            }
            // What is evaluated is found by another pass.
            let twice =
                keywords.unevaluated_items.is_some() || keywords.unevaluated_properties.is_some();
            cost = cost.saturating_mul(1 + u64::from(twice));
            cost = cost.saturating_add(self.inner(keywords, value, depth + 1)?);
        }
        self.known.insert(key, cost);
        (cost <= MOST).then_some(cost)
    }

    fn inner(&mut self, keywords: &Keywords, value: &Value, depth: usize) -> Option<u64> {
        let mut cost: u64 = 0;
        match value {
            Value::Array(items) => {
                let schemas = keywords.items.into_iter().chain(keywords.contains);
                let every: Vec<SchemaId> = schemas.chain(keywords.unevaluated_items).collect();
                for (index, item) in items.iter().enumerate() {
                    let own = keywords.prefix_items.get(index);
                    for schema in every.iter().chain(own) {
                        cost = cost.saturating_add(self.cost(*schema, item, depth)?);
                    }
                }
            }
            Value::Object(members) => {
                let schemas = keywords.additional_properties.into_iter();
                let schemas = schemas.chain(keywords.unevaluated_properties);
                let patterns = keywords.pattern_properties.iter().map(|(_, id)| *id);
                let every: Vec<SchemaId> = schemas.chain(patterns).collect();
                for (name, member) in members {
                    let own = keywords.properties.iter().find(|(own, _)| own == name);
                    for schema in every.iter().chain(own.map(|(_, id)| id)) {
                        cost = cost.saturating_add(self.cost(*schema, member, depth)?);
                    }
                }
            }
            _ => {}
        }
        Some(cost)
    }
}

/// The schemas that apply to the same value.
fn same_value(keywords: &Keywords) -> Vec<SchemaId> {
    let lists = [&keywords.all_of, &keywords.any_of, &keywords.one_of];
    let singles = [keywords.not, keywords.if_, keywords.then, keywords.else_];
    let reference = keywords.reference.as_ref().and_then(|link| link.target);
    lists
        .into_iter()
        .flatten()
        .copied()
        .chain(singles.into_iter().flatten())
        .chain(keywords.dependent_schemas.iter().map(|(_, id)| *id))
        .chain(reference)
        .collect()
}
