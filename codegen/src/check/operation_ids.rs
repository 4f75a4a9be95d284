//! Operations of one description with the same `operationId` (OAS *Operation Object*).

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, lint},
    document::OpenApi,
    pointer::Place,
    resolve::Description,
};

/// Each entry document is a description of its own, whose ids are unique by themselves.
pub(super) fn check(description: &Description, diagnostics: &mut Diagnostics) {
    for document in &description.documents {
        check_document(description, document, diagnostics);
    }
}

fn check_document(description: &Description, document: &OpenApi, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<String, Place> = BTreeMap::new();
    for (_, item) in document.paths.iter().chain(&document.webhooks) {
        let item = description.path_item(item);
        for (_, operation) in &item.operations {
            let Some(operation) = description.resolve(operation) else {
                continue;
            };
            let Some(id) = &operation.object.operation_id else {
                continue;
            };
            let place = operation.place.child("operationId");
            let known = first.entry(id.clone()).or_insert_with(|| place.clone());
            if *known == place {
                continue;
            }
            diagnostics.report(
                Diagnostic::new(
                    &lint::DUPLICATE_OPERATION_ID,
                    place,
                    format!("`{id}` is the id of another operation already"),
                )
                .related(known.clone(), "the first one")
                .note("an `operationId` is unique in its description; both are named by their places instead")
                .help("give this operation an id of its own"),
            );
        }
    }
}
