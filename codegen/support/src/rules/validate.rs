//! Checking of values that were built in Rust.

use serde::Serialize;

use super::{Policy, Rules, Violations};

/// A type with the rules of its schema.
pub trait Validate {
    /// What the schema asserts.
    fn rules() -> &'static Rules;

    /// Checks the value as it would be sent.
    ///
    /// # Errors
    /// What the value breaks, or one violation `json` if it can't be written.
    fn validate(&self) -> Result<(), Violations>
    where
        Self: Serialize,
    {
        match serde_json::to_string(self) {
            Ok(text) => Self::rules().check_text(&text, &Policy::STRICT),
            Err(error) => Err(Violations::one("", "json", error.to_string())),
        }
    }
}
