//! From the model to tokens: an emitter decides nothing about JSON Schema.

mod client;
mod codec;
pub mod docs;
mod enumeration;
pub mod external;
pub mod imports;
mod library;
mod local;
pub mod manifest;
mod newtype;
pub mod operation;
pub(crate) mod receiver;
pub(crate) mod router;
pub mod rules;
pub mod security;
mod server;
pub mod servers;
mod size;
mod structure;
pub mod support;
#[cfg(test)]
mod tests;
mod ty;
mod union;

use proc_macro2::{Ident, Span, TokenStream};

use self::{
    docs::{Writer, code_span},
    imports::Imports,
    local::Local,
};
use crate::{
    model::{Api, Definition, ModulePath, Shape, TypeId, rules::RulesRef},
    names::is_keyword,
    pointer::Place,
};

/// What all emitters look things up in.
pub struct Emitter<'e> {
    /// The model, with names.
    pub api: &'e Api,
    /// How texts become documentation.
    pub docs: &'e Writer,
    /// Whether structs and enums are `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// The expression of type `&'static Rules` for what an arm's schema asserts.
    pub rules: &'e dyn Fn(&RulesRef, &mut Imports) -> TokenStream,
}

/// The items of one module: the types, and in a file beside them their codecs.
#[derive(Clone, Debug)]
pub struct Module {
    /// Where it stands under `src`.
    pub path: ModulePath,
    /// Imports of the file of types.
    pub imports: Imports,
    /// The types.
    pub types: Vec<TokenStream>,
    /// Imports of the file of codecs.
    pub codec_imports: Imports,
    /// The codecs.
    pub codec: Vec<TokenStream>,
}

impl Module {
    /// A module without items in which these identifiers are taken.
    pub fn new(path: ModulePath, local: impl IntoIterator<Item = String>) -> Self {
        let mut inner = path.clone();
        inner.0.push("codec".to_owned());
        let local: Vec<String> = local.into_iter().collect();
        Self {
            imports: Imports::new(path.clone(), local.iter().cloned()),
            types: Vec::new(),
            codec_imports: Imports::new(inner, []).keeping(local),
            codec: Vec::new(),
            path,
        }
    }

    /// The same, where the file of codecs defines these identifiers.
    #[must_use]
    pub fn with_codec_names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.codec_imports = self.codec_imports.defining(names);
        self
    }
}

impl Emitter<'_> {
    /// Adds a named type and its codec to its module.
    pub fn definition(&self, id: TypeId, module: &mut Module) {
        let Some(definition) = self.api.definition(id) else {
            return;
        };
        match &definition.shape {
            Shape::Struct(structure) => {
                self.structure(definition, structure, module);
                self.structure_codec(definition, structure, module);
            }
            Shape::Enumeration(values) => self.enumeration(definition, values, module),
            Shape::Union(union) => {
                self.union(definition, union, module);
                self.union_codec(definition, union, module);
            }
            Shape::Text(_) => self.text(definition, module),
            Shape::Newtype(newtype) => self.newtype(definition, &newtype.inner, module),
            Shape::Alias(ty) => self.alias(definition, ty, module),
            Shape::Positions(positions) => self.positions(definition, positions, module),
            Shape::Never => self.never(definition, module),
        }
    }

    /// The attributes of a type before its `pub`: documentation, derives, what the config adds.
    fn attributes(&self, definition: &Definition, derives: &[&str]) -> TokenStream {
        let docs = self
            .docs
            .attributes(&definition.docs, definition.deprecated, || {
                schema_of(&definition.origin.place)
            });
        let derives = derives.iter().map(|name| ident(name));
        let own = definition
            .attributes
            .iter()
            .filter_map(|text| attribute(text));
        quote::quote!(#docs #[derive(#(#derives),*)] #(#own)*)
    }

    fn non_exhaustive(&self) -> Option<TokenStream> {
        self.non_exhaustive
            .then(|| quote::quote!(#[non_exhaustive]))
    }
}

/// What is said of a type whose schema has no text: its place, by the document alone where it is
/// all of it.
fn schema_of(place: &Place) -> String {
    match place.pointer.last() {
        Some(_) => format!("The schema {}.", code_span(&place.pointer.to_string())),
        None => format!("The schema {}.", code_span(&place.document)),
    }
}

/// An identifier made by `names`. Text that is none, which `names` never makes, becomes one that
/// the compiler points at.
pub fn ident(text: &str) -> Ident {
    let span = Span::call_site();
    match text.strip_prefix("r#") {
        Some(raw) if is_word(raw) && !WITHOUT_RAW.contains(&raw) => Ident::new_raw(raw, span),
        None if is_identifier(text) => Ident::new(text, span),
        _ => Ident::new("no_identifier", span),
    }
}

/// Keywords that have no raw form.
const WITHOUT_RAW: [&str; 5] = ["_", "Self", "crate", "self", "super"];

/// Whether text is an identifier, and no keyword.
pub(crate) fn is_identifier(text: &str) -> bool {
    is_word(text) && !WITHOUT_RAW.contains(&text) && !(is_keyword(text) && text != "gen")
}

/// Whether text has the form of an identifier.
fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = |first: char| first == '_' || unicode_ident::is_xid_start(first);
    characters.next().is_some_and(starts) && characters.all(unicode_ident::is_xid_continue)
}

/// An attribute of the config (`#[…]`), if it is one.
fn attribute(text: &str) -> Option<TokenStream> {
    use syn::parse::Parser;

    let attributes = syn::Attribute::parse_outer.parse_str(text).ok()?;
    Some(quote::quote!(#(#attributes)*))
}
