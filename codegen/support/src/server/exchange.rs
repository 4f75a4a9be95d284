//! One request on its way through the router.

use std::{
    fmt, mem,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use http::{StatusCode, request::Parts};

use super::{
    super::{
        fault::{Fault, Refusal},
        message::{Body, BodyError},
        operation::Operation,
        router::Template,
        rules::Policy,
    },
    Authenticate, Context, Credentials, Incoming, RequestReader, Unauthenticated,
};

/// One request on its way from the route to the handler, in the steps of the emitted router:
/// who calls, what is asked, what is answered.
pub struct Exchange {
    pub(crate) parts: Arc<Parts>,
    pub(crate) operation: &'static Operation,
    pub(crate) template: Arc<Template>,
    pub(crate) unread: Mutex<Unread>,
    pub(crate) limit: usize,
    pub(crate) policy: Policy,
}

/// How much of a body has been read.
#[derive(Debug)]
pub(crate) enum Unread {
    Stream(Body),
    Whole(Bytes),
    /// Somebody has it, or had it.
    Taken,
}

/// Neither headers nor the query, which may hold credentials.
impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Exchange")
            .field("operation", &self.operation.id)
            .field("method", &self.parts.method)
            .field("path", &self.parts.uri.path())
            .finish_non_exhaustive()
    }
}

impl Exchange {
    /// The context of a public operation.
    pub fn public(&self) -> Context<()> {
        self.context(())
    }

    /// The context of a protected operation.
    ///
    /// # Errors
    ///
    /// 401 without credentials; what `authenticate` returns for those that there are.
    pub async fn authenticate<A: Authenticate>(
        &self,
        server: &A,
    ) -> Result<Context<A::Session>, Fault> {
        let context = self.authenticate_optional(server).await?;
        match context.session {
            Some(session) => Ok(self.context(session)),
            None => Err(Fault::without_credentials()),
        }
    }

    /// The context of an operation that also takes anonymous callers.
    ///
    /// # Errors
    ///
    /// What `authenticate` returns: credentials that are there must be valid.
    pub async fn authenticate_optional<A: Authenticate>(
        &self,
        server: &A,
    ) -> Result<Context<Option<A::Session>>, Fault> {
        let Some((requirements, credentials)) = Credentials::find(self.operation, &self.parts)
        else {
            return Ok(self.context(None));
        };
        let unauthenticated = Unauthenticated::new(self, requirements);
        let session = server.authenticate(&unauthenticated, credentials).await?;
        Ok(self.context(Some(session)))
    }

    /// The typed request.
    ///
    /// # Errors
    ///
    /// 400 with all violations, 413 for a body over the limit, 415 for a media type that isn't
    /// declared.
    pub async fn read<R: Incoming>(&self) -> Result<R, Fault> {
        let mut reader = RequestReader::new(self);
        let request = R::read(&mut reader).await;
        let (fault, violations) = reader.into_findings();
        if let Some(fault) = fault {
            return Err(fault);
        }
        match request {
            Some(request) if violations.is_empty() => Ok(request),
            _ => {
                let refusal = Refusal::new(StatusCode::BAD_REQUEST, "the request is not valid");
                Err(refusal.with_violations(violations).into())
            }
        }
    }

    fn context<S>(&self, session: S) -> Context<S> {
        Context::new(session, self.operation, Arc::clone(&self.parts))
    }

    /// The whole body; a second call gives it again.
    pub(crate) async fn body(&self) -> Result<Bytes, Fault> {
        let unread = self.swap(Unread::Taken);
        let bytes = match unread {
            Unread::Whole(bytes) => bytes,
            Unread::Stream(body) => body.read(self.limit).await.map_err(fault_of)?,
            Unread::Taken => {
                return Err(Fault::refused(
                    StatusCode::BAD_REQUEST,
                    "the body could not be read",
                ));
            }
        };
        self.swap(Unread::Whole(bytes.clone()));
        Ok(bytes)
    }

    /// The body as it arrives.
    pub(crate) fn stream(&self) -> Body {
        match self.swap(Unread::Taken) {
            Unread::Whole(bytes) => Body::from(bytes),
            Unread::Stream(body) => body,
            Unread::Taken => Body::empty(),
        }
    }

    fn swap(&self, unread: Unread) -> Unread {
        let mut slot = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        mem::replace(&mut *slot, unread)
    }
}

/// A body that can't be read, as the answer to it.
pub(crate) fn fault_of(error: BodyError) -> Fault {
    match error {
        BodyError::TooLarge { .. } => {
            Fault::refused(StatusCode::PAYLOAD_TOO_LARGE, error.to_string())
        }
        BodyError::Transport(_) => {
            Fault::refused(StatusCode::BAD_REQUEST, "the body could not be read")
        }
    }
}
