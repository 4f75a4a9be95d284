//! What a handler knows beside the typed request.

use std::{fmt, sync::Arc};

use http::{
    Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri, Version,
    header::{CONNECTION, UPGRADE},
    request::Parts,
};

use super::{
    super::{fault::Fault, message::Body, operation::Operation, response::Upgrade},
    Incoming,
};

/// What a handler knows beside the typed request, and where it leaves headers for the answer.
#[non_exhaustive]
pub struct Context<S> {
    /// Who calls: `()` on public operations, an `Option` where callers may be anonymous.
    pub session: S,
    /// The operation that was matched.
    pub operation: &'static Operation,
    /// Headers to add to the answer; they replace declared ones of the same name.
    pub response_headers: HeaderMap,
    parts: Arc<Parts>,
}

/// Neither headers nor the query, which may hold credentials.
impl<S: fmt::Debug> fmt::Debug for Context<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Context")
            .field("operation", &self.operation.id)
            .field("method", self.method())
            .field("path", &self.uri().path())
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}

impl<S> Context<S> {
    pub(crate) fn new(session: S, operation: &'static Operation, parts: Arc<Parts>) -> Self {
        Self {
            session,
            operation,
            response_headers: HeaderMap::new(),
            parts,
        }
    }

    /// The method as it came; `HEAD` may stand where the operation says `GET`.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URI as it came.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The headers as they came.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What the HTTP stack and layers left beside the request, the peer's address for example.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// The connection, for an operation that changes its protocol.
    pub fn upgrade(&self) -> Upgrade {
        Upgrade::new(self.parts.extensions.clone())
    }

    /// Writes what the handler returned, with the headers that it left here.
    ///
    /// # Errors
    ///
    /// With the fault that the handler returned, or if the answer can't be encoded. 501 for a
    /// change of protocol that the request didn't ask for, or that HTTP/2 and later don't have.
    pub fn answer<R: Incoming>(
        self,
        answer: Result<R::Response, R::Error>,
    ) -> Result<http::Response<Body>, Fault> {
        let mut response = http::Response::from(R::answer(answer)?);
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            switch(&self.parts, response.headers_mut())?;
        }
        let mut name = None;
        for (next, value) in self.response_headers {
            // A header map names a header once and then leaves the name out for further values.
            if next.is_some() {
                name = next;
                if let Some(name) = &name {
                    response.headers_mut().remove(name);
                }
            }
            if let Some(name) = &name {
                response.headers_mut().append(name.clone(), value);
            }
        }
        Ok(response)
    }
}

/// The headers of a 101 (RFC 9110 §7.8), which only HTTP/1.1 knows (RFC 9113 §8.6).
fn switch(parts: &Parts, headers: &mut HeaderMap) -> Result<(), Fault> {
    let asked = parts.headers.get(UPGRADE);
    let asked = asked.filter(|_| parts.version == Version::HTTP_11);
    let protocol = asked.ok_or_else(Fault::unimplemented)?;
    if !headers.contains_key(UPGRADE) {
        headers.insert(UPGRADE, protocol.clone());
    }
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    Ok(())
}
