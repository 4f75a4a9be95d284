//! Operations whose requests the API's server sends: webhooks and callbacks.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, ident, imports::Imports, server::Access};
use crate::model::{Operation, Receiver};

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// OpenAPI 3.1 `webhooks`.
    Webhooks,
    /// *Callback Object*s.
    Callbacks,
}

impl Side {
    pub(crate) const ALL: [Self; 2] = [Self::Webhooks, Self::Callbacks];

    /// The side that an operation belongs to; none for those of the API's own server.
    pub(super) fn of(operation: &Operation) -> Option<Self> {
        match operation.receiver {
            Receiver::Server => None,
            Receiver::Webhook(_) => Some(Self::Webhooks),
            Receiver::Callback { .. } => Some(Self::Callbacks),
        }
    }

    /// What a receiver implements.
    pub(crate) fn receiver(self) -> &'static str {
        match self {
            Self::Webhooks => "WebhookReceiver",
            Self::Callbacks => "CallbackReceiver",
        }
    }

    /// The router over it, and the name of its routes.
    pub(crate) fn router(self) -> (&'static str, &'static str) {
        match self {
            Self::Webhooks => ("WebhookRouter", "WebhookRoutes"),
            Self::Callbacks => ("CallbackRouter", "CallbackRoutes"),
        }
    }

    /// The heading over them.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Webhooks => "Webhooks",
            Self::Callbacks => "Callbacks",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Webhooks => "webhooks",
            Self::Callbacks => "callbacks",
        }
    }
}

impl Emitter<'_> {
    /// The operations of a side, in the order of their names.
    pub(crate) fn received(&self, side: Side) -> Vec<&Operation> {
        let operations = self.api.operations.iter();
        let mut received: Vec<&Operation> = operations
            .filter(|operation| Side::of(operation) == Some(side))
            .collect();
        received.sort_by(|one, other| one.name.rust.cmp(&other.name.rust));
        received
    }

    /// The traits of receivers.
    pub(crate) fn receivers(&self, imports: &mut Imports) -> Vec<TokenStream> {
        let mut items = Vec::new();
        for side in Side::ALL {
            let operations = self.received(side);
            if operations.is_empty() {
                continue;
            }
            let name = ident(side.receiver());
            let docs = format!(
                " Receives the {} of this API: implemented by whoever registers for them.",
                side.word()
            );
            let public = |operation: &&Operation| Access::of(operation) == Access::Public;
            let parent = match operations.iter().all(public) {
                true => quote!(Send + Sync + 'static),
                false => imports.support("server::Authenticate"),
            };
            let methods = operations
                .into_iter()
                .map(|operation| self.handler(operation, imports));
            let methods: Vec<TokenStream> = methods.collect();
            items.push(quote!(#[doc = #docs] pub trait #name: #parent { #(#methods)* }));
        }
        items
    }

    /// The routers of receivers.
    pub(super) fn receiver_routers(
        &self,
        settings: &TokenStream,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        let mut items = Vec::new();
        for side in Side::ALL {
            let operations = self.received(side);
            if operations.is_empty() {
                continue;
            }
            let (router, routes) = side.router();
            let docs = format!(
                " Serves a receiver of {}, each under a path of its own name.",
                side.word()
            );
            let routes_docs = format!(" The {} of this API, for [`{router}`].", side.word());
            let (router, routes) = (ident(router), ident(routes));
            items.push(quote! {
                #[doc = #docs]
                pub type #router<S> = crate::support::router::Router<S, #routes>;
            });
            items.push(quote!(#[doc = #routes_docs] #[derive(Debug)] pub enum #routes {}));
            items.push(self.routes(
                &quote!(#routes),
                side.receiver(),
                settings,
                &operations,
                imports,
            ));
            let functions = operations
                .into_iter()
                .map(|operation| self.handling(operation, imports));
            items.extend(functions.collect::<Vec<TokenStream>>());
        }
        items
    }
}
