//! The servers that the documents name, as statics.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs::code_span, ident, imports::Imports, security::shouting};
use crate::model::{ModulePath, Server, ServerGroup, ServerVariable};

/// Where they stand.
pub fn module() -> ModulePath {
    ModulePath(vec!["servers".to_owned()])
}

/// The static of a group.
pub fn name(group: &ServerGroup) -> Ident {
    shouting(&group.name.rust)
}

/// The static of the root's servers.
pub const ROOT: &str = "ROOT";

impl Emitter<'_> {
    /// A static for the servers of the root, and for each group that operations have instead.
    pub fn servers(&self, imports: &mut Imports) -> Vec<TokenStream> {
        let mut items = Vec::new();
        if !self.api.servers.is_empty() {
            let docs = vec!["The servers of the document, for which a client's base URL stands."];
            let root = self.server_group((&ident(ROOT), "root"), &docs, &self.api.servers, imports);
            items.push(root);
        }
        items.extend(self.api.server_groups.iter().map(|one| {
            let docs = format!("The servers of operations that `{ROOT}` doesn't serve.");
            self.server_group(
                (&name(one), &one.name.wire),
                &[&docs],
                &one.servers,
                imports,
            )
        }));
        items
    }

    fn server_group(
        &self,
        (name, wire): (&Ident, &str),
        docs: &[&str],
        servers: &[Server],
        imports: &mut Imports,
    ) -> TokenStream {
        let ty = imports.support("operation::ServerGroup");
        let docs = docs.iter().map(|line| format!(" {line}"));
        let list = servers.iter().map(|server| {
            let url = code_span(&server.url);
            format!(" * {url}")
        });
        let docs: Vec<String> = docs.chain([String::new()]).chain(list).collect();
        let servers = servers.iter().map(|one| self.one_server(one, imports));
        let servers: Vec<TokenStream> = servers.collect();
        quote! {
            #(#[doc = #docs])*
            pub static #name: #ty = #ty::new(#wire, &[#(#servers),*]);
        }
    }

    fn one_server(&self, server: &Server, imports: &mut Imports) -> TokenStream {
        let ty = imports.support("operation::Server");
        let url = &server.url;
        let described = server
            .description
            .as_ref()
            .map(|text| quote!(.described(#text)));
        let variables = server.variables.iter().map(|one| variable(one, imports));
        let variables: Vec<TokenStream> = variables.collect();
        quote!(#ty::new(#url, &[#(#variables),*]) #described)
    }
}

fn variable(variable: &ServerVariable, imports: &mut Imports) -> TokenStream {
    let ty = imports.support("operation::ServerVariable");
    let ServerVariable {
        name,
        default,
        values,
    } = variable;
    quote!(#ty::new(#name, #default, &[#(#values),*]))
}
