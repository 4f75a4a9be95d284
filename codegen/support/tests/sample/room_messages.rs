//! `GET /rooms/{roomId}/messages`
//!
//! The messages of a room.

mod codec;
mod http;

use crate::support::{
    fault::Fault,
    response::{RawBody, RawResponse},
};

pub use self::http::OPERATION;

/// The request of [`room_messages`](self).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The room.
    pub room_id: String,
    /// How many.
    pub limit: Option<i64>,
    /// Which kinds; none for all.
    pub kinds: Option<Vec<String>>,
}

impl Request {
    /// A request for a room's messages.
    pub fn new(room_id: String) -> Self {
        Self {
            room_id,
            limit: None,
            kinds: None,
        }
    }
}

/// `200`: some messages.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Response {
    /// `X-Total`: how many there are.
    pub total: Option<i64>,
    /// The body.
    pub body: Messages,
}

impl Response {
    /// An answer with this body.
    pub fn new(body: Messages) -> Self {
        Self { total: None, body }
    }
}

/// A page of messages.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Messages {
    /// The messages.
    pub chunk: Vec<String>,
    /// Where to go on.
    pub next: Option<String>,
}

impl Messages {
    /// A page.
    pub fn new(chunk: Vec<String>) -> Self {
        Self { chunk, next: None }
    }
}

/// What can go wrong, as the document declares it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// `403`: the caller may not see the room.
    Forbidden(RawBody),
    /// Any other status.
    Other(Box<RawResponse>),
    /// On a server, whatever `?` brought.
    Fault(Fault),
}

impl Error {
    /// `403`, without a body.
    pub fn forbidden() -> Self {
        Self::Forbidden(RawBody::empty())
    }
}

impl<E: Into<Fault>> From<E> for Error {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}
