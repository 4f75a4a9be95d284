//! Why a validator refuses a value, in our words.

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use crate::pointer::Place;

/// How long a value may be to be shown whole.
const SHOWN: usize = 60;

/// One reason.
pub(super) struct Refusal {
    /// The pointer into the value.
    pub(super) path: String,
    /// What is wrong there.
    pub(super) reason: String,
    /// The keyword that says so: a pointer into the bundle.
    pub(super) rule: String,
}

impl Refusal {
    pub(super) fn new(path: &str, error: &ValidationError<'_>) -> Self {
        Self {
            path: path.to_owned(),
            reason: reason(error),
            rule: error.schema_path().as_str().to_owned(),
        }
    }

    /// The keyword in its document. `place_of` gives the place of a schema by its number.
    pub(super) fn keyword_place(&self, place_of: impl Fn(u32) -> Option<Place>) -> Option<Place> {
        let rest = self.rule.strip_prefix("/$defs/")?;
        let (number, keyword) = rest.split_once('/')?;
        let keyword = keyword.split('/').next()?;
        let place = place_of(number.parse().ok()?)?;
        Some(place.child(keyword))
    }
}

fn reason(error: &ValidationError<'_>) -> String {
    let value = error.instance();
    match error.kind() {
        Kind::Type { kind } => format!("{} {}", shown(value), types(kind)),
        Kind::Required { property } => format!("it lacks `{}`", plain(property)),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            let names: Vec<String> = unexpected
                .iter()
                .take(3)
                .map(|name| format!("`{name}`"))
                .collect();
            format!("{} isn't declared", names.join(", "))
        }
        Kind::Enum { .. } => format!("{} isn't among the listed values", shown(value)),
        Kind::Constant { expected_value } => {
            format!("{} isn't {}", shown(value), shown(expected_value))
        }
        Kind::Pattern { pattern } => format!("{} doesn't match `{pattern}`", shown(value)),
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
            format!("{} fits none of the alternatives", shown(value))
        }
        Kind::FalseSchema => "nothing may stand here".to_owned(),
        _ => error.masked_with(shown(value)).to_string(),
    }
}

fn types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => format!("is no {one}"),
        TypeKind::Multiple(many) => {
            let names: Vec<String> = many.iter().map(|one| one.to_string()).collect();
            format!("is neither {}", names.join(" nor "))
        }
    }
}

/// A string without its quotes.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A value as JSON, or what it is if that is long.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.len() <= SHOWN {
        return format!("`{text}`");
    }
    match value {
        Value::Object(_) => "this object".to_owned(),
        Value::Array(_) => "this array".to_owned(),
        _ => "this value".to_owned(),
    }
}
