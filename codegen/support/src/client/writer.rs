//! From typed values to a request.

use std::fmt;

use http::{
    HeaderMap, HeaderName, HeaderValue, Request, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE},
    uri::PathAndQuery,
};

use super::{
    super::{
        Encode,
        form::{MEDIA_TYPE, write_form},
        message::Body,
        operation::{Operation, SchemeKind, Secret},
        parameter::{
            Location, Pair, Parameter, ParameterError, Style, write_cookie, write_header,
            write_pairs, write_path,
        },
        percent::{Keep, encode, encode_into},
        response::RawBody,
        stream::{self, Framing, Items},
        to_vec,
        wire::{to_text, to_tree},
    },
    RequestError,
};

/// How many bytes values add to a path, mostly.
const ROOM: usize = 64;

/// Collects the parts of a request.
pub struct RequestWriter {
    operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    query: Vec<Pair>,
    /// The whole query, encoded, before the members of `query`.
    whole_query: Option<String>,
    cookies: Vec<Pair>,
    headers: HeaderMap,
    body: Body,
}

/// Neither headers, query nor cookies, which may hold credentials.
impl fmt::Debug for RequestWriter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RequestWriter")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

impl RequestWriter {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        let query = operation.query.iter().map(|(name, value)| {
            (
                encode(name, Keep::Unreserved),
                encode(value, Keep::Unreserved),
            )
        });
        Self {
            operation,
            path: Vec::new(),
            query: query.collect(),
            whole_query: None,
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::empty(),
        }
    }

    /// A required parameter.
    ///
    /// # Errors
    ///
    /// If the value is undefined or doesn't fit its style.
    pub fn required<T: Encode + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<(), RequestError> {
        match self.write(parameter, value)? {
            true => Ok(()),
            false => Err(RequestError::parameter(parameter, ParameterError::Empty)),
        }
    }

    /// An optional parameter; none is left out.
    ///
    /// # Errors
    ///
    /// If the value doesn't fit its style.
    pub fn optional<T: Encode>(
        &mut self,
        parameter: &Parameter,
        value: Option<&T>,
    ) -> Result<(), RequestError> {
        match value {
            Some(value) => self.write(parameter, value).map(drop),
            None => Ok(()),
        }
    }

    /// The whole query string as JSON text or as the string itself (OpenAPI 3.2
    /// `in: querystring`).
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no text where it has to be.
    pub fn query_string<T: Encode + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<(), RequestError> {
        let text = match parameter.style {
            Style::Json => to_tree(value).map(|tree| tree.to_string()),
            _ => to_text(value),
        };
        let text = text.map_err(RequestError::encode)?;
        self.whole_query = Some(encode(&text, Keep::Unreserved));
        Ok(())
    }

    /// The whole query string as a form with these fields.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no object.
    pub fn query_form<T: Encode + ?Sized>(
        &mut self,
        fields: &[Parameter],
        value: &T,
    ) -> Result<(), RequestError> {
        let value = to_tree(value).map_err(RequestError::encode)?;
        let text = write_form(fields, &value).map_err(RequestError::encode)?;
        self.whole_query = Some(text);
        Ok(())
    }

    /// A JSON body.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded.
    pub fn json<T: Encode + ?Sized>(
        &mut self,
        media_type: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        let text = to_vec(value).map_err(RequestError::encode)?;
        self.body(media_type, text);
        Ok(())
    }

    /// A form with these fields.
    ///
    /// # Errors
    ///
    /// If the value can't be encoded, or is no object.
    pub fn form<T: Encode + ?Sized>(
        &mut self,
        fields: &[Parameter],
        value: &T,
    ) -> Result<(), RequestError> {
        let value = to_tree(value).map_err(RequestError::encode)?;
        let text = write_form(fields, &value).map_err(RequestError::encode)?;
        self.body(MEDIA_TYPE, text);
        Ok(())
    }

    /// A body of a media type.
    pub fn body(&mut self, media_type: &'static str, body: impl Into<Body>) {
        self.body = body.into();
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }

    /// Items of a media type, which are taken as the request is sent, and so only once.
    ///
    /// # Errors
    ///
    /// If they were sent already.
    pub fn items<T: Encode + 'static>(
        &mut self,
        media_type: &'static str,
        framing: Framing,
        items: &Items<T>,
    ) -> Result<(), RequestError> {
        let items = items
            .take()
            .ok_or_else(|| RequestError::encode("the items were sent already"))?;
        self.body(media_type, stream::body(items, framing));
        Ok(())
    }

    /// A body of a media type that is made as it is needed.
    #[allow(dead_code, reason = "only multipart bodies need it")]
    pub(crate) fn body_of(
        &mut self,
        media_type: &str,
        body: impl Into<Body>,
    ) -> Result<(), RequestError> {
        let kind = HeaderValue::from_str(media_type).map_err(RequestError::http)?;
        self.headers.insert(CONTENT_TYPE, kind);
        self.body = body.into();
        Ok(())
    }

    /// Text of a type of its own.
    ///
    /// # Errors
    ///
    /// If the value isn't text.
    pub fn text_of<T: Encode + ?Sized>(
        &mut self,
        media_type: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        let text = to_text(value).map_err(RequestError::encode)?;
        self.body(media_type, text);
        Ok(())
    }

    /// A body that says itself what it is; `media_type` where it doesn't.
    ///
    /// # Errors
    ///
    /// If its media type doesn't fit into a header.
    pub fn raw(&mut self, media_type: &'static str, body: &RawBody) -> Result<(), RequestError> {
        let kind = body.content_type.as_deref().unwrap_or(media_type);
        let kind = HeaderValue::from_str(kind).map_err(RequestError::http)?;
        self.headers.insert(CONTENT_TYPE, kind);
        self.body = Body::from(body.bytes.clone());
        Ok(())
    }

    /// An undeclared query member.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        self.query.push((
            encode(name, Keep::Unreserved),
            encode(value, Keep::Unreserved),
        ));
    }

    /// Headers that replace those of the same names.
    pub(crate) fn headers(&mut self, headers: &HeaderMap) {
        for name in headers.keys() {
            self.headers.remove(name);
            for value in headers.get_all(name) {
                self.headers.append(name.clone(), value.clone());
            }
        }
    }

    pub(crate) fn secret(
        &mut self,
        kind: &SchemeKind,
        secret: &Secret,
    ) -> Result<(), RequestError> {
        let secret = secret.reveal();
        let authorization = match *kind {
            SchemeKind::Bearer { .. } => format!("Bearer {secret}"),
            SchemeKind::Basic => format!("Basic {secret}"),
            SchemeKind::Http(name) => format!("{name} {secret}"),
            SchemeKind::HeaderKey(name) => {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(RequestError::http)?;
                self.headers.insert(name, sensitive(secret)?);
                return Ok(());
            }
            SchemeKind::QueryKey(name) => {
                self.query(name, secret);
                return Ok(());
            }
            SchemeKind::CookieKey(name) => {
                let pair = (
                    encode(name, Keep::Unreserved),
                    encode(secret, Keep::Unreserved),
                );
                self.cookies.push(pair);
                return Ok(());
            }
            SchemeKind::MutualTls | SchemeKind::Undeclared => return Ok(()),
        };
        self.headers
            .insert(AUTHORIZATION, sensitive(&authorization)?);
        Ok(())
    }

    /// The finished request to a URL.
    pub(crate) fn finish(
        mut self,
        uri: Uri,
        accept: &'static str,
    ) -> Result<Request<Body>, RequestError> {
        if !self.cookies.is_empty() {
            let pairs = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"));
            let line = pairs.collect::<Vec<String>>().join("; ");
            self.headers.insert(COOKIE, sensitive(&line)?);
        }
        if !accept.is_empty() && !self.headers.contains_key(ACCEPT) {
            self.headers
                .insert(ACCEPT, HeaderValue::from_static(accept));
        }
        let mut request = Request::new(self.body);
        *request.method_mut() = self.operation.method.parse().map_err(RequestError::http)?;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// Whether the value was defined.
    fn write<T: Encode + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<bool, RequestError> {
        let value = to_tree(value).map_err(RequestError::encode)?;
        let wrong = |error| RequestError::parameter(parameter, error);
        let pairs = match parameter.location {
            Location::Path => {
                let text = write_path(parameter, &value).map_err(wrong)?;
                let defined = text.is_some();
                self.path.extend(text.map(|text| (parameter.name, text)));
                return Ok(defined);
            }
            Location::Header => {
                let Some(text) = write_header(parameter, &value).map_err(wrong)? else {
                    return Ok(false);
                };
                let name = parameter.name.as_bytes();
                let name = HeaderName::from_bytes(name).map_err(RequestError::http)?;
                let value = HeaderValue::try_from(text).map_err(RequestError::http)?;
                self.headers.insert(name, value);
                return Ok(true);
            }
            Location::Query => &mut self.query,
            Location::Cookie => &mut self.cookies,
        };
        let written = match parameter.location {
            Location::Cookie => write_cookie(parameter, &value),
            _ => write_pairs(parameter, &value, Keep::Unreserved),
        };
        let written = written.map_err(wrong)?;
        let defined = !written.is_empty();
        pairs.extend(written);
        Ok(defined)
    }

    /// The URL at a base.
    pub(crate) fn uri(&self, base: &Uri) -> Result<Uri, RequestError> {
        let mut target = base.path().trim_end_matches('/').to_owned();
        let path = self.operation.path.trim_start_matches('/');
        target.reserve(path.len().saturating_add(ROOM));
        let mut segments = path.split('/').peekable();
        while let Some(segment) = segments.next() {
            target.push('/');
            let start = target.len();
            let templated = self.segment(segment, &mut target)?;
            let written = target.get(start..).unwrap_or_default();
            let last = segments.peek().is_none();
            // URL libraries take these away, encoded or not, and the request would go elsewhere.
            if templated && (matches!(written, "." | "..") || written.is_empty() && !last) {
                return Err(RequestError::Path(self.operation.path));
            }
        }
        self.with_query(base, target, '?')
    }

    /// A URL that is taken whole, with the query members beside its own.
    pub(crate) fn uri_at(&self, whole: &Uri) -> Result<Uri, RequestError> {
        let separator = if whole.query().is_some() { '&' } else { '?' };
        let target = whole.path_and_query().map_or("/", PathAndQuery::as_str);
        self.with_query(whole, target.to_owned(), separator)
    }

    fn with_query(
        &self,
        base: &Uri,
        mut target: String,
        separator: char,
    ) -> Result<Uri, RequestError> {
        let members = self.query.iter();
        let members = members.map(|(name, value)| format!("{name}={value}"));
        let whole = self.whole_query.iter().filter(|text| !text.is_empty());
        let mut members = whole.cloned().chain(members).peekable();
        if members.peek().is_some() {
            target.push(separator);
            target.push_str(&members.collect::<Vec<String>>().join("&"));
        }
        let mut parts = base.clone().into_parts();
        let target = PathAndQuery::try_from(target).map_err(RequestError::http)?;
        parts.path_and_query = Some(target);
        Uri::from_parts(parts).map_err(RequestError::http)
    }

    /// Fills a segment's template; whether it has parameters.
    fn segment(&self, mut rest: &str, target: &mut String) -> Result<bool, RequestError> {
        let mut templated = false;
        while let Some((literal, (name, after))) = rest
            .split_once('{')
            .and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
        {
            encode_into(target, literal, Keep::Segment);
            let value = self.path.iter().find(|(key, _)| *key == name);
            let (_, value) = value.ok_or(RequestError::Path(self.operation.path))?;
            target.push_str(value);
            templated = true;
            rest = after;
        }
        encode_into(target, rest, Keep::Segment);
        Ok(templated)
    }
}

/// A header value that HTTP stacks keep out of logs and compression tables.
fn sensitive(text: &str) -> Result<HeaderValue, RequestError> {
    let mut value = HeaderValue::from_str(text).map_err(RequestError::http)?;
    value.set_sensitive(true);
    Ok(value)
}
