//! Rules as `static` tables, one builder call for each keyword.

mod literal;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, Literal as Token, TokenStream, TokenTree};
use quote::quote;

use crate::model::{
    JsonKind,
    rules::{Counts, Literal, Pattern, Rules, RulesId, RulesRef, SharedRules},
};

/// Gives the path of the static of shared rules, as it is written where the rules are used.
pub type Paths<'p> = &'p dyn Fn(RulesId) -> TokenStream;

/// `static NAME: Rules = …;` for shared rules. The code names `Rules`, `Types`, `Pattern` and
/// `Literal` of support without a path; [`qualify`] gives them one.
pub fn item(name: &Ident, shared: &SharedRules, paths: Paths<'_>) -> TokenStream {
    let place = shared.place.to_string();
    let rules = match &shared.rules {
        RulesRef::Any => quote!(Rules::new().place(#place)),
        RulesRef::Never => quote!(Rules::never().place(#place)),
        RulesRef::Shared(id) => {
            let path = paths(*id);
            quote!(Rules::new().place(#place).all_of(&[&#path]))
        }
        RulesRef::Inline(rules) => {
            let calls = Emitter { paths }.calls(rules);
            quote!(Rules::new().place(#place)#calls)
        }
    };
    quote!(pub(crate) static #name: Rules = #rules;)
}

/// A reference to rules, as an expression of type `&'static Rules`.
pub fn reference(rules: &RulesRef, paths: Paths<'_>) -> TokenStream {
    Emitter { paths }.reference(rules)
}

/// The rules behind a [`reference()`], for a static: a reference of its own wouldn't keep what it
/// borrows.
pub fn unborrowed(reference: TokenStream) -> TokenStream {
    reference.into_iter().skip(1).collect()
}

/// The names of `support::rules`; `Backtracking` stands in its module `backtracking`.
const NAMES: [&str; 5] = ["Backtracking", "Literal", "Pattern", "Rules", "Types"];

/// The code of some rules with the names of `support::rules` as its file can write them: `path`
/// imports one, and gives more than the name where a type of the documents has it.
pub fn qualify(
    code: TokenStream,
    path: &mut dyn FnMut(&'static str) -> TokenStream,
) -> TokenStream {
    let mut words = BTreeSet::new();
    collect_words(code.clone(), &mut words);
    let used = NAMES.into_iter().filter(|name| words.contains(*name));
    let paths = used.map(|name| (name, path(name)));
    let longer: Vec<(&str, TokenStream)> = paths
        .filter(|(name, path)| path.to_string() != *name)
        .collect();
    match longer.is_empty() {
        true => code,
        false => replace(code, &longer),
    }
}

fn replace(code: TokenStream, paths: &[(&str, TokenStream)]) -> TokenStream {
    let mut replaced = TokenStream::new();
    for token in code {
        match token {
            TokenTree::Group(group) => {
                let inner = replace(group.stream(), paths);
                replaced.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            TokenTree::Ident(word) => {
                let path = paths.iter().find(|(name, _)| word == *name);
                match path {
                    Some((_, path)) => replaced.extend(path.clone()),
                    None => replaced.extend([TokenTree::Ident(word)]),
                }
            }
            token => replaced.extend([token]),
        }
    }
    replaced
}

/// All words of nested tokens. Groups nest no deeper than the schemas they come from.
fn collect_words(code: TokenStream, words: &mut BTreeSet<String>) {
    for token in code {
        match token {
            TokenTree::Group(group) => collect_words(group.stream(), words),
            TokenTree::Ident(word) => {
                words.insert(word.to_string());
            }
            _ => {}
        }
    }
}

struct Emitter<'p> {
    paths: Paths<'p>,
}

impl Emitter<'_> {
    fn reference(&self, rules: &RulesRef) -> TokenStream {
        match rules {
            RulesRef::Any => quote!(&Rules::ANY),
            RulesRef::Never => quote!(&Rules::FORBIDDEN),
            RulesRef::Shared(id) => {
                let path = (self.paths)(*id);
                quote!(&#path)
            }
            RulesRef::Inline(rules) => match only_type(rules) {
                Some(constant) => quote!(&Rules::#constant),
                None => {
                    let calls = self.calls(rules);
                    quote!(&Rules::new()#calls)
                }
            },
        }
    }

    fn calls(&self, rules: &Rules) -> TokenStream {
        let types = rules.types.as_ref().map(types);
        let types = types.map(|types| quote!(.types(#types)));
        let values = values(rules);
        let numbers = numbers(rules);
        let strings = strings(rules);
        let arrays = self.arrays(rules);
        let objects = self.objects(rules);
        let arms = self.arms(rules);
        let read_only = rules.read_only.then(|| quote!(.read_only()));
        quote!(#types #values #numbers #strings #arrays #objects #arms #read_only)
    }

    fn arrays(&self, rules: &Rules) -> TokenStream {
        let items_count = counts(rules.items_count, "min_items", "max_items");
        let unique = rules.unique_items.then(|| quote!(.unique_items()));
        let prefix = self.list("prefix_items", &rules.prefix_items);
        let items = self.one("items", rules.items.as_ref());
        let contains = self.one("contains", rules.contains.as_ref());
        let contains_count = counts(rules.contains_count, "min_contains", "max_contains");
        let unevaluated = self.one("unevaluated_items", rules.unevaluated_items.as_ref());
        quote!(#items_count #unique #prefix #items #contains #contains_count #unevaluated)
    }

    fn objects(&self, rules: &Rules) -> TokenStream {
        let count = counts(rules.properties_count, "min_properties", "max_properties");
        let properties = self.members("properties", &rules.properties);
        let patterns = self.pattern_properties(rules);
        let additional = self.one(
            "additional_properties",
            rules.additional_properties.as_ref(),
        );
        let names = self.one("property_names", rules.property_names.as_ref());
        let required = &rules.required;
        let required = (!required.is_empty()).then(|| quote!(.required(&[#(#required),*])));
        let dependent = dependent_required(rules);
        let schemas = self.members("dependent_schemas", &rules.dependent_schemas);
        let rest = self.one(
            "unevaluated_properties",
            rules.unevaluated_properties.as_ref(),
        );
        quote!(#count #properties #patterns #additional #names #required #dependent #schemas #rest)
    }

    fn pattern_properties(&self, rules: &Rules) -> Option<TokenStream> {
        if rules.pattern_properties.is_empty() {
            return None;
        }
        let patterns = rules.pattern_properties.iter().map(|(source, schema)| {
            let (source, schema) = (pattern(source), self.reference(schema));
            quote!((#source, #schema))
        });
        Some(quote!(.pattern_properties(&[#(#patterns),*])))
    }

    fn arms(&self, rules: &Rules) -> TokenStream {
        let all_of = self.list("all_of", &rules.all_of);
        let any_of = self.list("any_of", &rules.any_of);
        let one_of = self.list("one_of", &rules.one_of);
        let not = self.one("not", rules.not.as_ref());
        let condition = self.one("condition", rules.condition.as_ref());
        let then = self.one("then", rules.then.as_ref());
        let otherwise = self.one("otherwise", rules.otherwise.as_ref());
        quote!(#all_of #any_of #one_of #not #condition #then #otherwise)
    }

    fn one(&self, method: &str, rules: Option<&RulesRef>) -> Option<TokenStream> {
        let method = call(method);
        let rules = self.reference(rules?);
        Some(quote!(.#method(#rules)))
    }

    fn list(&self, method: &str, rules: &[RulesRef]) -> Option<TokenStream> {
        if rules.is_empty() {
            return None;
        }
        let method = call(method);
        let rules = rules.iter().map(|rules| self.reference(rules));
        Some(quote!(.#method(&[#(#rules),*])))
    }

    fn members(&self, method: &str, members: &[(String, RulesRef)]) -> Option<TokenStream> {
        if members.is_empty() {
            return None;
        }
        let method = call(method);
        let members = members.iter().map(|(name, rules)| {
            let rules = self.reference(rules);
            quote!((#name, #rules))
        });
        Some(quote!(.#method(&[#(#members),*])))
    }
}

fn call(method: &str) -> Ident {
    Ident::new(method, proc_macro2::Span::call_site())
}

/// The constant of support for rules that name one type and nothing else.
fn only_type(rules: &Rules) -> Option<Ident> {
    let types = rules.types.as_ref().filter(|types| types.len() == 1)?;
    let plain = Rules {
        types: rules.types.clone(),
        ..Rules::default()
    };
    let kind = types.first()?;
    (*rules == plain).then(|| call(constant(*kind)))
}

fn constant(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "NULL",
        JsonKind::Boolean => "BOOLEAN",
        JsonKind::Integer => "INTEGER",
        JsonKind::Number => "NUMBER",
        JsonKind::String => "STRING",
        JsonKind::Array => "ARRAY",
        JsonKind::Object => "OBJECT",
    }
}

fn types(types: &BTreeSet<JsonKind>) -> TokenStream {
    let mut kinds = types.iter().map(|kind| call(constant(*kind)));
    let Some(first) = kinds.next() else {
        return quote!(Types::NONE);
    };
    kinds.fold(
        quote!(Types::#first),
        |all, kind| quote!(#all.or(Types::#kind)),
    )
}

fn values(rules: &Rules) -> TokenStream {
    let enumeration = rules.enumeration.as_ref().map(|values| {
        let strings: Option<Vec<&String>> = values.iter().map(string).collect();
        match strings {
            Some(strings) => quote!(.strings(&[#(#strings),*])),
            None => {
                let values = values.iter().map(literal::expression);
                quote!(.enumeration(&[#(#values),*]))
            }
        }
    });
    let open = rules.open.then(|| quote!(.open()));
    let constant = rules.constant.as_ref().map(literal::expression);
    let constant = constant.map(|value| quote!(.constant(&#value)));
    quote!(#enumeration #open #constant)
}

fn string(value: &Literal) -> Option<&String> {
    match value {
        Literal::String(text) => Some(text),
        _ => None,
    }
}

fn numbers(rules: &Rules) -> TokenStream {
    let bounds = [
        ("minimum", &rules.minimum),
        ("exclusive_minimum", &rules.exclusive_minimum),
        ("maximum", &rules.maximum),
        ("exclusive_maximum", &rules.exclusive_maximum),
        ("multiple_of", &rules.multiple_of),
    ];
    let calls = bounds.into_iter().filter_map(|(method, number)| {
        let number = number.as_ref()?;
        Some(match number.parse::<i64>() {
            Ok(value) => {
                let (method, value) = (call(method), literal::integer(value));
                quote!(.#method(#value))
            }
            Err(_) => {
                let method = call(&format!("{method}_decimal"));
                quote!(.#method(#number))
            }
        })
    });
    calls.collect()
}

fn strings(rules: &Rules) -> TokenStream {
    let length = counts(rules.length, "min_length", "max_length");
    let pattern = rules.pattern.as_ref().map(pattern);
    let pattern = pattern.map(|pattern| quote!(.pattern(#pattern)));
    quote!(#length #pattern)
}

/// A reference to a static of its own: patterns are compiled once, so that they can't be constants.
fn pattern(pattern: &Pattern) -> TokenStream {
    let value = literal::pattern(pattern);
    quote!({ static PATTERN: Pattern = #value; &PATTERN })
}

/// Counts beyond `u32` are none that a value could have.
fn counts(counts: Counts, min: &str, max: &str) -> TokenStream {
    let number = |count: u64| Token::u32_unsuffixed(u32::try_from(count).unwrap_or(u32::MAX));
    let least = counts.min.map(|count| {
        let (method, count) = (call(min), number(count));
        quote!(.#method(#count))
    });
    let most = counts.max.map(|count| {
        let (method, count) = (call(max), number(count));
        quote!(.#method(#count))
    });
    quote!(#least #most)
}

fn dependent_required(rules: &Rules) -> Option<TokenStream> {
    if rules.dependent_required.is_empty() {
        return None;
    }
    let names = rules
        .dependent_required
        .iter()
        .map(|(name, others)| quote!((#name, &[#(#others),*])));
    Some(quote!(.dependent_required(&[#(#names),*])))
}
