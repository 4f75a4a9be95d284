//! Path templates (OpenAPI 3.1 *Path Templating*).

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::Site;
use crate::{
    config,
    diagnostic::{Diagnostic, lint},
    document,
    lower::Lowering,
    model::{
        Docs, Location, Name, Parameter, PathPart, PathTemplate, QueryRequirement, Receiver,
        Segment, Style, Styling, Type,
    },
    pointer::Place,
};

impl<'d> Lowering<'d> {
    /// The template of an operation, the base path in front; the parameters it names but nobody
    /// declares are added.
    pub(super) fn path(
        &mut self,
        site: &Site<'_>,
        mut parameters: Vec<Parameter>,
    ) -> (PathTemplate, Vec<Parameter>) {
        if site.receiver != Receiver::Server {
            self.report_unused(site, &parameters, &BTreeSet::new());
            parameters.retain(|parameter| parameter.location != Location::Path);
            return (PathTemplate::default(), parameters);
        }
        let (path, query) = self.split_key(site);
        let base: String = self.base_path(site.document);
        let full: String = format!("{}{}", base.trim_end_matches('/'), path);
        let mut segments: Vec<Segment> = Vec::new();
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for text in full.trim_start_matches('/').split('/') {
            let segment: Segment = self.segment(site, text, &mut parameters, &mut used);
            segments.push(segment);
        }
        self.report_unused(site, &parameters, &used);
        let kept = |(index, parameter): &(usize, &Parameter)| {
            parameter.location != Location::Path || used.contains(index)
        };
        let order: Vec<usize> = parameters
            .iter()
            .enumerate()
            .filter(kept)
            .map(|(index, _)| index)
            .collect();
        renumber(&mut segments, &order);
        let mut index: usize = 0;
        parameters.retain(|_| {
            index += 1;
            order.contains(&(index - 1))
        });
        (PathTemplate { segments, query }, parameters)
    }

    /// A path key without what paths can't have: outer spaces, a fragment, a query.
    fn split_key(&mut self, site: &Site<'_>) -> (String, Vec<QueryRequirement>) {
        let key: &str = site.key.trim();
        let (key, fragment) = key.split_once('#').unwrap_or((key, ""));
        let (path, query) = key.split_once('?').unwrap_or((key, ""));
        if !fragment.is_empty() || !query.is_empty() {
            let diagnostic = Diagnostic::new(
                &lint::PATH_KEY,
                site.item.place.clone(),
                format!("the path `{}` holds more than a path", site.key),
            )
            .at_key()
            .note("`?name=value` is taken as a query member that this operation demands, `#...` only as part of its name")
            .help("declare a query parameter with an `enum` of one value instead");
            self.report(diagnostic);
        }
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                QueryRequirement {
                    name: decoded(name),
                    value: decoded(value),
                }
            });
        (path.to_owned(), query.collect())
    }

    fn segment(
        &mut self,
        site: &Site<'_>,
        text: &str,
        parameters: &mut Vec<Parameter>,
        used: &mut BTreeSet<usize>,
    ) -> Segment {
        let mut parts: Vec<PathPart> = Vec::new();
        let mut rest: &str = text;
        while !rest.is_empty() {
            let Some((literal, after)) = rest.split_once('{') else {
                parts.push(PathPart::Literal(decoded(rest)));
                break;
            };
            let Some((name, after)) = after.split_once('}') else {
                parts.push(PathPart::Literal(decoded(rest)));
                break;
            };
            if !literal.is_empty() {
                parts.push(PathPart::Literal(decoded(literal)));
            }
            if matches!(parts.last(), Some(PathPart::Parameter(_))) {
                self.report_adjacent(site, name);
            }
            let index: usize = self.path_parameter(site, name, parameters);
            used.insert(index);
            parts.push(PathPart::Parameter(index));
            rest = after;
        }
        Segment { parts }
    }

    /// The index of a path parameter; one that nobody declares becomes a string.
    fn path_parameter(
        &mut self,
        site: &Site<'_>,
        name: &str,
        parameters: &mut Vec<Parameter>,
    ) -> usize {
        let known = parameters
            .iter()
            .position(|known| known.location == Location::Path && known.name.wire == name);
        if let Some(index) = known {
            return index;
        }
        let place: Place = site.operation.object.place.clone();
        let diagnostic = Diagnostic::new(
            &lint::TEMPLATE_MISMATCH,
            site.item.place.clone(),
            format!(
                "the path `{}` names `{name}`, but no path parameter has that name",
                site.key
            ),
        )
        .at_key()
        .related(place.clone(), "by this operation")
        .note("the operation takes it as a string")
        .help(match parameters_near(name, parameters) {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None => format!("declare a parameter with `in: path` and `name: {name}`"),
        });
        self.report(diagnostic);
        parameters.push(Parameter {
            name: Name::new(name),
            place,
            location: Location::Path,
            required: true,
            ty: Type::String,
            styling: Styling::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
            parts: Vec::new(),
            allow_empty: false,
            docs: Docs::default(),
            deprecated: false,
            default: None,
            rules: None,
        });
        parameters.len().saturating_sub(1)
    }

    fn report_unused(&mut self, site: &Site<'_>, parameters: &[Parameter], used: &BTreeSet<usize>) {
        let unused = parameters.iter().enumerate().filter(|(index, parameter)| {
            parameter.location == Location::Path && !used.contains(index)
        });
        for (_, parameter) in unused {
            let name: &str = &parameter.name.wire;
            let (what, help) = match site.receiver {
                Receiver::Server => (
                    "the path doesn't name",
                    format!("write `{{{name}}}` into the path, or remove the parameter"),
                ),
                Receiver::Webhook(_) => (
                    "a webhook has no path, so that nothing in it names",
                    "remove the parameter, or send it in the query".to_owned(),
                ),
                Receiver::Callback { .. } => (
                    "the URL of a callback is an expression, in which nothing names",
                    "remove the parameter, or send it in the query".to_owned(),
                ),
            };
            let diagnostic = Diagnostic::new(
                &lint::TEMPLATE_MISMATCH,
                parameter.place.clone(),
                format!("{what} the path parameter `{name}`"),
            )
            .note("it is left out, because there is no place to put it")
            .help(help);
            self.report(diagnostic);
        }
    }

    fn report_adjacent(&mut self, site: &Site<'_>, name: &str) {
        let diagnostic = Diagnostic::new(
            &lint::ADJACENT_PARAMETERS,
            site.item.place.clone(),
            format!("nothing stands between `{{{name}}}` and the parameter before it"),
        )
        .at_key()
        .note("a server can't tell where one ends and the other begins")
        .help("put a literal between them");
        self.report(diagnostic);
    }

    /// Finds the path of each document's server, and whether it is part of the routes.
    pub(super) fn choose_base_paths(&mut self) {
        for document in &self.description.documents {
            let path: String = self.server_path(document.servers.first());
            self.base_paths
                .insert(document.place.document.to_string(), path);
        }
        if let Some(document) = self.description.documents.first() {
            self.api.servers = super::servers::servers(&document.servers);
        }
    }

    fn base_path(&self, document: &document::OpenApi) -> String {
        let own: &String = match self.base_paths.get(&*document.place.document) {
            Some(own) => own,
            None => return String::new(),
        };
        let differ: bool = self.base_paths.values().any(|path| path != own);
        if differ || self.config.operations.base_path {
            own.clone()
        } else {
            String::new()
        }
    }

    /// The path of a server's URL, its variables filled by the config or their defaults.
    fn server_path(&self, server: Option<&document::Server>) -> String {
        let Some(server) = server else {
            return String::new();
        };
        let values: BTreeMap<&str, &str> = server
            .variables
            .iter()
            .map(|(name, variable)| {
                let configured = self.config.operations.server_variables.get(name);
                (
                    name.as_str(),
                    configured.unwrap_or(&variable.default).as_str(),
                )
            })
            .collect();
        let mut url: String = server.url.clone();
        for (name, value) in values {
            url = url.replace(&format!("{{{name}}}"), value);
        }
        let after_scheme: &str = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let path: &str = match (url.contains("://"), after_scheme.find('/')) {
            (true, None) => "",
            (true, Some(start)) => after_scheme.get(start..).unwrap_or_default(),
            (false, _) => after_scheme,
        };
        let path: &str = path.split(['?', '#']).next().unwrap_or_default();
        path.trim_end_matches('/').to_owned()
    }
}

/// Points at parameters by their place among those that are kept.
fn renumber(segments: &mut [Segment], order: &[usize]) {
    for part in segments.iter_mut().flat_map(|segment| &mut segment.parts) {
        if let PathPart::Parameter(index) = part {
            *index = order
                .iter()
                .position(|kept| kept == index)
                .unwrap_or_default();
        }
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A declared path parameter with a similar name, which was most likely meant.
fn parameters_near<'p>(name: &str, parameters: &'p [Parameter]) -> Option<&'p str> {
    let declared = parameters
        .iter()
        .filter(|known| known.location == Location::Path);
    config::nearest(name, declared.map(|known| known.name.wire.as_str()))
}
