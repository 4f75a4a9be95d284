//! What people read when a document is wrong: each folder of `tests/diagnostics` is one input, and
//! its report is the snapshot.
//!
//! A folder is called after the lint that it shows, with `_` and a word where there are several; the
//! folders that begin with `config` hold a config with a mistake, `combined` several findings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use typewright::{
    Config, Generator,
    config::ConfigError,
    diagnostic::{Colour, Diagnostic, Level, Report, lint},
    source::{MapSource, Source as _},
};

use crate::corpus;

/// The config of a folder that has none of its own; `{document}` is `openapi` with its extension.
const CONFIG: &str = "[input]\ndocuments = ['{document}']\n[output]\ndirectory = 'out'\n";

/// The file of a folder that is no document.
const CONFIG_FILE: &str = "config.toml";

/// Folders that aren't called after a lint.
const OTHERS: [&str; 2] = ["combined", "config"];

/// Lints that no small input shows, and why.
const UNSHOWN: [(&str, &str); 4] = [
    (
        "emission",
        "only a mistake in the generator itself leads to it",
    ),
    (
        "name-conflict",
        "names step on by place; no document is known in which that isn't enough",
    ),
    (
        "too-many-rules",
        "takes 200,000 shared rules, or nesting deeper than the readers allow",
    ),
    (
        "unusable-config",
        "nothing is read with such a config; the folders `config_…` show it",
    ),
];

struct Fixture {
    /// The name of its folder.
    name: String,
    config: String,
    source: MapSource,
}

impl Fixture {
    fn read(folder: &Path) -> Self {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        collect(folder, folder, &mut texts);
        let document: &str = match texts.contains_key("openapi.json") {
            true => "openapi.json",
            false => "openapi.yaml",
        };
        let config = texts.remove(CONFIG_FILE);
        let name = folder.file_name().expect("a folder has a name");
        Self {
            name: name.to_string_lossy().into_owned(),
            config: config.unwrap_or_else(|| CONFIG.replace("{document}", document)),
            source: texts.into_iter().collect(),
        }
    }

    /// What stands before the first `_`: the lint that this is about.
    fn subject(&self) -> &str {
        self.name.split('_').next().unwrap_or(&self.name)
    }

    fn parse(&self) -> Result<Config, Vec<ConfigError>> {
        Config::parse(&self.config, CONFIG_FILE)
    }

    fn diagnostics(&self) -> (Config, Vec<Diagnostic>) {
        let config = self.parse().unwrap_or_else(|mistakes| {
            let name = &self.name;
            panic!("{name}: {}", mistakes[0].render(&self.config, false))
        });
        let output = Generator::new(config.clone()).generate(&self.source);
        (config, output.diagnostics)
    }

    fn report(&self) -> Report {
        let (config, diagnostics) = self.diagnostics();
        let text = |path: &str| Some(self.source.read(path).ok()?.into_owned());
        Report::new(diagnostics, &config.lints.levels(), &text)
    }
}

fn collect(root: &Path, folder: &Path, texts: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, texts);
            continue;
        }
        let name = path.strip_prefix(root).expect("a file of the fixture");
        let name = name.to_string_lossy().replace('\\', "/");
        texts.insert(name, fs::read_to_string(&path).expect("a text"));
    }
}

fn fixtures() -> Vec<Fixture> {
    let folder: PathBuf = corpus::workspace().join("tests/diagnostics");
    let entries = fs::read_dir(folder).expect("the folder of the fixtures");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    folders.iter().map(|folder| Fixture::read(folder)).collect()
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "snapshots/diagnostics",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn every_lint_is_found_by_its_fixture() {
    let fixtures = fixtures();
    let mut wrong: Vec<String> = Vec::new();
    for fixture in &fixtures {
        if OTHERS.contains(&fixture.subject()) {
            continue;
        }
        let Some(lint) = lint::find(fixture.subject()) else {
            wrong.push(format!("{}: no lint has this name", fixture.name));
            continue;
        };
        let report = fixture.report();
        let own: Vec<Level> = report
            .iter()
            .filter(|found| found.diagnostic.lint == lint)
            .map(|found| found.level)
            .collect();
        if own.is_empty() || own.iter().any(|level| *level != lint.default) {
            let others = report.iter().map(|found| found.diagnostic.lint.name);
            let others: Vec<&str> = others.collect();
            wrong.push(format!(
                "{}: found with the levels {own:?}, beside {others:?}",
                fixture.name
            ));
        }
    }
    let shown: BTreeSet<&str> = fixtures.iter().map(Fixture::subject).collect();
    let excused = |name: &str| UNSHOWN.iter().any(|(unshown, _)| *unshown == name);
    for lint in lint::ALL {
        if shown.contains(lint.name) != excused(lint.name) {
            continue;
        }
        wrong.push(format!("{}: no fixture shows it", lint.name));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reports_read_as_their_snapshots() {
    for fixture in fixtures() {
        if fixture.subject() != "config" {
            snapshot(&fixture.name, &fixture.report().human(Colour::Plain));
        }
    }
}

#[test]
fn reports_in_other_formats_hold_the_same_findings() {
    let folder = corpus::workspace().join("tests/diagnostics/combined");
    let report = Fixture::read(&folder).report();
    let places = report.iter().map(|found| {
        let line = found.span.map(|span| span.line);
        (&*found.diagnostic.place.document, line)
    });
    let places: Vec<(&str, Option<usize>)> = places.collect();
    assert!(places.is_sorted(), "{places:#?}");
    let documents: BTreeSet<&str> = places.iter().map(|(document, _)| *document).collect();
    assert!(documents.len() > 1 && places.len() > 3, "{places:#?}");
    snapshot("combined_json", &report.json());
    snapshot("combined_sarif", &report.sarif());
}

#[test]
fn mistakes_in_configs_read_as_their_snapshots() {
    let fixtures = fixtures().into_iter();
    let mut count: usize = 0;
    for fixture in fixtures.filter(|fixture| fixture.subject() == "config") {
        let mistakes = fixture.parse().expect_err(&fixture.name);
        let shown = mistakes
            .iter()
            .map(|mistake| mistake.render(&fixture.config, false) + "\n");
        snapshot(&fixture.name, &shown.collect::<String>());
        count += 1;
    }
    assert!(count >= 4, "only {count} configs with mistakes");
}

#[test]
fn every_lint_says_what_it_finds_and_why() {
    for lint in lint::ALL {
        let about = lint.about.trim();
        assert!(about.ends_with('.'), "{}: {about}", lint.name);
        let words = about.split_whitespace().count();
        assert!((12..=90).contains(&words), "{}: {words} words", lint.name);
    }
}
