//! What a request brings to prove who sends it.

use http::{HeaderMap, header::AUTHORIZATION, request::Parts};

use super::super::{
    Base64,
    operation::{Operation, Requirement, SchemeKind, Secret},
    parameter::{Pairs, cookie_pairs},
};

/// What a request brings for the schemes of an operation (OpenAPI 3.1 *Security Requirement
/// Object*). Which schemes those are, and their scopes, is in
/// [`Unauthenticated`](super::Unauthenticated).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credentials {
    /// A bearer token, also of OAuth 2 and OpenID Connect.
    Bearer(Secret),
    /// A name and a password.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: Secret,
    },
    /// A key in a header, query or cookie.
    Key(Secret),
    /// Another scheme of `Authorization`: what stands after its name.
    Http(Secret),
    /// The connection's client certificate, which the HTTP stack has seen.
    MutualTls,
    /// A scheme that the document doesn't describe: look at the request itself.
    Undescribed,
    /// Several at once, in the order of the document.
    All(Vec<Credentials>),
}

impl Credentials {
    /// The token or key, where there is exactly one.
    pub fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Bearer(secret) | Self::Key(secret) | Self::Http(secret) => Some(secret),
            _ => None,
        }
    }

    /// The first set of schemes that a request is complete for. An empty set is never it.
    pub(crate) fn find(
        operation: &'static Operation,
        parts: &Parts,
    ) -> Option<(&'static [Requirement], Self)> {
        let sets = operation.security.iter().filter(|set| !set.is_empty());
        for set in sets {
            if let [only] = set {
                match find_one(only, parts) {
                    Some(credentials) => return Some((set, credentials)),
                    None => continue,
                }
            }
            let found = set.iter().map(|requirement| find_one(requirement, parts));
            if let Some(all) = found.collect::<Option<Vec<Self>>>() {
                return Some((set, Self::All(all)));
            }
        }
        None
    }
}

fn find_one(requirement: &Requirement, parts: &Parts) -> Option<Credentials> {
    match &requirement.scheme.kind {
        SchemeKind::Bearer { .. } => authorization(&parts.headers, "Bearer")
            .map(Secret::from)
            .map(Credentials::Bearer),
        SchemeKind::Basic => authorization(&parts.headers, "Basic").and_then(basic),
        SchemeKind::Http(name) => authorization(&parts.headers, name)
            .map(Secret::from)
            .map(Credentials::Http),
        SchemeKind::HeaderKey(name) => key(parts.headers.get(*name)?.to_str().ok()),
        SchemeKind::QueryKey(name) => {
            let pairs = Pairs::of_query(parts.uri.query()?)?;
            key(pairs.decoded(name).as_deref())
        }
        SchemeKind::CookieKey(name) => {
            let lines = parts.headers.get_all(http::header::COOKIE);
            let pairs = cookie_pairs(lines.iter().filter_map(|line| line.to_str().ok()))?;
            key(pairs.decoded(name).as_deref())
        }
        SchemeKind::MutualTls => Some(Credentials::MutualTls),
        SchemeKind::Undeclared => Some(Credentials::Undescribed),
    }
}

fn key(text: Option<&str>) -> Option<Credentials> {
    let text = text.filter(|text| !text.is_empty())?;
    Some(Credentials::Key(Secret::from(text)))
}

/// What stands after a scheme's name (RFC 9110 §11.4), whose case doesn't matter.
fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    headers.get_all(AUTHORIZATION).iter().find_map(|line| {
        let (name, rest) = line.to_str().ok()?.split_once(' ')?;
        let rest = rest.trim();
        (name.eq_ignore_ascii_case(scheme) && !rest.is_empty()).then_some(rest)
    })
}

/// RFC 7617 §2, in UTF-8.
fn basic(text: &str) -> Option<Credentials> {
    let text = String::from_utf8(Base64::new(text).decode().ok()?).ok()?;
    let (user, password) = text.split_once(':')?;
    Some(Credentials::Basic {
        user: user.to_owned(),
        password: Secret::from(password),
    })
}
