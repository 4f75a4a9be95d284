//! Whole query strings (OpenAPI 3.2 *Parameter Locations*, `in: querystring`).

use super::content::{essence, is_json};
use crate::{
    diagnostic::{Diagnostic, lint},
    document,
    lower::Lowering,
    model::{Codec, Home, Location, Parameter, Part, Styling},
};

const FORM: &str = "application/x-www-form-urlencoded";

impl<'d> Lowering<'d> {
    /// How a whole query string is written: by its media type, and by none as text.
    pub(super) fn query_string(&mut self, object: &document::Parameter) -> (Styling, Vec<Part>) {
        let description = self.description;
        let content = object.content.first();
        let content = content.and_then(|(media_type, content)| {
            Some((media_type, description.resolve(content)?.object))
        });
        match content {
            Some((media_type, content)) if essence(media_type) == FORM => {
                let home = Home::Shared {
                    key: object.name.clone(),
                };
                let parts: Vec<Part> = match content.schema {
                    Some(schema) => self.parts(Codec::Form, schema, &content.encoding, &home),
                    None => Vec::new(),
                };
                (Styling::Content(Codec::Form), parts)
            }
            Some((media_type, _)) if is_json(media_type) => {
                (Styling::Content(Codec::Json), Vec::new())
            }
            _ => (Styling::Content(Codec::Text), Vec::new()),
        }
    }

    /// Leaves out what can't stand beside a whole query string: query parameters, and another one.
    pub(super) fn alone(&mut self, parameters: Vec<Parameter>) -> Vec<Parameter> {
        let whole = |parameter: &&Parameter| parameter.location == Location::QueryString;
        let Some(first) = parameters.iter().find(whole).cloned() else {
            return parameters;
        };
        let mut kept: Vec<Parameter> = Vec::new();
        for parameter in parameters {
            let queries = matches!(parameter.location, Location::Query | Location::QueryString);
            if queries && parameter.place != first.place {
                self.report_beside(&parameter, &first);
            } else {
                kept.push(parameter);
            }
        }
        kept
    }

    fn report_beside(&mut self, parameter: &Parameter, whole: &Parameter) {
        let diagnostic = Diagnostic::new(
            &lint::QUERYSTRING_NOT_ALONE,
            parameter.place.clone(),
            format!(
                "`{}` can't stand beside a parameter that is the whole query string",
                parameter.name.wire
            ),
        )
        .related(whole.place.clone(), "this one is all of the query")
        .note("it is left out, because nothing of the query is left for it")
        .help("make it a property of the other, or use `in: query` for both");
        self.report(diagnostic);
    }
}
