//! Diagnostics as SARIF 2.1.0 (OASIS), for code hosts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Level, Located, Report, Span};
use crate::pointer::{Place, uri};

impl Report {
    /// All diagnostics as one SARIF log. Paths are relative to the root of the source.
    pub fn sarif(&self) -> String {
        let mut rules: BTreeMap<&str, Value> = BTreeMap::new();
        for entry in &self.entries {
            let lint = entry.diagnostic.lint;
            rules.insert(
                lint.code,
                json!({
                    "id": lint.code,
                    "name": lint.name,
                    "shortDescription": { "text": lint.about.trim() },
                    "defaultConfiguration": { "level": level(lint.default) },
                }),
            );
        }
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.into_values().collect::<Vec<Value>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "results": self.entries.iter().map(result).collect::<Vec<Value>>(),
            }],
        });
        format!("{log:#}\n")
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Allow => "none",
        Level::Note => "note",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}

fn result(entry: &Located) -> Value {
    let diagnostic = &entry.diagnostic;
    let mut text = vec![diagnostic.message.clone()];
    text.extend(diagnostic.notes.iter().cloned());
    text.extend(diagnostic.help.iter().map(|help| format!("Help: {help}")));
    let related = diagnostic.related.iter().zip(&entry.related);
    let related: Vec<Value> = related
        .map(|((place, message), span)| {
            let mut location = location(place, *span);
            if let Some(members) = location.as_object_mut() {
                members.insert("message".to_owned(), json!({ "text": message }));
            }
            location
        })
        .collect();
    json!({
        "ruleId": diagnostic.lint.code,
        "level": level(entry.level),
        "message": { "text": text.join("\n") },
        "locations": [location(&diagnostic.place, entry.span)],
        "relatedLocations": related,
    })
}

fn location(place: &Place, span: Option<Span>) -> Value {
    let document = uri::of_document(&place.document);
    let relative = document
        .strip_prefix(uri::DOCUMENT_SCHEME)
        .unwrap_or(&place.document);
    let mut physical = json!({ "artifactLocation": { "uri": relative } });
    if let (Some(span), Some(members)) = (span, physical.as_object_mut()) {
        let region = json!({
            "startLine": span.line,
            "startColumn": span.column,
            "byteOffset": span.start,
            "byteLength": span.end.saturating_sub(span.start),
        });
        members.insert("region".to_owned(), region);
    }
    json!({
        "physicalLocation": physical,
        "logicalLocations": [{ "fullyQualifiedName": place.to_string() }],
    })
}
