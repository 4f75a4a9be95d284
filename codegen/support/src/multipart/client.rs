//! Multipart bodies on the client.

use super::{
    super::{
        Decode, Encode,
        client::{ReadError, RequestError, RequestWriter, ResponseReader},
        file::attach,
        wire::{decode, violation},
    },
    FormPart, NotParts, Part, PartList, read, write,
};

impl RequestWriter {
    /// A form with these parts.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no object.
    pub fn multipart<T: Encode + ?Sized>(
        &mut self,
        fields: &[FormPart],
        value: &T,
    ) -> Result<(), RequestError> {
        let (kind, body) = write::value(fields, value).map_err(RequestError::encode)?;
        self.body_of(&kind, body)
    }

    /// A list whose items are parts.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no list.
    pub fn part_list<T: Encode + ?Sized>(
        &mut self,
        media_type: &str,
        list: &PartList,
        value: &T,
    ) -> Result<(), RequestError> {
        let written = write::list(media_type, list, value);
        let (kind, body) = written.map_err(RequestError::encode)?;
        self.body_of(&kind, body)
    }

    /// A list of parts.
    ///
    /// # Errors
    ///
    /// If the media type doesn't fit into a header.
    pub fn parts(&mut self, media_type: &str, parts: &[Part]) -> Result<(), RequestError> {
        let boundary = write::boundary();
        let body = write::parts(parts, &boundary);
        self.body_of(&format!("{media_type}; boundary={boundary}"), body)
    }
}

impl ResponseReader {
    /// The body as a form.
    ///
    /// # Errors
    ///
    /// If it isn't one, is over the limit or the connection fails.
    pub async fn multipart<T: for<'de> Decode<'de>>(
        &mut self,
        fields: &[FormPart],
    ) -> Result<T, ReadError> {
        let body = self.bytes().await?;
        let kind = self.content_type().unwrap_or_default();
        let (value, files) = read::form(fields, kind, body).await.map_err(wrong)?;
        attach(files, || decode(value.to_string().as_bytes())).map_err(ReadError::Decode)
    }

    /// The body as a list whose items are parts.
    ///
    /// # Errors
    ///
    /// If it isn't one, is over the limit or the connection fails.
    pub async fn part_list<T: for<'de> Decode<'de>>(
        &mut self,
        list: &PartList,
    ) -> Result<T, ReadError> {
        let body = self.bytes().await?;
        let kind = self.content_type().unwrap_or_default();
        let (value, files) = read::list(list, kind, body).await.map_err(wrong)?;
        attach(files, || decode(value.to_string().as_bytes())).map_err(ReadError::Decode)
    }

    /// The body as a list of parts.
    ///
    /// # Errors
    ///
    /// If it isn't one, is over the limit or the connection fails.
    pub async fn parts(&mut self) -> Result<Vec<Part>, ReadError> {
        let body = self.bytes().await?;
        let kind = self.content_type().unwrap_or_default();
        read::parts(kind, body).await.map_err(wrong)
    }
}

fn wrong(error: NotParts) -> ReadError {
    ReadError::Decode(violation("", "multipart", error.0))
}
