//! Path templates (OpenAPI 3.1 *Path Templating*).

use std::borrow::Cow;

use super::super::percent::{Keep, decode, encode};

/// A path template, split into segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) segments: Vec<Segment>,
}

/// What stands between two slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// Decoded text.
    Literal(&'static str),
    /// One parameter.
    Parameter(&'static str),
    /// Parameters and texts.
    Mixed(Vec<Part>),
}

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Literal(&'static str),
    Parameter(&'static str),
}

impl Template {
    pub(crate) fn parse(path: &'static str) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        Self {
            segments: path.split('/').map(Segment::parse).collect(),
        }
    }

    /// The raw text of a parameter in a path that matches this template.
    pub(crate) fn value<'p>(&self, path: &'p str, name: &str) -> Option<Cow<'p, str>> {
        let texts = path.strip_prefix('/')?.split('/');
        for (segment, text) in self.segments.iter().zip(texts) {
            match segment {
                Segment::Parameter(parameter) if *parameter == name => {
                    return Some(Cow::Borrowed(text));
                }
                Segment::Mixed(parts) => {
                    let decoded = decode(text, false)?;
                    let values = match_parts(parts, &decoded)?;
                    let found = values.into_iter().find(|(parameter, _)| *parameter == name);
                    if let Some((_, value)) = found {
                        return Some(Cow::Owned(encode(value, Keep::Segment)));
                    }
                }
                _ => {}
            }
        }
        None
    }
}

impl Segment {
    fn parse(text: &'static str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((literal, name, after)) = next_parameter(rest) {
            if !literal.is_empty() {
                parts.push(Part::Literal(literal));
            }
            parts.push(Part::Parameter(name));
            rest = after;
        }
        match (parts.as_slice(), rest) {
            ([], literal) => return Self::Literal(literal),
            ([Part::Parameter(name)], "") => return Self::Parameter(name),
            (_, "") => {}
            (_, literal) => parts.push(Part::Literal(literal)),
        }
        Self::Mixed(parts)
    }
}

fn next_parameter(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}

/// The values of a segment's parameters: leftmost literal first, at least one character each.
pub(crate) fn match_parts<'t>(
    parts: &[Part],
    text: &'t str,
) -> Option<Vec<(&'static str, &'t str)>> {
    let mut values = Vec::new();
    let mut open = None;
    let mut rest = text;
    for (at, part) in parts.iter().enumerate() {
        match (part, open) {
            (Part::Parameter(name), _) => open = Some(*name),
            (Part::Literal(literal), None) => rest = rest.strip_prefix(literal)?,
            (Part::Literal(literal), Some(name)) => {
                let last = at + 1 == parts.len();
                let (value, after) = match last {
                    true => (rest.strip_suffix(literal)?, ""),
                    false => split_after_first(rest, literal)?,
                };
                values.push((name, value));
                (rest, open) = (after, None);
            }
        }
    }
    match open {
        Some(name) => values.push((name, rest)),
        None if !rest.is_empty() => return None,
        None => {}
    }
    values
        .iter()
        .all(|(_, value)| !value.is_empty())
        .then_some(values)
}

/// Splits at the first `literal` that leaves at least one character before it.
fn split_after_first<'t>(text: &'t str, literal: &str) -> Option<(&'t str, &'t str)> {
    let mut found = text.match_indices(literal).filter(|(at, _)| *at > 0);
    let (at, _) = found.next()?;
    let (value, after) = text.split_at_checked(at)?;
    Some((value, after.strip_prefix(literal)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_in_whole_and_mixed_segments() {
        let template = Template::parse("/compare/{base}...{head}/{Sid}.json");
        let path = "/compare/v1...v2...x/a%2Fb.json.json";
        assert_eq!(template.value(path, "base").unwrap(), "v1");
        assert_eq!(template.value(path, "head").unwrap(), "v2...x");
        assert_eq!(template.value(path, "Sid").unwrap(), "a%2Fb.json");
        assert_eq!(template.value(path, "nobody"), None);
    }
}
