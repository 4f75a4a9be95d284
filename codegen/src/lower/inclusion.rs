//! Findings on schemas that include themselves, or too many others.

use super::{
    Lowering,
    view::{Conjunction, DEEPEST},
};
use crate::{
    diagnostic::{Diagnostic, lint},
    schema::SchemaId,
};

impl Lowering<'_> {
    pub(super) fn report_cycles(&mut self, conjunction: &Conjunction) {
        if let Some(schema) = self.foremost(conjunction) {
            self.report_cycle(schema);
        }
    }

    /// Says once that schemas include each other too deeply: each one in such a chain would be found.
    pub(super) fn report_depth(&mut self, schema: SchemaId) {
        if std::mem::replace(&mut self.was_too_deep, true) {
            return;
        }
        if let Some(schema) = self.description.schema(schema) {
            let message = format!("more than {DEEPEST} schemas include each other in a row");
            let diagnostic = Diagnostic::new(&lint::LIMIT, schema.place.clone(), message)
                .note("what they say together isn't typed: such schemas are any JSON")
                .help("shorten the chain of `$ref` and `allOf` that leads here");
            self.report(diagnostic);
        }
    }

    pub(super) fn report_cycle(&mut self, schema: SchemaId) {
        if let Some(schema) = self.description.schema(schema) {
            let diagnostic = Diagnostic::new(
                &lint::REFERENCE_CYCLE,
                schema.place.clone(),
                "this schema includes itself",
            )
            .note("what `$ref` and `allOf` include applies to the same instance, so this never reaches a type")
            .help("refer to it from a property or from `items` instead");
            self.report(diagnostic);
        }
    }
}
