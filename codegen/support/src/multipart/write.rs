//! Values to parts.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hasher},
};

use bytes::Bytes;
use serde_json::Value;

use super::{
    super::{
        Encode, File,
        file::detach,
        message::BoxError,
        parameter::{ParameterError, Shape, Style, write_pairs},
        percent::{Keep, decode},
        wire::to_tree,
    },
    FormPart, Part,
};

/// A value as a form: its `Content-Type` and its bytes.
pub(super) fn value<T: Encode + ?Sized>(
    fields: &[FormPart],
    value: &T,
) -> Result<(String, Bytes), BoxError> {
    let (tree, files) = detach(|| to_tree(value));
    let boundary = boundary();
    let body = form(fields, &tree?, &files, &boundary)?;
    Ok((format!("multipart/form-data; boundary={boundary}"), body))
}

/// A boundary that nobody can have foreseen, so that no part holds it.
pub(super) fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// An object as a form.
pub(super) fn form(
    fields: &[FormPart],
    value: &Value,
    files: &[File],
    boundary: &str,
) -> Result<Bytes, ParameterError> {
    let Value::Object(members) = value else {
        return Err(ParameterError::Nested);
    };
    let mut form = Form {
        boundary,
        bytes: Vec::new(),
        files: 0,
    };
    for (name, value) in members {
        match fields.iter().find(|field| field.parameter.name == name) {
            Some(field) => form.field(field, value, files)?,
            None => form.undeclared(name, value),
        }
    }
    // Only fields that are declared as files can hold one.
    match form.files == files.len() {
        true => Ok(form.finish()),
        false => Err(ParameterError::Nested),
    }
}

/// A list of parts.
pub(super) fn parts(parts: &[Part], boundary: &str) -> Bytes {
    let mut form = Form {
        boundary,
        bytes: Vec::new(),
        files: 0,
    };
    for part in parts {
        form.delimiter();
        for (name, value) in &part.headers {
            form.bytes.extend_from_slice(name.as_str().as_bytes());
            form.bytes.extend_from_slice(b": ");
            form.bytes.extend_from_slice(value.as_bytes());
            form.bytes.extend_from_slice(b"\r\n");
        }
        // RFC 2046 §5.1 allows a part without headers; some readers don't.
        if part.headers.is_empty() {
            form.bytes
                .extend_from_slice(b"Content-Type: text/plain\r\n");
        }
        form.content(&part.bytes);
    }
    form.finish()
}

struct Form<'b> {
    boundary: &'b str,
    bytes: Vec<u8>,
    /// How many files have been written.
    files: usize,
}

impl Form<'_> {
    fn field(
        &mut self,
        field: &FormPart,
        value: &Value,
        files: &[File],
    ) -> Result<(), ParameterError> {
        let parameter = &field.parameter;
        let Some(media_type) = field.media_type else {
            for (name, text) in write_pairs(parameter, value, Keep::Unreserved)? {
                let [name, text] = [name, text].map(|text| {
                    let plain = decode(&text, false).map(std::borrow::Cow::into_owned);
                    plain.unwrap_or(text)
                });
                self.part(&name, None, None, text.as_bytes());
            }
            return Ok(());
        };
        match (value, &parameter.shape) {
            (Value::Array(items), Shape::Array(item)) => {
                for value in items {
                    self.item(field, item, media_type, value, files);
                }
            }
            (value, shape) => self.item(field, shape, media_type, value, files),
        }
        Ok(())
    }

    fn item(
        &mut self,
        field: &FormPart,
        shape: &Shape,
        media_type: &str,
        value: &Value,
        files: &[File],
    ) {
        let name = field.parameter.name;
        let file = |text: &str| text.parse().ok().and_then(|at: usize| files.get(at));
        // RFC 7578 §4.4: text/plain is what a part without a type is.
        let kind = Some(media_type).filter(|kind| *kind != "text/plain");
        match value {
            Value::Null => {}
            Value::String(position) if *shape == Shape::File => {
                if let Some(file) = file(position) {
                    self.file(name, media_type, file);
                }
            }
            Value::String(text) if field.parameter.style != Style::Json => {
                self.part(name, None, kind, text.as_bytes());
            }
            value => self.part(name, None, kind, value.to_string().as_bytes()),
        }
    }

    fn file(&mut self, name: &str, media_type: &str, file: &File) {
        self.files = self.files.saturating_add(1);
        let kind = file.content_type.as_deref();
        let kind = kind.filter(|kind| !kind.bytes().any(|byte| byte.is_ascii_control()));
        let filename = file.filename.as_deref().unwrap_or(name);
        self.part(
            name,
            Some(filename),
            Some(kind.unwrap_or(media_type)),
            &file.bytes,
        );
    }

    /// A member that the document doesn't declare: scalars as text, all else as JSON.
    fn undeclared(&mut self, name: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::String(text) => self.part(name, None, None, text.as_bytes()),
            Value::Array(_) | Value::Object(_) => {
                let text = value.to_string();
                self.part(name, None, Some("application/json"), text.as_bytes());
            }
            scalar => self.part(name, None, None, scalar.to_string().as_bytes()),
        }
    }

    fn part(&mut self, name: &str, filename: Option<&str>, kind: Option<&str>, bytes: &[u8]) {
        self.delimiter();
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(name));
        if let Some(filename) = filename {
            head.push_str(&format!("; filename=\"{}\"", escaped(filename)));
        }
        head.push_str("\r\n");
        if let Some(kind) = kind {
            head.push_str(&format!("Content-Type: {kind}\r\n"));
        }
        self.bytes.extend_from_slice(head.as_bytes());
        self.content(bytes);
    }

    fn delimiter(&mut self) {
        let line = format!("--{}\r\n", self.boundary);
        self.bytes.extend_from_slice(line.as_bytes());
    }

    fn content(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(b"\r\n");
        self.bytes.extend_from_slice(bytes);
        self.bytes.extend_from_slice(b"\r\n");
    }

    fn finish(mut self) -> Bytes {
        let line = format!("--{}--\r\n", self.boundary);
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.into()
    }
}

/// A name between quotes (RFC 7578 §2, as browsers do it).
fn escaped(name: &str) -> String {
    let escaped = name.replace('"', "%22").replace('\r', "%0D");
    escaped.replace('\n', "%0A")
}
