//! Values that are likely to satisfy a schema: the smallest ones, and those that it lists.
//!
//! They are guesses for a validator to try, so that nothing here has to be right.

use super::{
    kinds::Kinds,
    view::{Conjunction, View},
};
use crate::{
    resolve::Description,
    schema::SchemaId,
    value::{Mapping, Node, Number},
};

/// How deep required properties and items are followed.
const DEPTH: usize = 6;
/// How many values a schema is good for.
const MOST: usize = 12;
/// How many nodes one guess may have.
const NODES: usize = 256;

/// Values to try against a schema and what stands beside it.
pub(crate) fn witnesses(description: &Description, schema: SchemaId) -> Vec<Node> {
    let view = View::of(description, &Conjunction::one(schema));
    let mut found: Vec<Node> = Vec::new();
    if view.cycle.is_some() {
        return found;
    }
    for layer in view.layers.iter().rev() {
        let keywords = description.schema(*layer).and_then(|own| own.keywords());
        if let Some(keywords) = keywords {
            found.extend(keywords.examples.iter().take(2).cloned());
            found.extend(keywords.default.clone());
        }
    }
    if let Some(values) = &view.values {
        found.extend(values.iter().copied().cloned());
    } else {
        for kind in kinds(&view).parts() {
            found.extend(smallest(
                description,
                &view,
                kind,
                DEPTH,
                &mut NODES.clone(),
            ));
        }
    }
    found.truncate(MOST);
    found
}

/// The types that a value should be tried of.
fn kinds(view: &View<'_>) -> Kinds {
    if !view.kinds.named && !view.kinds.implied.is_empty() {
        return view.kinds.implied;
    }
    view.kinds.allowed
}

fn smallest(
    description: &Description,
    view: &View<'_>,
    kind: Kinds,
    depth: usize,
    left: &mut usize,
) -> Option<Node> {
    *left = left.checked_sub(1)?;
    Some(match kind {
        Kinds::NULL => Node::Null,
        Kinds::BOOLEAN => Node::Boolean(true),
        Kinds::INTEGER | Kinds::NUMBER => Node::Number(view.minimum.unwrap_or(Number::Integer(1))),
        Kinds::STRING => Node::String(text(description, view)),
        Kinds::ARRAY => {
            let count = usize::try_from(view.min_items.unwrap_or(0)).ok()?;
            let mut items: Vec<Node> = Vec::new();
            for _ in 0..count {
                items.push(any(description, &view.items, depth, left)?);
            }
            Node::Sequence(items)
        }
        _ => {
            let mut members: Vec<(String, Node)> = Vec::new();
            for name in &view.required {
                let layers: &[SchemaId] = view.property(name).map_or(&[], |known| &known.layers);
                let value = any(description, layers, depth, left)?;
                members.push(((*name).to_owned(), value));
            }
            Node::Mapping(Mapping::new(members))
        }
    })
}

/// A value of schemas that apply together.
fn any(
    description: &Description,
    layers: &[SchemaId],
    depth: usize,
    left: &mut usize,
) -> Option<Node> {
    let depth: usize = depth.checked_sub(1)?;
    let view = View::of(description, &Conjunction::all(layers.to_vec()));
    if view.cycle.is_some() {
        return None;
    }
    if let Some(values) = &view.values {
        return values.first().copied().cloned();
    }
    let union = view.unions.first().and_then(|union| union.arms.first());
    if let Some(arm) = union.filter(|_| !view.kinds.named) {
        return any(description, &[*arm], depth, left);
    }
    let first: Kinds = kinds(&view).parts().into_iter().next_back()?;
    smallest(description, &view, first, depth, left)
}

/// A string as short as it may be.
fn text(description: &Description, view: &View<'_>) -> String {
    let layers = view.layers.iter();
    let lengths = layers.filter_map(|layer| description.schema(*layer)?.keywords()?.min_length);
    let length = lengths.max().unwrap_or(0).min(64);
    "x".repeat(usize::try_from(length).unwrap_or(0))
}
