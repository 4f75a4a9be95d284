//! `Request`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    super::{Emitter, Local, docs::code_span, ident, imports::Imports},
    payload::Payload,
};
use crate::model::{Body, Docs, Operation, Parameter, Type};

/// How many required values are taken positionally.
pub(crate) const POSITIONAL: usize = 4;

/// A field of a request.
pub(crate) struct Input<'a> {
    /// The field.
    pub(crate) name: &'a str,
    /// Its type without `Option`.
    pub(crate) ty: TokenStream,
    /// Whether it must be given.
    pub(crate) required: bool,
    docs: TokenStream,
}

impl Emitter<'_> {
    /// The fields of an operation's request: parameters, then the body.
    fn inputs<'o>(&self, operation: &'o Operation, imports: &mut Imports) -> Vec<Input<'o>> {
        let parameters = operation.parameters.iter();
        let mut inputs: Vec<Input<'o>> = parameters
            .map(|parameter| self.parameter_input(parameter, imports))
            .collect();
        inputs.extend(
            operation
                .body
                .iter()
                .map(|body| self.body_input(operation, body, imports)),
        );
        inputs
    }

    /// Those of them that must be given.
    pub(crate) fn required_inputs<'o>(
        &self,
        operation: &'o Operation,
        imports: &mut Imports,
    ) -> Vec<Input<'o>> {
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required);
        let mut inputs: Vec<Input<'o>> = parameters
            .map(|parameter| self.parameter_input(parameter, imports))
            .collect();
        let body = operation.body.iter().filter(|body| body.required);
        inputs.extend(body.map(|body| self.body_input(operation, body, imports)));
        inputs
    }

    fn parameter_input<'o>(&self, parameter: &'o Parameter, imports: &mut Imports) -> Input<'o> {
        Input {
            name: &parameter.name.rust,
            ty: self.parameter_type(parameter, imports),
            required: parameter.required,
            docs: self
                .docs
                .attributes(&parameter.docs, parameter.deprecated, || {
                    format!("The parameter {}.", code_span(&parameter.name.wire))
                }),
        }
    }

    fn body_input<'o>(
        &self,
        operation: &'o Operation,
        body: &'o Body,
        imports: &mut Imports,
    ) -> Input<'o> {
        let payload = Payload::of(&body.contents, true);
        Input {
            name: "body",
            ty: self.payload(payload, (&operation.module, &body.choice), imports),
            required: body.required,
            docs: self
                .docs
                .attributes(&body.docs, false, || "The body.".to_owned()),
        }
    }

    /// The type of a parameter. `null` has no text of its own, so that an optional parameter
    /// that may be null is one `Option`.
    fn parameter_type(&self, parameter: &Parameter, imports: &mut Imports) -> TokenStream {
        match (&parameter.ty, parameter.required) {
            (Type::Nullable(inner), false) => self.ty(inner, imports),
            (ty, _) => self.ty(ty, imports),
        }
    }

    /// `Request`, its constructors, and the enum over the media types of its body.
    pub(super) fn request(&self, operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
        let inputs = self.inputs(operation, imports);
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let types = operation.parameters.iter().map(|parameter| &parameter.ty);
        let types = types.chain(bodies.filter_map(|content| content.ty.as_ref()));
        let required: Vec<&Input<'_>> = inputs.iter().filter(|input| input.required).collect();
        let derives = self.derives(types, required.is_empty());
        let docs = format!(" The request of [`{}`](self).", operation.name.rust);
        let exhaustive = self.non_exhaustive();
        let fields = inputs.iter().map(field);
        let mut items = vec![quote! {
            #[doc = #docs]
            #derives
            #exhaustive
            pub struct Request { #(#fields),* }
        }];
        items.push(constructors(operation, &inputs));
        if required.len() > POSITIONAL {
            items.extend(init(&inputs));
        }
        if let Some(body) = operation
            .body
            .as_ref()
            .filter(|body| body.contents.len() > 1)
        {
            items.push(self.choice(operation, &body.choice, &body.contents, imports));
        }
        items
    }
}

fn field(input: &Input<'_>) -> TokenStream {
    let Input { ty, docs, .. } = input;
    let name = ident(input.name);
    match input.required {
        true => quote!(#docs pub #name: #ty),
        false => quote!(#docs pub #name: Option<#ty>),
    }
}

/// `new` and a `with_…` for each optional input.
fn constructors(operation: &Operation, inputs: &[Input<'_>]) -> TokenStream {
    let required: Vec<&Input<'_>> = inputs.iter().filter(|input| input.required).collect();
    let new = (required.len() <= POSITIONAL).then(|| {
        let docs = format!(" A request of {}.", code_span(&operation.name.wire));
        let arguments = required.iter().map(|input| {
            let (name, ty) = (Local::argument(input.name), &input.ty);
            quote!(#name: #ty)
        });
        let values = inputs.iter().map(|input| {
            let name = ident(input.name);
            match input.required {
                true => Local::argument(input.name).member(),
                false => quote!(#name: None),
            }
        });
        quote! {
            #[doc = #docs]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
        }
    });
    let setters = inputs.iter().filter(|input| !input.required).map(|input| {
        let (name, ty) = (ident(input.name), &input.ty);
        let local = Local::argument(input.name);
        let setter = ident(&format!("with_{}", input.name.trim_start_matches("r#")));
        let docs = format!(" With `{}`.", input.name);
        quote! {
            #[doc = #docs]
            #[must_use]
            pub fn #setter(mut self, #local: #ty) -> Self {
                self.#name = Some(#local);
                self
            }
        }
    });
    quote!(impl Request { #new #(#setters)* })
}

/// What a request needs at least, where that is too much for arguments.
fn init(inputs: &[Input<'_>]) -> [TokenStream; 2] {
    let required = || inputs.iter().filter(|input| input.required);
    let fields = required().map(field);
    let values = inputs.iter().map(|input| {
        let name = ident(input.name);
        match input.required {
            true => quote!(#name: init.#name),
            false => quote!(#name: None),
        }
    });
    [
        quote! {
            /// What a [`Request`] needs at least.
            #[derive(Clone, Debug)]
            pub struct RequestInit { #(#fields),* }
        },
        quote! {
            impl From<RequestInit> for Request {
                fn from(init: RequestInit) -> Self {
                    Self { #(#values),* }
                }
            }
        },
    ]
}

/// The first sentence about an operation: its method and path.
pub(crate) fn heading(operation: &Operation) -> Docs {
    let route = code_span(&format!("{} {}", operation.method, operation.template));
    let docs = operation.docs.clone();
    Docs {
        summary: Some(match &docs.summary {
            Some(summary) => format!("{route}: {summary}"),
            None => route,
        }),
        ..docs
    }
}
