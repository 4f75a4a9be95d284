use std::process::ExitCode;

use super::*;
use crate::{cli, render::MARK};

const CONFIG: &str =
    "[input]\nroot = \"pets\"\ndocuments = [\"*.yaml\"]\n[output]\ndirectory = \"../out\"\n";
const PETS: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents:\n  \
    schemas:\n    Pet: {type: object, properties: {name: {type: string}}}\n    Dog:\n      \
    $ref: 'more/dog.yaml'\n";

struct Ran {
    code: ExitCode,
    out: String,
    err: String,
}

/// A workspace with one target, whose document refers to one that isn't there.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("spec/pets/more")).unwrap();
    fs::write(folder.path().join("Cargo.lock"), "").unwrap();
    fs::write(folder.path().join("spec/pets.toml"), CONFIG).unwrap();
    fs::write(folder.path().join("spec/pets/pets.yaml"), PETS).unwrap();
    folder
}

fn run(folder: &Path, styled: bool, arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut session = Session {
        folder: folder.to_owned(),
        out: &mut out,
        err: &mut err,
        styled,
    };
    let arguments = [&["typewright", "codegen", "--timings"], arguments].concat();
    let code = cli::run(arguments, &mut session);
    Ran {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

/// Whether a run did without generating.
fn reused(ran: &Ran) -> bool {
    !ran.err.contains("        emit ")
}

/// What a run said, without times and what it wrote.
fn timeless(ran: &Ran) -> String {
    let lines = ran.err.lines().filter(|line| {
        let told = [" ms", "written", "rewritten", "peak memory", " wall "];
        !told.iter().any(|word| line.contains(word)) && !line.contains("unchanged")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_unchanged_run_says_the_same_in_every_format_and_style() {
    for styled in [false, true] {
        for format in ["human", "json", "sarif"] {
            let folder = workspace();
            let arguments = ["--message-format", format];
            let first = run(folder.path(), styled, &arguments);
            let second = run(folder.path(), styled, &arguments);
            assert!(!reused(&first) && reused(&second), "{}", second.err);
            assert_eq!(first.code, ExitCode::FAILURE, "a document is missing");
            assert_eq!((second.code, &second.out), (first.code, &first.out));
            assert_eq!(timeless(&second), timeless(&first));
            let check = run(
                folder.path(),
                styled,
                &["--check", "--message-format", format],
            );
            assert!(reused(&check) && check.code == ExitCode::FAILURE);
            let anew = run(
                folder.path(),
                styled,
                &["--no-reuse", "--message-format", format],
            );
            assert!(!reused(&anew));
            assert_eq!((anew.code, &anew.out), (first.code, &first.out));
        }
    }
}

#[test]
fn whatever_changed_is_generated_anew() {
    let dog = "type: object\n";
    let lib = "out/src/lib.rs";
    let stale = format!("// {MARK}\n");
    let changes: [(&str, Option<&str>); 7] = [
        ("spec/pets/pets.yaml", Some(&PETS.replace("Pet:", "Cat:"))),
        ("spec/pets/cats.yaml", Some(PETS)),
        (
            "spec/pets.toml",
            Some(&format!("{CONFIG}[package]\nname = \"cats\"\n")),
        ),
        (lib, Some(&stale)),
        (lib, None),
        ("out/src/stale.rs", Some(&stale)),
        ("spec/pets/more/dog.yaml", Some("type: string\n")),
    ];
    for (path, text) in changes {
        let folder = workspace();
        fs::write(folder.path().join("spec/pets/more/dog.yaml"), dog).unwrap();
        run(folder.path(), false, &[]);
        let second = run(folder.path(), false, &[]);
        assert!(
            reused(&second) && second.code == ExitCode::SUCCESS,
            "{}",
            second.err
        );
        let file = folder.path().join(path);
        match text {
            Some(text) => fs::write(&file, text).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        assert!(!reused(&run(folder.path(), false, &[])), "{path}");
        assert!(reused(&run(folder.path(), false, &[])), "{path}");
        assert!(folder.path().join(lib).exists());
        assert!(!folder.path().join("out/src/stale.rs").exists());
    }
}

#[test]
fn a_document_that_was_missed_and_has_come_is_read() {
    let folder = workspace();
    run(folder.path(), false, &[]);
    assert!(reused(&run(folder.path(), false, &[])));
    let dog = folder.path().join("spec/pets/more/dog.yaml");
    fs::write(dog, "type: object\n").unwrap();
    let ran = run(folder.path(), false, &[]);
    assert!(
        !reused(&ran) && ran.code == ExitCode::SUCCESS,
        "{}",
        ran.err
    );
}

#[test]
fn a_record_that_is_damaged_or_cannot_be_written_is_done_without() {
    let folder = workspace();
    run(folder.path(), false, &[]);
    let shelf = folder.path().join("target/typewright");
    let records = || {
        let entries = fs::read_dir(&shelf)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut records = entries.filter(|path| path.extension().is_some_and(|end| end == "json"));
        records.next().unwrap()
    };
    let record = records();
    let text = fs::read_to_string(&record).unwrap();
    let damages = [
        String::new(),
        text.replace("read", "raed"),
        text.chars().take(text.len() / 2).collect(),
    ];
    for damaged in damages {
        fs::write(&record, damaged).unwrap();
        assert!(!reused(&run(folder.path(), false, &[])));
        assert!(reused(&run(folder.path(), false, &[])));
    }
    fs::remove_dir_all(folder.path().join("target")).unwrap();
    fs::write(folder.path().join("target"), "no folder").unwrap();
    for _ in 0..2 {
        let ran = run(folder.path(), false, &[]);
        assert!(!reused(&ran) && ran.code == ExitCode::FAILURE && !ran.err.contains("no folder"));
    }
}
