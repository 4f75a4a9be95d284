//! Why a call didn't end in a declared success.

use std::{
    error::Error,
    fmt,
    time::{Duration, SystemTime},
};

use http::{
    StatusCode,
    header::{DATE, RETRY_AFTER},
};

use super::super::{
    message::{BodyError, BoxError},
    parameter::{Parameter, ParameterError},
    response::{RawBody, RawResponse},
    rules::Violation,
};

/// How many characters of a body a message shows.
const SHOWN: usize = 200;

/// Why a call didn't end in a declared success.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The server answered with a failure.
    Api {
        /// The failure, typed.
        error: E,
        /// The answer that it was read from.
        response: Box<RawResponse>,
    },
    /// The answer isn't what the document says.
    Read {
        /// What is wrong with it.
        error: ReadError,
        /// The answer, its body as far as it was read.
        response: Box<RawResponse>,
    },
    /// The request couldn't be written.
    Request(RequestError),
    /// The credentials couldn't be fetched, or the signing hook failed.
    Credentials(BoxError),
    /// The transport failed.
    Transport(BoxError),
}

impl<E> CallError<E> {
    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }

    /// The body of the answer, if there was one.
    pub fn body(&self) -> Option<&RawBody> {
        self.response().map(|response| &response.body)
    }

    /// The answer, if there was one.
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Api { response, .. } | Self::Read { response, .. } => Some(response),
            _ => None,
        }
    }

    /// How long the server asks to wait (`Retry-After`, RFC 9110 §10.2.3): seconds, or until a
    /// date, which is measured by the server's own clock where the answer has a `Date`. A date
    /// that has passed is no time at all.
    pub fn retry_after(&self) -> Option<Duration> {
        let headers = &self.response()?.headers;
        let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let until = httpdate::parse_http_date(text).ok()?;
        let since = match headers.get(DATE) {
            Some(date) => httpdate::parse_http_date(date.to_str().ok()?).ok()?,
            None => now()?,
        };
        Some(until.duration_since(since).unwrap_or_default())
    }

    /// Whether the same request may succeed later: the transport failed, or the status is 408,
    /// 425, 429, 502, 503 or 504. Whether it may be sent twice is for the caller to know.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(_) => true,
            _ => self
                .status()
                .is_some_and(|status| [408, 425, 429, 502, 503, 504].contains(&status.as_u16())),
        }
    }
}

/// The clock, which std has none of on wasm32.
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unnecessary_wraps, reason = "there is none on wasm32")]
fn now() -> Option<SystemTime> {
    Some(SystemTime::now())
}

/// The clock, which std has none of on wasm32.
#[cfg(target_arch = "wasm32")]
fn now() -> Option<SystemTime> {
    None
}

/// As much of a body as a message has room for.
fn start(text: &str) -> &str {
    let end = text.char_indices().nth(SHOWN).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

impl<E: fmt::Debug> fmt::Display for CallError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api { error, response } => {
                write!(formatter, "the server answered {}: ", response.status)?;
                match response.body.text().filter(|text| !text.is_empty()) {
                    Some(text) => formatter.write_str(start(text)),
                    None => write!(formatter, "{error:?}"),
                }
            }
            Self::Read { error, response } => {
                write!(
                    formatter,
                    "the answer {} is not as declared: {error}",
                    response.status
                )
            }
            Self::Request(error) => error.fmt(formatter),
            Self::Credentials(error) => write!(formatter, "no credentials: {error}"),
            Self::Transport(error) => write!(formatter, "the request failed: {error}"),
        }
    }
}

impl<E: fmt::Debug> Error for CallError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Api { .. } => None,
            Self::Read { error, .. } => Some(error),
            Self::Request(error) => error.source(),
            Self::Credentials(error) | Self::Transport(error) => Some(error.as_ref()),
        }
    }
}

/// Why a request couldn't be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// A parameter's value doesn't fit.
    Parameter {
        /// The parameter.
        name: &'static str,
        /// Why not.
        error: ParameterError,
    },
    /// A segment of this path would be `.`, `..` or empty (RFC 3986 §5.2.4).
    Path(&'static str),
    /// The operation has other servers than the root's, this group, and the client has no base
    /// URL for them.
    Server(&'static str),
    /// A value couldn't be encoded.
    Encode(BoxError),
    /// The parts don't make a message: a header or URL that can't be.
    Http(BoxError),
}

impl RequestError {
    pub(crate) fn parameter(parameter: &Parameter, error: ParameterError) -> Self {
        Self::Parameter {
            name: parameter.name,
            error,
        }
    }

    pub(crate) fn encode(error: impl Into<BoxError>) -> Self {
        Self::Encode(error.into())
    }

    pub(crate) fn http(error: impl Into<BoxError>) -> Self {
        Self::Http(error.into())
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter { name, error } => write!(formatter, "parameter `{name}`: {error}"),
            Self::Path(path) => {
                write!(
                    formatter,
                    "a segment of `{path}` would be `.`, `..` or empty"
                )
            }
            Self::Server(name) => {
                write!(formatter, "there is no base URL for the servers `{name}`")
            }
            Self::Encode(error) => write!(formatter, "the request can't be encoded: {error}"),
            Self::Http(error) => write!(formatter, "the request can't be built: {error}"),
        }
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Parameter { error, .. } => Some(error),
            Self::Path(_) | Self::Server(_) => None,
            Self::Encode(error) | Self::Http(error) => Some(error.as_ref()),
        }
    }
}

/// Why an answer couldn't be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// Its body didn't come whole.
    Body(BodyError),
    /// Its body isn't what the document says.
    Decode(Violation),
    /// Its body isn't UTF-8.
    NotText,
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => error.fmt(formatter),
            Self::Decode(violation) => {
                write!(
                    formatter,
                    "at `{}`: {}",
                    violation.pointer, violation.message
                )
            }
            Self::NotText => formatter.write_str("the body is not UTF-8"),
        }
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&'static str, &'static str)]) -> CallError<()> {
        let mut response = RawResponse::new(StatusCode::TOO_MANY_REQUESTS, RawBody::empty());
        for (name, value) in headers {
            response.headers.insert(*name, value.parse().unwrap());
        }
        let response = Box::new(response);
        CallError::Api {
            error: (),
            response,
        }
    }

    #[test]
    fn a_wait_is_in_seconds_or_until_a_date() {
        let wait = |headers: &[_]| answer(headers).retry_after().map(|wait| wait.as_secs());
        let date = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
        assert_eq!(wait(&[("retry-after", " 120")]), Some(120));
        assert_eq!(
            wait(&[date, ("retry-after", "Wed, 21 Oct 2015 07:29:05 GMT")]),
            Some(65)
        );
        // RFC 9110 §5.6.7: the old forms too.
        assert_eq!(
            wait(&[date, ("retry-after", "Wednesday, 21-Oct-15 07:28:01 GMT")]),
            Some(1)
        );
        assert_eq!(
            wait(&[date, ("retry-after", "Wed, 21 Oct 2015 07:00:00 GMT")]),
            Some(0)
        );
        assert_eq!(
            wait(&[("retry-after", "Wed, 21 Oct 2015 07:00:00 GMT")]),
            Some(0)
        );
        assert!(wait(&[("retry-after", "Wed, 21 Oct 2099 07:00:00 GMT")]).unwrap() > 1 << 20);
        for wrong in ["-1", "soon", "1.5", ""] {
            assert_eq!(wait(&[("retry-after", wrong)]), None);
        }
        assert_eq!(wait(&[]), None);
    }
}
