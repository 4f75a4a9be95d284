//! Enums over the scalar values that a schema lists.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, Module, docs::code_span, ident, newtype::literal};
use crate::model::{Definition, EnumValue, Enumeration, Scalar};

/// What the values of an enumeration have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    Mixed,
}

impl Enumeration {
    fn kind(&self) -> Kind {
        let fits = |value: &EnumValue| matches!(value.value, Scalar::Integer(number) if i64::try_from(number).is_ok());
        if self.text {
            Kind::Text
        } else if self.values.iter().all(fits) {
            Kind::Integer
        } else {
            Kind::Mixed
        }
    }
}

impl Emitter<'_> {
    pub(super) fn enumeration(
        &self,
        definition: &Definition,
        values: &Enumeration,
        module: &mut Module,
    ) {
        let name = ident(&definition.ident);
        let kind = values.kind();
        let attributes = self.attributes(definition, &derives(definition, values, kind));
        let non_exhaustive = self.non_exhaustive();
        let variants = values.values.iter().map(|value| self.variant(value));
        let unknown = values.open.then(|| {
            let unknown = ident(&values.unknown.rust);
            let ty = self.unknown_type(kind, module);
            quote!(#[doc = " A value that the document does not list."] #unknown(#ty),)
        });
        module.types.push(quote! {
            #attributes
            #non_exhaustive
            pub enum #name { #(#variants,)* #unknown }
        });
        let allow = values.values.iter().any(|value| value.deprecated);
        let allow = allow.then(|| quote!(#[allow(deprecated)]));
        match kind {
            Kind::Text => self.text_functions(&name, values, &allow, module),
            _ => self.scalar_functions(&name, values, kind, &allow, module),
        }
        let own = module
            .codec_imports
            .item(&definition.module, &definition.ident);
        let codec = codec(&own, values.open, kind, module);
        module.codec.push(codec);
    }

    fn variant(&self, value: &EnumValue) -> TokenStream {
        let docs = self
            .docs
            .attributes(&value.docs, false, || match &value.value {
                Scalar::String(text) if text.is_empty() => "The empty text.".to_owned(),
                value => code_span(&value.to_string()),
            });
        let deprecated = value.deprecated.then(|| quote!(#[deprecated]));
        let name = ident(&value.name.rust);
        quote!(#docs #deprecated #name)
    }

    fn unknown_type(&self, kind: Kind, module: &mut Module) -> TokenStream {
        let unknown = module.imports.support("UnknownValue");
        match kind {
            Kind::Text => unknown,
            Kind::Integer => quote!(#unknown<i64>),
            Kind::Mixed => {
                let scalar = module.imports.support("Scalar");
                quote!(#unknown<#scalar>)
            }
        }
    }

    /// `as_str`, and `From<&str>` or `TryFrom<&str>`.
    fn text_functions(
        &self,
        name: &Ident,
        values: &Enumeration,
        allow: &Option<TokenStream>,
        module: &mut Module,
    ) {
        let pairs: Vec<_> = pairs(values, false).collect();
        let write = pairs
            .iter()
            .map(|(variant, text)| quote!(Self::#variant => #text));
        let read = pairs
            .iter()
            .map(|(variant, text)| (quote!(#text), quote!(Self::#variant)));
        let unknown = ident(&values.unknown.rust);
        let keep = values
            .open
            .then(|| quote!(Self::#unknown(value) => value.as_str(),));
        module.types.push(quote! {
            impl #name {
                #[doc = " The value as text."]
                #allow
                pub fn as_str(&self) -> &str {
                    match self { #(#write,)* #keep }
                }
            }
        });
        if values.open {
            let read = read.map(|(text, variant)| quote!(#text => #variant));
            let value = module.imports.support("UnknownValue");
            module.types.push(quote! {
                #allow
                impl From<&str> for #name {
                    fn from(text: &str) -> Self {
                        match text { #(#read,)* _ => Self::#unknown(#value::text(text)) }
                    }
                }
            });
        } else {
            let read = read.map(|(text, variant)| quote!(#text => Ok(#variant)));
            let error = module.imports.support("UnlistedValue");
            module.types.push(quote! {
                #allow
                impl TryFrom<&str> for #name {
                    type Error = #error;

                    fn try_from(text: &str) -> Result<Self, #error> {
                        match text { #(#read,)* _ => Err(#error) }
                    }
                }
            });
        }
    }

    /// `value`, and `From` or `TryFrom` of its type.
    fn scalar_functions(
        &self,
        name: &Ident,
        values: &Enumeration,
        kind: Kind,
        allow: &Option<TokenStream>,
        module: &mut Module,
    ) {
        let scalar = match kind {
            Kind::Integer => quote!(i64),
            _ => module.imports.support("Scalar"),
        };
        let unknown = ident(&values.unknown.rust);
        let write = values.values.iter().filter_map(|value| {
            let (variant, value) = (ident(&value.name.rust), made(&value.value, kind, &scalar)?);
            Some(quote!(Self::#variant => #value))
        });
        let write: Vec<_> = write.collect();
        let kept = if kind == Kind::Integer {
            quote!(*value.get())
        } else {
            quote!(value.get().clone())
        };
        let keep = values.open.then(|| quote!(Self::#unknown(value) => #kept,));
        module.types.push(quote! {
            impl #name {
                #[doc = " The value."]
                #allow
                pub fn value(&self) -> #scalar {
                    match self { #(#write,)* #keep }
                }
            }
        });
        let arms = values.values.iter().filter_map(|value| {
            Some((
                matched(&value.value, kind, &scalar)?,
                ident(&value.name.rust),
            ))
        });
        let subject = if kind == Kind::Integer {
            quote!(value)
        } else {
            quote!(&value)
        };
        if values.open {
            let arms = arms.map(|(pattern, variant)| quote!(#pattern => Self::#variant));
            let wrap = module.imports.support("UnknownValue");
            module.types.push(quote! {
                #allow
                impl From<#scalar> for #name {
                    fn from(value: #scalar) -> Self {
                        match #subject { #(#arms,)* _ => Self::#unknown(#wrap::new(value)) }
                    }
                }
            });
        } else {
            let arms = arms.map(|(pattern, variant)| quote!(#pattern => Ok(Self::#variant)));
            let error = module.imports.support("UnlistedValue");
            module.types.push(quote! {
                #allow
                impl TryFrom<#scalar> for #name {
                    type Error = #error;

                    fn try_from(value: #scalar) -> Result<Self, #error> {
                        match #subject { #(#arms,)* _ => Err(#error) }
                    }
                }
            });
        }
    }
}

fn derives(definition: &Definition, values: &Enumeration, kind: Kind) -> Vec<&'static str> {
    let mut derives = vec!["Clone"];
    if definition.traits.copy && !values.open {
        derives.push("Copy");
    }
    derives.extend(["Debug", "PartialEq"]);
    if kind != Kind::Mixed || !values.open {
        derives.extend(["Eq", "PartialOrd", "Ord", "Hash"]);
    }
    derives
}

/// Each variant with its literal; a value that is listed twice counts once.
fn pairs(values: &Enumeration, float: bool) -> impl Iterator<Item = (Ident, TokenStream)> + '_ {
    values
        .values
        .iter()
        .filter_map(move |value| Some((ident(&value.name.rust), literal(&value.value, float)?)))
}

/// The expression that makes a value.
fn made(value: &Scalar, kind: Kind, scalar: &TokenStream) -> Option<TokenStream> {
    let plain = literal(value, false)?;
    Some(match (kind, value) {
        (Kind::Mixed, Scalar::Integer(number)) if i64::try_from(*number).is_err() => {
            let number = literal(value, true)?;
            quote!(#scalar::number(#number))
        }
        (Kind::Mixed, Scalar::Number(_)) => quote!(#scalar::number(#plain)),
        (Kind::Mixed, _) => quote!(#scalar::from(#plain)),
        _ => plain,
    })
}

/// The pattern that a value matches.
fn matched(value: &Scalar, kind: Kind, scalar: &TokenStream) -> Option<TokenStream> {
    let plain = literal(value, false)?;
    Some(match (kind, value) {
        (Kind::Mixed, Scalar::Boolean(_)) => quote!(#scalar::Boolean(#plain)),
        (Kind::Mixed, Scalar::Integer(number)) if i64::try_from(*number).is_ok() => {
            quote!(#scalar::Integer(#plain))
        }
        (Kind::Mixed, Scalar::Integer(_) | Scalar::Number(_)) => {
            let number = literal(value, true)?;
            quote!(number if number.is_number(#number))
        }
        (Kind::Mixed, Scalar::String(_)) => quote!(#scalar::String(text) if text == #plain),
        _ => plain,
    })
}

fn codec(name: &TokenStream, open: bool, kind: Kind, module: &mut Module) -> TokenStream {
    match (kind, open) {
        (Kind::Text, true) => quote!(text!(#name);),
        (Kind::Text, false) => quote!(closed_text!(#name);),
        (Kind::Integer, true) => quote!(scalar!(#name, i64);),
        (Kind::Integer, false) => quote!(closed_scalar!(#name, i64);),
        (Kind::Mixed, open) => {
            let scalar = module.codec_imports.support("Scalar");
            if open {
                quote!(scalar!(#name, #scalar);)
            } else {
                quote!(closed_scalar!(#name, #scalar);)
            }
        }
    }
}
