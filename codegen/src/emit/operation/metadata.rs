//! What is known of an operation before any request.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Emitter, docs::code_span, imports::Imports, security, servers};
use crate::model::{Operation, Receiver, Requirement};

impl Emitter<'_> {
    /// `pub static OPERATION: Operation = …;`
    pub(super) fn metadata(&self, operation: &Operation, imports: &mut Imports) -> TokenStream {
        let metadata = imports.support("operation::Operation");
        let docs = format!(
            " What the document says of {}.",
            code_span(&operation.name.wire)
        );
        let (id, method) = (&operation.name.wire, &operation.method);
        let path = self.path(operation);
        let mut calls = Vec::new();
        if !operation.path.query.is_empty() {
            let members = operation.path.query.iter().map(|member| {
                let (name, value) = (&member.name, &member.value);
                quote!((#name, #value))
            });
            calls.push(quote!(.with_query(&[#(#members),*])));
        }
        let demands = [
            ("with_required_query", &operation.required_query),
            ("with_required_body", &operation.required_body_keys),
        ];
        for (name, keys) in demands {
            if !keys.is_empty() {
                let name = super::ident(name);
                calls.push(quote!(.#name(&[#(#keys),*])));
            }
        }
        if !operation.tags.is_empty() {
            let tags = &operation.tags;
            calls.push(quote!(.with_tags(&[#(#tags),*])));
        }
        if !operation.security.is_empty() {
            let sets = operation.security.iter().map(|set| {
                let set = set.iter().filter_map(|one| self.requirement(one, imports));
                quote!(&[#(#set),*])
            });
            let sets: Vec<TokenStream> = sets.collect();
            calls.push(quote!(.with_security(&[#(#sets),*])));
        }
        let servers = operation.servers;
        if let Some(group) = servers.and_then(|id| self.api.server_groups.get(id.0)) {
            let name = servers::name(group).to_string();
            let group = imports.item(&servers::module(), &name);
            calls.push(quote!(.with_servers(&#group)));
        }
        if operation.deprecated {
            calls.push(quote!(.deprecated()));
        }
        if !operation.extensions.is_empty() {
            let extensions = operation
                .extensions
                .iter()
                .map(|(name, text)| quote!((#name, #text)));
            calls.push(quote!(.with_extensions(&[#(#extensions),*])));
        }
        quote! {
            #[doc = #docs]
            pub static OPERATION: #metadata = #metadata::new(#id, #method, #path) #(#calls)*;
        }
    }

    fn requirement(&self, requirement: &Requirement, imports: &mut Imports) -> Option<TokenStream> {
        let scheme = self.api.schemes.get(requirement.scheme.0)?;
        let name = security::name(scheme).to_string();
        let scheme = imports.item(&security::module(), &name);
        let new = imports.support("operation::Requirement");
        let scopes = &requirement.scopes;
        Some(quote!(#new::new(&#scheme, &[#(#scopes),*])))
    }

    /// The path by which requests are matched: literals decoded, parameters in braces.
    fn path(&self, operation: &Operation) -> String {
        if operation.receiver != Receiver::Server {
            return super::receiver_path(operation);
        }
        let mut path = String::new();
        for segment in &operation.path.segments {
            path.push('/');
            for part in &segment.parts {
                path.push_str(&super::parameter::part_text(operation, part));
            }
        }
        path
    }
}
