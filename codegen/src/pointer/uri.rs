//! URI references (RFC 3986), as documents write them.

use std::fmt;

use fluent_uri::{Iri, IriRef};

/// The URI of a document that has no other one begins so; its path under the root follows.
pub const DOCUMENT_SCHEME: &str = "doc:///";

/// A reference that was resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The absolute URI without fragment.
    pub uri: String,
    /// The fragment, percent-decoded; empty if there is none.
    pub fragment: String,
}

/// Why a reference can't be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriError {
    /// Its `..` lead out of the root.
    Outside,
    /// It isn't a URI reference; says why.
    Malformed(String),
}

impl fmt::Display for UriError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("it leads out of the folder that this run may read"),
            Self::Malformed(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for UriError {}

/// Resolves a reference against a base (RFC 3986 §5.2). `base` is absolute and has no fragment.
///
/// Characters that a URI must escape are accepted raw. Unlike §5.2.4, `..` above the root of a
/// document's path is an error.
///
/// # Errors
///
/// If the reference leads out of the root, or is malformed.
pub fn resolve(base: &str, reference: &str) -> Result<Target, UriError> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = decode(fragment);
    if path.is_empty() {
        return Ok(Target {
            uri: base.to_owned(),
            fragment,
        });
    }
    let malformed = |error: &dyn fmt::Display| UriError::Malformed(error.to_string());
    let escaped = escape(path);
    let relative = IriRef::parse(escaped.as_str()).map_err(|error| malformed(&error))?;
    if !relative.has_scheme() && !relative.has_authority() {
        check_depth(base, relative.path().as_str())?;
    }
    let base = Iri::parse(base).map_err(|error| malformed(&error))?;
    let uri = relative
        .resolve_against(&base)
        .map_err(|error| malformed(&error))?;
    Ok(Target {
        uri: uri.normalize().into_string(),
        fragment,
    })
}

/// Refuses a relative path that climbs above the root of a document's URI.
fn check_depth(base: &str, path: &str) -> Result<(), UriError> {
    let Some(base) = base.strip_prefix(DOCUMENT_SCHEME) else {
        return Ok(());
    };
    let mut depth = if path.starts_with('/') {
        0
    } else {
        base.split('/').count().saturating_sub(1)
    };
    for segment in path.split('/') {
        match decode(segment).as_str() {
            "" | "." => {}
            ".." => depth = depth.checked_sub(1).ok_or(UriError::Outside)?,
            other if other.contains(['/', '\\', '\0']) => return Err(UriError::Outside),
            _ => depth += 1,
        }
    }
    Ok(())
}

/// The URI of a document by its path under the root.
pub fn of_document(path: &str) -> String {
    let mut escaped = String::from(DOCUMENT_SCHEME);
    escaped.push_str(&escape(
        &path
            .replace('%', "%25")
            .replace('?', "%3F")
            .replace('#', "%23"),
    ));
    Iri::parse(escaped.as_str()).map_or(escaped.clone(), |uri| uri.normalize().into_string())
}

/// The path under the root of a document's URI; `None` for every other URI, and for a path that
/// has segments which no folder could have.
pub fn document_path(uri: &str) -> Option<String> {
    let path = decode(uri.strip_prefix(DOCUMENT_SCHEME)?);
    let sound = path
        .split('/')
        .all(|segment| !matches!(segment, "" | "." | ".."))
        && !path.contains(['\\', '\0']);
    sound.then_some(path)
}

/// Replaces `%` and two hexadecimal digits by the byte they stand for (RFC 3986 §2.1). What doesn't
/// become UTF-8 stays as it is.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high << 4 | low);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// Escapes the characters that no URI may have (RFC 3986 §2), and a `%` that escapes nothing.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        let mut next = after.bytes();
        let is_escape =
            next.next().and_then(digit).is_some() && next.next().and_then(digit).is_some();
        let illegal = match c {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => true,
            '%' => !is_escape,
            other => other.is_control(),
        };
        if illegal {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        } else {
            escaped.push(c);
        }
        rest = after;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{UriError, decode, document_path, of_document, resolve};

    fn uri(base: &str, reference: &str) -> String {
        let target = resolve(base, reference).unwrap();
        format!("{}#{}", target.uri, target.fragment)
    }

    #[test]
    fn resolves_files_beside_and_above() {
        assert_eq!(uri("doc:///a/b.yaml", "c.yaml"), "doc:///a/c.yaml#");
        assert_eq!(
            uri("doc:///a/b.yaml", "../x/c.yaml#/p"),
            "doc:///x/c.yaml#/p"
        );
        assert_eq!(uri("doc:///a/b.yaml", "#/p"), "doc:///a/b.yaml#/p");
        assert_eq!(
            uri("doc:///a/b.yaml", "./m.room.message$m.text.yaml"),
            "doc:///a/m.room.message$m.text.yaml#"
        );
    }

    #[test]
    fn refuses_to_leave_the_root() {
        for reference in [
            "../../x",
            "../../../etc/passwd",
            "x/../../../y",
            "%2e%2e/%2e%2e/x",
            "a%2Fb",
            "/../x",
        ] {
            assert_eq!(
                resolve("doc:///a/b.yaml", reference),
                Err(UriError::Outside),
                "{reference}"
            );
        }
    }

    #[test]
    fn keeps_other_schemes() {
        assert_eq!(
            uri("doc:///a", "http://example.com/x#a"),
            "http://example.com/x#a"
        );
        assert_eq!(uri("urn:uuid:1", "#a"), "urn:uuid:1#a");
        assert_eq!(
            uri("http://example.com/a/b", "../../../c"),
            "http://example.com/c#"
        );
    }

    #[test]
    fn accepts_raw_characters() {
        assert_eq!(
            uri("doc:///a", "b c{d}.yaml#/paths/~1x~1{id} y"),
            "doc:///b%20c%7Bd%7D.yaml#/paths/~1x~1{id} y"
        );
        assert_eq!(decode("%C3%A9%ZZ"), "é%ZZ");
    }

    #[test]
    fn paths_survive_the_way_through_uris() {
        for path in ["a/b.yaml", "a b/ü%41#?.yaml", "m$x.yaml"] {
            assert_eq!(document_path(&of_document(path)).as_deref(), Some(path));
        }
        assert_eq!(document_path("doc:///a/../b"), None);
        assert_eq!(document_path("http://x/y"), None);
    }
}
