//! Links (OpenAPI 3.1 *Link Object*).

use percent_encoding::percent_decode_str;

use crate::{
    diagnostic::{Diagnostic, lint},
    document::{self, RefOr},
    lower::Lowering,
    model::{Link, LinkValue, OperationId, Receiver},
    pointer::{Place, Pointer},
    value::Node,
};

impl<'d> Lowering<'d> {
    /// The links of a response, which are connected when all operations are there.
    pub(super) fn links(&mut self, links: &[(String, RefOr<document::Link>)]) -> Vec<Link> {
        let mut lowered: Vec<Link> = Vec::new();
        for (name, link) in links {
            let Some(link) = self.description.resolve(link) else {
                continue;
            };
            let object: &document::Link = link.object;
            let target = object
                .operation_id
                .as_ref()
                .or(object.operation_ref.as_ref());
            let Some(target) = target.cloned() else {
                continue;
            };
            let parameters = object.parameters.iter();
            let index: usize = self.link_places.len();
            self.link_places.push(link.place.clone());
            lowered.push(Link {
                name: name.clone(),
                description: link.description.map(str::to_owned),
                target,
                // Its index among the places, until it is connected.
                operation: Some(OperationId(index)),
                parameters: parameters
                    .filter_map(|(name, node)| Some((name.clone(), value(node)?)))
                    .collect(),
                body: object.request_body.as_ref().and_then(value),
            });
        }
        lowered
    }

    /// Finds the operations that links lead to.
    pub(in crate::lower) fn connect_links(&mut self) {
        let places: Vec<Place> = std::mem::take(&mut self.link_places);
        let mut lost: Vec<(Place, String)> = Vec::new();
        let known: Vec<(String, Place)> = self
            .api
            .operations
            .iter()
            .map(|operation| {
                let id: &str = match operation.receiver {
                    Receiver::Server => &operation.name.wire,
                    _ => "",
                };
                (id.to_owned(), operation.place.clone())
            })
            .collect();
        let links = self
            .api
            .operations
            .iter_mut()
            .flat_map(|operation| &mut operation.responses)
            .flat_map(|response| &mut response.links);
        for link in links {
            let place = link.operation.and_then(|index| places.get(index.0));
            let Some(place) = place else {
                continue;
            };
            link.operation = target(&link.target, place, &known);
            // A reference may well lead to a description that nobody reads.
            let by_id: bool = !link.target.contains(['/', '#']);
            if link.operation.is_none() && by_id {
                lost.push((place.clone(), link.target.clone()));
            }
        }
        for (place, target) in lost {
            let diagnostic = Diagnostic::new(
                &lint::UNKNOWN_LINK,
                place,
                format!("the link leads to `{target}`, but no operation has this `operationId`"),
            )
            .note("it stays in the documentation only");
            self.report(diagnostic);
        }
    }
}

/// The operation that a link names: by its id, else by its place.
fn target(text: &str, link: &Place, known: &[(String, Place)]) -> Option<OperationId> {
    let by_id = known
        .iter()
        .position(|(id, _)| !id.is_empty() && id == text);
    let found = by_id.or_else(|| {
        let fragment: &str = text.strip_prefix('#')?;
        let fragment = percent_decode_str(fragment).decode_utf8().ok()?;
        let tokens: Vec<String> = fragment
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
            .collect();
        let pointer = Pointer::from_tokens(tokens.iter().map(String::as_str));
        known
            .iter()
            .position(|(_, place)| place.document == link.document && place.pointer == pointer)
    });
    found.map(OperationId)
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
