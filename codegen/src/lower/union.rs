//! `oneOf` and `anyOf`: which arms shape a type, and how they are told apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Lowering, annotation,
    home::arm_word,
    kinds::Kinds,
    ty::{Use, scalars},
    view::{Conjunction, PropertyView, UnionKeyword, UnionView, View},
};
use crate::{
    model::{
        Arm, Distinction, Docs, Home, Name, Scalar, Shape, Type, TypeId, Union,
        rules::{DirectedRules, Direction},
    },
    schema::{Discriminator, SchemaId},
};

/// How deep unions in unions are looked at.
const NESTED: usize = 3;

/// What the unions of a view come to.
pub(super) enum Outcome {
    /// They shape nothing: their arms only constrain.
    None,
    /// Nothing but `null` fits.
    OnlyNull,
    /// One arm is left, together with everything else.
    Same {
        arm: Conjunction,
        nullable: bool,
    },
    /// Objects of an `anyOf` that fit together in one struct.
    Merged {
        unions: Vec<(SchemaId, UnionKeyword)>,
        nullable: bool,
    },
    /// A list of values.
    Text {
        nullable: bool,
    },
    Plan(UnionPlan),
}

/// A union to be made.
#[derive(Clone, Debug)]
pub(super) struct UnionPlan {
    pub(super) holder: SchemaId,
    pub(super) arms: Vec<(SchemaId, Conjunction)>,
    pub(super) nullable: bool,
}

/// An arm while it is looked at.
pub(super) struct Candidate<'d> {
    pub(super) schema: SchemaId,
    pub(super) view: View<'d>,
    pub(super) kinds: Kinds,
}

impl<'d> Lowering<'d> {
    /// What the unions of a view come to. The first one that shapes anything decides; the others
    /// stay with its arms.
    pub(super) fn plan_union(
        &mut self,
        conjunction: &Conjunction,
        view: &View<'d>,
        kinds: Kinds,
    ) -> Outcome {
        for union in &view.unions {
            let outcome = self.plan_one(conjunction, union, kinds);
            if !matches!(outcome, Outcome::None) {
                return outcome;
            }
        }
        Outcome::None
    }

    fn plan_one(&self, conjunction: &Conjunction, union: &UnionView<'d>, kinds: Kinds) -> Outcome {
        let (candidates, nullable) = self.candidates(union, kinds);
        if candidates.is_empty() {
            return if nullable {
                Outcome::OnlyNull
            } else {
                Outcome::None
            };
        }
        if candidates.iter().all(|arm| self.only_constrains(arm)) {
            return Outcome::None;
        }
        let rest = Conjunction {
            chosen: with(&conjunction.chosen, (union.holder, union.keyword)),
            kinds: kinds.intersection(conjunction.kinds),
            ..conjunction.clone()
        };
        let base = View::of(self.description, &rest);
        if !base.has_shape() && self.is_text(&candidates) {
            return Outcome::Text { nullable };
        }
        let object_base: bool = !base.has_shape() || base.kinds.allowed.contains(Kinds::OBJECT);
        if object_base && let Some(unions) = self.merging(union, &base, kinds) {
            return Outcome::Merged { unions, nullable };
        }
        let candidates = self.distinct(candidates);
        let mut arms: Vec<(SchemaId, Conjunction)> = candidates
            .iter()
            .map(|arm| (arm.schema, self.together(&rest, &base, arm)))
            .collect();
        if arms.len() == 1
            && let Some((_, arm)) = arms.pop()
        {
            return Outcome::Same { arm, nullable };
        }
        Outcome::Plan(UnionPlan {
            holder: union.holder,
            arms,
            nullable,
        })
    }

    /// The arms that can have values other than `null`, and whether `null` is allowed.
    fn candidates(&self, union: &UnionView<'d>, kinds: Kinds) -> (Vec<Candidate<'d>>, bool) {
        let mut nullable: bool = false;
        let mut candidates: Vec<Candidate<'d>> = Vec::new();
        for arm in union.arms {
            let view = View::of(self.description, &Conjunction::one(*arm));
            let (arm_kinds, arm_nullable) = self.kinds(&view);
            nullable |= arm_nullable || arm_kinds == Kinds::NULL;
            let arm_kinds: Kinds = arm_kinds.intersection(kinds);
            if arm_kinds != Kinds::NULL && !arm_kinds.is_empty() {
                candidates.push(Candidate {
                    schema: *arm,
                    view,
                    kinds: arm_kinds,
                });
            }
        }
        (candidates, nullable)
    }

    /// What an arm and everything beside the union say together.
    fn together(&self, rest: &Conjunction, base: &View<'d>, arm: &Candidate<'d>) -> Conjunction {
        if base.has_shape() {
            let mut schemas: Vec<SchemaId> = rest.schemas.clone();
            schemas.push(arm.schema);
            return Conjunction {
                schemas,
                kinds: rest.kinds,
                chosen: rest.chosen.clone(),
            };
        }
        // An arm without `null` has the type of the schema with it.
        let possible: Kinds = self.reach(&arm.view, NESTED).without(Kinds::NULL);
        let narrows: bool = base.kinds.named && !arm.kinds.contains(possible);
        let kinds: Kinds = if narrows { arm.kinds } else { Kinds::ALL };
        Conjunction::one(arm.schema).of_kinds(kinds)
    }

    /// Whether an arm says nothing about the shape of an instance: `required` alone, limits.
    fn only_constrains(&self, arm: &Candidate<'d>) -> bool {
        !arm.view.has_shape() && !arm.view.kinds.named
    }

    /// Whether all arms are scalar values, or any string beside some.
    fn is_text(&self, arms: &[Candidate<'d>]) -> bool {
        let mut listed: bool = false;
        for arm in arms {
            if self.is_shared(
                self.reduce(Conjunction::one(arm.schema))
                    .schemas
                    .first()
                    .copied()
                    .unwrap_or(arm.schema),
            ) {
                return false;
            }
            match scalars(&arm.view, arm.kinds) {
                Some(values) => {
                    listed = true;
                    let compound: Kinds = Kinds::OBJECT.union(Kinds::ARRAY);
                    let scalar: bool = values
                        .iter()
                        .all(|value| Kinds::of_value(value).is_disjoint(compound));
                    if !scalar || arm.kinds == Kinds::BOOLEAN {
                        return false;
                    }
                }
                None => {
                    let any_string: bool = arm.kinds == Kinds::STRING
                        && !arm.view.has_shape()
                        && arm.view.format.is_none();
                    if !any_string {
                        return false;
                    }
                }
            }
        }
        listed
    }

    /// The unions whose arms fit together in one struct, if these are all that shape anything: what
    /// another union says would be lost there.
    fn merging(
        &self,
        union: &UnionView<'d>,
        base: &View<'d>,
        kinds: Kinds,
    ) -> Option<Vec<(SchemaId, UnionKeyword)>> {
        let mut unions: Vec<(SchemaId, UnionKeyword)> = Vec::new();
        let mut properties: Vec<PropertyView<'d>> = Vec::new();
        for union in [union].into_iter().chain(&base.unions) {
            let (arms, _) = self.candidates(union, kinds);
            if arms.iter().all(|arm| self.only_constrains(arm)) {
                continue;
            }
            if !self.may_overlap(union, &arms) {
                return None;
            }
            unions.push((union.holder, union.keyword));
            properties.extend(arms.into_iter().flat_map(|arm| arm.view.properties));
        }
        let mut seen: BTreeMap<&str, Conjunction> = BTreeMap::new();
        for property in properties.iter().chain(&base.properties) {
            let reduced = self.reduce(Conjunction::all(property.layers.clone()));
            match seen.get(property.name) {
                Some(known) if !self.alike(known, &reduced) => return None,
                Some(_) => {}
                None => {
                    seen.insert(property.name, reduced);
                }
            }
        }
        Some(unions)
    }

    /// Whether the arms are objects of an `anyOf` without a tag: an instance often fits several.
    fn may_overlap(&self, union: &UnionView<'d>, arms: &[Candidate<'d>]) -> bool {
        union.keyword == UnionKeyword::AnyOf
            && arms.len() > 1
            && union.discriminator.is_none()
            && arms.iter().all(|arm| {
                arm.kinds == Kinds::OBJECT
                    && arm.view.unions.is_empty()
                    && !arm.view.properties.is_empty()
                    && arm.view.additional_properties.is_empty()
                    && arm.view.pattern_properties.is_empty()
            })
            && self.tag(arms, None).is_none()
    }

    /// Whether two schemas give the same type for certain.
    fn alike(&self, one: &Conjunction, other: &Conjunction) -> bool {
        if one == other {
            return true;
        }
        let plain = |conjunction: &Conjunction| {
            let view = View::of(self.description, conjunction);
            let (kinds, nullable) = self.kinds(&view);
            let scalar: bool = matches!(
                kinds,
                Kinds::BOOLEAN | Kinds::INTEGER | Kinds::NUMBER | Kinds::STRING
            );
            let format = view.format.filter(|format| self.has_own_type(format));
            (scalar && !view.has_shape() && !nullable).then_some((kinds, format))
        };
        let one = plain(one);
        one.is_some() && one == plain(other)
    }

    /// Properties of the arms of an `anyOf` that fit together.
    pub(super) fn merged_properties(
        &self,
        view: &View<'d>,
        unions: &[(SchemaId, UnionKeyword)],
    ) -> Vec<PropertyView<'d>> {
        let mut merged: Vec<PropertyView<'d>> = Vec::new();
        let mut seen: BTreeSet<&'d str> = BTreeSet::new();
        let approved = view
            .unions
            .iter()
            .filter(|union| unions.contains(&(union.holder, union.keyword)));
        for arm in approved.flat_map(|union| union.arms) {
            let arm = View::of(self.description, &Conjunction::one(*arm));
            let properties = arm.properties.into_iter();
            merged.extend(properties.filter(|property| seen.insert(property.name)));
        }
        merged
    }

    /// The arms without those that are the same scalar type as an earlier one.
    fn distinct(&self, arms: Vec<Candidate<'d>>) -> Vec<Candidate<'d>> {
        let mut distinct: Vec<Candidate<'d>> = Vec::new();
        for arm in arms {
            let reduced = self.reduce(Conjunction::one(arm.schema));
            let repeats: bool = distinct
                .iter()
                .any(|known| self.alike(&self.reduce(Conjunction::one(known.schema)), &reduced));
            if !repeats {
                distinct.push(arm);
            }
        }
        distinct
    }

    /// A union over the arms that a plan names.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        conjunction: &Conjunction,
        plan: UnionPlan,
    ) -> Shape {
        let discriminator: Option<&Discriminator> = self
            .keywords(plan.holder)
            .and_then(|keywords| keywords.discriminator.as_ref());
        let candidates: Vec<Candidate<'d>> = plan
            .arms
            .iter()
            .map(|(schema, arm)| {
                let view = View::of(self.description, arm);
                let kinds: Kinds = self.reach(&view, NESTED).intersection(conjunction.kinds);
                Candidate {
                    schema: *schema,
                    view,
                    kinds,
                }
            })
            .collect();
        let tag = self.tag(&candidates, discriminator);
        let mut arms: Vec<Arm> = Vec::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let Some((_, arm)) = plan.arms.get(index) else {
                continue;
            };
            let tags: Vec<Scalar> = tag
                .as_ref()
                .and_then(|(_, tags)| tags.get(index).cloned())
                .unwrap_or_default();
            arms.push(self.arm(id, candidate, arm, tags));
        }
        let default: Option<usize> = self.default_arm(&candidates, discriminator);
        if let Some(index) = default.filter(|index| *index < arms.len()) {
            // A value whose tag no arm has is tried with the arms in order.
            let arm: Arm = arms.remove(index);
            arms.insert(0, arm);
        }
        let by: Distinction = distinction(tag.map(|(name, _)| name), &candidates, &arms);
        if by == Distinction::Kind {
            // Each type has one arm: there is nothing to try.
            arms.iter_mut().for_each(|arm| arm.rules = None);
        }
        if matches!(by, Distinction::Keys | Distinction::Trial) {
            arms.sort_by_key(|arm| std::cmp::Reverse(arm.keys.len()));
        }
        Shape::Union(Union {
            arms,
            by,
            unknown: Name::new("Unknown"),
            keeps_error: false,
        })
    }

    /// The types that an instance of an arm can have, those of unions in it counted.
    fn reach(&self, view: &View<'d>, depth: usize) -> Kinds {
        let (mut reach, _) = self.kinds(view);
        for union in view.unions.iter().filter(|_| depth > 0) {
            let arms = union.arms.iter().map(|arm| {
                let asked = (*arm, depth);
                if let Some(known) = self.reached.borrow().get(&asked) {
                    return *known;
                }
                let view = View::of(self.description, &Conjunction::one(*arm));
                let kinds: Kinds = self.reach(&view, depth - 1);
                self.reached.borrow_mut().insert(asked, kinds);
                kinds
            });
            reach = reach.intersection(arms.fold(Kinds::NONE, Kinds::union));
        }
        reach
    }

    /// The members without which an instance isn't an arm: a value without them doesn't decode as
    /// its type.
    fn keys(&self, arm: &Candidate<'d>) -> Vec<String> {
        let needed = arm.view.required.iter().filter(|name| {
            arm.view.property(name).is_some_and(|property| {
                annotation::direction(self.description, &property.layers).is_both()
            })
        });
        needed.map(|name| (*name).to_owned()).collect()
    }

    fn arm(
        &mut self,
        id: TypeId,
        candidate: &Candidate<'d>,
        conjunction: &Conjunction,
        tags: Vec<Scalar>,
    ) -> Arm {
        let word: String = arm_word(self.description, candidate.schema);
        let home: Option<Home> = (conjunction.schemas.len() > 1).then(|| self.home_in(id, &word));
        let used: Use = self.ty(conjunction.clone(), home);
        let own: Docs = annotation::docs(self.description, &[candidate.schema]);
        // An arm with a type of its own is called after it.
        let name = match used.ty {
            Type::Named(_) => Name::default(),
            _ => Name::new(word),
        };
        Arm {
            name,
            ty: used.ty,
            docs: own,
            kinds: candidate.kinds.to_model(),
            tags,
            keys: self.keys(candidate),
            rules: self.rules_of(candidate.schema, Direction::Both),
            directed: self.directed_rules_of(candidate.schema),
        }
    }

    /// A union with one arm for each JSON type that `type` lists.
    pub(super) fn kind_union(
        &mut self,
        id: TypeId,
        conjunction: &Conjunction,
        kinds: &[Kinds],
    ) -> Shape {
        let mut arms: Vec<Arm> = Vec::new();
        for kind in kinds {
            let home: Home = self.home_in(id, kind.word());
            let used: Use = self.ty(conjunction.of_kinds(*kind), Some(home));
            arms.push(Arm {
                name: Name::new(kind.word()),
                ty: used.ty,
                docs: Docs::default(),
                kinds: kind.to_model(),
                tags: Vec::new(),
                keys: Vec::new(),
                rules: None,
                directed: DirectedRules::default(),
            });
        }
        Shape::Union(Union {
            arms,
            by: Distinction::Kind,
            unknown: Name::new("Unknown"),
            keeps_error: false,
        })
    }
}

fn with(
    chosen: &BTreeSet<(SchemaId, UnionKeyword)>,
    union: (SchemaId, UnionKeyword),
) -> BTreeSet<(SchemaId, UnionKeyword)> {
    let mut chosen = chosen.clone();
    chosen.insert(union);
    chosen
}

/// How arms are told apart: by tag, else by JSON type where no two share one, else by the members
/// that objects need where no two need the same, else by trial.
fn distinction(tag: Option<String>, candidates: &[Candidate<'_>], arms: &[Arm]) -> Distinction {
    if let Some(name) = tag {
        return Distinction::Tag {
            path: vec![name],
            closed: false,
        };
    }
    let mut seen = Kinds::NONE;
    let mut apart: bool = true;
    for arm in candidates {
        apart &= seen.is_disjoint(arm.kinds);
        seen = seen.union(arm.kinds);
    }
    let sets: BTreeSet<BTreeSet<&String>> =
        arms.iter().map(|arm| arm.keys.iter().collect()).collect();
    if apart {
        Distinction::Kind
    } else if seen == Kinds::OBJECT && sets.len() == arms.len() {
        Distinction::Keys
    } else {
        Distinction::Trial
    }
}
