//! Names that the config gives.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use super::words;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, lint},
    pointer::Place,
};

/// The renames of a config, and which of them have named something.
pub(super) struct Renames<'o> {
    names: BTreeMap<&'o Place, &'o str>,
    used: RefCell<BTreeSet<Place>>,
}

impl<'o> Renames<'o> {
    /// Takes the renames that are identifiers and reports the others.
    pub(super) fn new(renames: &'o BTreeMap<Place, String>, diagnostics: &mut Diagnostics) -> Self {
        let mut names = BTreeMap::new();
        for (place, name) in renames {
            if words::is_identifier(name) {
                names.insert(place, name.as_str());
            } else {
                let message =
                    format!("`[rename]` calls this `{name}`, which is no identifier of Rust");
                diagnostics.report(
                    Diagnostic::new(&lint::UNUSABLE_RENAME, place.clone(), message)
                        .at_key()
                        .help("write letters, digits and `_`, and no keyword"),
                );
            }
        }
        Self {
            names,
            used: RefCell::default(),
        }
    }

    /// The name of a type, variant or trait at the place.
    pub(super) fn camel(&self, place: &Place) -> Option<String> {
        self.find(place, true)
    }

    /// The name of a field, method or module at the place.
    pub(super) fn snake(&self, place: &Place) -> Option<String> {
        self.find(place, false)
    }

    /// Whether there is none at all, so that no place needs to be looked up.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn find(&self, place: &Place, capital: bool) -> Option<String> {
        let name = self.names.get(place)?;
        if name.starts_with(char::is_uppercase) != capital {
            return None;
        }
        self.used.borrow_mut().insert(place.clone());
        Some((*name).to_owned())
    }

    /// Reports the renames that have named nothing.
    pub(super) fn report_unmatched(&self, diagnostics: &mut Diagnostics) {
        let used = self.used.borrow();
        for (place, name) in &self.names {
            if used.contains(*place) {
                continue;
            }
            let thing = match name.starts_with(char::is_uppercase) {
                true => "type or variant",
                false => "field, parameter, method or module",
            };
            diagnostics.report(
                Diagnostic::new(
                    &lint::UNMATCHED_RENAME,
                    (*place).clone(),
                    format!("`{place}` in `[rename]` names nothing: no {thing} stands there"),
                )
                .note(format!(
                    "it is to be called `{name}`; a name with a capital is for types, others are \
                     for fields and methods"
                ))
                .help("`explain` prints the places of everything that is generated"),
            );
        }
    }
}
