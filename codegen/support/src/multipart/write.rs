//! Values to parts.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hasher},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
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
    FormPart, Part, PartList,
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

/// A list as parts without names: its `Content-Type` and its bytes.
pub(super) fn list<T: Encode + ?Sized>(
    media_type: &str,
    list: &PartList,
    value: &T,
) -> Result<(String, Bytes), BoxError> {
    let (tree, files) = detach(|| to_tree(value));
    let Value::Array(items) = tree? else {
        return Err(ParameterError::Nested.into());
    };
    let boundary = boundary();
    let mut form = Form {
        boundary: &boundary,
        named: false,
        bytes: Vec::new(),
        files: 0,
    };
    for (index, value) in items.iter().enumerate() {
        match list.part(index) {
            Some(field) => form.listed(field, value, &files)?,
            None => form.undeclared("", value),
        }
    }
    if form.files != files.len() {
        return Err(ParameterError::Nested.into());
    }
    Ok((format!("{media_type}; boundary={boundary}"), form.finish()))
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
        named: true,
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
        named: true,
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
    /// Whether parts have names.
    named: bool,
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
                    self.item(field, item, media_type, value, files)?;
                }
                Ok(())
            }
            (value, shape) => self.item(field, shape, media_type, value, files),
        }
    }

    /// A part without a name. Its place tells what it is, so that none can be left out.
    fn listed(
        &mut self,
        field: &FormPart,
        value: &Value,
        files: &[File],
    ) -> Result<(), ParameterError> {
        let media_type = field.media_type.unwrap_or("text/plain");
        match value {
            Value::Null => {
                self.part("", None, Some("application/json"), b"null");
                Ok(())
            }
            value => self.item(field, &field.parameter.shape, media_type, value, files),
        }
    }

    fn item(
        &mut self,
        field: &FormPart,
        shape: &Shape,
        media_type: &str,
        value: &Value,
        files: &[File],
    ) -> Result<(), ParameterError> {
        let name = field.parameter.name;
        let file = |text: &str| text.parse().ok().and_then(|at: usize| files.get(at));
        // RFC 7578 §4.4: text/plain is what a part without a type is.
        let kind = Some(media_type).filter(|kind| *kind != "text/plain");
        match value {
            Value::Null => {}
            Value::String(position) if *shape == Shape::File => {
                if let Some(file) = file(position) {
                    self.file(name, media_type, file)?;
                }
            }
            Value::String(text) if field.parameter.style != Style::Json => {
                self.part(name, None, kind, text.as_bytes());
            }
            value => self.part(name, None, kind, value.to_string().as_bytes()),
        }
        Ok(())
    }

    fn file(&mut self, name: &str, media_type: &str, file: &File) -> Result<(), ParameterError> {
        self.files = self.files.saturating_add(1);
        let kind = file.content_type.as_deref();
        let kind = kind.filter(|kind| !kind.bytes().any(|byte| byte.is_ascii_control()));
        let filename = match self.named {
            true => Some(file.filename.as_deref().unwrap_or(name)),
            false => file.filename.as_deref(),
        };
        self.head(name, filename, Some(kind.unwrap_or(media_type)));
        for (name, value) in &file.headers {
            let known = HeaderName::from_bytes(name.as_bytes()).is_ok();
            if !known || HeaderValue::from_str(value).is_err() {
                return Err(ParameterError::Control);
            }
            let line = format!("{name}: {value}\r\n");
            self.bytes.extend_from_slice(line.as_bytes());
        }
        self.content(&file.bytes);
        Ok(())
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
        self.head(name, filename, kind);
        self.content(bytes);
    }

    fn head(&mut self, name: &str, filename: Option<&str>, kind: Option<&str>) {
        self.delimiter();
        let filename = filename.map(|name| format!("; filename=\"{}\"", escaped(name)));
        let mut head = match (self.named, filename) {
            (true, filename) => format!(
                "Content-Disposition: form-data; name=\"{}\"{}\r\n",
                escaped(name),
                filename.unwrap_or_default()
            ),
            (false, Some(filename)) => {
                format!("Content-Disposition: attachment{filename}\r\n")
            }
            (false, None) => String::new(),
        };
        // RFC 2046 §5.1 allows a part without headers; some readers don't.
        let usual = Some("text/plain").filter(|_| !self.named);
        if let Some(kind) = kind.or(usual) {
            head.push_str(&format!("Content-Type: {kind}\r\n"));
        }
        self.bytes.extend_from_slice(head.as_bytes());
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
