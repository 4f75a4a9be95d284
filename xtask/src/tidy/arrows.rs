//! References between modules that go against the architecture.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;

use super::{Source, rules::Architecture};

/// What is wrong with the references of a package whose sources stand in `folder`.
pub(crate) fn against(
    sources: &[Source],
    folder: &str,
    architecture: &Architecture,
) -> Vec<String> {
    let rank = |module: &str| {
        let holds = |group: &Vec<String>| group.iter().any(|name| name == module);
        architecture.order.iter().position(holds)
    };
    let mut broken: Vec<String> = Vec::new();
    for source in sources {
        let Some(place) = Place::of(&source.path, folder) else {
            continue;
        };
        let Some(from) = rank(&place.module) else {
            let (path, module) = (&source.path, &place.module);
            broken.push(format!(
                "{path}: `{module}` has no place in the architecture of `tidy.toml`"
            ));
            continue;
        };
        let mut targets: Vec<String> = Vec::new();
        scan(source.file.to_token_stream(), place.depth, &mut targets);
        targets.sort();
        targets.dedup();
        for target in targets {
            if rank(&target).is_some_and(|to| to > from) {
                let (path, module) = (&source.path, &place.module);
                broken.push(format!(
                    "{path}: `{module}` refers to `{target}`, which stands above it"
                ));
            }
        }
    }
    broken
}

/// Where a file stands in its package.
struct Place {
    /// The module right below the root.
    module: String,
    /// How many `super` lead from it to the root.
    depth: usize,
}

impl Place {
    /// The place of a file; none for the root itself, which refers to everything.
    fn of(path: &str, folder: &str) -> Option<Self> {
        let path: &str = path.strip_prefix(folder)?.trim_start_matches('/');
        let stem: &str = path.strip_suffix(".rs")?;
        let stem: &str = stem.strip_suffix("/mod").unwrap_or(stem);
        let module: &str = stem.split('/').next()?;
        let root: bool = matches!(stem, "lib" | "main") || module == "bin";
        (!root).then(|| Self {
            module: module.to_owned(),
            depth: stem.split('/').count(),
        })
    }
}

/// Collects the modules below the root that tokens refer to, by `crate::` or by enough `super::`.
/// What `quote!` holds is somebody else's code.
fn scan(tokens: TokenStream, depth: usize, targets: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest: &[TokenTree] = &tokens;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            TokenTree::Ident(name) if name == "crate" => target(after, targets),
            TokenTree::Ident(name) if name == "super" => {
                let (supers, after) = supers(after);
                if supers == depth {
                    target(after, targets);
                }
                rest = after;
            }
            TokenTree::Ident(name) if name == "quote" || name == "quote_spanned" => {
                if let [TokenTree::Punct(mark), TokenTree::Group(_), after @ ..] = after
                    && mark.as_char() == '!'
                {
                    rest = after;
                }
            }
            TokenTree::Group(group) => scan(group.stream(), depth, targets),
            _ => {}
        }
    }
}

/// How many `super` there are with the one that was just read, and what follows the last.
fn supers(mut rest: &[TokenTree]) -> (usize, &[TokenTree]) {
    let mut count: usize = 1;
    while let Some((TokenTree::Ident(name), after)) =
        after_colons(rest).and_then(<[_]>::split_first)
        && name == "super"
    {
        count += 1;
        rest = after;
    }
    (count, rest)
}

/// What follows `::`.
fn after_colons(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [TokenTree::Punct(one), TokenTree::Punct(two), rest @ ..]
            if one.as_char() == ':' && two.as_char() == ':' =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// The names right after a path's root: `::name`, or the first of each path in `::{…}`.
fn target(after: &[TokenTree], targets: &mut Vec<String>) {
    match after_colons(after).and_then(<[_]>::first) {
        Some(TokenTree::Ident(name)) => targets.push(name.to_string()),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let mut begins: bool = true;
            for token in group.stream() {
                match token {
                    TokenTree::Ident(name) if begins => {
                        targets.push(name.to_string());
                        begins = false;
                    }
                    TokenTree::Punct(comma) if comma.as_char() == ',' => begins = true,
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> Vec<String> {
        let order: [&[&str]; 3] = [&["low", "base"], &["middle"], &["high"]];
        let architecture: Architecture = Architecture {
            order: order
                .iter()
                .map(|group| group.iter().map(|name| (*name).to_owned()).collect())
                .collect(),
        };
        let source: Source = Source::parse(path.to_owned(), text.to_owned()).unwrap();
        against(&[source], "p/src", &architecture)
    }

    #[test]
    fn references_downwards_and_in_a_group_are_fine() {
        let text: &str =
            "use crate::{low::{A, B}, base}; use super::low::C; fn f() { crate::middle::g(); }";
        assert_eq!(broken("p/src/middle.rs", text), [""; 0]);
        assert_eq!(broken("p/src/lib.rs", "use crate::high::A;"), [""; 0]);
        assert_eq!(broken("p/src/low.rs", "use crate::base::A;"), [""; 0]);
    }

    #[test]
    fn references_upwards_are_found_however_they_are_written() {
        for text in [
            "use crate::high::A;",
            "use crate::{low::A, high::{B, C}};",
            "use super::high::A;",
            "fn f() { crate::high::g() }",
            "fn f() -> crate::high::G { loop {} }",
            "fn f() { println!(\"{}\", crate::high::g()) }",
        ] {
            assert_eq!(
                broken("p/src/middle.rs", text),
                ["p/src/middle.rs: `middle` refers to `high`, which stands above it"],
                "{text}"
            );
        }
        assert_eq!(
            broken("p/src/middle/inner.rs", "use super::super::high::A;").len(),
            1
        );
        assert_eq!(
            broken("p/src/middle/inner.rs", "use super::high::A;"),
            [""; 0]
        );
    }

    #[test]
    fn tests_and_quoted_code_may_say_what_they_like() {
        let tests: &str = "#[cfg(test)] mod tests { use crate::high::A; }";
        assert_eq!(broken("p/src/middle.rs", tests), [""; 0]);
        assert_eq!(
            broken("p/src/middle.rs", "fn f() { quote! { crate::high::A } }"),
            [""; 0]
        );
    }

    #[test]
    fn a_module_that_is_not_in_the_list_is_told() {
        assert_eq!(broken("p/src/other/x.rs", "").len(), 1);
    }
}
