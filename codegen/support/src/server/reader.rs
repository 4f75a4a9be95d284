//! From a request's parts to typed values, with everything that is wrong in one go.

use std::fmt;

use bytes::Bytes;
use http::{
    HeaderMap, StatusCode,
    header::{CONTENT_TYPE, COOKIE, HeaderName},
};
use serde_json::Value;

use super::{
    super::{
        Decode,
        fault::{Fault, Refusal},
        form::read_form,
        media::{MediaType, choose},
        message::{Body, joined_lines},
        parameter::{
            Location, Pairs, Parameter, Shape, Style, cookie_pairs, read_header, read_pairs,
            read_path,
        },
        percent,
        response::RawBody,
        rules::{Rules, Violation},
        stream::{Framing, Items, items},
        wire::{check, decode, violation},
    },
    Exchange,
};

/// Reads a request's parts. Each method returns none for what is wrong and notes it, so that
/// emitted code reads everything before it gives up.
pub struct RequestReader<'a> {
    exchange: &'a Exchange,
    query: Option<Pairs<'a>>,
    cookies: Option<Pairs<'a>>,
    violations: Vec<Violation>,
    fault: Option<Fault>,
}

/// Neither query nor cookies, which may hold credentials.
impl fmt::Debug for RequestReader<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RequestReader")
            .field("exchange", self.exchange)
            .field("violations", &self.violations)
            .finish_non_exhaustive()
    }
}

impl<'a> RequestReader<'a> {
    pub(crate) fn new(exchange: &'a Exchange) -> Self {
        let mut reader = Self {
            exchange,
            query: Pairs::of_query(exchange.parts.uri.query().unwrap_or_default()),
            cookies: cookie_pairs(text_lines(&exchange.parts.headers, &COOKIE)),
            violations: Vec::new(),
            fault: None,
        };
        if reader.query.is_none() {
            reader.note("/query", "the query is not valid percent-encoded UTF-8");
        }
        reader
    }

    pub(crate) fn into_findings(self) -> (Option<Fault>, Vec<Violation>) {
        (self.fault, self.violations)
    }

    /// A required parameter.
    pub fn required<T: for<'de> Decode<'de>>(
        &mut self,
        parameter: &Parameter,
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let value = self.optional(parameter, rules)?;
        if value.is_none() {
            self.violations
                .push(violation(pointer(parameter), "required", "is required"));
        }
        value
    }

    /// An optional parameter.
    pub fn optional<T: for<'de> Decode<'de>>(
        &mut self,
        parameter: &Parameter,
        rules: Option<&'static Rules>,
    ) -> Option<Option<T>> {
        let Ok(value) = self.value(parameter) else {
            self.note(&pointer(parameter), "is not valid text for its style");
            return None;
        };
        match value {
            None | Some(Value::Null) => Some(None),
            Some(value) => self
                .decode_at(|| pointer(parameter), value.to_string().as_bytes(), rules)
                .map(Some),
        }
    }

    /// The whole query string as JSON text or as the string itself (OpenAPI 3.2
    /// `in: querystring`).
    pub fn query_string<T: for<'de> Decode<'de>>(
        &mut self,
        parameter: &Parameter,
        rules: Option<&'static Rules>,
    ) -> Option<Option<T>> {
        let pointer = pointer(parameter);
        let Some(raw) = self.whole_query() else {
            return Some(None);
        };
        let text = match (percent::decode(raw, false), parameter.style) {
            (Some(text), Style::Json) => text.into_owned(),
            (Some(text), _) => Value::String(text.into_owned()).to_string(),
            (None, _) => {
                self.note(&pointer, "is not percent-encoded UTF-8");
                return None;
            }
        };
        self.decode(&pointer, text.as_bytes(), rules).map(Some)
    }

    /// The whole query string as a form with these fields, if there is one.
    pub fn query_form<T: for<'de> Decode<'de>>(
        &mut self,
        name: &'static str,
        fields: &[Parameter],
        rules: Option<&'static Rules>,
    ) -> Option<Option<T>> {
        match self.whole_query() {
            Some(_) => self.needed_form(name, fields, rules).map(Some),
            None => Some(None),
        }
    }

    /// The whole query string as a form with these fields; without one it has no members.
    pub fn needed_form<T: for<'de> Decode<'de>>(
        &mut self,
        name: &'static str,
        fields: &[Parameter],
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let pointer = pointer(&Parameter::query(name, Shape::Scalar));
        match read_form(fields, self.whole_query().unwrap_or_default()) {
            Some(value) => self.decode(&pointer, value.to_string().as_bytes(), rules),
            None => {
                self.note(&pointer, "is not a form");
                None
            }
        }
    }

    /// The whole query string, which has to be there.
    pub fn needed_string<T: for<'de> Decode<'de>>(
        &mut self,
        parameter: &Parameter,
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let value = self.query_string(parameter, rules)?;
        if value.is_none() {
            self.violations
                .push(violation(pointer(parameter), "required", "is required"));
        }
        value
    }

    fn whole_query(&self) -> Option<&'a str> {
        self.exchange
            .parts
            .uri
            .query()
            .filter(|text| !text.is_empty())
    }

    /// The index of the declared media type that the body has. 415 where none fits.
    pub fn content(&mut self, declared: &[&str]) -> Option<usize> {
        let given = self.content_type();
        let chosen = choose(given, declared).filter(|_| {
            let media = given.and_then(MediaType::parse);
            media.is_none_or(|media| !media.is_json() || media.is_utf8())
        });
        if chosen.is_none() {
            let detail = format!("the body must be {}", declared.join(" or "));
            let refusal = Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail);
            self.fault.get_or_insert(refusal.into());
        }
        chosen
    }

    /// Whether there is a body at all: any byte, whatever the headers say.
    pub async fn has_body(&mut self) -> bool {
        self.bytes().await.is_some_and(|bytes| !bytes.is_empty())
    }

    /// A JSON body. Zero bytes are `{}` where nothing in it is required.
    pub async fn json<T: for<'de> Decode<'de>>(
        &mut self,
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let bytes = self.bytes().await?;
        match bytes.is_empty() {
            false => self.decode("", &bytes, rules),
            true => {
                let empty = b"{}";
                let value = decode(empty)
                    .ok()
                    .filter(|_| check(rules, empty, &self.exchange.policy).is_empty());
                if value.is_none() {
                    self.violations
                        .push(violation("", "required", "a body is required"));
                }
                value
            }
        }
    }

    /// The body as a form with these fields.
    pub async fn form<T: for<'de> Decode<'de>>(
        &mut self,
        fields: &[Parameter],
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let text = self.text().await?;
        match read_form(fields, &text) {
            Some(value) => self.decode("", value.to_string().as_bytes(), rules),
            None => {
                self.note("", "is not a form");
                None
            }
        }
    }

    /// The whole body.
    pub async fn bytes(&mut self) -> Option<Bytes> {
        match self.exchange.body().await {
            Ok(bytes) => Some(bytes),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                None
            }
        }
    }

    /// The whole body, undescribed.
    pub async fn raw_body(&mut self) -> Option<RawBody> {
        let mut body = RawBody::empty();
        body.content_type = self.content_type().map(str::to_owned);
        body.bytes = self.bytes().await?;
        Some(body)
    }

    /// The whole body as text that stands for a string of its own type.
    pub async fn text_as<T: for<'de> Decode<'de>>(
        &mut self,
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let text = Value::String(self.text().await?);
        self.decode("", text.to_string().as_bytes(), rules)
    }

    /// The whole body as text.
    pub async fn text(&mut self) -> Option<String> {
        let bytes = self.bytes().await?;
        let text = String::from_utf8(bytes.into()).ok();
        if text.is_none() {
            self.note("", "is not UTF-8");
        }
        text
    }

    /// The body as items, each checked when it is taken. No limit but that of one item.
    pub fn items<T: for<'de> Decode<'de> + 'static>(
        &mut self,
        framing: Framing,
        rules: Option<&'static Rules>,
    ) -> Option<Items<T>> {
        let rules = rules.map(|rules| (rules, self.exchange.policy));
        let body = self.exchange.stream();
        Some(items(body, framing, self.exchange.limit, rules))
    }

    /// The body as it arrives; no limit but the author's own.
    pub fn stream(&mut self) -> Body {
        self.exchange.stream()
    }

    /// The `Content-Type` of the body.
    pub fn content_type(&self) -> Option<&'a str> {
        self.exchange.parts.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Notes something that is wrong, at a JSON Pointer into the body or `/query/name`.
    pub fn note(&mut self, pointer: &str, message: &str) {
        self.violations.push(violation(pointer, "request", message));
    }

    pub(crate) fn decode<T: for<'de> Decode<'de>>(
        &mut self,
        pointer: &str,
        text: &[u8],
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        self.decode_at(|| pointer.to_owned(), text, rules)
    }

    /// The pointer is made for what is wrong only.
    fn decode_at<T: for<'de> Decode<'de>>(
        &mut self,
        pointer: impl FnOnce() -> String,
        text: &[u8],
        rules: Option<&'static Rules>,
    ) -> Option<T> {
        let violations = check(rules, text, &self.exchange.policy);
        let value = decode(text);
        // Where the rules have found something, they have said already what the decoder met.
        match value {
            Ok(value) if violations.is_empty() => Some(value),
            value => {
                let met = value.as_ref().err().filter(|_| violations.is_empty());
                self.report(&pointer(), violations.iter().chain(met));
                value.ok()
            }
        }
    }

    #[cold]
    fn report<'v>(&mut self, pointer: &str, violations: impl Iterator<Item = &'v Violation>) {
        self.violations
            .extend(violations.map(|violation| Violation {
                pointer: format!("{pointer}{}", violation.pointer),
                ..violation.clone()
            }));
    }

    fn value(&self, parameter: &Parameter) -> Result<Option<Value>, ()> {
        let parts = &self.exchange.parts;
        let value = match parameter.location {
            Location::Path => {
                let raw = self
                    .exchange
                    .template
                    .value(parts.uri.path(), parameter.name);
                raw.map(|raw| read_path(parameter, &raw)).transpose()
            }
            Location::Query => read_pairs(parameter, self.query.as_ref().ok_or(())?),
            Location::Cookie => read_pairs(parameter, self.cookies.as_ref().ok_or(())?),
            Location::Header => {
                let lines = joined_lines(&parts.headers, parameter.name).ok_or(())?;
                lines.map(|text| read_header(parameter, &text)).transpose()
            }
        };
        value.map_err(drop)
    }
}

fn pointer(parameter: &Parameter) -> String {
    let name = parameter.name.replace('~', "~0").replace('/', "~1");
    format!("/{}/{name}", parameter.location.as_str())
}

fn text_lines<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|line| line.to_str().ok())
}
