//! `Response` and `Error`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    super::{Emitter, docs::code_span, ident, imports::Imports},
    Answered,
    payload::Payload,
};
use crate::{
    model::{Content, Header, Operation, Status, Type},
    names::has_response_type,
};

/// A field of an answer.
struct Member {
    docs: TokenStream,
    name: proc_macro2::Ident,
    /// Its type, without the `Option` around what may be missing.
    inner: TokenStream,
    need: Need,
}

/// Who must have a field of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Both sides: every answer has it.
    Always,
    /// Whoever answers. Whoever reads takes what there is: a bad header never spoils the answer.
    ToAnswer,
    /// Nobody.
    Never,
}

impl Member {
    /// The type of the field.
    fn ty(&self) -> TokenStream {
        let inner = &self.inner;
        match self.need {
            Need::Always => quote!(#inner),
            Need::ToAnswer | Need::Never => quote!(Option<#inner>),
        }
    }
}

impl Emitter<'_> {
    /// What a call ends in when all goes well.
    pub(crate) fn output(&self, operation: &Operation, imports: &mut Imports) -> TokenStream {
        if has_response_type(operation) {
            return imports.item(&operation.module, "Response");
        }
        let only = operation.responses.iter().find(|response| response.success);
        match only {
            Some(only) => {
                let payload = Payload::of_response(only, false);
                self.payload(payload, (&operation.module, &only.choice), imports)
            }
            None => quote!(()),
        }
    }

    /// `Response` where there is one, and the enums over the media types of all responses.
    pub(super) fn response(
        &self,
        operation: &Operation,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        let mut items = Vec::new();
        if has_response_type(operation) {
            let all = Answered::all(operation);
            let successes: Vec<&Answered<'_>> = all.iter().filter(|one| !one.failure).collect();
            match successes.as_slice() {
                [] => items.push(undeclared(imports)),
                [only] => items.extend(self.response_struct(operation, only, imports)),
                several => items.push(self.response_enum(operation, several, imports)),
            }
        }
        for response in operation
            .responses
            .iter()
            .filter(|response| response.contents.len() > 1)
        {
            items.push(self.choice(operation, &response.choice, &response.contents, imports));
        }
        items
    }

    /// One success with headers or several media types.
    fn response_struct(
        &self,
        operation: &Operation,
        only: &Answered<'_>,
        imports: &mut Imports,
    ) -> [TokenStream; 2] {
        let docs = self.answer_docs(only);
        let exhaustive = self.non_exhaustive();
        let members = self.answer_members(operation, only, imports);
        let fields = members.iter().map(|member| {
            let Member { docs, name, .. } = member;
            let ty = member.ty();
            quote!(#docs pub #name: #ty)
        });
        let mut arguments = Vec::new();
        let mut values = Vec::new();
        for Member {
            name, inner, need, ..
        } in &members
        {
            match need {
                Need::Always => values.push(quote!(#name)),
                Need::ToAnswer => values.push(quote!(#name: Some(#name))),
                Need::Never => values.push(quote!(#name: None)),
            }
            if *need != Need::Never {
                arguments.push(quote!(#name: #inner));
            }
        }
        let derives = self.derives(types(only), arguments.is_empty());
        [
            quote!(#docs #derives #exhaustive pub struct Response { #(#fields),* }),
            quote! {
                impl Response {
                    /// An answer.
                    pub fn new(#(#arguments),*) -> Self {
                        Self { #(#values),* }
                    }
                }
            },
        ]
    }

    fn response_enum(
        &self,
        operation: &Operation,
        successes: &[&Answered<'_>],
        imports: &mut Imports,
    ) -> TokenStream {
        let docs = format!(
            " What {} answers when all goes well.",
            code_span(&operation.name.wire)
        );
        let derives = self.derives(successes.iter().flat_map(|one| types(one)), false);
        let exhaustive = self.non_exhaustive();
        let large = self.allow_large(successes.iter().map(|one| types(one).collect()));
        let variants = successes
            .iter()
            .map(|one| self.answer_variant(operation, one, imports));
        let variants: Vec<TokenStream> = variants.collect();
        quote!(#[doc = #docs] #derives #large #exhaustive pub enum Response { #(#variants),* })
    }

    /// `Error`, its constructors, and its conversion from whatever `?` brings.
    pub(super) fn error(&self, operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
        let all = Answered::all(operation);
        let failures: Vec<&Answered<'_>> = all.iter().filter(|one| one.failure).collect();
        let variants = failures
            .iter()
            .map(|one| self.answer_variant(operation, one, imports));
        let variants: Vec<TokenStream> = variants.collect();
        let raw = imports.support("response::RawResponse");
        let fault = imports.support("fault::Fault");
        let exhaustive = self.non_exhaustive();
        let mut items = vec![quote! {
            /// What can go wrong, as the document declares it.
            #[derive(Debug)]
            #exhaustive
            pub enum Error {
                #(#variants,)*
                /// Any other answer.
                Other(Box<#raw>),
                /// On a server, whatever `?` brought.
                Fault(#fault),
            }
        }];
        items.extend(self.error_constructors(&failures, imports));
        items.extend(self.standard_constructor(operation, imports));
        items.push(quote! {
            impl<E: Into<#fault>> From<E> for Error {
                fn from(error: E) -> Self {
                    Self::Fault(error.into())
                }
            }
        });
        items
    }

    /// A constructor for each failure that the document gives no body.
    fn error_constructors(
        &self,
        failures: &[&Answered<'_>],
        imports: &mut Imports,
    ) -> Option<TokenStream> {
        let bare = failures
            .iter()
            .filter(|one| matches!(one.payload(), Payload::Raw) && is_tuple(one));
        let bare: Vec<TokenStream> = bare
            .filter_map(|one| {
                let name = syn::parse_str::<syn::Ident>(&super::snake(&one.response.name)).ok()?;
                let variant = ident(&one.response.name.rust);
                let docs = format!(" {}, without a body.", status_text(one.response.status));
                let raw = imports.support("response::RawBody");
                Some(quote! {
                    #[doc = #docs]
                    pub fn #name() -> Self {
                        Self::#variant(#raw::empty())
                    }
                })
            })
            .collect();
        (!bare.is_empty()).then(|| quote!(impl Error { #(#bare)* }))
    }

    /// A constructor for the error that every operation can answer.
    fn standard_constructor(
        &self,
        operation: &Operation,
        imports: &mut Imports,
    ) -> Option<TokenStream> {
        let standard = Answered::standard(operation)?;
        let choice = (&operation.module, &standard.response.choice);
        let ty = self.payload(standard.payload(), choice, imports);
        let variant = ident(&standard.response.name.rust);
        Some(quote! {
            impl Error {
                /// The standard error of this API with a status; 400 and above for clients to
                /// take it as one.
                pub fn standard(status: u16, body: #ty) -> Self {
                    Self::#variant { status, body: Box::new(body) }
                }
            }
        })
    }

    /// A variant: nothing, a body, or status, headers and body by name.
    fn answer_variant(
        &self,
        operation: &Operation,
        one: &Answered<'_>,
        imports: &mut Imports,
    ) -> TokenStream {
        let docs = self.answer_docs(one);
        let name = ident(&one.response.name.rust);
        let members = self.answer_members(operation, one, imports);
        if is_tuple(one) {
            let types = members.iter().map(Member::ty);
            return match members.is_empty() {
                true => quote!(#docs #name),
                false => quote!(#docs #name(#(#types),*)),
            };
        }
        let fields = members.iter().map(|member| {
            let Member { docs, name, .. } = member;
            let ty = member.ty();
            quote!(#docs #name: #ty)
        });
        quote!(#docs #name { #(#fields),* })
    }

    /// Status, headers and body, as far as there are any.
    fn answer_members(
        &self,
        operation: &Operation,
        one: &Answered<'_>,
        imports: &mut Imports,
    ) -> Vec<Member> {
        let mut members = Vec::new();
        if one.has_status() {
            let ty = match one.class() {
                Some(class) => {
                    let status = imports.support("response::StatusIn");
                    let class = proc_macro2::Literal::u8_unsuffixed(class);
                    quote!(#status<#class>)
                }
                None => quote!(u16),
            };
            members.push(Member {
                docs: quote!(#[doc = " The status."]),
                name: ident("status"),
                inner: ty,
                need: Need::Always,
            });
        }
        for header in &one.response.headers {
            let docs = self.docs.attributes(&header.docs, header.deprecated, || {
                format!("The header {}.", code_span(&header.name.wire))
            });
            members.push(Member {
                docs,
                name: ident(&header.name.rust),
                inner: self.header_type(header, imports),
                need: match header.required {
                    true => Need::ToAnswer,
                    false => Need::Never,
                },
            });
        }
        let payload = one.payload();
        if !matches!(payload, Payload::Empty) {
            let choice = (&operation.module, &one.response.choice);
            let ty = self.payload(payload, choice, imports);
            let ty = if is_boxed(one) { quote!(Box<#ty>) } else { ty };
            members.push(Member {
                docs: quote!(#[doc = " The body."]),
                name: ident("body"),
                inner: ty,
                need: Need::Always,
            });
        }
        members
    }

    /// The type of a header that is there.
    fn header_type(&self, header: &Header, imports: &mut Imports) -> TokenStream {
        let inner = match &header.ty {
            Type::Nullable(inner) => inner,
            ty => ty,
        };
        self.ty(inner, imports)
    }

    fn answer_docs(&self, one: &Answered<'_>) -> TokenStream {
        let status = status_text(one.response.status);
        let mut docs = one.response.docs.clone();
        let text = docs.summary.take().or_else(|| docs.description.take());
        docs.summary = Some(match text {
            Some(text) => format!("{status}: {text}"),
            None => status,
        });
        docs.remarks.extend(self.link_remarks(one.response));
        self.docs.attributes(&docs, false, String::new)
    }
}

/// Failures hold what may be large in a box, so that errors stay small.
pub(super) fn is_boxed(one: &Answered<'_>) -> bool {
    one.failure && matches!(one.payload(), Payload::One(_) | Payload::Many(_)) && !is_raw(one)
}

fn is_raw(one: &Answered<'_>) -> bool {
    let [Content { ty, .. }] = one.response.contents.as_slice() else {
        return false;
    };
    ty.is_none()
}

/// Whether a variant has at most a body.
pub(super) fn is_tuple(one: &Answered<'_>) -> bool {
    !one.has_status() && one.response.headers.is_empty()
}

fn types<'a>(one: &Answered<'a>) -> impl Iterator<Item = &'a Type> + use<'a> {
    let headers = one.response.headers.iter().map(|header| &header.ty);
    headers.chain(
        one.response
            .contents
            .iter()
            .filter_map(|content| content.ty.as_ref()),
    )
}

fn undeclared(imports: &mut Imports) -> TokenStream {
    let raw = imports.support("response::RawResponse");
    quote! {
        /// Any success: the document declares none.
        pub type Response = #raw;
    }
}

fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(digit) => format!("`{digit}XX`"),
        Status::Default => "Any status that isn't declared".to_owned(),
    }
}
