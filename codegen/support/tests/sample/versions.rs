//! `GET /versions`
//!
//! Which versions there are.

mod http;

use crate::support::{fault::Fault, response::RawResponse};

pub use self::http::OPERATION;

/// The request of [`versions`](self).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Request {}

impl Request {
    /// A request for the versions.
    pub fn new() -> Self {
        Self::default()
    }
}

/// What the document declares beside the success.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Any other status.
    Other(Box<RawResponse>),
    /// On a server, whatever `?` brought.
    Fault(Fault),
}

impl<E: Into<Fault>> From<E> for Error {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}
