//! The documents of a load, and which URI leads to which.

use std::{collections::BTreeMap, sync::Arc};

use super::{ReadOptions, load::Loader};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::{Place, uri},
    schema::{Dialect, Schema, SchemaBody, SchemaId},
    source::{FindingKind, SourceError, SyntaxError, read},
    value::Node,
};

/// A document that was read.
pub(super) struct File {
    pub(super) node: Arc<Node>,
    /// Its URI: where relative references in it start from.
    pub(super) base: Arc<str>,
    /// How its schemas are spelled, if it says so itself.
    pub(super) dialect: Option<Dialect>,
    /// The resource that its schemas belong to unless they have an `$id`: a schema without place
    /// that stands for the document, or the schema that the document is.
    pub(super) resource: SchemaId,
}

/// Why there is no document.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// The source has none.
    Source(SourceError),
    /// It has been reported that its text can't be read.
    Syntax,
}

impl Loader<'_> {
    /// Opens a document that was asked for by its path.
    pub(super) fn open_entry(&mut self, path: &Arc<str>) {
        if let Err(Failure::Source(error)) = self.open(path) {
            let place = Place::root(Arc::clone(path));
            let message = format!("`{path}` can't be read: {error}");
            let mut diagnostic = Diagnostic::new(&lint::UNREADABLE, place, message);
            if error == SourceError::Missing
                && let Some(near) = self.near_path(path)
            {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
            self.reader.report(diagnostic);
        }
    }

    /// Opens a document unless it is open. Errors of its text are reported here, those of the
    /// source by whoever asks.
    pub(super) fn open(&mut self, path: &Arc<str>) -> Result<(), Failure> {
        if let Some(known) = self.files.get(path) {
            return known.as_ref().map(|_| ()).map_err(Clone::clone);
        }
        let file = self.read_file(path);
        let outcome = file.as_ref().map(|_| ()).map_err(Clone::clone);
        self.files.insert(Arc::clone(path), file);
        outcome
    }

    fn read_file(&mut self, path: &Arc<str>) -> Result<File, Failure> {
        if self.files.len() >= self.options.limits.documents {
            self.too_many_documents(path);
            return Err(Failure::Syntax);
        }
        let text = self.source.read(path).map_err(Failure::Source)?;
        let read = read(path, &text, &self.options.limits);
        let place = Place::root(Arc::clone(path));
        let read = read.map_err(|error| {
            self.syntax_error(&place, &text, &error);
            Failure::Syntax
        })?;
        for finding in read.findings {
            let place = Place {
                document: Arc::clone(path),
                pointer: finding.pointer,
            };
            self.finding(place, finding.kind);
        }
        let base = self.base_of(path, &read.node);
        let resource = self.reader.arena.next_id();
        self.reader.arena.add(Schema {
            place,
            base: Arc::clone(&base),
            resource,
            body: SchemaBody::Boolean(true),
        });
        Ok(File {
            node: Arc::new(read.node),
            base,
            dialect: None,
            resource,
        })
    }

    fn syntax_error(&mut self, place: &Place, text: &str, error: &SyntaxError) {
        let mut diagnostic = Diagnostic::new(
            &lint::SYNTAX,
            place.clone(),
            format!("this can't be read: {}", error.message),
        )
        .note("nothing of this document is generated");
        if let Some((line, column)) = error.at
            && text
                .lines()
                .nth(line.saturating_sub(1))
                .is_some_and(|line| line.chars().nth(column.saturating_sub(1)) == Some('\t'))
        {
            diagnostic = diagnostic.help("YAML is indented with spaces, never with tabs");
        }
        diagnostic.position = error.at;
        self.reader.report(diagnostic);
    }

    /// `$self` (OpenAPI 3.2), else what the options map the path to, else the path itself.
    fn base_of(&mut self, path: &Arc<str>, node: &Node) -> Arc<str> {
        let base = document_uri(path, self.options);
        let Some(own) = node.get("$self").and_then(Node::as_str) else {
            return base.into();
        };
        if node.get("openapi").is_none() {
            return base.into();
        }
        match uri::resolve(&base, own) {
            Ok(target) => {
                self.self_uris.insert(target.uri.clone(), Arc::clone(path));
                target.uri.into()
            }
            Err(_) => base.into(),
        }
    }

    /// The path of the document that a URI without fragment names.
    pub(super) fn path_of(&self, uri: &str) -> Option<Arc<str>> {
        if let Some(path) = self.self_uris.get(uri) {
            return Some(Arc::clone(path));
        }
        if let Some(path) = uri::document_path(uri) {
            return Some(path.into());
        }
        mapped_path(uri, &self.options.uris).map(Into::into)
    }

    fn finding(&mut self, place: Place, kind: FindingKind) {
        let diagnostic = match kind {
            FindingKind::KeyNotString => {
                self.reader.group(&lint::KEY_NOT_STRING, "", place);
                return;
            }
            FindingKind::DuplicateKey => {
                let key = place.pointer.last().unwrap_or_default();
                Diagnostic::new(
                    &lint::DUPLICATE_KEY,
                    place,
                    format!("the key `{key}` stands here more than once"),
                )
                .at_key()
                .label("this one counts")
                .note("JSON leaves open which one does, and readers differ")
                .help("keep one of them")
            }
            FindingKind::EmptyKey => {
                Diagnostic::new(&lint::EMPTY_KEY, place, "this key is the empty string")
                    .at_key()
                    .note("JSON allows that, but it is seldom meant")
                    .help("write the name; if it is meant, allow `empty-key` under `[lints]`")
            }
            FindingKind::MergeKey => Diagnostic::new(
                &lint::MERGE_KEY,
                place.child("<<"),
                "`<<` is no merge key in YAML 1.2",
            )
            .at_key()
            .note("it was merged all the same, as YAML 1.1 has it; other tools may not do that")
            .help("write the members out, or refer to the other object by `allOf`"),
            FindingKind::Tag(tag) => Diagnostic::new(
                &lint::FOREIGN_TAG,
                place,
                format!("the tag `{tag}` has no meaning in OpenAPI"),
            )
            .note("only the tags of JSON's types count; what this one means is lost")
            .help("write the value without it"),
            FindingKind::NumberSpelling(text) => Diagnostic::new(
                &lint::NUMBER_SPELLING,
                place,
                format!("`{text}` is a number only for YAML, not for JSON"),
            )
            .help("write it in decimal, or quote it if it is a text"),
            FindingKind::NotFinite => Diagnostic::new(
                &lint::NOT_FINITE,
                place,
                "only finite numbers can be written in JSON",
            )
            .label("read as null")
            .note("what it would limit or describe has no limit or value now")
            .help("leave it out: a bound that is absent doesn't bind"),
        };
        if *diagnostic.lint == lint::NOT_FINITE || *diagnostic.lint == lint::FOREIGN_TAG {
            self.reader.unreadable.insert(diagnostic.place.clone());
        }
        self.reader.report(diagnostic);
    }

    /// The path of the source's most similar to one that it doesn't have.
    pub(super) fn near_path(&mut self, path: &str) -> Option<String> {
        if let Some(known) = self.near_paths.get(path) {
            return known.clone();
        }
        let near = self.find_near_path(path);
        self.near_paths.insert(path.to_owned(), near.clone());
        near
    }

    fn find_near_path(&mut self, path: &str) -> Option<String> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let wanted = name(path);
        let mut best: Option<(usize, String)> = None;
        let listed = self.listed.get_or_insert_with(|| self.source.list());
        for candidate in listed.iter() {
            // Far longer or shorter paths are no misspellings; measuring them all is slow.
            let same_name = name(candidate) == wanted;
            if !same_name && candidate.len().abs_diff(path.len()) > 3 {
                continue;
            }
            let distance = strsim::osa_distance(path, candidate);
            let close = distance <= 3 || same_name;
            if close && best.as_ref().is_none_or(|(least, _)| distance < *least) {
                best = Some((distance, candidate.clone()));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// The URI of a document: by the options' longest mapped path, else by its path.
pub(super) fn document_uri(path: &str, options: &ReadOptions) -> String {
    let mapped = options.uris.iter().filter_map(|(prefix, folder)| {
        let rest = path.strip_prefix(folder.as_str())?;
        Some((folder.len(), prefix, rest))
    });
    match mapped.max_by_key(|(length, _, _)| *length) {
        Some((_, prefix, rest)) => {
            let base = uri::resolve(prefix, &escape_reference(rest));
            base.map_or_else(|_| uri::of_document(path), |target| target.uri)
        }
        None => uri::of_document(path),
    }
}

/// A path as a relative reference, which can't be taken for one with a scheme.
fn escape_reference(rest: &str) -> String {
    if rest.is_empty() {
        return String::new();
    }
    let escaped = uri::of_document(rest);
    format!(
        "./{}",
        escaped.strip_prefix(uri::DOCUMENT_SCHEME).unwrap_or(rest)
    )
}

fn mapped_path(uri: &str, uris: &BTreeMap<String, String>) -> Option<String> {
    let mapped = uris.iter().filter_map(|(prefix, folder)| {
        Some((prefix.len(), folder, uri.strip_prefix(prefix.as_str())?))
    });
    let (_, folder, rest) = mapped.max_by_key(|(length, _, _)| *length)?;
    let path = format!("{folder}{}", uri::decode(rest));
    // The same rules as for every other path: no way out of the root.
    uri::document_path(&uri::of_document(&path))
}
