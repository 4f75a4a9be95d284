//! Text to JSON.

use serde_json::{Map, Value};

use super::{
    super::{media::split_outside_quotes, percent::decode},
    Pairs, Parameter, Shape, Style,
};

/// How deep `a[b][c]` may go.
const MOST_LEVELS: usize = 8;

/// What couldn't be read as text: broken percent triples, no UTF-8, nested too deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

/// The JSON of a path parameter whose raw text this is.
pub(crate) fn read_path(parameter: &Parameter, raw: &str) -> Result<Value, Unreadable> {
    let decode = |text: &str| decoded(text, false);
    let explode = parameter.explode;
    match parameter.style {
        Style::Label => {
            let raw = raw.strip_prefix('.').ok_or(Unreadable)?;
            let separator = if explode { "." } else { "," };
            split(
                &parameter.shape,
                raw.split(separator),
                explode,
                &decode,
                raw,
            )
        }
        Style::Matrix => read_matrix(parameter, raw, &decode),
        Style::Json | Style::Text => content(parameter, decode(raw)?),
        _ => split(&parameter.shape, raw.split(','), explode, &decode, raw),
    }
}

fn read_matrix(
    parameter: &Parameter,
    raw: &str,
    decode: &dyn Fn(&str) -> Result<String, Unreadable>,
) -> Result<Value, Unreadable> {
    let raw = raw.strip_prefix(';').ok_or(Unreadable)?;
    let mut values = Vec::new();
    for member in raw.split(';') {
        let (name, value) = member.split_once('=').unwrap_or((member, ""));
        match (&parameter.shape, parameter.explode) {
            (Shape::Object(..), true) => values.push(member),
            _ if decode(name)? == parameter.name => values.push(value),
            _ => {}
        }
    }
    match (parameter.explode, values.first()) {
        (true, _) => split(&parameter.shape, values.iter().copied(), true, decode, raw),
        (false, Some(value)) => split(&parameter.shape, value.split(','), false, decode, value),
        (false, None) => Err(Unreadable),
    }
}

/// The JSON of a header of these lines.
pub(crate) fn read_header(parameter: &Parameter, text: &str) -> Result<Value, Unreadable> {
    if matches!(parameter.style, Style::Json | Style::Text) {
        return content(parameter, text.to_owned());
    }
    let items = split_outside_quotes(text, ',').map(str::trim);
    let plain = |text: &str| Ok(text.to_owned());
    match text.trim() {
        "" if is_list(&parameter.shape) => Ok(empty(&parameter.shape)),
        text => split(&parameter.shape, items, parameter.explode, &plain, text),
    }
}

/// The JSON of a parameter in a query, cookie or form; none where it is absent.
pub(crate) fn read_pairs(
    parameter: &Parameter,
    pairs: &Pairs<'_>,
) -> Result<Option<Value>, Unreadable> {
    let plus = pairs.plus;
    let plain = parameter.style == Style::Cookie;
    let decode = |text: &str| match plain {
        true => Ok(text.to_owned()),
        false => decoded(text, plus),
    };
    if parameter.style == Style::DeepObject {
        return read_deep(parameter, pairs, &decode);
    }
    if spreads(parameter) {
        return read_spread(parameter, pairs, &decode);
    }
    let mut values = pairs.all(parameter.name);
    let Some(first) = values.next() else {
        return Ok(None);
    };
    match parameter.style {
        Style::Json | Style::Text => return content(parameter, decode(first)?).map(Some),
        _ if first.is_empty() && !is_string(&parameter.shape) && parameter.allow_empty => {
            return Ok(None);
        }
        _ => {}
    }
    let shape = &parameter.shape;
    let items = pairs.all(parameter.name);
    let value = match parameter.style {
        _ if parameter.explode => split(shape, items, true, &decode, first),
        Style::SpaceDelimited => {
            let raw = first.replace("%20", "+").replace(' ', "+");
            split(shape, raw.split('+'), false, &decode, &raw)
        }
        Style::PipeDelimited => {
            let raw = first.replace("%7C", "|").replace("%7c", "|");
            split(shape, raw.split('|'), false, &decode, &raw)
        }
        _ => split(shape, first.split(','), false, &decode, first),
    };
    value.map(Some)
}

/// An exploded object: its known members, and for a map all that nobody else takes.
fn read_spread(
    parameter: &Parameter,
    pairs: &Pairs<'_>,
    decode: &dyn Fn(&str) -> Result<String, Unreadable>,
) -> Result<Option<Value>, Unreadable> {
    let mut object = Map::new();
    for (name, value) in &pairs.pairs {
        if parameter.taken.contains(&name.as_str()) {
            continue;
        }
        if let Some(shape) = parameter.shape.member(name) {
            insert(
                &mut object,
                name,
                read_scalar(item_shape(shape), decode(value)?),
                is_list(shape),
            );
        }
    }
    Ok((!object.is_empty()).then_some(Value::Object(object)))
}

fn read_deep(
    parameter: &Parameter,
    pairs: &Pairs<'_>,
    decode: &dyn Fn(&str) -> Result<String, Unreadable>,
) -> Result<Option<Value>, Unreadable> {
    let mut object = Value::Null;
    for (name, value) in &pairs.pairs {
        let Some(rest) = name.strip_prefix(parameter.name) else {
            continue;
        };
        let Some(keys) = brackets(rest) else { continue };
        if keys.len() > MOST_LEVELS {
            return Err(Unreadable);
        }
        place(&mut object, &parameter.shape, &keys, decode(value)?);
    }
    Ok((!object.is_null()).then_some(object))
}

/// `["b", "c"]` of `[b][c]`.
fn brackets(text: &str) -> Option<Vec<&str>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split("][").collect())
}

/// Puts a text where its keys say. Recursion is as deep as there are keys, at most
/// [`MOST_LEVELS`].
fn place(target: &mut Value, shape: &Shape, keys: &[&str], text: String) {
    let Some((key, rest)) = keys.split_first() else {
        match target {
            Value::Array(items) => items.push(read_scalar(item_shape(shape), text)),
            target if is_list(shape) => {
                *target = Value::Array(vec![read_scalar(item_shape(shape), text)])
            }
            target => *target = read_scalar(shape, text),
        }
        return;
    };
    if let Shape::Array(item) = shape {
        // `a[]` and `a[0]` both append: order in the query is order in the list.
        let _ = key;
        if !target.is_array() {
            *target = Value::Array(Vec::new());
        }
        let mut value = Value::Null;
        place(&mut value, item, rest, text);
        if let Value::Array(items) = target {
            items.push(value);
        }
        return;
    }
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(members) = target {
        let member = members.entry((*key).to_owned()).or_insert(Value::Null);
        place(
            member,
            shape.member(key).unwrap_or(&Shape::Scalar),
            rest,
            text,
        );
    }
}

fn split<'a>(
    shape: &Shape,
    items: impl Iterator<Item = &'a str>,
    explode: bool,
    decode: &dyn Fn(&str) -> Result<String, Unreadable>,
    whole: &str,
) -> Result<Value, Unreadable> {
    match shape {
        Shape::Array(item) => {
            let values = items.map(|text| Ok(read_scalar(item, decode(text)?)));
            values
                .collect::<Result<Vec<Value>, Unreadable>>()
                .map(Value::Array)
        }
        Shape::Object(..) => members(shape, items, explode, decode),
        scalar => Ok(read_scalar(scalar, decode(whole)?)),
    }
}

fn members<'a>(
    shape: &Shape,
    mut items: impl Iterator<Item = &'a str>,
    explode: bool,
    decode: &dyn Fn(&str) -> Result<String, Unreadable>,
) -> Result<Value, Unreadable> {
    let mut object = Map::new();
    while let Some(item) = items.next() {
        let (name, text) = match explode {
            true => item.split_once('=').ok_or(Unreadable)?,
            false => (item, items.next().ok_or(Unreadable)?),
        };
        let (name, text) = (decode(name)?, decode(text)?);
        let member = shape.member(&name).unwrap_or(&Shape::Scalar);
        insert(
            &mut object,
            &name,
            read_scalar(item_shape(member), text),
            is_list(member),
        );
    }
    Ok(Value::Object(object))
}

fn insert(object: &mut Map<String, Value>, name: &str, value: Value, list: bool) {
    match object.get_mut(name) {
        Some(Value::Array(items)) if list => items.push(value),
        _ if list => drop(object.insert(name.to_owned(), Value::Array(vec![value]))),
        _ => drop(object.insert(name.to_owned(), value)),
    }
}

/// The JSON that the text of a part stands for: one value.
#[allow(dead_code, reason = "only multipart forms use it")]
pub(crate) fn read_text(shape: &Shape, text: String) -> Value {
    read_scalar(shape, text)
}

/// The JSON that a text stands for. What doesn't fit its shape stays a string, so that rules and
/// decoder say what they expected.
fn read_scalar(shape: &Shape, text: String) -> Value {
    let number = || match serde_json::from_str(&text) {
        Ok(Value::Number(number)) => Some(Value::Number(number)),
        _ => None,
    };
    let boolean = || text.parse().ok().map(Value::Bool);
    let value = match shape {
        Shape::Integer | Shape::Number => number(),
        Shape::Boolean => boolean(),
        Shape::Scalar => number().or_else(boolean),
        Shape::String | Shape::File | Shape::Array(_) | Shape::Object(..) => None,
    };
    value.unwrap_or(Value::String(text))
}

fn content(parameter: &Parameter, text: String) -> Result<Value, Unreadable> {
    match parameter.style {
        Style::Json => serde_json::from_str(&text).map_err(|_| Unreadable),
        _ => Ok(Value::String(text)),
    }
}

fn decoded(text: &str, plus: bool) -> Result<String, Unreadable> {
    decode(text, plus)
        .map(|text| text.into_owned())
        .ok_or(Unreadable)
}

/// Whether the members of an object stand among the other parameters.
pub(super) fn spreads(parameter: &Parameter) -> bool {
    let content = matches!(parameter.style, Style::Json | Style::Text);
    parameter.explode && !content && matches!(parameter.shape, Shape::Object(..))
}

fn item_shape(shape: &Shape) -> &Shape {
    match shape {
        Shape::Array(item) => item,
        shape => shape,
    }
}

fn is_list(shape: &Shape) -> bool {
    matches!(shape, Shape::Array(_))
}

fn is_string(shape: &Shape) -> bool {
    matches!(shape, Shape::String | Shape::Scalar)
}

fn empty(shape: &Shape) -> Value {
    match shape {
        Shape::Array(_) => Value::Array(Vec::new()),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::pairs::MOST_PAIRS, *};

    const LIST: Shape = Shape::Array(&Shape::String);
    const OBJECT: Shape = Shape::Object(&[("R", Shape::Integer), ("G", Shape::Integer)], None);

    fn path(style: Style, explode: bool, shape: Shape, raw: &str) -> Value {
        let parameter = Parameter::path("color", shape)
            .styled(style)
            .exploded(explode);
        read_path(&parameter, raw).unwrap()
    }

    fn query(parameter: Parameter, raw: &str) -> Option<Value> {
        read_pairs(&parameter, &Pairs::of_query(raw).unwrap()).unwrap()
    }

    #[test]
    fn path_styles_read_what_they_write() {
        let list = json!(["blue", "black"]);
        let object = json!({"R": 100, "G": 200});
        for (style, explode, on_list, on_object) in [
            (
                Style::Matrix,
                false,
                ";color=blue,black",
                ";color=R,100,G,200",
            ),
            (
                Style::Matrix,
                true,
                ";color=blue;color=black",
                ";R=100;G=200",
            ),
            (Style::Label, false, ".blue,black", ".R,100,G,200"),
            (Style::Label, true, ".blue.black", ".R=100.G=200"),
            (Style::Simple, false, "blue,black", "R,100,G,200"),
            (Style::Simple, true, "blue,black", "R=100,G=200"),
        ] {
            assert_eq!(path(style, explode, LIST, on_list), list, "{style:?}");
            assert_eq!(path(style, explode, OBJECT, on_object), object, "{style:?}");
        }
        assert_eq!(
            path(Style::Matrix, false, Shape::String, ";color=x"),
            json!("x")
        );
        assert_eq!(
            path(Style::Simple, false, Shape::String, "a,b%2Fc"),
            json!("a,b/c")
        );
    }

    #[test]
    fn query_styles_read_what_they_write() {
        let list = Parameter::query("color", LIST);
        let both = json!(["blue", "black"]);
        assert_eq!(
            query(list, "color=blue&x=1&color=black"),
            Some(both.clone())
        );
        assert_eq!(
            query(list.exploded(false), "color=blue,black"),
            Some(both.clone())
        );
        for raw in ["color=blue%20black", "color=blue+black"] {
            let spaced = list.styled(Style::SpaceDelimited).exploded(false);
            assert_eq!(query(spaced, raw), Some(both.clone()));
        }
        for raw in ["color=blue%7Cblack", "color=blue|black"] {
            let piped = list.styled(Style::PipeDelimited).exploded(false);
            assert_eq!(query(piped, raw), Some(both.clone()));
        }
        let object = Parameter::query("color", OBJECT);
        assert_eq!(
            query(object, "R=1&G=2&other=3"),
            Some(json!({"R": 1, "G": 2}))
        );
        assert_eq!(query(object, "other=3"), None);
    }

    #[test]
    fn deep_objects_take_raw_and_encoded_brackets_and_positions() {
        let shape = Shape::Object(&[("a", Shape::Integer), ("b", LIST)], None);
        let parameter = Parameter::query("f", shape).styled(Style::DeepObject);
        let expected = Some(json!({"a": 1, "b": ["x", "y"]}));
        assert_eq!(query(parameter, "f[a]=1&f[b][]=x&f[b][]=y"), expected);
        assert_eq!(query(parameter, "f%5Ba%5D=1&f[b][0]=x&f[b][1]=y"), expected);
        let deep = format!("f{}=1", "[a]".repeat(MOST_LEVELS + 1));
        let pairs = Pairs::of_query(&deep).unwrap();
        assert_eq!(read_pairs(&parameter, &pairs), Err(Unreadable));
    }

    #[test]
    fn text_that_does_not_fit_stays_a_string() {
        let limit = Parameter::query("limit", Shape::Integer);
        assert_eq!(query(limit, "limit=10"), Some(json!(10)));
        assert_eq!(query(limit, "limit=ten"), Some(json!("ten")));
        assert_eq!(query(limit, "limit="), Some(json!("")));
        assert_eq!(query(limit.or_empty(), "limit="), None);
        assert_eq!(
            query(Parameter::query("id", Shape::String), "id=10"),
            Some(json!("10"))
        );
    }

    #[test]
    fn a_map_takes_what_nobody_else_takes() {
        let map = Shape::Object(&[], Some(&Shape::String));
        let parameter = Parameter::query("rest", map).beside(&["limit"]);
        assert_eq!(query(parameter, "limit=1&a=b"), Some(json!({"a": "b"})));
    }

    #[test]
    fn too_many_members_are_refused() {
        assert!(Pairs::of_query(&"a=1&".repeat(MOST_PAIRS + 1)).is_none());
    }
}
