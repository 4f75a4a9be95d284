//! Names of statuses and media types.

use super::words::{Case, identifier};
use crate::model::Status;

/// The variant of a status: its standard phrase (RFC 9110 §15).
pub(super) fn status(status: Status) -> String {
    identifier(Case::Camel, &status.phrase())
}

/// The status of a response by its key (`200`, `4XX`, `default`).
pub(super) fn status_of_key(key: &str) -> Option<Status> {
    match key.as_bytes() {
        b"default" => Some(Status::Default),
        [digit @ b'1'..=b'9', b'X' | b'x', b'X' | b'x'] => Some(Status::Range(digit - b'0')),
        _ => key.parse().ok().map(Status::Code),
    }
}

/// The variant of a media type: a short word for what it is.
pub(super) fn media_type(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let (main, sub) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
    let word = match (main, sub) {
        ("*", _) => "any",
        (main, "*") => main,
        ("text", "plain") => "text",
        (_, "octet-stream") => "bytes",
        (_, "x-www-form-urlencoded") => "form",
        ("multipart", "form-data") => "multipart",
        (_, "x-ndjson" | "jsonl" | "x-jsonlines" | "json-lines") => "json lines",
        (main, "") => main,
        (_, sub) => sub,
    };
    identifier(Case::Camel, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_go_by_their_phrase() {
        assert_eq!(status(Status::Code(404)), "NotFound");
        assert_eq!(status(Status::Code(299)), "Status299");
        assert_eq!(status(Status::Range(4)), "ClientError");
        assert_eq!(status_of_key("4XX"), Some(Status::Range(4)));
        assert_eq!(status_of_key("200"), Some(Status::Code(200)));
        assert_eq!(status_of_key("x"), None);
    }

    #[test]
    fn media_types_have_short_names() {
        assert_eq!(media_type("application/json"), "Json");
        assert_eq!(media_type("application/json; charset=utf-8"), "Json");
        assert_eq!(media_type("text/plain"), "Text");
        assert_eq!(media_type("image/*"), "Image");
        assert_eq!(media_type("*/*"), "Any");
        assert_eq!(media_type("application/vnd.api+json"), "VndApiJson");
    }
}
