//! `Cargo.toml` of a generated crate.

use toml::{Table, Value};

use super::docs::comment_lines;
use crate::config::{Config, Support};

/// The versions of what generated crates depend on: name, version, features, whether only some
/// features need it.
const DEPENDENCIES: [(&str, &str, &[&str], bool); 14] = [
    ("bytes", "1.12", &[], false),
    ("http", "1.5", &[], false),
    ("http-body", "1.0", &[], true),
    ("http-body-util", "0.1", &[], true),
    ("httpdate", "1.0", &[], true),
    ("multer", "3.1", &[], true),
    ("regex", "1.13", &[], false),
    ("regress", "0.12", &[], false),
    ("reqwest", "0.13", &["stream"], true),
    ("serde", "1.0", &[], false),
    ("serde_json", "1.0", &["raw_value"], false),
    ("tower-layer", "0.3", &[], true),
    ("tower-service", "0.3", &[], true),
    ("tracing", "0.1", &[], true),
];

/// What each feature of a crate with its own runtime brings.
const FEATURES: [(&str, &[&str]); 4] = [
    (
        "client",
        &[
            "dep:http-body",
            "dep:http-body-util",
            "dep:httpdate",
            "dep:multer",
            "dep:tower-service",
        ],
    ),
    ("reqwest", &["client", "dep:reqwest"]),
    (
        "server",
        &[
            "dep:http-body",
            "dep:http-body-util",
            "dep:multer",
            "dep:tower-layer",
            "dep:tower-service",
        ],
    ),
    ("tracing", &["dep:tracing"]),
];

/// What a manifest says beside the config.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// The package's name.
    pub name: &'f str,
    /// The document's title.
    pub title: &'f str,
    /// The first line, after `#`.
    pub mark: &'f str,
    /// Modules of support that the crate does without.
    pub unused: &'f [&'static str],
}

/// The text of a manifest.
///
/// It carries no `[workspace]`: whether it needs one depends on where it is written.
pub fn manifest(config: &Config, facts: &Facts<'_>) -> String {
    let mut sections = vec![
        format!("# {}\n", facts.mark),
        package(config, facts.name, facts.title),
    ];
    sections.push(features(config, facts.unused));
    sections.push(dependencies(config, facts.unused));
    let package = &config.package;
    if !package.dev_dependencies.is_empty() {
        sections.push(table("dev-dependencies", &package.dev_dependencies));
    }
    for example in &package.examples {
        sections.push(format!("[[example]]\n{example}"));
    }
    sections.push("[package.metadata.docs.rs]\nall-features = true\n".to_owned());
    sections.join("\n")
}

/// What a package needs that takes the code as a module: the lines of its `[features]` and
/// `[dependencies]`.
pub fn needs(config: &Config, unused: &[&str]) -> Vec<String> {
    let text = [features(config, unused), dependencies(config, unused)].join("\n");
    text.lines().map(str::to_owned).collect()
}

fn package(config: &Config, name: &str, title: &str) -> String {
    let package = &config.package;
    let mut text = String::from("[package]\n");
    let description = package.description.as_deref().unwrap_or(title);
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            text.push_str(&format!("{key} = {}\n", Value::from(one_line(value))));
        }
    };
    line("name", Some(name));
    line("description", Some(description));
    line("version", Some(&package.version));
    line("edition", Some("2024"));
    line("rust-version", Some(&package.rust_version));
    line("license", package.license.as_deref());
    line("repository", package.repository.as_deref());
    if !package.publish {
        text.push_str("publish = false\n");
    }
    text
}

fn features(config: &Config, unused: &[&str]) -> String {
    let shared = shared(config);
    let mut text = String::from("[features]\ndefault = [\"client\"]\n");
    for (name, brings) in FEATURES {
        let brings: Vec<String> = match &shared {
            Some(package) if name == "reqwest" => {
                vec!["client".to_owned(), format!("{package}/reqwest")]
            }
            Some(package) => vec![format!("{package}/{name}")],
            None => {
                let brings = brings.iter();
                let used =
                    brings.filter(|one| **one != "dep:multer" || !unused.contains(&"multipart"));
                used.map(|one| (*one).to_owned()).collect()
            }
        };
        let brings = Value::from(brings);
        text.push_str(&format!("{name} = {brings}\n"));
    }
    text
}

fn dependencies(config: &Config, unused: &[&str]) -> String {
    let mut text = String::from("[dependencies]\n");
    if let Some(package) = shared(config) {
        text.push_str(&format!("{package} = \"0.1\"\n"));
    }
    for (name, version, features, optional) in DEPENDENCIES {
        let backtracks: bool = !unused.contains(&"rules/backtracking");
        if (shared(config).is_some() && optional)
            || (name == "regress" && !backtracks)
            || (name == "multer" && unused.contains(&"multipart"))
        {
            continue;
        }
        let mut spec = Table::new();
        spec.insert("version".to_owned(), Value::from(version));
        // No TLS and no second runtime: an application chooses its own.
        if matches!(name, "multer" | "reqwest") {
            spec.insert("default-features".to_owned(), Value::from(false));
        }
        if !features.is_empty() {
            spec.insert("features".to_owned(), Value::from(features.to_vec()));
        }
        if optional {
            spec.insert("optional".to_owned(), Value::from(true));
        }
        let spec = match spec.len() {
            1 => Value::from(version),
            _ => Value::Table(spec),
        };
        text.push_str(&format!("{name} = {spec}\n"));
    }
    text
}

/// The package that has the runtime, where the crate doesn't carry its own.
fn shared(config: &Config) -> Option<String> {
    match &config.output.support {
        Support::Emitted => None,
        Support::Path(path) => {
            let first = path.trim_start_matches("::").split("::").next()?;
            (!matches!(first, "crate" | "super" | "self")).then(|| first.replace('_', "-"))
        }
    }
}

fn table(name: &str, table: &Table) -> String {
    let mut text = format!("[{name}]\n");
    for (key, value) in table {
        let mut keys = Table::new();
        keys.insert(key.clone(), value.clone());
        match value {
            Value::Table(_) => {
                let bare = key
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
                let quoted = match bare {
                    true => key.clone(),
                    false => Value::from(key.as_str()).to_string(),
                };
                text.push_str(&format!("{quoted} = {value}\n"));
            }
            _ => text.push_str(&keys.to_string()),
        }
    }
    text
}

fn one_line(text: &str) -> String {
    let lines: Vec<String> = comment_lines(text);
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    words.collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: Facts<'_> = Facts {
        name: "rooms",
        title: "Rooms",
        mark: "@generated",
        unused: &[],
    };

    #[test]
    fn a_manifest_is_toml_with_features_for_each_side() {
        let mut config = Config::default();
        config.package.description = Some("A \"quoted\"\nsentence".to_owned());
        config.package.dev_dependencies =
            "tokio = { version = \"1\", features = [\"rt\"] }\nhyper = \"1\""
                .parse()
                .unwrap();
        let text = manifest(&config, &FACTS);
        let read: Table = text.parse().unwrap();
        assert_eq!(
            read["package"]["description"].as_str(),
            Some("A \"quoted\" sentence")
        );
        assert_eq!(read["features"]["default"][0].as_str(), Some("client"));
        assert_eq!(
            read["dependencies"]["reqwest"]["default-features"].as_bool(),
            Some(false)
        );
        assert_eq!(
            read["dev-dependencies"]["tokio"]["version"].as_str(),
            Some("1")
        );
        assert!(!read.contains_key("workspace"));
    }

    #[test]
    fn a_shared_runtime_brings_its_own_dependencies() {
        let mut config = Config::default();
        config.output.support = Support::Path("typewright_support".to_owned());
        let text = manifest(&config, &FACTS);
        let read: Table = text.parse().unwrap();
        assert!(read["dependencies"].get("tower-service").is_none());
        assert_eq!(
            read["features"]["server"][0].as_str(),
            Some("typewright-support/server")
        );
    }
}
