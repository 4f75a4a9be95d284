//! Typed answers to messages.

use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_TYPE, HeaderName},
};

use super::super::{
    Encode,
    fault::Fault,
    form::{MEDIA_TYPE, write_form},
    message::Body,
    parameter::{Parameter, write_header},
    response::{RawBody, RawResponse, Upgrade},
    stream::{self, Framing, Items},
    to_vec,
    wire::{to_text, to_tree},
};

/// An answer on its way out.
#[derive(Debug)]
pub struct Answer(http::Response<Body>);

impl Answer {
    /// An answer without body or headers. A number that is no status becomes 500.
    pub fn new(status: u16) -> Self {
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self(response)
    }

    /// With a JSON body of a media type.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded.
    pub fn json<T: Encode + ?Sized>(
        self,
        media_type: &'static str,
        value: &T,
    ) -> Result<Self, Fault> {
        Ok(self.body(media_type, to_vec(value)?))
    }

    /// With a body of a media type.
    pub fn body(mut self, media_type: &'static str, body: impl Into<Body>) -> Self {
        *self.0.body_mut() = body.into();
        self.0
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self
    }

    /// With items of a media type, which are taken as the answer is sent.
    pub fn items<T: Encode + 'static>(
        self,
        media_type: &'static str,
        framing: Framing,
        items: Items<T>,
    ) -> Self {
        self.body(media_type, stream::body(items, framing))
    }

    /// With a body of a media type that is made as it is needed.
    #[allow(dead_code, reason = "only multipart bodies need it")]
    pub(crate) fn body_of(self, media_type: &str, body: impl Into<Body>) -> Result<Self, Fault> {
        let kind = HeaderValue::from_str(media_type)?;
        let mut answer = self;
        *answer.0.body_mut() = body.into();
        answer.0.headers_mut().insert(CONTENT_TYPE, kind);
        Ok(answer)
    }

    /// With text of a type of its own.
    ///
    /// # Errors
    ///
    /// If the value isn't text.
    pub fn text_of<T: Encode + ?Sized>(
        self,
        media_type: &'static str,
        value: &T,
    ) -> Result<Self, Fault> {
        Ok(self.body(media_type, to_text(value)?))
    }

    /// With a form.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no object.
    pub fn form<T: Encode + ?Sized>(self, fields: &[Parameter], value: &T) -> Result<Self, Fault> {
        let text = write_form(fields, &to_tree(value)?)?;
        Ok(self.body(MEDIA_TYPE, text))
    }

    /// With a body that says itself what it is; `media_type` where it doesn't. An empty one has
    /// no type.
    pub fn raw(mut self, media_type: &'static str, body: RawBody) -> Self {
        let usual = HeaderValue::from_static(media_type);
        let kind = match body.content_type {
            Some(kind) => HeaderValue::try_from(kind).ok(),
            None => Some(usual).filter(|_| !body.bytes.is_empty()),
        };
        if let Some(kind) = kind {
            self.0.headers_mut().insert(CONTENT_TYPE, kind);
        }
        *self.0.body_mut() = Body::from(body.bytes);
        self
    }

    /// With the word that the protocol changes. The context adds the headers.
    pub fn upgrade(self, upgrade: Upgrade) -> Self {
        drop(upgrade);
        self
    }

    /// With a declared header that may be left out.
    ///
    /// # Errors
    ///
    /// As [`header`](Self::header).
    pub fn optional_header<T: Encode>(
        self,
        header: &Parameter,
        value: Option<&T>,
    ) -> Result<Self, Fault> {
        match value {
            Some(value) => self.header(header, value),
            None => Ok(self),
        }
    }

    /// With a declared header.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded or doesn't fit into a header.
    pub fn header<T: Encode + ?Sized>(
        mut self,
        header: &Parameter,
        value: &T,
    ) -> Result<Self, Fault> {
        if let Some(text) = write_header(header, &to_tree(value)?)? {
            let name = HeaderName::from_bytes(header.name.as_bytes())?;
            self.0
                .headers_mut()
                .append(name, HeaderValue::try_from(text)?);
        }
        Ok(self)
    }
}

impl From<RawResponse> for Answer {
    fn from(raw: RawResponse) -> Self {
        Self(raw.into())
    }
}

impl From<Answer> for http::Response<Body> {
    fn from(answer: Answer) -> Self {
        answer.0
    }
}
