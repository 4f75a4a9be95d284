//! Services behind the router: handlers, layers around them, and the fallback.

use std::{
    convert::Infallible,
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http::{Request, Response};
use tower_service::Service;

use super::{
    super::{
        fault::Fault,
        message::{Body, BoxError},
        server::{ErrorStyle, finish},
    },
    dispatch::Answering,
};

type Boxed = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;

/// The handlers of a router, with the layers so far: what the next layer wraps.
#[derive(Clone)]
pub struct Handlers(Arc<dyn Fn(Request<Body>) -> Boxed + Send + Sync>);

impl Service<Request<Body>> for Handlers {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Responding;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Responding {
        self.respond(request)
    }
}

impl Handlers {
    pub(crate) fn respond(&self, request: Request<Body>) -> Responding {
        Responding(Stage::Boxed((self.0)(request)))
    }
}

impl fmt::Debug for Handlers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Handlers")
    }
}

/// Any service under one type; its errors become faults.
pub(crate) fn shared<T, B>(service: T, errors: Arc<dyn ErrorStyle>) -> Handlers
where
    T: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
    T::Error: Into<BoxError>,
    T::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Error: Into<BoxError>,
{
    Handlers(Arc::new(move |request| {
        let mut service = service.clone();
        let errors = Arc::clone(&errors);
        Box::pin(async move {
            let ready = poll_fn(|cx| service.poll_ready(cx))
                .await
                .map_err(Into::into);
            let answer = match ready {
                Ok(()) => service.call(request).await.map_err(Into::into),
                Err(error) => Err(error),
            };
            match answer {
                Ok(response) => response.map(Body::stream),
                Err(error) => finish(errors.as_ref(), &Fault::from_box(error), None),
            }
        })
    }))
}

/// The future of a [`Router`](super::Router).
pub struct Responding(Stage);

enum Stage {
    Ready(Option<Response<Body>>),
    Answering(Answering),
    Boxed(Boxed),
}

impl Responding {
    pub(crate) fn ready(response: Response<Body>) -> Self {
        Self(Stage::Ready(Some(response)))
    }

    /// Work that ends in another stage.
    pub(crate) fn boxed(next: impl Future<Output = Self> + Send + 'static) -> Self {
        Self(Stage::Boxed(Box::pin(async move {
            match next.await.await {
                Ok(response) => response,
                Err(never) => match never {},
            }
        })))
    }

    pub(crate) fn answering(answering: Answering) -> Self {
        Self(Stage::Answering(answering))
    }
}

impl Future for Responding {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Stage::Ready(response) => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                None => Poll::Pending,
            },
            Stage::Answering(answering) => Pin::new(answering).poll(cx),
            Stage::Boxed(future) => future.as_mut().poll(cx).map(Ok),
        }
    }
}

impl fmt::Debug for Responding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Responding")
    }
}
