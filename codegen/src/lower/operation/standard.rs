//! The error that every operation can answer, by the config.

use crate::{
    diagnostic::{Diagnostic, lint},
    lower::Lowering,
    model::{
        Codec, Content, Docs, Home, Name, Operation, OperationId, Receiver, Response, Status, Type,
    },
    pointer::Place,
};

const MEDIA_TYPE: &str = "application/json";

impl<'d> Lowering<'d> {
    /// Finds the schema that the config names as `default_error`.
    pub(in crate::lower) fn find_standard_error(&mut self) {
        let Some(place) = self.config.operations.default_error.clone() else {
            return;
        };
        let Some(schema) = self.description.schema_at(&place) else {
            self.report_no_schema(&place);
            return;
        };
        let key: String = match place.pointer.last() {
            Some(key) => key,
            None => crate::lower::home::stem(&place.document),
        };
        let ty: Type = self.type_at(schema, Home::Shared { key }).into_item();
        let content = Content {
            media_type: MEDIA_TYPE.to_owned(),
            name: Name::new(MEDIA_TYPE),
            codec: Codec::Json,
            ty: Some(ty),
            parts: Vec::new(),
            list: None,
            rules: None,
        };
        self.standard_error = Some(content);
    }

    /// Gives the standard error to declared failures whose body nobody describes, and to all
    /// statuses that aren't declared.
    pub(super) fn add_standard_error(&self, id: OperationId, responses: &mut Vec<Response>) {
        let operation: Option<&Operation> = self.api.operations.get(id.0);
        // No answer to HEAD has a body.
        let served = operation.filter(|operation| {
            operation.receiver == Receiver::Server && operation.method != "HEAD"
        });
        let (Some(content), Some(operation)) = (&self.standard_error, served) else {
            return;
        };
        for response in responses.iter_mut() {
            if is_failure(response.status) && response.contents.is_empty() {
                response.contents.push(content.clone());
            }
        }
        let has_default = responses
            .iter()
            .any(|response| response.status == Status::Default);
        if !has_default {
            responses.push(Response {
                place: operation.place.child("responses").child("default"),
                status: Status::Default,
                name: Name::new("Default"),
                docs: Docs {
                    summary: Some("the standard error of this API.".to_owned()),
                    ..Docs::default()
                },
                success: false,
                contents: vec![content.clone()],
                choice: Name::new("Default"),
                headers: Vec::new(),
                links: Vec::new(),
                standard: true,
            });
        }
    }

    fn report_no_schema(&mut self, place: &Place) {
        let diagnostic = Diagnostic::new(
            &lint::UNMATCHED_PLACE,
            place.clone(),
            format!(
                "`operations.default_error` in the config is `{place}`, but no schema stands there"
            ),
        )
        .note("without it, answers that aren't declared stay untyped")
        .help(
            "correct `operations.default_error`, or name the document in `[input]` if nothing else \
             refers to it",
        );
        self.report(diagnostic);
    }
}

fn is_failure(status: Status) -> bool {
    match status {
        Status::Code(code) => code >= 400,
        Status::Range(digit) => digit >= 4,
        Status::Default => false,
    }
}
