//! What a conjunction of schemas says about the shape of an instance.
//!
//! `allOf`, `$ref` with siblings and the layers of one property in several parts are all the same
//! thing: schemas that apply together (JSON Schema Core 7.7, 10.2.1.1). A [`View`] gathers what
//! they say about types; what they assert beyond that is the rules' affair.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use super::kinds::Kinds;
use crate::{
    resolve::Description,
    schema::{Discriminator, JsonType, Keywords, SchemaBody, SchemaId},
    value::{Node, Number},
};

/// How many schemas may include each other in a row.
pub(super) const DEEPEST: usize = 256;

/// Schemas that apply together, weakest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Conjunction {
    pub(super) schemas: Vec<SchemaId>,
    /// The JSON types that are asked about.
    pub(super) kinds: Kinds,
    /// Unions one of whose arms is among `schemas` already.
    pub(super) chosen: BTreeSet<(SchemaId, UnionKeyword)>,
}

impl Conjunction {
    pub(super) fn one(schema: SchemaId) -> Self {
        Self::all(vec![schema])
    }

    pub(super) fn all(schemas: Vec<SchemaId>) -> Self {
        Self {
            schemas,
            kinds: Kinds::ALL,
            chosen: BTreeSet::new(),
        }
    }

    /// The same schemas, asked about fewer types.
    pub(super) fn of_kinds(&self, kinds: Kinds) -> Self {
        Self {
            kinds: self.kinds.intersection(kinds),
            ..self.clone()
        }
    }
}

/// The keyword of a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum UnionKeyword {
    OneOf,
    AnyOf,
    /// A discriminator on a parent whose children include it by `allOf`.
    Children,
}

/// A `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct UnionView<'d> {
    pub(super) holder: SchemaId,
    pub(super) keyword: UnionKeyword,
    pub(super) arms: &'d [SchemaId],
    pub(super) discriminator: Option<&'d Discriminator>,
}

/// A property and the schemas that all its layers give it, weakest first.
#[derive(Clone, Debug)]
pub(super) struct PropertyView<'d> {
    pub(super) name: &'d str,
    pub(super) layers: Vec<SchemaId>,
}

/// What schemas that apply together say about the shape of an instance.
#[derive(Clone, Debug, Default)]
pub(super) struct View<'d> {
    /// The schemas themselves and all that they include, weakest first.
    pub(super) layers: Vec<SchemaId>,
    /// The types that no layer excludes.
    pub(super) kinds: KindsView,
    pub(super) properties: Vec<PropertyView<'d>>,
    pub(super) required: Vec<&'d str>,
    pub(super) pattern_properties: Vec<(&'d str, SchemaId)>,
    pub(super) additional_properties: Vec<SchemaId>,
    pub(super) property_names: Vec<SchemaId>,
    pub(super) prefix_items: Vec<Vec<SchemaId>>,
    pub(super) items: Vec<SchemaId>,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    /// The values of `enum` and `const` that all layers allow.
    pub(super) values: Option<Vec<&'d Node>>,
    pub(super) unions: Vec<UnionView<'d>>,
    pub(super) format: Option<&'d str>,
    pub(super) pattern: Option<&'d str>,
    pub(super) content_encoding: Option<&'d str>,
    pub(super) content_media_type: Option<&'d str>,
    pub(super) content_schema: Option<SchemaId>,
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
    /// A layer includes itself through `allOf` or `$ref`.
    pub(super) cycle: Option<SchemaId>,
    /// What this includes isn't looked at, because as many include each other on the way there.
    pub(super) too_deep: Option<SchemaId>,
    /// Where each of `properties` is.
    by_name: HashMap<&'d str, usize>,
    /// `required` as a set.
    needed: HashSet<&'d str>,
}

/// Which types remain, and whether the schemas name any.
#[derive(Clone, Copy, Debug)]
pub(super) struct KindsView {
    pub(super) allowed: Kinds,
    /// A `type` keyword says so.
    pub(super) named: bool,
    /// Types whose keywords are used.
    pub(super) implied: Kinds,
}

impl Default for KindsView {
    fn default() -> Self {
        Self {
            allowed: Kinds::ALL,
            named: false,
            implied: Kinds::NONE,
        }
    }
}

impl<'d> View<'d> {
    /// Gathers what a conjunction says.
    pub(super) fn of(description: &'d Description, conjunction: &Conjunction) -> Self {
        let mut view: Self = Self::default();
        view.kinds.allowed = conjunction.kinds;
        let mut walk = Walk::default();
        for schema in &conjunction.schemas {
            walk.layers(description, *schema);
        }
        view.cycle = walk.cycle;
        view.too_deep = walk.too_deep;
        for layer in walk.layers {
            match description.schema(layer).map(|schema| &schema.body) {
                Some(SchemaBody::Boolean(false)) => view.kinds.allowed = Kinds::NONE,
                Some(SchemaBody::Keywords(keywords)) => {
                    view.add(layer, keywords, &conjunction.chosen);
                }
                Some(SchemaBody::Boolean(true)) | None => {}
            }
            view.layers.push(layer);
        }
        view
    }

    /// Whether the schemas say anything about the shape of an instance, beside its type.
    pub(super) fn has_shape(&self) -> bool {
        !self.properties.is_empty()
            || !self.pattern_properties.is_empty()
            || !self.additional_properties.is_empty()
            || !self.prefix_items.is_empty()
            || !self.items.is_empty()
            || self.values.is_some()
            || !self.unions.is_empty()
            || self.content_schema.is_some()
    }

    /// The property of a name.
    pub(super) fn property(&self, name: &str) -> Option<&PropertyView<'d>> {
        self.properties.get(*self.by_name.get(name)?)
    }

    /// Whether a member must be there.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.needed.contains(name)
    }

    fn add(
        &mut self,
        layer: SchemaId,
        keywords: &'d Keywords,
        chosen: &BTreeSet<(SchemaId, UnionKeyword)>,
    ) {
        if let Some(types) = &keywords.types {
            self.kinds.named = true;
            let allowed: Kinds = Kinds::of_types(types);
            self.kinds.allowed = self.kinds.allowed.intersection(allowed);
        }
        for json_type in JsonType::ALL {
            if keywords.speaks_of(json_type) {
                let implied: Kinds = Kinds::of_type(json_type);
                self.kinds.implied = self.kinds.implied.union(implied);
            }
        }
        self.add_values(keywords);
        self.add_object(keywords);
        self.add_array(keywords);
        self.add_scalar(keywords);
        for (keyword, arms) in [
            (UnionKeyword::OneOf, &keywords.one_of),
            (UnionKeyword::AnyOf, &keywords.any_of),
        ] {
            if !arms.is_empty() && !chosen.contains(&(layer, keyword)) {
                self.unions.push(UnionView {
                    holder: layer,
                    keyword,
                    arms,
                    discriminator: keywords.discriminator.as_ref(),
                });
            }
        }
    }

    fn add_values(&mut self, keywords: &'d Keywords) {
        let listed = keywords
            .enumeration
            .iter()
            .map(|values| values.iter().collect());
        let constant = keywords.constant.iter().map(|value| vec![value]);
        for values in listed.chain(constant) {
            let mut allowed: HashSet<Key<'d>> = values.iter().map(|value| key(value)).collect();
            // Taken out one by one, so that each value stays once.
            let mut listed: Vec<&'d Node> = self.values.take().unwrap_or(values);
            listed.retain(|value| allowed.remove(&key(value)));
            self.values = Some(listed);
        }
    }

    fn add_object(&mut self, keywords: &'d Keywords) {
        for (name, schema) in &keywords.properties {
            let index: usize = *self.by_name.entry(name).or_insert(self.properties.len());
            match self.properties.get_mut(index) {
                Some(known) => known.layers.push(*schema),
                None => self.properties.push(PropertyView {
                    name,
                    layers: vec![*schema],
                }),
            }
        }
        for name in &keywords.required {
            if self.needed.insert(name) {
                self.required.push(name);
            }
        }
        let patterns = keywords.pattern_properties.iter();
        self.pattern_properties
            .extend(patterns.map(|(pattern, schema)| (pattern.as_str(), *schema)));
        self.additional_properties
            .extend(keywords.additional_properties);
        self.property_names.extend(keywords.property_names);
    }

    fn add_array(&mut self, keywords: &'d Keywords) {
        for (index, schema) in keywords.prefix_items.iter().enumerate() {
            match self.prefix_items.get_mut(index) {
                Some(layers) => layers.push(*schema),
                None => self.prefix_items.push(vec![*schema]),
            }
        }
        self.items.extend(keywords.items);
        self.min_items = self.min_items.max(keywords.min_items);
        self.max_items = match (self.max_items, keywords.max_items) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    fn add_scalar(&mut self, keywords: &'d Keywords) {
        self.format = keywords.format.as_deref().or(self.format);
        self.pattern = keywords.pattern.as_deref().or(self.pattern);
        self.content_encoding = keywords
            .content_encoding
            .as_deref()
            .or(self.content_encoding);
        self.content_media_type = keywords
            .content_media_type
            .as_deref()
            .or(self.content_media_type);
        self.content_schema = keywords.content_schema.or(self.content_schema);
        self.minimum = tightest(self.minimum, keywords.minimum, Ordering::Greater);
        self.maximum = tightest(self.maximum, keywords.maximum, Ordering::Less);
    }
}

/// The limit that excludes more: the greater one of minima, the lesser one of maxima.
fn tightest(one: Option<Number>, other: Option<Number>, wins: Ordering) -> Option<Number> {
    let (Some(one), Some(other)) = (one, other) else {
        return one.or(other);
    };
    let order = match (one.as_integer(), other.as_integer()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64().partial_cmp(&other.as_f64()),
    };
    Some(if order == Some(wins) { one } else { other })
}

/// Finds the layers of a schema: what it refers to and includes comes before itself.
#[derive(Default)]
struct Walk {
    layers: Vec<SchemaId>,
    seen: BTreeSet<SchemaId>,
    cycle: Option<SchemaId>,
    too_deep: Option<SchemaId>,
}

impl Walk {
    /// Depth first, with a stack of its own because chains of references may be long.
    fn layers(&mut self, description: &Description, root: SchemaId) {
        let mut open: BTreeSet<SchemaId> = BTreeSet::new();
        let mut stack: Vec<(SchemaId, bool)> = vec![(root, false)];
        while let Some((schema, entered)) = stack.pop() {
            if entered {
                open.remove(&schema);
                self.layers.push(schema);
                continue;
            }
            if open.contains(&schema) {
                self.cycle = Some(schema);
            }
            if !self.seen.insert(schema) {
                continue;
            }
            if open.len() >= DEEPEST {
                self.too_deep = self.too_deep.or(Some(schema));
                self.layers.push(schema);
                continue;
            }
            open.insert(schema);
            stack.push((schema, true));
            let included: Vec<SchemaId> = included(description, schema);
            stack.extend(included.into_iter().rev().map(|schema| (schema, false)));
        }
    }
}

/// What applies together with a schema: its references and the members of its `allOf`.
fn included(description: &Description, schema: SchemaId) -> Vec<SchemaId> {
    let Some(keywords) = description
        .schema(schema)
        .and_then(|schema| schema.keywords())
    else {
        return Vec::new();
    };
    let reference = keywords.reference.as_ref().and_then(|to| to.target);
    let dynamic = keywords.dynamic_reference.as_ref().and_then(|_| {
        let scope: SchemaId = description.resource_root(schema);
        description.resolve_dynamic(schema, &[scope])
    });
    reference
        .into_iter()
        .chain(dynamic)
        .chain(keywords.all_of.iter().copied())
        .collect()
}

/// Equality of JSON values (JSON Schema Core 4.2.2): numbers by value, members unordered.
pub(super) fn equal(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(one), Node::Number(other)) => match (one.as_integer(), other.as_integer()) {
            (Some(one), Some(other)) => one == other,
            (None, None) => one.as_f64() == other.as_f64(),
            _ => false,
        },
        (Node::Sequence(one), Node::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Node::Mapping(one), Node::Mapping(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| equal(value, other)))
        }
        (one, other) => one == other,
    }
}

/// A value as what it equals by.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Key<'d> {
    Null,
    Boolean(bool),
    Integer(i128),
    /// The bits of a number with a fraction.
    Fraction(u64),
    Text(&'d str),
    Sequence(Vec<Self>),
    Mapping(BTreeMap<&'d str, Self>),
}

/// The key of a value: those of equal values are the same (see [`equal`]).
pub(super) fn key(value: &Node) -> Key<'_> {
    match value {
        Node::Null => Key::Null,
        Node::Boolean(value) => Key::Boolean(*value),
        Node::Number(number) => match number.as_integer() {
            Some(integer) => Key::Integer(integer),
            None => Key::Fraction(number.as_f64().to_bits()),
        },
        Node::String(text) => Key::Text(text),
        Node::Sequence(items) => Key::Sequence(items.iter().map(key).collect()),
        Node::Mapping(members) => {
            let members = members.iter().map(|(name, value)| (name, key(value)));
            Key::Mapping(members.collect())
        }
    }
}
