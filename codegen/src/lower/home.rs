//! Where a type stands, told from places alone.

use std::collections::BTreeMap;

use crate::{
    model::Home,
    pointer::{Place, Pointer},
    resolve::Description,
    schema::{JsonType, SchemaId},
    value::Node,
};

/// The homes of shared schemas and of the parts of operations; everything below one of them is
/// inline in it.
#[derive(Debug, Default)]
pub(super) struct Homes {
    roots: BTreeMap<Place, Home>,
}

impl Homes {
    /// Says what stands at a place. The first one to say so wins.
    pub(super) fn register(&mut self, place: &Place, home: Home) {
        self.roots.entry(place.clone()).or_insert(home);
    }

    /// The home registered for exactly this place.
    pub(super) fn root(&self, place: &Place) -> Option<&Home> {
        self.roots.get(place)
    }

    /// The home of whatever stands at a place.
    pub(super) fn of(&self, description: &Description, place: &Place) -> Home {
        let mut tokens: Vec<String> = Vec::new();
        let mut at: Place = place.clone();
        loop {
            if let Some(root) = self.roots.get(&at) {
                tokens.reverse();
                return within(root, &at, roles(description, &at, &tokens));
            }
            let (Some(parent), Some(token)) = (at.pointer.parent(), at.pointer.last()) else {
                break;
            };
            tokens.push(token);
            at.pointer = parent;
        }
        Home::Shared {
            key: place
                .pointer
                .last()
                .unwrap_or_else(|| stem(&place.document)),
        }
    }
}

/// The file's name without folders and extension.
pub(super) fn stem(document: &str) -> String {
    let name: &str = document.rsplit('/').next().unwrap_or(document);
    let stem: &str = [".yaml", ".yml", ".json"]
        .into_iter()
        .find_map(|extension| name.strip_suffix(extension))
        .unwrap_or(name);
    stem.to_owned()
}

/// The home of something inline in another home.
pub(super) fn within(home: &Home, place: &Place, mut roles: Vec<String>) -> Home {
    if roles.is_empty() {
        return home.clone();
    }
    match home {
        Home::Shared { key } => Home::Inline {
            root: place.clone(),
            key: key.clone(),
            roles,
        },
        Home::Inline {
            root,
            key,
            roles: outer,
        } => Home::Inline {
            root: root.clone(),
            key: key.clone(),
            roles: [outer.clone(), roles].concat(),
        },
        Home::Operation {
            operation,
            roles: outer,
        } => Home::Operation {
            operation: *operation,
            roles: [outer.clone(), roles].concat(),
        },
        Home::Format { .. } | Home::Family { .. } => Home::Shared {
            key: roles.pop().unwrap_or_default(),
        },
    }
}

/// The words on the way from a home to something in it.
fn roles(description: &Description, root: &Place, tokens: &[String]) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    let mut at: Place = root.clone();
    let mut rest = tokens.iter();
    while let Some(keyword) = rest.next() {
        at = at.child(keyword);
        let role: Option<String> = match keyword.as_str() {
            "items" | "contains" | "unevaluatedItems" => Some("item".to_owned()),
            "additionalProperties" | "unevaluatedProperties" => Some("value".to_owned()),
            "propertyNames" => Some("key".to_owned()),
            "contentSchema" => Some("content".to_owned()),
            "allOf" | "oneOf" | "anyOf" | "prefixItems" | "properties" | "patternProperties"
            | "$defs" | "definitions" | "dependentSchemas" => {
                let name: &str = rest.next().map_or("", String::as_str);
                at = at.child(name);
                member(description, keyword, name, &at)
            }
            "not" | "if" | "then" | "else" | "schema" => None,
            other => Some(other.to_owned()),
        };
        roles.extend(role);
    }
    roles
}

/// The word for a member of a keyword that holds several schemas.
fn member(description: &Description, keyword: &str, name: &str, at: &Place) -> Option<String> {
    match keyword {
        "allOf" | "dependentSchemas" => None,
        "oneOf" | "anyOf" => {
            let arm: Option<SchemaId> = description.schema_at(at);
            Some(arm.map_or_else(|| name.to_owned(), |arm| arm_word(description, arm)))
        }
        "prefixItems" => Some(position(name)),
        "patternProperties" => Some("value".to_owned()),
        _ => Some(name.to_owned()),
    }
}

/// What an arm of a union is called: its title, what it refers to, its tag, the property that it
/// demands, or its type.
pub(super) fn arm_word(description: &Description, arm: SchemaId) -> String {
    let Some(schema) = description.schema(arm) else {
        return "value".to_owned();
    };
    let Some(keywords) = schema.keywords() else {
        return "any".to_owned();
    };
    let titled =
        |title: &&str| is_name(title) && JsonType::from_name(&title.to_lowercase()).is_none();
    if let Some(title) = keywords.title.as_deref().filter(titled) {
        return title.to_owned();
    }
    if let Some(key) = super::shared_key(&schema.place) {
        return key;
    }
    let all_of = match keywords.all_of.as_slice() {
        [only] => description.schema(*only).and_then(|only| only.keywords()),
        _ => None,
    };
    let target = keywords
        .reference
        .as_ref()
        .or_else(|| all_of.and_then(|keywords| keywords.reference.as_ref()))
        .and_then(|reference| reference.target);
    if let Some(target) = target.and_then(|target| description.schema(target)) {
        let key: Option<String> = target.place.pointer.last();
        return key.unwrap_or_else(|| stem(&target.place.document));
    }
    for (_, property) in &keywords.properties {
        if let Some(word) = constant_word(description, *property) {
            return word;
        }
    }
    if let Some(Node::String(word)) = &keywords.constant {
        return word.clone();
    }
    if let Some(required) = keywords.required.first() {
        return required.clone();
    }
    if let (Some(kind), [], []) = (
        keywords.types.as_ref().and_then(|types| types.first()),
        keywords.properties.as_slice(),
        keywords.all_of.as_slice(),
    ) {
        let items = keywords.items.map(|items| arm_word(description, items));
        return match items {
            Some(item)
                if keywords
                    .types
                    .as_ref()
                    .is_some_and(|types| types.len() == 1) =>
            {
                format!("{item}_{}", kind.name())
            }
            _ => kind.name().to_owned(),
        };
    }
    match keywords.properties.first() {
        Some((name, _)) => name.clone(),
        None => schema.place.pointer.last().unwrap_or_default(),
    }
}

/// The value of a property that can only be one string.
fn constant_word(description: &Description, property: SchemaId) -> Option<String> {
    let keywords = description.schema(property)?.keywords()?;
    match (&keywords.constant, keywords.enumeration.as_deref()) {
        (Some(Node::String(word)), _) | (None, Some([Node::String(word)])) => Some(word.clone()),
        _ => None,
    }
}

/// Whether a title is a name rather than a sentence: one to four words.
pub(super) fn is_name(title: &str) -> bool {
    let words: usize = title.split_whitespace().count();
    (1..=4).contains(&words)
        && title
            .chars()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-' | '.'))
        && title.starts_with(|c: char| c.is_alphabetic())
        && !title.ends_with('.')
}

/// The word for a position.
pub(super) fn position(index: &str) -> String {
    let words = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    ];
    index
        .parse()
        .ok()
        .and_then(|index: usize| words.get(index))
        .map_or_else(|| format!("position_{index}"), |word| (*word).to_owned())
}

/// The place of a component, or of a definition in a schema document.
pub(super) fn components(document: &str) -> Place {
    Place {
        document: document.into(),
        pointer: Pointer::from_tokens(["components", "schemas"]),
    }
}
