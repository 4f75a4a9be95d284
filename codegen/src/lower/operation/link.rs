//! Links (OpenAPI 3.1 *Link Object*).

use std::{collections::HashMap, sync::Arc};

use crate::{
    diagnostic::{Diagnostic, lint},
    document::{self, RefOr},
    lower::Lowering,
    model::{Link, LinkValue, OperationId, Receiver, Status},
    pointer::Place,
    value::Node,
};

/// Where a link of the model is: its operation, response and name.
pub(in crate::lower) type LinkKey = (OperationId, Status, String);

/// What a link leads to.
#[derive(Debug)]
pub(in crate::lower) struct LinkEnd {
    /// Where the link stands.
    place: Place,
    target: Target,
}

#[derive(Debug)]
enum Target {
    /// The `operationId` of an operation of the same entry document.
    Id(String),
    /// Where an operation is written.
    Place(Place),
    /// A document that wasn't read.
    Elsewhere,
}

/// The operations that links can lead to.
#[derive(Default)]
struct Ends {
    /// By entry document and `operationId`; the first of those that share one.
    ids: HashMap<(Arc<str>, String), OperationId>,
    places: HashMap<Place, OperationId>,
}

impl<'d> Lowering<'d> {
    /// The links of a response, which are connected when all operations are there.
    pub(super) fn links(
        &mut self,
        (operation, status): (OperationId, Status),
        links: &[(String, RefOr<document::Link>)],
    ) -> Vec<Link> {
        let mut lowered: Vec<Link> = Vec::new();
        for (name, link) in links {
            let Some(link) = self.description.resolve(link) else {
                continue;
            };
            let object: &document::Link = link.object;
            let (text, target) = match (&object.operation_id, &object.operation_ref) {
                (Some(id), _) => (id, Target::Id(id.clone())),
                (None, Some(text)) => (text, self.referred(text, link.place)),
                (None, None) => {
                    self.report_aimless(link.place);
                    continue;
                }
            };
            let end = LinkEnd {
                place: link.place.clone(),
                target,
            };
            self.link_ends
                .insert((operation, status, name.clone()), end);
            let parameters = object.parameters.iter();
            lowered.push(Link {
                name: name.clone(),
                description: link.description.map(str::to_owned),
                target: text.clone(),
                operation: None,
                parameters: parameters
                    .filter_map(|(name, node)| Some((name.clone(), value(node)?)))
                    .collect(),
                body: object.request_body.as_ref().and_then(value),
            });
        }
        lowered
    }

    /// A reference may well lead to a description that nobody reads.
    fn referred(&self, text: &str, link: &Place) -> Target {
        let place = self.description.place_of(text, &link.document);
        place.map_or(Target::Elsewhere, Target::Place)
    }

    /// Finds the operations that links lead to.
    pub(in crate::lower) fn connect_links(&mut self) {
        let link_ends = std::mem::take(&mut self.link_ends);
        if link_ends.is_empty() {
            return;
        }
        let ends: Ends = self.link_targets();
        for ((operation, status, name), end) in link_ends {
            let found: Option<OperationId> = match &end.target {
                Target::Id(id) => {
                    let entry = self.entries.get(operation.0).cloned();
                    entry.and_then(|entry| ends.ids.get(&(entry, id.clone())).copied())
                }
                Target::Place(place) => ends.places.get(place).copied(),
                Target::Elsewhere => continue,
            };
            if found.is_none() {
                self.report_lost(&end);
            }
            let operation = self.api.operations.get_mut(operation.0);
            let responses = operation.into_iter().flat_map(|one| &mut one.responses);
            let links = responses
                .filter(|response| response.status == status)
                .flat_map(|response| &mut response.links);
            for link in links.filter(|link| link.name == name) {
                link.operation = found;
            }
        }
    }

    fn link_targets(&self) -> Ends {
        let mut ends = Ends::default();
        for (index, operation) in self.api.operations.iter().enumerate() {
            let id = OperationId(index);
            ends.places.entry(operation.place.clone()).or_insert(id);
            let entry = self.entries.get(index);
            if let Some(entry) = entry.filter(|_| operation.receiver == Receiver::Server) {
                let name: String = operation.name.wire.clone();
                ends.ids.entry((Arc::clone(entry), name)).or_insert(id);
            }
        }
        ends
    }

    fn report_aimless(&mut self, link: &Place) {
        let diagnostic = Diagnostic::new(
            &lint::UNKNOWN_LINK,
            link.clone(),
            "this link leads to no operation",
        )
        .note("it is left out, because there is nothing to call")
        .help("name one with `operationId` or `operationRef`");
        self.report(diagnostic);
    }

    fn report_lost(&mut self, end: &LinkEnd) {
        let message: String = match &end.target {
            Target::Id(id) => {
                format!("the link leads to `{id}`, but no operation has this `operationId`")
            }
            Target::Place(place) => format!("the link leads to {place}, where no operation is"),
            Target::Elsewhere => return,
        };
        let diagnostic = Diagnostic::new(&lint::UNKNOWN_LINK, end.place.clone(), message)
            .note("it stays in the documentation only");
        self.report(diagnostic);
    }
}

fn value(node: &Node) -> Option<LinkValue> {
    if let Node::String(text) = node
        && (text.starts_with('$') || text.contains("{$"))
    {
        return Some(LinkValue::Expression(text.clone()));
    }
    let text: String = serde_json::to_string(node).ok()?;
    Some(LinkValue::Constant(text))
}
