//! Who carries messages.

use std::{fmt, future::Future, future::poll_fn, pin::Pin, sync::Arc, time::Duration};

use http::{Request, Response};
use tower_service::Service;

use super::super::message::{Body, BoxError};

/// `Send`, except on wasm32, where futures of the browser aren't.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send> MaybeSend for T {}

/// `Send`, except on wasm32, where futures of the browser aren't.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}
#[cfg(target_arch = "wasm32")]
impl<T> MaybeSend for T {}

/// A boxed future of the client.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future of the client.
#[cfg(target_arch = "wasm32")]
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Carries a request to its server and brings the answer.
///
/// It must not follow redirects, which would carry credentials elsewhere, and it keeps the time
/// limit that it finds among the request's extensions ([`Timeout`]).
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    fn send(
        &self,
        request: Request<Body>,
    ) -> impl Future<Output = Result<Response<Body>, BoxError>> + MaybeSend;
}

/// How long a call may take, among the extensions of its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// A transport as a trait object.
pub(crate) trait Erased: Send + Sync {
    fn send_boxed(&self, request: Request<Body>) -> Boxed<'_, Result<Response<Body>, BoxError>>;
}

impl<T: Transport> Erased for T {
    fn send_boxed(&self, request: Request<Body>) -> Boxed<'_, Result<Response<Body>, BoxError>> {
        Box::pin(self.send(request))
    }
}

/// Any transport under one type.
#[derive(Clone)]
pub struct BoxTransport(Arc<dyn Erased>);

impl BoxTransport {
    /// Boxes a transport.
    pub fn new(transport: impl Transport) -> Self {
        Self(Arc::new(transport))
    }
}

impl Transport for BoxTransport {
    async fn send(&self, request: Request<Body>) -> Result<Response<Body>, BoxError> {
        self.0.send_boxed(request).await
    }
}

impl fmt::Debug for BoxTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BoxTransport")
    }
}

/// Any tower service as a transport: a hyper client in its layers, or a router in a test.
///
/// Time limits are the service's own affair.
#[derive(Clone, Debug)]
pub struct Tower<S>(pub S);

impl<S, B> Transport for Tower<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Error: Into<BoxError>,
{
    async fn send(&self, request: Request<Body>) -> Result<Response<Body>, BoxError> {
        let mut service = self.0.clone();
        poll_fn(|cx| service.poll_ready(cx))
            .await
            .map_err(Into::into)?;
        let response = service.call(request).await.map_err(Into::into)?;
        Ok(response.map(Body::stream))
    }
}
