//! Every Rust identifier and module path is made here, once.
//!
//! # Where things stand
//!
//! * An operation is a module, named as its method, in the folder of its document.
//! * A schema file is a module, named by its stem, in the folder of the document.
//! * A component is a module, named by its key, in `schemas` in the folder of its document;
//!   another shared node is one inside a module named by its document's stem.
//! * Inline types stand in the module of the schema or operation that contains them.
//! * Types of a `format` stand in `identifiers`, families in `families`.
//!
//! Folders are named by the config ([`NameOptions::modules`]) or else as in the documents.
//! A module can have contents and children (`a.rs` and `a/…`).
//!
//! # What things are called
//!
//! Everything starts with its plainest name: its title, key, role or spelling. Those that collide
//! all step on to names that tell more of their place ([`lint::NAME_COLLISION`] says so), in the
//! end to one that spells out every character of it. No name depends on a count, on an order or
//! on parts that it doesn't collide with.
//!
//! A [rename](NameOptions::rename) that starts with a capital names the type or variant of its
//! place, any other the field, parameter, method or module there.

mod keywords;
mod media;
mod members;
mod modules;
mod operations;
mod rename;
mod settle;
mod types;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

#[cfg(doc)]
use crate::diagnostic::lint;
use crate::{diagnostic::Diagnostics, model::Api, pointer::Place};
use rename::Renames;
use settle::Candidates;
use words::{Case, identifier, spellings};

pub(crate) use keywords::is_keyword;
pub use types::has_response_type;

/// What a config says about names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameOptions {
    /// The Rust name of the schema, property, parameter, operation … at a place.
    ///
    /// Places of what is no node of its own: a value of an enumeration is
    /// `<schema>/enum/<value>`, an arm of a union `<schema>/oneOf/<its name in the model>`.
    pub rename: BTreeMap<Place, String>,
    /// Which module a folder of documents becomes: a path with `/` between modules, empty for the
    /// top. The longest folder wins.
    pub modules: BTreeMap<String, String>,
    /// Beginnings that keys, properties and values lose (`m.`); the first that fits is taken.
    pub strip_prefixes: Vec<String>,
    /// The type of each string `format`; one that isn't listed is named by its words.
    pub formats: BTreeMap<String, String>,
}

impl NameOptions {
    /// The text without the prefix that the config removes; a key of several parts
    /// (`m.room.message$m.text`) loses it in each.
    fn strip(&self, text: &str) -> String {
        let parts: Vec<&str> = text.split('$').map(|part| self.strip_part(part)).collect();
        let mut stripped = parts.join("$");
        if stripped.is_empty() || stripped.starts_with('$') {
            stripped = text.to_owned();
        }
        stripped
    }

    fn strip_part<'t>(&self, part: &'t str) -> &'t str {
        self.strip_prefixes
            .iter()
            .filter(|prefix| !prefix.is_empty())
            .find_map(|prefix| part.strip_prefix(prefix.as_str()))
            .filter(|rest| !rest.is_empty())
            .unwrap_or(part)
    }
}

/// Names everything in the model.
///
/// Collisions, renames that name nothing and names that can't be used are reported.
pub fn assign(api: &mut Api, options: &NameOptions, diagnostics: &mut Diagnostics) {
    let mut naming = Naming {
        options,
        renames: Renames::new(&options.rename, diagnostics),
        diagnostics,
    };
    operations::name_methods(api, &mut naming);
    modules::assign(api, &mut naming);
    types::assign(api, &mut naming);
    members::assign(api, &mut naming);
    operations::name_parts(api, &mut naming);
    naming.renames.report_unmatched(naming.diagnostics);
}

/// What all steps need.
struct Naming<'o> {
    options: &'o NameOptions,
    renames: Renames<'o>,
    diagnostics: &'o mut Diagnostics,
}

impl<'o> Naming<'o> {
    /// What a text of the documents can be called.
    fn text<'a>(&self, case: Case, place: &'a Place, text: &'a str) -> Candidates<'a> {
        let stripped = self.options.strip(text);
        let first = identifier(case, &stripped);
        Candidates::new(place, first, move || spellings(case, &stripped, text))
    }
}
