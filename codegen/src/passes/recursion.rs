//! Boxes where a type would contain itself, and only there.

use std::collections::{BTreeMap, BTreeSet};

use super::{components, uses};
use crate::model::{Api, Newtype, Shape, Type, TypeId};

/// Sets the boxes. Which edge of a cycle gets one depends on the places of its types and the
/// spelling of their members, not on any order.
pub(super) fn run(api: &mut Api) {
    end_aliases(api);
    let ranks = ranks(api);
    let graph: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|definition| {
            let types = uses::of_shape(&definition.shape);
            let ids = types.into_iter().flat_map(uses::inline).map(|id| id.0);
            let mut edges: Vec<usize> = ids.collect::<BTreeSet<_>>().into_iter().collect();
            edges.sort_by_key(|id| ranks.get(*id));
            edges
        })
        .collect();
    let mut boxed: BTreeMap<usize, BTreeSet<TypeId>> = BTreeMap::new();
    for mut cycle in components::cycles(&graph) {
        cycle.sort_by_key(|id| ranks.get(*id));
        for (from, to) in back_edges(&graph, &cycle) {
            boxed.entry(from).or_default().insert(TypeId(to));
        }
    }
    for (index, targets) in boxed {
        if let Some(definition) = api.types.get_mut(index) {
            for ty in uses::of_shape_mut(&mut definition.shape) {
                uses::enclose(ty, |id| targets.contains(&id));
            }
        }
    }
}

/// Rust has no alias that leads to itself, not even through a list: those become newtypes.
fn end_aliases(api: &mut Api) {
    let alias = |id: &TypeId| match api.definition(*id).map(|of| &of.shape) {
        Some(Shape::Alias(ty)) => Some(ty),
        _ => None,
    };
    let graph: Vec<Vec<usize>> = (0..api.types.len())
        .map(|index| {
            let mut edges = Vec::new();
            if let Some(ty) = alias(&TypeId(index)) {
                uses::walk(ty, |ty| edges.extend(uses::named(ty)));
            }
            edges
                .iter()
                .filter(|id| alias(id).is_some())
                .map(|id| id.0)
                .collect()
        })
        .collect();
    for index in components::cycles(&graph).into_iter().flatten() {
        let Some(definition) = api.types.get_mut(index) else {
            continue;
        };
        if let Shape::Alias(ty) = &mut definition.shape {
            let inner = std::mem::replace(ty, Type::Null);
            definition.shape = Shape::Newtype(Newtype { inner });
        }
    }
}

/// The order of types by where they stand.
fn ranks(api: &Api) -> Vec<usize> {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_key(|id| {
        let origin = api.types.get(*id).map(|definition| &definition.origin);
        origin.map(|origin| (&origin.place, &origin.home))
    });
    let mut ranks = vec![0; order.len()];
    for (rank, id) in order.into_iter().enumerate() {
        if let Some(slot) = ranks.get_mut(id) {
            *slot = rank;
        }
    }
    ranks
}

/// The edges of a component that close a cycle, searching depth first from its first node.
fn back_edges(graph: &[Vec<usize>], component: &[usize]) -> Vec<(usize, usize)> {
    #[derive(PartialEq)]
    enum Mark {
        Open,
        Closed,
    }
    let members: BTreeSet<usize> = component.iter().copied().collect();
    let mut marks: BTreeMap<usize, Mark> = BTreeMap::new();
    let mut edges = Vec::new();
    let Some(first) = component.first() else {
        return edges;
    };
    let mut path = vec![(*first, 0)];
    marks.insert(*first, Mark::Open);
    while let Some((node, next)) = path.last_mut() {
        let node = *node;
        let target = graph.get(node).and_then(|edges| edges.get(*next)).copied();
        *next += 1;
        match target {
            None => {
                marks.insert(node, Mark::Closed);
                path.pop();
            }
            Some(target) if !members.contains(&target) => {}
            Some(target) => match marks.get(&target) {
                Some(Mark::Open) => edges.push((node, target)),
                Some(Mark::Closed) => {}
                None => {
                    marks.insert(target, Mark::Open);
                    path.push((target, 0));
                }
            },
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{api, field, named, object, shape_of, union};
    use super::*;
    use crate::model::Presence;

    fn holds(ty: Type) -> Shape {
        object(vec![field("a", ty, Presence::Optional)])
    }

    fn types(api: &Api) -> Vec<Type> {
        let all = (0..api.types.len()).map(|id| shape_of(api, id));
        all.flat_map(uses::of_shape).cloned().collect()
    }

    #[test]
    fn direct_and_mutual_recursion_get_one_box() {
        let mut one = api(vec![holds(named(0))]);
        run(&mut one);
        assert_eq!(types(&one), [Type::Boxed(TypeId(0))]);
        let mut two = api(vec![holds(named(1)), union(vec![("", named(0))])]);
        run(&mut two);
        assert_eq!(types(&two), [named(1), Type::Boxed(TypeId(0))]);
    }

    #[test]
    fn lists_and_raw_text_need_no_box() {
        for wrap in [
            |ty| Type::Array(Box::new(ty)),
            |ty| Type::Lazy(Box::new(ty)),
            |ty| Type::Map(Box::new(Type::String), Box::new(ty)),
        ] {
            let mut model = api(vec![holds(wrap(named(0)))]);
            run(&mut model);
            assert_eq!(types(&model), [wrap(named(0))]);
        }
    }

    #[test]
    fn boxes_go_inside_options_and_tuples() {
        let pair = |ty| Type::Tuple(vec![Type::Nullable(Box::new(ty)), Type::String]);
        let mut model = api(vec![holds(pair(named(0)))]);
        run(&mut model);
        assert_eq!(types(&model), [pair(Type::Boxed(TypeId(0)))]);
    }

    #[test]
    fn order_does_not_choose_the_box() {
        let mut straight = api(vec![holds(named(1)), holds(named(0))]);
        let mut reversed = straight.clone();
        reversed.types.reverse();
        run(&mut straight);
        for ty in reversed
            .types
            .iter_mut()
            .flat_map(|of| uses::of_shape_mut(&mut of.shape))
        {
            uses::walk_mut(ty, |ty| {
                if let Type::Named(id) = ty {
                    *id = TypeId(1 - id.0);
                }
            });
        }
        run(&mut reversed);
        assert_eq!(types(&straight), [named(1), Type::Boxed(TypeId(0))]);
        assert_eq!(types(&reversed), [Type::Boxed(TypeId(1)), named(0)]);
    }

    #[test]
    fn what_leads_into_a_cycle_gets_no_box() {
        let mut model = api(vec![holds(named(1)), holds(named(1))]);
        run(&mut model);
        assert_eq!(types(&model), [named(1), Type::Boxed(TypeId(1))]);
    }

    #[test]
    fn an_alias_of_itself_becomes_a_newtype() {
        let list = Type::Array(Box::new(named(0)));
        let mut model = api(vec![Shape::Alias(list), Shape::Alias(named(0))]);
        run(&mut model);
        assert!(matches!(shape_of(&model, 0), Shape::Newtype(_)));
        assert!(matches!(shape_of(&model, 1), Shape::Alias(_)));
    }

    #[test]
    fn depth_costs_no_stack() {
        let count = 100_000;
        let mut model = api((0..count)
            .map(|id| holds(named((id + 1) % count)))
            .collect());
        run(&mut model);
        let boxes = types(&model)
            .iter()
            .filter(|ty| matches!(ty, Type::Boxed(_)))
            .count();
        assert_eq!(boxes, 1);
    }
}
