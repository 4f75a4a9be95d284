//! A transport over reqwest.

use ::reqwest::Client;
#[cfg(not(target_arch = "wasm32"))]
use ::reqwest::redirect::Policy;
use http::{Request, Response};

use super::{
    client::{Timeout, Transport},
    message::{Body, BoxError},
};

/// A transport over reqwest. TLS comes with the features that an application asks of reqwest.
#[derive(Clone, Debug)]
pub struct Reqwest(Client);

impl Reqwest {
    /// A transport with reqwest's defaults that follows no redirects.
    ///
    /// # Errors
    ///
    /// If reqwest can't set up TLS or the resolver.
    pub fn new() -> Result<Self, ::reqwest::Error> {
        let builder = Client::builder();
        #[cfg(not(target_arch = "wasm32"))]
        let builder = builder.redirect(Policy::none());
        builder.build().map(Self)
    }
}

/// A client as it is. Build it with `Policy::none`: a redirect would carry credentials to
/// wherever it names.
impl From<Client> for Reqwest {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

impl Transport for Reqwest {
    async fn send(&self, request: Request<Body>) -> Result<Response<Body>, BoxError> {
        let (parts, body) = request.into_parts();
        let url = parts.uri.to_string();
        let mut builder = self.0.request(parts.method, url).headers(parts.headers);
        if let Some(Timeout(timeout)) = parts.extensions.get() {
            builder = builder.timeout(*timeout);
        }
        #[cfg(target_arch = "wasm32")]
        let body = Body::from(body.read(usize::MAX).await?);
        let response = attach(builder, body).send().await;
        // The URL may hold a key; it isn't for logs.
        receive(response.map_err(::reqwest::Error::without_url)?).await
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn attach(builder: ::reqwest::RequestBuilder, body: Body) -> ::reqwest::RequestBuilder {
    match body.whole() {
        Some(bytes) if bytes.is_empty() => builder,
        Some(bytes) => builder.body(bytes),
        None => builder.body(::reqwest::Body::wrap(shared::Shared::new(body))),
    }
}

#[cfg(not(target_arch = "wasm32"))]
async fn receive(response: ::reqwest::Response) -> Result<Response<Body>, BoxError> {
    Ok(Response::<::reqwest::Body>::from(response).map(Body::stream))
}

/// In a browser bodies are whole: its streams can't leave their thread.
#[cfg(target_arch = "wasm32")]
fn attach(builder: ::reqwest::RequestBuilder, body: Body) -> ::reqwest::RequestBuilder {
    builder.body(body.whole().unwrap_or_default())
}

/// In a browser bodies are whole: its streams can't leave their thread.
#[cfg(target_arch = "wasm32")]
async fn receive(response: ::reqwest::Response) -> Result<Response<Body>, BoxError> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = response.status();
    *answer.headers_mut() = response.headers().clone();
    *answer.body_mut() = Body::from(response.bytes().await?);
    Ok(answer)
}

#[cfg(not(target_arch = "wasm32"))]
mod shared {
    use std::{
        pin::Pin,
        sync::{Mutex, PoisonError},
        task::{Context, Poll},
    };

    use bytes::Bytes;
    use http_body::Frame;

    use super::{Body, BoxError};

    /// A body that can be shared between threads because nobody reads it through a shared
    /// reference.
    pub(super) struct Shared(Mutex<Body>);

    impl Shared {
        pub(super) fn new(body: Body) -> Self {
            Self(Mutex::new(body))
        }
    }

    impl http_body::Body for Shared {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
            Pin::new(body).poll_frame(cx)
        }
    }
}
