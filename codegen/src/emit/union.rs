//! Enums over types, and how a value finds its arm.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToShoutySnakeCase;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    Emitter, Module, docs::code_span, ident, imports::Imports, rules::unborrowed,
    structure::derives,
};
use crate::model::{
    Arm, Definition, Distinction, JsonKind, Shape, Type, TypeId, Union, rules::RulesRef,
};

impl Emitter<'_> {
    pub(super) fn union(&self, definition: &Definition, union: &Union, module: &mut Module) {
        let name = ident(&definition.ident);
        let attributes = self.attributes(definition, &derives(definition, false));
        let non_exhaustive = self.non_exhaustive();
        let imports = &mut module.imports;
        let arms = union.arms.iter().map(|arm| {
            let docs = self
                .docs
                .attributes(&arm.docs, false, || arm_remark(union, arm));
            let (name, ty) = (ident(&arm.name.rust), self.ty(&arm.ty, imports));
            quote!(#docs #name(#ty))
        });
        let arms: Vec<_> = arms.collect();
        let unknown = self.unknown(union, imports);
        let large = self.allow_large(union.arms.iter().map(|arm| vec![&arm.ty]));
        module.types.push(quote! {
            #attributes
            #large
            #non_exhaustive
            pub enum #name { #(#arms,)* #unknown }
        });
        for (arm, id) in distinct(union)
            .into_iter()
            .filter(|(_, id)| self.is_own(*id))
        {
            let (variant, ty) = (ident(&arm.name.rust), self.named(id, imports));
            let value = match arm.ty {
                Type::Boxed(_) => quote!(Box::new(value)),
                _ => quote!(value),
            };
            module.types.push(quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant(#value)
                    }
                }
            });
        }
    }

    /// Whether an id names a type that has an identity of its own.
    fn is_own(&self, id: TypeId) -> bool {
        let definition = self.api.definition(id);
        definition.is_some_and(|found| !matches!(found.shape, Shape::Alias(_) | Shape::Never))
    }

    fn unknown(&self, union: &Union, imports: &mut Imports) -> TokenStream {
        let name = ident(&union.unknown.rust);
        let json = imports.support("Json");
        if union.keeps_error {
            let error = imports.support("RawError");
            return quote! {
                #[doc = " What fits no arm."]
                #name {
                    #[doc = " The JSON as it came."]
                    raw: #json,
                    #[doc = " Why the arm that it names doesn't hold it; none where it names none."]
                    error: Option<#error>,
                }
            };
        }
        quote!(#[doc = " What fits no arm, as it came."] #name(#json))
    }

    pub(super) fn union_codec(&self, definition: &Definition, union: &Union, module: &mut Module) {
        let imports = &mut module.codec_imports;
        let own = imports.item(&definition.module, &definition.ident);
        let text = &definition.ident;
        let trait_ = imports.support("Union");
        let (raw, error) = (imports.support("Raw"), imports.support("RawError"));
        let serializer = imports.name("serde::Serializer");
        let mut arm_rules = ArmRules::default();
        let read = self.read(definition, union, &mut arm_rules, imports);
        let write = union.arms.iter().map(|arm| {
            let name = ident(&arm.name.rust);
            quote!(Self::#name(value) => value.encode(serializer))
        });
        let unknown = ident(&union.unknown.rust);
        let keep = if union.keeps_error {
            quote!(Self::#unknown { raw, .. })
        } else {
            quote!(Self::#unknown(raw))
        };
        imports.bring("crate::support::Encode");
        module.codec.push(quote! {
            impl #trait_ for #own {
                const NAME: &'static str = #text;

                fn read(raw: &#raw<'_>) -> Result<Self, #error> { #read }

                fn write<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    match self { #(#write,)* #keep => raw.encode(serializer) }
                }
            }
        });
        module.codec.push(quote!(union!(#own);));
        module.codec.extend(arm_rules.into_values());
    }

    fn read(
        &self,
        definition: &Definition,
        union: &Union,
        arm_rules: &mut ArmRules,
        imports: &mut Imports,
    ) -> TokenStream {
        let all: Vec<&Arm> = union.arms.iter().collect();
        let nothing = nothing(union);
        match &union.by {
            Distinction::Tag { path, closed } => {
                let arms = tagged(union);
                let tag = quote!(raw.tag(&[#(#path),*]).as_deref());
                if *closed {
                    return closed_family(union, &arms, &tag);
                }
                let trial = self.tried(definition, &all, arm_rules, imports);
                let error = imports.support("RawError");
                quote! {
                    let named = match #tag {
                        #(#arms,)*
                        _ => Err(#error::new("no arm has this tag")),
                    };
                    named.or_else(|_| #trial).or_else(|_| #nothing)
                }
            }
            Distinction::Kind => {
                let arms = self.by_kind(definition, union, arm_rules, imports);
                quote! {
                    let found = match raw.kind() { #(#arms,)* };
                    found.or_else(|_| #nothing)
                }
            }
            Distinction::Keys => {
                let keys = union.arms.iter().map(|arm| {
                    let keys = &arm.keys;
                    quote!(&[#(#keys),*])
                });
                let arms = union.arms.iter().enumerate().map(|(index, arm)| {
                    let (index, read) = (Literal::usize_unsuffixed(index), decode(arm));
                    quote!(Some(#index) => #read)
                });
                let trial = self.tried(definition, &all, arm_rules, imports);
                quote! {
                    let found = match raw.only_with(&[#(#keys),*]) { #(#arms,)* _ => #trial };
                    found.or_else(|_| #nothing)
                }
            }
            Distinction::Trial => {
                let trial = self.tried(definition, &all, arm_rules, imports);
                quote!(#trial.or_else(|_| #nothing))
            }
        }
    }

    /// One arm is decoded, several are tried.
    fn tried(
        &self,
        definition: &Definition,
        arms: &[&Arm],
        arm_rules: &mut ArmRules,
        imports: &mut Imports,
    ) -> TokenStream {
        if let [arm] = arms {
            return decode(arm);
        }
        let arm_type = imports.support("Arm");
        let arms = arms.iter().map(|arm| {
            let read = decode(arm);
            match &arm.rules {
                None | Some(RulesRef::Any) => quote!(#arm_type::unruled(|raw| #read)),
                Some(rules) => {
                    let code = (self.rules)(rules, imports);
                    let rules = match has_calls(&code) {
                        true => arm_static(definition, arm, code, arm_rules, imports),
                        false => code,
                    };
                    quote!(#arm_type::new(#rules, |raw| #read))
                }
            }
        });
        let arms: Vec<_> = arms.collect();
        quote!(raw.trial(&[#(#arms),*]))
    }

    /// One match arm for the JSON types that the same arms can be.
    fn by_kind(
        &self,
        definition: &Definition,
        union: &Union,
        arm_rules: &mut ArmRules,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        use JsonKind::{Array, Boolean, Integer, Null, Number, Object, String};

        let kind_type = imports.support("Kind");
        let mut groups: Vec<(Vec<&Arm>, Vec<TokenStream>)> = Vec::new();
        for kind in [Null, Boolean, Integer, Number, String, Array, Object] {
            let arms: Vec<&Arm> = union.arms.iter().filter(|arm| can_be(arm, kind)).collect();
            let name = ident(&format!("{kind:?}"));
            let pattern = quote!(#kind_type::#name);
            let same = |other: &&mut (Vec<&Arm>, Vec<TokenStream>)| {
                other.0.len() == arms.len()
                    && other
                        .0
                        .iter()
                        .zip(&arms)
                        .all(|(one, two)| std::ptr::eq(*one, *two))
            };
            match groups.iter_mut().find(same) {
                Some((_, patterns)) => patterns.push(pattern),
                None => groups.push((arms, vec![pattern])),
            }
        }
        let nothing = nothing(union);
        let (empty, full): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(arms, _)| arms.is_empty());
        let mut arms: Vec<_> = full
            .iter()
            .map(|(arms, patterns)| {
                let read = self.tried(definition, arms, arm_rules, imports);
                quote!(#(#patterns)|* => #read)
            })
            .collect();
        if !empty.is_empty() {
            arms.push(quote!(_ => #nothing));
        }
        arms
    }
}

/// What is said of an arm without a text of its own.
fn arm_remark(union: &Union, arm: &Arm) -> String {
    let tags: Vec<String> = arm
        .tags
        .iter()
        .map(|tag| code_span(&tag.to_string()))
        .collect();
    match &union.by {
        _ if !tags.is_empty() => tags.join(", "),
        Distinction::Tag { path, closed: true } => {
            format!("Any other {}.", code_span(&path.join(".")))
        }
        _ => format!("{}.", article(&arm.name.rust)),
    }
}

/// The statics of rules that only arms have, by name.
type ArmRules = BTreeMap<String, TokenStream>;

/// Whether an expression of rules builds them: Rust keeps such a value no longer than the statement
/// that it stands in.
fn has_calls(code: &TokenStream) -> bool {
    let mut tokens = code.clone().into_iter();
    tokens.any(|token| matches!(token, proc_macro2::TokenTree::Group(_)))
}

/// The name of a static for the rules of an arm. No static of a schema has `__` in its name.
fn arm_static(
    definition: &Definition,
    arm: &Arm,
    code: TokenStream,
    arm_rules: &mut ArmRules,
    imports: &mut Imports,
) -> TokenStream {
    let words = [definition.ident.as_str(), arm.name.rust.as_str()];
    let words = words.map(|word| word.trim_start_matches("r#").to_shouty_snake_case());
    let rules = imports.support("rules::Rules");
    let mut text = words.join("__");
    loop {
        let name = ident(&text);
        let value = unborrowed(code.clone());
        let item = quote!(static #name: #rules = #value;);
        let known = arm_rules
            .entry(text.clone())
            .or_insert_with(|| item.clone());
        if known.to_string() == item.to_string() {
            return quote!(&#name);
        }
        // `HTTPGet` and `HttpGet` are two arms.
        text.push('_');
    }
}

/// Whether an arm can be a JSON type; a number can be whole.
fn can_be(arm: &Arm, kind: JsonKind) -> bool {
    arm.kinds.is_empty()
        || arm.kinds.contains(&kind)
        || (kind == JsonKind::Integer && arm.kinds.contains(&JsonKind::Number))
}

fn decode(arm: &Arm) -> TokenStream {
    let name = ident(&arm.name.rust);
    quote!(raw.decode().map(Self::#name))
}

/// What becomes of a value that fits no arm.
fn nothing(union: &Union) -> TokenStream {
    let unknown = ident(&union.unknown.rust);
    if union.keeps_error {
        quote!(Ok(Self::#unknown { raw: raw.to_json(), error: None }))
    } else {
        quote!(Ok(Self::#unknown(raw.to_json())))
    }
}

/// A value with a tag that no arm names is the arm without tags, if it decodes as that.
fn closed_family(union: &Union, arms: &[TokenStream], tag: &TokenStream) -> TokenStream {
    let nothing = nothing(union);
    let other = union.arms.iter().find(|arm| arm.tags.is_empty());
    let other = other.map(|arm| {
        let read = decode(arm);
        match union.keeps_error {
            true => quote!(Some(_) => #read,),
            false => quote!(Some(_) => #read.or_else(|_| #nothing),),
        }
    });
    if !union.keeps_error {
        return quote!(match #tag { #(#arms,)* #other _ => #nothing });
    }
    let unknown = ident(&union.unknown.rust);
    quote! {
        let named = match #tag { #(#arms,)* #other _ => return #nothing };
        named.or_else(|error| Ok(Self::#unknown { raw: raw.to_json(), error: Some(error) }))
    }
}

/// A match arm for the tags of each arm; a tag that two arms name means the first.
fn tagged(union: &Union) -> Vec<TokenStream> {
    let mut seen = BTreeSet::new();
    let arms = union.arms.iter().filter_map(|arm| {
        let tags = arm.tags.iter().map(ToString::to_string);
        let tags: Vec<String> = tags.filter(|tag| seen.insert(tag.clone())).collect();
        let read = decode(arm);
        (!tags.is_empty()).then(|| quote!(Some(#(#tags)|*) => #read))
    });
    arms.collect()
}

/// The arms that hold a named type which no other arm holds.
fn distinct(union: &Union) -> Vec<(&Arm, TypeId)> {
    let id = |arm: &Arm| match arm.ty {
        Type::Named(id) | Type::Boxed(id) => Some(id),
        _ => None,
    };
    let ids: Vec<TypeId> = union.arms.iter().filter_map(id).collect();
    let arms = union.arms.iter().filter_map(|arm| Some((arm, id(arm)?)));
    arms.filter(|(_, id)| ids.iter().filter(|other| *other == id).count() == 1)
        .collect()
}

/// "A Circle", "An Event".
fn article(name: &str) -> String {
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'U']);
    format!("{} `{name}`", if vowel { "An" } else { "A" })
}
