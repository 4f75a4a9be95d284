//! Discriminators on a parent: children include it by `allOf`, and a use of the parent means any
//! of them (OpenAPI 3.1 *Discriminator Object*, "Models with Polymorphism Support").

use super::{
    Lowering,
    home::within,
    ty::{Plan, Use},
    union::UnionPlan,
    view::{Conjunction, UnionKeyword, View},
};
use crate::{
    model::{Home, Type, TypeId},
    pointer::Place,
    schema::{Keywords, SchemaId},
};

impl<'d> Lowering<'d> {
    /// Finds the parents among the shared schemas, and the children of each in the order of their
    /// places.
    pub(super) fn find_children(&mut self) {
        for (child, _) in self.description.schemas().iter() {
            if !self.is_shared(child) {
                continue;
            }
            let view = View::of(self.description, &Conjunction::one(child));
            if let Some(schema) = view.too_deep {
                self.report_depth(schema);
            }
            for parent in view.layers {
                if parent != child && self.is_shared(parent) && self.is_parent(parent) {
                    self.children.entry(parent).or_default().push(child);
                }
            }
        }
        let description = self.description;
        let place = |schema: &SchemaId| description.schema(*schema).map(|schema| &schema.place);
        for children in self.children.values_mut() {
            children.sort_by(|one, other| place(one).cmp(&place(other)));
        }
    }

    fn is_parent(&self, schema: SchemaId) -> bool {
        self.keywords(schema).is_some_and(|keywords: &Keywords| {
            keywords.discriminator.is_some()
                && keywords.one_of.is_empty()
                && keywords.any_of.is_empty()
        })
    }

    /// The union over the children of a parent, and the parent itself for what is none of them.
    pub(super) fn any_child(&mut self, conjunction: &Conjunction) -> Option<Use> {
        let [parent] = conjunction.schemas.as_slice() else {
            return None;
        };
        let parent: SchemaId = *parent;
        let choice = (parent, UnionKeyword::Children);
        let children: &Vec<SchemaId> = self.children.get(&parent)?;
        if conjunction.chosen.contains(&choice) {
            return None;
        }
        let mut own: Conjunction = conjunction.clone();
        own.chosen.insert(choice);
        let arms = children
            .iter()
            .filter(|child| !self.wraps(**child, parent))
            .map(|child| (*child, Conjunction::one(*child)))
            .chain([(parent, own)]);
        let view = View::of(self.description, conjunction);
        let (_, nullable) = self.kinds(&view);
        let plan = UnionPlan {
            holder: parent,
            arms: arms.collect(),
            nullable,
        };
        let place: &Place = &self.description.schema(parent)?.place;
        let home: Home = self.homes.of(self.description, place);
        let role: String = match &home {
            Home::Shared { key } => format!("Any {key}"),
            _ => "Any".to_owned(),
        };
        let home: Home = within(&home, place, vec![role]);
        let id: TypeId = self.named(conjunction, Some(home), Plan::Union(plan));
        if let Some(definition) = self.api.types.get_mut(id.0) {
            definition.origin.title = None;
        }
        if nullable {
            self.lifted.insert(id);
        }
        Some(Use {
            ty: Type::Named(id),
            nullable,
        })
    }

    /// Whether a schema is only another name of a parent.
    fn wraps(&self, child: SchemaId, parent: SchemaId) -> bool {
        self.reduce(Conjunction::one(child)).schemas == [parent]
    }
}
