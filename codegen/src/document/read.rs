//! From nodes to OpenAPI objects.

mod component;
mod media;
mod operation;
mod root;
mod security;

use super::{ObjectReference, RefOr};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::Place,
    schema::{
        SchemaId,
        reader::{Context, From, Kind, Reader, Rest, nearest},
    },
    value::{Mapping, Node},
};

/// An object in whose stead a Reference Object may stand.
pub(crate) trait ReadObject: Sized {
    /// What a reference to it expects.
    const KIND: Kind;

    /// Reads it; `None` if that is impossible, which a diagnostic says.
    fn read(reader: &mut Reader, object: &Object<'_>, context: &Context) -> Option<Self>;
}

/// A mapping that is read as an object, and where it stands.
pub(crate) struct Object<'n> {
    pub(crate) mapping: &'n Mapping,
    pub(crate) place: Place,
}

impl<'n> Object<'n> {
    /// A member and its place.
    fn get(&self, key: &str) -> Option<(&'n Node, Place)> {
        Some((self.mapping.get(key)?, self.place.child(key)))
    }
}

impl Reader {
    /// The node as an object; a wrong type is reported.
    pub(crate) fn object<'n>(&mut self, node: &'n Node, place: &Place) -> Option<Object<'n>> {
        let mapping = self.mapping(node, place)?;
        Some(Object {
            mapping,
            place: place.clone(),
        })
    }

    /// The object at a node, or the reference in its stead.
    pub(crate) fn ref_or<T: ReadObject>(
        &mut self,
        node: &Node,
        place: &Place,
        context: &Context,
    ) -> Option<RefOr<T>> {
        let object = self.object(node, place)?;
        match self.object_reference(&object, T::KIND, context) {
            Some(reference) => Some(RefOr::Reference(reference)),
            None => Some(RefOr::Item(T::read(self, &object, context)?)),
        }
    }

    fn object_reference(
        &mut self,
        object: &Object<'_>,
        kind: Kind,
        context: &Context,
    ) -> Option<ObjectReference> {
        let Some(Node::String(text)) = object.mapping.get("$ref") else {
            return None;
        };
        let place = &object.place;
        self.follow_later(From::Object(kind), text, place, context);
        let reads = |key: &str| matches!(key, "$ref" | "summary" | "description");
        let ignored: Vec<&str> = object
            .mapping
            .unique()
            .map(|(key, _)| key)
            .filter(|key| !reads(key) && !key.starts_with("x-"))
            .collect();
        if !ignored.is_empty() {
            let why = "in a Reference Object only `summary` and `description` count beside it";
            let help = "write it where the reference leads to, or write the object out here";
            self.ignored_siblings(place, &ignored, (why, help));
        }
        Some(ObjectReference {
            place: place.clone(),
            text: text.clone(),
            summary: self.text_of(object, "summary"),
            description: self.text_of(object, "description"),
        })
    }

    fn text_of(&mut self, object: &Object<'_>, key: &str) -> Option<String> {
        let (node, place) = object.get(key)?;
        self.text(node, &place)
    }

    fn flag_of(&mut self, object: &Object<'_>, key: &str) -> Option<bool> {
        let (node, place) = object.get(key)?;
        self.boolean(node, &place)
    }

    /// A text without which the object means nothing.
    fn needed(&mut self, object: &Object<'_>, what: &str, key: &str) -> Option<String> {
        let text = self.text_of(object, key);
        if text.is_none()
            && object
                .mapping
                .get(key)
                .is_none_or(|node| node == &Node::Null)
        {
            self.missing(&object.place, what, key);
        }
        text
    }

    fn schema_of(&mut self, object: &Object<'_>, key: &str, context: &Context) -> Option<SchemaId> {
        let (node, place) = object.get(key)?;
        Some(self.schema(node, &place, context))
    }

    fn strings_of(&mut self, object: &Object<'_>, key: &str) -> Vec<String> {
        match object.get(key) {
            Some((Node::Null, _)) | None => Vec::new(),
            Some((node, place)) => self.strings(node, &place),
        }
    }

    /// The entries of a map of objects. Null counts as absent: an empty block in YAML.
    fn map_of<T>(
        &mut self,
        object: &Object<'_>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Node, &Place) -> Option<T>,
    ) -> Vec<(String, T)> {
        let Some((node, place)) = object.get(key) else {
            return Vec::new();
        };
        if node == &Node::Null {
            return Vec::new();
        }
        let Some(mapping) = self.mapping(node, &place) else {
            return Vec::new();
        };
        if self.is_misplaced_reference(mapping, &place) {
            return Vec::new();
        }
        let entries = mapping
            .unique()
            .filter(|(name, _)| key != "paths" || !name.starts_with("x-"));
        entries
            .filter_map(|(name, node)| {
                Some((name.to_owned(), read(self, node, &place.child(name))?))
            })
            .collect()
    }

    fn refs_of<T: ReadObject>(
        &mut self,
        object: &Object<'_>,
        key: &str,
        context: &Context,
    ) -> Vec<(String, RefOr<T>)> {
        self.map_of(object, key, |reader, node, place| {
            reader.ref_or(node, place, context)
        })
    }

    fn list_of<T>(
        &mut self,
        object: &Object<'_>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Node, &Place) -> Option<T>,
    ) -> Vec<T> {
        let Some((node, place)) = object.get(key) else {
            return Vec::new();
        };
        if node == &Node::Null {
            return Vec::new();
        }
        let items = self.sequence(node, &place).unwrap_or_default();
        let items = items.iter().enumerate();
        items
            .filter_map(|(index, node)| read(self, node, &place.item(index)))
            .collect()
    }

    /// The extensions and unknown members. Schemas may have any member; other objects may not.
    fn rest_of(&mut self, object: &Object<'_>, known: &[&str]) -> Rest {
        let rest = self.rest(object.mapping, &object.place, known);
        for (key, _) in &rest.unknown {
            if nearest(key, known.iter().copied()).is_none() {
                self.group(&lint::UNKNOWN_MEMBER, key, object.place.child(key));
            }
        }
        rest
    }

    /// One of a few words, such as a style.
    fn word_of<T: Copy>(
        &mut self,
        object: &Object<'_>,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let (node, place) = object.get(key)?;
        let text = self.string(node, &place)?;
        let found = words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let mut diagnostic = Diagnostic::new(
                &lint::WRONG_TYPE,
                place,
                format!("`{key}` can't be `{text}`"),
            )
            .note(format!("it is one of {}", all.join(", ")));
            if let Some(near) = nearest(&text, all.iter().copied()) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
            self.report(diagnostic);
        }
        found
    }
}
