//! How [`versions`](super)'s request and answers stand in HTTP messages.

use super::{Error, Request};
use crate::support::{
    client::{Outgoing, ReadError, RequestError, RequestWriter, ResponseReader},
    endpoint::Endpoint,
    fault::Fault,
    operation::Operation,
    server::{Answer, Incoming, RequestReader},
};

/// What the document says of `versions`.
pub static OPERATION: Operation =
    Operation::new("versions", "GET", "/versions").with_tags(&["meta"]);

impl Endpoint for Request {
    const OPERATION: &'static Operation = &OPERATION;
    type Response = String;
    type Error = Error;
}

impl Outgoing for Request {
    const ACCEPT: &'static str = "text/plain";

    fn write(&self, _: &mut RequestWriter) -> Result<(), RequestError> {
        Ok(())
    }

    async fn read(response: &mut ResponseReader) -> Result<Result<String, Error>, ReadError> {
        Ok(match response.status() {
            200 if response.is(&["text/plain"]) => Ok(response.text().await?),
            _ => Err(Error::Other(Box::new(response.raw().await?))),
        })
    }
}

impl Incoming for Request {
    async fn read(_: &mut RequestReader<'_>) -> Option<Self> {
        Some(Self {})
    }

    fn answer(answer: Result<String, Error>) -> Result<Answer, Fault> {
        match answer {
            Ok(text) => Ok(Answer::new(200).body("text/plain", text)),
            Err(Error::Other(response)) => Ok(Answer::from(*response)),
            Err(Error::Fault(fault)) => Err(fault),
        }
    }
}
