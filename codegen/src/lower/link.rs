//! Links in place of the documents' texts, for code that must not repeat them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Lowering;
use crate::{
    config::{self, DocsMode},
    model::{Docs, Home, Operation, Shape},
    pointer::Place,
};

/// What stands for an item's own in a link.
#[derive(Default)]
struct Words {
    operation: String,
    method: String,
    path: String,
    /// Method and path as the heading of a page would be linked to.
    anchor: String,
}

impl Words {
    fn of(operation: &Operation) -> Self {
        let heading: String = format!("{} {}", operation.method, operation.template);
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-');
        Self {
            operation: operation.name.wire.clone(),
            method: operation.method.to_lowercase(),
            path: operation.template.clone(),
            anchor: heading.to_lowercase().chars().filter(kept).collect(),
        }
    }
}

impl Lowering<'_> {
    /// Takes the texts out of the model where the config asks for it; a link to its place takes
    /// the place of each.
    pub(super) fn link(&mut self) {
        let docs: &config::Docs = &self.config.docs;
        if docs.mode == DocsMode::Full {
            return;
        }
        let none = Words::default();
        if let Some(first) = self.description.documents.first() {
            replace(docs, &mut self.api.docs, &first.place, &none);
        }
        for definition in &mut self.api.types {
            let operation = match &definition.origin.home {
                Home::Operation { operation, .. } => self.api.operations.get(operation.0),
                _ => None,
            };
            let words = operation.map(Words::of).unwrap_or_default();
            let place: &Place = &definition.origin.place;
            replace(docs, &mut definition.docs, place, &words);
            link_members(docs, &mut definition.shape, place, &words);
        }
        for operation in &mut self.api.operations {
            link_operation(docs, operation);
        }
        for scheme in &mut self.api.schemes {
            replace(docs, &mut scheme.docs, &scheme.place, &none);
        }
        // A tag is declared in every document that uses it, or in none.
        for area in &mut self.api.areas {
            area.docs = without_texts(&area.docs);
        }
        let apart = self.api.server_groups.iter_mut();
        let apart = apart.flat_map(|group| &mut group.servers);
        for server in self.api.servers.iter_mut().chain(apart) {
            server.description = None;
        }
    }
}

fn link_members(docs: &config::Docs, shape: &mut Shape, place: &Place, words: &Words) {
    match shape {
        Shape::Struct(object) => {
            for field in &mut object.fields {
                replace(docs, &mut field.docs, &field.place, words);
            }
        }
        Shape::Positions(positions) => {
            for field in &mut positions.items {
                replace(docs, &mut field.docs, &field.place, words);
            }
        }
        Shape::Enumeration(values) => {
            for value in &mut values.values {
                replace(docs, &mut value.docs, place, words);
            }
        }
        Shape::Union(union) => {
            for arm in &mut union.arms {
                replace(docs, &mut arm.docs, place, words);
            }
        }
        Shape::Text(_) | Shape::Newtype(_) | Shape::Alias(_) | Shape::Never => {}
    }
}

fn link_operation(docs: &config::Docs, operation: &mut Operation) {
    let words = Words::of(operation);
    replace(docs, &mut operation.docs, &operation.place, &words);
    for parameter in &mut operation.parameters {
        replace(docs, &mut parameter.docs, &parameter.place, &words);
    }
    if let Some(body) = &mut operation.body {
        let place: Place = operation.place.child("requestBody");
        replace(docs, &mut body.docs, &place, &words);
    }
    for response in &mut operation.responses {
        replace(docs, &mut response.docs, &response.place, &words);
        for link in &mut response.links {
            link.description = None;
        }
        for header in &mut response.headers {
            let place: Place = response.place.child("headers").child(&header.name.wire);
            replace(docs, &mut header.docs, &place, &words);
        }
    }
}

/// What the generator itself says.
fn without_texts(docs: &Docs) -> Docs {
    Docs {
        remarks: docs.remarks.clone(),
        ..Docs::default()
    }
}

fn replace(config: &config::Docs, docs: &mut Docs, place: &Place, words: &Words) {
    let had_text: bool =
        docs.summary.is_some() || docs.description.is_some() || docs.link.is_some();
    *docs = without_texts(docs);
    if config.mode == DocsMode::Link && had_text {
        docs.link = config.link_to(place).map(|link| fill(link, place, words));
    }
}

/// A link with an item's own words in it.
fn fill(link: &str, place: &Place, words: &Words) -> String {
    let mut filled: String = link.to_owned();
    for (mark, word) in [
        ("{document}", &*place.document),
        ("{pointer}", place.pointer.as_str()),
        ("{operation}", &words.operation),
        ("{method}", &words.method),
        ("{path}", &words.path),
        ("{anchor}", &words.anchor),
    ] {
        filled = filled.replace(mark, &encoded(word));
    }
    filled
}

/// A text as part of a URL (RFC 3986 §3): what can't stand in its path or fragment is encoded.
fn encoded(text: &str) -> String {
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/')
        .remove(b'!')
        .remove(b'$')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')')
        .remove(b'*')
        .remove(b'+')
        .remove(b',')
        .remove(b';')
        .remove(b'=')
        .remove(b':')
        .remove(b'@');
    utf8_percent_encode(text, ENCODED).to_string()
}
