//! The templates of all routes, merged byte by byte.

use std::iter;

use super::{
    super::{percent::decode, words},
    heads,
    template::{Part, Segment, Template, match_parts},
};

/// A tree whose edges are texts and whole segments. A request reaches each node at most once.
#[derive(Debug)]
pub(crate) struct Radix {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// The bytes of literals and slashes that lead here; none behind a segment with parameters.
    text: &'static [u8],
    /// The first byte of the first child's text.
    first: u8,
    /// Children by the first byte of their texts, from `first` on, with gaps.
    children: Vec<usize>,
    /// The same, with what a request needs of them at hand. Made by `seal`.
    edges: Vec<Edge>,
    /// Segments with parameters and texts.
    mixed: Vec<(Vec<Part>, usize)>,
    /// A segment that is a parameter.
    parameter: Option<usize>,
    /// Routes that end here.
    routes: Vec<usize>,
}

/// A child and the start of its text.
#[derive(Clone, Copy, Debug)]
struct Edge {
    /// Its first bytes; none of text with a percent sign, which is never spelled as it is.
    head: u64,
    /// Which bytes of the head count.
    mask: u64,
    length: usize,
    child: usize,
}

impl Edge {
    fn of(text: &[u8], child: usize) -> Self {
        let (head, mask) = match text.contains(&b'%') {
            true => (0, u64::MAX),
            false => heads::head(text),
        };
        Self {
            head,
            mask,
            length: text.len(),
            child,
        }
    }
}

impl Radix {
    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }

    /// Adds a route.
    pub(crate) fn add(&mut self, route: usize, path: &'static str, template: &Template) {
        let path = path.strip_prefix('/').unwrap_or(path).as_bytes();
        let (mut at, mut start, mut end) = (0, 0, 0);
        let texts = path.split(|byte| *byte == b'/');
        for (segment, text) in template.segments.iter().zip(texts) {
            let before = end;
            end = before + text.len();
            if !matches!(segment, Segment::Literal(_)) {
                at = self.literal(at, path.get(start..before).unwrap_or_default());
                at = self.templated(at, segment);
                start = end;
            }
            // The slash.
            end += 1;
        }
        at = self.literal(at, path.get(start..).unwrap_or_default());
        if let Some(node) = self.nodes.get_mut(at) {
            node.routes.push(route);
        }
    }

    /// Makes the tree ready for requests, once all routes are in it.
    pub(crate) fn seal(mut self) -> Self {
        let edge = |child: &usize| {
            let text = self.nodes.get(*child).map_or(&[][..], |node| node.text);
            Edge::of(text, *child)
        };
        let edges = self
            .nodes
            .iter()
            .map(|node| node.children.iter().map(edge).collect());
        let edges: Vec<Vec<Edge>> = edges.collect();
        for (node, edges) in iter::zip(&mut self.nodes, edges) {
            node.edges = edges;
        }
        self
    }

    /// Visits the leaves of a path without its first slash, until one of them is it: literals
    /// before mixed segments before parameters, from the left, with backtracking.
    pub(crate) fn visit(&self, path: &str, visit: &mut impl FnMut(&[usize]) -> bool) -> bool {
        self.walk((0, 0), path.as_bytes(), visit)
    }

    /// The node behind a text from a node.
    fn literal(&mut self, at: usize, text: &'static [u8]) -> usize {
        let Some(first) = text.first() else {
            return at;
        };
        let child = self.nodes.get(at).map_or(NONE, |node| node.child(*first));
        if child == NONE {
            return self.push(at, text);
        }
        let own = self.nodes.get(child).map_or(&[][..], |node| node.text);
        let shared = iter::zip(own, text).take_while(|(a, b)| a == b).count();
        if shared < own.len() {
            self.split(child, shared);
        }
        self.literal(child, text.get(shared..).unwrap_or_default())
    }

    /// The node behind a segment with parameters.
    fn templated(&mut self, at: usize, segment: &Segment) -> usize {
        let next = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else {
            return at;
        };
        let child = match segment {
            Segment::Mixed(parts) => node.mixed(parts, next),
            Segment::Literal(_) | Segment::Parameter(_) => *node.parameter.get_or_insert(next),
        };
        if child == next {
            self.nodes.push(Node::default());
        }
        child
    }

    fn push(&mut self, at: usize, text: &'static [u8]) -> usize {
        let child = self.nodes.len();
        self.nodes.push(Node::of(text));
        if let (Some(node), Some(first)) = (self.nodes.get_mut(at), text.first()) {
            node.adopt(*first, child);
        }
        child
    }

    /// Leaves the first bytes of a node's text to it, and all else to a new child.
    fn split(&mut self, at: usize, length: usize) {
        let lower = self.nodes.len();
        let Some(node) = self.nodes.get_mut(at) else {
            return;
        };
        let (text, rest) = node.text.split_at_checked(length).unwrap_or_default();
        let mut upper = Node::of(text);
        if let Some(first) = rest.first() {
            upper.adopt(*first, lower);
        }
        let mut old = std::mem::replace(node, upper);
        old.text = rest;
        self.nodes.push(old);
    }

    /// Recursion is as deep as the longest template has segments. Places are numbers, which stay
    /// in registers where slices would not.
    fn walk(
        &self,
        start: (usize, usize),
        path: &[u8],
        visit: &mut impl FnMut(&[usize]) -> bool,
    ) -> bool {
        let (mut at, mut from) = start;
        while let Some(node) = self.nodes.get(at) {
            let only_texts = node.parameter.is_none() && node.mixed.is_empty();
            if from == path.len() {
                if !node.routes.is_empty() && visit(&node.routes) {
                    return true;
                }
            } else {
                let (child, end) = self.step(node, path, from);
                if child != NONE && only_texts {
                    (at, from) = (child, end);
                    continue;
                }
                if child != NONE && self.walk((child, end), path, visit) {
                    return true;
                }
            }
            if only_texts {
                return false;
            }
            let rest = path.get(from..).unwrap_or_default();
            let slash = words::before(rest, [b'/']);
            let end = from.saturating_add(slash);
            for (parts, next) in &node.mixed {
                let segment = rest.get(..slash).unwrap_or_default();
                if fits(parts, segment) && self.walk((*next, end), path, visit) {
                    return true;
                }
            }
            match node.parameter {
                Some(next) if slash > 0 || end == path.len() => (at, from) = (next, end),
                _ => return false,
            }
        }
        false
    }

    /// The child whose text comes next in a path, and where that text ends.
    #[inline]
    fn step(&self, node: &Node, path: &[u8], from: usize) -> (usize, usize) {
        let (word, left) = heads::word(path, from);
        let [first, ..] = word.to_le_bytes();
        let index = usize::from(first).wrapping_sub(usize::from(node.first));
        if let Some(edge) = node.edges.get(index)
            && (word ^ edge.head) & edge.mask == 0
            && edge.length <= left
            && edge.child != NONE
            && (edge.length <= 8 || self.goes_on(edge.child, path, from))
        {
            return (edge.child, from.saturating_add(edge.length));
        }
        if node.edges.is_empty() {
            return (NONE, from);
        }
        self.step_decoded(node, path, from)
    }

    /// Whether a node's long text stands in a path.
    fn goes_on(&self, child: usize, path: &[u8], from: usize) -> bool {
        let text = self.nodes.get(child).map_or(&[][..], |node| node.text);
        heads::starts_with(path.get(from..).unwrap_or_default(), text)
    }

    #[inline(never)]
    fn step_decoded(&self, node: &Node, path: &[u8], from: usize) -> (usize, usize) {
        let rest = path.get(from..).unwrap_or_default();
        let step = || {
            let (first, _) = decoded(rest)?;
            let index = node.child(first);
            let child = self.nodes.get(index).filter(|_| index != NONE)?;
            let after = strip_decoded(rest, child.text)?;
            Some((index, path.len().checked_sub(after.len())?))
        };
        step().unwrap_or((NONE, from))
    }
}

/// Stands for no child: the root is nobody's.
const NONE: usize = 0;

impl Node {
    fn of(text: &'static [u8]) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// The child whose text begins with a byte.
    fn child(&self, first: u8) -> usize {
        // A byte before the first is far beyond the last.
        let index = usize::from(first).wrapping_sub(usize::from(self.first));
        self.children.get(index).copied().unwrap_or(NONE)
    }

    fn adopt(&mut self, first: u8, child: usize) {
        if self.children.is_empty() {
            self.first = first;
        }
        if first < self.first {
            let more = usize::from(self.first - first);
            self.children.splice(0..0, iter::repeat_n(NONE, more));
            self.first = first;
        }
        let index = usize::from(first.saturating_sub(self.first));
        if self.children.len() <= index {
            self.children.resize(index + 1, NONE);
        }
        if let Some(slot) = self.children.get_mut(index) {
            *slot = child;
        }
    }

    /// The child behind a mixed segment, `next` if it is new.
    fn mixed(&mut self, parts: &[Part], next: usize) -> usize {
        let same = |(known, _): &&(Vec<Part>, usize)| pattern(known) == pattern(parts);
        if let Some((_, child)) = self.mixed.iter().find(same) {
            return *child;
        }
        self.mixed.push((parts.to_vec(), next));
        // The longest text first, then by text: never by the order of routes.
        self.mixed.sort_by_cached_key(|(parts, _)| {
            let pattern = pattern(parts);
            let length: usize = pattern.iter().flatten().map(|text| text.len()).sum();
            (usize::MAX - length, pattern)
        });
        next
    }
}

/// Literals as they are, parameters as none: what two segments have to share to be one.
fn pattern(parts: &[Part]) -> Vec<Option<&'static str>> {
    let pattern = parts.iter().map(|part| match part {
        Part::Literal(text) => Some(*text),
        Part::Parameter(_) => None,
    });
    pattern.collect()
}

fn fits(parts: &[Part], segment: &[u8]) -> bool {
    let text = std::str::from_utf8(segment).ok();
    let text = text.and_then(|text| decode(text, false));
    text.is_some_and(|text| match_parts(parts, &text).is_some())
}

/// What follows a text in a path, whose literals compare decoded (RFC 3986 §6.2.2.2): but an
/// encoded slash separates nothing.
fn strip_decoded<'p>(path: &'p [u8], text: &[u8]) -> Option<&'p [u8]> {
    let mut path = path;
    for byte in text {
        let (next, rest) = decoded(path)?;
        if next != *byte {
            return None;
        }
        path = rest;
    }
    Some(path)
}

/// The first byte of a path, decoded, and the rest. None for a broken triple, and for an encoded
/// slash, which no text has.
#[inline]
fn decoded(path: &[u8]) -> Option<(u8, &[u8])> {
    match path {
        [b'%', high, low, rest @ ..] => {
            let digit = |byte: &u8| char::from(*byte).to_digit(16);
            let byte = u8::try_from(digit(high)? << 4 | digit(low)?).ok()?;
            (byte != b'/').then_some((byte, rest))
        }
        [b'%', ..] => None,
        [byte, rest @ ..] => Some((*byte, rest)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTES: [&str; 16] = [
        "/",
        "/rooms",
        "/rooms/",
        "/rooms/{id}",
        "/rooms/{id}/send",
        "/rooms/{id}/send/",
        "/rooms/{id}/send/{type}",
        "/rooms/new",
        "/rooms/new/send",
        "/roomy/{x}.json",
        "/roomy/{x}",
        "/roomy/{a}-{b}",
        "/r\u{e9}",
        "/r\u{e8}/a b",
        "/100%",
        "/100%/{x}/c",
    ];

    fn radix() -> Radix {
        let mut radix = Radix::new();
        for (route, path) in ROUTES.into_iter().enumerate() {
            radix.add(route, path, &Template::parse(path));
        }
        radix.seal()
    }

    fn all(path: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        radix().visit(path.strip_prefix('/').unwrap(), &mut |routes| {
            found.extend(routes.iter().map(|route| ROUTES[*route]));
            false
        });
        found
    }

    /// Every route whose segments match, by comparing segment with segment.
    fn slowly(path: &str) -> Vec<&'static str> {
        let texts: Vec<&str> = path.strip_prefix('/').unwrap().split('/').collect();
        let fitting = ROUTES.into_iter().filter(|route| {
            let segments = Template::parse(route).segments;
            segments.len() == texts.len()
                && iter::zip(&segments, &texts)
                    .enumerate()
                    .all(|(at, (segment, text))| match segment {
                        Segment::Literal(literal) => {
                            decode(text, false).is_some_and(|text| text == *literal)
                        }
                        Segment::Parameter(_) => !text.is_empty() || at + 1 == texts.len(),
                        Segment::Mixed(parts) => fits(parts, text.as_bytes()),
                    })
        });
        fitting.collect()
    }

    #[test]
    fn finds_what_segments_find() {
        let pieces = [
            "",
            "rooms",
            "room",
            "roomy",
            "new",
            "send",
            "sen",
            "x.json",
            ".json",
            "a-b",
            "-",
            "r\u{e9}",
            "r%C3%A9",
            "r%c3%A8",
            "a%20b",
            "a b",
            "100%",
            "100%25",
            "%31%30%30%25",
            "c",
            "%",
            "%7",
            "ro%6Fms",
            "s%65nd",
            "%zz",
        ];
        for first in pieces {
            for second in pieces {
                for path in [
                    format!("/{first}"),
                    format!("/{first}/{second}"),
                    format!("/{first}/x/{second}"),
                    format!("/{first}/{second}/send"),
                    format!("/{first}/{second}/send/{first}"),
                    format!("/{first}%2F{second}"),
                ] {
                    let (mut found, mut expected) = (all(&path), slowly(&path));
                    found.sort_unstable();
                    expected.sort_unstable();
                    assert_eq!(found, expected, "{path}");
                }
            }
        }
    }

    #[test]
    fn texts_go_before_parameters() {
        assert_eq!(all("/rooms/new"), ["/rooms/new", "/rooms/{id}"]);
        let expected = ["/roomy/{x}.json", "/roomy/{a}-{b}", "/roomy/{x}"];
        assert_eq!(all("/roomy/a-b.json"), expected);
        assert_eq!(
            all("/rooms/new/send"),
            ["/rooms/new/send", "/rooms/{id}/send"]
        );
    }
}
