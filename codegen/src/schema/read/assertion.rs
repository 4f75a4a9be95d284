//! Keywords that assert something about an instance (JSON Schema Validation 6 to 8).

use super::{Current, Member};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::Place,
    schema::{
        JsonType,
        reader::{Reader, nearest},
    },
    value::Node,
};

impl Reader {
    pub(super) fn assertion(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        self.counts(current, member)
            || self.bounds(current, member)
            || self.other_assertion(current, member)
    }

    fn counts(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let keywords = &mut current.keywords;
        let count = match member.key {
            "maxLength" => &mut keywords.max_length,
            "minLength" => &mut keywords.min_length,
            "maxItems" => &mut keywords.max_items,
            "minItems" => &mut keywords.min_items,
            "maxContains" => &mut keywords.max_contains,
            "minContains" => &mut keywords.min_contains,
            "maxProperties" => &mut keywords.max_properties,
            "minProperties" => &mut keywords.min_properties,
            _ => return false,
        };
        if member.node != &Node::Null {
            *count = self.count(member.node, &member.place);
        }
        true
    }

    fn bounds(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let (node, place) = (member.node, &member.place);
        let keywords = &mut current.keywords;
        match member.key {
            "exclusiveMaximum" if matches!(node, Node::Boolean(_)) => {
                current.spellings.exclusive_maximum = Some(node == &Node::Boolean(true));
            }
            "exclusiveMinimum" if matches!(node, Node::Boolean(_)) => {
                current.spellings.exclusive_minimum = Some(node == &Node::Boolean(true));
            }
            "maximum" => keywords.maximum = self.number(node, place),
            "minimum" => keywords.minimum = self.number(node, place),
            "exclusiveMaximum" => keywords.exclusive_maximum = self.number(node, place),
            "exclusiveMinimum" => keywords.exclusive_minimum = self.number(node, place),
            "multipleOf" => {
                keywords.multiple_of = self
                    .number(node, place)
                    .filter(|number| number.as_f64() > 0.0);
                if keywords.multiple_of.is_none() && matches!(node, Node::Number(_)) {
                    self.wrong_type(node, place, "a number above zero");
                }
            }
            _ => return false,
        }
        true
    }

    fn other_assertion(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let (node, place) = (member.node, &member.place);
        let keywords = &mut current.keywords;
        match member.key {
            "type" => keywords.types = self.types(node, place),
            "enum" => {
                keywords.enumeration = self.sequence(node, place).map(<[Node]>::to_vec);
            }
            "const" => keywords.constant = Some(node.clone()),
            "pattern" => keywords.pattern = self.string(node, place),
            "uniqueItems" => keywords.unique_items = self.boolean(node, place).unwrap_or(false),
            "required" => keywords.required = unique(self.strings(node, place)),
            "dependentRequired" => {
                let Some(mapping) = self.mapping(node, place) else {
                    return true;
                };
                for (name, names) in mapping.unique() {
                    let names = unique(self.strings(names, &place.child(name)));
                    keywords.dependent_required.push((name.to_owned(), names));
                }
            }
            "format" => keywords.format = self.text(node, place),
            "contentEncoding" => keywords.content_encoding = self.string(node, place),
            "contentMediaType" => keywords.content_media_type = self.string(node, place),
            _ => return false,
        }
        true
    }

    fn types(&mut self, node: &Node, place: &Place) -> Option<Vec<JsonType>> {
        let mut types = Vec::new();
        match node {
            Node::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    types.extend(self.json_type(item, &place.item(index)));
                }
            }
            other => types.extend(self.json_type(other, place)),
        }
        let mut seen = Vec::new();
        types.retain(|json_type| {
            let new = !seen.contains(json_type);
            seen.push(*json_type);
            new
        });
        (!types.is_empty()).then_some(types)
    }

    fn json_type(&mut self, node: &Node, place: &Place) -> Option<JsonType> {
        let name = match node {
            Node::String(name) => name.as_str(),
            Node::Null => {
                self.report(
                    Diagnostic::new(
                        &lint::UNQUOTED_STRING,
                        place.clone(),
                        "the name of a type is missing here: this is the value null",
                    )
                    .help("quote it: `\"null\"`"),
                );
                "null"
            }
            _ => {
                self.wrong_type(node, place, "the name of a type");
                return None;
            }
        };
        let json_type = JsonType::from_name(name);
        if json_type.is_none() {
            let names = JsonType::ALL.map(JsonType::name);
            let mut diagnostic = Diagnostic::new(
                &lint::WRONG_TYPE,
                place.clone(),
                format!("there is no type `{name}`"),
            )
            .note("the types are null, boolean, integer, number, string, array and object");
            if let Some(near) = nearest(name, names) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
            self.report(diagnostic);
        }
        json_type
    }
}

/// Each name once, where it stands first.
pub(super) fn unique(names: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    names
        .into_iter()
        .filter(|name| seen.insert(name.clone()))
        .collect()
}
