//! What ends an operation before or beside its declared answers.

use std::{error::Error, fmt};

use http::StatusCode;

use super::rules::Violation;

const NO_CREDENTIALS: &str = "credentials are missing";

/// Why an operation has no declared answer: the request was refused, nobody implemented it, or an
/// error came up with `?`.
///
/// It isn't a [`std::error::Error`] itself, so that any such error can become one.
pub struct Fault(Box<Cause>);

/// The cause of a [`Fault`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The request was refused.
    Refused(Refusal),
    /// The server has no code for this operation.
    Unimplemented,
    /// Something went wrong inside. Its text is not for callers.
    Error(Box<dyn Error + Send + Sync>),
}

/// A request that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// What to tell the caller.
    pub detail: String,
    /// What was wrong, piece by piece.
    pub violations: Vec<Violation>,
}

impl Refusal {
    /// A refusal with a status and a reason.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            violations: Vec::new(),
        }
    }

    /// With what was wrong, piece by piece.
    pub fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.violations = violations;
        self
    }
}

impl Fault {
    /// A refusal with a status and a reason that the caller may read.
    pub fn refused(status: StatusCode, detail: impl Into<String>) -> Self {
        Self::from(Refusal::new(status, detail))
    }

    /// The caller is unknown: 401 with a challenge (RFC 9110 §15.5.2).
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::refused(StatusCode::UNAUTHORIZED, detail)
    }

    /// The caller brought no credentials.
    #[cfg(feature = "server")]
    pub(crate) fn without_credentials() -> Self {
        Self::unauthorized(NO_CREDENTIALS)
    }

    /// Whether it is a 401 because the caller brought no credentials.
    pub fn lacks_credentials(&self) -> bool {
        let refusal = match self.cause() {
            Cause::Refused(refusal) => refusal,
            _ => return false,
        };
        refusal.status == StatusCode::UNAUTHORIZED && refusal.detail == NO_CREDENTIALS
    }

    /// The caller is known but may not (RFC 9110 §15.5.4).
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::refused(StatusCode::FORBIDDEN, detail)
    }

    /// The server has no code for this operation.
    pub fn unimplemented() -> Self {
        Self(Box::new(Cause::Unimplemented))
    }

    /// An error of any kind that is boxed already.
    pub fn from_box(error: Box<dyn Error + Send + Sync>) -> Self {
        Self(Box::new(Cause::Error(error)))
    }

    /// The cause.
    pub fn cause(&self) -> &Cause {
        &self.0
    }

    /// The status that it is answered with where nobody decides otherwise.
    pub fn status(&self) -> StatusCode {
        match self.cause() {
            Cause::Refused(refusal) => refusal.status,
            Cause::Unimplemented => StatusCode::NOT_IMPLEMENTED,
            Cause::Error(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error that `?` brought, if it is of this type.
    pub fn downcast_ref<E: Error + 'static>(&self) -> Option<&E> {
        match self.cause() {
            Cause::Error(error) => error.downcast_ref(),
            _ => None,
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self(Box::new(Cause::Refused(refusal)))
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Fault {
    fn from(error: E) -> Self {
        Self(Box::new(Cause::Error(Box::new(error))))
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cause() {
            Cause::Refused(refusal) => formatter.write_str(&refusal.detail),
            Cause::Unimplemented => formatter.write_str("not implemented"),
            Cause::Error(error) => error.fmt(formatter),
        }
    }
}
