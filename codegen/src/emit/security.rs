//! The security schemes of an API, as statics.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs::code_span, ident, imports::Imports};
use crate::model::{Location, ModulePath, Scheme, SchemeKind};

/// Where they stand.
pub fn module() -> ModulePath {
    ModulePath(vec!["security".to_owned()])
}

/// The static of a scheme.
pub fn name(scheme: &Scheme) -> Ident {
    shouting(&scheme.name.rust)
}

/// `PetStore` as `PET_STORE`.
pub(super) fn shouting(text: &str) -> Ident {
    let mut name = String::new();
    for character in text.chars() {
        if character.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(character.to_uppercase());
    }
    ident(&name)
}

impl Emitter<'_> {
    /// A static for each security scheme.
    pub fn security(&self, imports: &mut Imports) -> Vec<TokenStream> {
        self.api
            .schemes
            .iter()
            .map(|scheme| {
                let docs = self.docs.attributes(&scheme.docs, false, || {
                    format!("The security scheme {}.", code_span(&scheme.name.wire))
                });
                let (name, wire) = (name(scheme), &scheme.name.wire);
                let ty = imports.support("operation::Scheme");
                let kind = kind(&scheme.kind, imports);
                quote!(#docs pub static #name: #ty = #ty::new(#wire, #kind);)
            })
            .collect()
    }
}

fn kind(kind: &SchemeKind, imports: &mut Imports) -> TokenStream {
    let kinds = imports.support("operation::SchemeKind");
    match kind {
        SchemeKind::Bearer { urls } => {
            let urls = urls.iter().map(|(purpose, url)| quote!((#purpose, #url)));
            quote!(#kinds::Bearer { urls: &[#(#urls),*] })
        }
        SchemeKind::Basic => quote!(#kinds::Basic),
        SchemeKind::Http(name) => quote!(#kinds::Http(#name)),
        SchemeKind::ApiKey { location, name } => match location {
            Location::Header | Location::Path => quote!(#kinds::HeaderKey(#name)),
            Location::Query | Location::QueryString => quote!(#kinds::QueryKey(#name)),
            Location::Cookie => quote!(#kinds::CookieKey(#name)),
        },
        SchemeKind::MutualTls => quote!(#kinds::MutualTls),
        SchemeKind::Undeclared => quote!(#kinds::Undeclared),
    }
}
