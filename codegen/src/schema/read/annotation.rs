//! Keywords that only annotate (JSON Schema Validation 9, OAS *Schema Object*).

use super::{Current, Member};
use crate::{
    diagnostic::lint,
    pointer::Place,
    schema::{
        object::{DISCRIMINATOR, EXTERNAL_DOCS, XML},
        reader::Reader,
    },
    value::Node,
};

impl Reader {
    pub(super) fn annotation(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let (node, place) = (member.node, &member.place);
        let keywords = &mut current.keywords;
        match member.key {
            "title" => keywords.title = self.text(node, place),
            "description" => keywords.description = self.text(node, place),
            "default" => keywords.default = Some(node.clone()),
            "deprecated" => keywords.deprecated = self.boolean(node, place).unwrap_or(false),
            "readOnly" => keywords.read_only = self.boolean(node, place).unwrap_or(false),
            "writeOnly" => keywords.write_only = self.boolean(node, place).unwrap_or(false),
            "example" => {
                self.examples.push(place.clone());
                keywords.examples.insert(0, node.clone());
            }
            "examples" => {
                let examples = self.schema_examples(node, place);
                keywords.examples.extend(examples);
            }
            DISCRIMINATOR => {
                keywords.discriminator =
                    self.discriminator(node, place, current.id, &current.context);
            }
            XML => keywords.xml = self.xml(node, place),
            EXTERNAL_DOCS => keywords.external_docs = self.external_docs(node, place),
            _ => return false,
        }
        true
    }

    fn schema_examples(&mut self, node: &Node, place: &Place) -> Vec<Node> {
        match node {
            Node::Sequence(items) => {
                self.examples
                    .extend((0..items.len()).map(|index| place.item(index)));
                items.clone()
            }
            Node::Mapping(mapping) => {
                self.group(&lint::EXAMPLES_SHAPE, "schema", place.clone());
                let values = mapping
                    .unique()
                    .map(|(name, example)| match example.get("value") {
                        Some(value) => {
                            self.examples.push(place.child(name).child("value"));
                            value.clone()
                        }
                        None => {
                            self.examples.push(place.child(name));
                            example.clone()
                        }
                    });
                values.collect()
            }
            Node::Null => Vec::new(),
            other => {
                self.group(&lint::EXAMPLES_SHAPE, "schema", place.clone());
                self.examples.push(place.clone());
                vec![other.clone()]
            }
        }
    }
}
