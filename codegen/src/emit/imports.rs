//! Short names and the `use` declarations that they need.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::ident;
use crate::model::ModulePath;

/// What a file must not shadow.
const PRELUDE: [&str; 12] = [
    "Box", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Result", "Some", "String",
    "Vec",
];

/// The names that one file uses from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Imports {
    module: ModulePath,
    local: BTreeSet<String>,
    /// The path of each imported name.
    names: BTreeMap<String, String>,
    /// Short names that are kept for one path, whatever is imported first.
    kept: BTreeMap<String, String>,
}

impl Imports {
    /// The imports of a module which defines some names itself.
    pub fn new(module: ModulePath, local: impl IntoIterator<Item = String>) -> Self {
        Self {
            module,
            local: local.into_iter().collect(),
            names: BTreeMap::new(),
            kept: BTreeMap::new(),
        }
    }

    /// The same, where the file defines more names itself.
    #[must_use]
    pub fn defining(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.local.extend(names);
        self
    }

    /// Keeps short names for what the module above defines.
    #[must_use]
    pub fn keeping(mut self, above: impl IntoIterator<Item = String>) -> Self {
        let kept = above.into_iter();
        self.kept
            .extend(kept.map(|name| (name.clone(), format!("super::{name}"))));
        self
    }

    /// The short name for a path such as `std::collections::BTreeMap`, or the path itself where
    /// the short name means something else in this file.
    pub fn name(&mut self, path: &str) -> TokenStream {
        let Some((_, short)) = path.rsplit_once("::") else {
            let name = ident(path);
            return quote!(#name);
        };
        let free = !self.local.contains(short) && !PRELUDE.contains(&short);
        let known = self.names.get(short).or_else(|| self.kept.get(short));
        if free && known.is_none_or(|known| known == path) {
            self.names.insert(short.to_owned(), path.to_owned());
            let name = ident(short);
            return quote!(#name);
        }
        let segments = path.split("::").map(segment);
        quote!(#(#segments)::*)
    }

    /// The short name of something in support.
    pub fn support(&mut self, name: &str) -> TokenStream {
        self.name(&format!("crate::support::{name}"))
    }

    /// Imports a trait whose methods are called, without naming it.
    pub fn bring(&mut self, path: &str) {
        self.name(path);
    }

    /// The name of something that stands in a module of this crate.
    pub fn item(&mut self, module: &ModulePath, name: &str) -> TokenStream {
        if *module == self.module {
            let name = ident(name);
            return quote!(#name);
        }
        if let Some((_, parent)) = self.module.0.split_last()
            && parent == module.0
        {
            return self.name(&format!("super::{name}"));
        }
        let mut path = String::from("crate::");
        for segment in &module.0 {
            path.push_str(segment);
            path.push_str("::");
        }
        path.push_str(name);
        self.name(&path)
    }

    /// The `use` declarations: standard library, other crates, this crate; sorted within each.
    pub fn text(&self) -> String {
        let mut groups: [BTreeMap<&str, BTreeSet<&str>>; 3] = Default::default();
        for path in self.names.values() {
            let Some((parent, name)) = path.rsplit_once("::") else {
                continue;
            };
            let group = match parent.split("::").next() {
                Some("std" | "core" | "alloc") => 0,
                Some("crate" | "super" | "self") => 2,
                _ => 1,
            };
            if let Some(group) = groups.get_mut(group) {
                group.entry(parent).or_default().insert(name);
            }
        }
        let texts = groups
            .iter()
            .filter(|group| !group.is_empty())
            .map(|group| {
                let lines = group
                    .iter()
                    .map(|(parent, names)| declaration(parent, names));
                lines.collect::<String>()
            });
        texts.collect::<Vec<_>>().join("\n")
    }
}

/// A segment of a path: an identifier, `crate` or `super`.
fn segment(text: &str) -> Ident {
    match text {
        "crate" | "super" | "self" => Ident::new(text, Span::call_site()),
        other => ident(other),
    }
}

/// One `use`, wrapped at 100 columns.
fn declaration(parent: &str, names: &BTreeSet<&str>) -> String {
    let list: Vec<&str> = names.iter().copied().collect();
    if let [only] = list.as_slice() {
        return format!("use {parent}::{only};\n");
    }
    let line = format!("use {parent}::{{{}}};\n", list.join(", "));
    if line.len() <= 101 {
        return line;
    }
    let mut text = format!("use {parent}::{{\n");
    let mut row = String::from("   ");
    for name in list {
        if row.len().saturating_add(name.len()).saturating_add(2) > 100 {
            text.push_str(&row);
            text.push('\n');
            row = String::from("   ");
        }
        row.push(' ');
        row.push_str(name);
        row.push(',');
    }
    text.push_str(&row);
    text.push_str("\n};\n");
    text
}
