//! The type that a schema without `type` speaks of.

use std::collections::BTreeSet;

use crate::{
    model::JsonKind,
    resolve::Description,
    schema::{JsonType, Keywords, SchemaId},
};

/// The type whose keywords a schema and all that applies with it use, if there is exactly one such
/// type and none of them says anything by `type`, `enum` or `const`.
pub(super) fn implied(description: &Description, schema: SchemaId) -> Option<JsonKind> {
    let mut kinds = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(keywords) = description.schema(id).and_then(|schema| schema.keywords()) else {
            continue;
        };
        if keywords.types.is_some() || keywords.enumeration.is_some() || keywords.constant.is_some()
        {
            return None;
        }
        if keywords.speaks_of(JsonType::Number) {
            return None;
        }
        kinds.extend(
            keywords
                .speaks_of(JsonType::Object)
                .then_some(JsonKind::Object),
        );
        kinds.extend(
            keywords
                .speaks_of(JsonType::Array)
                .then_some(JsonKind::Array),
        );
        kinds.extend(
            keywords
                .speaks_of(JsonType::String)
                .then_some(JsonKind::String),
        );
        open.extend(keywords.reference.as_ref().and_then(|link| link.target));
        open.extend(
            keywords
                .dynamic_reference
                .as_ref()
                .and_then(|link| link.target),
        );
        open.extend(&keywords.all_of);
    }
    match kinds.len() {
        1 => kinds.pop_first(),
        _ => None,
    }
}

/// Whether an arm describes instances of its own rather than adding to what stands beside it.
pub(super) fn describes(keywords: &Keywords) -> bool {
    !keywords.properties.is_empty()
        || keywords.additional_properties.is_some()
        || keywords.items.is_some()
        || !keywords.prefix_items.is_empty()
}
