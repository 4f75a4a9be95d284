//! Arrays: lists, tuples, positions.

use super::{
    Lowering, annotation, home,
    ty::{Class, Plan},
    view::{Conjunction, View},
};
use crate::{
    model::{Field, Home, Name, Positions, Presence, Type, TypeId, rules::Direction},
    pointer::Place,
    schema::{SchemaBody, SchemaId},
};

/// How many items a tuple may have: beyond, Rust's traits end.
const TUPLE: usize = 12;

/// How many items a Rust array is made for.
const FIXED: u64 = 8;

impl<'d> Lowering<'d> {
    pub(super) fn classify_array(&self, view: &View<'d>) -> Class {
        if view.prefix_items.is_empty() || self.is_tuple(view) {
            Class::Array
        } else {
            Class::Named(Plan::Positions)
        }
    }

    /// Whether an array has exactly its `prefixItems`: neither presence nor end is implied by them
    /// (JSON Schema Core 10.3.1.1).
    fn is_tuple(&self, view: &View<'d>) -> bool {
        let count: usize = view.prefix_items.len();
        let Ok(length) = u64::try_from(count) else {
            return false;
        };
        let all_there: bool = view.min_items.is_some_and(|least| least >= length);
        let ends: bool =
            self.is_closed(&view.items) || view.max_items.is_some_and(|most| most <= length);
        count <= TUPLE && all_there && ends
    }

    fn is_closed(&self, schemas: &[SchemaId]) -> bool {
        schemas.iter().any(|schema| {
            let body = self.description.schema(*schema).map(|schema| &schema.body);
            matches!(body, Some(SchemaBody::Boolean(false)))
        })
    }

    /// A list, a Rust array, or a tuple.
    pub(super) fn array(&mut self, view: &View<'d>, home: Option<Home>) -> Type {
        if !view.prefix_items.is_empty() {
            let items = view.prefix_items.clone().into_iter();
            let types = items.map(|layers| self.ty(Conjunction::all(layers), None).into_item());
            return Type::Tuple(types.collect());
        }
        let item: Type = self.items(view, home);
        match (view.min_items, view.max_items) {
            (Some(least), Some(most)) if least == most && (1..=FIXED).contains(&most) => {
                let length: usize = usize::try_from(most).unwrap_or_default();
                Type::FixedArray(Box::new(item), length)
            }
            _ => Type::Array(Box::new(item)),
        }
    }

    fn items(&mut self, view: &View<'d>, home: Option<Home>) -> Type {
        match view.items.as_slice() {
            [] => Type::Json,
            [only] => self.ty(Conjunction::one(*only), None).into_item(),
            several => {
                let conjunction = Conjunction::all(several.to_vec());
                let home: Home = home.unwrap_or_else(|| self.lexical_home(&conjunction));
                let home: Home = home::within(&home, &Place::root(""), vec!["item".to_owned()]);
                self.ty(conjunction, Some(home)).into_item()
            }
        }
    }

    /// An array whose first items are typed, none of which need be there.
    pub(super) fn positions(&mut self, id: TypeId, view: &View<'d>) -> Positions {
        let mut items: Vec<Field> = Vec::new();
        for (index, layers) in view.prefix_items.iter().enumerate() {
            items.push(self.position(id, index, layers));
        }
        let rest: Option<Type> = if self.is_closed(&view.items) {
            None
        } else {
            Some(self.items(view, Some(self.home_in(id, "rest"))))
        };
        Positions { items, rest }
    }

    fn position(&mut self, id: TypeId, index: usize, layers: &[SchemaId]) -> Field {
        let word: String = home::position(&index.to_string());
        let home: Option<Home> = (layers.len() > 1).then(|| self.home_in(id, &word));
        let used = self.ty(Conjunction::all(layers.to_vec()), home);
        let place: Place = layers
            .last()
            .and_then(|layer| self.description.schema(*layer))
            .map_or_else(|| Place::root(""), |schema| schema.place.clone());
        Field {
            name: Name::new(word),
            ty: used.into_item(),
            presence: Presence::Optional,
            docs: annotation::docs(self.description, layers),
            deprecated: annotation::deprecated(self.description, layers),
            default: None,
            direction: Direction::Both,
            place,
        }
    }
}
