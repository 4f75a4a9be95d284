//! From entry documents to a [`Description`].

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    Description, ReadOptions,
    file::{Failure, File},
    report::describe_group,
};
use crate::{
    diagnostic::{Diagnostics, lint},
    document::{OpenApi, read::Object, upgrade},
    pointer::Place,
    resolve::description::Targets,
    schema::{
        Dialect,
        reader::{Context, Kind, Reader},
    },
    source::Source,
};

/// Reads OpenAPI documents (`entries`), bare schema documents and everything that they refer to.
///
/// Never fails as a whole: what is wrong costs the node where it stands and is in the diagnostics.
pub fn load(
    source: &dyn Source,
    entries: &[String],
    schema_documents: &[String],
    options: &ReadOptions,
) -> (Description, Diagnostics) {
    let mut loader = Loader::new(source, options);
    loader.entries(entries);
    let schema_documents = loader.schema_documents(schema_documents);
    loader.follow_all();
    loader.preload_examples();
    loader.correct_unquoted();
    loader.cut_cycles();
    loader.check_parameters();
    loader.reader.flush_groups(describe_group);
    loader.finish(schema_documents)
}

/// The state of one load.
pub(super) struct Loader<'s> {
    pub(super) source: &'s dyn Source,
    pub(super) options: &'s ReadOptions,
    pub(super) reader: Reader,
    /// Documents by path; those that can't be read with the reason.
    pub(super) files: BTreeMap<Arc<str>, Result<File, Failure>>,
    /// Paths of documents by their `$self`.
    pub(super) self_uris: BTreeMap<String, Arc<str>>,
    pub(super) entries: Vec<Arc<str>>,
    pub(super) documents: BTreeMap<Arc<str>, OpenApi>,
    pub(super) references: HashMap<Place, Place>,
    pub(super) targets: Targets,
    /// As what the targets of references were read, and who referred to them first.
    pub(super) kinds: HashMap<Place, (Kind, Place)>,
    /// What the source lists, once that has been asked.
    pub(super) listed: Option<Vec<String>>,
    /// Suggestions for paths that the source doesn't have.
    pub(super) near_paths: HashMap<String, Option<String>>,
}

impl<'s> Loader<'s> {
    fn new(source: &'s dyn Source, options: &'s ReadOptions) -> Self {
        Self {
            source,
            options,
            reader: Reader::default(),
            files: BTreeMap::new(),
            self_uris: BTreeMap::new(),
            entries: Vec::new(),
            documents: BTreeMap::new(),
            references: HashMap::new(),
            targets: Targets::default(),
            kinds: HashMap::new(),
            listed: None,
            near_paths: HashMap::new(),
        }
    }

    fn entries(&mut self, paths: &[String]) {
        for path in paths {
            let path: Arc<str> = path.as_str().into();
            if self.entries.contains(&path) {
                continue;
            }
            self.open_entry(&path);
            self.read_document(&path, true);
            self.entries.push(path);
        }
    }

    fn schema_documents(&mut self, paths: &[String]) -> Vec<(Arc<str>, crate::schema::SchemaId)> {
        let mut roots = Vec::new();
        for path in paths {
            let path: Arc<str> = path.as_str().into();
            self.open_entry(&path);
            let place = Place::root(Arc::clone(&path));
            let id = self.schema_at(&place, Dialect::Draft2020);
            roots.extend(id.map(|id| (path, id)));
        }
        roots
    }

    /// Reads a file as an OpenAPI document. If it was `asked` for, it must be one.
    pub(super) fn read_document(&mut self, path: &Arc<str>, asked: bool) {
        let Some(Ok(file)) = self.files.get(path) else {
            return;
        };
        if self.documents.contains_key(path) {
            return;
        }
        let node = Arc::clone(&file.node);
        let place = Place::root(Arc::clone(path));
        let Some(mapping) = node.as_mapping() else {
            if asked {
                self.not_openapi(place);
            }
            return;
        };
        if !asked && !upgrade::is_open_api(mapping) {
            return;
        }
        let Some(version) = self.reader.version(mapping, &place) else {
            return;
        };
        let dialect = self.document_dialect(mapping, &place, upgrade::dialect(version.0));
        let Some(Ok(file)) = self.files.get_mut(path) else {
            return;
        };
        file.dialect = Some(dialect);
        let context = Context {
            base: Arc::clone(&file.base),
            dialect,
            resource: Some(file.resource),
        };
        let object = Object { mapping, place };
        let document = self.reader.open_api(&object, version, &context);
        self.documents.insert(Arc::clone(path), document);
    }

    /// `jsonSchemaDialect`, where it names a known dialect.
    fn document_dialect(
        &mut self,
        root: &crate::value::Mapping,
        place: &Place,
        default: Dialect,
    ) -> Dialect {
        let Some(uri) = root.get("jsonSchemaDialect").and_then(|node| node.as_str()) else {
            return default;
        };
        let dialect = Dialect::from_uri(uri);
        if !dialect.is_some_and(Dialect::is_native) {
            let place = place.child("jsonSchemaDialect");
            self.reader.group(&lint::FOREIGN_DIALECT, uri, place);
        }
        dialect.unwrap_or(default)
    }

    fn finish(
        mut self,
        schema_documents: Vec<(Arc<str>, crate::schema::SchemaId)>,
    ) -> (Description, Diagnostics) {
        let entries = std::mem::take(&mut self.entries);
        let documents = entries
            .iter()
            .filter_map(|path| self.documents.remove(path))
            .collect();
        let nodes = self.files.into_iter();
        let nodes: BTreeMap<_, _> = nodes
            .filter_map(|(path, file)| Some((path, file.ok()?)))
            .collect();
        let description = Description {
            ends: std::sync::OnceLock::new(),
            documents,
            referenced_documents: self.documents.into_values().collect(),
            schema_documents,
            schemas: self.reader.arena,
            by_place: self.reader.by_place,
            references: self.references,
            targets: self.targets,
            dynamic_anchors: self.reader.dynamic_anchors,
            bases: nodes
                .iter()
                .map(|(path, file)| (Arc::clone(path), Arc::clone(&file.base)))
                .collect(),
            by_base: nodes
                .iter()
                .map(|(path, file)| (Arc::clone(&file.base), Arc::clone(path)))
                .collect(),
            nodes: nodes
                .into_iter()
                .map(|(path, file)| (path, file.node))
                .collect(),
            options: self.options.clone(),
        };
        let mut diagnostics = self.reader.diagnostics;
        for diagnostic in description.check_examples(&self.reader.examples) {
            diagnostics.report(diagnostic);
        }
        (description, diagnostics)
    }
}
