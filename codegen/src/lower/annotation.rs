//! What schemas say without asserting anything: texts, deprecation, defaults.

use super::home::is_name;
use crate::{
    model::{Docs, Scalar, rules::Direction},
    resolve::Description,
    schema::{Keywords, SchemaId},
    value::Node,
};

/// The texts of layers, the last of which is the most specific one.
pub(super) fn docs(description: &Description, layers: &[SchemaId]) -> Docs {
    let mut docs: Docs = Docs::default();
    for keywords in keywords(description, layers) {
        let text: Option<&str> = keywords.description.as_deref();
        if docs.description.is_none() {
            docs.description = text
                .filter(|text| !text.trim().is_empty())
                .map(str::to_owned);
        }
        if docs.summary.is_none() {
            docs.summary = keywords
                .title
                .as_deref()
                .filter(|title| !is_name(title) && !title.trim().is_empty())
                .map(str::to_owned);
        }
        if docs.link.is_none() {
            docs.link = keywords.external_docs.as_ref().map(|docs| docs.url.clone());
        }
    }
    docs
}

/// Whether the most specific layers call it deprecated.
pub(super) fn deprecated(description: &Description, layers: &[SchemaId]) -> bool {
    keywords(description, layers).any(|keywords| keywords.deprecated)
}

/// The `default` of the most specific layer that has a scalar one.
pub(super) fn default(description: &Description, layers: &[SchemaId]) -> Option<Scalar> {
    let default: &Node =
        keywords(description, layers).find_map(|keywords| keywords.default.as_ref())?;
    scalar(default)
}

/// Which way a property goes: `readOnly` ones from the server, `writeOnly` ones to it. One that
/// is both says nothing.
pub(super) fn direction(description: &Description, layers: &[SchemaId]) -> Direction {
    let read_only: bool = keywords(description, layers).any(|keywords| keywords.read_only);
    let write_only: bool = keywords(description, layers).any(|keywords| keywords.write_only);
    match (read_only, write_only) {
        (true, false) => Direction::Response,
        (false, true) => Direction::Request,
        _ => Direction::Both,
    }
}

/// The title of the schema itself, if that is a name.
pub(super) fn title(description: &Description, schema: SchemaId) -> Option<String> {
    let keywords: &Keywords = description.schema(schema)?.keywords()?;
    keywords.title.clone().filter(|title| is_name(title))
}

/// A value as a scalar; none for `null`, arrays and objects.
pub(super) fn scalar(value: &Node) -> Option<Scalar> {
    match value {
        Node::Boolean(value) => Some(Scalar::Boolean(*value)),
        Node::Number(number) => Some(match number.as_integer() {
            Some(integer) => Scalar::Integer(integer),
            None => Scalar::Number(number.as_f64()),
        }),
        Node::String(text) => Some(Scalar::String(text.clone())),
        Node::Null | Node::Sequence(_) | Node::Mapping(_) => None,
    }
}

fn keywords<'d>(
    description: &'d Description,
    layers: &'d [SchemaId],
) -> impl Iterator<Item = &'d Keywords> {
    layers
        .iter()
        .rev()
        .filter_map(|layer| description.schema(*layer)?.keywords())
}
