//! Paths, webhooks and callbacks → operations.

mod area;
mod content;
mod doubtful;
mod files;
mod link;
mod own;
mod parameter;
mod part;
mod path;
mod query_string;
mod routes;
mod security;
mod servers;
mod standard;

use std::sync::Arc;

pub(super) use self::{
    content::is_json,
    link::{LinkEnd, LinkKey},
};

use super::Lowering;
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{self, Method, OpenApi, PathItem, RefOr},
    model::{
        AreaId, Docs, ModulePath, Name, Operation, OperationId, PathTemplate, Receiver,
        ServerGroupId,
    },
    pointer::Place,
    resolve::{Description, Resolved},
};

/// One operation of a document, with all that it inherits.
struct Site<'d> {
    document: &'d OpenApi,
    /// The path as written, or the name of a webhook.
    key: &'d str,
    item: &'d PathItem,
    method: &'d Method,
    operation: Resolved<'d, document::Operation>,
    receiver: Receiver,
}

impl<'d> Lowering<'d> {
    /// Lowers the operations of all documents.
    pub(super) fn operations(&mut self) {
        self.choose_base_paths();
        let items: Vec<Entry> = self.path_items();
        for entry in &items {
            self.path_item(entry);
        }
    }

    /// Every path item with what its `$ref` brings.
    fn path_items(&mut self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut unread = Vec::new();
        let description: &'d Description = self.description;
        for (index, document) in description.documents.iter().enumerate() {
            for (key, item) in &document.paths {
                entries.push(Entry {
                    document: index,
                    key: key.clone(),
                    item: self.description.path_item(item).into_owned(),
                    receiver: Receiver::Server,
                });
            }
            if !self.config.operations.x_webhooks && !document.x_webhooks.is_empty() {
                unread.push((&document.place, &document.x_webhooks));
            }
            for (name, item) in self.webhooks(document) {
                entries.push(Entry {
                    document: index,
                    key: name.clone(),
                    item: self.description.path_item(item).into_owned(),
                    receiver: Receiver::Webhook(name.clone()),
                });
            }
        }
        for (place, webhooks) in unread {
            self.report_unread(place, webhooks);
        }
        entries
    }

    /// The webhooks of a document that are generated.
    fn webhooks(
        &self,
        document: &'d OpenApi,
    ) -> impl Iterator<Item = &'d (String, PathItem)> + use<'d> {
        let foreign = match self.config.operations.x_webhooks {
            true => document.x_webhooks.as_slice(),
            false => &[],
        };
        document.webhooks.iter().chain(foreign)
    }

    fn report_unread(&mut self, document: &Place, webhooks: &[(String, PathItem)]) {
        let names = webhooks.iter().map(|(name, _)| format!("`{name}`"));
        let names: Vec<String> = names.collect();
        let diagnostic = Diagnostic::new(
            &lint::UNREAD_WEBHOOKS,
            document.child("x-webhooks"),
            "nothing is generated from these webhooks, because no standard says what they are",
        )
        .at_key()
        .note(format!("they are {}", names.join(", ")))
        .help("write `webhooks`, or have them read with `x_webhooks = true` under `[operations]`");
        self.report(diagnostic);
    }

    fn path_item(&mut self, entry: &Entry) {
        let Some(document) = self.description.documents.get(entry.document) else {
            return;
        };
        for (method, operation) in by_method(&entry.item) {
            let Some(operation) = self.description.resolve(operation) else {
                continue;
            };
            let site = Site {
                document,
                key: &entry.key,
                item: &entry.item,
                method,
                operation,
                receiver: entry.receiver.clone(),
            };
            if self.is_wanted(&site) {
                self.operation(&site);
            }
        }
    }

    /// Whether the config includes an operation.
    fn is_wanted(&self, site: &Site<'_>) -> bool {
        let config = &self.config.operations;
        let words: Vec<String> = words(site);
        let any = |globs: &[crate::config::Glob]| {
            globs
                .iter()
                .any(|glob| words.iter().any(|word| glob.matches(word)))
        };
        (config.include.is_empty() || any(&config.include)) && !any(&config.exclude)
    }

    fn operation(&mut self, site: &Site<'_>) -> OperationId {
        let id = OperationId(self.api.operations.len());
        let object: &document::Operation = site.operation.object;
        let place: Place = object.place.clone();
        let area: AreaId = self.area(site);
        let servers: Option<ServerGroupId> = self.servers_of(site);
        self.api.operations.push(Operation {
            place: place.clone(),
            name: Name::new(operation_name(site)),
            module: ModulePath::default(),
            docs: operation_docs(site),
            deprecated: object.deprecated,
            area,
            receiver: site.receiver.clone(),
            method: site.method.as_str().to_owned(),
            path: PathTemplate::default(),
            template: site.key.to_owned(),
            servers,
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            security: Vec::new(),
            required_query: Vec::new(),
            tags: site.operation.object.tags.clone(),
            told_by: Vec::new(),
            required_body_keys: Vec::new(),
            extensions: self.extensions(object),
        });
        self.entries.push(Arc::clone(&site.document.place.document));
        let security = self.security(site);
        let parameters = self.parameters(id, site);
        let parameters = self.without_keys(parameters, &security);
        let (path, parameters) = self.path(site, parameters);
        let body = self.body(id, object);
        let responses = self.responses(id, object);
        if let Some(operation) = self.api.operations.get_mut(id.0) {
            operation.path = path;
            operation.parameters = parameters;
            operation.body = body;
            operation.responses = responses;
            operation.security = security;
        }
        self.callbacks(id, site);
        id
    }

    /// The operations that an operation's callbacks declare.
    fn callbacks(&mut self, id: OperationId, site: &Site<'_>) {
        for (name, callback) in &site.operation.object.callbacks {
            let description = self.description;
            let Some(callback) = description.resolve(callback) else {
                continue;
            };
            for (expression, item) in &callback.object.expressions {
                let item: PathItem = description.path_item(item).into_owned();
                for (method, operation) in by_method(&item) {
                    let Some(operation) = description.resolve(operation) else {
                        continue;
                    };
                    if !operation.object.callbacks.is_empty() && self.is_nested(id) {
                        self.report_nested(&operation.object.place);
                        continue;
                    }
                    self.operation(&Site {
                        document: site.document,
                        key: expression,
                        item: &item,
                        method,
                        operation,
                        receiver: Receiver::Callback {
                            operation: id,
                            name: name.clone(),
                            expression: expression.clone(),
                        },
                    });
                }
            }
        }
    }

    /// Whether an operation is a callback itself.
    fn is_nested(&self, id: OperationId) -> bool {
        let operation: Option<&Operation> = self.api.operations.get(id.0);
        operation.is_some_and(|operation| matches!(operation.receiver, Receiver::Callback { .. }))
    }

    fn report_nested(&mut self, place: &Place) {
        let diagnostic = Diagnostic::new(
            &lint::NESTED_CALLBACK,
            place.clone(),
            "a callback of a callback declares callbacks again",
        )
        .note("they may lead in a circle, so only two levels are generated");
        self.report(diagnostic);
    }

    /// The extensions that the config passes on as metadata.
    fn extensions(&self, object: &document::Operation) -> Vec<(String, String)> {
        let globs = &self.config.operations.extensions;
        let wanted = object
            .extensions
            .iter()
            .filter(|(name, _)| globs.iter().any(|glob| glob.matches(name)));
        wanted
            .filter_map(|(name, value)| Some((name.clone(), serde_json::to_string(value).ok()?)))
            .collect()
    }
}

/// What the config can call an operation.
fn words(site: &Site<'_>) -> Vec<String> {
    let object: &document::Operation = site.operation.object;
    let route: String = format!("{} {}", site.method.as_str(), site.key);
    let document: String = format!("document:{}", site.document.place.document);
    let tags = object.tags.iter().map(|tag| format!("tag:{tag}"));
    object
        .operation_id
        .iter()
        .cloned()
        .chain(tags)
        .chain([route, document])
        .collect()
}

/// The operations of a path item in an order that isn't the document's: what the item says for all
/// of them belongs to the first.
fn by_method(item: &PathItem) -> Vec<&(Method, RefOr<document::Operation>)> {
    let mut operations: Vec<_> = item.operations.iter().collect();
    operations.sort_by_key(|(method, _)| method);
    operations
}

/// A path item of a document.
struct Entry {
    document: usize,
    key: String,
    item: PathItem,
    receiver: Receiver,
}

/// The `operationId`, or a name made of method and path; of a callback, whose path is an
/// expression, of method and name.
fn operation_name(site: &Site<'_>) -> String {
    if let Some(id) = &site.operation.object.operation_id
        && !id.trim().is_empty()
    {
        return id.clone();
    }
    let method: String = site.method.as_str().to_lowercase();
    let path: &str = match &site.receiver {
        Receiver::Callback { name, .. } => name,
        _ => site.key,
    };
    let words = path
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = [method.as_str()].into_iter().chain(words).collect();
    words.join("_")
}

fn operation_docs(site: &Site<'_>) -> Docs {
    let object: &document::Operation = site.operation.object;
    let summary = site.operation.summary.map(str::to_owned);
    let description = site.operation.description.map(str::to_owned);
    Docs {
        summary: summary.or_else(|| site.item.summary.clone()),
        description: description.or_else(|| site.item.description.clone()),
        link: object.external_docs.as_ref().map(|docs| docs.url.clone()),
        remarks: Vec::new(),
    }
}
