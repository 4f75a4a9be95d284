//! The instances beside the fixtures are what they say: an independent validator accepts and
//! refuses the same ones. So what generated code is held against can be trusted.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::{Value, json};

use crate::corpus;

/// Where the files of a fixture appear to the validator; without a host, as they lie nowhere.
const BASE: &str = "fixture:///";

/// Hands out the files of one fixture, and no others.
struct Files {
    folder: PathBuf,
}

impl Retrieve for Files {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let path = uri
            .as_str()
            .strip_prefix(BASE)
            .ok_or("outside the fixture")?;
        let text = fs::read_to_string(self.folder.join(path.replace("%24", "$")))?;
        let mut document: Value = serde_yaml::from_str(&text)?;
        // A plain validator looks for `$id` and `$anchor` only where JSON Schema has schemas.
        if let Some(schemas) = document.pointer("/components/schemas").cloned() {
            document["$defs"] = schemas;
        }
        Ok(document)
    }
}

/// One entry of `instances.json`.
struct Instances {
    valid: Vec<Value>,
    invalid: Vec<Value>,
}

fn instances(folder: &Path) -> BTreeMap<String, Instances> {
    let text = fs::read_to_string(folder.join("instances.json")).expect("instances.json");
    let entries: BTreeMap<String, BTreeMap<String, Vec<Value>>> =
        serde_json::from_str(&text).expect("instances.json holds lists by schema and verdict");
    let entries = entries.into_iter().map(|(schema, mut lists)| {
        let mut take = |verdict: &str| lists.remove(verdict).expect("both verdicts have a list");
        let instances = Instances {
            valid: take("valid"),
            invalid: take("invalid"),
        };
        assert!(lists.is_empty(), "{schema}: only valid and invalid");
        (schema, instances)
    });
    entries.collect()
}

fn validator(folder: &Path, schema: &str) -> Validator {
    let token = schema.replace('~', "~0").replace('/', "~1");
    let fragment: String = token.bytes().map(|byte| format!("%{byte:02X}")).collect();
    jsonschema::options()
        .with_retriever(Files {
            folder: folder.to_owned(),
        })
        .build(&json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("{BASE}openapi.yaml#/$defs/{fragment}"),
        }))
        .unwrap_or_else(|error| panic!("{}: {schema}: {error}", folder.display()))
}

#[test]
fn instances_have_the_verdict_of_their_schema() {
    let folder = corpus::workspace().join("tests/fixtures");
    let mut counted: usize = 0;
    let mut wrong: Vec<String> = Vec::new();
    let entries = fs::read_dir(&folder).expect("the folder of the fixtures");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    folders.retain(|fixture| fixture.join("instances.json").is_file());
    for fixture in &folders {
        for (schema, instances) in instances(fixture) {
            let validator = validator(fixture, &schema);
            let valid = instances.valid.iter().map(|instance| (instance, true));
            let invalid = instances.invalid.iter().map(|instance| (instance, false));
            for (instance, expected) in valid.chain(invalid) {
                counted += 1;
                if validator.is_valid(instance) != expected {
                    let verdict = if expected { "refused" } else { "accepted" };
                    wrong.push(format!(
                        "{} {schema}: {verdict} {instance}",
                        fixture.display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        folders.len() >= 80,
        "only {} fixtures with instances",
        folders.len()
    );
    assert!(counted >= 700, "only {counted} instances");
}
