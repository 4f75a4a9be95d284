//! Files in forms.

use std::{cell::RefCell, fmt};

use bytes::Bytes;
use serde::{Deserializer, Serializer, de::Error as _};

use super::{Base64, Decode, Encode};

/// A part of a form that is a file (RFC 7578 §4.2): its bytes and what the sender says of them.
///
/// Name and media type are the sender's word: neither is fit for a path or for trust as it is.
/// Where a file stands in JSON it is base64, and both are lost.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct File {
    /// The name that the sender gives it.
    pub filename: Option<String>,
    /// Its media type, where it isn't the one that the document says.
    pub content_type: Option<String>,
    /// Other headers of its part: names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub bytes: Bytes,
}

impl File {
    /// Bytes without a name.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            filename: None,
            content_type: None,
            headers: Vec::new(),
            bytes: bytes.into(),
        }
    }

    /// With a name.
    #[must_use]
    pub fn with_filename(mut self, name: impl Into<String>) -> Self {
        self.filename = Some(name.into());
        self
    }

    /// With a media type.
    #[must_use]
    pub fn with_content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// With another header of its part. One that can't be is refused when the form is written.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set_header(name, value);
        self
    }

    /// Sets another header of its part, in the stead of one of this name.
    pub fn set_header(&mut self, name: &str, value: impl Into<String>) {
        let name = name.to_ascii_lowercase();
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
    }

    /// The value of another header of its part, by a name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.filename.as_deref().unwrap_or("no name");
        write!(formatter, "File({name}, {} bytes)", self.bytes.len())
    }
}

thread_local! {
    /// The files of the form that is being written or read on this thread. A value passes
    /// through serde as a tree of JSON, which has no place for bytes and hands no context down; a
    /// file leaves its position in this list there. Nothing waits while the list is in use.
    static ATTACHED: RefCell<Option<Vec<File>>> = const { RefCell::new(None) };
}

/// Runs `write` with a list for files; gives what it gives, and the files.
#[allow(dead_code, reason = "a crate without such forms has no use for it")]
pub(crate) fn detach<T>(write: impl FnOnce() -> T) -> (T, Vec<File>) {
    let outer = ATTACHED.with(|attached| attached.replace(Some(Vec::new())));
    let result = write();
    let files = ATTACHED.with(|attached| attached.replace(outer));
    (result, files.unwrap_or_default())
}

/// Runs `read` with the files that positions stand for.
#[allow(dead_code, reason = "a crate without such forms has no use for it")]
pub(crate) fn attach<T>(files: Vec<File>, read: impl FnOnce() -> T) -> T {
    let outer = ATTACHED.with(|attached| attached.replace(Some(files)));
    let result = read();
    ATTACHED.with(|attached| attached.replace(outer));
    result
}

impl Encode for File {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = ATTACHED.with(|attached| {
            let mut attached = attached.borrow_mut();
            let files = attached.as_mut()?;
            files.push(self.clone());
            Some(files.len() - 1)
        });
        match position {
            Some(position) => serializer.serialize_str(&position.to_string()),
            None => Base64::encode(&self.bytes).encode(serializer),
        }
    }
}

impl<'de> Decode<'de> for File {
    fn decode<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::decode(deserializer)?;
        let attached = ATTACHED.with(|attached| {
            let attached = attached.borrow();
            let files = attached.as_ref()?;
            Some(
                text.parse()
                    .ok()
                    .and_then(|at: usize| files.get(at).cloned()),
            )
        });
        match attached {
            Some(Some(file)) => Ok(file),
            Some(None) => Err(D::Error::custom("this is no file")),
            None => Base64::new(text)
                .decode()
                .map(Self::from)
                .map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_str, to_string};
    use super::*;

    #[test]
    fn a_file_in_json_is_base64() {
        let file = File::new("a\u{ff}").with_filename("a.txt");
        let text = to_string(&file).unwrap();
        assert_eq!(text, "\"YcO/\"");
        assert_eq!(from_str::<File>(&text).unwrap(), File::new("a\u{ff}"));
        assert!(from_str::<File>("\"***\"").is_err());
    }

    #[test]
    fn a_file_in_a_form_leaves_its_position() {
        let files = [File::new("a"), File::new("b").with_filename("b")];
        let (text, detached) = detach(|| to_string(&files).unwrap());
        assert_eq!(text, r#"["0","1"]"#);
        assert_eq!(
            attach(detached, || from_str::<[File; 2]>(&text).unwrap()),
            files
        );
        assert!(attach(Vec::new(), || from_str::<File>("\"0\"")).is_err());
    }
}
