//! Values that schemas name, and equality of JSON values (JSON Schema Core 4.2.2).

use super::{View, decimal::Decimal};

/// A JSON value in a static table.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, as JSON text.
    Number(&'static str),
    /// A string.
    String(&'static str),
    /// An array.
    Array(&'static [Literal]),
    /// An object; each name once.
    Object(&'static [(&'static str, Literal)]),
}

impl Literal {
    /// Whether a value equals this one: deep, numbers by value, members in any order.
    pub(super) fn equals(&self, view: &View<'_>) -> bool {
        match (self, view) {
            (Self::Null, View::Null) => true,
            (Self::Boolean(own), View::Boolean(other)) => own == other,
            (Self::Number(own), View::Number(other)) => {
                own == other || Decimal::parse(own) == Decimal::parse(other)
            }
            (Self::String(own), View::String(other)) => own == other,
            (Self::Array(own), View::Array(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(a, b)| a.equals(b))
            }
            (Self::Object(own), View::Object(other)) => {
                own.len() == other.len()
                    && own.iter().all(|(name, value)| {
                        let mut members = other.iter();
                        members.any(|(other_name, b)| name == other_name && value.equals(b))
                    })
            }
            _ => false,
        }
    }

    /// The value as JSON text.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(text) => (*text).to_owned(),
            Self::String(text) => format!("{text:?}"),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::text).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(members) => {
                let members = members.iter();
                let members = members.map(|(name, value)| format!("{name:?}: {}", value.text()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Writes a text that exactly the equal values share.
pub(super) fn write_canonical(view: &View<'_>, out: &mut String) {
    match view {
        View::Null => out.push('n'),
        View::Boolean(value) => out.push(if *value { 't' } else { 'f' }),
        View::Number(text) => Decimal::parse(text).write_canonical(out),
        View::String(text) => write_string(text, out),
        View::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        View::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            out.push('{');
            for (name, value) in sorted {
                write_string(name, out);
                write_canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}

/// With its length in front a string needs no escapes.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    out.push_str(&text.len().to_string());
    out.push(':');
    out.push_str(text);
}
