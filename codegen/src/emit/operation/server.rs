//! `impl Incoming`: how a server reads the request and writes the answers.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{
    super::{Emitter, Local, ident, imports::Imports, rules::unborrowed},
    Answered, constant,
    parameter::{WholeQuery, whole_query},
    payload::{Kind, Payload, checked, concrete, fields_name, kind},
    response::is_tuple,
};
use crate::{
    model::{Body, Content, Operation, Status, rules::RulesRef},
    names::has_response_type,
};

/// The variables of the emitted functions; `body` is kept free by the names of fields.
const VARIABLES: [&str; 2] = ["answer", "request"];

impl Emitter<'_> {
    /// `impl Incoming for Request`, and the rules that only this operation has.
    pub(super) fn incoming(
        &self,
        operation: &Operation,
        imports: &mut Imports,
        server: &mut Imports,
    ) -> Vec<TokenStream> {
        let mut statics = Vec::new();
        let reads = self.reads(operation, imports, server, &mut statics);
        let reader = server.support("server::RequestReader");
        let unused = match reads.is_empty() {
            true => quote!(_),
            false => quote!(request),
        };
        let fields = operation
            .parameters
            .iter()
            .map(|parameter| parameter.name.rust.as_str());
        let body = operation.body.iter().map(|_| "body");
        let fields = fields.chain(body).map(|name| {
            let (field, local) = (ident(name), Local::beside(&VARIABLES, name));
            quote!(#field: #local?)
        });
        let incoming = server.support("server::Incoming");
        let answer = server.support("server::Answer");
        let fault = server.support("fault::Fault");
        let output = self.output(operation, imports);
        let error = imports.item(&operation.module, "Error");
        let request = imports.item(&operation.module, "Request");
        let arms = self.answers(operation, imports, server);
        let accepts = self.accepts(operation, server, &mut Vec::new());
        statics.push(quote! {
            #[cfg(feature = "server")]
            impl #incoming for #request {
                async fn read(#unused: &mut #reader<'_>) -> Option<Self> {
                    #(#reads)*
                    Some(Self { #(#fields),* })
                }

                fn answer(answer: Result<#output, #error>) -> Result<#answer, #fault> {
                    match answer { #(#arms)* }
                }

                #accepts
            }
        });
        statics
    }

    /// Whether a request fits the parameters that tell this operation from another on its route.
    /// The statics of their rules are those that reading has made already.
    fn accepts(
        &self,
        operation: &Operation,
        server: &mut Imports,
        made: &mut Vec<TokenStream>,
    ) -> Option<TokenStream> {
        let told_by = operation.told_by.iter();
        let parameters = told_by.filter_map(|index| operation.parameters.get(*index));
        let fits: Vec<TokenStream> = parameters
            .map(|parameter| {
                let name = &parameter.name.rust;
                let rules = self.checks(name, parameter.rules.as_ref(), server, made);
                let constant = constant(&[name]);
                quote!(given.fits(&#constant, #rules))
            })
            .collect();
        if fits.is_empty() {
            return None;
        }
        let given = server.support("server::Given");
        Some(quote! {
            fn accepts(given: &#given<'_>) -> bool {
                #(#fits)&&*
            }
        })
    }

    fn reads(
        &self,
        operation: &Operation,
        imports: &mut Imports,
        server: &mut Imports,
        statics: &mut Vec<TokenStream>,
    ) -> Vec<TokenStream> {
        let mut reads: Vec<TokenStream> = Vec::new();
        for parameter in &operation.parameters {
            let (field, constant) = (
                Local::beside(&VARIABLES, &parameter.name.rust),
                constant(&[&parameter.name.rust]),
            );
            let rules = self.checks(
                &parameter.name.rust,
                parameter.rules.as_ref(),
                server,
                statics,
            );
            if let Some(whole) = whole_query(parameter) {
                let method = ident(match (whole, parameter.required) {
                    (WholeQuery::Form, true) => "needed_form",
                    (WholeQuery::Form, false) => "query_form",
                    (WholeQuery::Text, true) => "needed_string",
                    (WholeQuery::Text, false) => "query_string",
                });
                let wire = &parameter.name.wire;
                let constant = match whole {
                    WholeQuery::Form => quote!(#wire, #constant),
                    WholeQuery::Text => quote!(&#constant),
                };
                reads.push(quote!(let #field = request.#method(#constant, #rules);));
                continue;
            }
            reads.push(match parameter.required {
                true => quote!(let #field = request.required(&#constant, #rules);),
                false => quote!(let #field = request.optional(&#constant, #rules);),
            });
        }
        if let Some(body) = &operation.body {
            let read = self.read_body(operation, body, imports, server, statics);
            reads.push(match body.required {
                true => quote!(let body = #read;),
                false => quote! {
                    let body = match request.has_body().await {
                        true => #read,
                        false => Some(None),
                    };
                },
            });
        }
        reads
    }

    fn read_body(
        &self,
        operation: &Operation,
        body: &Body,
        imports: &mut Imports,
        server: &mut Imports,
        statics: &mut Vec<TokenStream>,
    ) -> TokenStream {
        let types = body.contents.iter().map(|content| &content.media_type);
        let types = quote!(request.content(&[#(#types),*]));
        let optional = (!body.required).then(|| quote!(.map(Some)));
        let mut read = |content: &Content, imports: &mut Imports| {
            let name = body_role(content);
            let rules = self.checks(&name, checked(content), server, statics);
            self.read_content(content, &rules, imports)
        };
        match Payload::of(&body.contents, true) {
            Payload::One(content) => {
                let read = read(content, imports);
                quote!(match #types { Some(_) => #read #optional, None => None })
            }
            Payload::Many(contents) => {
                let choice = imports.item(&operation.module, &body.choice.rust);
                let last = contents.len().saturating_sub(1);
                let arms = contents.iter().enumerate().map(|(index, content)| {
                    let variant = ident(&content.name.rust);
                    let read = read(content, imports);
                    let pattern = if index == last {
                        quote!(Some(_))
                    } else {
                        let index = Literal::usize_unsuffixed(index);
                        quote!(Some(#index))
                    };
                    quote!(#pattern => #read.map(#choice::#variant) #optional,)
                });
                let arms: Vec<TokenStream> = arms.collect();
                quote!(match #types { #(#arms)* None => None })
            }
            _ => quote!(request.raw_body().await #optional),
        }
    }

    /// The expression of rules to check by; rules of this use only become a static.
    fn checks(
        &self,
        name: &str,
        rules: Option<&RulesRef>,
        server: &mut Imports,
        statics: &mut Vec<TokenStream>,
    ) -> TokenStream {
        match rules {
            None | Some(RulesRef::Any) => quote!(None),
            Some(shared @ RulesRef::Shared(_)) => {
                let rules = (self.rules)(shared, server);
                quote!(Some(#rules))
            }
            Some(own) => {
                let name = rules_name(name);
                let ty = server.support("rules::Rules");
                let rules = unborrowed((self.rules)(own, server));
                statics.push(quote! {
                    #[cfg(feature = "server")]
                    static #name: #ty = #rules;
                });
                quote!(Some(&#name))
            }
        }
    }

    fn answers(
        &self,
        operation: &Operation,
        imports: &mut Imports,
        server: &mut Imports,
    ) -> Vec<TokenStream> {
        let error = imports.item(&operation.module, "Error");
        let answer = server.support("server::Answer");
        let all = Answered::all(operation);
        let mut arms: Vec<TokenStream> = all
            .iter()
            .map(|one| self.answer_arm(operation, one, imports, server))
            .collect();
        if !operation.responses.iter().any(|response| response.success) {
            arms.push(quote!(Ok(response) => Ok(#answer::from(response)),));
        }
        arms.push(quote!(Err(#error::Other(response)) => Ok(#answer::from(*response)),));
        arms.push(quote!(Err(#error::Fault(fault)) => Err(fault),));
        arms
    }

    fn answer_arm(
        &self,
        operation: &Operation,
        one: &Answered<'_>,
        imports: &mut Imports,
        server: &mut Imports,
    ) -> TokenStream {
        let successes = operation
            .responses
            .iter()
            .filter(|response| response.success)
            .count();
        let enumerated = one.failure || successes > 1;
        let body = (!matches!(one.payload(), Payload::Empty)).then(|| quote!(body));
        let plain = !one.failure && !has_response_type(operation);
        let status = match one.response.status {
            Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                quote!(#code)
            }
            _ if one.class().is_some() => quote!(status.get()),
            Status::Range(_) | Status::Default => quote!(status),
        };
        let write = self.write_answer(operation, one, &status, imports, server);
        if plain {
            let pattern = body.unwrap_or_else(|| quote!(()));
            return quote!(Ok(#pattern) => #write,);
        }
        let (result, outer) = match one.failure {
            true => (quote!(Err), imports.item(&operation.module, "Error")),
            false => (quote!(Ok), imports.item(&operation.module, "Response")),
        };
        let variant = enumerated.then(|| {
            let variant = ident(&one.response.name.rust);
            quote!(::#variant)
        });
        if is_tuple(one) && enumerated {
            let body = body.map(|body| quote!((#body)));
            return quote!(#result(#outer #variant #body) => #write,);
        }
        let status = one.has_status().then(|| quote!(status,));
        let headers = one
            .response
            .headers
            .iter()
            .map(|header| Local::beside(&VARIABLES, &header.name.rust).member());
        quote!(#result(#outer #variant { #status #(#headers,)* #body }) => #write,)
    }

    /// The answer as an expression of type `Result<Answer, Fault>`.
    fn write_answer(
        &self,
        operation: &Operation,
        one: &Answered<'_>,
        status: &TokenStream,
        imports: &mut Imports,
        server: &mut Imports,
    ) -> TokenStream {
        let answer = server.support("server::Answer");
        let headers = one.response.headers.iter().map(|header| {
            let field = Local::beside(&VARIABLES, &header.name.rust);
            let name = constant(&[&super::snake(&one.response.name), &header.name.rust]);
            quote!(.optional_header(&#name, #field.as_ref())?)
        });
        let start = quote!(#answer::new(#status) #(#headers)*);
        let role = super::snake(&one.response.name);
        let body = match super::response::is_boxed(one) {
            true => quote!(*body),
            false => quote!(body),
        };
        match one.payload() {
            Payload::Empty => quote!(Ok(#start)),
            Payload::Upgrade => quote!(Ok(#start.upgrade(body))),
            Payload::Raw => quote!(Ok(#start.raw("application/octet-stream", body))),
            Payload::One(content) => {
                let boxed = super::response::is_boxed(one);
                self.write_answer_content(&role, (content, boxed), &start, imports)
            }
            Payload::Many(contents) => {
                let choice = imports.item(&operation.module, &one.response.choice.rust);
                let arms = contents.iter().map(|content| {
                    let variant = ident(&content.name.rust);
                    let write = self.write_answer_content(
                        &role,
                        (content, false),
                        &quote!(answer),
                        imports,
                    );
                    quote!(#choice::#variant(body) => #write,)
                });
                quote!({ let answer = #start; match #body { #(#arms)* } })
            }
        }
    }

    fn read_content(
        &self,
        content: &Content,
        rules: &TokenStream,
        imports: &mut Imports,
    ) -> TokenStream {
        match kind(content) {
            Kind::Json => quote!(request.json(#rules).await),
            Kind::Text(true) => quote!(request.text().await),
            Kind::Text(false) => quote!(request.text_as(#rules).await),
            Kind::Form => {
                let fields = fields_name("body", content);
                quote!(request.form(#fields, #rules).await)
            }
            Kind::Multipart => {
                let fields = fields_name("body", content);
                quote!(request.multipart(#fields, #rules).await)
            }
            Kind::Parts => quote!(request.parts().await),
            Kind::Listed => {
                let fields = fields_name("body", content);
                quote!(request.part_list(#fields, #rules).await)
            }
            Kind::Items => {
                let framing = self.framing(content, imports);
                quote!(request.items(#framing, #rules))
            }
            Kind::Raw => quote!(request.raw_body().await),
        }
    }

    fn write_answer_content(
        &self,
        role: &str,
        (content, boxed): (&Content, bool),
        answer: &TokenStream,
        imports: &mut Imports,
    ) -> TokenStream {
        let media_type = concrete(content);
        let owned = match boxed {
            true => quote!(*body),
            false => quote!(body),
        };
        match kind(content) {
            Kind::Json => quote!(#answer.json(#media_type, &body)),
            Kind::Text(true) => quote!(Ok(#answer.body(#media_type, #owned))),
            Kind::Text(false) => quote!(#answer.text_of(#media_type, &body)),
            Kind::Form => {
                let fields = fields_name(role, content);
                quote!(#answer.form(#fields, &body))
            }
            Kind::Multipart => {
                let fields = fields_name(role, content);
                quote!(#answer.multipart(#fields, &body))
            }
            Kind::Parts => quote!(#answer.parts(#media_type, &body)),
            Kind::Listed => {
                let fields = fields_name(role, content);
                quote!(#answer.part_list(#media_type, #fields, &body))
            }
            Kind::Items => {
                let framing = self.framing(content, imports);
                quote!(Ok(#answer.items(#media_type, #framing, #owned)))
            }
            Kind::Raw => quote!(Ok(#answer.raw(#media_type, #owned))),
        }
    }
}

/// What the body of a media type is called in names of constants.
pub(super) fn body_role(content: &Content) -> String {
    format!("{}_body", super::snake(&content.name))
}

/// The static of the rules that only one parameter or body has.
pub(super) fn rules_name(role: &str) -> Ident {
    constant(&[role, "RULES"])
}
