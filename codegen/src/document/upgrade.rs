//! Which version a document has, and what that means for reading it.
//!
//! Schemas of 3.0 are upgraded keyword by keyword while they are read (`schema::upgrade`); all
//! other objects of 3.0 are objects of 3.1 as they stand.

use super::Version;
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::Place,
    schema::{Dialect, reader::Reader},
    value::{Mapping, Node},
};

/// Whether a mapping is the root of an OpenAPI document of any version.
pub(crate) fn is_open_api(mapping: &Mapping) -> bool {
    mapping.get("openapi").is_some() || mapping.get("swagger").is_some()
}

/// How schemas of a version are spelled unless they say otherwise.
pub(crate) fn dialect(version: Version) -> Dialect {
    match version {
        Version::V30 => Dialect::OpenApi30,
        Version::V31 | Version::V32 => Dialect::Draft2020,
    }
}

impl Reader {
    /// The version of a document, and its spelling; `None`, with a diagnostic, if the document
    /// can't be read as any.
    pub(crate) fn version(&mut self, root: &Mapping, place: &Place) -> Option<(Version, String)> {
        let Some(node) = root.get("openapi") else {
            let diagnostic = Diagnostic::new(
                &lint::NOT_OPENAPI,
                place.clone(),
                "this is no OpenAPI document",
            );
            self.report(match root.get("swagger") {
                Some(_) => Diagnostic::new(
                    &lint::NOT_OPENAPI,
                    place.child("swagger"),
                    "this is a document of OpenAPI 2.0 (Swagger), which isn't read",
                )
                .help(
                    "convert it to 3.1 first, for example with `swagger2openapi` or Swagger Editor",
                ),
                None => diagnostic
                    .note("its root has no `openapi`")
                    .help("begin it with `openapi: 3.1.1`; bare schemas belong under `schemas` in `[input]`"),
            });
            return None;
        };
        let place = place.child("openapi");
        if matches!(node, Node::Number(_)) {
            self.report(
                Diagnostic::new(
                    &lint::VERSION_NOT_STRING,
                    place.clone(),
                    "the version is a number, but must be a string",
                )
                .note("YAML takes `3.10` for `3.1`")
                .help("quote it, with its patch level: `\"3.1.1\"`"),
            );
        }
        let text = self.text(node, &place)?;
        let mut parts = text.split(['.', '-']);
        let version = match (parts.next(), parts.next()) {
            (Some("3"), Some("0")) => Version::V30,
            (Some("3"), Some("1")) => Version::V31,
            (Some("3"), Some("2")) => Version::V32,
            _ => {
                self.report(
                    Diagnostic::new(
                        &lint::NOT_OPENAPI,
                        place,
                        format!("OpenAPI `{text}` isn't read"),
                    )
                    .note("what is read is 3.0, 3.1 and 3.2"),
                );
                return None;
            }
        };
        match version {
            Version::V30 => self.group(&lint::OLDER_VERSION, "", place),
            Version::V31 => {}
            Version::V32 => self.group(&lint::NEWER_VERSION, "", place),
        }
        Some((version, text))
    }
}
