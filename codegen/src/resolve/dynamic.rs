//! `$dynamicRef` (JSON Schema Core 8.2.3.2).

use super::Description;
use crate::schema::SchemaId;

impl Description {
    /// The schema that the `$dynamicRef` of the schema `reference` leads to.
    ///
    /// `scope` holds the roots of the schema resources that were entered on the way, outermost
    /// first. `None` if `reference` has no `$dynamicRef`, or one that leads nowhere.
    pub fn resolve_dynamic(&self, reference: SchemaId, scope: &[SchemaId]) -> Option<SchemaId> {
        let link = self
            .schema(reference)?
            .keywords()?
            .dynamic_reference
            .as_ref()?;
        let initial = link.target?;
        let Some((_, name)) = link.text.split_once('#') else {
            return Some(initial);
        };
        // Only a fragment that a `$dynamicAnchor` made is dynamic; else this is a plain reference.
        let bookend = self
            .schema(initial)
            .and_then(|schema| schema.keywords())
            .is_some_and(|keywords| keywords.dynamic_anchor.as_deref() == Some(name));
        if !bookend {
            return Some(initial);
        }
        scope
            .iter()
            .find_map(|root| self.dynamic_anchor(*root, name))
            .or(Some(initial))
    }

    /// The schema with a `$dynamicAnchor` in the resource that `root` is the root of.
    pub fn dynamic_anchor(&self, root: SchemaId, name: &str) -> Option<SchemaId> {
        self.dynamic_anchors.get(&(root, name.to_owned())).copied()
    }
}
