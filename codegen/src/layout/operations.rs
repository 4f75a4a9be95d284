//! The files that operations bring: how they stand in HTTP, both sides, the crate's front page
//! and its manifest.

use std::collections::BTreeMap;

use super::{sides, tree};
use crate::{
    config::{Config, Manifest, Support},
    emit::{
        Emitter, Module,
        imports::Imports,
        manifest::{self, Facts},
        operation::HttpModule,
    },
    model::{Api, ModulePath, Operation},
    render::{self, MARK, RenderError},
};

/// Under which features an operation has a place in HTTP.
const EITHER_SIDE: &str = "#[cfg(any(feature = \"client\", feature = \"server\"))]";

/// The names that an operation's module defines beside its types.
pub(super) fn names(operation: &Operation) -> Vec<String> {
    let fixed = ["Request", "RequestInit", "Response", "Error", "OPERATION"];
    let mut names: Vec<String> = fixed.map(str::to_owned).into();
    names.extend(operation.body.iter().map(|body| body.choice.rust.clone()));
    let responses = operation.responses.iter();
    names.extend(responses.map(|response| response.choice.rust.clone()));
    names
}

/// Adds the items of operations to their modules; gives how each stands in HTTP.
pub(super) fn emit<'a>(
    emitter: &Emitter<'a>,
    modules: &mut BTreeMap<ModulePath, Module>,
) -> Vec<(&'a Operation, HttpModule)> {
    let mut bindings = Vec::new();
    for operation in &emitter.api.operations {
        if let Some(module) = modules.get_mut(&operation.module) {
            let emitted = emitter.operation(operation, &mut module.imports);
            module.types.splice(0..0, emitted.items);
            bindings.push((operation, emitted.http));
        }
    }
    bindings
}

/// What a module declares for its operation.
pub(super) fn declarations(api: &Api, path: &ModulePath) -> Option<String> {
    of(api, path).map(|_| format!("{EITHER_SIDE}\n{}", tree::declaration(path, "http", "")))
}

/// The documentation of an operation's module.
pub(super) fn docs(emitter: &Emitter<'_>, path: &ModulePath) -> Option<Vec<String>> {
    let operation = of(emitter.api, path)?;
    let route = operation.template.replace('`', "");
    let mut lines = vec![format!("`{} {route}`", operation.method), String::new()];
    let text = emitter
        .docs
        .lines(&operation.docs, operation.deprecated, || {
            format!("The operation `{}`.", operation.name.wire)
        });
    lines.extend(text);
    lines.extend([
        String::new(),
        format!("Generated from `{}`.", operation.place),
    ]);
    Some(lines)
}

fn of<'a>(api: &'a Api, path: &ModulePath) -> Option<&'a Operation> {
    api.operations
        .iter()
        .find(|operation| operation.module == *path)
}

/// The files of HTTP.
pub(super) fn http_files(
    bindings: &[(&Operation, HttpModule)],
    files: &mut BTreeMap<String, String>,
) -> Result<(), RenderError> {
    for (operation, http) in bindings {
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
            items: &http.items,
        })?;
        files.insert(tree::file(&path), text);
    }
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
/// the crate's other modules.
pub(super) fn crate_files(
    emitter: &Emitter<'_>,
    config: &Config,
    modules: &[String],
    files: &mut BTreeMap<String, String>,
) -> Result<(), RenderError> {
    let mut declared = vec![match &config.output.support {
        Support::Emitted => "#[macro_use]\npub mod support;".to_owned(),
        Support::Path(path) => format!("#[macro_use]\npub extern crate {path} as support;"),
    }];
    declared.extend(sides::files(emitter, config, files)?);
    declared.extend(modules.iter().cloned());
    let package = package(config);
    let text = render::file(&render::File {
        mark: MARK,
        docs: &emitter.crate_docs(&package.replace('-', "_")),
        imports: None,
        modules: &declared,
        items: &[],
    })?;
    files.insert("src/lib.rs".to_owned(), text);
    if config.output.manifest != Manifest::Leave {
        let facts = Facts {
            name: &package,
            title: &emitter.api.title,
            mark: MARK,
            unused: &super::unused(files),
        };
        files.insert("Cargo.toml".to_owned(), manifest::manifest(config, &facts));
    }
    files.insert("src/.rustfmt.toml".to_owned(), rustfmt());
    Ok(())
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
