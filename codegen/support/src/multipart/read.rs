//! Parts to values.

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http_body_util::BodyDataStream;
use multer::{Field, Multipart};
use serde_json::{Map, Value};

use super::{
    super::{
        File,
        media::MediaType,
        message::Body,
        parameter::{Pairs, Shape, Style, read_pairs, read_text},
    },
    FormPart, MOST_PARTS, NotParts, Part, PartList,
};

/// A part with a name.
struct Named {
    name: String,
    filename: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    bytes: Bytes,
}

impl Named {
    /// Reads a part; it has no name outside of forms.
    async fn read(name: String, part: Field<'_>) -> Result<Self, NotParts> {
        let kind = part.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).map(str::to_owned);
        let others = part
            .headers()
            .iter()
            .filter(|(name, _)| **name != CONTENT_TYPE && **name != CONTENT_DISPOSITION);
        let headers = others.filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        Ok(Self {
            name,
            filename: part.file_name().map(str::to_owned),
            content_type: kind,
            headers: headers.collect(),
            bytes: part.bytes().await.map_err(wrong)?,
        })
    }
}

/// The object of a form, and its files, for which the object holds positions.
pub(super) async fn form(
    fields: &[FormPart],
    content_type: &str,
    body: Bytes,
) -> Result<(Value, Vec<File>), NotParts> {
    let mut parts = open(content_type, body)?;
    let (mut named, mut count) = (Vec::new(), 0_usize);
    while let Some(part) = parts.next_field().await.map_err(wrong)? {
        count = counted(count)?;
        let Some(name) = part.name().map(str::to_owned) else {
            continue;
        };
        named.push(Named::read(name, part).await?);
    }
    let (mut object, mut files) = (Map::new(), Vec::new());
    for field in fields {
        let value = match field.media_type {
            None => styled(field, &named)?,
            Some(_) => content(field, &named, &mut files)?,
        };
        if let Some(value) = value {
            object.insert(field.parameter.name.to_owned(), value);
        }
    }
    Ok((Value::Object(object), files))
}

/// The array of parts without names, and its files, for which the array holds positions.
pub(super) async fn list(
    list: &PartList,
    content_type: &str,
    body: Bytes,
) -> Result<(Value, Vec<File>), NotParts> {
    let mut parts = open(content_type, body)?;
    let (mut items, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(wrong)? {
        counted(items.len())?;
        let part = Named::read(format!("{}", items.len()), part).await?;
        items.push(match list.part(items.len()) {
            Some(field) => one(field, &field.parameter.shape, &part, &mut files)?,
            None => undeclared(&part)?,
        });
    }
    Ok((Value::Array(items), files))
}

/// A part that the list has no place for: what its media type says.
fn undeclared(part: &Named) -> Result<Value, NotParts> {
    let kind = part.content_type.as_deref().and_then(MediaType::parse);
    match kind.is_some_and(|kind| kind.is_json()) {
        true => serde_json::from_slice(&part.bytes)
            .map_err(|_| NotParts(format!("part `{}` is not JSON", part.name))),
        false => text(part).map(Value::String),
    }
}

/// The parts of any `multipart/…` body.
pub(super) async fn parts(content_type: &str, body: Bytes) -> Result<Vec<Part>, NotParts> {
    let mut parts = open(content_type, body)?;
    let (mut all, mut count) = (Vec::new(), 0_usize);
    while let Some(part) = parts.next_field().await.map_err(wrong)? {
        count = counted(count)?;
        let headers = part.headers().clone();
        let bytes = part.bytes().await.map_err(wrong)?;
        all.push(Part { headers, bytes });
    }
    Ok(all)
}

fn open(content_type: &str, body: Bytes) -> Result<Multipart<'static>, NotParts> {
    let media = MediaType::parse(content_type);
    let boundary = media.and_then(|media| media.parameter("boundary").map(str::to_owned));
    let boundary = boundary.filter(|boundary| !boundary.is_empty());
    let boundary = boundary.ok_or_else(|| NotParts("has no boundary".to_owned()))?;
    let stream = BodyDataStream::new(Body::from(body));
    Ok(Multipart::new(stream, boundary))
}

fn counted(count: usize) -> Result<usize, NotParts> {
    match count < MOST_PARTS {
        true => Ok(count + 1),
        false => Err(NotParts(format!("has more than {MOST_PARTS} parts"))),
    }
}

fn wrong(error: multer::Error) -> NotParts {
    NotParts(error.to_string())
}

/// A field by style: as in a query whose values aren't encoded.
fn styled(field: &FormPart, named: &[Named]) -> Result<Option<Value>, NotParts> {
    let mut texts = Vec::new();
    for part in named {
        let text = match text(part) {
            Ok(text) => text,
            Err(error) if part.name == field.parameter.name => return Err(error),
            Err(_) => continue,
        };
        // What reads queries decodes triples; here a `%` is just that.
        texts.push((part.name.clone(), text.replace('%', "%25")));
    }
    let pairs = Pairs::of_encoded(&texts);
    read_pairs(&field.parameter, &pairs).map_err(|_| unreadable(field.parameter.name))
}

fn content(
    field: &FormPart,
    named: &[Named],
    files: &mut Vec<File>,
) -> Result<Option<Value>, NotParts> {
    let mut own = named
        .iter()
        .filter(|part| part.name == field.parameter.name)
        .peekable();
    if own.peek().is_none() {
        return Ok(None);
    }
    if let Shape::Array(item) = field.parameter.shape {
        let items = own.map(|part| one(field, item, part, files));
        let items: Result<Vec<Value>, NotParts> = items.collect();
        return items.map(|items| Some(Value::Array(items)));
    }
    let first = own.next();
    first
        .map(|part| one(field, &field.parameter.shape, part, files))
        .transpose()
}

fn one(
    field: &FormPart,
    shape: &Shape,
    part: &Named,
    files: &mut Vec<File>,
) -> Result<Value, NotParts> {
    if *shape == Shape::File {
        files.push(File {
            filename: part.filename.clone(),
            content_type: part.content_type.clone(),
            headers: part.headers.clone(),
            bytes: part.bytes.clone(),
        });
        return Ok(Value::String((files.len() - 1).to_string()));
    }
    if field.parameter.style == Style::Json {
        return serde_json::from_slice(&part.bytes).map_err(|_| unreadable(&part.name));
    }
    Ok(read_text(shape, text(part)?))
}

fn text(part: &Named) -> Result<String, NotParts> {
    let text = String::from_utf8(part.bytes.to_vec());
    text.map_err(|_| NotParts(format!("part `{}` is not UTF-8", part.name)))
}

fn unreadable(name: &str) -> NotParts {
    NotParts(format!("part `{name}` can't be read"))
}
