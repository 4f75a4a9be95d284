//! The first stage: from the config's globs to the resolved description.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::DocumentRead;
use crate::{
    config::{AllOfInExamples, Config, Glob, RefsInExamples},
    diagnostic::{Diagnostic, Diagnostics, lint},
    pointer::Place,
    resolve::{Description, ExampleReferences, ReadOptions, load},
    source::{Limits, Source, SourceError},
};

/// What the documents say, what is wrong with them, and which ones were read.
pub(super) fn read(
    config: &Config,
    source: &dyn Source,
) -> (Description, Diagnostics, Vec<DocumentRead>) {
    let noted: Noted<'_> = Noted {
        source,
        read: RefCell::default(),
    };
    let mut diagnostics: Diagnostics = Diagnostics::new();
    let documents: Vec<String> = named(
        "documents",
        &config.input.documents,
        source,
        &mut diagnostics,
    );
    let mut schemas: Vec<String> =
        named("schemas", &config.input.schemas, source, &mut diagnostics);
    // A whole file that only the config refers to.
    let error: Option<&Place> = config.operations.default_error.as_ref();
    if let Some(place) = error.filter(|place| place.pointer.last().is_none()) {
        let path: String = place.document.to_string();
        if !schemas.contains(&path) {
            schemas.push(path);
        }
    }
    let (description, found) = load(&noted, &documents, &schemas, &options(config));
    diagnostics.append(found);
    let read = noted.read.into_inner().into_iter();
    let read = read.map(|(path, bytes)| DocumentRead { path, bytes });
    (description, diagnostics, read.collect())
}

/// What the config says about reading.
fn options(config: &Config) -> ReadOptions {
    ReadOptions {
        uris: config.uris.clone(),
        example_references: match config.examples.refs {
            RefsInExamples::Literal => ExampleReferences::Literal,
            RefsInExamples::Resolve => ExampleReferences::Resolve,
        },
        merge_example_all_of: config.examples.all_of == AllOfInExamples::Merge,
        limits: Limits::default(),
    }
}

/// The paths that globs stand for, sorted; a path without wildcards stands for itself, whether or
/// not it is there. `key` is where `[input]` of the config has them.
fn named(
    key: &str,
    globs: &[Glob],
    source: &dyn Source,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let wild: bool = globs.iter().any(|glob| glob.literal().is_none());
    let listed: Vec<String> = if wild { source.list() } else { Vec::new() };
    let mut paths: BTreeSet<String> = BTreeSet::new();
    for glob in globs {
        if let Some(path) = glob.literal() {
            paths.insert(path.to_owned());
            continue;
        }
        let mut matching = listed.iter().filter(|path| glob.matches(path)).peekable();
        if matching.peek().is_none() {
            let message: String =
                format!("no document matches `{glob}` of `input.{key}` in the config");
            let place: Place = Place::root(glob.as_str());
            let help: &str = "it is relative to `input.root`, or to `--source` where that is given";
            diagnostics.report(Diagnostic::new(&lint::UNREADABLE, place, message).help(help));
        }
        paths.extend(matching.cloned());
    }
    paths.into_iter().collect()
}

/// A source that notes what is read.
struct Noted<'s> {
    source: &'s dyn Source,
    read: RefCell<BTreeMap<String, usize>>,
}

impl Source for Noted<'_> {
    fn read(&self, path: &str) -> Result<Cow<'_, str>, SourceError> {
        let text: Cow<'_, str> = self.source.read(path)?;
        self.read.borrow_mut().insert(path.to_owned(), text.len());
        Ok(text)
    }

    fn list(&self) -> Vec<String> {
        self.source.list()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MapSource;

    const API: &str = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\n\
        components: {schemas: {A: {$ref: 'b.yaml'}}}\n";

    fn read_with(documents: &str) -> (Description, Vec<Diagnostic>, Vec<DocumentRead>) {
        let config: Config = Config {
            input: toml::from_str(&format!("documents = {documents}")).unwrap(),
            ..Config::default()
        };
        let texts = [
            ("x/a.yaml", API),
            ("x/b.yaml", "type: string\n"),
            ("c.yaml", "no"),
        ];
        let source: MapSource = texts.into_iter().collect();
        let (description, diagnostics, read) = read(&config, &source);
        (description, diagnostics.sorted(), read)
    }

    #[test]
    fn globs_name_entry_documents_and_references_bring_the_rest() {
        let (description, diagnostics, read) = read_with("[\"**/a.yaml\"]");
        assert_eq!(description.documents.len(), 1);
        assert_eq!(diagnostics, []);
        let paths: Vec<&str> = read.iter().map(|read| read.path.as_str()).collect();
        assert_eq!(paths, ["x/a.yaml", "x/b.yaml"]);
        assert_eq!(read[1].bytes, 13);
    }

    #[test]
    fn what_a_config_names_and_is_not_there_is_told() {
        let (_, diagnostics, _) = read_with("[\"y/*.yaml\", \"gone.yaml\", \"x/a.yaml\"]");
        let lints: Vec<&str> = diagnostics.iter().map(|found| found.lint.name).collect();
        assert_eq!(lints, ["unreadable", "unreadable"]);
    }
}
