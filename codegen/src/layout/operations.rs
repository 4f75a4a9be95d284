//! The files that operations bring: how they stand in HTTP, both sides, the crate's front page
//! and its manifest.

use std::collections::BTreeMap;

use super::{
    part::{Part, texts_of},
    sides, tree,
};
use crate::{
    config::{Config, Layout, Manifest, Support},
    emit::{
        Emitter,
        docs::code_span,
        imports::Imports,
        manifest::{self, Facts},
        operation::{HttpModule, header_name, part_headers},
    },
    model::{ModulePath, Operation},
    render::{self, MARK, RenderError},
};

/// Under which features an operation has a place in HTTP.
const EITHER_SIDE: &str = "#[cfg(any(feature = \"client\", feature = \"server\"))]";

/// The names that an operation's module defines beside its types.
pub(super) fn names(operation: &Operation) -> Vec<String> {
    let fixed = ["Request", "RequestInit", "Response", "Error", "OPERATION"];
    let mut names: Vec<String> = fixed.map(str::to_owned).into();
    let headers = part_headers(operation).into_iter();
    names.extend(headers.map(|(part, header)| header_name(part, header)));
    names.extend(operation.body.iter().map(|body| body.choice.rust.clone()));
    let responses = operation.responses.iter();
    names.extend(responses.map(|response| response.choice.rust.clone()));
    names
}

/// Adds the items of operations to their modules, and the files of how each stands in HTTP.
pub(super) fn emit(
    emitter: &Emitter<'_>,
    parts: &mut BTreeMap<ModulePath, Part>,
    files: &mut BTreeMap<String, String>,
) -> Result<(), RenderError> {
    for operation in &emitter.api.operations {
        if let Some(part) = parts.get_mut(&operation.module) {
            let emitted = emitter.operation(operation, &mut part.module.imports);
            part.module.types.extend(emitted.items);
            part.settle_first()?;
            http_file(operation, emitted.http, files)?;
        }
    }
    Ok(())
}

/// What a module declares for its operation.
pub(super) fn declaration(path: &ModulePath) -> String {
    format!("{EITHER_SIDE}\n{}", tree::declaration(path, "http", ""))
}

/// The documentation of an operation's module.
pub(super) fn docs(emitter: &Emitter<'_>, operation: &Operation) -> Vec<String> {
    let route = format!("{} {}", operation.method, operation.template);
    let mut lines = vec![code_span(&route), String::new()];
    let text = emitter
        .docs
        .lines(&operation.docs, operation.deprecated, || {
            format!("The operation {}.", code_span(&operation.name.wire))
        });
    lines.extend(text);
    lines.extend([
        String::new(),
        format!(
            "Generated from {}.",
            code_span(&operation.place.to_string())
        ),
    ]);
    lines
}

/// The file of how an operation stands in HTTP.
fn http_file(
    operation: &Operation,
    http: HttpModule,
    files: &mut BTreeMap<String, String>,
) -> Result<(), RenderError> {
    let mut path: ModulePath = operation.module.clone();
    path.0.push("http".to_owned());
    let imports: String = [
        http.imports.text(),
        gated("client", &http.client_imports),
        gated("server", &http.server_imports),
    ]
    .concat();
    let text = render::file(&render::File {
        mark: MARK,
        docs: &["How the request and its answers stand in HTTP messages.".to_owned()],
        imports: None,
        modules: &[imports.trim_end().to_owned()],
        items: &texts_of(http.items)?,
    });
    files.insert(tree::file(&path), text);
    Ok(())
}

/// Imports that only one side needs.
fn gated(feature: &str, imports: &Imports) -> String {
    let gate = format!("#[cfg(feature = \"{feature}\")]\n");
    let text = imports.text();
    let lines = text.lines().map(|line| match line.starts_with("use ") {
        true => format!("{gate}{line}\n"),
        false => format!("{line}\n"),
    });
    lines.filter(|line| line != "\n").collect()
}

/// Both sides, the security schemes, `lib.rs` and `Cargo.toml`; `modules` are the declarations of
/// the crate's other modules. Gives the parts of support that the crate does without.
pub(super) fn crate_files(
    emitter: &Emitter<'_>,
    config: &Config,
    modules: &[String],
    files: &mut BTreeMap<String, String>,
) -> Result<Vec<&'static str>, RenderError> {
    let mut declared = vec![match &config.output.support {
        Support::Emitted => "#[macro_use]\npub mod support;".to_owned(),
        Support::Path(path) => format!("#[macro_use]\npub extern crate {path} as support;"),
    }];
    declared.extend(sides::files(emitter, config, files)?);
    declared.extend(modules.iter().cloned());
    let package = package(config);
    let docs = match config.output.layout {
        Layout::Crate => emitter.crate_docs(&package.replace('-', "_")),
        Layout::Module => {
            let needs = manifest::needs(config, &super::unused(files));
            emitter.module_docs(&needs)
        }
    };
    let text = render::file(&render::File {
        mark: MARK,
        docs: &docs,
        imports: None,
        modules: &declared,
        items: &[],
    });
    files.insert("src/lib.rs".to_owned(), text);
    let unused = super::unused(files);
    if config.output.manifest != Manifest::Leave {
        let facts = Facts {
            name: &package,
            title: &emitter.api.title,
            mark: MARK,
            unused: &unused,
        };
        files.insert("Cargo.toml".to_owned(), manifest::manifest(config, &facts));
    }
    files.insert("src/.rustfmt.toml".to_owned(), rustfmt());
    Ok(unused)
}

/// The printer lays code out in its own way; without this, `cargo fmt` in a workspace that has the
/// crate as a member would change it.
fn rustfmt() -> String {
    format!("# {MARK}\n\ndisable_all_formatting = true\n")
}

/// The name of the package: the config's, or the folder's as far as Cargo takes it.
fn package(config: &Config) -> String {
    let folder = config.output.directory.trim_end_matches('/');
    let folder = folder.rsplit('/').next().unwrap_or_default();
    match &config.package.name {
        Some(name) => name.clone(),
        None if folder.is_empty() => "api".to_owned(),
        None => folder.replace(
            |character: char| !character.is_alphanumeric() && character != '_',
            "-",
        ),
    }
}
