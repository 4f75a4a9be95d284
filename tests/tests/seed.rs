//! The original document after which `spec/rooms` is made: generated outside the workspace,
//! compiled, and put to use.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Output},
};

use typewright::cli::{self, Session};

use crate::corpus;

/// What the README says under "your own documents", with the folders filled in.
const COMMAND: &str = "codegen --source SOURCE --document api/client-server/room_initial_sync.yaml \
                       --out OUT";

/// What is shorter and nicer with a config.
const CONFIG: &str = r#"
[input]
root = "SOURCE"
documents = ["api/client-server/*.yaml"]

[output]
directory = "OUT"
modules = { "api/client-server" = "", "event-schemas/schema" = "events" }

[docs]
base = "https://spec.matrix.org/latest/"
shortcodes = [{ pattern = '\{\{[<%].*?[%>]\}\}', replace = "" }]

[examples]
refs = "resolve"
all_of = "merge"

[operations]
base_path = true
error_style = "errcode"
"#;

/// Reads an example, looks at what is in it, and writes it.
const PROGRAM: &str = r#"//! Reads the answer that the first argument names, and writes it.

use MODULE::RoomInfo;
use rooms::support::{from_str, to_string};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("an argument is missing")?;
    let text = std::fs::read_to_string(path)?;
    let info: RoomInfo = from_str(&text)?;
    for event in info.state.iter().flatten() {
        eprintln!("{} by {}: {}", event.kind, event.sender, event.content.len());
    }
    println!("{}", to_string(&info)?);
    Ok(())
}
"#;

fn run(arguments: &[String]) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut session = Session {
        folder: corpus::workspace(),
        out: &mut out,
        err: &mut err,
        styled: false,
    };
    let all = [&["cargo xtask".to_owned()], arguments].concat();
    let code = cli::run(all, &mut session);
    assert_eq!(code, ExitCode::SUCCESS, "{}", String::from_utf8_lossy(&err));
}

/// Runs cargo in a folder, with the versions that the workspace has and without a network.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .args(arguments)
        .current_dir(folder)
        .env(
            "CARGO_TARGET_DIR",
            corpus::workspace().join("target/farm/target"),
        )
        .env(
            "RUSTDOCFLAGS",
            "-D warnings -D rustdoc::all -D missing_docs",
        )
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}

/// What a crate has to pass. The last step prints what the example became.
const STEPS: [&str; 4] = [
    "check --offline --no-default-features",
    "clippy --offline --all-features --all-targets -- -D warnings",
    "doc --offline --no-deps --all-features",
    "run --offline --quiet --example roundtrip -- EXAMPLE",
];

/// Compiles a generated crate and sends the example through it.
fn prove(folder: &Path, module: &str, steps: &[&str]) {
    let lock = corpus::workspace().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    fs::create_dir_all(folder.join("examples")).unwrap();
    let program = PROGRAM.replace("MODULE", module);
    fs::write(folder.join("examples/roundtrip.rs"), program).unwrap();
    let example = corpus::part("seed/example_response_resolved.json").unwrap();
    let example = example.canonicalize().unwrap().display().to_string();
    let mut written = Vec::new();
    for step in steps {
        let words = step.split(' ').map(|word| match word {
            "EXAMPLE" => example.as_str(),
            word => word,
        });
        let output = cargo(folder, &words.collect::<Vec<&str>>());
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {step}\n{err}");
        written = output.stdout;
    }
    let written: serde_json::Value = serde_json::from_slice(&written).unwrap();
    let text = fs::read_to_string(example).unwrap();
    let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(written, expected);
}

/// The tree of documents, and a folder outside the workspace.
fn folders() -> Option<(PathBuf, tempfile::TempDir)> {
    let source = corpus::part("seed/tree/data")?.canonicalize().unwrap();
    let folder = tempfile::tempdir().unwrap();
    assert!(!folder.path().starts_with(corpus::workspace()));
    Some((source, folder))
}

#[test]
fn one_command_makes_a_crate_of_the_original() {
    let Some((source, folder)) = folders() else {
        return;
    };
    let out = folder.path().join("rooms");
    let arguments: Vec<String> = COMMAND
        .split_whitespace()
        .map(|word| match word {
            "SOURCE" => source.display().to_string(),
            "OUT" => out.display().to_string(),
            word => word.to_owned(),
        })
        .collect();
    run(&arguments);
    prove(&out, "rooms::api::client_server::room_initial_sync", &STEPS);
}

#[test]
fn a_config_makes_a_tidier_crate_of_the_original() {
    let Some((source, folder)) = folders() else {
        return;
    };
    let out = folder.path().join("rooms");
    let config = CONFIG
        .replace("SOURCE", &source.display().to_string())
        .replace("OUT", &out.display().to_string());
    let file = folder.path().join("rooms.toml");
    fs::write(&file, config).unwrap();
    let arguments = ["codegen", "--config", file.to_str().unwrap()];
    run(&arguments.map(ToOwned::to_owned));
    // What it shares with the other is proven there.
    prove(&out, "rooms::room_initial_sync", &[STEPS[1], STEPS[3]]);
}
