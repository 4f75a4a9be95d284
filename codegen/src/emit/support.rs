//! The sources of the support package, as they stand in a generated crate.

use std::collections::BTreeMap;

/// The files of `support/src`, by path.
macro_rules! sources {
    ($($path:literal,)+) => {
        const SOURCES: &[(&str, &str)] =
            &[$(($path, include_str!(concat!("../../support/src/", $path)))),+];
    };
}

sources! {
    "base64.rs",
    "client.rs",
    "client/call.rs",
    "client/credentials.rs",
    "client/error.rs",
    "client/reader.rs",
    "client/sender.rs",
    "client/transport.rs",
    "client/writer.rs",
    "containers.rs",
    "decimal.rs",
    "decode.rs",
    "door.rs",
    "encode.rs",
    "endpoint.rs",
    "equality.rs",
    "error.rs",
    "error/locate.rs",
    "fault.rs",
    "field.rs",
    "file.rs",
    "form.rs",
    "json.rs",
    "json_object.rs",
    "json_text.rs",
    "key.rs",
    "lib.rs",
    "macros.rs",
    "media.rs",
    "message.rs",
    "multipart.rs",
    "multipart/client.rs",
    "multipart/read.rs",
    "multipart/server.rs",
    "multipart/write.rs",
    "number.rs",
    "object.rs",
    "operation.rs",
    "operation/servers.rs",
    "parameter.rs",
    "parameter/pairs.rs",
    "parameter/read.rs",
    "parameter/write.rs",
    "percent.rs",
    "positions.rs",
    "raw.rs",
    "raw/capture.rs",
    "raw/keys.rs",
    "raw/look.rs",
    "raw/scan.rs",
    "raw/transcribe.rs",
    "raw/trial.rs",
    "reqwest.rs",
    "response.rs",
    "router.rs",
    "router/body_keys.rs",
    "router/detached.rs",
    "router/dispatch.rs",
    "router/heads.rs",
    "router/radix.rs",
    "router/service.rs",
    "router/template.rs",
    "router/tree.rs",
    "rules.rs",
    "rules/backtracking.rs",
    "rules/build.rs",
    "rules/check.rs",
    "rules/check/arms.rs",
    "rules/check/array.rs",
    "rules/check/message.rs",
    "rules/check/object.rs",
    "rules/check/scalar.rs",
    "rules/decimal.rs",
    "rules/literal.rs",
    "rules/pattern.rs",
    "rules/policy.rs",
    "rules/validate.rs",
    "rules/view.rs",
    "rules/violation.rs",
    "scalar.rs",
    "server.rs",
    "server/answer.rs",
    "server/authenticate.rs",
    "server/context.rs",
    "server/credentials.rs",
    "server/error_members.rs",
    "server/errors.rs",
    "server/exchange.rs",
    "server/given.rs",
    "server/reader.rs",
    "server/unimplemented.rs",
    "side_macros.rs",
    "stream.rs",
    "stream/events.rs",
    "stream/read.rs",
    "stream/write.rs",
    "text.rs",
    "union.rs",
    "wire.rs",
    "words.rs",
}

/// The files of `src/support`, by path under `src`, each with `header` in front.
///
/// `unused` are modules that the crate has no use for, such as `rules/backtracking`; what declares
/// them is left out with them, and so are the lines that only a crate of its own can have.
pub fn files(header: &str, unused: &[&str]) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (path, source) in SOURCES {
        let module: &str = path.trim_end_matches(".rs");
        if unused.contains(&module) {
            continue;
        }
        let name: &str = if *path == "lib.rs" { "mod.rs" } else { path };
        files.insert(
            format!("support/{name}"),
            copied(header, module, source, unused),
        );
    }
    files
}

/// A source without the lines that have no place in a module of another crate.
fn copied(header: &str, module: &str, source: &str, unused: &[&str]) -> String {
    let declared: Vec<String> = unused
        .iter()
        .filter_map(|path| match path.rsplit_once('/') {
            Some((parent, name)) => (parent == module).then_some(name),
            None => (module == "lib").then_some(*path),
        })
        .map(|name| format!("mod {name};"))
        .collect();
    let mut lines: Vec<&str> = Vec::new();
    let mut in_attribute: bool = false;
    for line in without_tests(source) {
        let text: &str = line.trim_start();
        let opens: bool = text.starts_with("#![");
        let only_here: bool = opens
            || in_attribute
            || text == "#[macro_export]"
            || declared
                .iter()
                .any(|module| text.ends_with(module.as_str()));
        if !only_here {
            lines.push(line);
        } else if text.ends_with(';') {
            // The attributes of a declaration go with it.
            let item = lines.iter().rposition(|line| ends_item(line));
            lines.truncate(item.map_or(0, |item| item.saturating_add(1)));
        }
        in_attribute = (opens || in_attribute) && !text.ends_with(']');
    }
    let text: String = lines.join("\n");
    format!("{header}{}\n", text.trim_end())
}

/// The lines of a source without its tests: they are run here, and need what only tests depend on.
fn without_tests(source: &str) -> impl Iterator<Item = &str> {
    let mut in_tests: bool = false;
    source.lines().filter(move |line| {
        let begins: bool = *line == "#[cfg(test)]";
        let ends: bool = *line == "}" || line.starts_with("mod ") && line.ends_with(';');
        let kept: bool = !in_tests && !begins;
        in_tests = begins || in_tests && !ends;
        kept
    })
}

/// Whether no attribute of the next item can begin before the end of a line.
fn ends_item(line: &str) -> bool {
    let line: &str = line.trim();
    line.is_empty() || line.ends_with([';', '}']) || line.starts_with("//")
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    use super::*;

    #[test]
    fn every_file_of_the_support_package_is_listed() {
        let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("support/src");
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut folders: Vec<PathBuf> = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path: PathBuf = entry.unwrap().path();
                let name: String = path.strip_prefix(&root).unwrap().display().to_string();
                if path.is_dir() {
                    folders.push(path);
                } else if !name.ends_with("tests.rs") {
                    found.insert(name);
                }
            }
        }
        let listed: BTreeSet<String> = SOURCES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(listed, found);
    }

    #[test]
    fn tests_are_left_out() {
        let source: &str = "mod a;\n#[cfg(test)]\nmod tests;\n\nfn f() {\n}\n\n#[cfg(test)]\nmod more {\n    fn g() {\n    }\n}\n";
        assert_eq!(copied("", "a", source, &[]), "mod a;\n\nfn f() {\n}\n");
    }

    #[test]
    fn what_only_a_crate_can_have_is_left_out() {
        let source: &str = "//! Docs.\n\n#![forbid(unsafe_code)]\nmod a;\npub mod b;\n#[macro_export]\nmacro_rules! m { () => {} }\n";
        assert_eq!(
            copied("// head\n", "lib", source, &["b", "c/a"]),
            "// head\n//! Docs.\n\nmod a;\nmacro_rules! m { () => {} }\n"
        );
    }
}
