//! What of a description is an operation's own, and what it shares with others.

use crate::{
    document,
    lower::{Lowering, home},
    model::{Home, OperationId},
    pointer::Place,
};

impl<'d> Lowering<'d> {
    /// The home of a part of an operation: its own if it is written inside of it, else that of the
    /// component where it is written.
    pub(super) fn home_of_part(
        &self,
        id: OperationId,
        operation: &document::Operation,
        place: &Place,
        role: &str,
    ) -> Home {
        let inside: bool = place.document == operation.place.document
            && place.pointer.is_within(&operation.place.pointer);
        if inside {
            return own(id, role);
        }
        let key: String = match place.pointer.last() {
            // A position in a list, or a status, is no name.
            Some(key) if key.starts_with(|c: char| c.is_ascii_digit()) => role.to_owned(),
            Some(key) => key,
            None => home::stem(&place.document),
        };
        Home::Shared { key }
    }
}

/// The home of something in an operation.
pub(super) fn own(operation: OperationId, role: &str) -> Home {
    Home::Operation {
        operation,
        roles: vec![role.to_owned()],
    }
}
