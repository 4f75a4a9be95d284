use std::{fs, path::Path};

use super::*;

/// What a run printed and how it ended.
#[derive(Debug)]
struct Ran {
    code: ExitCode,
    out: String,
    err: String,
}

fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut session: Session<'_> = Session {
        folder: folder.to_owned(),
        out: &mut out,
        err: &mut err,
        styled: false,
    };
    let code: ExitCode = run([&["typewright"], arguments].concat(), &mut session);
    Ran {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn workspace(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("spec/pets")).unwrap();
    fs::write(folder.path().join("spec/pets.toml"), config).unwrap();
    folder
}

const CONFIG: &str =
    "[input]\nroot = \"pets\"\ndocuments = [\"*.yaml\"]\n[output]\ndirectory = \"../out\"\n";

#[test]
fn the_arguments_are_well_formed() {
    use clap::CommandFactory as _;
    Arguments::command().debug_assert();
}

#[test]
fn wrong_arguments_end_with_2_and_help_with_0() {
    let folder = tempfile::tempdir().unwrap();
    let wrong: Ran = run_in(folder.path(), &["codegen", "--chek"]);
    assert_eq!(wrong.code, ExitCode::from(2));
    assert!(
        wrong.err.contains("--check") && wrong.out.is_empty(),
        "{wrong:?}"
    );
    let help: Ran = run_in(folder.path(), &["--help"]);
    assert_eq!(help.code, ExitCode::SUCCESS);
    assert!(
        help.out.contains("codegen") && help.err.is_empty(),
        "{help:?}"
    );
}

#[test]
fn the_schema_of_configs_is_printed_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let ran: Ran = run_in(folder.path(), &["schema"]);
    let schema: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(schema["title"], "Config");
    assert_eq!(ran.code, ExitCode::SUCCESS);
}

#[test]
fn without_configs_the_way_out_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let ran: Ran = run_in(folder.path(), &["codegen"]);
    assert_eq!(ran.code, ExitCode::FAILURE);
    assert!(ran.err.contains("--config FILE"), "{ran:?}");
}

#[test]
fn mistakes_in_a_config_are_shown_with_their_lines() {
    let folder = workspace(&format!("{CONFIG}[type]\nenums = \"open\"\n"));
    let ran: Ran = run_in(folder.path(), &["codegen", "pets"]);
    assert_eq!(ran.code, ExitCode::FAILURE);
    insta::assert_snapshot!(ran.err);
}

#[test]
fn a_missing_folder_of_documents_is_an_error() {
    let folder = workspace(&CONFIG.replace("\"pets\"", "\"cats\""));
    let ran: Ran = run_in(folder.path(), &["codegen"]);
    assert_eq!(ran.code, ExitCode::FAILURE);
    assert!(ran.err.contains("`spec/cats` can't be read"), "{ran:?}");
}

/// A workspace whose one document refers to what isn't there.
fn broken_workspace() -> tempfile::TempDir {
    let folder = workspace(CONFIG);
    let text: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents:\n  \
        schemas:\n    Pet:\n      $ref: '#/components/schemas/Dog'\n    Dogs: {type: array}\n";
    fs::write(folder.path().join("spec/pets/pets.yaml"), text).unwrap();
    folder
}

#[test]
fn findings_are_printed_for_people_and_fail_the_run() {
    let folder = broken_workspace();
    let ran: Ran = run_in(folder.path(), &["codegen"]);
    assert_eq!(ran.code, ExitCode::FAILURE);
    // How long it took differs, and which files a crate has is told elsewhere.
    let timeless: Vec<&str> = ran
        .err
        .lines()
        .filter(|line| !line.contains(" ms") && !line.contains("   written "))
        .collect();
    insta::assert_snapshot!(timeless.join("\n"));
}

#[test]
fn findings_are_one_json_object_a_line() {
    let folder = broken_workspace();
    let ran: Ran = run_in(folder.path(), &["codegen", "--message-format", "json"]);
    let lines: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["lint"], "unresolved-reference");
    assert_eq!(lines[0]["line"], 7);
    assert_eq!(
        lines.last().unwrap()["report"]["documents"][0]["path"],
        "pets.yaml"
    );
}

#[test]
fn sarif_paths_start_at_the_folder_of_the_run() {
    let folder = broken_workspace();
    let ran: Ran = run_in(folder.path(), &["codegen", "--message-format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "spec/pets/pets.yaml");
    assert_eq!(location["region"]["startLine"], 7);
}

#[test]
fn mistakes_in_configs_have_the_form_that_was_asked_for() {
    let folder = workspace(&format!("{CONFIG}colour = 1\n"));
    let ran: Ran = run_in(folder.path(), &["codegen", "--message-format", "json"]);
    let line: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!(line["lint"], "unusable-config", "{line}");
    assert_eq!(
        (&line["path"], &line["line"]),
        (&"spec/pets.toml".into(), &6.into())
    );
    assert_eq!((ran.code, ran.err.as_str()), (ExitCode::FAILURE, ""));
    let ran: Ran = run_in(folder.path(), &["codegen", "--message-format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["level"], "error");
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "spec/pets.toml");
    assert_eq!(location["region"]["startLine"], 6);
}

#[test]
fn machines_get_one_sarif_document_and_nothing_else() {
    let folder = workspace(CONFIG);
    let ran: Ran = run_in(
        folder.path(),
        &["codegen", "--check", "--message-format", "sarif"],
    );
    let log: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
}

#[test]
fn timings_name_every_stage_and_the_memory() {
    let folder = workspace(CONFIG);
    let ran: Ran = run_in(folder.path(), &["codegen", "--timings"]);
    for part in ["read", "write", "total", "peak memory"] {
        assert!(ran.err.contains(part), "{part}: {ran:?}");
    }
}

const PETS: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n";

#[test]
fn documents_can_be_named_without_a_config() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("docs/v1")).unwrap();
    fs::write(folder.path().join("docs/v1/pets.yaml"), PETS).unwrap();
    let arguments = ["codegen", "--source", "docs", "--document", "v1/*.yaml"];
    let ran: Ran = run_in(
        folder.path(),
        &[&arguments[..], &["--out", "my-pets"]].concat(),
    );
    assert_eq!(ran.code, ExitCode::SUCCESS, "{ran:?}");
    let manifest = || fs::read_to_string(folder.path().join("my-pets/Cargo.toml")).unwrap();
    assert!(manifest().contains("name = \"my-pets\""), "{}", manifest());
    let named = [&arguments[..], &["--out", "my-pets", "--name", "pets-api"]].concat();
    let check: Ran = run_in(folder.path(), &[&named[..], &["--check"]].concat());
    assert_eq!(check.code, ExitCode::FAILURE);
    let advice: &str = "run `typewright codegen --source docs --document 'v1/*.yaml' \
                        --out my-pets --name pets-api`";
    assert!(check.err.contains(advice), "{check:?}");
    assert_eq!(run_in(folder.path(), &named).code, ExitCode::SUCCESS);
    assert!(manifest().contains("name = \"pets-api\""), "{}", manifest());
}

#[test]
fn documents_without_a_config_need_a_place_for_the_code() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pets.yaml"), PETS).unwrap();
    let ran: Ran = run_in(folder.path(), &["codegen", "--document", "pets.yaml"]);
    assert_eq!(ran.code, ExitCode::FAILURE);
    assert!(ran.err.contains("--out DIR"), "{ran:?}");
    let both = ["codegen", "pets", "--document", "pets.yaml"];
    assert_eq!(run_in(folder.path(), &both).code, ExitCode::from(2));
}
