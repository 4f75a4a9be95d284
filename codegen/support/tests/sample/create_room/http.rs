//! How [`create_room`](super)'s request and answers stand in HTTP messages.

use super::{Error, Request, Room, codec::ROOM};
use crate::{
    security::ACCESS_TOKEN,
    support::{
        client::{Outgoing, ReadError, RequestError, RequestWriter, ResponseReader},
        endpoint::Endpoint,
        fault::Fault,
        operation::{Operation, Requirement},
        server::{Answer, Incoming, RequestReader},
    },
};

/// What the document says of `createRoom`.
pub static OPERATION: Operation = Operation::new("createRoom", "POST", "/rooms")
    .with_tags(&["rooms"])
    .with_security(&[&[], &[Requirement::new(&ACCESS_TOKEN, &[])]]);

impl Endpoint for Request {
    const OPERATION: &'static Operation = &OPERATION;
    type Response = Room;
    type Error = Error;
}

impl Outgoing for Request {
    const ACCEPT: &'static str = "application/json";

    fn write(&self, request: &mut RequestWriter) -> Result<(), RequestError> {
        request.json("application/json", &self.body)
    }

    async fn read(response: &mut ResponseReader) -> Result<Result<Room, Error>, ReadError> {
        Ok(match response.status() {
            201 if response.is(&["application/json"]) => Ok(response.json().await?),
            status @ 400..=499 if response.is(&["application/json"]) => {
                Err(Error::ClientError(status, Box::new(response.json().await?)))
            }
            _ => Err(Error::Other(Box::new(response.raw().await?))),
        })
    }
}

impl Incoming for Request {
    async fn read(request: &mut RequestReader<'_>) -> Option<Self> {
        request.content(&["application/json"])?;
        let body = request.json(Some(&ROOM)).await;
        Some(Self { body: body? })
    }

    fn answer(answer: Result<Room, Error>) -> Result<Answer, Fault> {
        match answer {
            Ok(room) => Answer::new(201).json("application/json", &room),
            Err(Error::ClientError(status, body)) => {
                Answer::new(status).json("application/json", &body)
            }
            Err(Error::Other(response)) => Ok(Answer::from(*response)),
            Err(Error::Fault(fault)) => Err(fault),
        }
    }
}
