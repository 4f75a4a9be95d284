//! The compiled tree of path segments.

use std::sync::Arc;

use super::{
    super::{
        operation::Operation,
        parameter::Pairs,
        percent::{decode, decodes_to},
    },
    body_keys::present_keys,
    template::{Part, Segment, Template, match_parts},
};

/// All templates, merged: each node is a segment, and a request visits each at most once.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    templates: Vec<Arc<Template>>,
    operations: Vec<&'static Operation>,
    lenient_slash: bool,
}

#[derive(Debug, Default)]
struct Node {
    /// Sorted by length, then by text: a handful of texts, most of them told apart by length.
    literals: Vec<(&'static str, usize)>,
    mixed: Vec<(Vec<Part>, usize)>,
    parameter: Option<usize>,
    /// Routes that end here.
    routes: Vec<usize>,
}

/// What a request matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// This route.
    Route(usize),
    /// One of these, by the members of its body.
    ByBody(Vec<usize>),
    /// Only routes of other methods.
    OtherMethods,
    /// Nothing.
    Nothing,
}

impl Tree {
    pub(crate) fn new(
        operations: impl Iterator<Item = &'static Operation>,
        lenient_slash: bool,
    ) -> Self {
        let mut tree = Self {
            lenient_slash,
            nodes: vec![Node::default()],
            templates: Vec::new(),
            operations: Vec::new(),
        };
        for operation in operations {
            tree.add(operation);
        }
        tree
    }

    pub(crate) fn template(&self, route: usize) -> Option<Arc<Template>> {
        self.templates.get(route).map(Arc::clone)
    }

    /// The route for a method, path and query.
    pub(crate) fn find(&self, method: &str, path: &str, query: Option<&str>) -> Found {
        let mut found = Found::Nothing;
        self.leaves(path, &mut |routes| {
            let route = self.choose(routes, method, query).or_else(|| {
                let get = method == "HEAD";
                get.then(|| self.choose(routes, "GET", query)).flatten()
            });
            let matches = route.is_some();
            found = route.unwrap_or(Found::OtherMethods);
            matches
        });
        found
    }

    /// The methods of a path, sorted, `HEAD` beside `GET`.
    pub(crate) fn allowed(&self, path: &str) -> Vec<&'static str> {
        let mut methods = Vec::new();
        self.leaves(path, &mut |routes| {
            let operations = routes
                .iter()
                .filter_map(|route| self.operations.get(*route));
            methods.extend(operations.map(|operation| operation.method));
            false
        });
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.sort_unstable();
        methods.dedup();
        methods
    }

    fn add(&mut self, operation: &'static Operation) {
        let template = Template::parse(operation.path);
        let mut at = 0;
        for segment in &template.segments {
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            at = node.child(segment, next);
            if at == next {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.routes.push(self.operations.len());
        }
        self.templates.push(Arc::new(template));
        self.operations.push(operation);
    }

    /// Of the routes at a leaf the one for a method: the one that demands most of the query.
    fn choose(&self, routes: &[usize], method: &str, query: Option<&str>) -> Option<Found> {
        let mut best = Vec::new();
        let mut most = (0, false, 0);
        for &route in routes {
            let Some(operation) = self.operations.get(route) else {
                continue;
            };
            if operation.method != method || !has_all(operation.query, query) {
                continue;
            }
            let required = operation.required_query;
            let met = has_names(required, query);
            let score = (operation.query.len(), met, required.len());
            if best.is_empty() || score > most {
                best.clear();
                most = score;
            }
            if score == most {
                best.push(route);
            }
        }
        let first = best.first().copied()?;
        let by_body = best.len() > 1 && best.iter().any(|&route| self.demands_body(route));
        Some(match by_body {
            true => Found::ByBody(best),
            false => Found::Route(first),
        })
    }

    fn demands_body(&self, route: usize) -> bool {
        let operation = self.operations.get(route);
        operation.is_some_and(|operation| !operation.required_body.is_empty())
    }

    /// Of routes that only the body tells apart the one that most of its members ask for; the
    /// first where there are none.
    pub(crate) fn by_body(&self, routes: &[usize], content_type: &str, body: &[u8]) -> usize {
        let demands = |route: usize| match self.operations.get(route) {
            Some(operation) => operation.required_body,
            None => &[],
        };
        let wanted: Vec<&str> = routes
            .iter()
            .flat_map(|&route| demands(route))
            .copied()
            .collect();
        let present = present_keys(content_type, body, &wanted);
        let met = |route: &&usize| demands(**route).iter().all(|key| present.contains(key));
        let mut candidates: Vec<usize> = routes.iter().filter(met).copied().collect();
        candidates.sort_by_key(|&route| usize::MAX - demands(route).len());
        let chosen = candidates.first().or(routes.first());
        chosen.copied().unwrap_or_default()
    }

    fn leaves(&self, path: &str, visit: &mut dyn FnMut(&[usize]) -> bool) {
        let Some(path) = path.strip_prefix('/') else {
            return;
        };
        if self.walk(0, Some(path), visit) || !self.lenient_slash {
            return;
        }
        match path.strip_suffix('/') {
            Some(shorter) => self.walk(0, Some(shorter), visit),
            None => self.walk(0, Some(&format!("{path}/")), visit),
        };
    }

    /// Visits the leaves of a path: literals before mixed segments before parameters, from the
    /// left, with backtracking. Recursion is as deep as the longest template.
    fn walk(&self, at: usize, rest: Option<&str>, visit: &mut dyn FnMut(&[usize]) -> bool) -> bool {
        let Some(node) = self.nodes.get(at) else {
            return false;
        };
        let Some(rest) = rest else {
            return !node.routes.is_empty() && visit(&node.routes);
        };
        let (text, rest) = first_segment(rest);
        if let Some(next) = node.literal(text)
            && self.walk(next, rest, visit)
        {
            return true;
        }
        for (parts, next) in &node.mixed {
            let fits = decode(text, false).is_some_and(|text| match_parts(parts, &text).is_some());
            if fits && self.walk(*next, rest, visit) {
                return true;
            }
        }
        match node.parameter {
            Some(next) if rest.is_none() || !text.is_empty() => self.walk(next, rest, visit),
            _ => false,
        }
    }
}

/// The text before the first slash and what stands after it. Segments are short: a plain search is
/// faster than one that prepares itself.
fn first_segment(path: &str) -> (&str, Option<&str>) {
    let slash = path.bytes().position(|byte| byte == b'/');
    match slash.and_then(|at| path.split_at_checked(at)) {
        Some((text, rest)) => (text, rest.strip_prefix('/')),
        None => (path, None),
    }
}

impl Node {
    /// The child for a segment, `next` if it is new.
    fn child(&mut self, segment: &Segment, next: usize) -> usize {
        match segment {
            Segment::Literal(text) => match self.position(text) {
                Ok(at) => self.literals.get(at).map_or(next, |(_, child)| *child),
                Err(at) => {
                    self.literals.insert(at, (text, next));
                    next
                }
            },
            Segment::Parameter(_) => *self.parameter.get_or_insert(next),
            Segment::Mixed(parts) => {
                let same = self
                    .mixed
                    .iter()
                    .find(|(known, _)| pattern(known) == pattern(parts));
                if let Some((_, child)) = same {
                    return *child;
                }
                self.mixed.push((parts.clone(), next));
                // The longest text first, then by text: never by the order of routes.
                self.mixed.sort_by_cached_key(|(parts, _)| {
                    let pattern = pattern(parts);
                    let length: usize = pattern.iter().flatten().map(|text| text.len()).sum();
                    (usize::MAX - length, pattern)
                });
                next
            }
        }
    }

    fn literal(&self, text: &str) -> Option<usize> {
        let found = if text.bytes().any(|byte| byte == b'%') {
            let mut literals = self.literals.iter();
            literals.find(|(literal, _)| decodes_to(text, literal))
        } else {
            self.position(text)
                .ok()
                .and_then(|at| self.literals.get(at))
        };
        found.map(|(_, next)| *next)
    }

    /// Where a literal stands, or would stand.
    fn position(&self, text: &str) -> Result<usize, usize> {
        self.literals
            .binary_search_by(|(literal, _)| (literal.len(), *literal).cmp(&(text.len(), text)))
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

fn has_all(demands: &[(&str, &str)], query: Option<&str>) -> bool {
    if demands.is_empty() {
        return true;
    }
    let pairs = query.and_then(Pairs::of_query).unwrap_or_default();
    let mut demands = demands.iter();
    demands.all(|(name, value)| pairs.decoded(name).as_deref() == Some(*value))
}

fn has_names(names: &[&str], query: Option<&str>) -> bool {
    if names.is_empty() {
        return true;
    }
    let pairs = query.and_then(Pairs::of_query).unwrap_or_default();
    let mut names = names.iter();
    names.all(|name| pairs.all(name).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(routes: &[(&'static str, &'static str)]) -> Tree {
        Tree::new(
            routes.iter().map(|(method, path)| -> &'static Operation {
                Box::leak(Box::new(Operation::new("x", method, path)))
            }),
            false,
        )
    }

    fn get(tree: &Tree, path: &str) -> Found {
        tree.find("GET", path, None)
    }

    #[test]
    fn a_literal_that_leads_nowhere_gives_way_to_a_parameter() {
        let tree = tree(&[("GET", "/a/{x}/c"), ("GET", "/a/b/d"), ("GET", "/a/b{y}/c")]);
        assert_eq!(get(&tree, "/a/b/d"), Found::Route(1));
        assert_eq!(get(&tree, "/a/b/c"), Found::Route(0));
        assert_eq!(get(&tree, "/a/bee/c"), Found::Route(2));
        assert_eq!(get(&tree, "/a/b/e"), Found::Nothing);
    }

    #[test]
    fn encoded_slashes_stay_inside_and_literals_compare_decoded() {
        let tree = tree(&[("GET", "/_matrix/{room}"), ("GET", "/foo bar")]);
        assert_eq!(get(&tree, "/%5Fmatrix/a%2Fb"), Found::Route(0));
        assert_eq!(get(&tree, "/_matrix/a/b"), Found::Nothing);
        assert_eq!(get(&tree, "/foo%20bar"), Found::Route(1));
        assert_eq!(get(&tree, "/_MATRIX/a"), Found::Nothing);
    }

    #[test]
    fn empty_values_only_at_the_end() {
        let tree = tree(&[("GET", "/state/{type}/{key}"), ("GET", "/rooms/")]);
        assert_eq!(get(&tree, "/state/m.room.name/"), Found::Route(0));
        assert_eq!(get(&tree, "/state//x"), Found::Nothing);
        assert_eq!(get(&tree, "/rooms"), Found::Nothing);
        assert_eq!(get(&tree, "/rooms/"), Found::Route(1));
    }

    #[test]
    fn methods() {
        let tree = tree(&[("GET", "/a/{x}"), ("PUT", "/a/b"), ("POST", "/a/{x}")]);
        assert_eq!(tree.find("HEAD", "/a/c", None), Found::Route(0));
        assert_eq!(tree.find("POST", "/a/b", None), Found::Route(2));
        assert_eq!(tree.find("DELETE", "/a/b", None), Found::OtherMethods);
        assert_eq!(tree.allowed("/a/b"), ["GET", "HEAD", "POST", "PUT"]);
        assert_eq!(tree.allowed("/a/c"), ["GET", "HEAD", "POST"]);
    }

    #[test]
    fn a_demanded_query_chooses() {
        static PLAIN: Operation = Operation::new("plain", "GET", "/models");
        static BETA: Operation =
            Operation::new("beta", "GET", "/models").with_query(&[("beta", "true")]);
        let tree = Tree::new([&PLAIN, &BETA].into_iter(), false);
        assert_eq!(
            tree.find("GET", "/models", Some("x=1&beta=true")),
            Found::Route(1)
        );
        assert_eq!(
            tree.find("GET", "/models", Some("beta=false")),
            Found::Route(0)
        );
    }

    #[test]
    fn required_members_of_query_and_body_choose() {
        static ANY: Operation = Operation::new("any", "POST", "/x");
        static PAGED: Operation =
            Operation::new("paged", "POST", "/x").with_required_query(&["page"]);
        static A: Operation = Operation::new("a", "POST", "/x").with_required_body(&["a"]);
        static AB: Operation = Operation::new("ab", "POST", "/x").with_required_body(&["a", "b"]);
        let tree = Tree::new([&ANY, &PAGED, &A, &AB].into_iter(), false);
        assert_eq!(tree.find("POST", "/x", Some("page=2")), Found::Route(1));
        let Found::ByBody(routes) = tree.find("POST", "/x", None) else {
            panic!("the body decides");
        };
        for (body, route) in [
            (r#"{"b": 1, "a": {"b": 2}}"#, 3),
            (r#"{"a": {"b": 2}}"#, 2),
            (r#"{"c": 1}"#, 0),
            ("[1]", 0),
            ("nonsense", 0),
        ] {
            let chosen = tree.by_body(&routes, "application/json", body.as_bytes());
            assert_eq!(chosen, route, "{body}");
        }
        let form = "application/x-www-form-urlencoded";
        assert_eq!(tree.by_body(&routes, form, b"a=1&b=2"), 3);
    }

    #[test]
    fn a_slash_at_the_end_counts_unless_told_otherwise() {
        static LIST: Operation = Operation::new("list", "GET", "/rooms/");
        static ONE: Operation = Operation::new("one", "GET", "/room");
        let strict = Tree::new([&LIST, &ONE].into_iter(), false);
        let lenient = Tree::new([&LIST, &ONE].into_iter(), true);
        for (path, route) in [("/rooms", 0), ("/room/", 1)] {
            assert_eq!(get(&strict, path), Found::Nothing);
            assert_eq!(get(&lenient, path), Found::Route(route));
        }
    }

    #[test]
    fn order_never_matters() {
        let tree = tree(&[
            ("GET", "/{a}.json"),
            ("GET", "/{a}.tar.json"),
            ("GET", "/{a}"),
        ]);
        assert_eq!(get(&tree, "/x.tar.json"), Found::Route(1));
        assert_eq!(get(&tree, "/x.json"), Found::Route(0));
        assert_eq!(get(&tree, "/x"), Found::Route(2));
    }
}
