//! The fields of forms as constants.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    super::{Emitter, imports::Imports},
    parameter::DEEPEST,
    payload::{Kind, fields_name, kind},
};
use crate::model::{Codec, Content, Location, Part, PartEncoding, PartList, Shape, Styling, Type};

impl Emitter<'_> {
    /// `const BODY_FORM_FIELDS`: how the members of a form are written; none for what is no form.
    pub(super) fn form(
        &self,
        role: &str,
        content: &Content,
        imports: &mut Imports,
    ) -> Option<TokenStream> {
        if let (Kind::Listed, Some(list), Some(ty)) = (kind(content), &content.list, &content.ty) {
            return Some(self.part_list(&fields_name(role, content), list, ty, imports));
        }
        let in_parts = match kind(content) {
            Kind::Form => false,
            Kind::Multipart => true,
            _ => return None,
        };
        let name = fields_name(role, content);
        let fields = match &content.ty {
            Some(ty) => self.form_fields(ty, &content.parts, in_parts, imports),
            None => quote!(&[]),
        };
        let ty = match in_parts {
            true => imports.support("multipart::FormPart"),
            false => imports.support("parameter::Parameter"),
        };
        Some(quote!(const #name: &[#ty] = #fields;))
    }

    /// The list of a form's fields.
    pub(super) fn form_fields(
        &self,
        ty: &Type,
        parts: &[Part],
        in_parts: bool,
        imports: &mut Imports,
    ) -> TokenStream {
        let mut members = Vec::new();
        self.members(ty, DEEPEST, &mut members);
        let fields = members.into_iter().map(|(wire, ty)| {
            let part = parts.iter().find(|part| part.wire == wire);
            let encoding = part.map(|part| &part.encoding);
            match in_parts {
                true => self.form_part(wire, ty, encoding, imports),
                false => self.form_field(wire, ty, encoding, imports),
            }
        });
        let fields: Vec<TokenStream> = fields.collect();
        quote!(&[#(#fields),*])
    }

    /// A field of `application/x-www-form-urlencoded`.
    fn form_field(
        &self,
        wire: &str,
        ty: &Type,
        encoding: Option<&PartEncoding>,
        imports: &mut Imports,
    ) -> TokenStream {
        let new = imports.support("parameter::Parameter");
        let shape = self.shape(ty, DEEPEST, imports);
        let styling = match encoding {
            Some(PartEncoding::Content {
                codec: Codec::Json, ..
            }) if is_object(&shape) => Some(Styling::Content(Codec::Json)),
            Some(encoding) => styling_of(encoding),
            None => None,
        };
        let calls = styling.map(|styling| self.styling(&styling, Location::Query, imports));
        quote!(#new::query(#wire, #shape)#calls)
    }

    /// A field of `multipart/form-data`.
    fn form_part(
        &self,
        wire: &str,
        ty: &Type,
        encoding: Option<&PartEncoding>,
        imports: &mut Imports,
    ) -> TokenStream {
        let new = imports.support("multipart::FormPart");
        let parameter = imports.support("parameter::Parameter");
        let shape = self.shape(ty, DEEPEST, imports);
        if let Some(styling) = encoding.and_then(styling_of) {
            let calls = self.styling(&styling, Location::Query, imports);
            return quote!(#new::styled(#parameter::query(#wire, #shape)#calls));
        }
        let (media_type, codec) = match encoding {
            Some(PartEncoding::Content { media_type, codec }) => (media_type.as_str(), *codec),
            _ => ("text/plain", Codec::Text),
        };
        let json = (codec == Codec::Json)
            .then(|| self.styling(&Styling::Content(Codec::Json), Location::Query, imports));
        let media_type = first_concrete(media_type, codec);
        quote!(#new::new(#parameter::query(#wire, #shape)#json, #media_type))
    }

    /// `const BODY_MIXED_FIELDS: PartList`.
    fn part_list(
        &self,
        name: &Ident,
        list: &PartList,
        ty: &Type,
        imports: &mut Imports,
    ) -> TokenStream {
        let (firsts, rest) = self.types_by_position(ty, DEEPEST);
        let prefix = list.prefix.iter().enumerate().map(|(index, encoding)| {
            let ty = firsts.get(index).copied().or(rest).unwrap_or(&Type::Json);
            self.form_part("", ty, Some(encoding), imports)
        });
        let prefix: Vec<TokenStream> = prefix.collect();
        let item = match (&list.item, rest) {
            (Some(encoding), Some(ty)) => {
                let part = self.form_part("", ty, Some(encoding), imports);
                quote!(Some(#part))
            }
            _ => quote!(None),
        };
        let ty = imports.support("multipart::PartList");
        quote!(const #name: &#ty = &#ty::new(&[#(#prefix),*], #item);)
    }

    /// The types of an array's first items, and of those after them.
    fn types_by_position<'t>(
        &'t self,
        ty: &'t Type,
        deep: usize,
    ) -> (Vec<&'t Type>, Option<&'t Type>) {
        let Some(deeper) = deep.checked_sub(1) else {
            return (Vec::new(), None);
        };
        match ty {
            Type::Tuple(items) => (items.iter().collect(), None),
            Type::Array(item) | Type::FixedArray(item, _) => (Vec::new(), Some(item)),
            Type::Named(id) | Type::Boxed(id) => {
                match self.api.definition(*id).map(|named| &named.shape) {
                    Some(Shape::Positions(positions)) => {
                        let items = positions.items.iter().map(|item| &item.ty);
                        (items.collect(), positions.rest.as_ref())
                    }
                    Some(Shape::Newtype(newtype)) => self.types_by_position(&newtype.inner, deeper),
                    Some(Shape::Alias(ty)) => self.types_by_position(ty, deeper),
                    _ => (Vec::new(), None),
                }
            }
            _ => (Vec::new(), None),
        }
    }

    /// The members of an object, or of all arms of a union.
    fn members<'t>(&'t self, ty: &'t Type, deep: usize, found: &mut Vec<(&'t str, &'t Type)>) {
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            return;
        };
        let Some(deeper) = deep.checked_sub(1) else {
            return;
        };
        match self.api.definition(*id).map(|named| &named.shape) {
            Some(Shape::Struct(structure)) => {
                for field in &structure.fields {
                    if !found.iter().any(|(name, _)| *name == field.name.wire) {
                        found.push((&field.name.wire, &field.ty));
                    }
                }
            }
            Some(Shape::Union(union)) => {
                for arm in &union.arms {
                    self.members(&arm.ty, deeper, found);
                }
            }
            Some(Shape::Newtype(newtype)) => self.members(&newtype.inner, deeper, found),
            Some(Shape::Alias(ty)) => self.members(ty, deeper, found),
            _ => {}
        }
    }
}

fn styling_of(encoding: &PartEncoding) -> Option<Styling> {
    match encoding {
        PartEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => Some(Styling::Style {
            style: *style,
            explode: *explode,
            allow_reserved: *allow_reserved,
        }),
        PartEncoding::Content { .. } => None,
    }
}

/// The first media type of a list that is no range; a file says its own anyway.
fn first_concrete(list: &str, codec: Codec) -> &str {
    let usual = match codec {
        Codec::Json => "application/json",
        Codec::Text => "text/plain",
        _ => "application/octet-stream",
    };
    let mut types = list.split(',').map(str::trim);
    let plain = |kind: &&str| {
        kind.contains('/')
            && !kind.contains('*')
            && kind.bytes().all(|byte| (0x20..0x7f).contains(&byte))
    };
    types.find(plain).unwrap_or(usual)
}

fn is_object(shape: &TokenStream) -> bool {
    shape.to_string().contains(":: Object")
}
