//! A generated crate, and others with the same types to compare it with.

use std::{collections::BTreeMap, path::Path};

use syn::{Attribute, Fields, Item, ItemStruct, parse_quote};
use typewright::{Config, Generator, source::MapSource};

use crate::Result;

/// The files of a crate by path.
pub type Files = BTreeMap<String, String>;

/// What a crate with the types of a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// The types with their constructors and setters.
    Types,
    /// Those, with serde's derives.
    Derive,
    /// Those, with the codecs that we emit.
    Codecs,
    /// Everything that we emit, which is codecs and rules.
    Rules,
}

impl Variant {
    /// The name of the crate.
    pub fn name(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Derive => "derive",
            Self::Codecs => "codecs",
            Self::Rules => "rules",
        }
    }
}

/// The crate of a document as it is generated, on the runtime of this workspace.
///
/// # Errors
///
/// If the generator has anything to complain about.
pub fn generate(document: &str) -> Result<Files> {
    let config = "[input]\ndocuments = ['bench.yaml']\n\
        [output]\ndirectory = 'bench'\nsupport = 'typewright_support'\n";
    let config: Config = Config::parse(config, "bench.toml").map_err(|mistakes| {
        let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        mistakes.join("\n")
    })?;
    let source: MapSource = MapSource::new().with("bench.yaml", document);
    let output = Generator::new(config).generate(&source);
    match output.diagnostics.first() {
        Some(found) => Err(found.message.clone().into()),
        None => Ok(output.files),
    }
}

/// A variant of a generated crate; `workspace` has the runtime.
///
/// # Errors
///
/// If the generated code doesn't parse.
pub fn variant(generated: &Files, variant: Variant, workspace: &Path) -> Result<Files> {
    let mut files: Files = Files::new();
    for (path, text) in generated {
        if !path.starts_with("src/schemas") {
            continue;
        }
        let codec: bool = path.ends_with("codec.rs");
        let changed: Option<String> = match (variant, codec) {
            (Variant::Rules, _) | (Variant::Codecs, false) => Some(text.clone()),
            (Variant::Codecs, true) => Some(rewrite(text, without_rules)?),
            (_, true) => None,
            (Variant::Types, false) => Some(rewrite(text, without_codec)?),
            (Variant::Derive, false) => Some(rewrite(text, derived)?),
        };
        files.extend(changed.map(|changed| (path.clone(), changed)));
    }
    let ours: bool = matches!(variant, Variant::Codecs | Variant::Rules);
    files.insert("src/lib.rs".to_owned(), library(ours));
    files.insert("Cargo.toml".to_owned(), manifest(variant, ours, workspace));
    Ok(files)
}

fn library(ours: bool) -> String {
    let support: &str = match ours {
        true => "#[macro_use]\npub extern crate typewright_support as support;\n",
        false => "",
    };
    format!("//! The types of a document.\n\n{support}pub mod schemas;\n")
}

fn manifest(variant: Variant, ours: bool, workspace: &Path) -> String {
    let support: String = match ours {
        true => {
            let path = workspace.join("codegen/support");
            format!("typewright-support = {{ path = {path:?} }}\n")
        }
        false => String::new(),
    };
    format!(
        "[package]\nname = {:?}\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{support}serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n",
        variant.name()
    )
}

fn rewrite(text: &str, change: fn(&mut Vec<Item>)) -> Result<String> {
    let mut file: syn::File = syn::parse_file(text)?;
    change(&mut file.items);
    Ok(prettyplease::unparse(&file))
}

fn without_rules(items: &mut Vec<Item>) {
    items.retain(|item| match item {
        Item::Static(_) => false,
        Item::Use(item) => {
            let path: String = quote::quote!(#item).to_string();
            !path.contains("rules") && !path.contains("codec")
        }
        Item::Impl(item) => {
            let name = item
                .trait_
                .as_ref()
                .and_then(|(path, _)| path.segments.last());
            name.is_none_or(|name| name.ident != "Validate")
        }
        _ => true,
    });
}

fn without_codec(items: &mut Vec<Item>) {
    items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "codec"));
}

fn derived(items: &mut Vec<Item>) {
    without_codec(items);
    for item in items {
        if let Item::Struct(item) = item {
            derive(item);
        }
    }
}

/// What somebody would write by hand for the same JSON.
fn derive(item: &mut ItemStruct) {
    item.attrs
        .push(parse_quote!(#[derive(serde::Deserialize, serde::Serialize)]));
    let skip: Attribute = parse_quote!(#[serde(skip_serializing_if = "Option::is_none")]);
    if let Fields::Named(fields) = &mut item.fields {
        for field in &mut fields.named {
            let ty = &field.ty;
            if quote::quote!(#ty).to_string().starts_with("Option") {
                field.attrs.push(skip.clone());
            }
        }
    }
}
