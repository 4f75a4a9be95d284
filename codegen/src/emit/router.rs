//! `router.rs`: the routes, and a function for each operation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    Emitter, client::module_path, ident, imports::Imports, receiver::Side, server::Access,
};
use crate::{
    config::{self, ErrorMember, ErrorStyle, UnknownValues},
    model::{Area, AreaId, ModulePath, Operation},
};

impl Emitter<'_> {
    /// The router of all areas; with the functions behind its routes where there is only one area.
    pub fn router(
        &self,
        server: &config::Server,
        operations: &config::Operations,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        let settings = settings(server, operations, imports);
        let areas = self.area_modules();
        let all: Vec<&Operation> = self.served().collect();
        let mut items = self.receiver_routers(&settings, imports);
        if all.is_empty() {
            return items;
        }
        items.extend([
            quote! {
                /// Serves all operations.
                pub type Router<S> = crate::support::router::Router<S, All>;
            },
            quote! {
                /// All operations, for [`Router`].
                #[derive(Debug)]
                pub enum All {}
            },
        ]);
        if areas.is_empty() {
            items.push(self.routes(&quote!(All), "Server", &settings, &all, imports));
            let functions = all.iter().map(|one| self.handling(one, imports));
            items.extend(functions);
        } else {
            let parts: Vec<Ident> = areas.iter().map(|(_, area, _)| routes_name(area)).collect();
            items.push(joined(&parts, &settings, imports));
        }
        items
    }

    /// The routes of one area among several, and the functions behind them.
    pub fn area_router(
        &self,
        (id, area): (AreaId, &Area),
        server: &config::Server,
        operations: &config::Operations,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        let settings = settings(server, operations, imports);
        let name = &area.name.rust;
        let marker = routes_name(area);
        let docs =
            format!(" The operations of [`crate::server::{name}`], for a router of their own.");
        let own: Vec<&Operation> = self
            .served()
            .filter(|operation| operation.area == id)
            .collect();
        let mut items = vec![
            quote!(#[doc = #docs] #[derive(Debug)] pub enum #marker {}),
            self.routes(&quote!(#marker), name, &settings, &own, imports),
        ];
        items.extend(own.iter().map(|operation| {
            let function = self.handling(operation, imports);
            quote!(pub(super) #function)
        }));
        items
    }

    pub(super) fn routes(
        &self,
        marker: &TokenStream,
        bound: &str,
        settings: &TokenStream,
        operations: &[&Operation],
        imports: &mut Imports,
    ) -> TokenStream {
        let bound = imports.item(&module(), bound);
        let route = imports.support("router::Route");
        let routes = imports.support("router::Routes");
        let ty = imports.support("router::Settings");
        let unimplemented = imports.support("server::is_unimplemented");
        let entries: Vec<TokenStream> = operations
            .iter()
            .map(|operation| {
                let (name, module) = (ident(&operation.name.rust), module_path(operation, imports));
                let told = (!operation.told_by.is_empty()).then(|| {
                    let incoming = imports.support("server::Incoming");
                    quote!(.told_by(<#module::Request as #incoming>::accepts))
                });
                quote! {
                    #route::new(&#module::OPERATION, #name)
                        .unless(#unimplemented(&S::#name))
                        #told
                }
            })
            .collect();
        quote! {
            impl<S: #bound> #routes<S> for #marker {
                const ROUTES: &'static [#route<S>] = &[#(#entries),*];
                const SETTINGS: #ty = #settings;
            }
        }
    }

    pub(super) fn handling(&self, operation: &Operation, imports: &mut Imports) -> TokenStream {
        let area = self.api.areas.get(operation.area.0);
        let area = area.map_or("Server", |area| area.name.rust.as_str());
        let area = match Side::of(operation) {
            Some(side) => side.receiver(),
            None => area,
        };
        let bound = imports.item(&module(), area);
        let arc = imports.name("std::sync::Arc");
        let exchange = imports.support("server::Exchange");
        let handling = imports.support("router::Handling");
        let (name, module) = (ident(&operation.name.rust), module_path(operation, imports));
        let context = match Access::of(operation) {
            Access::Public => quote!(exchange.public()),
            Access::Optional => quote!(exchange.authenticate_optional(&*server).await?),
            Access::Protected => quote!(exchange.authenticate(&*server).await?),
        };
        quote! {
            fn #name<S: #bound>(server: #arc<S>, exchange: #exchange) -> #handling {
                Box::pin(async move {
                    let mut cx = #context;
                    let request = exchange.read().await?;
                    let answer = server.#name(&mut cx, request).await;
                    cx.answer::<#module::Request>(answer)
                })
            }
        }
    }
}

/// The routes of all areas together.
fn joined(parts: &[Ident], settings: &TokenStream, imports: &mut Imports) -> TokenStream {
    let bound = imports.item(&module(), "Server");
    let route = imports.support("router::Route");
    let routes = imports.support("router::Routes");
    let ty = imports.support("router::Settings");
    quote! {
        impl<S: #bound> #routes<S> for All {
            const PARTS: &'static [&'static [#route<S>]] = &[
                #(<#parts as #routes<S>>::ROUTES),*
            ];
            const SETTINGS: #ty = #settings;
        }
    }
}

/// The marker of an area's routes.
pub(crate) fn routes_name(area: &Area) -> Ident {
    ident(&format!(
        "{}Routes",
        area.name.rust.trim_start_matches("r#")
    ))
}

/// Where the traits stand.
fn module() -> ModulePath {
    ModulePath(vec!["server".to_owned()])
}

fn settings(
    server: &config::Server,
    operations: &config::Operations,
    imports: &mut Imports,
) -> TokenStream {
    let settings = imports.support("router::Settings");
    let mut policy = TokenStream::new();
    if server.unknown_values == UnknownValues::Accept {
        policy.extend(quote!(.with_open_enums()));
    }
    if server.read_only == UnknownValues::Refuse {
        policy.extend(quote!(.without_read_only()));
    }
    let policy = (!policy.is_empty()).then(|| {
        let name = imports.support("rules::Policy");
        quote!(.policy(#name::STRICT #policy))
    });
    let usual = config::Server::default();
    let limit = (server.body_limit != usual.body_limit).then(|| {
        let bytes = proc_macro2::Literal::u64_unsuffixed(server.body_limit);
        quote!(.body_limit(#bytes))
    });
    let options = (!server.options).then(|| quote!(.without_options()));
    let slash = server.lenient_slash.then(|| quote!(.lenient_slash()));
    let errors = errors(operations, imports);
    quote!(#settings::new() #policy #limit #options #slash #errors)
}

/// The shape of errors, where it isn't the usual one.
fn errors(operations: &config::Operations, imports: &mut Imports) -> Option<TokenStream> {
    match operations.error_style {
        ErrorStyle::Problem => None,
        ErrorStyle::Errcode => {
            let errcode = imports.support("server::Errcode");
            Some(quote!(.errors(&#errcode)))
        }
        ErrorStyle::Members => {
            let shape = imports.support("server::ErrorMembers");
            let member = imports.support("server::ErrorMember");
            let members = operations.error_members.iter().map(|(name, says)| {
                let says = ident(match says {
                    ErrorMember::Code => "Code",
                    ErrorMember::Status => "Status",
                    ErrorMember::Title => "Title",
                    ErrorMember::Detail => "Detail",
                    ErrorMember::Violations => "Violations",
                });
                quote!((#name, #member::#says))
            });
            let codes = operations.error_codes.iter();
            let codes = codes.map(|(word, code)| quote!((#word, #code)));
            Some(quote!(.errors(&#shape::new(&[#(#members),*], &[#(#codes),*]))))
        }
    }
}
