//! What the compiler, its lints and rustdoc say about generated crates.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use serde_json::Value;

use crate::farm::Farm;

/// What is said about each crate, by its name.
pub type Compiled = BTreeMap<String, Lints>;

/// What is said about one crate.
#[derive(Clone, Debug, Default)]
pub struct Lints {
    /// Errors of the compiler, as it prints them.
    pub errors: Vec<String>,
    /// Warnings, clippy's among them.
    pub warnings: Vec<String>,
}

/// Compiles crates of a farm with both sides, and looks for what clippy dislikes.
///
/// # Errors
///
/// If cargo can't be started.
pub fn compile(farm: &Farm, crates: &[&str]) -> io::Result<Compiled> {
    let mut arguments: Vec<&str> = vec!["clippy", "--keep-going", "--features", "client,server"];
    arguments.extend(["--offline", "--message-format", "json"]);
    arguments.extend(crates.iter().flat_map(|name| ["-p", *name]));
    said(farm, &arguments, crates)
}

/// Has rustdoc read crates of a farm, with all its lints.
///
/// # Errors
///
/// As [`compile`].
pub fn document(farm: &Farm, crates: &[&str]) -> io::Result<Compiled> {
    let mut all = Compiled::new();
    for name in crates {
        let mut arguments: Vec<&str> = vec!["rustdoc", "--lib", "--features", "client,server"];
        arguments.extend(["--offline", "--message-format", "json", "-p", *name]);
        arguments.extend(["--", "-Wwarnings", "-Wrustdoc::all"]);
        all.extend(said(farm, &arguments, &[*name])?);
    }
    Ok(all)
}

fn said(farm: &Farm, arguments: &[&str], crates: &[&str]) -> io::Result<Compiled> {
    let output = farm.cargo(arguments)?;
    let mut all: Compiled = crates
        .iter()
        .map(|name| ((*name).to_owned(), Lints::default()))
        .collect();
    let mut done: BTreeSet<String> = BTreeSet::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let Some(name) = package(&message) else {
            continue;
        };
        let Some(lints) = all.get_mut(name) else {
            continue;
        };
        if message.get("reason").and_then(Value::as_str) == Some("compiler-artifact") {
            done.insert(name.to_owned());
        }
        let (Some(level), Some(text)) = (
            message.pointer("/message/level").and_then(Value::as_str),
            message.pointer("/message/rendered").and_then(Value::as_str),
        ) else {
            continue;
        };
        // The sums at the end have no code and no place.
        let whole: bool = message
            .pointer("/message/spans")
            .and_then(Value::as_array)
            .is_none_or(Vec::is_empty);
        let code = message.pointer("/message/code/code").is_some();
        match level {
            _ if whole && !code => {}
            "error" | "error: internal compiler error" => lints.errors.push(text.to_owned()),
            "warning" => lints.warnings.push(text.to_owned()),
            _ => {}
        }
    }
    // What failed earlier, or wasn't reached, is no success.
    for (name, lints) in &mut all {
        if lints.errors.is_empty() && !done.contains(name) {
            let error = String::from_utf8_lossy(&output.stderr);
            lints
                .errors
                .push(format!("error: no crate came of it\n{error}"));
        }
    }
    Ok(all)
}

/// The package that a message of cargo is about.
fn package(message: &Value) -> Option<&str> {
    name_of(message.get("package_id")?.as_str()?)
}

/// The name in a package id: `path+file:///…/name#0.1.0` or `…#name@0.1.0`.
fn name_of(id: &str) -> Option<&str> {
    let (path, version) = id.rsplit_once('#')?;
    match version.split_once('@') {
        Some((name, _)) => Some(name),
        None => path.rsplit('/').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_known_by_either_form_of_their_id() {
        assert_eq!(name_of("path+file:///farm/figma#0.1.0"), Some("figma"));
        assert_eq!(name_of("path+file:///farm/x#figma@0.1.0"), Some("figma"));
        assert_eq!(name_of("odd"), None);
    }
}
