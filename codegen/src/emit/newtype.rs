//! Types around one other, second names, and types without values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Emitter, Module, ident, schema_of, structure::derives};
use crate::model::{Definition, Scalar, Shape, Type, TypeId};

impl Emitter<'_> {
    /// A string of its own kind.
    pub(super) fn text(&self, definition: &Definition, module: &mut Module) {
        let name = ident(&definition.ident);
        let derives = [
            "Clone",
            "Debug",
            "PartialEq",
            "Eq",
            "PartialOrd",
            "Ord",
            "Hash",
        ];
        let attributes = self.attributes(definition, &derives);
        module
            .types
            .push(quote!(#attributes pub struct #name(String);));
        let valid = if definition.rules.is_some() {
            let validate = module.imports.support("Validate");
            quote!(#validate::validate(self).is_ok())
        } else {
            quote!(true)
        };
        module.types.push(quote! {
            impl #name {
                #[doc = " Keeps a text as it stands, valid or not. `parse` and `try_from` check it."]
                pub fn unchecked(text: impl Into<String>) -> Self {
                    Self(text.into())
                }

                #[doc = " The text."]
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                #[doc = " Whether the text is what its schema asks for."]
                pub fn is_valid(&self) -> bool {
                    #valid
                }
            }
        });
        let own = module
            .codec_imports
            .item(&definition.module, &definition.ident);
        module.codec.push(quote!(text_newtype!(#own);));
    }

    /// Another type under a name of its own.
    pub(super) fn newtype(&self, definition: &Definition, inner: &Type, module: &mut Module) {
        let name = ident(&definition.ident);
        let attributes = self.attributes(definition, &derives(definition, false));
        let ty = self.ty(inner, &mut module.imports);
        module
            .types
            .push(quote!(#attributes pub struct #name(pub #ty);));
        module.types.push(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self(value)
                }
            }
        });
        let own = module
            .codec_imports
            .item(&definition.module, &definition.ident);
        module.codec.push(quote!(newtype!(#own);));
    }

    /// A second name.
    pub(super) fn alias(&self, definition: &Definition, ty: &Type, module: &mut Module) {
        let name = ident(&definition.ident);
        let docs = self
            .docs
            .attributes(&definition.docs, definition.deprecated, || {
                schema_of(&definition.origin.place)
            });
        let ty = self.ty(ty, &mut module.imports);
        module.types.push(quote!(#docs pub type #name = #ty;));
    }

    /// Whether a type itself has a place for `null`.
    pub(super) fn holds_null(&self, ty: &Type) -> bool {
        let mut open: Vec<&Type> = vec![ty];
        let mut seen: Vec<TypeId> = Vec::new();
        while let Some(ty) = open.pop() {
            match ty {
                Type::Json | Type::Null | Type::Nullable(_) => return true,
                Type::Named(id) | Type::Boxed(id) if !seen.contains(id) => {
                    seen.push(*id);
                    match self.api.definition(*id).map(|definition| &definition.shape) {
                        Some(Shape::Alias(ty)) => open.push(ty),
                        Some(Shape::Newtype(newtype)) => open.push(&newtype.inner),
                        Some(Shape::Union(union)) => {
                            open.extend(union.arms.iter().map(|arm| &arm.ty));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// A type that no instance fits.
    pub(super) fn never(&self, definition: &Definition, module: &mut Module) {
        self.alias(definition, &Type::Never, module);
    }
}

/// A scalar as a literal of its own kind, without a suffix; none for a number that Rust can't
/// spell.
pub(super) fn literal(scalar: &Scalar, float: bool) -> Option<TokenStream> {
    let signed = |negative: bool, digits: Literal| {
        if negative {
            quote!(-#digits)
        } else {
            quote!(#digits)
        }
    };
    Some(match scalar {
        Scalar::Boolean(value) => quote!(#value),
        Scalar::String(text) => quote!(#text),
        Scalar::Integer(value) if float => {
            let digits = Literal::f64_unsuffixed((*value as f64).abs());
            signed(*value < 0, digits)
        }
        Scalar::Integer(value) => {
            signed(*value < 0, Literal::u128_unsuffixed(value.unsigned_abs()))
        }
        Scalar::Number(value) if value.is_finite() => signed(
            value.is_sign_negative(),
            Literal::f64_unsuffixed(value.abs()),
        ),
        Scalar::Number(_) => return None,
    })
}
