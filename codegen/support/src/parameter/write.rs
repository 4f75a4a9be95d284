//! Values to text.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{
    super::percent::{Keep, encode},
    Parameter, ParameterError, Style,
};

/// A query member, cookie or form field: name and value, encoded.
pub(crate) type Pair = (String, String);

/// The text of a path parameter; none where it is undefined.
pub(crate) fn write_path(
    parameter: &Parameter,
    value: &Value,
) -> Result<Option<String>, ParameterError> {
    let keep = match parameter.allow_reserved {
        true => Keep::Segment,
        false => Keep::Unreserved,
    };
    let Some(mut pairs) = flatten(parameter, value, &|text| encode(text, keep))? else {
        return Ok(None);
    };
    if let (Style::Simple, Flat::Scalar(text)) = (parameter.style, &mut pairs) {
        return Ok(Some(std::mem::take(text)));
    }
    let name = encode(parameter.name, Keep::Unreserved);
    let (prefix, separator) = match parameter.style {
        Style::Matrix => (";", if parameter.explode { ";" } else { "," }),
        Style::Label => (".", if parameter.explode { "." } else { "," }),
        _ => ("", ","),
    };
    if parameter.style != Style::Matrix {
        return Ok(Some(format!(
            "{prefix}{}",
            join(&pairs, separator, parameter.explode)
        )));
    }
    let text = match (&pairs, parameter.explode) {
        (Flat::Members(_), true) => format!(";{}", join(&pairs, ";", true)),
        (Flat::Items(items), true) => items.iter().map(|item| assign(&name, item)).collect(),
        _ => assign(&name, &join(&pairs, ",", false)),
    };
    Ok(Some(text))
}

/// The value of a header: never percent-encoded (OpenAPI 3.1 Appendix D).
pub(crate) fn write_header(
    parameter: &Parameter,
    value: &Value,
) -> Result<Option<String>, ParameterError> {
    let Some(flat) = flatten(parameter, value, &str::to_owned)? else {
        return Ok(None);
    };
    let text = join(&flat, ",", parameter.explode);
    match text
        .bytes()
        .any(|byte| byte.is_ascii_control() && byte != b'\t')
    {
        true => Err(ParameterError::Control),
        false => Ok(Some(text)),
    }
}

/// The pairs of a cookie, to be joined by `; ` (OpenAPI 3.1 Appendix D).
pub(crate) fn write_cookie(
    parameter: &Parameter,
    value: &Value,
) -> Result<Vec<Pair>, ParameterError> {
    if parameter.style != Style::Cookie {
        return write_pairs(parameter, value, Keep::Unreserved);
    }
    let pairs = spread(parameter, value, ",", &str::to_owned)?;
    let bad = |text: &str| {
        text.bytes()
            .any(|byte| byte.is_ascii_control() || byte == b';')
    };
    match pairs.iter().any(|(name, value)| bad(name) || bad(value)) {
        true => Err(ParameterError::Control),
        false => Ok(pairs),
    }
}

/// The pairs of a query or form.
pub(crate) fn write_pairs(
    parameter: &Parameter,
    value: &Value,
    keep: Keep,
) -> Result<Vec<Pair>, ParameterError> {
    let keep = match parameter.allow_reserved {
        true => Keep::Reserved,
        false => keep,
    };
    let encode = |text: &str| encode(text, keep);
    if parameter.style == Style::DeepObject {
        let mut pairs = Vec::new();
        deep(parameter.name, value, &encode, &mut pairs)?;
        return Ok(pairs);
    }
    let separator = match parameter.style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    spread(parameter, value, separator, &encode)
}

fn spread(
    parameter: &Parameter,
    value: &Value,
    separator: &str,
    encode: &dyn Fn(&str) -> String,
) -> Result<Vec<Pair>, ParameterError> {
    let name = encode(parameter.name);
    Ok(match flatten(parameter, value, encode)? {
        None => Vec::new(),
        Some(Flat::Members(members)) if parameter.explode => members,
        Some(Flat::Items(items)) if parameter.explode => {
            items.into_iter().map(|item| (name.clone(), item)).collect()
        }
        Some(flat) => vec![(name, join(&flat, separator, false))],
    })
}

/// A value on one level, its texts encoded.
enum Flat {
    Scalar(String),
    Items(Vec<String>),
    Members(Vec<Pair>),
}

/// None for what is undefined: null, and lists and objects without defined members
/// (RFC 6570 §2.3).
fn flatten(
    parameter: &Parameter,
    value: &Value,
    encode: &dyn Fn(&str) -> String,
) -> Result<Option<Flat>, ParameterError> {
    let flat = match (parameter.style, value) {
        (Style::Json, value) => return Ok(Some(Flat::Scalar(encode(&value.to_string())))),
        (_, Value::Null) => return Ok(None),
        (_, Value::Array(items)) => Flat::Items(scalars(items, encode)?),
        (_, Value::Object(members)) => Flat::Members(members_of(members, encode)?),
        (_, scalar) => Flat::Scalar(encode(&text_of(scalar)?.unwrap_or_default())),
    };
    Ok(match &flat {
        Flat::Items(items) if items.is_empty() => None,
        Flat::Members(members) if members.is_empty() => None,
        _ => Some(flat),
    })
}

fn scalars(
    items: &[Value],
    encode: &dyn Fn(&str) -> String,
) -> Result<Vec<String>, ParameterError> {
    let texts = items.iter().filter_map(|item| text_of(item).transpose());
    texts.map(|text| text.map(|text| encode(&text))).collect()
}

fn members_of(
    members: &Map<String, Value>,
    encode: &dyn Fn(&str) -> String,
) -> Result<Vec<Pair>, ParameterError> {
    let mut pairs = Vec::with_capacity(members.len());
    for (name, value) in members {
        if let Some(text) = text_of(value)? {
            pairs.push((encode(name), encode(&text)));
        }
    }
    Ok(pairs)
}

/// The text of a scalar; none for null.
fn text_of(value: &Value) -> Result<Option<Cow<'_, str>>, ParameterError> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(value) => Ok(Some(Cow::Borrowed(if *value { "true" } else { "false" }))),
        Value::Number(value) => Ok(Some(Cow::Owned(value.to_string()))),
        Value::String(value) => Ok(Some(Cow::Borrowed(value))),
        Value::Array(_) | Value::Object(_) => Err(ParameterError::Nested),
    }
}

/// `a[b]=`, `a[b][c]=` and `a[]=`; brackets are encoded like the rest of a name. The depth is
/// that of a value in memory, which encoding has already walked.
fn deep(
    prefix: &str,
    value: &Value,
    encode: &dyn Fn(&str) -> String,
    pairs: &mut Vec<Pair>,
) -> Result<(), ParameterError> {
    match value {
        Value::Object(members) => members
            .iter()
            .try_for_each(|(name, value)| deep(&format!("{prefix}[{name}]"), value, encode, pairs)),
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| deep(&format!("{prefix}[]"), item, encode, pairs)),
        scalar => {
            if let Some(text) = text_of(scalar)? {
                pairs.push((encode(prefix), encode(&text)));
            }
            Ok(())
        }
    }
}

fn join(flat: &Flat, separator: &str, explode: bool) -> String {
    match flat {
        Flat::Scalar(text) => text.clone(),
        Flat::Items(items) => items.join(separator),
        Flat::Members(members) => {
            let between = if explode { "=" } else { separator };
            let texts = members
                .iter()
                .map(|(name, value)| format!("{name}{between}{value}"));
            texts.collect::<Vec<String>>().join(separator)
        }
    }
}

/// `;name=value`, and `;name` where the value is empty (RFC 6570 §3.2.7).
fn assign(name: &str, value: &str) -> String {
    match value {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::Shape, *};

    fn path(style: Style, explode: bool, value: &Value) -> String {
        let parameter = Parameter::path("color", Shape::String)
            .styled(style)
            .exploded(explode);
        write_path(&parameter, value).unwrap().unwrap()
    }

    fn query(style: Style, explode: bool, value: &Value) -> String {
        let parameter = Parameter::query("color", Shape::String)
            .styled(style)
            .exploded(explode);
        let pairs = write_pairs(&parameter, value, Keep::Unreserved).unwrap();
        let texts = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        texts.collect::<Vec<_>>().join("&")
    }

    /// The table of OpenAPI 3.1.1 *Style Examples*.
    #[test]
    fn the_table_of_the_standard() {
        let list = json!(["blue", "black"]);
        let object = json!({"R": 100, "G": 200});
        for (style, explode, on_list, on_object) in [
            (
                Style::Matrix,
                false,
                ";color=blue,black",
                ";color=G,200,R,100",
            ),
            (
                Style::Matrix,
                true,
                ";color=blue;color=black",
                ";G=200;R=100",
            ),
            (Style::Label, false, ".blue,black", ".G,200,R,100"),
            (Style::Label, true, ".blue.black", ".G=200.R=100"),
            (Style::Simple, false, "blue,black", "G,200,R,100"),
            (Style::Simple, true, "blue,black", "G=200,R=100"),
        ] {
            assert_eq!(path(style, explode, &list), on_list);
            assert_eq!(path(style, explode, &object), on_object);
        }
        for (style, explode, on_list, on_object) in [
            (Style::Form, false, "color=blue,black", "color=G,200,R,100"),
            (Style::Form, true, "color=blue&color=black", "G=200&R=100"),
            (
                Style::SpaceDelimited,
                false,
                "color=blue%20black",
                "color=G%20200%20R%20100",
            ),
            (
                Style::PipeDelimited,
                false,
                "color=blue%7Cblack",
                "color=G%7C200%7CR%7C100",
            ),
        ] {
            assert_eq!(query(style, explode, &list), on_list);
            assert_eq!(query(style, explode, &object), on_object);
        }
        assert_eq!(
            query(Style::DeepObject, true, &object),
            "color%5BG%5D=200&color%5BR%5D=100"
        );
    }

    #[test]
    fn undefined_is_left_out_and_empty_is_written() {
        for value in [json!(null), json!([]), json!({}), json!([null])] {
            assert_eq!(query(Style::Form, true, &value), "");
        }
        assert_eq!(query(Style::Form, true, &json!("")), "color=");
        assert_eq!(path(Style::Matrix, false, &json!("")), ";color");
        assert_eq!(path(Style::Label, false, &json!("")), ".");
    }

    #[test]
    fn delimiters_inside_values_are_encoded() {
        assert_eq!(
            query(Style::Form, false, &json!(["a,b", "c&d"])),
            "color=a%2Cb,c%26d"
        );
        assert_eq!(path(Style::Simple, false, &json!("a/b?")), "a%2Fb%3F");
    }

    #[test]
    fn headers_are_not_encoded_and_take_no_line_breaks() {
        let parameter = Parameter::header("x", Shape::String);
        assert_eq!(
            write_header(&parameter, &json!(["a b", 1]))
                .unwrap()
                .unwrap(),
            "a b,1"
        );
        assert_eq!(
            write_header(&parameter, &json!("a\r\nb")),
            Err(ParameterError::Control)
        );
    }

    #[test]
    fn deep_objects_nest_beyond_the_standard() {
        assert_eq!(
            query(
                Style::DeepObject,
                true,
                &json!({"a": {"b": 1}, "c": [2, 3]})
            ),
            "color%5Ba%5D%5Bb%5D=1&color%5Bc%5D%5B%5D=2&color%5Bc%5D%5B%5D=3"
        );
    }
}
