//! Media types (RFC 9110 §8.3.1) and which declared one a message matches.

/// A media type as a message or a document spells it, split but not copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType<'a> {
    kind: &'a str,
    subtype: &'a str,
    parameters: Vec<(&'a str, &'a str)>,
}

impl<'a> MediaType<'a> {
    /// Splits `text`; none for what isn't a media type or range.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = split_outside_quotes(text, ';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        let parameters = parts
            .filter_map(|part| part.trim().split_once('='))
            .map(|(name, value)| (name, value.trim_matches('"')))
            .collect();
        Some(Self {
            kind,
            subtype,
            parameters,
        })
    }

    /// The value of a parameter, by its name in any case.
    pub fn parameter(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self
            .parameters
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Whether it is JSON: `application/json`, `text/json`, or a subtype ending in `+json`
    /// (RFC 6839 §3.1), in UTF-8.
    pub fn is_json(&self) -> bool {
        let named = self.subtype.eq_ignore_ascii_case("json")
            && (self.is_kind("application") || self.is_kind("text"));
        named
            || self
                .suffix()
                .is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"))
    }

    /// Whether its `charset` is UTF-8, US-ASCII or not said.
    pub fn is_utf8(&self) -> bool {
        self.parameter("charset").is_none_or(|charset| {
            ["utf-8", "utf8", "us-ascii"]
                .iter()
                .any(|name| charset.eq_ignore_ascii_case(name))
        })
    }

    /// How well a message of this type fits a declared type or range: larger is more specific.
    ///
    /// Type and subtype without case; all parameters of the declared one must be there, others
    /// don't matter.
    pub fn specificity(&self, declared: &MediaType<'_>) -> Option<u8> {
        let has_all = declared.parameters.iter().all(|(name, value)| {
            self.parameter(name)
                .is_some_and(|given| given.eq_ignore_ascii_case(value))
        });
        if !has_all {
            return None;
        }
        let kind = self.is_kind(declared.kind);
        if kind && self.subtype.eq_ignore_ascii_case(declared.subtype) {
            return Some(if declared.parameters.is_empty() { 4 } else { 5 });
        }
        if self.is_json() && declared.is_json() {
            return Some(3);
        }
        match (declared.kind, declared.subtype) {
            ("*", "*") => Some(1),
            (_, "*") if kind => Some(2),
            _ => None,
        }
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.kind.eq_ignore_ascii_case(kind)
    }

    fn suffix(&self) -> Option<&'a str> {
        self.subtype.rsplit_once('+').map(|(_, suffix)| suffix)
    }
}

/// The index of the declared media type that fits a message's `Content-Type` best.
///
/// Without a `Content-Type` it is the only declared one, if there is only one (RFC 9110 §8.3
/// leaves the guess to the recipient, and more than one would be a guess).
pub fn choose(content_type: Option<&str>, declared: &[&str]) -> Option<usize> {
    let Some(content_type) = content_type else {
        return (declared.len() == 1).then_some(0);
    };
    let message = MediaType::parse(content_type)?;
    let mut best = None;
    for (index, text) in declared.iter().enumerate() {
        let fit = MediaType::parse(text).and_then(|key| message.specificity(&key));
        if fit > best.map(|(fit, _)| fit) {
            best = fit.map(|fit| (fit, index));
        }
    }
    best.map(|(_, index)| index)
}

/// The parts of `text` between separators that stand outside quoted strings.
pub(crate) fn split_outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    text.split(move |character| {
        if escaped {
            escaped = false;
            return false;
        }
        match character {
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            other => return other == separator && !quoted,
        }
        false
    })
}

fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_declared_type_wins() {
        let declared = ["*/*", "text/*", "application/json", "application/json; v=2"];
        assert_eq!(choose(Some("Application/JSON"), &declared), Some(2));
        assert_eq!(
            choose(Some("application/json;v=2;charset=utf-8"), &declared),
            Some(3)
        );
        assert_eq!(choose(Some("application/problem+json"), &declared), Some(2));
        assert_eq!(choose(Some("text/plain"), &declared), Some(1));
        assert_eq!(choose(Some("image/png"), &declared), Some(0));
    }

    #[test]
    fn nothing_is_guessed() {
        assert_eq!(choose(Some("image/png"), &["application/json"]), None);
        assert_eq!(choose(Some("nonsense"), &["*/*"]), None);
        assert_eq!(choose(None, &["application/json"]), Some(0));
        assert_eq!(choose(None, &["application/json", "text/plain"]), None);
    }

    #[test]
    fn separators_inside_quotes_do_not_split() {
        let media = MediaType::parse("multipart/form-data; boundary=\"a;b\"; x=1").unwrap();
        assert_eq!(media.parameter("Boundary"), Some("a;b"));
    }
}
