//! Which parts of forms are files.

use super::content::essence;
use crate::{
    document::{Encoding, MediaType, PathItem, RefOr},
    lower::{
        Lowering,
        kinds::Kinds,
        view::{Conjunction, View},
    },
    schema::SchemaId,
};

/// How deep callbacks and unions are followed.
const DEPTH: usize = 4;

impl<'d> Lowering<'d> {
    /// Finds the schemas of parts of `multipart/form-data` that hold bytes (OpenAPI 3.1 *Encoding
    /// Object*), before any schema becomes a type.
    pub(in crate::lower) fn find_files(&mut self) {
        for document in &self.description.documents {
            let items = document.paths.iter().map(|(_, item)| item);
            for item in items.chain(self.webhooks(document).map(|(_, item)| item)) {
                self.files_in(item, DEPTH);
            }
        }
    }

    fn files_in(&mut self, item: &PathItem, depth: usize) {
        let Some(deeper) = depth.checked_sub(1) else {
            return;
        };
        let description = self.description;
        let item: PathItem = description.path_item(item).into_owned();
        for (_, operation) in &item.operations {
            let Some(operation) = description.resolve(operation) else {
                continue;
            };
            let body = operation.object.request_body.as_ref();
            if let Some(body) = body.and_then(|body| description.resolve(body)) {
                self.files_of(&body.object.content);
            }
            let responses = operation.object.responses.iter();
            for (_, response) in responses.flat_map(|responses| &responses.responses) {
                if let Some(response) = description.resolve(response) {
                    self.files_of(&response.object.content);
                }
            }
            for (_, callback) in &operation.object.callbacks {
                if let Some(callback) = description.resolve(callback) {
                    for (_, item) in &callback.object.expressions {
                        self.files_in(item, deeper);
                    }
                }
            }
        }
    }

    fn files_of(&mut self, contents: &[(String, RefOr<MediaType>)]) {
        for (media_type, content) in contents {
            let essence: String = essence(media_type);
            let Some(content) = self.description.resolve(content) else {
                continue;
            };
            match (essence.as_str(), content.object.schema) {
                ("multipart/form-data", Some(schema)) => {
                    self.files_of_form(schema, &content.object.encoding, DEPTH);
                }
                (essence, _) if essence.starts_with("multipart/") => {
                    self.files_of_list(content.object);
                }
                _ => {}
            }
        }
    }

    /// The files among parts without names.
    fn files_of_list(&mut self, object: &MediaType) {
        if self.part_list(object).is_none() {
            return;
        }
        let item = object.item_encoding.as_deref();
        let content_type = |encoding: Option<&Encoding>| {
            encoding.and_then(|encoding| encoding.content_type.clone())
        };
        let mut parts: Vec<(Conjunction, Option<String>)> = Vec::new();
        if let Some(schema) = object.schema {
            let view = View::of(self.description, &Conjunction::one(schema));
            for (index, layers) in view.prefix_items.iter().enumerate() {
                let encoding = object.prefix_encoding.get(index).or(item);
                parts.push((Conjunction::all(layers.clone()), content_type(encoding)));
            }
            if !view.items.is_empty() {
                parts.push((Conjunction::all(view.items.clone()), content_type(item)));
            }
        } else if let Some(schema) = object.item_schema {
            parts.push((Conjunction::one(schema), content_type(item)));
        }
        for (part, content_type) in parts {
            self.file_of(part, content_type.as_deref());
        }
    }

    fn files_of_form(&mut self, schema: SchemaId, encodings: &[(String, Encoding)], depth: usize) {
        let Some(deeper) = depth.checked_sub(1) else {
            return;
        };
        let view = View::of(self.description, &Conjunction::one(schema));
        for property in &view.properties {
            let encoding = encodings.iter().find(|(name, _)| name == property.name);
            let content_type = encoding.and_then(|(_, encoding)| encoding.content_type.as_deref());
            self.file_of(Conjunction::all(property.layers.clone()), content_type);
        }
        for union in &view.unions {
            for arm in union.arms {
                self.files_of_form(*arm, encodings, deeper);
            }
        }
    }

    /// Notes the schema of a part, or of its items, if it holds bytes.
    fn file_of(&mut self, part: Conjunction, content_type: Option<&str>) {
        let mut part: Conjunction = part;
        let mut view = View::of(self.description, &part);
        let (mut kinds, _) = self.kinds(&view);
        if kinds == Kinds::ARRAY && !view.items.is_empty() {
            part = Conjunction::all(view.items.clone());
            view = View::of(self.description, &part);
            kinds = self.kinds(&view).0;
        }
        let described: bool = view.content_encoding.is_none()
            && (view.format == Some("binary") || view.content_media_type.is_some());
        // Without a type of its own a part is bytes, unless its media type says otherwise.
        let undescribed: bool = kinds == Kinds::ALL && !view.has_shape();
        let typed: bool = content_type.is_some_and(is_binary);
        let is_file: bool = match kinds {
            Kinds::STRING => described || (typed && !view.has_shape() && view.format.is_none()),
            _ => undescribed && (typed || content_type.is_none()),
        };
        if is_file {
            self.files.extend(self.reduce(part).schemas);
        }
    }
}

/// Whether a `contentType` names something that is no text.
fn is_binary(content_type: &str) -> bool {
    let essence: String = essence(content_type);
    !essence.starts_with("text/") && !super::content::is_json(&essence) && !essence.ends_with("xml")
}
