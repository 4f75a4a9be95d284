//! Follows references until there are none left.

use std::{collections::BTreeMap, sync::Arc};

use super::{description::Targets, load::Loader};
use crate::{
    diagnostic::lint,
    document::{
        Callback, Example, Header, Link, MediaType, Operation, Parameter, RefOr, RequestBody,
        Response, SecurityScheme, read::ReadObject, upgrade,
    },
    pointer::{Place, Pointer, uri},
    schema::{
        Dialect, SchemaId,
        reader::{Context, From, Kind, Pending},
    },
    value::{Mapping, Node},
};

use super::file::Failure;

/// Why a reference leads nowhere.
pub(super) enum Unresolved {
    /// The text isn't a URI reference, or leads out of the root.
    Uri(uri::UriError),
    /// Nothing has this URI.
    Unknown(String),
    /// The document isn't there.
    Document(Arc<str>, crate::source::SourceError),
    /// The document, which is broken, has been reported.
    Reported,
    /// There is nothing at the pointer.
    Pointer(Place),
    /// No schema has this anchor.
    Anchor(String),
    /// The schema at the place belongs to another kind of object; that has been reported.
    Kind,
}

/// Where objects of a kind are kept.
trait Table: ReadObject {
    fn table(targets: &mut Targets) -> &mut BTreeMap<Place, RefOr<Self>>;
}

macro_rules! tables {
    ($($kind:ident $table:ident;)+) => {$(
        impl Table for $kind {
            fn table(targets: &mut Targets) -> &mut BTreeMap<Place, RefOr<Self>> {
                &mut targets.$table
            }
        }
    )+};
}

tables! {
    Parameter parameters;
    RequestBody request_bodies;
    Response responses;
    Header headers;
    MediaType media_types;
    Example examples;
    Link links;
    Callback callbacks;
    Operation operations;
    SecurityScheme security_schemes;
}

impl Loader<'_> {
    /// Follows all references, and those that turn up on the way. One whose URI is unknown waits
    /// until everything else has been read, which may hold its `$id`.
    pub(super) fn follow_all(&mut self) {
        let mut waiting: Vec<Pending> = Vec::new();
        loop {
            let mut progress = false;
            while !self.reader.pending.is_empty() {
                progress = true;
                for pending in std::mem::take(&mut self.reader.pending) {
                    match self.follow(&pending) {
                        Err(Unresolved::Unknown(_) | Unresolved::Anchor(_)) => {
                            waiting.push(pending);
                        }
                        Err(reason) => self.unresolved(&pending, &reason),
                        Ok(()) => {}
                    }
                }
            }
            let mut still = Vec::new();
            for pending in waiting {
                match self.follow(&pending) {
                    Err(reason) => still.push((pending, reason)),
                    Ok(()) => progress = true,
                }
            }
            if !progress {
                for (pending, reason) in &still {
                    self.unresolved(pending, reason);
                }
                return;
            }
            waiting = still.into_iter().map(|(pending, _)| pending).collect();
        }
    }

    fn follow(&mut self, pending: &Pending) -> Result<(), Unresolved> {
        let From::Object(kind) = pending.from else {
            let target = match pending.from {
                From::Mapping(..) | From::DefaultMapping(_) => self.mapped(pending)?,
                _ => self.target_schema(pending)?,
            };
            self.set_target(pending.from, target);
            return Ok(());
        };
        if self.references.contains_key(&pending.place) {
            return Ok(());
        }
        let place = self.target_place(pending)?;
        self.check_kind(&place, kind, pending)?;
        self.object_at(kind, &place, pending.dialect)?;
        self.references.insert(pending.place.clone(), place);
        Ok(())
    }

    fn set_target(&mut self, from: From, target: SchemaId) {
        let (From::Reference(id)
        | From::Dynamic(id)
        | From::Mapping(id, _)
        | From::DefaultMapping(id)) = from
        else {
            return;
        };
        let Some(schema) = self.reader.arena.get_mut(id) else {
            return;
        };
        let crate::schema::SchemaBody::Keywords(keywords) = &mut schema.body else {
            return;
        };
        let discriminator = keywords.discriminator.as_mut();
        let slot = match from {
            From::Reference(_) => keywords.reference.as_mut().map(|link| &mut link.target),
            From::Dynamic(_) => keywords
                .dynamic_reference
                .as_mut()
                .map(|link| &mut link.target),
            From::Mapping(_, index) => discriminator
                .and_then(|discriminator| discriminator.mapping.get_mut(index))
                .map(|entry| &mut entry.target),
            _ => discriminator
                .and_then(|discriminator| discriminator.default_mapping.as_mut())
                .map(|entry| &mut entry.target),
        };
        if let Some(slot) = slot {
            *slot = Some(target);
        }
    }

    /// The schema of a discriminator's mapping, which is a component's name or a URI reference.
    fn mapped(&mut self, pending: &Pending) -> Result<SchemaId, Unresolved> {
        if !pending.text.contains(['/', '#'])
            && let Some(id) = self.component(&pending.text, &pending.place)
        {
            return Ok(id);
        }
        self.target_schema(pending)
    }

    /// A schema by its component name: in the entry document at hand, else in one of the others.
    /// Of what isn't in an entry document nobody can say which one it belongs to, so that any is
    /// its own, and after them the document at hand.
    fn component(&mut self, name: &str, place: &Place) -> Option<SchemaId> {
        let here = &place.document;
        let is_entry: bool = self.entries.contains(here);
        let mut others: Vec<&Arc<str>> = self.entries.iter().collect();
        others.retain(|entry| *entry != here);
        // The order in which documents are asked for changes nothing.
        others.sort_unstable();
        let (own, elsewhere) = match is_entry {
            true => (vec![here], others),
            false => (others, vec![here]),
        };
        let pointer = Pointer::from_tokens(["components", "schemas", name]);
        let find = |documents: Vec<&Arc<str>>| {
            documents.into_iter().find_map(|document| {
                let place = Place {
                    document: Arc::clone(document),
                    pointer: pointer.clone(),
                };
                self.reader.by_place.get(&place).copied()
            })
        };
        if let Some(found) = find(own) {
            return Some(found);
        }
        let found = find(elsewhere);
        if found.is_some() {
            self.reader
                .group(&lint::NAME_ELSEWHERE, name, place.clone());
        }
        found
    }

    fn target_schema(&mut self, pending: &Pending) -> Result<SchemaId, Unresolved> {
        let place = self.target_place(pending)?;
        self.check_kind(&place, Kind::Schema, pending)?;
        self.schema_at(&place, pending.dialect)
            .ok_or(Unresolved::Pointer(place))
    }

    /// Where a reference leads.
    fn target_place(&mut self, pending: &Pending) -> Result<Place, Unresolved> {
        let target = uri::resolve(&pending.base, &pending.text).map_err(Unresolved::Uri)?;
        let schema_expected = !matches!(pending.from, From::Object(_));
        let (start, resource) = self.resource(&target.uri, schema_expected, pending.dialect)?;
        let Some(pointer) = Pointer::parse(&target.fragment) else {
            return self.anchored(&start, resource, target.fragment, pending);
        };
        let place = Place {
            pointer: start.pointer.join(&pointer),
            document: Arc::clone(&start.document),
        };
        let Some(Ok(file)) = self.files.get(&place.document) else {
            return Err(Unresolved::Reported);
        };
        if file.node.at(&place.pointer).is_none() {
            return Err(Unresolved::Pointer(place));
        }
        self.warn_of_crossing(&start, resource, &place, pending);
        Ok(place)
    }

    /// The node that a URI without fragment names, and its schema resource. A document is opened
    /// for that.
    fn resource(
        &mut self,
        uri: &str,
        schema_expected: bool,
        dialect: Dialect,
    ) -> Result<(Place, SchemaId), Unresolved> {
        if let Some(id) = self.reader.resources.get(uri).copied()
            && let Some(schema) = self.reader.arena.get(id)
        {
            return Ok((schema.place.clone(), id));
        }
        let path = self
            .path_of(uri)
            .ok_or_else(|| Unresolved::Unknown(uri.to_owned()))?;
        self.open(&path).map_err(|failure| match failure {
            Failure::Source(error) => Unresolved::Document(Arc::clone(&path), error),
            Failure::Syntax => Unresolved::Reported,
        })?;
        self.read_document(&path, false);
        let place = Place::root(Arc::clone(&path));
        if schema_expected && self.is_schema_document(&path) {
            self.schema_at(&place, dialect);
        }
        match self.files.get(&path) {
            Some(Ok(file)) => Ok((place, file.resource)),
            _ => Err(Unresolved::Reported),
        }
    }

    fn anchored(
        &mut self,
        start: &Place,
        resource: SchemaId,
        name: String,
        pending: &Pending,
    ) -> Result<Place, Unresolved> {
        let mut resource = resource;
        // An anchor can only be found in a document that was read as a schema.
        if start.pointer.is_root() && !self.documents.contains_key(&start.document) {
            let whole = self.schema_at(start, pending.dialect);
            resource = whole.map_or(resource, |id| self.resource_of(id));
        }
        let key = (resource, name);
        let id = self
            .reader
            .anchors
            .get(&key)
            .or_else(|| self.reader.dynamic_anchors.get(&key));
        let place = id
            .and_then(|id| self.reader.arena.get(*id))
            .map(|schema| schema.place.clone());
        place.ok_or(Unresolved::Anchor(key.1))
    }

    fn resource_of(&self, id: SchemaId) -> SchemaId {
        self.reader
            .arena
            .get(id)
            .map_or(id, |schema| schema.resource)
    }

    /// The schema at a place, which is read if it hasn't been.
    pub(super) fn schema_at(&mut self, place: &Place, dialect: Dialect) -> Option<SchemaId> {
        if let Some(id) = self.reader.by_place.get(place) {
            return Some(*id);
        }
        let Some(Ok(file)) = self.files.get(&place.document) else {
            return None;
        };
        let root = Arc::clone(&file.node);
        let node = root.at(&place.pointer)?;
        let mut context = self.context_at(place, dialect)?;
        if place.pointer.is_root() {
            context.resource = None;
        }
        let id = self.reader.schema(node, place, &context);
        if place.pointer.is_root()
            && let Some(Ok(file)) = self.files.get_mut(&place.document)
        {
            file.resource = id;
        }
        Some(id)
    }

    /// What holds at a place: of the nearest schema around it, else of the document.
    fn context_at(&self, place: &Place, dialect: Dialect) -> Option<Context> {
        let Some(Ok(file)) = self.files.get(&place.document) else {
            return None;
        };
        let dialect = file.dialect.unwrap_or(dialect);
        let around = self
            .schema_around(place)
            .and_then(|id| self.reader.arena.get(id));
        Some(match around {
            Some(schema) => Context {
                base: Arc::clone(&schema.base),
                resource: Some(schema.resource),
                dialect,
            },
            None => Context {
                base: Arc::clone(&file.base),
                resource: Some(file.resource),
                dialect,
            },
        })
    }

    /// The nearest schema around a place, not at it.
    fn schema_around(&self, place: &Place) -> Option<SchemaId> {
        let mut pointer = place.pointer.parent();
        while let Some(current) = pointer {
            pointer = current.parent();
            let place = Place {
                document: Arc::clone(&place.document),
                pointer: current,
            };
            if let Some(id) = self.reader.by_place.get(&place) {
                return Some(*id);
            }
        }
        None
    }

    fn warn_of_crossing(
        &mut self,
        start: &Place,
        resource: SchemaId,
        place: &Place,
        pending: &Pending,
    ) {
        let Some(around) = self.schema_around(place) else {
            return;
        };
        let inner = self.resource_of(around);
        let root = self
            .reader
            .arena
            .get(inner)
            .map(|schema| schema.place.clone());
        if let Some(root) = root
            && inner != resource
            && root.pointer != start.pointer
            && root.pointer.is_within(&start.pointer)
        {
            self.crossing(pending, root);
        }
    }

    /// Whether a document that isn't OpenAPI's is one schema, and not a collection of objects.
    fn is_schema_document(&self, path: &Arc<str>) -> bool {
        let Some(Ok(file)) = self.files.get(path) else {
            return false;
        };
        match file.node.as_ref() {
            Node::Boolean(_) => true,
            Node::Mapping(mapping) => !upgrade::is_open_api(mapping) && looks_like_schema(mapping),
            _ => false,
        }
    }

    /// Reads the object that a reference of some kind leads to.
    fn object_at(&mut self, kind: Kind, place: &Place, dialect: Dialect) -> Result<(), Unresolved> {
        match kind {
            Kind::Schema => return Ok(()),
            Kind::Parameter => self.insert::<Parameter>(place, dialect),
            Kind::RequestBody => self.insert::<RequestBody>(place, dialect),
            Kind::Response => self.insert::<Response>(place, dialect),
            Kind::Header => self.insert::<Header>(place, dialect),
            Kind::MediaType => self.insert::<MediaType>(place, dialect),
            Kind::Example => self.insert::<Example>(place, dialect),
            Kind::Link => self.insert::<Link>(place, dialect),
            Kind::Callback => self.insert::<Callback>(place, dialect),
            Kind::Operation => self.insert::<Operation>(place, dialect),
            Kind::SecurityScheme => self.insert::<SecurityScheme>(place, dialect),
            Kind::PathItem => self.insert_path_item(place, dialect),
        }
        .ok_or(Unresolved::Reported)
    }

    fn insert<T: Table>(&mut self, place: &Place, dialect: Dialect) -> Option<()> {
        if T::table(&mut self.targets).contains_key(place) {
            return Some(());
        }
        let root = self.root_of(place)?;
        let context = self.context_at(place, dialect)?;
        let object = self
            .reader
            .ref_or::<T>(root.at(&place.pointer)?, place, &context)?;
        T::table(&mut self.targets).insert(place.clone(), object);
        Some(())
    }

    fn insert_path_item(&mut self, place: &Place, dialect: Dialect) -> Option<()> {
        if self.targets.path_items.contains_key(place) {
            return Some(());
        }
        let root = self.root_of(place)?;
        let context = self.context_at(place, dialect)?;
        let item = self
            .reader
            .path_item(root.at(&place.pointer)?, place, &context)?;
        self.targets.path_items.insert(place.clone(), item);
        Some(())
    }

    fn root_of(&self, place: &Place) -> Option<Arc<Node>> {
        match self.files.get(&place.document) {
            Some(Ok(file)) => Some(Arc::clone(&file.node)),
            _ => None,
        }
    }
}

/// Whether a mapping has a member that only a schema would have.
fn looks_like_schema(mapping: &Mapping) -> bool {
    let by_type = matches!(
        mapping.get("type"),
        Some(Node::String(_) | Node::Sequence(_))
    );
    let markers = [
        "$schema",
        "$id",
        "$defs",
        "$anchor",
        "$dynamicAnchor",
        "$ref",
        "definitions",
    ];
    let lists = ["allOf", "anyOf", "oneOf"];
    by_type
        || markers.iter().any(|key| mapping.get(key).is_some())
        || lists
            .iter()
            .any(|key| mapping.get(key).and_then(Node::as_sequence).is_some())
}
