//! `impl Outgoing`: how a client writes the request and reads the answers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    super::{Emitter, ident, imports::Imports},
    Answered, constant,
    parameter::{WholeQuery, whole_query},
    payload::{Kind, Payload, concrete, fields_name, kind},
    response::{is_boxed, is_tuple},
};
use crate::{
    model::{Content, Operation, Status},
    names::has_response_type,
};

impl Emitter<'_> {
    /// `impl Outgoing for Request`.
    pub(super) fn outgoing(
        &self,
        operation: &Operation,
        imports: &mut Imports,
        client: &mut Imports,
    ) -> TokenStream {
        let outgoing = client.support("client::Outgoing");
        let writer = client.support("client::RequestWriter");
        let request_error = client.support("client::RequestError");
        let reader = client.support("client::ResponseReader");
        let read_error = client.support("client::ReadError");
        let accept = accept(operation);
        let writes = self.write_request(operation, imports);
        let unused = match writes.is_empty() {
            true => quote!(_),
            false => quote!(request),
        };
        let output = self.output(operation, imports);
        let error = imports.item(&operation.module, "Error");
        let request = imports.item(&operation.module, "Request");
        let arms = self.arms(operation, imports);
        let standard = standard(operation, imports, client);
        quote! {
            #[cfg(feature = "client")]
            impl #outgoing for #request {
                const ACCEPT: &'static str = #accept;

                fn write(&self, #unused: &mut #writer) -> Result<(), #request_error> {
                    #(#writes)*
                    Ok(())
                }

                async fn read(
                    response: &mut #reader,
                ) -> Result<Result<#output, #error>, #read_error> {
                    Ok(match response.status() { #(#arms)* })
                }

                #standard
            }
        }
    }

    fn arms(&self, operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
        let error = imports.item(&operation.module, "Error");
        let all = Answered::all(operation);
        let mut arms: Vec<TokenStream> = all
            .iter()
            .filter(|one| !one.response.standard)
            .map(|one| self.arm(operation, one, imports))
            .collect();
        if !operation.responses.iter().any(|response| response.success) {
            arms.push(quote!(200..=299 => Ok(response.raw().await?),));
        }
        let catches_all = all.last().is_some_and(|last| {
            last.failure
                && !last.response.standard
                && last.response.status == Status::Default
                && guard(&last.payload()).is_none()
        });
        if !catches_all {
            let raw = quote!(#error::Other(Box::new(response.raw().await?)));
            arms.push(match Answered::standard(operation) {
                Some(_) => quote!(_ => {
                    let other = #raw;
                    Err(Self::standard(response).unwrap_or(other))
                }),
                None => quote!(_ => Err(#raw),),
            });
        }
        arms
    }

    fn arm(&self, operation: &Operation, one: &Answered<'_>, imports: &mut Imports) -> TokenStream {
        let keeps = one.has_status() && one.class().is_none();
        let pattern = pattern(one, keeps);
        let payload = one.payload();
        let guard = guard(&payload).map(|types| quote!(if response.is(&[#(#types),*])));
        let body = self.body(operation, one, imports);
        let outer = match one.failure {
            true => imports.item(&operation.module, "Error"),
            false if has_response_type(operation) => imports.item(&operation.module, "Response"),
            false => {
                let body = body.unwrap_or_else(|| quote!(()));
                return quote!(#pattern #guard => Ok(#body),);
            }
        };
        let result = if one.failure { quote!(Err) } else { quote!(Ok) };
        let successes = operation
            .responses
            .iter()
            .filter(|response| response.success)
            .count();
        let path = match one.failure || successes > 1 {
            true => {
                let variant = ident(&one.response.name.rust);
                quote!(#outer::#variant)
            }
            false => quote!(#outer),
        };
        if is_tuple(one) && (one.failure || successes > 1) {
            return match body {
                Some(body) => quote!(#pattern #guard => #result(#path(#body)),),
                None => quote!(#pattern #guard => #result(#path),),
            };
        }
        let status = one.has_status().then(|| match one.class() {
            Some(_) => quote!(status: response.status_in(),),
            None => quote!(status,),
        });
        let headers = one.response.headers.iter().map(|header| {
            let name = ident(&header.name.rust);
            let header = constant(&[&super::snake(&one.response.name), &header.name.rust]);
            quote!(#name: response.header(&#header),)
        });
        let body = body.map(|body| quote!(body: #body));
        quote!(#pattern #guard => #result(#path { #status #(#headers)* #body }),)
    }

    /// The expression of a body.
    fn body(
        &self,
        operation: &Operation,
        one: &Answered<'_>,
        imports: &mut Imports,
    ) -> Option<TokenStream> {
        let role = super::snake(&one.response.name);
        let body = match one.payload() {
            Payload::Empty => return None,
            Payload::Upgrade => quote!(response.upgrade()),
            Payload::Raw => quote!(response.raw_body().await?),
            Payload::One(content) => self.read_answer(&role, content, imports),
            Payload::Many(contents) => {
                let choice = imports.item(&operation.module, &one.response.choice.rust);
                let types = contents.iter().map(|content| &content.media_type);
                let last = contents.len().saturating_sub(1);
                let arms = contents.iter().enumerate().map(|(index, content)| {
                    let variant = ident(&content.name.rust);
                    let read = self.read_answer(&role, content, imports);
                    let pattern = match index == last {
                        true => quote!(_),
                        false => {
                            let index = Literal::usize_unsuffixed(index);
                            quote!(Some(#index))
                        }
                    };
                    quote!(#pattern => #choice::#variant(#read))
                });
                quote!(match response.content(&[#(#types),*]) { #(#arms,)* })
            }
        };
        Some(match is_boxed(one) {
            true => quote!(Box::new(#body)),
            false => body,
        })
    }

    fn read_answer(&self, role: &str, content: &Content, imports: &mut Imports) -> TokenStream {
        match kind(content) {
            Kind::Json => quote!(response.json().await?),
            Kind::Text(true) => quote!(response.text().await?),
            Kind::Text(false) => quote!(response.text_as().await?),
            Kind::Form => {
                let fields = fields_name(role, content);
                quote!(response.form(#fields).await?)
            }
            Kind::Multipart => {
                let fields = fields_name(role, content);
                quote!(response.multipart(#fields).await?)
            }
            Kind::Parts => quote!(response.parts().await?),
            Kind::Listed => {
                let fields = fields_name(role, content);
                quote!(response.part_list(#fields).await?)
            }
            Kind::Items => {
                let framing = self.framing(content, imports);
                quote!(response.items(#framing))
            }
            Kind::Raw => quote!(response.raw_body().await?),
        }
    }

    /// The statements that write a request.
    fn write_request(&self, operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
        let mut writes: Vec<TokenStream> = operation
            .parameters
            .iter()
            .map(|parameter| {
                let (field, constant) = (
                    ident(&parameter.name.rust),
                    constant(&[&parameter.name.rust]),
                );
                if let Some(whole) = whole_query(parameter) {
                    let (method, constant) = match whole {
                        WholeQuery::Form => ("query_form", quote!(#constant)),
                        WholeQuery::Text => ("query_string", quote!(&#constant)),
                    };
                    let method = ident(method);
                    return match parameter.required {
                        true => quote!(request.#method(#constant, &self.#field)?;),
                        false => quote! {
                            if let Some(value) = &self.#field {
                                request.#method(#constant, value)?;
                            }
                        },
                    };
                }
                match parameter.required {
                    true => quote!(request.required(&#constant, &self.#field)?;),
                    false => quote!(request.optional(&#constant, self.#field.as_ref())?;),
                }
            })
            .collect();
        if let Some(body) = &operation.body {
            let write = match Payload::of(&body.contents, true) {
                Payload::One(content) => self.write_body(content, imports),
                Payload::Many(contents) => {
                    let choice = imports.item(&operation.module, &body.choice.rust);
                    let arms = contents.iter().map(|content| {
                        let variant = ident(&content.name.rust);
                        let write = self.write_body(content, imports);
                        quote!(#choice::#variant(body) => { #write })
                    });
                    quote!(match body { #(#arms)* })
                }
                _ => quote!(request.raw("application/octet-stream", body)?;),
            };
            writes.push(match body.required {
                true => quote!(let body = &self.body; #write),
                false => quote!(if let Some(body) = &self.body { #write }),
            });
        }
        writes
    }

    fn write_body(&self, content: &Content, imports: &mut Imports) -> TokenStream {
        let media_type = concrete(content);
        match kind(content) {
            Kind::Json => quote!(request.json(#media_type, body)?;),
            Kind::Text(true) => quote!(request.body(#media_type, body.clone());),
            Kind::Text(false) => quote!(request.text_of(#media_type, body)?;),
            Kind::Form => {
                let fields = fields_name("body", content);
                quote!(request.form(#fields, body)?;)
            }
            Kind::Multipart => {
                let fields = fields_name("body", content);
                quote!(request.multipart(#fields, body)?;)
            }
            Kind::Parts => quote!(request.parts(#media_type, body)?;),
            Kind::Listed => {
                let fields = fields_name("body", content);
                quote!(request.part_list(#media_type, #fields, body)?;)
            }
            Kind::Items => {
                let framing = self.framing(content, imports);
                quote!(request.items(#media_type, #framing, body)?;)
            }
            Kind::Raw => quote!(request.raw(#media_type, body)?;),
        }
    }
}

/// How the error is read that every operation can answer.
fn standard(
    operation: &Operation,
    imports: &mut Imports,
    client: &mut Imports,
) -> Option<TokenStream> {
    let standard = Answered::standard(operation)?;
    let error = imports.item(&operation.module, "Error");
    let reader = client.support("client::ResponseReader");
    let variant = ident(&standard.response.name.rust);
    Some(quote! {
        fn standard(response: &#reader) -> Option<#error> {
            let (status, body) = response.standard()?;
            Some(#error::#variant { status, body: Box::new(body) })
        }
    })
}

/// The media types that an arm asks for; none where any will do.
fn guard<'a>(payload: &Payload<'a>) -> Option<Vec<&'a str>> {
    match payload {
        Payload::Empty | Payload::Upgrade | Payload::Raw => None,
        Payload::One(content) if matches!(kind(content), Kind::Raw) => None,
        Payload::One(content) => Some(vec![content.media_type.as_str()]),
        Payload::Many(contents) => Some(
            contents
                .iter()
                .map(|content| content.media_type.as_str())
                .collect(),
        ),
    }
}

fn pattern(one: &Answered<'_>, keeps: bool) -> TokenStream {
    let range = match one.response.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            return quote!(#code);
        }
        Status::Range(digit) => {
            let first = u16::from(digit).saturating_mul(100);
            Some((first, first.saturating_add(99)))
        }
        Status::Default if !one.failure => Some((200, 299)),
        Status::Default => None,
    };
    match (range, keeps) {
        (Some((first, last)), keeps) => {
            let (first, last) = (
                Literal::u16_unsuffixed(first),
                Literal::u16_unsuffixed(last),
            );
            let keep = keeps.then(|| quote!(status @));
            quote!(#keep #first..=#last)
        }
        (None, true) => quote!(status),
        (None, false) => quote!(_),
    }
}

/// The declared media types of all responses, in order.
fn accept(operation: &Operation) -> String {
    let mut types: Vec<&str> = Vec::new();
    for content in operation
        .responses
        .iter()
        .flat_map(|response| &response.contents)
    {
        let media_type = content.media_type.trim();
        let visible = media_type.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        if visible && media_type.contains('/') && !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    types.join(", ")
}
