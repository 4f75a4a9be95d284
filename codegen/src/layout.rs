//! Which file of a generated crate holds what: modules of types and operations, their codecs
//! beside them, the statics of rules, the copied support.

mod index;
mod module;
mod operations;
mod part;
mod sides;
mod statics;
mod tree;

use std::{cell::RefCell, collections::BTreeMap};

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use self::{index::Index, part::Part, statics::Statics, tree::Tree};
use crate::{
    config::{Config, Layout, Support},
    emit::{
        self, Emitter, Module,
        docs::{Writer, code_span},
        imports::Imports,
        rules, support,
    },
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
    let mut parts: BTreeMap<ModulePath, Part> = parts(api, &statics);
    for (index, definition) in api.types.iter().enumerate() {
        if let Some(part) = parts.get_mut(&definition.module) {
            emitter.definition(TypeId(index), &mut part.module);
            validate(api, definition, &statics, &mut part.module);
            part.settle()?;
        }
    }
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    operations::emit(&emitter, &mut parts, &mut files)?;
    let index: Index<'_> = Index::new(api);
    let tree = Tree::new(parts.keys());
    let folders: Vec<ModulePath> = tree.folders(parts.keys());
    for (path, mut part) in parts {
        statics.emit(api, &mut part.module);
        part.settle()?;
        write_module(&emitter, &path, &part, (&tree, &index), &mut files);
    }
    for folder in folders {
        files.insert(tree::file(&folder), folder_text(&folder, &tree));
    }
    let declared: Vec<String> = tree.declarations(&ModulePath::default());
    let unused = operations::crate_files(&emitter, config, &declared, &mut files)?;
    if config.output.support == Support::Emitted {
        let header: String = format!("// {MARK}\n\n");
        let copied = support::files(&header, &unused);
        files.extend(
            copied
                .into_iter()
                .map(|(path, text)| (format!("src/{path}"), text)),
        );
    }
    Ok(match config.output.layout {
        Layout::Crate => files,
        Layout::Module => module::below(files, &config.output),
    })
}

/// Parts of support that a crate can do without, because its code doesn't name them.
fn unused(files: &BTreeMap<String, String>) -> Vec<&'static str> {
    let multipart = [
        "multipart",
        "multipart/client",
        "multipart/read",
        "multipart/server",
        "multipart/write",
    ];
    let optional = [
        ("multipart::", multipart.as_slice()),
        ("Backtracking", &["rules/backtracking"]),
    ];
    optional
        .into_iter()
        .filter(|(name, _)| !files.values().any(|text| text.contains(name)))
        .flat_map(|(_, modules)| modules.iter().copied())
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
    }
}

/// An empty module for each path, which knows the names it defines.
fn parts(api: &Api, statics: &Statics) -> BTreeMap<ModulePath, Part> {
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
            let module = module.with_codec_names(statics.names(path));
            (path.clone(), Part::new(module))
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
    rules::qualify(code, &mut |name| imports.support(rules_path(name)))
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
    part: &Part,
    (tree, index): (&Tree, &Index<'_>),
    files: &mut BTreeMap<String, String>,
) {
    let mut declared: Vec<String> = Vec::new();
    if !part.codec.is_empty() {
        declared.push(tree::declaration(path, "codec", "pub(crate) "));
        let mut codec: ModulePath = path.clone();
        codec.0.push("codec".to_owned());
        let text: String = render::file(&render::File {
            mark: MARK,
            docs: &["How the types of this module are read, written and checked.".to_owned()],
            imports: Some(&part.module.codec_imports),
            modules: &[],
            items: &part.codec,
        });
        files.insert(tree::file(&codec), text);
    }
    let operation = index.operation(path);
    declared.extend(operation.map(|_| operations::declaration(path)));
    declared.extend(tree.declarations(path));
    let docs: Vec<String> = match operation {
        Some(operation) => operations::docs(emitter, operation),
        None => module_docs(index.types(path)),
    };
    let text: String = render::file(&render::File {
        mark: MARK,
        docs: &docs,
        imports: Some(&part.module.imports),
        modules: &declared,
        items: &part.types,
    });
    files.insert(tree::file(path), text);
}

fn module_docs(own: &[&Definition]) -> Vec<String> {
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
            format!(
                "Generated from {}.",
                code_span(&definition.origin.place.to_string())
            ),
        ],
        None => vec!["Generated.".to_owned()],
    }
}

/// A module that only holds other modules.
fn folder_text(path: &ModulePath, tree: &Tree) -> String {
    let name: &str = path.0.last().map_or("", String::as_str);
    render::file(&render::File {
        mark: MARK,
        docs: &[format!("Everything under `{name}` in the documents.")],
        imports: None,
        modules: &tree.declarations(path),
        items: &[],
    })
}
