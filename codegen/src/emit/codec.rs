//! Codecs of structs.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, Local, Module, ident, newtype::literal, structure::allow_deprecated};
use crate::model::{Constant, Definition, Positions, Presence, Scalar, Struct, Type};

/// The variables of a function that reads an object.
const READING: [&str; 2] = ["members", "property"];

impl Emitter<'_> {
    /// `impl Object` and its macro.
    pub(super) fn structure_codec(
        &self,
        definition: &Definition,
        object: &Struct,
        module: &mut Module,
    ) {
        let imports = &mut module.codec_imports;
        let own = imports.item(&definition.module, &definition.ident);
        let text = &definition.ident;
        let [trait_, members, writer] =
            ["Object", "Members", "Writer"].map(|name| imports.support(name));
        let map_access = imports.name("serde::de::MapAccess");
        let serialize_map = imports.name("serde::ser::SerializeMap");
        let names = properties(object);
        let read = self.read_object(object, module);
        let write = write_object(object);
        let used = if names.is_empty() && object.extra.is_none() {
            quote!(_members)
        } else {
            quote!(members)
        };
        let allow = allow_deprecated(object);
        module.codec.push(quote! {
            #allow
            impl #trait_ for #own {
                const NAME: &'static str = #text;
                const PROPERTIES: &'static [&'static str] = &[#(#names),*];

                fn read<'de, A: #map_access<'de>>(members: &mut #members<'de, A>) -> Result<Self, A::Error> {
                    #read
                }

                fn write<S: #serialize_map>(&self, #used: &mut #writer<S>) {
                    #write
                }
            }
        });
        module.codec.push(quote!(object!(#own);));
    }

    fn read_object(&self, object: &Struct, module: &mut Module) -> TokenStream {
        let imports = &mut module.codec_imports;
        let mut state: Vec<TokenStream> = Vec::new();
        let mut arms: Vec<TokenStream> = Vec::new();
        for (constant, name) in object.constants.iter().zip(constant_names(object)) {
            let Some(value) = constant_value(constant) else {
                continue;
            };
            let index = index(arms.len());
            state.push(quote!(let mut #name = None;));
            arms.push(quote!(#index => members.constant(#value, &mut #name)));
        }
        for field in &object.fields {
            let (name, index) = (Local::beside(&READING, &field.name.rust), index(arms.len()));
            let (start, read) = match field.presence {
                Presence::Required | Presence::RequiredNullable => (quote!(None), "value"),
                // A type that has a place for `null` keeps it; elsewhere it reads as absent.
                Presence::Optional if self.holds_null(&field.ty) => (quote!(None), "value"),
                Presence::Optional => (quote!(None), "optional"),
                Presence::OptionalNullable => {
                    let field = imports.support("Field");
                    (quote!(#field::Absent), "field")
                }
            };
            let read = ident(read);
            state.push(quote!(let mut #name = #start;));
            arms.push(quote!(#index => members.#read(&mut #name)));
        }
        let other = match &object.extra {
            Some(extra) => {
                let name = Local::beside(&READING, &extra.name.rust);
                let map = match &extra.ty {
                    Type::Json => imports.support("JsonObject"),
                    _ => imports.name("std::collections::BTreeMap"),
                };
                state.push(quote!(let mut #name = #map::new();));
                quote!(members.keep(&mut #name))
            }
            None => quote!(members.skip()),
        };
        let walk = walk(&arms, &other);
        let (checks, values) = finish(object);
        quote! {
            #(#state)*
            #walk
            #(#checks)*
            Ok(Self { #(#values,)* })
        }
    }

    /// Arrays with typed first items go through a list of their items.
    pub(super) fn positions_codec(
        &self,
        definition: &Definition,
        positions: &Positions,
        module: &mut Module,
    ) {
        let imports = &mut module.codec_imports;
        let own = imports.item(&definition.module, &definition.ident);
        let [trait_, items, list] =
            ["Positions", "Items", "ItemWriter"].map(|name| imports.support(name));
        let seq_access = imports.name("serde::de::SeqAccess");
        let serialize_seq = imports.name("serde::ser::SerializeSeq");
        let text = &definition.ident;
        let names: Vec<Ident> = positions
            .items
            .iter()
            .map(|field| ident(&field.name.rust))
            .collect();
        let rest_read = positions
            .rest
            .as_ref()
            .map(|_| quote!(rest: items.rest()?,));
        let rest_write = positions
            .rest
            .as_ref()
            .map(|_| quote!(items.rest(&self.rest)?;));
        module.codec.push(quote! {
            impl #trait_ for #own {
                const NAME: &'static str = #text;

                fn read<'de, A: #seq_access<'de>>(items: &mut #items<A>) -> Result<Self, A::Error> {
                    Ok(Self { #(#names: items.item()?,)* #rest_read })
                }

                fn write<S: #serialize_seq>(&self, items: &mut #list<S>) -> Result<(), S::Error> {
                    #(items.item(&self.#names)?;)*
                    #rest_write
                    Ok(())
                }
            }
        });
        module.codec.push(quote!(positions!(#own);));
    }
}

/// The names that a struct reads, constants first, in the order of the match arms.
fn properties(object: &Struct) -> Vec<&str> {
    let constants = object
        .constants
        .iter()
        .filter(|constant| constant_value(constant).is_some());
    let constants = constants.map(|constant| constant.wire.as_str());
    let fields = object.fields.iter().map(|field| field.name.wire.as_str());
    constants.chain(fields).collect()
}

/// A local name for each constant: it never leaves the function, and no field has it.
fn constant_names(object: &Struct) -> impl Iterator<Item = Ident> + '_ {
    (0..object.constants.len()).map(|position| {
        let mut name = match position {
            0 => "constant".to_owned(),
            more => format!("constant_{more}"),
        };
        while object.fields.iter().any(|field| field.name.rust == name) {
            name.push('_');
        }
        ident(&name)
    })
}

/// A constant as a reference; none for a number that Rust can't spell.
fn constant_value(constant: &Constant) -> Option<TokenStream> {
    let value = literal(&constant.value, false)?;
    Some(match &constant.value {
        Scalar::String(_) => value,
        Scalar::Boolean(_) => quote!(&#value),
        Scalar::Integer(number) => match i64::try_from(*number) {
            // `Encode` has many integers: the literal alone would be an `i32`.
            Ok(number) => {
                let typed = format!("{}_i64", number.unsigned_abs());
                let typed: proc_macro2::Literal = typed.parse().ok()?;
                if number < 0 {
                    quote!(&-#typed)
                } else {
                    quote!(&#typed)
                }
            }
            Err(_) => {
                let number = literal(&constant.value, true)?;
                quote!(&#number)
            }
        },
        Scalar::Number(_) => quote!(&#value),
    })
}

fn index(position: usize) -> TokenStream {
    let index = proc_macro2::Literal::usize_unsuffixed(position);
    quote!(#index)
}

/// The loop over the members.
fn walk(arms: &[TokenStream], other: &TokenStream) -> TokenStream {
    if arms.is_empty() {
        return quote!(while members.next(Self::PROPERTIES)?.is_some() { #other?; });
    }
    quote! {
        while let Some(property) = members.next(Self::PROPERTIES)? {
            match property { #(#arms,)* _ => #other, }?;
        }
    }
}

/// The checks after the members, and the fields of the value.
fn finish(object: &Struct) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let checks = object
        .constants
        .iter()
        .zip(constant_names(object))
        .filter_map(|(constant, name)| {
            constant_value(constant)?;
            let wire = &constant.wire;
            Some(quote!(members.required(#name, #wire)?;))
        });
    let mut values = Vec::new();
    for field in &object.fields {
        let (name, wire) = (ident(&field.name.rust), &field.name.wire);
        let local = Local::beside(&READING, &field.name.rust);
        values.push(match field.presence {
            Presence::Required | Presence::RequiredNullable => {
                quote!(#name: members.required(#local, #wire)?)
            }
            Presence::Optional | Presence::OptionalNullable => local.member(),
        });
    }
    if let Some(extra) = &object.extra {
        values.push(Local::beside(&READING, &extra.name.rust).member());
    }
    (checks.collect(), values)
}

/// One call for each member.
fn write_object(object: &Struct) -> TokenStream {
    let constants = object.constants.iter().filter_map(|constant| {
        let (wire, value) = (&constant.wire, constant_value(constant)?);
        Some(quote!(members.member(#wire, #value)))
    });
    let fields = object.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name.rust), &field.name.wire);
        match field.presence {
            Presence::Required | Presence::RequiredNullable => {
                quote!(members.member(#wire, &self.#name))
            }
            Presence::Optional => quote!(members.optional(#wire, &self.#name)),
            Presence::OptionalNullable => quote!(members.field(#wire, &self.#name)),
        }
    });
    let extra = object.extra.as_ref().map(|extra| {
        let name = ident(&extra.name.rust);
        quote!(members.extra(&self.#name, Self::PROPERTIES))
    });
    let calls = constants.chain(fields).chain(extra);
    quote!(#(#calls;)*)
}
