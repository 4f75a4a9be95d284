//! `multipart/form-data` (RFC 7578) and other `multipart/…` bodies (RFC 2046 §5.1).

#[cfg(feature = "client")]
mod client;
mod read;
#[cfg(feature = "server")]
mod server;
mod write;

use std::{fmt, marker::PhantomData};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, header::CONTENT_TYPE};

use super::{
    Decode, DecodeError, Encode, File, from_slice,
    message::BoxError,
    parameter::{Parameter, read_header, write_header},
    to_vec,
    wire::{decode, to_tree},
};

/// How many parts a body may have.
const MOST_PARTS: usize = 4096;

/// A part of a `multipart/…` body that the document doesn't describe further.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Part {
    /// A part without headers, which by RFC 2046 §5.1 is plain text.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            headers: HeaderMap::new(),
            bytes: bytes.into(),
        }
    }

    /// With a media type; one that is no header value is left out.
    #[must_use]
    pub fn with_content_type(mut self, media_type: &str) -> Self {
        if let Ok(value) = media_type.parse() {
            self.headers.insert(CONTENT_TYPE, value);
        }
        self
    }

    /// A part of JSON.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded.
    pub fn json<T: Encode + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        Ok(Self::new(to_vec(value)?).with_content_type("application/json"))
    }

    /// With a header; one that can't be is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), value.parse()) {
            self.headers.append(name, value);
        }
        self
    }

    /// The `Content-Type`.
    pub fn content_type(&self) -> Option<&str> {
        self.header(CONTENT_TYPE.as_str())
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The bytes read as JSON, whatever their `Content-Type` says.
    ///
    /// # Errors
    ///
    /// If they aren't this type as JSON.
    pub fn get<'de, T: Decode<'de>>(&'de self) -> Result<T, DecodeError> {
        from_slice(&self.bytes)
    }
}

/// How a property of a form becomes parts (OpenAPI 3.1 *Encoding Object*). Emitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormPart {
    /// Name, shape and style.
    pub parameter: Parameter,
    /// The media type of each part; none where a style says how it is written.
    pub media_type: Option<&'static str>,
}

impl FormPart {
    /// Parts of a media type. An array is a part for each item.
    pub const fn new(parameter: Parameter, media_type: &'static str) -> Self {
        Self {
            parameter,
            media_type: Some(media_type),
        }
    }

    /// Parts by style, as a query has them but without percent-encoding.
    pub const fn styled(parameter: Parameter) -> Self {
        Self {
            parameter,
            media_type: None,
        }
    }
}

/// How a list becomes parts without names (OpenAPI 3.2 *Encoding By Position*). Emitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartList {
    prefix: &'static [FormPart],
    item: Option<FormPart>,
}

impl PartList {
    /// The first parts, and those after them; none where there can't be any.
    pub const fn new(prefix: &'static [FormPart], item: Option<FormPart>) -> Self {
        Self { prefix, item }
    }

    fn part(&self, index: usize) -> Option<&FormPart> {
        self.prefix.get(index).or(self.item.as_ref())
    }
}

/// A declared header of a part that is a file.
pub struct PartHeader<T> {
    header: Parameter,
    value: PhantomData<fn(T) -> T>,
}

impl<T> PartHeader<T> {
    /// A header. Emitted.
    pub const fn new(header: Parameter) -> Self {
        Self {
            header,
            value: PhantomData,
        }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.header.name
    }

    /// Its value; none where it is absent or bad.
    pub fn get(&self, file: &File) -> Option<T>
    where
        T: for<'de> Decode<'de>,
    {
        let value = read_header(&self.header, file.header(self.header.name)?).ok()?;
        decode(value.to_string().as_bytes()).ok()
    }

    /// Gives it to a file.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded or doesn't fit into a header.
    pub fn set(&self, file: &mut File, value: &T) -> Result<(), BoxError>
    where
        T: Encode,
    {
        if let Some(text) = write_header(&self.header, &to_tree(value)?)? {
            file.set_header(self.header.name, text);
        }
        Ok(())
    }
}

impl<T> fmt::Debug for PartHeader<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PartHeader({})", self.header.name)
    }
}

/// Why a body isn't a form or a list of parts.
#[derive(Debug)]
pub(crate) struct NotParts(pub(crate) String);

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{
        super::parameter::{Shape, Style},
        *,
    };

    const FIELDS: &[FormPart] = &[
        FormPart::new(Parameter::query("na\"me", Shape::String), "text/plain"),
        FormPart::new(Parameter::query("size", Shape::Integer), "text/plain"),
        FormPart::new(
            Parameter::query("meta", Shape::Object(&[], None)).styled(Style::Json),
            "application/json",
        ),
        FormPart::new(
            Parameter::query("files", Shape::Array(&Shape::File)),
            "image/png",
        ),
        FormPart::styled(Parameter::query("tags", Shape::Array(&Shape::String)).exploded(false)),
    ];

    fn run<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(future)
    }

    #[test]
    fn a_form_comes_back() {
        let value = json!({
            "na\"me": "\u{e4}\r\n--x", "size": 3, "meta": {"a": [1]},
            "files": ["0", "1"], "tags": ["a b", "c"], "absent": null,
        });
        let files = vec![
            File::new(vec![0, 13, 10, 45, 45]).with_filename("a\"\n.png"),
            File::new("text").with_content_type("text/plain"),
        ];
        let form = write::form(FIELDS, &value, &files, "b").unwrap();
        let text = String::from_utf8_lossy(&form).into_owned();
        assert!(
            text.contains("name=\"na%22me\"\r\n\r\n\u{e4}\r\n--x\r\n--b\r\n"),
            "{text}"
        );
        assert!(
            text.contains(
                "name=\"files\"; filename=\"a%22%0A.png\"\r\nContent-Type: image/png\r\n"
            ),
            "{text}"
        );
        assert!(text.contains("name=\"tags\"\r\n\r\na b,c\r\n"), "{text}");
        assert!(text.ends_with("\r\n--b--\r\n"), "{text}");
        let (read, back) =
            run(read::form(FIELDS, "multipart/form-data; boundary=b", form)).unwrap();
        let mut wanted = value;
        wanted.as_object_mut().unwrap().remove("absent");
        // Names come back as they were sent: nobody can tell an escape from its text.
        let name = wanted.as_object_mut().unwrap().remove("na\"me");
        assert_eq!(name, Some(json!("\u{e4}\r\n--x")));
        assert_eq!(read, wanted);
        assert_eq!(back[1], files[1].clone().with_filename("files"));
        assert_eq!(back[0].bytes, files[0].bytes);
        assert_eq!(back[0].content_type.as_deref(), Some("image/png"));
    }

    #[test]
    fn broken_forms_are_refused() {
        for (kind, body) in [
            ("multipart/form-data", "--b\r\n"),
            ("multipart/form-data; boundary=b", "no boundary"),
            (
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n1",
            ),
        ] {
            let read = run(read::form(FIELDS, kind, Bytes::from(body)));
            assert!(read.is_err(), "{body}: {read:?}");
        }
        let many = "--b\r\nA: b\r\n\r\n\r\n".repeat(MOST_PARTS + 1) + "--b--";
        assert!(
            run(read::parts(
                "multipart/mixed; boundary=b",
                Bytes::from(many)
            ))
            .is_err()
        );
    }

    #[test]
    fn parts_come_back() {
        let parts = vec![
            Part::new("a").with_content_type("text/html"),
            Part::new("").with_content_type("text/plain"),
        ];
        let sent = [parts[0].clone(), Part::new("")];
        let body = write::parts(&sent, "b");
        let back = run(read::parts("multipart/mixed; boundary=\"b\"", body));
        assert_eq!(back.unwrap(), parts);
        let (value, _) = run(read::form(
            FIELDS,
            "multipart/form-data; boundary=b",
            Bytes::from("--b--\r\n"),
        ))
        .unwrap();
        assert_eq!(value, Value::Object(serde_json::Map::new()));
    }
}
