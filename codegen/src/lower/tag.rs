//! How the object arms of a union are told apart: by a discriminator, or by a property that has its
//! own constants in every arm.

use super::{
    Lowering, annotation, home,
    kinds::Kinds,
    ty::scalars,
    union::Candidate,
    view::{Conjunction, View, equal},
};
use crate::{model::Scalar, pointer::Place, schema::Discriminator, value::Node};

impl<'d> Lowering<'d> {
    /// The property whose values tell the object arms apart, and the values of each arm. A
    /// discriminator names it; else it is one that has its own constants in every arm.
    pub(super) fn tag(
        &self,
        arms: &[Candidate<'d>],
        discriminator: Option<&Discriminator>,
    ) -> Option<(String, Vec<Vec<Scalar>>)> {
        if let Some(discriminator) = discriminator {
            let tags = arms.iter().map(|arm| self.mapped(arm, discriminator));
            return Some((discriminator.property_name.clone(), tags.collect()));
        }
        let objects: Vec<&Candidate<'d>> = arms
            .iter()
            .filter(|arm| arm.kinds.contains(Kinds::OBJECT))
            .collect();
        let [first, _, ..] = objects.as_slice() else {
            return None;
        };
        first.view.properties.iter().find_map(|property| {
            let all: Vec<Vec<&Node>> = arms
                .iter()
                .map(|arm| self.constants(arm, property.name))
                .collect();
            let object_values = arms
                .iter()
                .zip(&all)
                .filter(|(arm, _)| arm.kinds.contains(Kinds::OBJECT));
            let present: bool = object_values.clone().all(|(_, values)| !values.is_empty());
            let flat: Vec<&Node> = object_values
                .flat_map(|(_, values)| values.iter().copied())
                .collect();
            (present && all_differ(&flat)).then(|| {
                let tags = all.iter().map(|values| {
                    values
                        .iter()
                        .filter_map(|value| annotation::scalar(value))
                        .collect()
                });
                (property.name.to_owned(), tags.collect())
            })
        })
    }

    /// The values that a property of an arm can only have.
    fn constants(&self, arm: &Candidate<'d>, name: &str) -> Vec<&'d Node> {
        let Some(property) = arm.view.property(name) else {
            return Vec::new();
        };
        let view = View::of(self.description, &Conjunction::all(property.layers.clone()));
        scalars(&view, Kinds::ALL.without(Kinds::NULL)).unwrap_or_default()
    }

    /// The values of a discriminator that mean an arm: those of the mapping, the component's name
    /// where the mapping doesn't mention the arm, and the arm's own constants (OpenAPI
    /// *Discriminator Object*).
    fn mapped(&self, arm: &Candidate<'d>, discriminator: &Discriminator) -> Vec<Scalar> {
        let target: Conjunction = self.reduce(Conjunction::one(arm.schema));
        let mut tags: Vec<Scalar> = Vec::new();
        for entry in &discriminator.mapping {
            let means_arm: bool = entry
                .target
                .is_some_and(|to| self.reduce(Conjunction::one(to)) == target);
            if means_arm {
                tags.push(Scalar::String(entry.value.clone()));
            }
        }
        if tags.is_empty() {
            let named = self
                .keywords(arm.schema)
                .and_then(|keywords| keywords.reference.as_ref());
            let place: Option<&Place> = named
                .and_then(|reference| reference.target)
                .or_else(|| self.is_shared(arm.schema).then_some(arm.schema))
                .and_then(|target| self.description.schema(target))
                .map(|schema| &schema.place);
            let name = place.map(|place| {
                place
                    .pointer
                    .last()
                    .unwrap_or_else(|| home::stem(&place.document))
            });
            tags.extend(name.map(Scalar::String));
        }
        for value in self.constants(arm, &discriminator.property_name) {
            let value: Option<Scalar> = annotation::scalar(value);
            tags.extend(value.filter(|value| !tags.contains(value)));
        }
        tags
    }
}

impl<'d> Lowering<'d> {
    /// The arm for values whose tag no arm has, or that have none (OpenAPI 3.2 `defaultMapping`).
    pub(super) fn default_arm(
        &self,
        arms: &[Candidate<'d>],
        discriminator: Option<&Discriminator>,
    ) -> Option<usize> {
        let default = discriminator?.default_mapping.as_ref()?.target?;
        let default: Conjunction = self.reduce(Conjunction::one(default));
        arms.iter()
            .position(|arm| self.reduce(Conjunction::one(arm.schema)) == default)
    }
}

fn all_differ(values: &[&Node]) -> bool {
    values.iter().enumerate().all(|(index, value)| {
        values
            .iter()
            .skip(index + 1)
            .all(|other| !equal(value, other))
    })
}
