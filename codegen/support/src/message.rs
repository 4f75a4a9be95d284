//! Bodies and raw answers.

use std::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Buf, Bytes, BytesMut};
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use http_body_util::{BodyExt, combinators::UnsyncBoxBody};

use super::response::RawResponse;

/// Any error, for places where the kind is somebody else's.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The body of a message: bytes in memory or a stream of them.
///
/// With `http_body::Body` it goes through any HTTP stack.
pub struct Body(Kind);

enum Kind {
    /// What of it has not been read yet.
    Whole(Bytes),
    Stream(UnsyncBoxBody<Bytes, BoxError>),
}

impl Body {
    /// Nothing.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// Any other body, read as it arrives.
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let body =
            body.map_frame(|frame| frame.map_data(|mut data| data.copy_to_bytes(data.remaining())));
        Self(Kind::Stream(body.map_err(Into::into).boxed_unsync()))
    }

    /// All of it that has not been read yet, where it is in memory.
    pub fn whole(&self) -> Option<Bytes> {
        match &self.0 {
            Kind::Whole(bytes) => Some(bytes.clone()),
            Kind::Stream(_) => None,
        }
    }

    /// All of it, up to `limit` bytes.
    ///
    /// # Errors
    ///
    /// If there is more, or if the connection fails.
    pub async fn read(mut self, limit: usize) -> Result<Bytes, BodyError> {
        if http_body::Body::size_hint(&self).lower() > limit as u64 {
            return Err(BodyError::TooLarge { limit });
        }
        if let Kind::Whole(bytes) = self.0 {
            return Ok(bytes);
        }
        let mut whole = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = piece.map_err(BodyError::Transport)?;
            if whole.len().saturating_add(piece.len()) > limit {
                return Err(BodyError::TooLarge { limit });
            }
            whole.extend_from_slice(&piece);
        }
        Ok(whole.freeze())
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    ///
    /// If the connection fails.
    pub async fn next(&mut self) -> Option<Result<Bytes, BoxError>> {
        loop {
            match self.frame().await? {
                Ok(frame) => match frame.into_data() {
                    Ok(data) => return Some(Ok(data)),
                    Err(_trailers) => {}
                },
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Kind::Whole(bytes.into()))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Whole(bytes) => write!(formatter, "Body({} bytes)", bytes.len()),
            Kind::Stream(_) => formatter.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Kind::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(mem::take(bytes))))),
            Kind::Stream(body) => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Whole(bytes) => bytes.is_empty(),
            Kind::Stream(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Stream(body) => body.size_hint(),
        }
    }
}

/// Why a body couldn't be read whole.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// It has more bytes than were allowed.
    TooLarge {
        /// How many were.
        limit: usize,
    },
    /// The connection failed.
    Transport(BoxError),
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(formatter, "the body has more than {limit} bytes"),
            Self::Transport(error) => write!(formatter, "the body could not be read: {error}"),
        }
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::TooLarge { .. } => None,
            Self::Transport(error) => Some(error.as_ref()),
        }
    }
}

impl From<RawResponse> for http::Response<Body> {
    fn from(raw: RawResponse) -> Self {
        let mut response = Self::new(Body::from(raw.body.bytes));
        *response.status_mut() = raw.status;
        *response.headers_mut() = raw.headers;
        response
    }
}

/// The lines of a header as one (RFC 9110 §5.3). The outer none: not text.
#[allow(clippy::option_option, reason = "absent and unreadable are two things")]
pub(crate) fn joined_lines(headers: &HeaderMap, name: &str) -> Option<Option<String>> {
    let mut joined: Option<String> = None;
    for line in headers.get_all(name) {
        let line = std::str::from_utf8(line.as_bytes()).ok()?;
        match &mut joined {
            None => joined = Some(line.to_owned()),
            Some(joined) => {
                joined.push(',');
                joined.push_str(line);
            }
        }
    }
    Some(joined)
}
