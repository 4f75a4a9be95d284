//! Values and patterns of rules as expressions.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::model::rules::{Literal, Matcher, Pattern};

pub(super) fn expression(value: &Literal) -> TokenStream {
    match value {
        Literal::Null => quote!(Literal::Null),
        Literal::Boolean(value) => quote!(Literal::Boolean(#value)),
        Literal::Number(text) => quote!(Literal::Number(#text)),
        Literal::String(text) => quote!(Literal::String(#text)),
        Literal::Array(items) => {
            let items = items.iter().map(expression);
            quote!(Literal::Array(&[#(#items),*]))
        }
        Literal::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = expression(value);
                quote!((#name, #value))
            });
            quote!(Literal::Object(&[#(#members),*]))
        }
    }
}

/// A number without a suffix; its sign is a token of its own.
pub(super) fn integer(value: i64) -> TokenStream {
    let digits = Token::u64_unsuffixed(value.unsigned_abs());
    match value < 0 {
        true => quote!(-#digits),
        false => quote!(#digits),
    }
}

pub(super) fn pattern(pattern: &Pattern) -> TokenStream {
    let source = &pattern.source;
    match &pattern.matcher {
        Matcher::StartsWith(text) => quote!(Pattern::starts_with(#source, #text)),
        Matcher::EndsWith(text) => quote!(Pattern::ends_with(#source, #text)),
        Matcher::Equals(text) => quote!(Pattern::equals(#source, #text)),
        Matcher::Contains(text) => quote!(Pattern::contains(#source, #text)),
        Matcher::Chars { ranges, min, max } => {
            let ranges = ranges.iter().map(|(first, last)| quote!((#first, #last)));
            let min = Token::u32_unsuffixed(*min);
            let max = match *max {
                u32::MAX => quote!(u32::MAX),
                max => {
                    let max = Token::u32_unsuffixed(max);
                    quote!(#max)
                }
            };
            quote!(Pattern::chars(#source, &[#(#ranges),*], #min, #max))
        }
        Matcher::Linear(translation) => quote!(Pattern::linear(#source, #translation)),
        Matcher::Backtracking { unicode, longest } => {
            let flags = if *unicode { "u" } else { "" };
            let longest = Token::usize_unsuffixed(*longest);
            quote!(Pattern::by(#source, {
                static ENGINE: Backtracking = Backtracking::new(#source, #flags, #longest);
                &ENGINE
            }))
        }
    }
}
