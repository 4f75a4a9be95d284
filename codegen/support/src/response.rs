//! Answers and bodies as they came, for what the document doesn't describe.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{Extensions, HeaderMap, StatusCode, header::CONTENT_TYPE};

/// A body that the document doesn't describe: its bytes and what they claim to be.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawBody {
    /// The `Content-Type`.
    pub content_type: Option<String>,
    /// The bytes.
    pub bytes: Bytes,
}

impl RawBody {
    /// Bytes of a media type.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self {
            content_type: Some(content_type.into()),
            bytes: bytes.into(),
        }
    }

    /// No body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The bytes as text, if they are UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.content_type.as_deref().unwrap_or("no type");
        write!(formatter, "RawBody({kind}, {} bytes)", self.bytes.len())
    }
}

/// An answer as it came: status, headers and body.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: RawBody,
}

/// Of headers only the names: cookies are credentials.
impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(|name| name.as_str()).collect();
        formatter
            .debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &names)
            .field("body", &self.body)
            .finish()
    }
}

impl RawResponse {
    /// An answer of a status with a body; its `Content-Type` becomes a header.
    pub fn new(status: StatusCode, body: RawBody) -> Self {
        let mut headers = HeaderMap::new();
        let kind = body
            .content_type
            .as_deref()
            .and_then(|kind| kind.parse().ok());
        if let Some(kind) = kind {
            headers.insert(CONTENT_TYPE, kind);
        }
        Self {
            status,
            headers,
            body,
        }
    }
}

/// A connection whose protocol changes (101, RFC 9110 §15.2.2): what the HTTP stack has left of it
/// among the extensions of a message. With hyper, and what stands on it, that is
/// `hyper::upgrade::OnUpgrade`; whoever has it waits for it and then reads and writes itself.
///
/// A client finds it in the answer, a server in the request: [`Upgrade::default`] is the server's
/// word in its answer that it changes.
#[derive(Clone, Default)]
pub struct Upgrade(Option<Arc<Extensions>>);

impl Upgrade {
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn new(extensions: Extensions) -> Self {
        Self(Some(Arc::new(extensions)))
    }

    /// What the HTTP stack has left, by its type.
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.as_deref()?.get()
    }
}

/// Two are equal that are one connection, or none.
impl PartialEq for Upgrade {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Upgrade {}

impl fmt::Debug for Upgrade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Upgrade")
    }
}

/// A status of a range: `StatusIn<4>` is one of `4XX`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusIn<const CLASS: u8>(u16);

impl<const CLASS: u8> StatusIn<CLASS> {
    /// A status, if it is in the range.
    pub const fn new(status: u16) -> Option<Self> {
        match status / 100 == CLASS as u16 {
            true => Some(Self(status)),
            false => None,
        }
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// The first of the range.
impl<const CLASS: u8> Default for StatusIn<CLASS> {
    fn default() -> Self {
        Self(CLASS as u16 * 100)
    }
}

/// The number again, if it is outside the range.
impl<const CLASS: u8> TryFrom<u16> for StatusIn<CLASS> {
    type Error = u16;

    fn try_from(status: u16) -> Result<Self, u16> {
        Self::new(status).ok_or(status)
    }
}

impl<const CLASS: u8> fmt::Debug for StatusIn<CLASS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

impl<const CLASS: u8> fmt::Display for StatusIn<CLASS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_outside_its_range_is_refused() {
        assert_eq!(StatusIn::<4>::new(404).map(StatusIn::get), Some(404));
        assert_eq!(StatusIn::<4>::new(500), None);
        assert_eq!(StatusIn::<4>::try_from(399), Err(399));
        assert_eq!(StatusIn::<2>::default().to_string(), "200");
    }
}
