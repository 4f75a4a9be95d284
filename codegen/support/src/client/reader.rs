//! From an answer's parts to typed values.

use std::fmt;

use bytes::Bytes;
use http::{Extensions, HeaderMap, Response, StatusCode, header::CONTENT_TYPE};
use serde_json::Value;

use super::{
    super::{
        Decode,
        form::read_form,
        media::choose,
        message::{Body, joined_lines},
        parameter::{Parameter, read_header},
        response::{RawBody, RawResponse, StatusIn, Upgrade},
        stream::{Framing, Items, items},
        wire::decode,
    },
    ReadError,
};

/// Reads an answer's parts, and keeps what it read for the error that may come of it.
pub struct ResponseReader {
    status: StatusCode,
    headers: HeaderMap,
    extensions: Extensions,
    body: Option<Body>,
    whole: Bytes,
    limit: usize,
}

/// No headers: cookies are credentials.
impl fmt::Debug for ResponseReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResponseReader")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl ResponseReader {
    pub(crate) fn new(response: Response<Body>, limit: usize) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            extensions: parts.extensions,
            body: Some(body),
            whole: Bytes::new(),
            limit,
        }
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The status of an answer that a range stands for; the first of the range if it is another.
    pub fn status_in<const CLASS: u8>(&self) -> StatusIn<CLASS> {
        StatusIn::new(self.status()).unwrap_or_default()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The index of the declared media type that the body has; none where none fits.
    pub fn content(&self, declared: &[&str]) -> Option<usize> {
        choose(self.content_type(), declared)
    }

    /// Whether the body has one of these media types.
    pub fn is(&self, declared: &[&str]) -> bool {
        self.content(declared).is_some()
    }

    /// A declared header. A bad one reads as absent: it never spoils the answer.
    pub fn header<T: for<'de> Decode<'de>>(&self, header: &Parameter) -> Option<T> {
        let text = joined_lines(&self.headers, header.name)??;
        let value = read_header(header, &text).ok()?;
        decode(value.to_string().as_bytes()).ok()
    }

    /// The body as JSON. Zero bytes are `{}` where nothing in it is required.
    ///
    /// # Errors
    ///
    /// If it isn't, is over the limit or the connection fails.
    pub async fn json<T: for<'de> Decode<'de>>(&mut self) -> Result<T, ReadError> {
        let bytes = self.bytes().await?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        decode(text).map_err(ReadError::Decode)
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// If it is over the limit or the connection fails.
    pub async fn bytes(&mut self) -> Result<Bytes, ReadError> {
        if let Some(body) = self.body.take() {
            self.whole = body.read(self.limit).await.map_err(ReadError::Body)?;
        }
        Ok(self.whole.clone())
    }

    /// The whole body as text.
    ///
    /// # Errors
    ///
    /// If it isn't UTF-8, is over the limit or the connection fails.
    pub async fn text(&mut self) -> Result<String, ReadError> {
        let bytes = self.bytes().await?;
        String::from_utf8(bytes.into()).map_err(|_| ReadError::NotText)
    }

    /// The whole body as text that stands for a string of its own type.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text), and if the type doesn't take the text.
    pub async fn text_as<T: for<'de> Decode<'de>>(&mut self) -> Result<T, ReadError> {
        let text = Value::String(self.text().await?);
        decode(text.to_string().as_bytes()).map_err(ReadError::Decode)
    }

    /// The body as a form.
    ///
    /// # Errors
    ///
    /// If it isn't one, is over the limit or the connection fails.
    pub async fn form<T: for<'de> Decode<'de>>(
        &mut self,
        fields: &[Parameter],
    ) -> Result<T, ReadError> {
        let value = read_form(fields, &self.text().await?).ok_or(ReadError::NotText)?;
        decode(value.to_string().as_bytes()).map_err(ReadError::Decode)
    }

    /// The whole body, undescribed.
    ///
    /// # Errors
    ///
    /// If it is over the limit or the connection fails.
    pub async fn raw_body(&mut self) -> Result<RawBody, ReadError> {
        self.bytes().await?;
        Ok(self.seen().body)
    }

    /// The whole answer, undescribed.
    ///
    /// # Errors
    ///
    /// If the body is over the limit or the connection fails.
    pub async fn raw(&mut self) -> Result<RawResponse, ReadError> {
        self.bytes().await?;
        Ok(self.seen())
    }

    /// The body as items, each read when it is taken.
    pub fn items<T: for<'de> Decode<'de> + 'static>(&mut self, framing: Framing) -> Items<T> {
        items(self.stream(), framing, self.limit, None)
    }

    /// The body as it arrives.
    pub fn stream(&mut self) -> Body {
        self.body.take().unwrap_or_default()
    }

    /// The connection, whose protocol changes.
    pub fn upgrade(&mut self) -> Upgrade {
        Upgrade::new(std::mem::take(&mut self.extensions))
    }

    /// The `Content-Type`.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Status and body of a failure, if the body that was read is this type as JSON.
    pub fn standard<T: for<'de> Decode<'de>>(&self) -> Option<(u16, T)> {
        let failed = self.status() >= 400 && !self.whole.is_empty();
        let body = failed.then(|| decode(&self.whole))?;
        Some((self.status(), body.ok()?))
    }

    /// What has been read so far.
    pub(crate) fn seen(&self) -> RawResponse {
        let mut body = RawBody::empty();
        body.content_type = self.content_type().map(str::to_owned);
        body.bytes = self.whole.clone();
        let mut raw = RawResponse::new(self.status, body);
        raw.headers = self.headers.clone();
        raw
    }
}
