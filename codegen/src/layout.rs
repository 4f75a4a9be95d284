//! Which file of a generated crate holds what: modules of types and operations, their codecs
//! beside them, the statics of rules, the copied support.

mod operations;
mod sides;
mod statics;
mod tree;

use std::{cell::RefCell, collections::BTreeMap};

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use self::{statics::Statics, tree::Tree};
use crate::{
    config::{Config, DocsMode, Support},
    emit::{self, Emitter, Module, docs::Writer, imports::Imports, rules, support},
    model::{Api, Definition, Home, ModulePath, Shape, TypeId, rules::RulesRef},
    render::{self, MARK, RenderError},
};

/// The files of a crate by their path in it, or what can't be written.
pub(crate) fn files(api: &Api, config: &Config) -> Result<BTreeMap<String, String>, RenderError> {
    let statics = Statics::new(api);
    let writer: Writer = writer(config);
    let reference = |rules: &RulesRef, imports: &mut Imports| expression(rules, &statics, imports);
    let emitter = Emitter {
        api,
        docs: &writer,
        non_exhaustive: config.types.non_exhaustive,
        rules: &reference,
    };
    let mut modules: BTreeMap<ModulePath, Module> = modules(api, &statics);
    for (index, definition) in api.types.iter().enumerate() {
        if let Some(module) = modules.get_mut(&definition.module) {
            emitter.definition(TypeId(index), module);
            validate(api, definition, &statics, module);
        }
    }
    let bindings = operations::emit(&emitter, &mut modules);
    for module in modules.values_mut() {
        statics.emit(api, module);
    }
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let tree = Tree::new(modules.keys());
    for (path, module) in &modules {
        write_module(&emitter, path, module, &tree, &mut files)?;
    }
    for folder in tree.folders(modules.keys()) {
        let text: String = folder_text(&folder, &tree)?;
        files.insert(tree::file(&folder), text);
    }
    operations::http_files(&bindings, &mut files)?;
    let declared: Vec<String> = tree.declarations(&ModulePath::default());
    operations::crate_files(&emitter, config, &declared, &mut files)?;
    if config.output.support == Support::Emitted {
        let header: String = format!("// {MARK}\n\n");
        let copied = support::files(&header, &unused(&files));
        files.extend(
            copied
                .into_iter()
                .map(|(path, text)| (format!("src/{path}"), text)),
        );
    }
    Ok(files)
}

/// Parts of support that a crate can do without, because its code doesn't name them.
fn unused(files: &BTreeMap<String, String>) -> Vec<&'static str> {
    let optional = [
        ("multipart", "multipart::"),
        ("multipart/client", "multipart::"),
        ("multipart/read", "multipart::"),
        ("multipart/server", "multipart::"),
        ("multipart/write", "multipart::"),
        ("rules/backtracking", "Backtracking"),
    ];
    optional
        .into_iter()
        .filter(|(_, name)| !files.values().any(|text| text.contains(name)))
        .map(|(module, _)| module)
        .collect()
}

/// How texts become documentation.
fn writer(config: &Config) -> Writer {
    let shortcodes = config.docs.shortcodes.iter();
    Writer {
        base: config.docs.base.clone(),
        shortcodes: shortcodes
            .map(|rule| (rule.pattern.regex().clone(), rule.replace.clone()))
            .collect(),
        terse: config.docs.mode != DocsMode::Full,
    }
}

/// An empty module for each path, which knows the names it defines.
fn modules(api: &Api, statics: &Statics) -> BTreeMap<ModulePath, Module> {
    let mut names: BTreeMap<&ModulePath, Vec<String>> = BTreeMap::new();
    for definition in &api.types {
        let local = names.entry(&definition.module).or_default();
        local.push(definition.ident.clone());
    }
    for operation in &api.operations {
        names
            .entry(&operation.module)
            .or_default()
            .extend(operations::names(operation));
    }
    names
        .into_iter()
        .map(|(path, local)| {
            let module = Module::new(path.clone(), local);
            (path.clone(), module.with_codec_names(statics.names(path)))
        })
        .collect()
}

/// A reference to rules where they are used.
fn expression(rules: &RulesRef, statics: &Statics, imports: &mut Imports) -> TokenStream {
    let imports = RefCell::new(imports);
    let paths = |id| {
        let mut imports = imports.borrow_mut();
        match statics.home(id) {
            Some((module, name)) => imports.item(module, name),
            None => imports.support("Rules"),
        }
    };
    let code: TokenStream = rules::reference(rules, &paths);
    let mut imports = imports.borrow_mut();
    for name in rules::imports(&code) {
        imports.support(rules_path(name));
    }
    code
}

/// Where a name that rules are written with stands in support.
fn rules_path(name: &str) -> &'static str {
    match name {
        "Backtracking" => "rules::backtracking::Backtracking",
        "Literal" => "rules::Literal",
        "Pattern" => "rules::Pattern",
        "Types" => "rules::Types",
        _ => "rules::Rules",
    }
}

/// `impl Validate` for a type whose schema asserts something.
fn validate(api: &Api, definition: &Definition, statics: &Statics, module: &mut Module) {
    let Some(RulesRef::Shared(id)) = &definition.rules else {
        return;
    };
    let Some((path, name)) = statics.home(*id) else {
        return;
    };
    if matches!(definition.shape, Shape::Alias(_)) {
        if statics::alias_asserts(api, definition) {
            alias_rules(definition, path, name, module);
        }
        return;
    }
    let imports: &mut Imports = &mut module.codec_imports;
    let own = imports.item(&definition.module, &definition.ident);
    let [validate, rules] = ["rules::Validate", "rules::Rules"].map(|name| imports.support(name));
    let name = imports.item(path, name);
    module.codec.push(quote! {
        impl #validate for #own {
            fn rules() -> &'static #rules {
                &#name
            }
        }
    });
}

/// The rules of a second name, which can't have a trait of its own.
fn alias_rules(definition: &Definition, path: &ModulePath, name: &str, module: &mut Module) {
    let ident: &str = definition.ident.trim_start_matches("r#");
    let own = emit::ident(&format!("{}_RULES", ident.to_shouty_snake_case()));
    let docs = format!(" What the schema of [`{ident}`] asserts beside its type.");
    let rules = module.imports.support("Rules");
    let target = match *path == statics::codec(&definition.module) {
        true => {
            let name = emit::ident(name);
            quote!(codec::#name)
        }
        false => module.imports.item(path, name),
    };
    module.types.push(quote! {
        #[doc = #docs]
        pub static #own: &#rules = &#target;
    });
}

/// The file of a module's types, and the file of its codecs.
fn write_module(
    emitter: &Emitter<'_>,
    path: &ModulePath,
    module: &Module,
    tree: &Tree,
    files: &mut BTreeMap<String, String>,
) -> Result<(), RenderError> {
    let mut declared: Vec<String> = Vec::new();
    if !module.codec.is_empty() {
        declared.push(tree::declaration(path, "codec", "pub(crate) "));
        let mut codec: ModulePath = path.clone();
        codec.0.push("codec".to_owned());
        let text: String = render::file(&render::File {
            mark: MARK,
            docs: &["How the types of this module are read, written and checked.".to_owned()],
            imports: Some(&module.codec_imports),
            modules: &[],
            items: &module.codec,
        })?;
        files.insert(tree::file(&codec), text);
    }
    declared.extend(operations::declarations(emitter.api, path));
    declared.extend(tree.declarations(path));
    let text: String = render::file(&render::File {
        mark: MARK,
        docs: &operations::docs(emitter, path).unwrap_or_else(|| module_docs(emitter.api, path)),
        imports: Some(&module.imports),
        modules: &declared,
        items: &module.types,
    })?;
    files.insert(tree::file(path), text);
    Ok(())
}

fn module_docs(api: &Api, path: &ModulePath) -> Vec<String> {
    let definitions = api.types.iter();
    let own: Vec<&Definition> = definitions
        .filter(|definition| definition.module == *path)
        .collect();
    let first: Option<&&Definition> = own
        .iter()
        .find(|definition| matches!(definition.origin.home, Home::Shared { .. }));
    match first.or(own.first()) {
        Some(definition) if matches!(definition.origin.home, Home::Format { .. }) => {
            vec!["Strings of their own kind, by `format`.".to_owned()]
        }
        Some(definition) if matches!(definition.origin.home, Home::Family { .. }) => {
            vec!["Families of types that are told apart by a tag.".to_owned()]
        }
        Some(definition) => vec![
            format!(
                "[`{}`] and what belongs to it.",
                definition.ident.trim_start_matches("r#")
            ),
            String::new(),
            format!("Generated from `{}`.", definition.origin.place),
        ],
        None => vec!["Generated.".to_owned()],
    }
}

/// A module that only holds other modules.
fn folder_text(path: &ModulePath, tree: &Tree) -> Result<String, RenderError> {
    let name: &str = path.0.last().map_or("", String::as_str);
    render::file(&render::File {
        mark: MARK,
        docs: &[format!("Everything under `{name}` in the documents.")],
        imports: None,
        modules: &tree.declarations(path),
        items: &[],
    })
}
