//! The rules of everything that was lowered.
//!
//! Which schemas have a type of their own is known only when all types are made, so rules are
//! asked for by ticket while lowering, and the tickets are redeemed at the end.

use std::collections::BTreeSet;

use super::{
    Lowering,
    rules::{EnumRules, ImpliedTypes, OneOfRules, RulesLowering, RulesOptions},
    view::Conjunction,
};
use crate::{
    config::{OneOf, TypeMode},
    model::{
        Content, Operation, Shape,
        rules::{DirectedRules, Direction, Rules, RulesArena, RulesId, RulesRef, SharedRules},
    },
    pointer::Place,
    resolve::Description,
    schema::SchemaId,
};

/// What somebody asked rules for.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    schemas: Vec<SchemaId>,
    direction: Direction,
    scope: Scope,
}

/// What rules stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// A type of its own.
    Type,
    /// One use of schemas.
    Use,
    /// Each item of an array that no schema describes.
    Items,
}

impl<'d> Lowering<'d> {
    /// The rules that a type of its own stands for.
    pub(super) fn shared_rules(&mut self, conjunction: &Conjunction) -> Option<RulesRef> {
        self.ticket(&conjunction.schemas, Direction::Both, Scope::Type)
    }

    /// The rules that a type of its own stands for each way, where that can matter.
    pub(super) fn directed_rules(&mut self, conjunction: &Conjunction) -> DirectedRules {
        if !self.directed {
            return DirectedRules::default();
        }
        DirectedRules {
            request: self.ticket(&conjunction.schemas, Direction::Request, Scope::Type),
            response: self.ticket(&conjunction.schemas, Direction::Response, Scope::Type),
        }
    }

    /// The rules of one use of a schema each way, where that can matter.
    pub(super) fn directed_rules_of(&mut self, schema: SchemaId) -> DirectedRules {
        if !self.directed {
            return DirectedRules::default();
        }
        DirectedRules {
            request: self.rules_of(schema, Direction::Request),
            response: self.rules_of(schema, Direction::Response),
        }
    }

    /// The rules of one use of a schema.
    pub(super) fn rules_of(&mut self, schema: SchemaId, direction: Direction) -> Option<RulesRef> {
        self.ticket(&[schema], direction, Scope::Use)
    }

    /// The rules of an array of which only the schema of the items is known.
    pub(super) fn rules_of_items(
        &mut self,
        schema: SchemaId,
        direction: Direction,
    ) -> Option<RulesRef> {
        self.ticket(&[schema], direction, Scope::Items)
    }

    fn ticket(
        &mut self,
        schemas: &[SchemaId],
        direction: Direction,
        scope: Scope,
    ) -> Option<RulesRef> {
        if schemas.is_empty() {
            return None;
        }
        let number = RulesId(self.tickets.len());
        self.tickets.push(Ticket {
            schemas: schemas.to_vec(),
            direction,
            scope,
        });
        Some(RulesRef::Shared(number))
    }

    /// Makes all rules that were asked for.
    pub(super) fn redeem(&mut self) {
        let options: RulesOptions = self.rules_options();
        let directed: bool = self.directed;
        let mut lowering = RulesLowering::new(self.description, &options);
        let tickets: Vec<Ticket> = std::mem::take(&mut self.tickets);
        let mut made: Vec<(Scope, Direction, RulesRef)> = Vec::new();
        for ticket in &tickets {
            let direction: Direction = if directed {
                ticket.direction
            } else {
                Direction::Both
            };
            let each = ticket.schemas.iter().map(|schema| match ticket.scope {
                Scope::Type => lowering.shared(*schema, direction),
                Scope::Use | Scope::Items => lowering.rules(*schema, direction),
            });
            made.push((ticket.scope, direction, together(each.collect())));
        }
        let (mut arena, diagnostics) = lowering.finish();
        self.diagnostics.append(diagnostics);
        let places = tickets.iter().map(|ticket| self.place_of(ticket));
        let places: Vec<Place> = places.collect();
        let redeemed: Vec<Option<RulesRef>> = made
            .into_iter()
            .zip(places)
            .map(|((scope, direction, rules), place)| match scope {
                Scope::Type => own(rules, place, direction, &mut arena),
                Scope::Use => Some(rules).filter(|rules| *rules != RulesRef::Any),
                Scope::Items => of_items(rules),
            })
            .collect();
        self.hand_out(&redeemed);
        self.api.rules = arena;
    }

    fn place_of(&self, ticket: &Ticket) -> Place {
        let last = ticket.schemas.last();
        last.and_then(|schema| self.description.schema(*schema))
            .map_or_else(|| Place::root(""), |schema| schema.place.clone())
    }

    fn rules_options(&self) -> RulesOptions {
        let types = &self.config.types;
        let named = self
            .api
            .types
            .iter()
            .map(|definition| definition.origin.place.clone());
        RulesOptions {
            types: match types.mode {
                TypeMode::Implied => ImpliedTypes::Implied,
                TypeMode::Strict => ImpliedTypes::Strict,
            },
            enums: EnumRules::Open,
            one_of: match types.one_of {
                OneOf::One => OneOfRules::One,
                OneOf::Any => OneOfRules::Any,
            },
            overlapping: self.overlapping_places(),
            longest_backtracking: usize::try_from(types.pattern_limit).unwrap_or(usize::MAX),
            cut: self.lazy_places(),
            named: named.collect(),
        }
    }

    /// The schemas of whose `oneOf` the config lets several arms fit.
    fn overlapping_places(&self) -> BTreeSet<Place> {
        let globs = &self.config.types.overlapping;
        if globs.is_empty() {
            return BTreeSet::new();
        }
        let schemas = self.description.schemas().iter();
        let places = schemas.map(|(_, schema)| &schema.place);
        places
            .filter(|place| globs.iter().any(|glob| glob.matches(place)))
            .cloned()
            .collect()
    }

    /// Where items stand that are decoded only when asked.
    fn lazy_places(&self) -> BTreeSet<Place> {
        let lazy = self.config.families.iter().filter(|family| !family.eager);
        let globs: Vec<_> = lazy.flat_map(|family| &family.at).collect();
        let places = self
            .description
            .schemas()
            .iter()
            .map(|(_, schema)| &schema.place);
        places
            .filter(|place| globs.iter().any(|glob| glob.matches(place)))
            .cloned()
            .collect()
    }

    /// Puts rules where their tickets are.
    fn hand_out(&mut self, redeemed: &[Option<RulesRef>]) {
        let redeem = |rules: &mut Option<RulesRef>| {
            if let Some(RulesRef::Shared(ticket)) = rules {
                *rules = redeemed.get(ticket.0).cloned().flatten();
            }
        };
        for definition in &mut self.api.types {
            redeem(&mut definition.rules);
            redeem(&mut definition.directed.request);
            redeem(&mut definition.directed.response);
            if let Shape::Union(union) = &mut definition.shape {
                for arm in &mut union.arms {
                    redeem(&mut arm.rules);
                    redeem(&mut arm.directed.request);
                    redeem(&mut arm.directed.response);
                }
            }
        }
        for operation in &mut self.api.operations {
            for parameter in &mut operation.parameters {
                redeem(&mut parameter.rules);
            }
            for content in contents(operation) {
                redeem(&mut content.rules);
            }
        }
    }
}

/// Whether any schema is `readOnly` or `writeOnly`.
pub(super) fn has_directions(description: &Description) -> bool {
    let mut schemas = description.schemas().iter();
    schemas.any(|(_, schema)| {
        schema
            .keywords()
            .is_some_and(|keywords| keywords.read_only || keywords.write_only)
    })
}

fn contents(operation: &mut Operation) -> impl Iterator<Item = &mut Content> {
    let body = operation
        .body
        .iter_mut()
        .flat_map(|body| &mut body.contents);
    let responses = operation.responses.iter_mut();
    body.chain(responses.flat_map(|response| &mut response.contents))
}

/// Rules that all apply.
fn together(mut rules: Vec<RulesRef>) -> RulesRef {
    if rules.contains(&RulesRef::Never) {
        return RulesRef::Never;
    }
    rules.retain(|rules| *rules != RulesRef::Any);
    match rules.len() {
        0 => RulesRef::Any,
        1 => rules.remove(0),
        _ => RulesRef::Inline(Box::new(Rules {
            all_of: rules,
            ..Rules::default()
        })),
    }
}

fn of_items(rules: RulesRef) -> Option<RulesRef> {
    let items = Rules {
        items: Some(rules).filter(|rules| *rules != RulesRef::Any),
        ..Rules::default()
    };
    items
        .items
        .is_some()
        .then(|| RulesRef::Inline(Box::new(items)))
}

/// Rules of a type of its own always stand by themselves; those that accept everything are none.
fn own(
    rules: RulesRef,
    place: Place,
    direction: Direction,
    arena: &mut RulesArena,
) -> Option<RulesRef> {
    match rules {
        RulesRef::Any => None,
        RulesRef::Shared(_) => Some(rules),
        rules => {
            let id = RulesId(arena.shared.len());
            arena.shared.push(SharedRules {
                place,
                direction,
                scope: Vec::new(),
                rules,
            });
            Some(RulesRef::Shared(id))
        }
    }
}
