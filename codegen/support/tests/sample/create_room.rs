//! `POST /rooms`
//!
//! Makes a room.

mod codec;
mod http;

use crate::support::{fault::Fault, response::RawResponse};

pub use self::http::OPERATION;

/// The request of [`create_room`](self).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// What the room is like.
    pub body: Room,
}

impl Request {
    /// A request for a new room.
    pub fn new(body: Room) -> Self {
        Self { body }
    }
}

/// A room.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Room {
    /// Its name.
    pub name: String,
}

impl Room {
    /// A room.
    pub fn new(name: String) -> Self {
        Self { name }
    }
}

/// What the document declares beside the success.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// `4XX`: what is wrong, with the status.
    ClientError(u16, Box<Room>),
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
