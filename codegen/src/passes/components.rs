//! Strongly connected components of a graph (Tarjan 1972), without recursion.

use std::collections::BTreeMap;

/// The component of each node; components have numbers from 0, of which only equality means
/// something. Edges that lead to no node count for nothing.
pub(super) fn of(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut search = Search {
        graph,
        index: vec![None; graph.len()],
        low: vec![0; graph.len()],
        component: vec![None; graph.len()],
        path: Vec::new(),
        visited: 0,
        components: 0,
    };
    for node in 0..graph.len() {
        if search.index.get(node).copied().flatten().is_none() {
            search.from(node);
        }
    }
    search
        .component
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}

/// The components in which every node reaches itself, each with its nodes in ascending order.
pub(super) fn cycles(graph: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, component) in of(graph).into_iter().enumerate() {
        components.entry(component).or_default().push(node);
    }
    components
        .into_values()
        .filter(|nodes| match nodes.as_slice() {
            [only] => graph.get(*only).is_some_and(|edges| edges.contains(only)),
            _ => true,
        })
        .collect()
}

struct Search<'g> {
    graph: &'g [Vec<usize>],
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    component: Vec<Option<usize>>,
    /// Visited nodes that have no component yet.
    path: Vec<usize>,
    visited: usize,
    components: usize,
}

impl Search<'_> {
    fn from(&mut self, root: usize) {
        let mut open = vec![(root, 0)];
        self.enter(root);
        while let Some((node, edge)) = open.last_mut() {
            let node = *node;
            let target = self
                .graph
                .get(node)
                .and_then(|edges| edges.get(*edge))
                .copied();
            *edge += 1;
            match target {
                Some(target) => match self.index.get(target).copied() {
                    Some(None) => {
                        self.enter(target);
                        open.push((target, 0));
                    }
                    Some(Some(index)) if self.component.get(target) == Some(&None) => {
                        self.lower(node, index);
                    }
                    _ => {}
                },
                None => {
                    open.pop();
                    self.leave(node);
                    if let Some((parent, _)) = open.last() {
                        let low = self.low.get(node).copied().unwrap_or_default();
                        self.lower(*parent, low);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        if let Some(index) = self.index.get_mut(node) {
            *index = Some(self.visited);
        }
        if let Some(low) = self.low.get_mut(node) {
            *low = self.visited;
        }
        self.visited += 1;
        self.path.push(node);
    }

    fn lower(&mut self, node: usize, value: usize) {
        if let Some(low) = self.low.get_mut(node) {
            *low = value.min(*low);
        }
    }

    /// Closes the component that `node` is the first node of, if it is.
    fn leave(&mut self, node: usize) {
        if self.index.get(node).copied().flatten() != self.low.get(node).copied() {
            return;
        }
        while let Some(member) = self.path.pop() {
            if let Some(component) = self.component.get_mut(member) {
                *component = Some(self.components);
            }
            if member == node {
                break;
            }
        }
        self.components += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_components() {
        let of = of(&[vec![1], vec![2, 9], vec![1], vec![3, 0], vec![]]);
        assert_eq!(of[1], of[2]);
        let mut all = of.clone();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn depth_costs_no_stack() {
        let count = 200_000;
        let ring: Vec<Vec<usize>> = (0..count).map(|node| vec![(node + 1) % count]).collect();
        assert!(of(&ring).iter().all(|component| *component == 0));
    }
}
