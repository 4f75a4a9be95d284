//! `server.rs`: what a server implements, a trait for each area.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter, client::module_path, docs::code_span, ident, imports::Imports, is_identifier,
    operation::heading,
};
use crate::model::{Area, AreaId, Operation};

/// Who may call an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Anybody; nobody looks at credentials.
    Public,
    /// Anybody, with a session where there are credentials.
    Optional,
    /// Only who has credentials.
    Protected,
}

impl Access {
    pub(super) fn of(operation: &Operation) -> Self {
        let sets = &operation.security;
        match (
            sets.iter().all(Vec::is_empty),
            sets.iter().any(Vec::is_empty),
        ) {
            (true, _) => Self::Public,
            (false, true) => Self::Optional,
            (false, false) => Self::Protected,
        }
    }
}

impl Emitter<'_> {
    /// The trait that stands for those of all areas.
    pub fn server(&self) -> Vec<TokenStream> {
        let names: Vec<TokenStream> = self
            .areas()
            .map(|(_, area)| {
                let name = ident(&area.name.rust);
                quote!(#name)
            })
            .collect();
        if names.is_empty() {
            return Vec::new();
        }
        vec![
            quote! {
                /// All areas: implemented by whatever implements each.
                pub trait Server: #(#names)+* {}
            },
            quote!(impl<S: #(#names)+*> Server for S {}),
        ]
    }

    /// The areas that have operations of the server, in the order of their names.
    pub(crate) fn areas(&self) -> impl Iterator<Item = (AreaId, &Area)> {
        let served: BTreeSet<AreaId> = self.served().map(|operation| operation.area).collect();
        let areas = (0..).map(AreaId).zip(&self.api.areas);
        let mut areas: Vec<(AreaId, &Area)> = areas.filter(|(id, _)| served.contains(id)).collect();
        areas.sort_by(|(_, one), (_, other)| one.name.rust.cmp(&other.name.rust));
        areas.into_iter()
    }

    /// The areas, each with the module that its parts of both sides stand in; none where there is
    /// only one, which needs no modules.
    pub(crate) fn area_modules(&self) -> Vec<(AreaId, &Area, String)> {
        let areas: Vec<(AreaId, &Area)> = self.areas().collect();
        if areas.len() < 2 {
            return Vec::new();
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let modules = areas.into_iter().map(|(id, area)| {
            let name = area.name.rust.trim_start_matches("r#").to_snake_case();
            let mut module = match is_identifier(&name) {
                true => name,
                // A keyword.
                false => format!("{name}_area"),
            };
            while !taken.insert(module.clone()) {
                module.push('_');
            }
            (id, area, module)
        });
        modules.collect()
    }

    /// The trait of an area.
    pub(crate) fn area(&self, id: AreaId, area: &Area, imports: &mut Imports) -> TokenStream {
        let docs = self.docs.attributes(&area.docs, false, || {
            format!("The operations of {}.", code_span(&area.name.wire))
        });
        let name = ident(&area.name.rust);
        let operations = || self.served().filter(move |operation| operation.area == id);
        let parent = match operations().all(|operation| Access::of(operation) == Access::Public) {
            true => quote!(Send + Sync + 'static),
            false => imports.support("server::Authenticate"),
        };
        let methods = operations().map(|operation| self.handler(operation, imports));
        let methods: Vec<TokenStream> = methods.collect();
        quote!(#docs pub trait #name: #parent { #(#methods)* })
    }

    pub(super) fn handler(&self, operation: &Operation, imports: &mut Imports) -> TokenStream {
        let docs = self
            .docs
            .attributes(&heading(operation), operation.deprecated, String::new);
        let name = ident(&operation.name.rust);
        let module = module_path(operation, imports);
        let context = imports.support("server::Context");
        let unimplemented = imports.support("server::Unimplemented");
        let session = match Access::of(operation) {
            Access::Public => quote!(()),
            Access::Optional => quote!(Option<Self::Session>),
            Access::Protected => quote!(Self::Session),
        };
        let output = self.output(operation, imports);
        quote! {
            #docs
            fn #name(
                &self,
                cx: &mut #context<#session>,
                request: #module::Request,
            ) -> impl Future<Output = Result<#output, #module::Error>> + Send {
                #unimplemented::of((cx, request))
            }
        }
    }
}
