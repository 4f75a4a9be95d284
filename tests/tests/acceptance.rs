//! Runs of the command line in a copy of the tree.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    thread,
    time::Instant,
};

use tempfile::TempDir;
use typewright::cli::{self, Session};

use crate::corpus;

/// A file's bytes by its path.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What a run printed and how it ended.
#[derive(Debug)]
struct Ran {
    code: ExitCode,
    out: String,
    err: String,
}

/// A copy of the descriptions and of the crate that comes of them.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for part in ["spec", "generated"] {
            let from = corpus::workspace().join(part);
            for (path, bytes) in files_in(&from) {
                write(&folder.path().join(part).join(path), &bytes);
            }
        }
        let manifest = "[workspace]\nmembers = [\"generated/rooms\"]\n\n\
                        [workspace.metadata.typewright]\ntargets = [\"rooms\"]\n";
        write(&folder.path().join("Cargo.toml"), manifest.as_bytes());
        // Beside it is the `target` folder where runs leave their record.
        write(&folder.path().join("Cargo.lock"), b"version = 4\n");
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn output(&self) -> Files {
        files_in(&self.path("generated/rooms"))
    }

    fn codegen(&self, arguments: &[&str]) -> Ran {
        codegen(self.folder.path(), arguments)
    }

    /// Replaces a text that stands in a file once.
    fn edit(&self, path: &str, old: &str, new: &str) {
        let path = self.path(path);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text.matches(old).count(),
            1,
            "{old:?} in {}",
            path.display()
        );
        write(&path, text.replace(old, new).as_bytes());
    }

    /// Adds an optional property to the answer of the operation.
    fn add_property(&self) {
        let old = "                  visibility:\n";
        let property = "                  topic:\n                    type: string\n";
        self.edit(DOCUMENT, old, &format!("{property}{old}"));
    }
}

const DOCUMENT: &str = "spec/rooms/api/client-server/room_initial_sync.yaml";

fn codegen(folder: &Path, arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut session = Session {
        folder: folder.to_owned(),
        out: &mut out,
        err: &mut err,
        styled: false,
    };
    let all = [&["cargo xtask", "codegen"], arguments].concat();
    Ran {
        code: cli::run(all, &mut session),
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn files_in(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_owned();
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
    }
    files
}

/// The paths at which two trees differ.
fn differing(old: &Files, new: &Files) -> Vec<String> {
    let mut paths: Vec<String> = old
        .keys()
        .chain(new.keys())
        .filter(|path| old.get(*path) != new.get(*path))
        .map(|path| path.display().to_string().replace('\\', "/"))
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

#[test]
fn a_copy_is_up_to_date_and_a_run_changes_nothing() {
    let copy = Copy::new();
    let old = copy.output();
    let check = copy.codegen(&["--check"]);
    assert_eq!(check.code, ExitCode::SUCCESS, "{check:?}");
    let run = copy.codegen(&[]);
    assert_eq!(run.code, ExitCode::SUCCESS, "{run:?}");
    assert_eq!(differing(&old, &copy.output()), Vec::<String>::new());
    assert!(!run.err.contains("written"), "{run:?}");
}

#[test]
fn one_more_optional_property_changes_its_module_and_codec_and_nothing_else() {
    let copy = Copy::new();
    let old = copy.output();
    copy.add_property();

    let check = copy.codegen(&["--check"]);
    assert_eq!(check.code, ExitCode::from(1), "{check:?}");
    let heads: Vec<&str> = check
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("+++ b/generated/rooms/"))
        .collect();
    let expected = ["src/room_initial_sync.rs", "src/room_initial_sync/codec.rs"];
    assert_eq!(heads, expected, "{}", check.out);
    for line in [
        "+    pub topic: Option<String>,",
        "+    pub fn with_topic(mut self, topic: String) -> Self {",
        "+        members.optional(\"topic\", &self.topic);",
    ] {
        assert!(check.out.contains(line), "{line}\n{}", check.out);
    }
    assert!(
        check.err.contains("2 changed, 0 missing, 0 superfluous"),
        "{}",
        check.err
    );
    assert!(
        check.err.contains("run `cargo xtask codegen rooms`"),
        "{}",
        check.err
    );
    assert_eq!(differing(&old, &copy.output()), Vec::<String>::new());

    let run = copy.codegen(&[]);
    assert_eq!(run.code, ExitCode::SUCCESS, "{run:?}");
    assert_eq!(differing(&old, &copy.output()), expected);
    assert_eq!(copy.codegen(&["--check"]).code, ExitCode::SUCCESS);
}

#[test]
fn stale_files_of_ours_are_removed_and_others_are_not_touched() {
    let copy = Copy::new();
    let old = copy.output();
    let root = copy.path("generated/rooms");
    write(
        &root.join("src/gone/mod.rs"),
        b"// @generated by typewright\n\npub struct Gone;\n",
    );
    write(&root.join("src/mine.rs"), b"pub struct Mine;\n");
    write(&root.join("NOTES.md"), b"mine\n");
    let check = copy.codegen(&["--check"]);
    assert_eq!(check.code, ExitCode::from(1));
    assert!(
        check.err.contains("0 changed, 0 missing, 1 superfluous"),
        "{}",
        check.err
    );
    let run = copy.codegen(&[]);
    assert_eq!(run.code, ExitCode::SUCCESS, "{run:?}");
    assert_eq!(differing(&old, &copy.output()), ["NOTES.md", "src/mine.rs"]);
    assert!(
        !root.join("src/gone").exists(),
        "the empty folder is gone too"
    );
}

#[test]
fn a_file_in_the_way_stops_the_run_before_it_writes() {
    let copy = Copy::new();
    write(
        &copy.path("generated/rooms/src/router.rs"),
        b"pub struct Mine;\n",
    );
    copy.add_property();
    let old = copy.output();
    let run = copy.codegen(&[]);
    assert_eq!(run.code, ExitCode::from(1));
    assert!(
        run.err
            .contains("src/router.rs` was not written by this program"),
        "{}",
        run.err
    );
    assert_eq!(differing(&old, &copy.output()), Vec::<String>::new());
}

#[test]
fn a_run_that_fails_removes_nothing_and_is_mended_by_the_next() {
    let copy = Copy::new();
    let old = copy.output();
    copy.edit(DOCUMENT, "title: RoomInfo\n", "title: \"RoomInfo\n");
    let failed = copy.codegen(&[]);
    assert_eq!(failed.code, ExitCode::from(1));
    let left = copy.output();
    assert!(
        old.keys().all(|path| left.contains_key(path)),
        "{}",
        failed.err
    );
    copy.edit(DOCUMENT, "title: \"RoomInfo\n", "title: RoomInfo\n");
    assert_eq!(copy.codegen(&[]).code, ExitCode::SUCCESS);
    assert_eq!(differing(&old, &copy.output()), Vec::<String>::new());
}

/// Names the folder for a run of this test that is to be killed.
const VICTIM: &str = "TYPEWRIGHT_TEST_VICTIM";
/// At how many moments a run is killed.
const MOMENTS: u32 = 10;

#[test]
fn a_run_that_is_killed_leaves_only_whole_files() {
    if let Some(folder) = env::var_os(VICTIM) {
        codegen(Path::new(&folder), &[]);
        return;
    }
    let copy = Copy::new();
    let new = copy.output();
    let old = aged(&new);
    let began = Instant::now();
    restore(&copy, &old);
    assert!(victim(&copy).wait().unwrap().success());
    let whole = began.elapsed();
    assert_eq!(differing(&new, &copy.output()), Vec::<String>::new());

    for moment in 0..MOMENTS {
        restore(&copy, &old);
        let mut run = victim(&copy);
        thread::sleep(whole * moment / MOMENTS);
        run.kill().unwrap();
        run.wait().unwrap();
        let left = copy.output();
        for path in new.keys() {
            let found = left.get(path);
            let is_whole = found == new.get(path) || found == old.get(path);
            assert!(
                is_whole,
                "moment {moment}: {} is neither old nor new",
                path.display()
            );
        }
        // The next run completes it and cleans up.
        assert_eq!(copy.codegen(&[]).code, ExitCode::SUCCESS);
        assert_eq!(
            differing(&new, &copy.output()),
            Vec::<String>::new(),
            "moment {moment}"
        );
    }
}

/// The output of an earlier version: all our files are longer by a line.
fn aged(files: &Files) -> Files {
    let mut aged = files.clone();
    for bytes in aged.values_mut() {
        if String::from_utf8_lossy(bytes).contains("@generated by typewright") {
            bytes.extend_from_slice(b"// An older line.\n");
        }
    }
    aged
}

fn restore(copy: &Copy, files: &Files) {
    for (path, bytes) in files {
        write(&copy.path("generated/rooms").join(path), bytes);
    }
}

/// Starts this very test as a program of its own, which generates in the copy.
fn victim(copy: &Copy) -> std::process::Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "acceptance::a_run_that_is_killed_leaves_only_whole_files",
            "--exact",
        ])
        .env(VICTIM, copy.folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
