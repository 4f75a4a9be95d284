//! The door of the library: sources and a config in, files and findings out.

mod read;
mod report;

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::{
    check,
    config::{Config, RustName},
    diagnostic::{Diagnostic, Diagnostics, Level},
    layout, lower,
    model::Api,
    names::{self, NameOptions},
    passes::{self, PruneOptions},
    pointer::Place,
    resolve::Description,
    source::Source,
};

/// Turns the documents of one target into files.
///
/// It does no input and output, and reads no clock, environment or hash order: the same documents
/// and the same config give the same bytes.
///
/// In a build script or a tool of one's own, with documents that are in memory:
///
/// ```
/// use typewright::{Config, Generator, source::MapSource};
///
/// let config = Config::parse(
///     "[input]\ndocuments = ['*.yaml']\n[output]\ndirectory = 'pets'\n",
///     "pets.toml",
/// )
/// .map_err(|mistakes| mistakes[0].to_string())?;
/// let document = "
/// openapi: 3.1.0
/// info: {title: Pets, version: '1'}
/// paths:
///   /pets/{name}:
///     get:
///       operationId: getPet
///       parameters: [{in: path, name: name, required: true, schema: {type: string}}]
///       responses:
///         '200':
///           description: The pet.
///           content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
/// components:
///   schemas:
///     Pet: {type: object, required: [name], properties: {name: {type: string}}}
/// ";
/// let source = MapSource::new().with("pets.yaml", document);
/// let output = Generator::new(config).generate(&source);
/// for finding in &output.diagnostics {
///     eprintln!("{}: {}", finding.lint.name, finding.message);
/// }
/// assert_eq!(output.report.operations[0].name, "get_pet");
/// let (path, text) = output
///     .files
///     .iter()
///     .find(|(_, text)| text.contains("pub struct Pet "))
///     .ok_or("there is a pet")?;
/// assert!(path.starts_with("src/") && text.contains("pub name: String,"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    config: Config,
}

/// What one run makes.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The text of each file, by its path under the output directory, with `/` between folders.
    pub files: BTreeMap<String, String>,
    /// What is wrong with the documents, sorted by place; those that the config allows are left
    /// out.
    pub diagnostics: Vec<Diagnostic>,
    /// What was read and what came of it.
    pub report: Report,
}

/// What a run read and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The documents that were read, sorted by path.
    pub documents: Vec<DocumentRead>,
    /// The operations that were generated, in the order of their names.
    pub operations: Vec<OperationMade>,
    /// The types that were generated, in the order of their paths.
    pub types: Vec<TypeMade>,
    /// What the documents hold and the output doesn't, by place.
    pub skipped: Vec<Skipped>,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentRead {
    /// Its path under the root.
    pub path: String,
    /// Its length in bytes.
    pub bytes: usize,
}

/// An operation that was generated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OperationMade {
    /// The name of its module and methods.
    pub name: String,
    /// Its method, in upper case.
    pub method: String,
    /// Its path template.
    pub path: String,
    /// Where it stands.
    pub place: Place,
    /// Why it is called what it is, and how it is told apart from others; one sentence each.
    pub reasons: Vec<String>,
}

/// A type that was generated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypeMade {
    /// Its path in the output, such as `events::room_member::RoomMemberEvent`.
    pub path: String,
    /// The schemas that it comes from, the one that names it first.
    pub places: Vec<Place>,
    /// Why it is called what it is, and how its values are told apart; one sentence each.
    pub reasons: Vec<String>,
}

/// Something in the documents that isn't in the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Where it stands.
    pub place: Place,
    /// What it is: ``operation `getRoom` ``.
    pub what: String,
    /// Why it is left out.
    pub reason: String,
}

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Reading documents and following their references.
    Read,
    /// From documents and schemas to the model.
    Lower,
    /// Making names.
    Name,
    /// From the model to the text of the files. Tokens become text one type or operation at a
    /// time, so that they are never held all together.
    Emit,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Read => "read",
            Self::Lower => "lower",
            Self::Name => "name",
            Self::Emit => "emit",
        })
    }
}

impl Generator {
    /// A generator of one target.
    pub fn new(config: Config) -> Self {
        Self { config }
    }

    /// The config it was made with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Reads the documents that the config names, and what they refer to, and makes the files.
    ///
    /// It never fails: what can't be generated is a finding in [`Output::diagnostics`], and costs
    /// no more than itself.
    pub fn generate(&self, source: &dyn Source) -> Output {
        self.generate_observed(source, &mut |_| {})
    }

    /// As [`generate`](Self::generate), and says when each stage begins.
    pub fn generate_observed(&self, source: &dyn Source, begins: &mut dyn FnMut(Stage)) -> Output {
        begins(Stage::Read);
        let (description, mut diagnostics, documents) = read::read(&self.config, source);
        begins(Stage::Lower);
        let mut api: Api = self.lower(&description, &mut diagnostics);
        let skipped: Vec<Skipped> = report::skipped(&description, &api, &self.config);
        // The model says all that is still needed, and the documents are large.
        drop(description);
        begins(Stage::Name);
        names::assign(&mut api, &self.name_options(), &mut diagnostics);
        begins(Stage::Emit);
        let files = layout::files(&api, &self.config).unwrap_or_else(|error| {
            diagnostics.report(error.diagnostic());
            BTreeMap::new()
        });
        Output {
            files,
            diagnostics: self.leveled(diagnostics),
            report: Report {
                documents,
                operations: report::operations(&api),
                types: report::types(&api),
                skipped,
            },
        }
    }

    /// The model of the API, before it is emitted; for tests and tools that look into it.
    pub fn model(&self, source: &dyn Source) -> (Api, Vec<Diagnostic>) {
        let (description, mut diagnostics, _) = read::read(&self.config, source);
        let mut api: Api = self.lower(&description, &mut diagnostics);
        names::assign(&mut api, &self.name_options(), &mut diagnostics);
        (api, self.leveled(diagnostics))
    }

    fn lower(&self, description: &Description, diagnostics: &mut Diagnostics) -> Api {
        let (mut api, found) = lower::lower(description, &self.config);
        diagnostics.append(found);
        diagnostics.append(check::check(description, &self.config));
        passes::run(&mut api, PruneOptions::default(), diagnostics);
        api
    }

    fn name_options(&self) -> NameOptions {
        let text = |name: &RustName| name.as_str().to_owned();
        let renames = self.config.rename.iter();
        let formats = self.config.types.formats.iter();
        NameOptions {
            rename: renames
                .map(|(place, name)| (place.clone(), text(name)))
                .collect(),
            modules: self.config.output.modules.clone(),
            strip_prefixes: self.config.types.strip_prefixes.clone(),
            formats: formats
                .map(|(format, name)| (format.clone(), text(name)))
                .collect(),
        }
    }

    /// The findings that the config doesn't allow.
    fn leveled(&self, diagnostics: Diagnostics) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = diagnostics.sorted();
        diagnostics.retain(|diagnostic| self.config.lints.of(diagnostic.lint) != Level::Allow);
        diagnostics
    }
}
