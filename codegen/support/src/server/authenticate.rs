//! From credentials to a session.

use std::future::Future;

use bytes::Bytes;
use http::{Extensions, HeaderMap, Method, Uri};

use super::{
    super::{
        fault::Fault,
        operation::{Operation, Requirement},
    },
    Credentials, Exchange,
};

/// Tells who calls. A server implements it once; its methods get the session.
pub trait Authenticate: Send + Sync + 'static {
    /// What valid credentials stand for.
    type Session: Send + 'static;

    /// Who these credentials belong to.
    ///
    /// It runs before the body is read, unless it asks for the body itself.
    ///
    /// # Errors
    ///
    /// [`Fault::unauthorized`] for credentials that aren't valid, [`Fault::forbidden`] for a
    /// caller that lacks a scope, any other error with `?`.
    fn authenticate(
        &self,
        cx: &Unauthenticated<'_>,
        credentials: Credentials,
    ) -> impl Future<Output = Result<Self::Session, Fault>> + Send;
}

/// A request whose caller isn't known yet.
#[derive(Debug)]
pub struct Unauthenticated<'a> {
    exchange: &'a Exchange,
    requirements: &'static [Requirement],
}

impl<'a> Unauthenticated<'a> {
    pub(crate) fn new(exchange: &'a Exchange, requirements: &'static [Requirement]) -> Self {
        Self {
            exchange,
            requirements,
        }
    }

    /// The operation that was matched.
    pub fn operation(&self) -> &'static Operation {
        self.exchange.operation
    }

    /// The schemes that the credentials belong to, in their order, and the scopes to check.
    pub fn requirements(&self) -> &'static [Requirement] {
        self.requirements
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.exchange.parts.method
    }

    /// The URI as it came.
    pub fn uri(&self) -> &Uri {
        &self.exchange.parts.uri
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.exchange.parts.headers
    }

    /// What the HTTP stack and layers left beside the request.
    pub fn extensions(&self) -> &Extensions {
        &self.exchange.parts.extensions
    }

    /// The body, for schemes that sign it. It is still there for the operation afterwards.
    ///
    /// # Errors
    ///
    /// If it is over the limit or the connection fails.
    pub async fn body(&self) -> Result<Bytes, Fault> {
        self.exchange.body().await
    }
}
