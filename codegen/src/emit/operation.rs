//! The module of an operation: its request, its answers, its errors, and how they stand in HTTP.

mod client;
mod form;
mod framing;
mod link;
mod metadata;
mod parameter;
mod part;
mod payload;
mod request;
mod response;
mod server;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(crate) use self::part::{header_name, part_headers};
use self::payload::Payload;
pub(crate) use self::payload::checked;
pub(crate) use self::request::{POSITIONAL, heading};
use super::{Emitter, ident, imports::Imports};
use crate::model::{Name, Operation, Receiver, Response, Status};

/// What is emitted for one operation.
#[derive(Clone, Debug)]
pub struct OperationModule {
    /// The items of the module, before those of its types.
    pub items: Vec<TokenStream>,
    /// The file beside it that binds the operation to HTTP.
    pub http: HttpModule,
}

/// The file that binds an operation to HTTP.
#[derive(Clone, Debug)]
pub struct HttpModule {
    /// What both sides use.
    pub imports: Imports,
    /// What only the client uses, under its feature.
    pub client_imports: Imports,
    /// What only the server uses, under its feature.
    pub server_imports: Imports,
    /// The items.
    pub items: Vec<TokenStream>,
}

impl Emitter<'_> {
    /// The module of an operation; what its types need is added to `imports`.
    pub fn operation(&self, operation: &Operation, imports: &mut Imports) -> OperationModule {
        let mut http = vec![ident("OPERATION")];
        let headers = part_headers(operation).into_iter();
        http.extend(headers.map(|(part, header)| ident(&header_name(part, header))));
        let http = match http.as_slice() {
            [only] => quote!(#only),
            several => quote!({#(#several),*}),
        };
        let mut items = vec![quote!(
            #[cfg(any(feature = "client", feature = "server"))]
            pub use self::http::#http;
        )];
        items.extend(self.request(operation, imports));
        items.extend(self.response(operation, imports));
        items.extend(self.error(operation, imports));
        items.extend(self.links(operation, imports));
        OperationModule {
            items,
            http: self.http(operation),
        }
    }

    fn http(&self, operation: &Operation) -> HttpModule {
        let mut path = operation.module.clone();
        path.0.push("http".to_owned());
        let constants = parameter::names(operation);
        let mut imports = Imports::new(path.clone(), constants.iter().cloned());
        let mut items = vec![self.metadata(operation, &mut imports)];
        items.extend(self.parameters(operation, &mut imports));
        items.extend(self.part_headers(operation, &mut imports));
        items.push(self.endpoint(operation, &mut imports));
        // One name is imported for one side or for both, never twice.
        let mut taken = self.names(operation);
        taken.extend(constants);
        let mut client_imports = Imports::new(path.clone(), taken.iter().cloned());
        let mut server_imports = Imports::new(path, taken);
        items.push(self.outgoing(operation, &mut imports, &mut client_imports));
        items.extend(self.incoming(operation, &mut imports, &mut server_imports));
        HttpModule {
            imports,
            client_imports,
            server_imports,
            items,
        }
    }

    /// The names that both sides use: those of the operation's own types.
    fn names(&self, operation: &Operation) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = [
            "OPERATION",
            "Operation",
            "Endpoint",
            "Parameter",
            "Shape",
            "Style",
            "Request",
            "Error",
            "Response",
        ]
        .map(str::to_owned)
        .into();
        let mut scratch = Imports::new(operation.module.clone(), []);
        let output = self.output(operation, &mut scratch);
        names.extend(output.into_iter().map(|token| token.to_string()));
        names.extend(operation.body.iter().map(|body| body.choice.rust.clone()));
        names.extend(
            operation
                .responses
                .iter()
                .map(|response| response.choice.rust.clone()),
        );
        names
    }

    fn endpoint(&self, operation: &Operation, imports: &mut Imports) -> TokenStream {
        let endpoint = imports.support("endpoint::Endpoint");
        let metadata = imports.support("operation::Operation");
        let request = imports.item(&operation.module, "Request");
        let response = self.output(operation, imports);
        let error = imports.item(&operation.module, "Error");
        quote! {
            impl #endpoint for #request {
                const OPERATION: &'static #metadata = &OPERATION;
                type Response = #response;
                type Error = #error;
            }
        }
    }
}

/// A response with what its variant looks like.
struct Answered<'a> {
    response: &'a Response,
    /// Whether it stands in `Error`.
    failure: bool,
}

impl<'a> Answered<'a> {
    /// The declared successes and failures; a lone `default` is in both.
    fn all(operation: &'a Operation) -> Vec<Self> {
        let mut all = Vec::new();
        for response in &operation.responses {
            if response.success {
                all.push(Self {
                    response,
                    failure: false,
                });
            }
            if !response.success || response.status == Status::Default {
                all.push(Self {
                    response,
                    failure: true,
                });
            }
        }
        all
    }

    fn payload(&self) -> Payload<'a> {
        Payload::of_response(self.response, self.failure)
    }

    /// The class of statuses that a range stands for: its first digit. A `default` that is the
    /// only success stands for all of 2xx there.
    fn class(&self) -> Option<u8> {
        match self.response.status {
            Status::Range(digit) => Some(digit),
            Status::Default if !self.failure => Some(2),
            _ => None,
        }
    }

    /// The error that the config gives to every operation, if this operation has it.
    fn standard(operation: &'a Operation) -> Option<Self> {
        let mut responses = operation.responses.iter();
        let response = responses.find(|response| response.standard)?;
        Some(Self {
            response,
            failure: true,
        })
    }

    /// Whether a value has to say its status because the response stands for several.
    fn has_status(&self) -> bool {
        !matches!(self.response.status, Status::Code(_))
    }
}

/// Where a router takes a webhook or callback: under its name. The document has no path for it.
pub(crate) fn receiver_path(operation: &Operation) -> String {
    let plain = |name: &str| {
        let mut bytes = name.bytes();
        !matches!(name, "" | "." | "..")
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
    };
    match &operation.receiver {
        Receiver::Webhook(name) if plain(name) => format!("/{name}"),
        _ => format!("/{}", operation.name.rust.trim_start_matches("r#")),
    }
}

/// The name of a constant.
fn constant(words: &[&str]) -> Ident {
    let name = words.join("_").replace("r#", "").to_uppercase();
    match name.as_str() {
        "OPERATION" => ident("OPERATION_"),
        name => ident(name),
    }
}

/// `RoomNotFound` as `room_not_found`, for constructors of variants.
fn snake(name: &Name) -> String {
    let mut snake = String::new();
    for character in name.rust.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
