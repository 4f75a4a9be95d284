//! Uses of types.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, imports::Imports};
use crate::model::{Field, IntegerWidth, Presence, Type, TypeId};

impl Emitter<'_> {
    /// The type as it is written in a file.
    pub fn ty(&self, ty: &Type, imports: &mut Imports) -> TokenStream {
        match ty {
            Type::Boolean => quote!(bool),
            Type::Integer(width) => integer(*width),
            Type::Number => quote!(f64),
            Type::Decimal => imports.support("Number"),
            Type::String => quote!(String),
            Type::Base64 => imports.support("Base64"),
            Type::File => imports.support("File"),
            Type::JsonText(inner) => self.generic("JsonText", inner, imports),
            Type::Null => quote!(()),
            Type::Json => imports.support("Json"),
            Type::Lazy(inner) => self.generic("Json", inner, imports),
            Type::JsonObject => imports.support("JsonObject"),
            Type::Array(item) => {
                let item = self.ty(item, imports);
                quote!(Vec<#item>)
            }
            Type::FixedArray(item, count) => {
                let item = self.ty(item, imports);
                let count = proc_macro2::Literal::usize_unsuffixed(*count);
                quote!([#item; #count])
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.ty(item, imports));
                quote!((#(#items,)*))
            }
            Type::Map(key, value) => {
                let map = imports.name("std::collections::BTreeMap");
                let (key, value) = (self.ty(key, imports), self.ty(value, imports));
                quote!(#map<#key, #value>)
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner, imports);
                quote!(Option<#inner>)
            }
            Type::Named(id) => self.named(*id, imports),
            Type::Boxed(id) => {
                let inner = self.named(*id, imports);
                quote!(Box<#inner>)
            }
            Type::External(path) => external(path, imports),
            Type::Never => imports.support("Never"),
        }
    }

    fn generic(&self, outer: &str, inner: &Type, imports: &mut Imports) -> TokenStream {
        let outer = imports.support(outer);
        let inner = self.ty(inner, imports);
        quote!(#outer<#inner>)
    }

    /// A named type; an id of another model is JSON.
    pub fn named(&self, id: TypeId, imports: &mut Imports) -> TokenStream {
        match self.api.definition(id) {
            Some(definition) => imports.item(&definition.module, &definition.ident),
            None => imports.support("Json"),
        }
    }

    /// The type of a field, with what its presence adds.
    pub(super) fn field_type(&self, field: &Field, imports: &mut Imports) -> TokenStream {
        let ty = self.ty(&field.ty, imports);
        match field.presence {
            Presence::Required => ty,
            Presence::RequiredNullable | Presence::Optional => quote!(Option<#ty>),
            Presence::OptionalNullable => {
                let field = imports.support("Field");
                quote!(#field<#ty>)
            }
        }
    }
}

/// An integer type.
pub(super) fn integer(width: IntegerWidth) -> TokenStream {
    match width {
        IntegerWidth::I8 => quote!(i8),
        IntegerWidth::I16 => quote!(i16),
        IntegerWidth::I32 => quote!(i32),
        IntegerWidth::I64 => quote!(i64),
        IntegerWidth::U8 => quote!(u8),
        IntegerWidth::U16 => quote!(u16),
        IntegerWidth::U32 => quote!(u32),
        IntegerWidth::U64 => quote!(u64),
    }
}

/// Another crate's type, by the path that the config gives; what is no type is JSON.
fn external(path: &str, imports: &mut Imports) -> TokenStream {
    match syn::parse_str::<syn::Type>(path) {
        Ok(ty) => quote!(#ty),
        Err(_) => imports.support("Json"),
    }
}
