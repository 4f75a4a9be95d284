//! Scores rules on the JSON Schema Test Suite, draft 2020-12, as components of an OpenAPI document.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use typewright::{
    lower::rules::{EnumRules, ImpliedTypes, RulesLowering, RulesOptions},
    model::rules::{Direction, RulesRef},
    resolve::{ReadOptions, load},
    source::MapSource,
};
use typewright_support::rules::Rules;

use crate::{remotes, run_time_rules::RunTime};

#[test]
fn the_json_schema_test_suite_agrees_with_the_rules() {
    let Some(suite) = suite() else {
        println!("skipped: the test suite isn't there; CORPUS says where");
        return;
    };
    let score = score(&suite, &lower(&suite));
    for (file, counts) in &score.by_file {
        println!("{file:<40} {:>4} of {:>4}", counts.0, counts.1);
    }
    println!("{} of {} instances", score.right, score.total);
    for mistake in &score.mistakes {
        println!("{mistake}");
    }
    assert_eq!(score.total, 1299, "the suite has another size");
    assert_eq!(score.mistakes, Vec::<String>::new());
}

/// Every schema of the suite that stands alone, on every instance of the suite.
#[test]
fn rules_agree_with_another_validator() {
    let Some(suite) = suite() else {
        println!("skipped: the test suite isn't there; CORPUS says where");
        return;
    };
    let files = names(&suite.join("cases"));
    let groups: Vec<Value> = files.iter().flat_map(|file| groups(&suite, file)).collect();
    let tests = groups
        .iter()
        .flat_map(|group| group["tests"].as_array().unwrap());
    let instances: BTreeMap<String, &Value> = tests
        .map(|test| (test["data"].to_string(), &test["data"]))
        .collect();
    let lowered = lower(&suite);
    let (mut compared, mut differences) = (0, Vec::new());
    for group in groups.iter().filter(|group| group["needsRemote"] == false) {
        let component = group["component"].as_str().unwrap();
        let schema = fs::read_to_string(suite.join(group["schema"].as_str().unwrap())).unwrap();
        let oracle = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(false)
            .build(&serde_json::from_str(&schema).unwrap())
            .unwrap();
        let rules = lowered.rules(component);
        for (text, instance) in &instances {
            compared += 1;
            if rules.accepts(text) != oracle.is_valid(instance) {
                differences.push(format!("{component} on {text}"));
            }
        }
    }
    println!("{compared} verdicts compared");
    assert!(compared > 100_000, "only {compared}");
    assert_eq!(differences, Vec::<String>::new());
}

#[derive(Default)]
struct Score {
    by_file: BTreeMap<String, (usize, usize)>,
    right: usize,
    total: usize,
    mistakes: Vec<String>,
}

/// The folder of the suite: below `CORPUS`, which must have it, else beside the workspace, where
/// it may be missing.
fn suite() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = "suites/jsts-openapi31";
    match std::env::var_os("CORPUS") {
        Some(corpus) => {
            let path = workspace.join(corpus).join(folder);
            assert!(
                path.is_dir(),
                "CORPUS is set, but there is no {}",
                path.display()
            );
            Some(path)
        }
        None => Some(workspace.join("../shared").join(folder)).filter(|path| path.is_dir()),
    }
}

/// The rules of all components.
struct Lowered {
    components: BTreeMap<String, RulesRef>,
    run_time: RunTime,
}

fn lower(suite: &Path) -> Lowered {
    let mut source = MapSource::new();
    add(&mut source, suite, "openapi.json", "openapi.json");
    for name in names(&suite.join("schemas")) {
        let path = format!("schemas/{name}");
        add(&mut source, suite, &path, &path);
    }
    remotes::add(&mut source);
    let options = ReadOptions {
        uris: BTreeMap::from([
            (
                "http://localhost:1234/draft2020-12/".to_owned(),
                remotes::FOLDER.to_owned(),
            ),
            (
                "https://json-schema.org/draft/2020-12/".to_owned(),
                remotes::DIALECT.to_owned(),
            ),
        ]),
        ..ReadOptions::default()
    };
    let (description, diagnostics) = load(
        &source,
        &["openapi.json".to_owned()],
        &remotes::dialects(),
        &options,
    );
    for diagnostic in diagnostics.sorted() {
        println!(
            "{}: {}: {}",
            diagnostic.place, diagnostic.lint.name, diagnostic.message
        );
    }
    let choices = RulesOptions {
        types: ImpliedTypes::Strict,
        enums: EnumRules::Closed,
        ..RulesOptions::default()
    };
    let mut lowering = RulesLowering::new(&description, &choices);
    let components = &description.documents[0].components.schemas;
    let components: BTreeMap<String, RulesRef> = components
        .iter()
        .map(|(name, id)| (name.clone(), lowering.shared(*id, Direction::Both)))
        .collect();
    let (arena, diagnostics) = lowering.finish();
    for diagnostic in diagnostics.sorted() {
        println!(
            "{}: {}: {}",
            diagnostic.place, diagnostic.lint.name, diagnostic.message
        );
    }
    let run_time = RunTime::of(&arena);
    Lowered {
        components,
        run_time,
    }
}

impl Lowered {
    fn rules(&self, component: &str) -> &'static Rules {
        self.run_time.reference(&self.components[component])
    }
}

fn score(suite: &Path, lowered: &Lowered) -> Score {
    let mut score = Score::default();
    for file in names(&suite.join("cases")) {
        for group in groups(suite, &file) {
            let component = group["component"].as_str().unwrap();
            let rules = lowered.rules(component);
            for test in group["tests"].as_array().unwrap() {
                let verdict = agrees(rules, test);
                let counts = score.by_file.entry(file.clone()).or_default();
                counts.0 += usize::from(verdict.is_ok());
                counts.1 += 1;
                score.right += usize::from(verdict.is_ok());
                score.total += 1;
                score.mistakes.extend(verdict.err().map(|why| {
                    format!(
                        "{component}: {}: {}: {why}",
                        group["description"], test["description"]
                    )
                }));
            }
        }
    }
    score
}

fn groups(suite: &Path, file: &str) -> Vec<Value> {
    let text = fs::read_to_string(suite.join("cases").join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The quiet run, the loud run and the suite must say the same.
fn agrees(rules: &'static Rules, test: &Value) -> Result<(), String> {
    let text = test["data"].to_string();
    let valid = test["valid"].as_bool().unwrap();
    let checked = rules.check_text(&text, &typewright_support::rules::Policy::STRICT);
    if rules.accepts(&text) != checked.is_ok() {
        return Err(format!("{text}: `accepts` and `check` differ"));
    }
    match checked {
        Ok(()) if !valid => Err(format!("{text} was accepted")),
        Err(violations) if valid => Err(format!("{text} was refused: {violations}")),
        Err(violations) if violations.is_empty() => Err("refused without a violation".to_owned()),
        _ => Ok(()),
    }
}

fn add(source: &mut MapSource, folder: &Path, file: &str, path: &str) {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    source.insert(path, text);
}

/// The files of a folder and its folders, relative to it, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let inner = self::names(&entry.path());
            names.extend(inner.into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}
