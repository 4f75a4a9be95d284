use super::{Description, ExampleReferences, ReadOptions, load};
use crate::{
    diagnostic::{Diagnostic, Level},
    document::{Method, ParameterIn, RefOr, StatusKey},
    pointer::{Place, Pointer},
    schema::{JsonType, Keywords, SchemaBody, SchemaId},
    source::MapSource,
    value::Node,
};

mod documents;
mod mutations;
mod references;
mod schemas;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

struct Loaded {
    description: Description,
    diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    fn lints(&self) -> Vec<&'static str> {
        self.diagnostics
            .iter()
            .map(|diagnostic| diagnostic.lint.name)
            .collect()
    }

    #[track_caller]
    fn clean(self) -> Self {
        let loud = self
            .diagnostics
            .iter()
            .filter(|found| found.lint.default > Level::Note);
        assert_eq!(loud.collect::<Vec<_>>(), Vec::<&Diagnostic>::new());
        self
    }

    #[track_caller]
    fn id(&self, place: &str) -> SchemaId {
        let (document, pointer) = place.split_once('#').unwrap();
        let place = Place {
            document: document.into(),
            pointer: Pointer::parse(pointer).unwrap(),
        };
        self.description
            .schema_at(&place)
            .unwrap_or_else(|| panic!("no schema at {place}"))
    }

    #[track_caller]
    fn component(&self, name: &str) -> &Keywords {
        self.keywords(self.id(&format!("a.yaml#/components/schemas/{name}")))
    }

    #[track_caller]
    fn keywords(&self, id: SchemaId) -> &Keywords {
        self.description.schema(id).unwrap().keywords().unwrap()
    }

    fn target(&self, id: SchemaId) -> String {
        let target = self
            .keywords(id)
            .reference
            .as_ref()
            .and_then(|link| link.target);
        let schema = target.and_then(|id| self.description.schema(id));
        schema.map_or_else(|| "nothing".to_owned(), |schema| schema.place.to_string())
    }
}

fn load_all(files: &[(&str, &str)], options: &ReadOptions) -> Loaded {
    let source: MapSource = files.iter().copied().collect();
    let (description, diagnostics) = load(&source, &["a.yaml".to_owned()], &[], options);
    Loaded {
        description,
        diagnostics: diagnostics.sorted(),
    }
}

fn load_files(files: &[(&str, &str)]) -> Loaded {
    load_all(files, &ReadOptions::default())
}

/// Loads one document whose component schemas are `schemas`, as flow mappings.
fn load_schemas(schemas: &str) -> Loaded {
    load_files(&[(
        "a.yaml",
        &format!("{HEAD}components:\n  schemas:\n{schemas}"),
    )])
}
