//! The schemas that ask for different things in requests and in answers.

use std::collections::{BTreeMap, BTreeSet};

use crate::{resolve::Description, schema::SchemaId};

/// Those with `readOnly` or `writeOnly` (JSON Schema Validation 9.4), and all that lead to one. All
/// others have the same rules both ways.
pub(super) fn of(description: &Description) -> BTreeSet<SchemaId> {
    let mut users: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    let mut open: Vec<SchemaId> = Vec::new();
    for (id, schema) in description.schemas().iter() {
        let Some(keywords) = schema.keywords() else {
            continue;
        };
        if keywords.read_only || keywords.write_only {
            open.push(id);
        }
        let target = keywords.reference.as_ref().and_then(|link| link.target);
        for used in keywords.subschemas().chain(target) {
            users.entry(used).or_default().push(id);
        }
    }
    if !open.is_empty() {
        // Where those lead, only their scope tells.
        let schemas = description.schemas().iter();
        let dynamic = schemas.filter(|(_, schema)| {
            let keywords = schema.keywords();
            keywords.is_some_and(|keywords| keywords.dynamic_reference.is_some())
        });
        open.extend(dynamic.map(|(id, _)| id));
    }
    let mut directed: BTreeSet<SchemaId> = BTreeSet::new();
    while let Some(id) = open.pop() {
        if directed.insert(id) {
            open.extend(users.get(&id).into_iter().flatten());
        }
    }
    directed
}
