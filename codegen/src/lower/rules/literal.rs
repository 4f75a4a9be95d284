//! Values and numbers of documents as the rules hold them.

use crate::{
    model::rules::Literal,
    value::{Node, Number},
};

pub(super) fn literal(node: &Node) -> Literal {
    match node {
        Node::Null => Literal::Null,
        Node::Boolean(value) => Literal::Boolean(*value),
        Node::Number(value) => Literal::Number(number(*value)),
        Node::String(text) => Literal::String(text.clone()),
        Node::Sequence(items) => Literal::Array(items.iter().map(literal).collect()),
        Node::Mapping(mapping) => {
            let mut members: Vec<(String, Literal)> = Vec::with_capacity(mapping.len());
            for (name, _) in mapping.iter() {
                // Of duplicates the last one counts.
                let seen = members.iter().any(|(known, _)| known == name);
                if let (false, Some(value)) = (seen, mapping.get(name)) {
                    members.push((name.to_owned(), literal(value)));
                }
            }
            Literal::Object(members)
        }
    }
}

/// A number as JSON text: plain digits for whole numbers, else the shortest that reads as the same
/// double.
pub(super) fn number(number: Number) -> String {
    match (number, number.as_integer()) {
        (Number::Integer(value), _) => value.to_string(),
        (Number::Float(value), Some(integer)) if value.abs() < 1e15 => integer.to_string(),
        (Number::Float(value), _) => {
            let size = value.abs();
            match (1e-5..1e15).contains(&size) {
                true => value.to_string(),
                false => format!("{value:e}"),
            }
        }
    }
}
