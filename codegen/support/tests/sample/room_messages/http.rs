//! How [`room_messages`](super)'s request and answers stand in HTTP messages.

use super::{Error, Request, Response};
use crate::{
    security::{ACCESS_TOKEN, ACCESS_TOKEN_QUERY},
    support::{
        client::{Outgoing, ReadError, RequestError, RequestWriter, ResponseReader},
        endpoint::Endpoint,
        fault::Fault,
        operation::{Operation, Requirement},
        parameter::{Parameter, Shape},
        rules::{Rules, Types},
        server::{Answer, Incoming, RequestReader},
    },
};

/// What the document says of `roomMessages`.
pub static OPERATION: Operation = Operation::new("roomMessages", "GET", "/rooms/{roomId}/messages")
    .with_tags(&["rooms"])
    .with_security(&[
        &[Requirement::new(&ACCESS_TOKEN_QUERY, &[])],
        &[Requirement::new(&ACCESS_TOKEN, &["rooms:read"])],
    ]);

const ROOM_ID: Parameter = Parameter::path("roomId", Shape::String);
const LIMIT: Parameter = Parameter::query("limit", Shape::Integer);
const KINDS: Parameter = Parameter::query("kind", Shape::Array(&Shape::String));
const TOTAL: Parameter = Parameter::header("x-total", Shape::Integer);

static LIMIT_RULES: Rules = Rules::new().types(Types::INTEGER).minimum(1);

impl Endpoint for Request {
    const OPERATION: &'static Operation = &OPERATION;
    type Response = Response;
    type Error = Error;
}

impl Outgoing for Request {
    const ACCEPT: &'static str = "application/json";

    fn write(&self, request: &mut RequestWriter) -> Result<(), RequestError> {
        request.required(&ROOM_ID, &self.room_id)?;
        request.optional(&LIMIT, self.limit.as_ref())?;
        request.optional(&KINDS, self.kinds.as_ref())
    }

    async fn read(response: &mut ResponseReader) -> Result<Result<Response, Error>, ReadError> {
        Ok(match response.status() {
            200 if response.is(&["application/json"]) => Ok(Response {
                total: response.header(&TOTAL),
                body: response.json().await?,
            }),
            403 => Err(Error::Forbidden(response.raw_body().await?)),
            _ => Err(Error::Other(Box::new(response.raw().await?))),
        })
    }
}

impl Incoming for Request {
    async fn read(request: &mut RequestReader<'_>) -> Option<Self> {
        let room_id = request.required(&ROOM_ID, None);
        let limit = request.optional(&LIMIT, Some(&LIMIT_RULES));
        let kinds = request.optional(&KINDS, None);
        Some(Self {
            room_id: room_id?,
            limit: limit?,
            kinds: kinds?,
        })
    }

    fn answer(answer: Result<Response, Error>) -> Result<Answer, Fault> {
        match answer {
            Ok(response) => Answer::new(200)
                .optional_header(&TOTAL, response.total.as_ref())?
                .json("application/json", &response.body),
            Err(Error::Forbidden(body)) => Ok(Answer::new(403).raw("text/plain", body)),
            Err(Error::Other(response)) => Ok(Answer::from(*response)),
            Err(Error::Fault(fault)) => Err(fault),
        }
    }
}
