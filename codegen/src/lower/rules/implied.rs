//! The type that a schema without `type` speaks of.

use std::collections::BTreeSet;

use crate::{
    model::JsonKind,
    resolve::Description,
    schema::{Keywords, SchemaId},
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
        if speaks_of_numbers(keywords) {
            return None;
        }
        kinds.extend(speaks_of_objects(keywords).then_some(JsonKind::Object));
        kinds.extend(speaks_of_arrays(keywords).then_some(JsonKind::Array));
        kinds.extend(speaks_of_strings(keywords).then_some(JsonKind::String));
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

fn speaks_of_objects(keywords: &Keywords) -> bool {
    !keywords.properties.is_empty()
        || !keywords.pattern_properties.is_empty()
        || keywords.additional_properties.is_some()
        || keywords.property_names.is_some()
        || keywords.unevaluated_properties.is_some()
        || !keywords.required.is_empty()
        || keywords.min_properties.is_some()
        || keywords.max_properties.is_some()
        || !keywords.dependent_required.is_empty()
        || !keywords.dependent_schemas.is_empty()
}

fn speaks_of_arrays(keywords: &Keywords) -> bool {
    !keywords.prefix_items.is_empty()
        || keywords.items.is_some()
        || keywords.contains.is_some()
        || keywords.unevaluated_items.is_some()
        || keywords.min_items.is_some()
        || keywords.max_items.is_some()
        || keywords.unique_items
}

fn speaks_of_strings(keywords: &Keywords) -> bool {
    keywords.min_length.is_some() || keywords.max_length.is_some() || keywords.pattern.is_some()
}

fn speaks_of_numbers(keywords: &Keywords) -> bool {
    keywords.multiple_of.is_some()
        || keywords.minimum.is_some()
        || keywords.maximum.is_some()
        || keywords.exclusive_minimum.is_some()
        || keywords.exclusive_maximum.is_some()
}
