//! Errors in the shape of an API's own error object.

use http::{HeaderValue, Response, StatusCode, header::CONTENT_TYPE};
use serde_json::{Map, Value, json};

use super::{
    super::{
        fault::{Cause, Fault},
        message::Body,
        operation::Operation,
    },
    ErrorStyle,
};

/// What a member of an error says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorMember {
    /// A word for the kind of error.
    Code,
    /// The status, a number.
    Status,
    /// The standard phrase of the status.
    Title,
    /// What is wrong, in a sentence.
    Detail,
    /// What is wrong in the request, piece by piece: `pointer` and `detail` of each.
    Violations,
}

/// Errors as an object of `application/json` with members that the API chooses.
///
/// The words for kinds of errors are `missing_credentials`, `refused_credentials`, `forbidden`,
/// `not_found`, `method_not_allowed`, `too_large`, `unsupported_media_type`, `invalid_request`,
/// `not_implemented`, `internal`, and `rejected` for whatever else a handler refuses.
#[derive(Clone, Copy, Debug)]
pub struct ErrorMembers {
    members: &'static [(&'static str, ErrorMember)],
    codes: &'static [(&'static str, &'static str)],
}

impl ErrorMembers {
    /// The members with what each says, and the codes that stand for words.
    pub const fn new(
        members: &'static [(&'static str, ErrorMember)],
        codes: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { members, codes }
    }

    fn code(&self, fault: &Fault) -> &'static str {
        let word = word(fault);
        let own = self.codes.iter().find(|(key, _)| *key == word);
        own.map_or(word, |(_, code)| code)
    }
}

impl ErrorStyle for ErrorMembers {
    fn render(&self, fault: &Fault, _: Option<&'static Operation>) -> Response<Body> {
        let status = fault.status();
        let title = status.canonical_reason().unwrap_or("Error");
        let (detail, violations) = match fault.cause() {
            Cause::Refused(refusal) => (refusal.detail.as_str(), refusal.violations.as_slice()),
            _ => (title, [].as_slice()),
        };
        let members = self.members.iter().map(|(name, says)| {
            let value = match says {
                ErrorMember::Code => json!(self.code(fault)),
                ErrorMember::Status => json!(status.as_u16()),
                ErrorMember::Title => json!(title),
                ErrorMember::Detail => json!(detail),
                ErrorMember::Violations => json!(violations),
            };
            ((*name).to_owned(), value)
        });
        let error: Map<String, Value> = members.collect();
        let mut response = Response::new(Body::from(Value::Object(error).to_string()));
        *response.status_mut() = status;
        let kind = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    }
}

fn word(fault: &Fault) -> &'static str {
    match fault.status() {
        StatusCode::UNAUTHORIZED if fault.lacks_credentials() => "missing_credentials",
        StatusCode::UNAUTHORIZED => "refused_credentials",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        StatusCode::BAD_REQUEST => "invalid_request",
        StatusCode::NOT_IMPLEMENTED => "not_implemented",
        StatusCode::INTERNAL_SERVER_ERROR => "internal",
        _ => "rejected",
    }
}
