//! Multipart bodies on the server.

use super::{
    super::{
        Decode, Encode,
        fault::Fault,
        file::attach,
        rules::Rules,
        server::{Answer, RequestReader},
    },
    FormPart, Part, PartList, read, write,
};

impl RequestReader<'_> {
    /// The body as a form with these parts. Others are ignored.
    pub async fn multipart<T: for<'de> Decode<'de>>(
        &mut self,
        fields: &[FormPart],
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let body = self.bytes().await?;
        let kind = self.content_type().unwrap_or_default();
        match read::form(fields, kind, body).await {
            Ok((value, files)) => attach(files, || {
                self.decode("", value.to_string().as_bytes(), rules)
            }),
            Err(error) => {
                self.note("", &error.0);
                None
            }
        }
    }

    /// The body as a list whose items are parts.
    pub async fn part_list<T: for<'de> Decode<'de>>(
        &mut self,
        list: &PartList,
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let body = self.bytes().await?;
        let kind = self.content_type().unwrap_or_default();
        match read::list(list, kind, body).await {
            Ok((value, files)) => attach(files, || {
                self.decode("", value.to_string().as_bytes(), rules)
            }),
            Err(error) => {
                self.note("", &error.0);
                None
            }
        }
    }

    /// The body as a list of parts.
    pub async fn parts(&mut self) -> Option<Vec<Part>> {
        let body = self.bytes().await?;
        let kind = self.content_type().unwrap_or_default();
        let parts = read::parts(kind, body).await;
        if let Err(error) = &parts {
            self.note("", &error.0);
        }
        parts.ok()
    }
}

impl Answer {
    /// With a form.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no object.
    pub fn multipart<T: Encode + ?Sized>(
        self,
        fields: &[FormPart],
        value: &T,
    ) -> Result<Self, Fault> {
        let (kind, body) = write::value(fields, value).map_err(Fault::from_box)?;
        self.body_of(&kind, body)
    }

    /// With a list whose items are parts.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no list.
    pub fn part_list<T: Encode + ?Sized>(
        self,
        media_type: &str,
        list: &PartList,
        value: &T,
    ) -> Result<Self, Fault> {
        let (kind, body) = write::list(media_type, list, value).map_err(Fault::from_box)?;
        self.body_of(&kind, body)
    }

    /// With a list of parts.
    ///
    /// # Errors
    ///
    /// If the media type doesn't fit into a header.
    pub fn parts(self, media_type: &str, parts: &[Part]) -> Result<Self, Fault> {
        let boundary = write::boundary();
        let body = write::parts(parts, &boundary);
        self.body_of(&format!("{media_type}; boundary={boundary}"), body)
    }
}
