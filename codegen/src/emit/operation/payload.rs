//! What a body holds.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::{Emitter, docs::code_span, imports::Imports};
use crate::model::{
    Codec, Content, ModulePath, Name, Operation, Response, Status, Type, rules::RulesRef,
};

/// What a body holds.
#[derive(Clone, Copy)]
pub(super) enum Payload<'a> {
    /// Nothing.
    Empty,
    /// The connection, whose protocol changes.
    Upgrade,
    /// Bytes that the document doesn't describe.
    Raw,
    /// One media type.
    One(&'a Content),
    /// One of several media types.
    Many(&'a [Content]),
}

impl<'a> Payload<'a> {
    /// Failures without content keep what there is: an error page is better than none.
    pub(super) fn of(contents: &'a [Content], failure: bool) -> Self {
        match contents {
            [] if failure => Self::Raw,
            [] => Self::Empty,
            [only] => Self::One(only),
            several => Self::Many(several),
        }
    }

    /// What a response holds; `failure` where it stands in `Error`.
    pub(super) fn of_response(response: &'a Response, failure: bool) -> Self {
        match response.status {
            Status::Code(101) => Self::Upgrade,
            _ => Self::of(&response.contents, failure),
        }
    }
}

/// How the codec of a content is written on both sides.
pub(super) enum Kind {
    Json,
    /// Text; whether it is a `String`.
    Text(bool),
    Form,
    /// A form of parts.
    Multipart,
    /// A list of parts that nobody describes.
    Parts,
    /// A list of parts that are values.
    Listed,
    /// Items, one after another.
    Items,
    Raw,
}

/// The constant of a form's fields; `role` is `body`, or the response's variant.
pub(super) fn fields_name(role: &str, content: &Content) -> Ident {
    super::constant(&[role, &super::snake(&content.name), "FIELDS"])
}

/// How a content is written.
pub(super) fn kind(content: &Content) -> Kind {
    match (content.codec, &content.ty) {
        (Codec::Json, Some(_)) => Kind::Json,
        (Codec::Text, ty) => Kind::Text(matches!(ty, None | Some(Type::String))),
        (Codec::Form, Some(_)) => Kind::Form,
        (Codec::Multipart, Some(_)) => Kind::Multipart,
        (Codec::Parts, Some(_)) if content.list.is_some() => Kind::Listed,
        (Codec::Parts, _) => Kind::Parts,
        (Codec::EventStream | Codec::JsonLines | Codec::JsonSequence, Some(_)) => Kind::Items,
        _ => Kind::Raw,
    }
}

/// The rules that a server checks a content by: bytes and plain text aren't JSON.
pub(crate) fn checked(content: &Content) -> Option<&RulesRef> {
    match kind(content) {
        Kind::Json
        | Kind::Text(false)
        | Kind::Form
        | Kind::Multipart
        | Kind::Listed
        | Kind::Items => content.rules.as_ref(),
        Kind::Text(true) | Kind::Parts | Kind::Raw => None,
    }
}

/// The media type to send: the key, or for a range the plainest type of its codec.
pub(super) fn concrete(content: &Content) -> String {
    let key = content.media_type.trim();
    let visible = key.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if !key.contains('*') && visible && key.contains('/') {
        return key.to_owned();
    }
    match content.codec {
        Codec::Json => "application/json",
        Codec::Text => "text/plain; charset=utf-8",
        Codec::Form => "application/x-www-form-urlencoded",
        Codec::Parts => "multipart/mixed",
        _ => "application/octet-stream",
    }
    .to_owned()
}

impl Emitter<'_> {
    /// The type of a payload; `choice` names the enum over several media types.
    pub(super) fn payload(
        &self,
        payload: Payload<'_>,
        choice: (&ModulePath, &Name),
        imports: &mut Imports,
    ) -> TokenStream {
        match payload {
            Payload::Empty => quote!(()),
            Payload::Upgrade => imports.support("response::Upgrade"),
            Payload::Raw => imports.support("response::RawBody"),
            Payload::One(content) => self.content(content, imports),
            Payload::Many(_) => imports.item(choice.0, &choice.1.rust),
        }
    }

    /// The type of a content.
    pub(super) fn content(&self, content: &Content, imports: &mut Imports) -> TokenStream {
        match (kind(content), &content.ty) {
            (Kind::Parts, _) => {
                let part = imports.support("multipart::Part");
                quote!(Vec<#part>)
            }
            (Kind::Items, Some(item)) => {
                let items = imports.support("stream::Items");
                let item = self.ty(item, imports);
                quote!(#items<#item>)
            }
            (Kind::Raw, _) => imports.support("response::RawBody"),
            (_, Some(ty)) => self.ty(ty, imports),
            (_, None) => quote!(String),
        }
    }

    /// The enum over several media types.
    pub(super) fn choice(
        &self,
        operation: &Operation,
        name: &Name,
        contents: &[Content],
        imports: &mut Imports,
    ) -> TokenStream {
        let types = contents.iter().filter_map(|content| content.ty.as_ref());
        let derives = self.derives(types, false);
        let docs = format!(
            " A body of {}, by media type.",
            code_span(&operation.name.wire)
        );
        let ident = super::ident(&name.rust);
        let exhaustive = self.non_exhaustive();
        let variants = contents.iter().map(|content| {
            let docs = format!(" {}", code_span(&content.media_type));
            let variant = super::ident(&content.name.rust);
            let ty = self.content(content, imports);
            quote!(#[doc = #docs] #variant(#ty))
        });
        let variants: Vec<TokenStream> = variants.collect();
        // A stream holds none of its items.
        let held = contents.iter().map(|content| match content.codec {
            Codec::EventStream | Codec::JsonLines => Vec::new(),
            _ => content.ty.iter().collect(),
        });
        let large = self.allow_large(held);
        quote! {
            #[doc = #docs]
            #derives
            #large
            #exhaustive
            pub enum #ident { #(#variants),* }
        }
    }

    /// `Clone`, `Debug`, `Default` where nothing is required, and `PartialEq` where all parts have
    /// it.
    pub(super) fn derives<'t>(
        &self,
        mut types: impl Iterator<Item = &'t Type>,
        default: bool,
    ) -> TokenStream {
        let default = default.then(|| quote!(Default));
        let comparable = types.all(|ty| self.is_comparable(ty));
        let comparable = comparable.then(|| quote!(PartialEq));
        let further = default.into_iter().chain(comparable);
        quote!(#[derive(Clone, Debug #(, #further)*)])
    }

    fn is_comparable(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) | Type::Boxed(id) => self
                .api
                .definition(*id)
                .is_some_and(|named| named.traits.partial_eq),
            Type::Array(inner)
            | Type::FixedArray(inner, _)
            | Type::Map(_, inner)
            | Type::Nullable(inner)
            | Type::JsonText(inner) => self.is_comparable(inner),
            Type::Tuple(items) => items.iter().all(|item| self.is_comparable(item)),
            Type::External(_) => false,
            _ => true,
        }
    }
}
