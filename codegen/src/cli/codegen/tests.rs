use std::{fs, path::Path};

use super::*;
use crate::{config::Config, generator::DocumentRead, render::MARK};

/// A folder with one target in it.
struct Workspace {
    folder: tempfile::TempDir,
}

/// What a run printed and said.
struct Ran {
    well: bool,
    out: String,
    err: String,
}

impl Workspace {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn target(&self) -> Target {
        Target {
            name: "pets".to_owned(),
            file: Some(self.path().join("spec/pets.toml")),
            config: Config::default(),
            root: self.path().join("spec/pets"),
            output: self.path().join("generated"),
            arguments: " pets".to_owned(),
        }
    }

    fn finish(&self, files: &[(&str, &str)], check: bool, failed: bool) -> Ran {
        let options: Codegen = Codegen {
            check,
            ..Codegen::default()
        };
        self.ran(files, &options, failed)
    }

    fn ran(&self, files: &[(&str, &str)], options: &Codegen, failed: bool) -> Ran {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut session: Session<'_> = Session {
            folder: self.path().to_owned(),
            out: &mut out,
            err: &mut err,
            styled: false,
        };
        let output: Output = Output {
            files: files
                .iter()
                .map(|(path, body)| ((*path).to_owned(), format!("// {MARK}\n{body}\n")))
                .collect(),
            report: Report {
                documents: vec![DocumentRead {
                    path: "pets.yaml".to_owned(),
                    bytes: 1500,
                }],
                ..Report::default()
            },
            ..Output::default()
        };
        let target: Target = self.target();
        tell(&target, &output.report, options, &mut session).unwrap();
        let well = finish(
            &target,
            output.files,
            options,
            "cargo xtask",
            failed,
            &mut session,
        )
        .unwrap();
        Ran {
            well,
            out: String::from_utf8(out).unwrap(),
            err: String::from_utf8(err).unwrap(),
        }
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path().join(path)).ok()
    }
}

#[test]
fn a_run_writes_and_a_second_one_leaves_everything_alone() {
    let workspace: Workspace = Workspace::new();
    let files = [("src/lib.rs", "a"), ("src/pet.rs", "b")];
    let first: Ran = workspace.finish(&files, false, false);
    assert!(
        first.well && first.err.contains("written generated/src/lib.rs"),
        "{}",
        first.err
    );
    let modified = || {
        let file = fs::metadata(workspace.path().join("generated/src/lib.rs")).unwrap();
        file.modified().unwrap()
    };
    let before = modified();
    let second: Ran = workspace.finish(&files, false, false);
    insta::assert_snapshot!(second.err);
    assert_eq!(modified(), before);
}

#[test]
fn a_check_shows_what_is_stale_and_writes_nothing() {
    let workspace: Workspace = Workspace::new();
    let old = [
        ("src/lib.rs", "pub mod pet;"),
        ("src/pet.rs", "struct Pet;"),
    ];
    workspace.finish(&old, false, false);
    let new = [
        ("src/lib.rs", "pub mod cat;"),
        ("src/cat.rs", "struct Cat;"),
    ];
    let ran: Ran = workspace.finish(&new, true, false);
    assert!(!ran.well);
    insta::assert_snapshot!(format!("{}\n{}", ran.out, ran.err));
    assert!(
        workspace
            .read("generated/src/lib.rs")
            .unwrap()
            .contains("pet")
    );
    assert!(workspace.read("generated/src/cat.rs").is_none());
    assert!(workspace.finish(&old, true, false).well);
}

#[test]
fn machines_get_the_report_and_no_difference_between_their_lines() {
    let workspace: Workspace = Workspace::new();
    let options: Codegen = Codegen {
        check: true,
        message_format: MessageFormat::Json,
        ..Codegen::default()
    };
    let ran: Ran = workspace.ran(&[("a.rs", "a")], &options, false);
    let line: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(line["report"]["documents"][0]["path"], "pets.yaml");
    assert!(ran.err.contains("+++ b/generated/a.rs"), "{}", ran.err);
}

#[test]
fn stale_files_are_removed_unless_the_run_had_errors() {
    let workspace: Workspace = Workspace::new();
    workspace.finish(&[("a.rs", "a"), ("b.rs", "b")], false, false);
    let failed: Ran = workspace.finish(&[("a.rs", "a")], false, true);
    assert!(failed.err.contains("incomplete") && workspace.read("generated/b.rs").is_some());
    workspace.finish(&[("a.rs", "a")], false, false);
    assert!(workspace.read("generated/b.rs").is_none());
}

#[test]
fn a_file_that_somebody_wrote_is_never_touched() {
    let workspace: Workspace = Workspace::new();
    fs::create_dir(workspace.path().join("generated")).unwrap();
    fs::write(workspace.path().join("generated/a.rs"), "mine").unwrap();
    let ran: Ran = workspace.finish(&[("a.rs", "a"), ("b.rs", "b")], false, false);
    assert!(!ran.well && ran.err.contains("in the way"), "{}", ran.err);
    assert_eq!(workspace.read("generated/a.rs").unwrap(), "mine");
    assert!(workspace.read("generated/b.rs").is_none());
}
