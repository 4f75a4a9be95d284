//! From a method, path and query to a route.

use std::sync::Arc;

use super::{
    super::{operation::Operation, parameter::Pairs, server::Given},
    Accepts,
    body_keys::present_keys,
    radix::Radix,
    template::Template,
};

/// The routes by method, path, query and body.
#[derive(Debug)]
pub(crate) struct Tree {
    paths: Radix,
    templates: Vec<Arc<Template>>,
    operations: Vec<&'static Operation>,
    /// What tells a route from others at its leaf, beside what its operation says.
    accepts: Vec<Option<Accepts>>,
    lenient_slash: bool,
}

/// How the texts of a request fit the types of a route's parameters; the best is the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Wrong,
    /// The route takes any.
    Unsaid,
    Right,
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

/// What of a request chooses a route.
#[derive(Clone, Copy)]
struct Asked<'r> {
    method: &'r str,
    path: &'r str,
    query: Option<&'r str>,
}

impl Tree {
    pub(crate) fn new(
        operations: impl Iterator<Item = (&'static Operation, Option<Accepts>)>,
        lenient_slash: bool,
    ) -> Self {
        let mut tree = Self {
            lenient_slash,
            paths: Radix::new(),
            templates: Vec::new(),
            operations: Vec::new(),
            accepts: Vec::new(),
        };
        for (operation, accepts) in operations {
            tree.add(operation);
            tree.accepts.push(accepts);
        }
        tree.paths = tree.paths.seal();
        tree
    }

    pub(crate) fn template(&self, route: usize) -> Option<Arc<Template>> {
        self.templates.get(route).map(Arc::clone)
    }

    /// The route for a method, path and query.
    pub(crate) fn find(&self, method: &str, path: &str, query: Option<&str>) -> Found {
        let mut met = false;
        let mut chosen = None;
        let mut ties = Vec::new();
        let whole = path;
        self.leaves(path, &mut |routes| {
            met = true;
            let asked = Asked {
                method,
                path: whole,
                query,
            };
            chosen = self.choose(routes, asked, &mut ties);
            if chosen.is_none() && method == "HEAD" {
                let asked = Asked {
                    method: "GET",
                    ..asked
                };
                chosen = self.choose(routes, asked, &mut ties);
            }
            chosen.is_some()
        });
        match chosen {
            Some(_) if !ties.is_empty() => Found::ByBody(ties),
            Some(route) => Found::Route(route),
            None if met => Found::OtherMethods,
            None => Found::Nothing,
        }
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
        self.paths
            .add(self.operations.len(), operation.path, &template);
        self.templates.push(Arc::new(template));
        self.operations.push(operation);
    }

    /// Of the routes at a leaf the one for a method: the one that demands most of the query. All
    /// that do where only the body tells them apart.
    fn choose(&self, routes: &[usize], asked: Asked<'_>, ties: &mut Vec<usize>) -> Option<usize> {
        let mut candidates = routes.iter().copied().filter(|route| {
            let operation = self.operations.get(*route);
            operation.is_some_and(|operation| {
                operation.method == asked.method && has_all(operation.query, asked.query)
            })
        });
        let first = candidates.next()?;
        let Some(second) = candidates.next() else {
            return Some(first);
        };
        let all = [first, second].into_iter().chain(candidates);
        let best = self.most_demanding(all, asked);
        if best.len() > 1 && best.iter().any(|&route| self.demands_body(route)) {
            ties.clone_from(&best);
        }
        best.first().copied()
    }

    fn most_demanding(&self, routes: impl Iterator<Item = usize>, asked: Asked<'_>) -> Vec<usize> {
        let mut best = Vec::new();
        let mut most = (0, Fit::Wrong, false, 0);
        for route in routes {
            let Some(operation) = self.operations.get(route) else {
                continue;
            };
            let required = operation.required_query;
            let met = has_names(required, asked.query);
            let fit = self.fit(route, asked);
            let score = (operation.query.len(), fit, met, required.len());
            if best.is_empty() || score > most {
                best.clear();
                most = score;
            }
            if score == most {
                best.push(route);
            }
        }
        best
    }

    /// How a request fits a route that shares its place with others.
    fn fit(&self, route: usize, asked: Asked<'_>) -> Fit {
        let accepts = self.accepts.get(route).copied().flatten();
        let (Some(accepts), Some(template)) = (accepts, self.templates.get(route)) else {
            return Fit::Unsaid;
        };
        match accepts(&Given::new(template, asked.path, asked.query)) {
            true => Fit::Right,
            false => Fit::Wrong,
        }
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

    fn leaves(&self, path: &str, visit: &mut impl FnMut(&[usize]) -> bool) {
        let Some(path) = path.strip_prefix('/') else {
            return;
        };
        if self.paths.visit(path, visit) || !self.lenient_slash {
            return;
        }
        match path.strip_suffix('/') {
            Some(shorter) => self.paths.visit(shorter, visit),
            None => self.paths.visit(&format!("{path}/"), visit),
        };
    }
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
            routes.iter().map(|(method, path)| {
                let operation = Operation::new("x", method, path);
                (&*Box::leak(Box::new(operation)), None)
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
        let tree = Tree::new([&PLAIN, &BETA].map(|one| (one, None)).into_iter(), false);
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
        let tree = Tree::new(
            [&ANY, &PAGED, &A, &AB].map(|one| (one, None)).into_iter(),
            false,
        );
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
        let strict = Tree::new([&LIST, &ONE].map(|one| (one, None)).into_iter(), false);
        let lenient = Tree::new([&LIST, &ONE].map(|one| (one, None)).into_iter(), true);
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
