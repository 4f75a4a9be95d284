//! `application/x-www-form-urlencoded` bodies (OpenAPI 3.1 *Encoding Object*).

use serde_json::{Map, Value};

use super::{
    parameter::{Pairs, Parameter, ParameterError, Shape, Style, read_pairs, write_pairs},
    percent::Keep,
};

/// The media type of such a body.
pub const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// An object as a form. Members that aren't among the declared fields are written by their JSON:
/// arrays repeat the name, objects are JSON text.
pub(crate) fn write_form(fields: &[Parameter], value: &Value) -> Result<String, ParameterError> {
    let Value::Object(members) = value else {
        return Err(ParameterError::Nested);
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        match fields.iter().find(|field| field.name == name) {
            Some(field) => pairs.extend(write_pairs(field, value, Keep::Form)?),
            None => pairs.extend(undeclared(name, value)?),
        }
    }
    let texts = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    Ok(texts.collect::<Vec<String>>().join("&"))
}

/// The object of a form's text; none for what is no form.
pub(crate) fn read_form(fields: &[Parameter], text: &str) -> Option<Value> {
    let pairs = Pairs::of_query(text)?;
    let mut object = Map::new();
    for field in fields {
        if let Some(value) = read_pairs(field, &pairs).ok()? {
            object.insert(field.name.to_owned(), value);
        }
    }
    for (name, value) in pairs.undeclared(fields)? {
        object.entry(name).or_insert(Value::String(value));
    }
    Some(Value::Object(object))
}

fn undeclared(name: &str, value: &Value) -> Result<Vec<(String, String)>, ParameterError> {
    let field = Parameter::query("", Shape::Scalar);
    let style = match value {
        Value::Object(_) => Style::Json,
        Value::Array(items) if items.iter().any(|item| item.is_array() || item.is_object()) => {
            Style::Json
        }
        _ => Style::Form,
    };
    let mut pairs = write_pairs(&field.styled(style), value, Keep::Form)?;
    for (key, _) in &mut pairs {
        *key = super::percent::encode(name, Keep::Form);
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FIELDS: &[Parameter] = &[
        Parameter::query("name", Shape::String),
        Parameter::query("tags", Shape::Array(&Shape::Integer)),
        Parameter::query("address", Shape::Object(&[], None)).styled(Style::Json),
    ];

    #[test]
    fn objects_are_json_text_and_arrays_repeat_their_name() {
        let value = json!({"name": "a b&c", "tags": [1, 2], "address": {"x": 1}, "other": "y"});
        let text = write_form(FIELDS, &value).unwrap();
        assert_eq!(
            text,
            "address=%7B%22x%22%3A1%7D&name=a+b%26c&other=y&tags=1&tags=2"
        );
        assert_eq!(read_form(FIELDS, &text), Some(value));
    }

    #[test]
    fn absent_fields_are_left_out_and_broken_text_is_refused() {
        assert_eq!(
            write_form(FIELDS, &json!({"name": null, "tags": []})).unwrap(),
            ""
        );
        assert_eq!(read_form(FIELDS, ""), Some(json!({})));
        assert_eq!(read_form(FIELDS, "name=%zz"), None);
    }
}
