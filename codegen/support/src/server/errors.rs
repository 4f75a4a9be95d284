//! How faults look to callers.

use http::{
    HeaderValue, Response, StatusCode,
    header::{CONTENT_TYPE, WWW_AUTHENTICATE},
};
use serde_json::{Map, Value, json};

use super::super::{
    fault::{Cause, Fault},
    message::Body,
    operation::Operation,
};

/// The shape of an API's own errors: refused requests, missing routes, errors that came up with
/// `?`. A closure is one.
///
/// The router itself adds `Allow`, and the challenge of a 401 that has none.
pub trait ErrorStyle: Send + Sync + 'static {
    /// The answer for a fault. The operation is none where no route matched.
    ///
    /// The text of [`Cause::Error`] is not for callers; but [`Fault::downcast_ref`] finds the
    /// API's own error type in it.
    fn render(&self, fault: &Fault, operation: Option<&'static Operation>) -> Response<Body>;
}

impl<F> ErrorStyle for F
where
    F: Fn(&Fault, Option<&'static Operation>) -> Response<Body> + Send + Sync + 'static,
{
    fn render(&self, fault: &Fault, operation: Option<&'static Operation>) -> Response<Body> {
        self(fault, operation)
    }
}

/// Problem details (RFC 9457), with violations as `errors`: their `pointer` and `detail`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProblemDetails;

impl ErrorStyle for ProblemDetails {
    fn render(&self, fault: &Fault, _: Option<&'static Operation>) -> Response<Body> {
        let status = fault.status();
        let mut problem = Map::new();
        problem.insert(
            "title".to_owned(),
            json!(status.canonical_reason().unwrap_or("Error")),
        );
        problem.insert("status".to_owned(), json!(status.as_u16()));
        if let Cause::Refused(refusal) = fault.cause() {
            problem.insert("detail".to_owned(), json!(refusal.detail));
            if !refusal.violations.is_empty() {
                problem.insert("errors".to_owned(), json!(refusal.violations));
            }
        }
        let mut response = Response::new(Body::from(Value::Object(problem).to_string()));
        *response.status_mut() = status;
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    }
}

impl ErrorStyle for &'static dyn ErrorStyle {
    fn render(&self, fault: &Fault, operation: Option<&'static Operation>) -> Response<Body> {
        (**self).render(fault, operation)
    }
}

/// `{"errcode": …, "error": …}`, the shape of errors of the Matrix specification.
#[derive(Clone, Copy, Debug, Default)]
pub struct Errcode;

impl Errcode {
    /// The code of a fault (Client-Server API, *Standard error response*).
    fn code(fault: &Fault, operation: Option<&'static Operation>) -> &'static str {
        let violations = match fault.cause() {
            Cause::Refused(refusal) => refusal.violations.as_slice(),
            _ => &[],
        };
        let keywords = || violations.iter().map(|violation| violation.keyword);
        match fault.status() {
            StatusCode::UNAUTHORIZED if fault.lacks_credentials() => "M_MISSING_TOKEN",
            StatusCode::UNAUTHORIZED => "M_UNKNOWN_TOKEN",
            StatusCode::FORBIDDEN => "M_FORBIDDEN",
            StatusCode::NOT_FOUND if operation.is_some() => "M_NOT_FOUND",
            StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::NOT_IMPLEMENTED => "M_UNRECOGNIZED",
            StatusCode::PAYLOAD_TOO_LARGE => "M_TOO_LARGE",
            StatusCode::TOO_MANY_REQUESTS => "M_LIMIT_EXCEEDED",
            StatusCode::BAD_REQUEST if keywords().any(|keyword| keyword == "json") => "M_NOT_JSON",
            StatusCode::BAD_REQUEST if keywords().any(|keyword| keyword == "required") => {
                "M_MISSING_PARAM"
            }
            StatusCode::BAD_REQUEST if !violations.is_empty() => "M_INVALID_PARAM",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "M_NOT_JSON",
            _ => "M_UNKNOWN",
        }
    }
}

impl ErrorStyle for Errcode {
    fn render(&self, fault: &Fault, operation: Option<&'static Operation>) -> Response<Body> {
        let status = fault.status();
        let text = match fault.cause() {
            Cause::Refused(refusal) if refusal.violations.is_empty() => refusal.detail.clone(),
            Cause::Refused(refusal) => {
                let texts = refusal.violations.iter().map(ToString::to_string);
                texts.collect::<Vec<String>>().join("; ")
            }
            _ => status.canonical_reason().unwrap_or("Error").to_owned(),
        };
        let error = json!({"errcode": Self::code(fault, operation), "error": text});
        let mut response = Response::new(Body::from(error.to_string()));
        *response.status_mut() = status;
        let kind = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    }
}

/// The answer for a fault, reported and with its challenge.
pub(crate) fn finish(
    style: &dyn ErrorStyle,
    fault: &Fault,
    operation: Option<&'static Operation>,
) -> Response<Body> {
    report(fault, operation);
    let mut response = style.render(fault, operation);
    let challenge = response.status() == StatusCode::UNAUTHORIZED
        && !response.headers().contains_key(WWW_AUTHENTICATE);
    if let (true, Some(operation)) = (challenge, operation) {
        let mut seen = Vec::new();
        for requirement in operation.security.iter().copied().flatten() {
            let challenge = requirement.scheme.challenge();
            if !seen.contains(&challenge) {
                seen.push(challenge);
                if let Ok(value) = HeaderValue::from_str(challenge) {
                    response.headers_mut().append(WWW_AUTHENTICATE, value);
                }
            }
        }
    }
    response
}

#[cfg(feature = "tracing")]
fn report(fault: &Fault, operation: Option<&'static Operation>) {
    let operation = operation.map(|operation| operation.id);
    match fault.cause() {
        Cause::Error(error) => tracing::error!(
            operation,
            error = error.as_ref() as &dyn std::error::Error,
            "handler failed"
        ),
        Cause::Unimplemented => tracing::warn!(operation, "operation without code"),
        Cause::Refused(refusal) => tracing::debug!(
            operation,
            status = refusal.status.as_u16(),
            detail = refusal.detail,
            "request refused"
        ),
    }
}

#[cfg(not(feature = "tracing"))]
fn report(_: &Fault, _: Option<&'static Operation>) {}
