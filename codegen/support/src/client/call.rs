//! One call, from its options to its answer.

use std::{fmt, future::IntoFuture, time::Duration};

use http::{
    HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri,
    header::{CONNECTION, UPGRADE},
};

use super::{
    super::{endpoint::Endpoint, message::Body},
    CallError, Outgoing, Provider, ReadError, RequestWriter, ResponseReader, Settings,
    transport::{Boxed, Erased, Timeout},
};

/// A call that is sent when it is awaited.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'a, R> {
    transport: &'a dyn Erased,
    settings: &'a Settings,
    request: R,
    headers: HeaderMap,
    query: Vec<(String, String)>,
    timeout: Option<Duration>,
    credentials: Option<Provider>,
    /// Where it goes, whole, in the stead of the base URL and the operation's path.
    target: Option<Uri>,
}

impl<'a, R: Outgoing> Call<'a, R> {
    pub(crate) fn new(transport: &'a dyn Erased, settings: &'a Settings, request: R) -> Self {
        Self {
            transport,
            settings,
            request,
            headers: settings.headers.clone(),
            query: Vec::new(),
            timeout: settings.timeout,
            credentials: settings.credentials.clone(),
            target: None,
        }
    }

    /// To another URL, taken whole, without credentials.
    pub(crate) fn to(mut self, target: Uri) -> Self {
        self.target = Some(target);
        self.credentials = None;
        self
    }

    /// With optional inputs: `.with(|request| request.limit = Some(10))`.
    pub fn with<F, T>(mut self, change: F) -> Self
    where
        F: FnOnce(&mut R) -> T,
    {
        change(&mut self.request);
        self
    }

    /// With a header, which replaces one of the same name.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// With a query member, also one that the document doesn't declare.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// With a time limit, which the transport keeps.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// With other credentials than the client's.
    pub fn credentials(mut self, credentials: impl Into<Provider>) -> Self {
        self.credentials = Some(credentials.into());
        self
    }

    async fn send(self) -> Result<R::Response, CallError<R::Error>> {
        let mut response = self.exchange().await?;
        let asked = !R::OPERATION.security.is_empty();
        if let (StatusCode::UNAUTHORIZED, true, Some(provider)) =
            (response.status(), asked, &self.credentials)
        {
            let fresh = provider.0.refresh_boxed(R::OPERATION).await;
            if fresh.map_err(CallError::Credentials)? {
                response = self.exchange().await?;
            }
        }
        let mut reader = ResponseReader::new(response, self.settings.body_limit);
        match R::read(&mut reader).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(CallError::Api {
                error,
                response: Box::new(reader.seen()),
            }),
            Err(error) => {
                let response = Box::new(reader.seen());
                let failed =
                    response.status.as_u16() >= 400 && matches!(error, ReadError::Decode(_));
                match failed.then(|| R::standard(&reader)).flatten() {
                    Some(error) => Err(CallError::Api { error, response }),
                    None => Err(CallError::Read { error, response }),
                }
            }
        }
    }

    async fn exchange(&self) -> Result<Response<Body>, CallError<R::Error>> {
        let request = self.build().await?;
        self.transport
            .send_boxed(request)
            .await
            .map_err(CallError::Transport)
    }

    async fn build(&self) -> Result<Request<Body>, CallError<R::Error>> {
        let mut writer = RequestWriter::new(R::OPERATION);
        self.request
            .write(&mut writer)
            .map_err(CallError::Request)?;
        for (name, value) in &self.query {
            writer.query(name, value);
        }
        if let (false, Some(provider)) = (R::OPERATION.security.is_empty(), &self.credentials) {
            let secrets = provider.0.credentials_boxed(R::OPERATION).await;
            let secrets = secrets.map_err(CallError::Credentials)?;
            secrets
                .apply(R::OPERATION, &mut writer)
                .map_err(CallError::Request)?;
        }
        writer.headers(&self.headers);
        let uri = match &self.target {
            Some(target) => writer.uri_at(target),
            None => self
                .settings
                .base_of(R::OPERATION)
                .and_then(|base| writer.uri(base)),
        };
        let uri = uri.map_err(CallError::Request)?;
        let request = writer.finish(uri, R::ACCEPT);
        let mut request = request.map_err(CallError::Request)?;
        if request.headers().contains_key(UPGRADE) && !request.headers().contains_key(CONNECTION) {
            // RFC 9110 §7.8: one is nothing without the other.
            let upgrade = HeaderValue::from_static("upgrade");
            request.headers_mut().insert(CONNECTION, upgrade);
        }
        if let Some(timeout) = self.timeout {
            request.extensions_mut().insert(Timeout(timeout));
        }
        if let Some(sign) = &self.settings.signer {
            sign(&mut request).map_err(CallError::Credentials)?;
        }
        Ok(request)
    }
}

impl<'a, R> IntoFuture for Call<'a, R>
where
    R: Outgoing + Sync + 'a,
    <R as Endpoint>::Response: 'a,
    <R as Endpoint>::Error: 'a,
{
    type Output = Result<R::Response, CallError<R::Error>>;
    type IntoFuture = Boxed<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<R: fmt::Debug> fmt::Debug for Call<'_, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Call").field(&self.request).finish()
    }
}
