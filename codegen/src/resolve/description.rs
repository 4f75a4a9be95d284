//! What was read, and how to walk it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, OnceLock},
};

use super::ReadOptions;
use crate::{
    document::{
        Callback, Example, Header, Link, MediaType, ObjectReference, OpenApi, Operation, Parameter,
        ParameterIn, PathItem, RefOr, RequestBody, Response, SecurityScheme,
    },
    pointer::Place,
    schema::{Arena, Schema, SchemaId},
    value::Node,
};

/// Entry documents with everything that they refer to.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// The OpenAPI documents, in the order in which they were asked for. One that can't be read is
    /// left out.
    pub documents: Vec<OpenApi>,
    /// OpenAPI documents that weren't asked for, but referred to.
    pub referenced_documents: Vec<OpenApi>,
    /// The bare schema documents that were asked for, by path, in that order.
    pub schema_documents: Vec<(Arc<str>, SchemaId)>,
    pub(super) schemas: Arena,
    pub(super) by_place: HashMap<Place, SchemaId>,
    pub(super) references: HashMap<Place, Place>,
    pub(super) targets: Targets,
    pub(super) dynamic_anchors: HashMap<(SchemaId, String), SchemaId>,
    pub(super) nodes: BTreeMap<Arc<str>, Arc<Node>>,
    /// The base URI of each document.
    pub(super) bases: BTreeMap<Arc<str>, Arc<str>>,
    /// The document of each base URI.
    pub(super) by_base: HashMap<Arc<str>, Arc<str>>,
    pub(super) options: ReadOptions,
    /// Where chains of bare references end, once somebody has asked.
    pub(super) ends: OnceLock<HashMap<SchemaId, SchemaId>>,
}

/// The objects that references lead to, by the place of the object.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    pub(super) parameters: BTreeMap<Place, RefOr<Parameter>>,
    pub(super) request_bodies: BTreeMap<Place, RefOr<RequestBody>>,
    pub(super) responses: BTreeMap<Place, RefOr<Response>>,
    pub(super) headers: BTreeMap<Place, RefOr<Header>>,
    pub(super) media_types: BTreeMap<Place, RefOr<MediaType>>,
    pub(super) examples: BTreeMap<Place, RefOr<Example>>,
    pub(super) links: BTreeMap<Place, RefOr<Link>>,
    pub(super) callbacks: BTreeMap<Place, RefOr<Callback>>,
    pub(super) operations: BTreeMap<Place, RefOr<Operation>>,
    pub(super) security_schemes: BTreeMap<Place, RefOr<SecurityScheme>>,
    pub(super) path_items: BTreeMap<Place, PathItem>,
}

/// An object at the end of its references.
#[derive(Debug)]
pub struct Resolved<'d, T> {
    /// The object.
    pub object: &'d T,
    /// Where it is written.
    pub place: &'d Place,
    /// Its summary, or the one of the outermost reference that has one (OAS *Reference Object*).
    pub summary: Option<&'d str>,
    /// Its description, or the one of the outermost reference that has one.
    pub description: Option<&'d str>,
}

/// Objects in whose stead a Reference Object may stand.
pub trait Referable: Sized {
    /// Where the objects of this kind are written that references lead to.
    #[doc(hidden)]
    fn targets(targets: &Targets) -> &BTreeMap<Place, RefOr<Self>>;
    /// Where this object is written.
    fn place(&self) -> &Place;
    /// Its summary and its description, where this kind has them.
    fn texts(&self) -> (Option<&str>, Option<&str>);
}

macro_rules! referable {
    ($($kind:ident in $table:ident has ($($summary:ident)?; $($description:ident)?);)+) => {$(
        impl Referable for $kind {
            fn targets(targets: &Targets) -> &BTreeMap<Place, RefOr<Self>> {
                &targets.$table
            }

            fn place(&self) -> &Place {
                &self.place
            }

            fn texts(&self) -> (Option<&str>, Option<&str>) {
                (
                    None$(.or(self.$summary.as_deref()))?,
                    None$(.or(self.$description.as_deref()))?,
                )
            }
        }
    )+};
}

referable! {
    Parameter in parameters has (; description);
    RequestBody in request_bodies has (; description);
    Response in responses has (summary; description);
    Header in headers has (; description);
    MediaType in media_types has (;);
    Example in examples has (summary; description);
    Link in links has (; description);
    Callback in callbacks has (;);
    Operation in operations has (summary; description);
    SecurityScheme in security_schemes has (; description);
}

impl Description {
    /// The schema of an id; `None` for an id of another description.
    pub fn schema(&self, id: SchemaId) -> Option<&Schema> {
        self.schemas.get(id)
    }

    /// All schemas.
    pub fn schemas(&self) -> &Arena {
        &self.schemas
    }

    /// The schema that is written at a place, if that was read as one.
    pub fn schema_at(&self, place: &Place) -> Option<SchemaId> {
        self.by_place.get(place).copied()
    }

    /// The schema at the end of a chain of schemas that say nothing but `$ref` and annotations of
    /// the reader's (`$comment`, `$defs`); `id` itself if it says more, leads nowhere, or the chain
    /// is a cycle.
    pub fn follow(&self, id: SchemaId) -> SchemaId {
        let ends = self.ends.get_or_init(|| self.ends());
        ends.get(&id).copied().unwrap_or(id)
    }

    /// Where chains of bare references end, by each schema in them.
    fn ends(&self) -> HashMap<SchemaId, SchemaId> {
        let mut ends: HashMap<SchemaId, SchemaId> = HashMap::new();
        for (start, _) in self.schemas.iter() {
            let mut trail: Vec<SchemaId> = Vec::new();
            let mut seen = BTreeSet::new();
            let mut current = start;
            let mut end = None;
            while !ends.contains_key(&current) && seen.insert(current) {
                trail.push(current);
                match self.pure_reference(current) {
                    Some(next) => current = next,
                    None => end = Some(current),
                }
            }
            // What leads into a circle stands for itself.
            let end = end.or_else(|| ends.get(&current).copied());
            let circles = end == Some(current) && self.pure_reference(current).is_some();
            for id in trail {
                ends.insert(id, end.filter(|_| !circles).unwrap_or(id));
            }
        }
        ends
    }

    fn pure_reference(&self, id: SchemaId) -> Option<SchemaId> {
        let keywords = self.schema(id)?.keywords()?;
        let target = keywords.reference.as_ref()?.target?;
        keywords.is_only_reference().then_some(target)
    }

    /// The root of the schema resource that a schema belongs to (Core 4.3.5).
    pub fn resource_root(&self, id: SchemaId) -> SchemaId {
        self.schema(id).map_or(id, |schema| schema.resource)
    }

    /// The object that `reference` stands for, through any number of references. `None` if they
    /// lead nowhere or in a circle, which a diagnostic has said.
    pub fn resolve<'d, T: Referable>(&'d self, reference: &'d RefOr<T>) -> Option<Resolved<'d, T>> {
        let mut seen = BTreeSet::new();
        let (mut summary, mut description) = (None, None);
        let mut current = reference;
        loop {
            match current {
                RefOr::Item(object) => {
                    let texts = object.texts();
                    return Some(Resolved {
                        object,
                        place: object.place(),
                        summary: summary.or(texts.0),
                        description: description.or(texts.1),
                    });
                }
                RefOr::Reference(link) => {
                    summary = summary.or(link.summary.as_deref());
                    description = description.or(link.description.as_deref());
                    let target = self.target(link)?;
                    if !seen.insert(target) {
                        return None;
                    }
                    current = T::targets(&self.targets).get(target)?;
                }
            }
        }
    }

    /// The object that a URI reference at a place leads to that is no Reference Object.
    pub fn resolve_at<T: Referable>(&self, place: &Place) -> Option<Resolved<'_, T>> {
        let target = self.references.get(place)?;
        self.resolve(T::targets(&self.targets).get(target)?)
    }

    /// Where a Reference Object leads, one step.
    pub fn target(&self, reference: &ObjectReference) -> Option<&Place> {
        self.references.get(&reference.place)
    }

    /// A path item with everything that its `$ref` brings: fields of the referring side win, and
    /// its parameters stand before those that only the other side has.
    pub fn path_item<'d>(&'d self, item: &'d PathItem) -> Cow<'d, PathItem> {
        if item.reference.is_none() {
            return Cow::Borrowed(item);
        }
        let mut seen = BTreeSet::new();
        let mut merged = item.clone();
        let mut current = item;
        while current.reference.is_some() {
            let Some(target) = self.references.get(&current.place) else {
                break;
            };
            let Some(next) = self.targets.path_items.get(target) else {
                break;
            };
            if !seen.insert(target) {
                break;
            }
            merged = self.merge_path_items(merged, next);
            current = next;
        }
        Cow::Owned(merged)
    }

    fn merge_path_items(&self, mut item: PathItem, other: &PathItem) -> PathItem {
        item.summary = item.summary.or_else(|| other.summary.clone());
        item.description = item.description.or_else(|| other.description.clone());
        if item.servers.is_empty() {
            item.servers.clone_from(&other.servers);
        }
        for (method, operation) in &other.operations {
            if !item.operations.iter().any(|(own, _)| own == method) {
                item.operations.push((method.clone(), operation.clone()));
            }
        }
        for parameter in &other.parameters {
            let identity = self.parameter_identity(parameter);
            let known = identity.is_some()
                && item
                    .parameters
                    .iter()
                    .any(|own| self.parameter_identity(own) == identity);
            if !known {
                item.parameters.push(parameter.clone());
            }
        }
        for (name, value) in &other.extensions {
            if !item.extensions.iter().any(|(own, _)| own == name) {
                item.extensions.push((name.clone(), value.clone()));
            }
        }
        item
    }

    /// What makes two parameters the same one: name and location, and header names without case
    /// (OAS *Parameter Object*, RFC 9110 §5.1).
    pub fn parameter_identity(
        &self,
        parameter: &RefOr<Parameter>,
    ) -> Option<(String, ParameterIn)> {
        let parameter = self.resolve(parameter)?.object;
        Some((parameter.identity_name(), parameter.location))
    }

    /// The node of a document that was read, exactly as written; `None` for any other document.
    pub fn node(&self, document: &str) -> Option<&Node> {
        self.nodes.get(document).map(AsRef::as_ref)
    }
}
