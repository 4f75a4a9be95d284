//! Structs, their constructors, and getters for defaults.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Emitter, Local, Module, docs::code_span, ident, imports::Imports, newtype::literal};
use crate::model::{
    Definition, Enumeration, Field, Positions, Presence, Scalar, Shape, Struct, Type,
};

/// Up to so many required fields `new` takes them one by one.
const POSITIONAL: usize = 4;

impl Field {
    /// Whether a value must be given for the field.
    pub(super) fn is_required(&self) -> bool {
        matches!(
            self.presence,
            Presence::Required | Presence::RequiredNullable
        )
    }
}

impl Emitter<'_> {
    pub(super) fn structure(&self, definition: &Definition, object: &Struct, module: &mut Module) {
        let name = ident(&definition.ident);
        let required: Vec<&Field> = object
            .fields
            .iter()
            .filter(|field| field.is_required())
            .collect();
        let derives = derives(definition, required.is_empty());
        let attributes = self.attributes(definition, &derives);
        let non_exhaustive = self.non_exhaustive();
        let fields = object
            .fields
            .iter()
            .map(|field| self.field(field, &mut module.imports));
        let fields: Vec<_> = fields.collect();
        let extra = self.extra(object, &mut module.imports);
        let body = if fields.is_empty() && extra.is_none() {
            quote!({})
        } else {
            quote!({ #(#fields,)* #extra })
        };
        module
            .types
            .push(quote!(#attributes #non_exhaustive pub struct #name #body));
        let positional = !required.is_empty() && required.len() <= POSITIONAL;
        let new = positional
            .then(|| self.new_function(definition, object, &required, &mut module.imports));
        // Nobody has a value to give for a member that is forbidden.
        let with = object
            .fields
            .iter()
            .filter(|field| !field.is_required() && field.ty != Type::Never);
        let with: Vec<_> = with
            .map(|field| self.with(field, &mut module.imports))
            .collect();
        let defaults = object
            .fields
            .iter()
            .filter_map(|field| self.or_default(field, &mut module.imports));
        let defaults: Vec<_> = defaults.collect();
        if new.is_some() || !with.is_empty() {
            module
                .types
                .push(quote!(impl #name { #new #(#with)* #(#defaults)* }));
        }
        if required.len() > POSITIONAL {
            self.init(definition, object, &required, module);
        }
    }

    fn field(&self, field: &Field, imports: &mut Imports) -> TokenStream {
        let docs = self.docs.attributes(&field.docs, false, || {
            format!("The property {}.", code_span(&field.name.wire))
        });
        let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
        let name = ident(&field.name.rust);
        let ty = self.field_type(field, imports);
        quote!(#docs #deprecated pub #name: #ty)
    }

    fn extra(&self, object: &Struct, imports: &mut Imports) -> Option<TokenStream> {
        let extra = object.extra.as_ref()?;
        let name = ident(&extra.name.rust);
        let ty = self.extra_type(&extra.ty, imports);
        Some(quote!(#[doc = " Members that have no field of their own."] pub #name: #ty))
    }

    /// The map for members of a type.
    pub(super) fn extra_type(&self, ty: &Type, imports: &mut Imports) -> TokenStream {
        match ty {
            Type::Json => imports.support("JsonObject"),
            other => {
                let value = self.ty(other, imports);
                let map = imports.name("std::collections::BTreeMap");
                quote!(#map<String, #value>)
            }
        }
    }

    fn new_function(
        &self,
        definition: &Definition,
        object: &Struct,
        required: &[&Field],
        imports: &mut Imports,
    ) -> TokenStream {
        let parameters = required.iter().map(|field| {
            let name = Local::argument(&field.name.rust);
            let ty = self.field_type(field, imports);
            quote!(#name: #ty)
        });
        let parameters: Vec<_> = parameters.collect();
        let article: &str = match definition.ident.chars().next() {
            Some('A' | 'E' | 'I' | 'O') => "an",
            _ => "a",
        };
        let docs = docs(&format!(
            "Makes {article} `{}` of what it must have.",
            definition.ident
        ));
        let values = self.initial(object, |name| Local::argument(name).member(), imports);
        let allow = allow_deprecated(object);
        quote!(#docs #allow pub fn new(#(#parameters),*) -> Self { Self { #(#values,)* } })
    }

    /// The fields of a new value: required ones as given, the others absent.
    fn initial(
        &self,
        object: &Struct,
        given: impl Fn(&str) -> TokenStream,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        let fields = object.fields.iter().map(|field| {
            let name = ident(&field.name.rust);
            match field.presence {
                Presence::Required | Presence::RequiredNullable => given(&field.name.rust),
                Presence::Optional => quote!(#name: None),
                Presence::OptionalNullable => {
                    let field = imports.support("Field");
                    quote!(#name: #field::Absent)
                }
            }
        });
        let mut values: Vec<_> = fields.collect();
        if let Some(extra) = &object.extra {
            let name = ident(&extra.name.rust);
            let empty = match &extra.ty {
                Type::Json => imports.support("JsonObject"),
                _ => imports.name("std::collections::BTreeMap"),
            };
            values.push(quote!(#name: #empty::new()));
        }
        values
    }

    fn init(
        &self,
        definition: &Definition,
        object: &Struct,
        required: &[&Field],
        module: &mut Module,
    ) {
        let name = ident(&definition.ident);
        let init = format_ident!("{}Init", name);
        let imports = &mut module.imports;
        let fields: Vec<_> = required
            .iter()
            .map(|field| self.field(field, imports))
            .collect();
        let given = |name: &str| {
            let name = ident(name);
            quote!(#name: init.#name)
        };
        let values = self.initial(object, given, imports);
        let docs = docs(&format!("What a [`{name}`] must have."));
        let derives = derives(definition, false).into_iter().map(ident);
        let allow = allow_deprecated(object);
        module.types.push(quote! {
            #docs
            #[derive(#(#derives),*)]
            pub struct #init { #(#fields,)* }
        });
        module.types.push(quote! {
            #allow
            impl From<#init> for #name {
                fn from(init: #init) -> Self {
                    Self { #(#values,)* }
                }
            }
        });
    }

    fn with(&self, field: &Field, imports: &mut Imports) -> TokenStream {
        let name = ident(&field.name.rust);
        let local = Local::argument(&field.name.rust);
        let with = format_ident!("with_{}", part(&name));
        let docs = docs(&format!("Sets [`{0}`](Self::{0}).", unraw(&name)));
        let deprecated = field
            .deprecated
            .then(|| quote!(#[deprecated] #[allow(deprecated)]));
        let ty = self.ty(&field.ty, imports);
        let (ty, value) = match field.presence {
            Presence::OptionalNullable => {
                let field = imports.support("Field");
                (quote!(impl Into<#field<#ty>>), quote!(#local.into()))
            }
            _ => (ty, quote!(Some(#local))),
        };
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #with(mut self, #local: #ty) -> Self {
                self.#name = #value;
                self
            }
        }
    }

    /// `limit_or_default()` for an optional field whose absence stands for a value.
    fn or_default(&self, field: &Field, imports: &mut Imports) -> Option<TokenStream> {
        let default = field.default.as_ref()?;
        let name = ident(&field.name.rust);
        let option = match field.presence {
            Presence::Optional => quote!(self.#name),
            Presence::OptionalNullable => quote!(self.#name.value()),
            Presence::Required | Presence::RequiredNullable => return None,
        };
        let lent = field.presence == Presence::OptionalNullable;
        let (ty, value) = self.default_value(&field.ty, default, &option, lent, imports)?;
        let getter = format_ident!("{}_or_default", part(&name));
        let docs = docs(&format!(
            "[`{0}`](Self::{0}), or the value that its absence stands for.",
            unraw(&name)
        ));
        let deprecated = field
            .deprecated
            .then(|| quote!(#[deprecated] #[allow(deprecated)]));
        Some(quote!(#docs #deprecated pub fn #getter(&self) -> #ty { #value }))
    }

    fn default_value(
        &self,
        ty: &Type,
        default: &Scalar,
        option: &TokenStream,
        lent: bool,
        imports: &mut Imports,
    ) -> Option<(TokenStream, TokenStream)> {
        let copied = if lent {
            quote!(#option.copied())
        } else {
            quote!(#option)
        };
        match (ty, default) {
            (Type::Integer(width), Scalar::Integer(value)) if !width.holds(*value) => None,
            (Type::Boolean, Scalar::Boolean(_))
            | (Type::Integer(_), Scalar::Integer(_))
            | (Type::Number, Scalar::Integer(_) | Scalar::Number(_)) => {
                let value = literal(default, *ty == Type::Number)?;
                Some((self.ty(ty, imports), quote!(#copied.unwrap_or(#value))))
            }
            (Type::String, Scalar::String(text)) => {
                let text_of = if lent {
                    quote!(map(String::as_str))
                } else {
                    quote!(as_deref())
                };
                Some((quote!(&str), quote!(#option.#text_of.unwrap_or(#text))))
            }
            (Type::Named(id), _) => {
                let definition = self.api.definition(*id)?;
                let Shape::Enumeration(values) = &definition.shape else {
                    return None;
                };
                let variant = variant(values, default)?;
                let name = self.named(*id, imports);
                let owned = match (definition.traits.copy && !values.open, lent) {
                    (true, _) => copied,
                    (false, true) => quote!(#option.cloned()),
                    (false, false) => quote!(#option.clone()),
                };
                Some((name.clone(), quote!(#owned.unwrap_or(#name::#variant))))
            }
            _ => None,
        }
    }

    /// An array with typed first items, none of which need be there.
    pub(super) fn positions(
        &self,
        definition: &Definition,
        positions: &Positions,
        module: &mut Module,
    ) {
        let name = ident(&definition.ident);
        let attributes = self.attributes(definition, &derives(definition, true));
        let non_exhaustive = self.non_exhaustive();
        let imports = &mut module.imports;
        let fields = positions.items.iter().map(|field| {
            let docs = self
                .docs
                .attributes(&field.docs, false, || "An item.".to_owned());
            let name = ident(&field.name.rust);
            let ty = self.ty(&field.ty, imports);
            quote!(#docs pub #name: Option<#ty>)
        });
        let fields: Vec<_> = fields.collect();
        let rest = positions.rest.as_ref().map(|rest| {
            let ty = self.ty(rest, imports);
            quote!(#[doc = " The items after those."] pub rest: Vec<#ty>)
        });
        module
            .types
            .push(quote!(#attributes #non_exhaustive pub struct #name { #(#fields,)* #rest }));
        self.positions_codec(definition, positions, module);
    }
}

/// The variant of an enumeration for a value.
fn variant(values: &Enumeration, default: &Scalar) -> Option<Ident> {
    let value = values.values.iter().find(|value| value.value == *default)?;
    Some(ident(&value.name.rust))
}

/// What a struct derives.
pub(super) fn derives(definition: &Definition, default: bool) -> Vec<&'static str> {
    let mut derives = vec!["Clone", "Debug"];
    if default {
        derives.push("Default");
    }
    if definition.traits.partial_eq {
        derives.push("PartialEq");
    }
    if definition.traits.eq {
        derives.extend(["Eq", "Hash"]);
    }
    derives
}

/// One line of documentation that the generator says itself.
pub(super) fn docs(text: &str) -> TokenStream {
    let line = format!(" {text}");
    quote!(#[doc = #line])
}

/// What lets the emitted code itself touch the fields that the document calls deprecated.
pub(super) fn allow_deprecated(object: &Struct) -> Option<TokenStream> {
    let any = object.fields.iter().any(|field| field.deprecated);
    any.then(|| quote!(#[allow(deprecated)]))
}

/// The text of an identifier as part of a longer one, which needs no `_` to be no keyword.
fn part(name: &Ident) -> String {
    unraw(name).trim_end_matches('_').to_owned()
}

/// The text of an identifier without `r#`.
pub(super) fn unraw(name: &Ident) -> String {
    let text = name.to_string();
    text.strip_prefix("r#").unwrap_or(&text).to_owned()
}
