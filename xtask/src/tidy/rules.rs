//! `tidy.toml`: the order of the modules, and what may be long, and why.

use serde::Deserialize;

use super::measure::{Measures, Named};

/// The longest file, in lines without tests.
const LONGEST_FILE: usize = 500;
/// The longest function, in lines.
const LONGEST_FUNCTION: usize = 80;

/// The rules of a workspace.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    /// The order of modules.
    pub(crate) architecture: Architecture,
    /// What may be long.
    #[serde(default)]
    allow: Vec<Allowed>,
}

/// The order of modules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Architecture {
    /// Groups of modules, lowest first: a module refers to its own group and to those before.
    pub(crate) order: Vec<Vec<String>>,
}

/// Something that may be long.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allowed {
    /// The file.
    file: String,
    /// The function; the file itself where there is none.
    function: Option<String>,
    /// Why.
    reason: String,
}

impl Rules {
    /// The rules that sources break, and entries that nothing needs.
    pub(crate) fn broken<'m>(&self, measured: impl Iterator<Item = &'m Measures>) -> Vec<String> {
        let mut broken: Vec<String> = Vec::new();
        let mut needed: Vec<&Allowed> = Vec::new();
        for measures in measured {
            for file in measures
                .files
                .iter()
                .filter(|file| file.lines > LONGEST_FILE)
            {
                match self.allowed(file, None) {
                    Some(allowed) => needed.push(allowed),
                    None => broken.push(format!(
                        "{} has {} lines; split it, or give a reason in `tidy.toml`",
                        file.file, file.lines
                    )),
                }
            }
            let functions = measures.functions.iter();
            for function in functions.filter(|function| function.lines > LONGEST_FUNCTION) {
                match self.allowed(function, Some(&function.name)) {
                    Some(allowed) => needed.push(allowed),
                    None => broken.push(format!(
                        "{}: `{}` has {} lines; split it, or give a reason in `tidy.toml`",
                        function.file, function.name, function.lines
                    )),
                }
            }
            for item in &measures.undocumented {
                broken.push(format!(
                    "{}:{}: `{}` is public and undocumented",
                    item.file, item.line, item.name
                ));
            }
        }
        for allowed in &self.allow {
            if !needed.iter().any(|needed| std::ptr::eq(*needed, allowed)) {
                broken.push(format!(
                    "tidy.toml: nothing needs the entry for {}",
                    allowed.file
                ));
            } else if allowed.reason.trim().is_empty() {
                broken.push(format!(
                    "tidy.toml: the entry for {} gives no reason",
                    allowed.file
                ));
            }
        }
        broken
    }

    fn allowed(&self, named: &Named, function: Option<&str>) -> Option<&Allowed> {
        self.allow
            .iter()
            .find(|allowed| allowed.file == named.file && allowed.function.as_deref() == function)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, lines: usize) -> Named {
        Named {
            file: "a.rs".to_owned(),
            name: name.to_owned(),
            line: 1,
            lines,
        }
    }

    fn broken(rules: &str) -> Vec<String> {
        let rules: Rules = toml::from_str(rules).unwrap();
        let measures: Measures = Measures {
            files: vec![named("", 501)],
            functions: vec![named("short", 80), named("long", 81)],
            undocumented: vec![named("Thing", 0)],
            ..Measures::default()
        };
        rules.broken([&measures].into_iter())
    }

    #[test]
    fn length_needs_a_reason_and_a_reason_needs_length() {
        assert_eq!(broken("architecture.order = []").len(), 3);
        let entries: &str = "architecture.order = []\n\
            [[allow]]\nfile = \"a.rs\"\nreason = \"a table\"\n\
            [[allow]]\nfile = \"a.rs\"\nfunction = \"long\"\nreason = \"a table\"\n\
            [[allow]]\nfile = \"a.rs\"\nfunction = \"short\"\nreason = \"a table\"\n";
        assert_eq!(
            broken(entries),
            [
                "a.rs:1: `Thing` is public and undocumented",
                "tidy.toml: nothing needs the entry for a.rs"
            ]
        );
        assert_eq!(broken(&entries.replace("a table", "")).len(), 4);
    }
}
