//! From nodes to schemas.

use std::sync::Arc;

use super::{
    Dialect, Keywords, Schema, SchemaBody, SchemaId,
    object::{DISCRIMINATOR, EXTERNAL_DOCS, XML},
    reader::{Context, From, Pending, Reader, nearest},
    upgrade::Spellings,
};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::{Place, uri},
    value::{Mapping, Node},
};

mod annotation;
mod applicator;
mod assertion;

/// What the keyword readers share: the schema that is read, and what holds in it.
pub(super) struct Current {
    pub(super) id: SchemaId,
    pub(super) keywords: Box<Keywords>,
    pub(super) spellings: Spellings,
    pub(super) context: Context,
}

/// One member of a schema object.
pub(super) struct Member<'n> {
    pub(super) key: &'n str,
    pub(super) node: &'n Node,
    pub(super) place: Place,
}

impl Reader {
    /// Reads the schema at a place, unless that has been done before.
    pub(crate) fn schema(&mut self, node: &Node, place: &Place, context: &Context) -> SchemaId {
        if let Some(known) = self.by_place.get(place) {
            return *known;
        }
        let id = self.arena.next_id();
        self.by_place.insert(place.clone(), id);
        self.arena.add(Schema {
            place: place.clone(),
            base: Arc::clone(&context.base),
            resource: context.resource.unwrap_or(id),
            body: SchemaBody::Boolean(true),
        });
        match node {
            Node::Boolean(value) => self.set_body(id, SchemaBody::Boolean(*value)),
            Node::Mapping(mapping) => self.schema_object(id, mapping, place, context),
            _ => self.wrong_type(node, place, "a schema (an object, `true` or `false`)"),
        }
        id
    }

    fn set_body(&mut self, id: SchemaId, body: SchemaBody) {
        if let Some(schema) = self.arena.get_mut(id) {
            schema.body = body;
        }
    }

    fn schema_object(&mut self, id: SchemaId, mapping: &Mapping, place: &Place, context: &Context) {
        let first_pending = self.pending.len();
        let mut current = Current {
            id,
            keywords: Box::default(),
            spellings: Spellings::default(),
            context: Context {
                resource: Some(context.resource.unwrap_or(id)),
                ..context.clone()
            },
        };
        self.dialect_of(&mut current, mapping, place);
        self.identity(&mut current, mapping, place);
        let lone_reference =
            current.context.dialect.ignores_siblings() && mapping.get("$ref").is_some();
        let mut ignored = Vec::new();
        for (key, node) in mapping.unique() {
            if lone_reference && !beside_reference(key) {
                ignored.push(key);
                continue;
            }
            let member = Member {
                key,
                node,
                place: place.child(key),
            };
            self.member(&mut current, &member);
        }
        if !ignored.is_empty() {
            self.ignored_siblings(place, &ignored, SCHEMA_SIBLINGS);
        }
        self.upgrade(&mut current, place, first_pending);
        self.set_body(id, SchemaBody::Keywords(current.keywords));
    }

    fn member(&mut self, current: &mut Current, member: &Member<'_>) {
        let known = self.core(current, member)
            || self.applicator(current, member)
            || self.assertion(current, member)
            || self.annotation(current, member)
            || self.other_spelling(current, member);
        if known {
            return;
        }
        let entry = (member.key.to_owned(), member.node.clone());
        if member.key.starts_with("x-") {
            current.keywords.extensions.push(entry);
            return;
        }
        if let Some(near) = nearest(member.key, KEYWORDS.iter().copied()) {
            self.unknown_keyword(member.place.clone(), member.key, near);
        }
        current.keywords.unknown.push(entry);
    }

    /// `$schema` decides how everything below it is spelled.
    fn dialect_of(&mut self, current: &mut Current, mapping: &Mapping, place: &Place) {
        let Some(Node::String(uri)) = mapping.get("$schema") else {
            return;
        };
        match Dialect::from_uri(uri) {
            Some(dialect) => {
                if !dialect.is_native() {
                    self.group(&lint::FOREIGN_DIALECT, uri, place.child("$schema"));
                }
                current.context.dialect = dialect;
            }
            None => self.group(&lint::FOREIGN_DIALECT, uri, place.child("$schema")),
        }
    }

    /// `$id` begins a resource with a base of its own; anchors name schemas in it.
    fn identity(&mut self, current: &mut Current, mapping: &Mapping, place: &Place) {
        let old = current.context.dialect == Dialect::Draft04;
        let keyword = if old { "id" } else { "$id" };
        if current.context.dialect.ignores_siblings() && mapping.get("$ref").is_some() {
            return;
        }
        if let Some(Node::String(text)) = mapping.get(keyword) {
            self.identify(current, text, &place.child(keyword));
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(Node::String(name)) = mapping.get(keyword) {
                self.anchor(
                    current,
                    name,
                    keyword == "$dynamicAnchor",
                    &place.child(keyword),
                );
            }
        }
        if matches!(mapping.get("$recursiveAnchor"), Some(Node::Boolean(true))) {
            self.anchor(current, "", true, &place.child("$recursiveAnchor"));
            current.keywords.dynamic_anchor = Some(String::new());
        }
    }

    fn identify(&mut self, current: &mut Current, text: &str, place: &Place) {
        // Up to draft 07 a lone fragment was an anchor.
        if let Some(name) = text.strip_prefix('#') {
            if !name.is_empty() {
                self.anchor(current, name, false, place);
            }
            return;
        }
        let target = match uri::resolve(&current.context.base, text) {
            Ok(target) => target,
            Err(error) => {
                self.report(Diagnostic::new(
                    &lint::UNRESOLVED_REFERENCE,
                    place.clone(),
                    format!("`{text}` can't be the URI of a schema: {error}"),
                ));
                return;
            }
        };
        current.context.base = target.uri.as_str().into();
        current.context.resource = Some(current.id);
        if let Some(schema) = self.arena.get_mut(current.id) {
            schema.base = Arc::clone(&current.context.base);
            schema.resource = current.id;
        }
        let known = *self.resources.entry(target.uri).or_insert(current.id);
        if known != current.id {
            let first = self.arena.get(known).map(|schema| schema.place.clone());
            self.duplicate_identifier(place, text, first);
        }
    }

    fn anchor(&mut self, current: &Current, name: &str, dynamic: bool, place: &Place) {
        let resource = current.context.resource.unwrap_or(current.id);
        let key = (resource, name.to_owned());
        if dynamic {
            self.dynamic_anchors
                .entry(key.clone())
                .or_insert(current.id);
        }
        // The empty name is that of `$recursiveAnchor`, not a plain-name fragment.
        if name.is_empty() {
            return;
        }
        let known = *self.anchors.entry(key).or_insert(current.id);
        if known != current.id {
            let first = self.arena.get(known).map(|schema| schema.place.clone());
            self.duplicate_identifier(place, name, first);
        }
    }

    fn duplicate_identifier(&mut self, place: &Place, name: &str, first: Option<Place>) {
        let mut diagnostic = Diagnostic::new(
            &lint::DUPLICATE_IDENTIFIER,
            place.clone(),
            format!("`{name}` already names another schema"),
        )
        .note("references by this name lead to the first one")
        .help("give each of them a name of its own");
        if let Some(first) = first {
            diagnostic = diagnostic.related(first, "the first one");
        }
        self.report(diagnostic);
    }

    fn core(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let (node, place) = (member.node, &member.place);
        let keywords = &mut current.keywords;
        match member.key {
            "$ref" => {
                keywords.reference =
                    self.reference(node, place, From::Reference(current.id), &current.context);
            }
            "$dynamicRef" => {
                keywords.dynamic_reference =
                    self.reference(node, place, From::Dynamic(current.id), &current.context);
            }
            "$id" => keywords.id = self.string(node, place),
            "$anchor" => keywords.anchor = self.string(node, place),
            "$dynamicAnchor" => keywords.dynamic_anchor = self.string(node, place),
            "$schema" => keywords.dialect = self.string(node, place),
            "$vocabulary" => keywords.vocabulary = self.vocabulary(node, place),
            "$comment" => keywords.comment = self.text(node, place),
            "$defs" => keywords.defs = self.schema_map(node, place, &current.context),
            _ => return false,
        }
        true
    }

    pub(super) fn reference(
        &mut self,
        node: &Node,
        place: &Place,
        from: From,
        context: &Context,
    ) -> Option<super::Reference> {
        let text = self.string(node, place)?;
        self.follow_later(from, &text, place, context);
        Some(super::Reference { text, target: None })
    }

    /// Notes a reference that `place` holds.
    pub(crate) fn follow_later(
        &mut self,
        from: From,
        text: &str,
        place: &Place,
        context: &Context,
    ) {
        self.pending.push(Pending {
            from,
            text: text.to_owned(),
            place: place.clone(),
            base: Arc::clone(&context.base),
            dialect: context.dialect,
        });
    }

    fn vocabulary(&mut self, node: &Node, place: &Place) -> Vec<(String, bool)> {
        let Some(mapping) = self.mapping(node, place) else {
            return Vec::new();
        };
        let mut vocabulary = Vec::new();
        for (uri, required) in mapping.unique() {
            let place = place.child(uri);
            let required = self.boolean(required, &place).unwrap_or(false);
            if required && !is_known_vocabulary(uri) {
                self.report(
                    Diagnostic::new(
                        &lint::UNKNOWN_VOCABULARY,
                        place,
                        format!("the vocabulary `{uri}` is required, but unknown here"),
                    )
                    .note("what its keywords assert would be passed over")
                    .help("leave it out, or set it to `false` if they only annotate"),
                );
            }
            vocabulary.push((uri.to_owned(), required));
        }
        vocabulary
    }

    /// A map of schemas, such as `properties`.
    pub(crate) fn schema_map(
        &mut self,
        node: &Node,
        place: &Place,
        context: &Context,
    ) -> Vec<(String, SchemaId)> {
        let Some(mapping) = self.mapping(node, place) else {
            return Vec::new();
        };
        if self.is_misplaced_reference(mapping, place) {
            return Vec::new();
        }
        mapping
            .unique()
            .map(|(name, node)| {
                (
                    name.to_owned(),
                    self.schema(node, &place.child(name), context),
                )
            })
            .collect()
    }

    /// Whether a whole map was replaced by a reference, which no standard allows.
    pub(crate) fn is_misplaced_reference(&mut self, mapping: &Mapping, place: &Place) -> bool {
        let Some(Node::String(_)) = mapping.get("$ref") else {
            return false;
        };
        self.report(
            Diagnostic::new(
                &lint::MISPLACED_REFERENCE,
                place.child("$ref"),
                "a reference can't stand for a whole map of objects",
            )
            .note("nothing of the map is read: `$ref` would be the name of one of its objects")
            .help("refer to each object of the map by itself"),
        );
        true
    }

    pub(super) fn schema_list(
        &mut self,
        node: &Node,
        place: &Place,
        context: &Context,
    ) -> Vec<SchemaId> {
        let Some(items) = self.sequence(node, place) else {
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items
            .map(|(index, node)| self.schema(node, &place.item(index), context))
            .collect()
    }

    /// Says which members beside a `$ref` don't count, and `why`.
    pub(crate) fn ignored_siblings(
        &mut self,
        place: &Place,
        names: &[&str],
        (why, help): (&str, &str),
    ) {
        let first: &str = names.first().copied().unwrap_or("$ref");
        let list: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        self.report(
            Diagnostic::new(
                &lint::IGNORED_SIBLING,
                place.child(first),
                format!("{} beside `$ref` {verb} ignored", list.join(", ")),
            )
            .at_key()
            .note(why)
            .help(help),
        );
    }
}

fn is_known_vocabulary(uri: &str) -> bool {
    [
        "https://json-schema.org/draft/2020-12/vocab/",
        "https://json-schema.org/draft/2019-09/vocab/",
    ]
    .iter()
    .filter_map(|prefix| uri.strip_prefix(prefix))
    .any(|name| {
        let known = [
            "core",
            "applicator",
            "unevaluated",
            "validation",
            "meta-data",
            "format-annotation",
            "format-assertion",
            "format",
            "content",
        ];
        known.contains(&name)
    }) || uri.starts_with("https://spec.openapis.org/oas/3.")
}

/// Why the siblings of a schema's `$ref` don't count, and what to do.
const SCHEMA_SIBLINGS: (&str, &str) = (
    "before OpenAPI 3.1 and draft 2019-09, a `$ref` stands for the whole schema",
    "write `allOf` with the `$ref` and a schema of the rest",
);

/// What counts beside a `$ref` that ignores its siblings: annotations, which say something about
/// the place of the reference, and what only other references look at.
fn beside_reference(key: &str) -> bool {
    key.starts_with("x-")
        || matches!(
            key,
            "$ref"
                | "$comment"
                | "$defs"
                | "$schema"
                | "definitions"
                | "title"
                | "description"
                | "summary"
                | "deprecated"
                | "readOnly"
                | "writeOnly"
                | "default"
                | "example"
                | "examples"
                | "externalDocs"
                | "nullable"
        )
}

/// All keywords of the dialect, to find misspelled ones.
const KEYWORDS: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    DISCRIMINATOR,
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    EXTERNAL_DOCS,
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
    XML,
];
