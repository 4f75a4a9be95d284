//! `$vocabulary` (JSON Schema Core 8.1.2): a dialect may leave whole groups of keywords out.

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    resolve::Description,
    schema::{Keywords, SchemaId},
};

const PREFIX: &str = "https://json-schema.org/draft/2020-12/vocab/";

/// The dialects among the documents that were read, by URI, with the vocabularies that they use.
#[derive(Debug)]
pub(super) struct Dialects(BTreeMap<String, Vec<String>>);

impl Dialects {
    pub(super) fn of(description: &Description) -> Self {
        let schemas = description.schemas().iter();
        let dialects = schemas.filter_map(|(_, schema)| {
            let keywords = schema.keywords()?;
            let uri = keywords.id.clone()?;
            let vocabularies = keywords.vocabulary.iter();
            let names = vocabularies.filter_map(|(uri, _)| uri.strip_prefix(PREFIX));
            let names: Vec<String> = names.map(str::to_owned).collect();
            (!names.is_empty()).then_some((uri, names))
        });
        Self(dialects.collect())
    }

    /// The keywords of a schema that its dialect has.
    pub(super) fn known<'k>(
        &self,
        description: &Description,
        schema: SchemaId,
        keywords: &'k Keywords,
    ) -> Cow<'k, Keywords> {
        if self.0.is_empty() {
            return Cow::Borrowed(keywords);
        }
        let dialect = dialect(description, schema).and_then(|uri| self.0.get(uri));
        let Some(names) = dialect else {
            return Cow::Borrowed(keywords);
        };
        let lacks = |name: &str| !names.iter().any(|own| own == name);
        let mut known = Cow::Borrowed(keywords);
        if lacks("validation") {
            known = Cow::Owned(without_validation(known.into_owned()));
        }
        if lacks("applicator") {
            known = Cow::Owned(without_applicators(known.into_owned()));
        }
        if lacks("unevaluated") {
            let known = known.to_mut();
            known.unevaluated_items = None;
            known.unevaluated_properties = None;
        }
        known
    }
}

/// The `$schema` of a schema's resource, or of the nearest one around it.
fn dialect(description: &Description, schema: SchemaId) -> Option<&str> {
    let mut place = description
        .schema(description.resource_root(schema))?
        .place
        .clone();
    loop {
        let keywords = description
            .schema_at(&place)
            .and_then(|id| description.schema(id)?.keywords());
        let dialect = keywords.and_then(|keywords| keywords.dialect.as_deref());
        if dialect.is_some() {
            return dialect;
        }
        place.pointer = place.pointer.parent()?;
    }
}

fn without_validation(keywords: Keywords) -> Keywords {
    Keywords {
        types: None,
        enumeration: None,
        constant: None,
        multiple_of: None,
        maximum: None,
        exclusive_maximum: None,
        minimum: None,
        exclusive_minimum: None,
        max_length: None,
        min_length: None,
        pattern: None,
        max_items: None,
        min_items: None,
        unique_items: false,
        max_contains: None,
        min_contains: None,
        max_properties: None,
        min_properties: None,
        required: Vec::new(),
        dependent_required: Vec::new(),
        ..keywords
    }
}

fn without_applicators(keywords: Keywords) -> Keywords {
    Keywords {
        all_of: Vec::new(),
        any_of: Vec::new(),
        one_of: Vec::new(),
        not: None,
        if_: None,
        then: None,
        else_: None,
        dependent_schemas: Vec::new(),
        prefix_items: Vec::new(),
        items: None,
        contains: None,
        properties: Vec::new(),
        pattern_properties: Vec::new(),
        additional_properties: None,
        property_names: None,
        ..keywords
    }
}
