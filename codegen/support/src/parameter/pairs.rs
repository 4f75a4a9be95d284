//! Names and values before their parameters are known.

use super::{super::percent::decode, Parameter, Style, read::spreads};

/// How many members a query, cookie or form may have.
pub(super) const MOST_PAIRS: usize = 4096;

/// The members of a query, cookie or form: decoded name and raw value, which is split on
/// delimiters before it is decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs<'a> {
    pub(super) pairs: Vec<(String, &'a str)>,
    /// Whether `+` is a space.
    pub(super) plus: bool,
}

impl<'a> Pairs<'a> {
    /// The members of a query or form; none for a broken percent triple in a name, or for too
    /// many of them.
    pub(crate) fn of_query(query: &'a str) -> Option<Self> {
        let mut pairs = Vec::new();
        for member in query.split('&').filter(|member| !member.is_empty()) {
            let (name, value) = member.split_once('=').unwrap_or((member, ""));
            pairs.push((decode(name, true)?.into_owned(), value));
            if pairs.len() > MOST_PAIRS {
                return None;
            }
        }
        Some(Self { pairs, plus: true })
    }

    /// Members whose names are plain and whose values are encoded.
    #[allow(dead_code, reason = "only multipart forms use it")]
    pub(crate) fn of_encoded(members: &'a [(String, String)]) -> Self {
        let pairs = members
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str()));
        Self {
            pairs: pairs.collect(),
            plus: false,
        }
    }

    /// The values of a name, raw.
    pub(crate) fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'a str> + 'p {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| *value)
    }

    /// The members that no field is for, decoded; none for broken text.
    pub(crate) fn undeclared(&self, fields: &[Parameter]) -> Option<Vec<(String, String)>> {
        let known = |name: &str| {
            let mut fields = fields.iter();
            fields.any(|field| match name.strip_prefix(field.name) {
                Some("") => true,
                Some(rest) => field.style == Style::DeepObject && rest.starts_with('['),
                None => spreads(field) && field.shape.member(name).is_some(),
            })
        };
        let pairs = self.pairs.iter().filter(|(name, _)| !known(name));
        pairs
            .map(|(name, value)| Some((name.clone(), decode(value, self.plus)?.into_owned())))
            .collect()
    }

    /// The first value of a name, decoded.
    pub(crate) fn decoded(&self, name: &str) -> Option<String> {
        Some(decode(self.all(name).next()?, self.plus)?.into_owned())
    }
}

/// The members of the `Cookie` lines of a request (RFC 6265 §4.2).
pub(crate) fn cookie_pairs<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Pairs<'a>> {
    let mut pairs = Vec::new();
    for member in lines.flat_map(|line| line.split(';')) {
        if let Some((name, value)) = member.trim().split_once('=') {
            pairs.push((decode(name, false)?.into_owned(), value));
        }
        if pairs.len() > MOST_PAIRS {
            return None;
        }
    }
    Some(Pairs { pairs, plus: false })
}
