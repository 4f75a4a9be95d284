//! Other spellings of schemas, from OpenAPI 3.0 and older drafts, become those of 2020-12.

use super::{
    Dialect, JsonType, Keywords, Schema, SchemaBody, SchemaId,
    read::{Current, Member},
    reader::{From, Reader},
};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::Place,
    value::Node,
};

/// What was found in another spelling, until all keywords are known.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    pub(super) nullable: bool,
    pub(super) exclusive_minimum: Option<bool>,
    pub(super) exclusive_maximum: Option<bool>,
    pub(super) item_array: bool,
    pub(super) additional_items: Option<SchemaId>,
}

impl Reader {
    /// Keywords of other versions and drafts.
    pub(super) fn other_spelling(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let (node, place) = (member.node, &member.place);
        let dialect = current.context.dialect;
        match member.key {
            "nullable" => {
                current.spellings.nullable = self.boolean(node, place).unwrap_or(false);
            }
            "id" if dialect == Dialect::Draft04 => {
                current.keywords.id = self.string(node, place);
            }
            "definitions" if node.as_mapping().is_some() => {
                self.note_spelling(dialect.is_native() || dialect == Dialect::OpenApi30, member);
                let defs = self.schema_map(node, place, &current.context);
                current.keywords.defs.extend(defs);
            }
            "dependencies" if node.as_mapping().is_some() => {
                self.note_spelling(!dialect.has_item_arrays(), member);
                self.dependencies(current, member);
            }
            "additionalItems" => {
                self.note_spelling(!dialect.has_item_arrays(), member);
                current.spellings.additional_items =
                    Some(self.schema(node, place, &current.context));
            }
            "$recursiveRef" => {
                self.note_spelling(dialect != Dialect::Draft2019, member);
                let from = From::Dynamic(current.id);
                current.keywords.dynamic_reference =
                    self.reference(node, place, from, &current.context);
            }
            "$recursiveAnchor" => self.note_spelling(dialect != Dialect::Draft2019, member),
            _ => return false,
        }
        true
    }

    fn note_spelling(&mut self, foreign: bool, member: &Member<'_>) {
        if foreign {
            self.group(&lint::OTHER_SPELLING, member.key, member.place.clone());
        }
    }

    fn dependencies(&mut self, current: &mut Current, member: &Member<'_>) {
        let Some(mapping) = member.node.as_mapping() else {
            return;
        };
        for (name, node) in mapping.unique() {
            let place = member.place.child(name);
            if node.as_sequence().is_some() {
                let names = self.strings(node, &place);
                current
                    .keywords
                    .dependent_required
                    .push((name.to_owned(), names));
            } else {
                let schema = self.schema(node, &place, &current.context);
                current
                    .keywords
                    .dependent_schemas
                    .push((name.to_owned(), schema));
            }
        }
    }

    /// Brings a schema whose keywords are all read into the spelling of 2020-12. References that
    /// it holds stand in `pending` from `first_pending` on.
    pub(super) fn upgrade(&mut self, current: &mut Current, place: &Place, first_pending: usize) {
        self.upgrade_bounds(current, place);
        self.upgrade_items(current, place);
        self.upgrade_binary(current, place);
        self.collect_unquoted(current, place);
        if current.spellings.nullable {
            self.upgrade_nullable(current, place, first_pending);
        }
    }

    fn upgrade_bounds(&mut self, current: &mut Current, place: &Place) {
        let boolean_native = matches!(
            current.context.dialect,
            Dialect::Draft04 | Dialect::OpenApi30
        );
        let keywords = &mut current.keywords;
        let pairs = [
            (
                "exclusiveMinimum",
                current.spellings.exclusive_minimum,
                &mut keywords.minimum,
                &mut keywords.exclusive_minimum,
            ),
            (
                "exclusiveMaximum",
                current.spellings.exclusive_maximum,
                &mut keywords.maximum,
                &mut keywords.exclusive_maximum,
            ),
        ];
        for (name, flag, bound, exclusive) in pairs {
            let place = place.child(name);
            match flag {
                Some(true) if bound.is_none() => self.report(
                    Diagnostic::new(
                        &lint::OTHER_SPELLING,
                        place.clone(),
                        format!("`{name}: true` has no bound beside it and no effect"),
                    )
                    .at_key()
                    .help(format!("write the bound itself: `{name}: 0`, for example")),
                ),
                Some(true) => *exclusive = bound.take(),
                Some(false) | None => {}
            }
            let foreign = if flag.is_some() {
                !boolean_native
            } else {
                boolean_native && exclusive.is_some()
            };
            if foreign && (flag != Some(true) || exclusive.is_some()) {
                self.group(&lint::OTHER_SPELLING, name, place);
            }
        }
    }

    fn upgrade_items(&mut self, current: &mut Current, place: &Place) {
        if current.spellings.item_array {
            if !current.context.dialect.has_item_arrays() {
                self.group(&lint::OTHER_SPELLING, "items", place.child("items"));
            }
            current.keywords.items = current.spellings.additional_items;
        }
    }

    fn upgrade_binary(&mut self, current: &mut Current, place: &Place) {
        let Some(format @ ("byte" | "binary")) = current.keywords.format.as_deref() else {
            return;
        };
        if current.context.dialect == Dialect::Draft2020 {
            self.group(&lint::BINARY_FORMAT, format, place.child("format"));
        }
        if format == "byte" && current.keywords.content_encoding.is_none() {
            current.keywords.content_encoding = Some("base64".to_owned());
        }
    }

    /// Finds values that aren't strings where only strings are allowed, so that their spelling can
    /// be looked up.
    fn collect_unquoted(&mut self, current: &Current, place: &Place) {
        let keywords = &current.keywords;
        let only_strings = keywords.types.as_ref().is_some_and(|types| {
            types.contains(&JsonType::String)
                && types
                    .iter()
                    .all(|one| matches!(one, JsonType::String | JsonType::Null))
        });
        if !only_strings {
            return;
        }
        let place = place.child("enum");
        for (index, value) in keywords.enumeration.iter().flatten().enumerate() {
            if matches!(value, Node::Boolean(_) | Node::Number(_)) {
                self.unquoted.push((current.id, index, place.item(index)));
            }
        }
    }

    /// `nullable: true` lets null in, wherever it stands: authors mean that, though the standards
    /// give it a meaning only beside `type` in 3.0.
    fn upgrade_nullable(&mut self, current: &mut Current, place: &Place, first_pending: usize) {
        let by_the_book =
            current.context.dialect == Dialect::OpenApi30 && current.keywords.types.is_some();
        if !by_the_book {
            let subject = if current.context.dialect == Dialect::OpenApi30 {
                "3.0"
            } else {
                "3.1"
            };
            self.group(&lint::NULLABLE, subject, place.child("nullable"));
        }
        let keywords = &mut current.keywords;
        if !has_applicator(keywords) && (keywords.types.is_some() || keywords.enumeration.is_some())
        {
            if let Some(types) = &mut keywords.types
                && !types.contains(&JsonType::Null)
            {
                types.push(JsonType::Null);
            }
            if let Some(values) = &mut keywords.enumeration
                && !values.contains(&Node::Null)
            {
                values.push(Node::Null);
            }
            return;
        }
        let inner = take_assertions(keywords);
        if inner == Keywords::default() {
            return;
        }
        self.nullable_union(current, inner, place, first_pending);
    }

    /// Makes `anyOf: [inner, {type: null}]` of a schema.
    fn nullable_union(
        &mut self,
        current: &mut Current,
        inner: Keywords,
        place: &Place,
        first_pending: usize,
    ) {
        let null = Keywords {
            types: Some(vec![JsonType::Null]),
            ..Keywords::default()
        };
        let mut add = |keywords| {
            self.arena.add(Schema {
                place: place.clone(),
                base: current.context.base.clone(),
                resource: current.context.resource.unwrap_or(current.id),
                body: SchemaBody::Keywords(Box::new(keywords)),
            })
        };
        let inner = add(inner);
        let null = add(null);
        current.keywords.any_of = vec![inner, null];
        let outer = current.id;
        for pending in self.pending.iter_mut().skip(first_pending) {
            pending.from = match pending.from {
                From::Reference(id) if id == outer => From::Reference(inner),
                From::Dynamic(id) if id == outer => From::Dynamic(inner),
                From::Mapping(id, index) if id == outer => From::Mapping(inner, index),
                From::DefaultMapping(id) if id == outer => From::DefaultMapping(inner),
                other => other,
            };
        }
        for (id, _, _) in &mut self.unquoted {
            if *id == outer {
                *id = inner;
            }
        }
    }
}

fn has_applicator(keywords: &Keywords) -> bool {
    keywords.reference.is_some()
        || keywords.dynamic_reference.is_some()
        || !keywords.all_of.is_empty()
        || !keywords.any_of.is_empty()
        || !keywords.one_of.is_empty()
        || keywords.not.is_some()
        || keywords.if_.is_some()
        || keywords.constant.is_some()
}

/// Takes everything out that asserts, and leaves what identifies and annotates.
fn take_assertions(keywords: &mut Keywords) -> Keywords {
    let whole = std::mem::take(keywords);
    let mut inner = whole;
    *keywords = Keywords {
        id: inner.id.take(),
        anchor: inner.anchor.take(),
        dynamic_anchor: inner.dynamic_anchor.take(),
        dialect: inner.dialect.take(),
        vocabulary: std::mem::take(&mut inner.vocabulary),
        comment: inner.comment.take(),
        defs: std::mem::take(&mut inner.defs),
        title: inner.title.take(),
        description: inner.description.take(),
        default: inner.default.take(),
        deprecated: std::mem::take(&mut inner.deprecated),
        read_only: std::mem::take(&mut inner.read_only),
        write_only: std::mem::take(&mut inner.write_only),
        examples: std::mem::take(&mut inner.examples),
        xml: inner.xml.take(),
        external_docs: inner.external_docs.take(),
        extensions: std::mem::take(&mut inner.extensions),
        unknown: std::mem::take(&mut inner.unknown),
        ..Keywords::default()
    };
    inner
}
