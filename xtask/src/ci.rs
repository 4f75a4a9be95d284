//! `ci`: everything that has to pass before a change lands, except the tests.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use typewright::cli::{self, Session};

use crate::{fuzz, snapshots, tidy};

/// What rustdoc has to be content with.
const RUSTDOC: &str = "-D warnings -D rustdoc::all -D missing_docs";
/// How long the fuzzer runs.
const FUZZ_SECONDS: u64 = 20;

/// One step: its name, whether it passed, and how long it took.
struct Step {
    name: &'static str,
    passed: bool,
    took: Duration,
}

/// A step's work.
type Work = fn(&Path, &mut Session<'_>) -> io::Result<bool>;

/// The steps in order.
const STEPS: [(&str, Work); 9] = [
    ("fmt", |root, _| cargo(root, &["fmt", "--all", "--check"])),
    ("clippy", |root, _| clippy(root)),
    ("rustdoc", |root, _| rustdoc(root)),
    ("tidy", |root, session| tidy::run(root, session.out)),
    ("deny", |root, _| {
        cargo(
            root,
            &[
                "deny",
                "--all-features",
                "check",
                "licenses",
                "bans",
                "sources",
            ],
        )
    }),
    ("codegen --check", |_, session| codegen_check(session)),
    ("snapshots", unreferenced_snapshots),
    ("fuzz", |root, session| {
        let options: fuzz::Options = fuzz::Options::for_seconds(FUZZ_SECONDS);
        fuzz::run(&options, root, session.out)
    }),
    ("git status", clean),
];

/// Runs all steps, even after one has failed; says whether all passed.
pub(crate) fn run(workspace: &Path, session: &mut Session<'_>) -> io::Result<bool> {
    let mut steps: Vec<Step> = Vec::new();
    for (name, work) in STEPS {
        writeln!(session.out, "\n==> {name}")?;
        session.out.flush()?;
        let began: Instant = Instant::now();
        let passed: bool = match work(workspace, session) {
            Ok(passed) => passed,
            Err(error) => {
                writeln!(session.out, "{name}: {error}")?;
                false
            }
        };
        steps.push(Step {
            name,
            passed,
            took: began.elapsed(),
        });
    }
    writeln!(session.out)?;
    for Step { name, passed, took } in &steps {
        let word: &str = if *passed { "passed" } else { "FAILED" };
        writeln!(
            session.out,
            "{word} {name:<16} {:>7.1} s",
            took.as_secs_f64()
        )?;
    }
    Ok(steps.iter().all(|step| step.passed))
}

/// Runs Cargo in the workspace; says whether it succeeded.
fn cargo<A: AsRef<OsStr>>(workspace: &Path, arguments: &[A]) -> io::Result<bool> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command: Command = Command::new(program);
    command.current_dir(workspace).args(arguments);
    if arguments
        .first()
        .is_some_and(|first| first.as_ref() == "doc")
    {
        command.env("RUSTDOCFLAGS", RUSTDOC);
    }
    Ok(command.status()?.success())
}

/// The whole workspace with all features, then each generated package with each feature alone and
/// with none: what compiles together needn't compile apart.
fn clippy(workspace: &Path) -> io::Result<bool> {
    let all: [&str; 7] = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ];
    let mut passed: bool = cargo(workspace, &all)?;
    for package in generated(workspace)? {
        let features = package.features.iter().map(String::as_str);
        for feature in [""].into_iter().chain(features) {
            let name: &str = &package.name;
            let arguments: [&str; 9] = [
                "clippy",
                "--package",
                name,
                "--no-default-features",
                "--features",
                feature,
                "--",
                "-D",
                "warnings",
            ];
            passed &= cargo(workspace, &arguments)?;
        }
    }
    Ok(passed)
}

fn rustdoc(workspace: &Path) -> io::Result<bool> {
    cargo(
        workspace,
        &["doc", "--workspace", "--no-deps", "--all-features"],
    )
}

/// A generated package.
struct Package {
    name: String,
    features: Vec<String>,
}

/// The packages in `generated/`.
fn generated(workspace: &Path) -> io::Result<Vec<Package>> {
    let mut packages: Vec<Package> = Vec::new();
    for entry in fs::read_dir(workspace.join("generated"))? {
        let manifest: PathBuf = entry?.path().join("Cargo.toml");
        if !manifest.exists() {
            continue;
        }
        let manifest: toml::Table = fs::read_to_string(manifest)?
            .parse()
            .map_err(io::Error::other)?;
        let name = manifest
            .get("package")
            .and_then(|package| package.get("name"));
        let features = manifest.get("features").and_then(toml::Value::as_table);
        packages.push(Package {
            name: name
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            features: features
                .into_iter()
                .flat_map(toml::Table::keys)
                .filter(|feature| *feature != "default")
                .cloned()
                .collect(),
        });
    }
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(packages)
}

fn codegen_check(session: &mut Session<'_>) -> io::Result<bool> {
    let code = cli::run(["cargo xtask", "codegen", "--check"], session);
    Ok(code == std::process::ExitCode::SUCCESS)
}

/// Compares the snapshots with those that the tests used; runs the tests for that where whoever
/// called didn't.
fn unreferenced_snapshots(workspace: &Path, session: &mut Session<'_>) -> io::Result<bool> {
    let noted: Option<PathBuf> = std::env::var_os(snapshots::REFERENCES)
        .map(PathBuf::from)
        .filter(|file| file.exists());
    let references: PathBuf = match noted {
        Some(file) => file,
        None => {
            let file: PathBuf = workspace.join("target/snapshot-references");
            let _ = fs::remove_file(&file);
            let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
            let status = Command::new(program)
                .current_dir(workspace)
                .args(["test", "--workspace", "--quiet"])
                .env(snapshots::REFERENCES, &file)
                .env("INSTA_UPDATE", "no")
                .status()?;
            if !status.success() {
                return Ok(false);
            }
            file
        }
    };
    let found: Vec<PathBuf> = snapshots::unreferenced(workspace, &references)?;
    for file in &found {
        let file = file.strip_prefix(workspace).unwrap_or(file);
        writeln!(
            session.out,
            "{}: pending, or no test uses it",
            file.display()
        )?;
    }
    Ok(found.is_empty())
}

/// Whether nothing in the workspace differs from what is committed.
fn clean(workspace: &Path, session: &mut Session<'_>) -> io::Result<bool> {
    let output = Command::new("git")
        .current_dir(workspace)
        .args(["status", "--porcelain"])
        .output()?;
    let changed: String = String::from_utf8_lossy(&output.stdout).into_owned();
    write!(session.out, "{changed}")?;
    Ok(output.status.success() && changed.is_empty())
}
