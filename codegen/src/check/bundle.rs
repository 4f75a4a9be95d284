//! Schemas of a description as one JSON Schema, for a validator.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::{Map, Value, json};

use super::cost::is_cheap;
use crate::{
    resolve::Description,
    schema::{Keywords, SchemaBody, SchemaId},
    value::{Node, Number},
};

/// How many schemas a bundle has at most.
const MOST: usize = 100_000;
/// How deep schemas may lead to each other: a validator is built depth first, and keeps the way.
const DEEPEST: usize = 500;

/// What a bundle leaves out on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As the standard says.
    Exact,
    /// For examples, of which nobody knows whether a request or a response is meant: nothing that
    /// is read- or write-only is required, and any number of arms may match.
    Lenient,
}

/// A schema to be validated by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Root {
    /// The schema.
    Whole(SchemaId),
    /// What it says beside its own `oneOf`.
    BesideOneOf(SchemaId),
}

impl Root {
    /// The name under `$defs`.
    fn name(self) -> String {
        match self {
            Self::Whole(id) => id.number().to_string(),
            Self::BesideOneOf(id) => format!("{}-", id.number()),
        }
    }

    fn schema(self) -> SchemaId {
        match self {
            Self::Whole(id) | Self::BesideOneOf(id) => id,
        }
    }
}

/// One validator of many schemas: an instance stands in an object under the name of its schema.
pub(super) struct Bundle<'d> {
    description: &'d Description,
    validator: Validator,
    roots: BTreeSet<Root>,
}

impl<'d> Bundle<'d> {
    /// A validator of all roots that can be bundled; `None` if that is none of them.
    pub(super) fn new(
        description: &'d Description,
        roots: impl IntoIterator<Item = Root>,
        reading: Reading,
    ) -> Option<Self> {
        let mut bundler = Bundler::new(description, reading);
        let roots: BTreeSet<Root> = roots.into_iter().collect();
        bundler.gather(roots.iter().copied())?;
        bundler.cut_deep(&roots);
        let opaque: BTreeSet<Root> = bundler.tainted();
        let roots: BTreeSet<Root> = roots.difference(&opaque).copied().collect();
        if roots.is_empty() {
            return None;
        }
        let definitions = bundler.definitions.into_iter();
        let definitions: Map<String, Value> = definitions
            .filter(|(root, _)| !opaque.contains(root))
            .map(|(root, schema)| (root.name(), schema))
            .collect();
        let properties: Map<String, Value> = roots
            .iter()
            .map(|root| (root.name(), link(*root)))
            .collect();
        let validator = options()
            .build(&json!({ "properties": properties, "$defs": definitions }))
            .ok()?;
        Some(Self {
            description,
            validator,
            roots,
        })
    }

    /// Whether a value satisfies a schema; `None` if the schema couldn't be bundled, or trying is too
    /// much work.
    pub(super) fn accepts(&self, root: Root, value: &Value) -> Option<bool> {
        let wrapped = self.wrapped(root, value)?;
        Some(self.validator.is_valid(&wrapped))
    }

    /// Calls `with` with each error of a value, the pointer to where it is in the value first.
    pub(super) fn errors(
        &self,
        root: Root,
        value: &Value,
        mut with: impl FnMut(&str, &jsonschema::ValidationError<'_>),
    ) {
        let Some(wrapped) = self.wrapped(root, value) else {
            return;
        };
        for error in self.validator.iter_errors(&wrapped) {
            let path = error.instance_path().as_str();
            let inner = path.get(1..).and_then(|path| path.find('/'));
            let inner = inner.and_then(|at| path.get(at + 1..)).unwrap_or("");
            with(inner, &error);
        }
    }

    fn wrapped(&self, root: Root, value: &Value) -> Option<Value> {
        let known: bool = self.roots.contains(&root);
        let can = known && is_cheap(self.description, root.schema(), value);
        can.then(|| Value::Object(Map::from_iter([(root.name(), value.clone())])))
    }
}

fn options() -> jsonschema::ValidationOptions<'static> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_pattern_options(PatternOptions::regex())
        .should_validate_formats(false)
}

fn link(root: Root) -> Value {
    json!({ "$ref": format!("#/$defs/{}", root.name()) })
}

/// A node as JSON; `None` for what JSON or the validator's numbers can't hold.
pub(super) fn to_json(node: &Node) -> Option<Value> {
    serde_json::to_value(node).ok()
}

/// Writes schemas down, and everything that they lead to.
struct Bundler<'d> {
    description: &'d Description,
    reading: Reading,
    definitions: BTreeMap<Root, Value>,
    /// Who leads to a schema.
    users: BTreeMap<Root, Vec<Root>>,
    /// Schemas that can't be written down with their whole meaning.
    opaque: Vec<Root>,
    waiting: Vec<Root>,
    /// Names of properties that count in one direction only.
    directed: BTreeSet<&'d str>,
    /// Whether the validator's engine takes a pattern.
    patterns: HashMap<&'d str, bool>,
}

impl<'d> Bundler<'d> {
    fn new(description: &'d Description, reading: Reading) -> Self {
        let mut directed: BTreeSet<&str> = BTreeSet::new();
        if reading == Reading::Lenient {
            for (_, schema) in description.schemas().iter() {
                let properties = schema.keywords().map_or(&[][..], |own| &own.properties);
                let one_way = properties.iter().filter(|(_, id)| {
                    let id = description.follow(*id);
                    let own = description.schema(id).and_then(|own| own.keywords());
                    own.is_some_and(|own| own.read_only || own.write_only)
                });
                directed.extend(one_way.map(|(name, _)| name.as_str()));
            }
        }
        Self {
            description,
            reading,
            definitions: BTreeMap::new(),
            users: BTreeMap::new(),
            opaque: Vec::new(),
            waiting: Vec::new(),
            directed,
            patterns: HashMap::new(),
        }
    }

    /// `None` if there is too much.
    fn gather(&mut self, roots: impl Iterator<Item = Root>) -> Option<()> {
        self.waiting.extend(roots);
        while let Some(root) = self.waiting.pop() {
            if self.definitions.contains_key(&root) {
                continue;
            }
            if self.definitions.len() >= MOST {
                return None;
            }
            let schema = self.definition(root);
            let schema = schema.unwrap_or_else(|| {
                self.opaque.push(root);
                Value::Bool(true)
            });
            self.definitions.insert(root, schema);
        }
        Some(())
    }

    /// Makes schemas opaque that lie too deep on the way from the roots, depth first.
    fn cut_deep(&mut self, roots: &BTreeSet<Root>) {
        let mut leads: BTreeMap<Root, Vec<Root>> = BTreeMap::new();
        for (to, users) in &self.users {
            for user in users {
                leads.entry(*user).or_default().push(*to);
            }
        }
        let mut seen: BTreeSet<Root> = BTreeSet::new();
        let mut open: Vec<(Root, usize)> = roots.iter().map(|root| (*root, 0)).collect();
        while let Some((root, depth)) = open.pop() {
            if !seen.insert(root) {
                continue;
            }
            if depth > DEEPEST {
                self.opaque.push(root);
            }
            let next = leads.get(&root).into_iter().flatten();
            open.extend(next.map(|to| (*to, depth + 1)));
        }
    }

    /// All schemas that lead to an opaque one.
    fn tainted(&self) -> BTreeSet<Root> {
        let mut tainted: BTreeSet<Root> = BTreeSet::new();
        let mut open: Vec<Root> = self.opaque.clone();
        while let Some(root) = open.pop() {
            if tainted.insert(root) {
                open.extend(self.users.get(&root).into_iter().flatten());
            }
        }
        tainted
    }

    fn definition(&mut self, root: Root) -> Option<Value> {
        let schema = self.description.schema(root.schema())?;
        let keywords = match &schema.body {
            SchemaBody::Boolean(value) => return Some(Value::Bool(*value)),
            SchemaBody::Keywords(keywords) => keywords,
        };
        if keywords.dynamic_reference.is_some() || !keywords.vocabulary.is_empty() {
            return None;
        }
        let mut object: Map<String, Value> = Map::new();
        if let Some(reference) = &keywords.reference {
            object.insert("$ref".to_owned(), self.link_text(root, reference.target?));
        }
        self.applicators(root, keywords, &mut object);
        self.patterned(root, keywords, &mut object)?;
        assertions(keywords, &mut object)?;
        self.required(keywords, &mut object)?;
        Some(Value::Object(object))
    }

    fn link_text(&mut self, from: Root, to: SchemaId) -> Value {
        let to = Root::Whole(to);
        self.users.entry(to).or_default().push(from);
        self.waiting.push(to);
        Value::String(format!("#/$defs/{}", to.name()))
    }

    fn sub(&mut self, from: Root, to: SchemaId) -> Value {
        json!({ "$ref": self.link_text(from, to) })
    }

    fn applicators(&mut self, root: Root, keywords: &'d Keywords, object: &mut Map<String, Value>) {
        let one_of = match root {
            Root::Whole(_) => keywords.one_of.as_slice(),
            Root::BesideOneOf(_) => &[],
        };
        let arms: &str = match self.reading {
            Reading::Exact => "oneOf",
            // Beside `anyOf` it would overwrite, or be overwritten.
            Reading::Lenient if keywords.any_of.is_empty() => "anyOf",
            Reading::Lenient => "oneOf",
        };
        for (name, schemas) in [
            ("allOf", keywords.all_of.as_slice()),
            ("anyOf", &keywords.any_of),
            (arms, one_of),
            ("prefixItems", &keywords.prefix_items),
        ] {
            if !schemas.is_empty() {
                let schemas = schemas.iter().map(|to| self.sub(root, *to)).collect();
                object.insert(name.to_owned(), Value::Array(schemas));
            }
        }
        for (name, schema) in [
            ("not", keywords.not),
            ("if", keywords.if_),
            ("then", keywords.then),
            ("else", keywords.else_),
            ("items", keywords.items),
            ("contains", keywords.contains),
            ("additionalProperties", keywords.additional_properties),
            ("propertyNames", keywords.property_names),
            ("unevaluatedItems", keywords.unevaluated_items),
            ("unevaluatedProperties", keywords.unevaluated_properties),
        ] {
            if let Some(schema) = schema {
                object.insert(name.to_owned(), self.sub(root, schema));
            }
        }
        for (name, schemas) in [
            ("properties", &keywords.properties),
            ("dependentSchemas", &keywords.dependent_schemas),
        ] {
            if !schemas.is_empty() {
                let schemas = schemas.iter();
                let schemas = schemas.map(|(key, to)| (key.clone(), self.sub(root, *to)));
                object.insert(name.to_owned(), Value::Object(schemas.collect()));
            }
        }
    }

    fn patterned(
        &mut self,
        root: Root,
        keywords: &'d Keywords,
        object: &mut Map<String, Value>,
    ) -> Option<()> {
        let mut by_pattern: Map<String, Value> = Map::new();
        for (pattern, to) in &keywords.pattern_properties {
            self.can_match(pattern).then_some(())?;
            by_pattern.insert(pattern.clone(), self.sub(root, *to));
        }
        if !by_pattern.is_empty() {
            object.insert("patternProperties".to_owned(), Value::Object(by_pattern));
        }
        if let Some(pattern) = &keywords.pattern {
            self.can_match(pattern).then_some(())?;
            object.insert("pattern".to_owned(), Value::String(pattern.clone()));
        }
        Some(())
    }

    /// Whether the validator's linear engine takes a pattern.
    fn can_match(&mut self, pattern: &'d str) -> bool {
        *self
            .patterns
            .entry(pattern)
            .or_insert_with(|| options().build(&json!({ "pattern": pattern })).is_ok())
    }

    fn required(&self, keywords: &Keywords, object: &mut Map<String, Value>) -> Option<()> {
        let names = keywords.required.iter();
        let names: Vec<&str> = names
            .map(String::as_str)
            .filter(|name| !self.directed.contains(name))
            .collect();
        // Where the absence of a name is what is asked for, leaving it out would turn the meaning.
        let asks = [keywords.not, keywords.if_].into_iter().flatten();
        for id in asks.filter(|_| !self.directed.is_empty()) {
            let asked = self.description.schema(id)?.keywords();
            if asked.is_some_and(|asked| {
                asked
                    .required
                    .iter()
                    .any(|one| self.directed.contains(one.as_str()))
            }) {
                return None;
            }
        }
        if !names.is_empty() {
            object.insert("required".to_owned(), json!(names));
        }
        Some(())
    }
}

/// Everything that holds no schemas.
fn assertions(keywords: &Keywords, object: &mut Map<String, Value>) -> Option<()> {
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    };
    let types = keywords.types.as_ref();
    put(
        "type",
        types.map(|types| types.iter().map(|one| json!(one.name())).collect()),
    );
    if let Some(values) = &keywords.enumeration {
        let values: Option<Vec<Value>> = values.iter().map(to_json).collect();
        put("enum", Some(Value::Array(values?)));
    }
    if let Some(value) = &keywords.constant {
        put("const", Some(to_json(value)?));
    }
    for (name, limit) in [
        ("multipleOf", keywords.multiple_of),
        ("maximum", keywords.maximum),
        ("exclusiveMaximum", keywords.exclusive_maximum),
        ("minimum", keywords.minimum),
        ("exclusiveMinimum", keywords.exclusive_minimum),
    ] {
        put(name, limit.map(number));
    }
    for (name, count) in [
        ("maxLength", keywords.max_length),
        ("minLength", keywords.min_length),
        ("maxItems", keywords.max_items),
        ("minItems", keywords.min_items),
        ("maxContains", keywords.max_contains),
        ("minContains", keywords.min_contains),
        ("maxProperties", keywords.max_properties),
        ("minProperties", keywords.min_properties),
    ] {
        put(name, count.map(Value::from));
    }
    put(
        "uniqueItems",
        keywords.unique_items.then_some(Value::Bool(true)),
    );
    let dependent: Map<String, Value> = keywords
        .dependent_required
        .iter()
        .map(|(name, names)| (name.clone(), json!(names)))
        .collect();
    put(
        "dependentRequired",
        (!dependent.is_empty()).then_some(Value::Object(dependent)),
    );
    Some(())
}

fn number(number: Number) -> Value {
    let integer = number.as_integer();
    let exact = integer.and_then(|value| i64::try_from(value).ok());
    exact.map_or_else(|| json!(number.as_f64()), Value::from)
}
