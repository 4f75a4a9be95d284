//! Parts of `multipart/…` bodies: those without names, and headers (OpenAPI 3.2 *Encoding Object*).

use super::content::essence;
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{Encoding, MediaType},
    lower::{
        Lowering,
        kinds::Kinds,
        view::{Conjunction, View},
    },
    model::{Codec, Content, Header, Home, Name, PartEncoding, PartList, Type, rules::Direction},
};

impl<'d> Lowering<'d> {
    /// How parts are written by position; none where the document doesn't say so, or its schema is
    /// no array.
    pub(super) fn part_list(&self, object: &MediaType) -> Option<PartList> {
        let positional = !object.prefix_encoding.is_empty()
            || object.item_encoding.is_some()
            || object.item_schema.is_some();
        if !positional {
            return None;
        }
        let item = object.item_encoding.as_deref();
        let Some(schema) = object.schema else {
            let layers = Conjunction::one(object.item_schema?);
            return Some(PartList {
                prefix: Vec::new(),
                item: Some(self.listed_part(item, &layers)),
            });
        };
        let view = View::of(self.description, &Conjunction::one(schema));
        if self.kinds(&view).0 != Kinds::ARRAY {
            return None;
        }
        let prefix = view.prefix_items.iter().enumerate().map(|(index, layers)| {
            let encoding = object.prefix_encoding.get(index).or(item);
            self.listed_part(encoding, &Conjunction::all(layers.clone()))
        });
        Some(PartList {
            prefix: prefix.collect(),
            item: (!view.items.is_empty())
                .then(|| self.listed_part(item, &Conjunction::all(view.items.clone()))),
        })
    }

    /// A part has no name that a style could write.
    fn listed_part(&self, encoding: Option<&Encoding>, layers: &Conjunction) -> PartEncoding {
        match self.part_encoding(Codec::Multipart, encoding, layers) {
            PartEncoding::Style { .. } => self.part_encoding(Codec::Multipart, None, layers),
            content @ PartEncoding::Content { .. } => content,
        }
    }

    /// A body of parts without names.
    pub(super) fn listed(
        &mut self,
        media_type: &str,
        list: &PartList,
        object: &MediaType,
        home: Home,
        direction: Direction,
    ) -> Content {
        for encoding in object
            .prefix_encoding
            .iter()
            .chain(object.item_encoding.as_deref())
        {
            self.report_inner(encoding);
        }
        let ty: Option<Type> = match (object.schema, object.item_schema) {
            (Some(schema), _) => Some(self.type_at(schema, home).into_item()),
            (None, Some(item)) => {
                let item: Type = self.type_at(item, home).into_item();
                Some(Type::Array(Box::new(item)))
            }
            (None, None) => None,
        };
        Content {
            media_type: media_type.to_owned(),
            name: Name::new(essence(media_type)),
            codec: Codec::Parts,
            ty,
            parts: Vec::new(),
            list: Some(list.clone()),
            rules: match (object.schema, object.item_schema) {
                (Some(schema), _) => self.rules_of(schema, direction),
                (None, Some(item)) => self.rules_of_items(item, direction),
                (None, None) => None,
            },
        }
    }

    /// The headers of a part; only a file has a place for them.
    pub(super) fn part_headers(
        &mut self,
        encoding: &Encoding,
        layers: &Conjunction,
        home: &Home,
    ) -> Vec<Header> {
        if encoding.headers.is_empty() || self.is_file(layers) {
            return self.headers(&encoding.headers, home);
        }
        let diagnostic = Diagnostic::new(
            &lint::PART_HEADERS,
            encoding.place.child("headers"),
            "this part is no file, so that its value has no place for headers",
        )
        .at_key()
        .note("they are neither sent nor read")
        .help("describe the part as bytes if its headers matter");
        self.report(diagnostic);
        Vec::new()
    }

    /// Whether a part, or each item of it, holds bytes.
    fn is_file(&self, layers: &Conjunction) -> bool {
        let view = View::of(self.description, layers);
        let items = (!view.items.is_empty()).then(|| Conjunction::all(view.items.clone()));
        let layers: Conjunction = self.reduce(items.unwrap_or_else(|| layers.clone()));
        layers
            .schemas
            .iter()
            .any(|schema| self.files.contains(schema))
    }

    /// Encodings inside of parts that are forms themselves.
    pub(super) fn report_inner(&mut self, encoding: &Encoding) {
        let field = match encoding {
            Encoding { encoding, .. } if !encoding.is_empty() => "encoding",
            Encoding {
                prefix_encoding, ..
            } if !prefix_encoding.is_empty() => "prefixEncoding",
            Encoding { item_encoding, .. } if item_encoding.is_some() => "itemEncoding",
            _ => return,
        };
        let diagnostic = Diagnostic::new(
            &lint::NESTED_ENCODING,
            encoding.place.child(field),
            "how the parts of a part are written isn't generated",
        )
        .at_key()
        .note("the part itself is, as JSON, text or bytes")
        .help("send what is inside as a body of its own, or as parts of the outer one");
        self.report(diagnostic);
    }
}
