//! Headers of parts, typed.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    super::{Emitter, docs::code_span, imports::Imports},
    constant,
    parameter::DEEPEST,
    payload::{Kind, kind},
};
use crate::model::{Content, Header, Location, Operation, Part, Type};

/// The constant of a header, by its part.
pub(crate) fn header_name(part: &Part, header: &Header) -> String {
    let part: String = part
        .wire
        .chars()
        .map(|character| match character.is_ascii_alphanumeric() {
            true => character,
            false => '_',
        })
        .collect();
    constant(&["part", &part, &header.name.rust]).to_string()
}

/// The headers of the parts of all forms, each once: those of the request first.
pub(crate) fn part_headers(operation: &Operation) -> Vec<(&Part, &Header)> {
    let body = operation.body.iter().flat_map(|body| &body.contents);
    let answers = operation.responses.iter();
    let answers = answers.flat_map(|response| &response.contents);
    let forms = body
        .chain(answers)
        .filter(|content: &&Content| matches!(kind(content), Kind::Multipart));
    let mut found: Vec<(&Part, &Header)> = Vec::new();
    for part in forms.flat_map(|content| &content.parts) {
        for header in &part.headers {
            let name = header_name(part, header);
            let known = found
                .iter()
                .any(|(part, header)| header_name(part, header) == name);
            if !known {
                found.push((part, header));
            }
        }
    }
    found
}

impl Emitter<'_> {
    /// `pub const PART_IMAGE_X_SUM: PartHeader<i64>`: by it a file's header is read and written.
    pub(super) fn part_headers(
        &self,
        operation: &Operation,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        let headers = part_headers(operation).into_iter();
        let items = headers.map(|(part, header)| {
            let name = super::ident(&header_name(part, header));
            let docs = self.docs.attributes(&header.docs, header.deprecated, || {
                format!(
                    "The header {} of the part {}.",
                    code_span(&header.name.wire),
                    code_span(&part.wire)
                )
            });
            let inner = match &header.ty {
                Type::Nullable(inner) => inner,
                ty => ty,
            };
            let ty = self.ty(inner, imports);
            let of = imports.support("multipart::PartHeader");
            let parameter = imports.support("parameter::Parameter");
            let shape = self.shape(&header.ty, DEEPEST, imports);
            let styling = self.styling(&header.styling, Location::Header, imports);
            let wire = &header.name.wire;
            quote! {
                #docs
                pub const #name: #of<#ty> = #of::new(#parameter::header(#wire, #shape)#styling);
            }
        });
        items.collect()
    }
}
