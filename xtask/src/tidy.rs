//! `tidy`: the measures of the code, and the rules of the house that a program can see.
//!
//! What fails: a reference against the architecture, an undocumented public item, a long file or
//! function without a reason in `xtask/tidy.toml`. The other figures are to be looked at.

mod arrows;
mod measure;
mod rules;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use self::{measure::Measures, rules::Rules};

/// The packages that people write, and the folder of each one's sources.
const WRITTEN: [(&str, &str); 3] = [
    ("codegen", "codegen/src"),
    ("support", "codegen/support/src"),
    ("xtask", "xtask/src"),
];

/// Prints the measures; says whether no rule is broken.
pub(crate) fn run(workspace: &Path, out: &mut dyn Write) -> io::Result<bool> {
    let text: String = fs::read_to_string(workspace.join("xtask/tidy.toml"))?;
    let rules: Rules = toml::from_str(&text).map_err(io::Error::other)?;
    let mut broken: Vec<String> = Vec::new();
    let mut measured: Vec<(String, Measures)> = Vec::new();
    for (name, folder) in WRITTEN {
        let sources: Vec<Source> = read(workspace, folder)?;
        if name == "codegen" {
            broken.extend(arrows::against(&sources, folder, &rules.architecture));
        }
        measured.push((name.to_owned(), measure::measure(&sources)));
    }
    let written = measured.iter().map(|(_, measures)| measures);
    broken.extend(rules.broken(written));
    for package in folders(&workspace.join("generated"))? {
        let name: String = format!("generated/{package}");
        let sources: Vec<Source> = read(workspace, &format!("{name}/src"))?;
        measured.push((name, measure::measure(&sources)));
    }
    measure::print(&measured, out)?;
    for rule in &broken {
        writeln!(out, "error: {rule}")?;
    }
    Ok(broken.is_empty())
}

/// One source file.
pub(crate) struct Source {
    /// Its path in the workspace, with `/` between folders.
    path: String,
    /// Its text.
    text: String,
    /// Its items, without those for tests.
    file: syn::File,
    /// The modules in files of their own that it declares for tests: their paths without
    /// extension.
    tests: Vec<String>,
}

/// The sources in a folder, without those that are tests as a whole.
fn read(workspace: &Path, folder: &str) -> io::Result<Vec<Source>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    collect(&workspace.join(folder), &mut paths)?;
    paths.sort();
    let mut sources: Vec<Source> = Vec::new();
    for path in paths {
        let relative: &Path = path.strip_prefix(workspace).unwrap_or(&path);
        let name: String = relative.display().to_string().replace('\\', "/");
        let text: String = fs::read_to_string(&path)?;
        let source: Source = Source::parse(name, text).map_err(io::Error::other)?;
        sources.push(source);
    }
    Ok(without_tests(sources))
}

/// The sources but those that others declare for tests, and what is below these.
fn without_tests(mut sources: Vec<Source>) -> Vec<Source> {
    let tests: Vec<String> = sources
        .iter()
        .flat_map(|source| source.tests.iter().cloned())
        .collect();
    sources.retain(|source| {
        let module: &str = source.path.trim_end_matches(".rs");
        let below = |test: &String| {
            let rest: Option<&str> = module.strip_prefix(test.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !tests.iter().any(below)
    });
    sources
}

impl Source {
    fn parse(path: String, text: String) -> Result<Self, String> {
        let mut file: syn::File =
            syn::parse_file(&text).map_err(|error| format!("{path}: {error}"))?;
        let folder: &str = module_folder(&path);
        let tests = file.items.iter().filter_map(|item| match item {
            syn::Item::Mod(module) if module.content.is_none() && measure::is_test(item) => {
                Some(format!("{folder}/{}", module.ident))
            }
            _ => None,
        });
        let tests: Vec<String> = tests.collect();
        file.items.retain(|item| !measure::is_test(item));
        Ok(Self {
            path,
            text,
            file,
            tests,
        })
    }
}

/// The folder of the modules that a file declares.
fn module_folder(path: &str) -> &str {
    let roots = ["/mod.rs", "/lib.rs", "/main.rs"];
    let root = roots.into_iter().find_map(|root| path.strip_suffix(root));
    root.unwrap_or(path.trim_end_matches(".rs"))
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// The names of the folders in a folder.
fn folders(folder: &Path) -> io::Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::{Source, without_tests};

    #[test]
    fn modules_declared_for_tests_are_left_out_with_all_below_them() {
        let declares: &str = "#[cfg(test)]\nmod samples;\nmod real;\n";
        let sources = [
            ("a/src/lib.rs", declares),
            ("a/src/samples.rs", "mod deeper;\n"),
            ("a/src/samples/deeper.rs", ""),
            ("a/src/samples_too.rs", ""),
            ("a/src/real.rs", declares),
            ("a/src/real/samples.rs", ""),
        ];
        let sources = sources.map(|(path, text)| {
            Source::parse(path.to_owned(), text.to_owned())
                .unwrap_or_else(|error| panic!("{error}"))
        });
        let left = without_tests(sources.into());
        let left: Vec<&str> = left.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(
            left,
            ["a/src/lib.rs", "a/src/samples_too.rs", "a/src/real.rs"]
        );
    }
}
