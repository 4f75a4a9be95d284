//! Requests to whoever registered for them.

use std::{fmt, time::Duration};

use http::{HeaderName, HeaderValue, Request, Uri};

use super::{
    super::message::{Body, BoxError},
    BoxTransport, Call, Client, Outgoing, Transport,
};

/// Sends webhooks and callbacks (OpenAPI 3.1 *Callback Object*), each to a URL of its own.
/// Generated crates wrap it with a method for each.
///
/// The URL comes from whoever registered, and a request to it comes from here: unchecked, it
/// reaches hosts that only this machine can (server-side request forgery). Check it before it is
/// used — scheme, host, and the address that the host resolves to — and give the sender a
/// transport that doesn't follow redirects. No credentials are ever added; a signing hook can say
/// who sends.
#[derive(Clone)]
pub struct Sender<T = BoxTransport>(Client<T>);

impl Sender<BoxTransport> {
    /// A sender over a transport.
    pub fn new(transport: impl Transport) -> Self {
        Self(Client::new(transport, Uri::default()))
    }
}

impl<T: Transport> Sender<T> {
    /// A sender whose transport keeps its type.
    pub fn with_transport(transport: T) -> Self {
        Self(Client::with_transport(transport, Uri::default()))
    }

    /// With a hook that gets each finished request, to sign it.
    #[must_use]
    pub fn with_signer<F>(self, sign: F) -> Self
    where
        F: Fn(&mut Request<Body>) -> Result<(), BoxError> + Send + Sync + 'static,
    {
        Self(self.0.with_signer(sign))
    }

    /// With a header on every request.
    #[must_use]
    pub fn with_header(self, name: HeaderName, value: HeaderValue) -> Self {
        Self(self.0.with_header(name, value))
    }

    /// With a time limit for every request, which the transport keeps.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self(self.0.with_timeout(timeout))
    }

    /// With another limit for answers that are read whole, in bytes.
    #[must_use]
    pub fn with_body_limit(self, bytes: usize) -> Self {
        Self(self.0.with_body_limit(bytes))
    }

    /// A request to a URL, which is taken whole.
    pub fn call<R: Outgoing>(&self, target: Uri, request: R) -> Call<'_, R> {
        self.0.call(request).to(target)
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sender")
    }
}
