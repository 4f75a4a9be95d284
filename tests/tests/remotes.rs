//! Documents that schemas of the JSON Schema Test Suite refer to by `http://localhost:1234`, as
//! their names and the expected verdicts ask for, and the dialect's own schemas.

use serde_json::{Value, json};
use typewright::source::MapSource;

const BASE: &str = "http://localhost:1234/draft2020-12";

/// The folder in the source that stands for `http://localhost:1234/draft2020-12/`.
pub const FOLDER: &str = "remotes/";
/// The folder in the source that stands for `https://json-schema.org/draft/2020-12/`.
pub const DIALECT: &str = "dialect/";

/// The paths of the dialects that schemas name by `$schema`: nothing else leads to them.
pub fn dialects() -> Vec<String> {
    let names = metaschemas().into_iter();
    names.map(|(name, _)| format!("{FOLDER}{name}")).collect()
}

pub fn add(source: &mut MapSource) {
    for (name, document) in plain().into_iter().chain(anchored()).chain(identified()) {
        source.insert(format!("{FOLDER}{name}"), document.to_string());
    }
    for (name, document) in metaschemas() {
        source.insert(format!("{FOLDER}{name}"), document.to_string());
    }
    use referencing::meta;
    for (name, document) in [
        ("schema", &meta::DRAFT202012),
        ("meta/core", &meta::DRAFT202012_CORE),
        ("meta/applicator", &meta::DRAFT202012_APPLICATOR),
        ("meta/unevaluated", &meta::DRAFT202012_UNEVALUATED),
        ("meta/validation", &meta::DRAFT202012_VALIDATION),
        ("meta/meta-data", &meta::DRAFT202012_META_DATA),
        (
            "meta/format-annotation",
            &meta::DRAFT202012_FORMAT_ANNOTATION,
        ),
        ("meta/content", &meta::DRAFT202012_CONTENT),
    ] {
        source.insert(format!("{DIALECT}{name}"), document.to_string());
    }
}

fn plain() -> Vec<(&'static str, Value)> {
    vec![
        ("integer.json", json!({"type": "integer"})),
        (
            "baseUriChange/folderInteger.json",
            json!({"type": "integer"}),
        ),
        (
            "baseUriChangeFolder/folderInteger.json",
            json!({"type": "integer"}),
        ),
        (
            "baseUriChangeFolderInSubschema/folderInteger.json",
            json!({"type": "integer"}),
        ),
        ("nested/string.json", json!({"type": "string"})),
        (
            "nested/foo-ref-string.json",
            json!({"properties": {"foo": {"$ref": "string.json"}}}),
        ),
        (
            "subSchemas.json",
            json!({"$defs": {
                "refToInteger": {"$ref": "#/$defs/integer"},
                "integer": {"type": "integer"},
            }}),
        ),
        (
            "name-defs.json",
            json!({"type": "string", "$defs": {"orNull": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}}),
        ),
    ]
}

fn anchored() -> Vec<(&'static str, Value)> {
    vec![
        (
            "locationIndependentIdentifier.json",
            json!({"$defs": {
                "refToInteger": {"$ref": "#foo"},
                "whole": {"$anchor": "foo", "type": "integer"},
            }}),
        ),
        (
            "detached-ref.json",
            json!({"$id": format!("{BASE}/detached-ref.json"), "$defs": {
                "foo": {"$ref": "#apart"},
                "apart": {"$anchor": "apart", "type": "integer"},
            }}),
        ),
        (
            "detached-dynamicref.json",
            json!({"$id": format!("{BASE}/detached-dynamicref.json"), "$defs": {
                "foo": {"$dynamicRef": "#apart"},
                "apart": {"$dynamicAnchor": "apart", "type": "integer"},
            }}),
        ),
        (
            "tree.json",
            json!({
                "$id": format!("{BASE}/tree.json"),
                "$dynamicAnchor": "node",
                "type": "object",
                "properties": {
                    "data": true,
                    "children": {"type": "array", "items": {"$dynamicRef": "#node"}},
                },
            }),
        ),
        (
            "extendible-dynamic-ref.json",
            json!({
                "$id": format!("{BASE}/extendible-dynamic-ref.json"),
                "type": "object",
                "properties": {"elements": {"items": {"$dynamicRef": "#elements"}}},
                "required": ["elements"],
                "additionalProperties": false,
                "$defs": {"any": {"$dynamicAnchor": "elements"}},
            }),
        ),
    ]
}

fn identified() -> Vec<(&'static str, Value)> {
    vec![
        (
            "ref-and-defs.json",
            json!({
                "$id": format!("{BASE}/ref-and-defs.json"),
                "$ref": "#/$defs/inside",
                "$defs": {"inside": {"properties": {"bar": {"type": "string"}}}},
            }),
        ),
        (
            "different-id-ref-string.json",
            json!({
                "$id": "http://localhost:1234/elsewhere/under-another-name.json",
                "$ref": "#/$defs/text",
                "$defs": {"text": {"type": "string"}},
            }),
        ),
        (
            "urn-ref-string.json",
            json!({
                "$id": "urn:uuid:8b4c9a51-0d1f-4a3e-9a52-2f6c1c0e7d10",
                "$ref": "#/$defs/text",
                "$defs": {"text": {"type": "string"}},
            }),
        ),
        (
            "nested-absolute-ref-to-string.json",
            json!({
                "$ref": "http://localhost:1234/inside-of-another.json",
                "$defs": {"text": {
                    "$id": "http://localhost:1234/inside-of-another.json",
                    "type": "string",
                }},
            }),
        ),
    ]
}

fn metaschemas() -> Vec<(&'static str, Value)> {
    let vocabulary = "https://json-schema.org/draft/2020-12/vocab";
    let core = format!("{vocabulary}/core");
    let applicator = format!("{vocabulary}/applicator");
    let metaschema = |name: &str, vocabularies: Value| {
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("{BASE}/{name}"),
            "$vocabulary": vocabularies,
            "$dynamicAnchor": "meta",
        })
    };
    let [no_validation, optional] = [
        "metaschema-no-validation.json",
        "metaschema-optional-vocabulary.json",
    ];
    vec![
        (
            no_validation,
            metaschema(no_validation, json!({&core: true, &applicator: true})),
        ),
        (
            optional,
            metaschema(
                optional,
                json!({
                    &core: true,
                    format!("{vocabulary}/validation"): true,
                    "http://localhost:1234/draft2020-12/vocab/nobody-knows-this": false,
                }),
            ),
        ),
    ]
}
