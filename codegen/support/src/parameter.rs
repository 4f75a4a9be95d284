//! Parameters: how values become text in paths, queries, headers and cookies, and back
//! (OpenAPI 3.1 *Parameter Object*, RFC 6570).
//!
//! Between text and type stands JSON: text is read into JSON by the parameter's [`Shape`], then
//! checked by rules and decoded like a body; a value is encoded to JSON and written by its
//! [`Style`]. So a type has one codec, wherever it stands.

mod pairs;
mod read;
mod write;

pub(crate) use pairs::{Pairs, cookie_pairs};
#[allow(unused_imports, reason = "only multipart forms use it")]
pub(crate) use read::read_text;
pub(crate) use read::{read_header, read_pairs, read_path};
pub(crate) use write::{Pair, write_cookie, write_header, write_pairs, write_path};

/// A parameter, or a header of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name in the document.
    pub name: &'static str,
    /// Where it goes.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether items and members stand alone.
    pub explode: bool,
    /// Whether reserved characters pass unencoded.
    pub allow_reserved: bool,
    /// Whether `name=` means that there is no value, also where the type isn't a string.
    pub allow_empty: bool,
    /// What JSON its text stands for.
    pub shape: Shape,
    /// Names that other parameters take, which an exploded map must leave alone.
    pub taken: &'static [&'static str],
}

impl Parameter {
    /// A parameter in the path, `simple`.
    pub const fn path(name: &'static str, shape: Shape) -> Self {
        Self::new(name, Location::Path, Style::Simple, shape)
    }

    /// A parameter in the query, `form` and exploded.
    pub const fn query(name: &'static str, shape: Shape) -> Self {
        Self::new(name, Location::Query, Style::Form, shape).exploded(true)
    }

    /// A header, `simple`.
    pub const fn header(name: &'static str, shape: Shape) -> Self {
        Self::new(name, Location::Header, Style::Simple, shape)
    }

    /// A cookie, `form` and exploded.
    pub const fn cookie(name: &'static str, shape: Shape) -> Self {
        Self::new(name, Location::Cookie, Style::Form, shape).exploded(true)
    }

    const fn new(name: &'static str, location: Location, style: Style, shape: Shape) -> Self {
        Self {
            name,
            location,
            style,
            explode: false,
            allow_reserved: false,
            allow_empty: false,
            shape,
            taken: &[],
        }
    }

    /// In another style.
    pub const fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// With or without `explode`.
    #[allow(clippy::fn_params_excessive_bools, reason = "the standard's own flag")]
    pub const fn exploded(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// With reserved characters left as they are.
    pub const fn reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// With `name=` for no value.
    pub const fn or_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// Beside parameters of these names.
    pub const fn beside(mut self, taken: &'static [&'static str]) -> Self {
        self.taken = taken;
        self
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// The word of the document, which is also the first part of a violation's pointer.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a value becomes text (OpenAPI 3.1 *Style Values*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;name=value` in a path.
    Matrix,
    /// `.value` in a path.
    Label,
    /// `value` in a path or header.
    Simple,
    /// `name=value` in a query, form or cookie.
    Form,
    /// Items of one value, separated by `%20`.
    SpaceDelimited,
    /// Items of one value, separated by `%7C`.
    PipeDelimited,
    /// `name[member]=value` in a query.
    DeepObject,
    /// Unencoded `name=value` (OpenAPI 3.2).
    Cookie,
    /// JSON text, of a parameter with `content`.
    Json,
    /// The string itself, of a parameter with `content`.
    Text,
}

/// What JSON a parameter's text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    String,
    /// A file of a form.
    File,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// What the text looks like: a number, `true`, `false`, else a string.
    Scalar,
    /// An array of one kind of items.
    Array(&'static Shape),
    /// An object: known members, and the shape of others where there can be any.
    Object(&'static [(&'static str, Shape)], Option<&'static Shape>),
}

impl Shape {
    fn member(&self, name: &str) -> Option<&Shape> {
        let Self::Object(members, rest) = self else {
            return None;
        };
        let known = members.iter().find(|(key, _)| *key == name);
        known.map(|(_, shape)| shape).or(*rest)
    }
}

/// Why a value can't be written as this parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterError {
    /// Arrays in arrays, or objects in objects, in a style that has no place for them.
    Nested,
    /// A path segment that would be `.`, `..`, or empty before another one (RFC 3986 §5.2.4).
    Segment,
    /// A required list without items, or a required value that is null.
    Empty,
    /// A line break or control character in a header.
    Control,
}

impl std::fmt::Display for ParameterError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Nested => "the style has no place for nested values",
            Self::Segment => "a path segment can't be `.`, `..` or empty",
            Self::Empty => "a required value is empty",
            Self::Control => "a header can't hold control characters",
        })
    }
}

impl std::error::Error for ParameterError {}
