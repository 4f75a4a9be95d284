//! Replacing files.
//!
//! Everything that can fail for want of space or rights is done first, in temporary files beside
//! those they replace; then they are renamed. New files come first and removals last, so that a
//! run which is killed before the first change of an old file leaves the old output whole, and one
//! killed later is completed by the next.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile, TempPath};

use super::plan::{Plan, named};

/// How temporary files are called, so that those of a killed run are known.
const TEMPORARY: &str = ".typewright-";

/// A plan whose texts are all on the disk, under temporary names.
pub(super) struct Prepared {
    renames: Vec<(TempPath, PathBuf)>,
    removals: Vec<PathBuf>,
    folder: PathBuf,
}

/// Writes all new texts to temporary files; no file of the output changes.
pub(super) fn prepare(plan: &Plan) -> io::Result<Prepared> {
    let mut added: Vec<(TempPath, PathBuf)> = Vec::new();
    let mut changed: Vec<(TempPath, PathBuf)> = Vec::new();
    let mut removals: Vec<PathBuf> = Vec::new();
    let mut swept: BTreeSet<PathBuf> = BTreeSet::new();
    for change in &plan.changes {
        let file: PathBuf = plan.folder.join(&change.path);
        let Some(text) = &change.new else {
            removals.push(file);
            continue;
        };
        let parent: &Path = file.parent().unwrap_or(&plan.folder);
        if swept.insert(parent.to_owned()) {
            fs::create_dir_all(parent).map_err(|error| named(error, parent))?;
            sweep(parent)?;
        }
        let temporary: TempPath =
            write_beside(parent, text).map_err(|error| named(error, &file))?;
        match change.old {
            None => added.push((temporary, file)),
            Some(_) => changed.push((temporary, file)),
        }
    }
    added.append(&mut changed);
    Ok(Prepared {
        renames: added,
        removals,
        folder: plan.folder.clone(),
    })
}

impl Prepared {
    /// Puts everything in its place.
    pub(super) fn commit(self) -> io::Result<()> {
        for (temporary, file) in self.renames {
            temporary
                .persist(&file)
                .map_err(|error| named(error.error, &file))?;
        }
        for file in self.removals {
            fs::remove_file(&file).map_err(|error| named(error, &file))?;
            remove_empty_folders(&file, &self.folder);
        }
        Ok(())
    }
}

/// Writes a temporary file and closes it: a large crate has more files than a process may open.
fn write_beside(parent: &Path, text: &str) -> io::Result<TempPath> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY);
    // Temporary files are private by default; these are to be what any new file is here.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut temporary: NamedTempFile = builder.tempfile_in(parent)?;
    temporary.write_all(text.as_bytes())?;
    Ok(temporary.into_temp_path())
}

/// Removes the temporary files of a run that was killed.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY)
            && entry.file_type()?.is_file()
        {
            // Another run that is still at work may take it away first.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Removes the folders that a removed file leaves empty, up to that of the output.
fn remove_empty_folders(file: &Path, output: &Path) {
    for folder in file.ancestors().skip(1) {
        // Fails where it isn't empty, and then all above aren't either.
        if folder == output || fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{cli::plan::Stale, render::MARK};

    fn text(body: &str) -> String {
        format!("// {MARK}\n{body}\n")
    }

    fn files(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        entries
            .iter()
            .map(|(path, body)| ((*path).to_owned(), text(body)))
            .collect()
    }

    fn plan(folder: &Path, entries: &[(&str, &str)]) -> Plan {
        Plan::new(folder, files(entries), Stale::Remove).unwrap()
    }

    /// All files in a folder, temporary ones included.
    fn tree(folder: &Path) -> BTreeMap<String, String> {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        let mut open: Vec<PathBuf> = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path: PathBuf = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name: String = path.strip_prefix(folder).unwrap().display().to_string();
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        found
    }

    #[test]
    fn a_committed_plan_leaves_exactly_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let first = [("src/lib.rs", "1"), ("src/a/b.rs", "1")];
        prepare(&plan(folder.path(), &first))
            .unwrap()
            .commit()
            .unwrap();
        fs::write(folder.path().join("src/mine.rs"), "by hand").unwrap();
        let second = [("src/lib.rs", "2"), ("src/c.rs", "2")];
        prepare(&plan(folder.path(), &second))
            .unwrap()
            .commit()
            .unwrap();
        let mut expected = files(&second);
        expected.insert("src/mine.rs".to_owned(), "by hand".to_owned());
        assert_eq!(tree(folder.path()), expected);
        assert!(
            !folder.path().join("src/a").exists(),
            "the empty folder is gone"
        );
        assert!(plan(folder.path(), &second).changes.is_empty());
    }

    #[test]
    fn until_the_first_rename_the_old_output_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let old = [("lib.rs", "1"), ("a.rs", "1")];
        prepare(&plan(folder.path(), &old))
            .unwrap()
            .commit()
            .unwrap();
        let prepared = prepare(&plan(folder.path(), &[("lib.rs", "2"), ("b.rs", "2")])).unwrap();
        let mut seen = tree(folder.path());
        seen.retain(|name, _| !name.starts_with(TEMPORARY));
        assert_eq!(seen, files(&old));
        assert_eq!(prepared.renames.len(), 2);
        assert_eq!(
            tree(folder.path()).len(),
            4,
            "every text is on the disk already"
        );
        // What a killed run leaves behind is swept by the next.
        std::mem::forget(prepared);
        let next = [("lib.rs", "3"), ("a.rs", "1")];
        prepare(&plan(folder.path(), &next))
            .unwrap()
            .commit()
            .unwrap();
        assert_eq!(tree(folder.path()), files(&next));
    }

    #[test]
    fn new_files_are_renamed_before_changed_ones() {
        let folder = tempfile::tempdir().unwrap();
        prepare(&plan(folder.path(), &[("a.rs", "1")]))
            .unwrap()
            .commit()
            .unwrap();
        let prepared = prepare(&plan(folder.path(), &[("a.rs", "2"), ("b.rs", "1")])).unwrap();
        let order: Vec<&Path> = prepared
            .renames
            .iter()
            .map(|(_, file)| file.as_path())
            .collect();
        assert_eq!(
            order,
            [folder.path().join("b.rs"), folder.path().join("a.rs")]
        );
    }

    #[test]
    fn a_run_that_cannot_write_everything_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        prepare(&plan(folder.path(), &[("a.rs", "1")]))
            .unwrap()
            .commit()
            .unwrap();
        fs::write(folder.path().join("z"), "a file where a folder is needed").unwrap();
        let before = tree(folder.path());
        let wanted = files(&[("a.rs", "2"), ("z/b.rs", "1")]);
        let failed = match Plan::new(folder.path(), wanted, Stale::Remove) {
            Ok(plan) => prepare(&plan).is_err(),
            Err(_) => true,
        };
        assert!(failed);
        assert_eq!(tree(folder.path()), before);
    }

    /// Says to this test, run in a process of its own, which folder it writes until it is killed.
    const VICTIM: &str = "TYPEWRIGHT_TEST_VICTIM";
    const FILES: usize = 60;

    /// An output of which every file says the same number, many times.
    fn large(number: usize) -> BTreeMap<String, String> {
        let body: String = format!("{number}\n").repeat(2000);
        let name = |index: usize| format!("m{}/f{index}.rs", index % 7);
        (0..FILES).map(|index| (name(index), text(&body))).collect()
    }

    fn write_until_killed(folder: &Path) -> io::Result<()> {
        for number in 0.. {
            prepare(&Plan::new(folder, large(number), Stale::Remove)?)?.commit()?;
        }
        Ok(())
    }

    #[test]
    fn a_killed_run_leaves_whole_files_and_the_next_one_mends_the_rest() {
        if let Some(folder) = std::env::var_os(VICTIM) {
            return write_until_killed(Path::new(&folder)).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        prepare(&Plan::new(folder.path(), large(0), Stale::Remove).unwrap())
            .unwrap()
            .commit()
            .unwrap();
        let name: &str = "a_killed_run_leaves_whole_files_and_the_next_one_mends_the_rest";
        for round in 0..12 {
            let mut child = std::process::Command::new(std::env::current_exe().unwrap())
                .args([name, "--nocapture"])
                .env(VICTIM, folder.path())
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(std::time::Duration::from_millis(30 + 7 * round));
            child.kill().unwrap();
            child.wait().unwrap();
            let mut seen = tree(folder.path());
            seen.retain(|name, _| !name.contains(TEMPORARY));
            assert_eq!(seen.len(), FILES);
            for (name, text) in seen {
                let number: usize = text.lines().nth(1).unwrap().parse().unwrap();
                assert_eq!(large(number).get(&name), Some(&text), "{name} is torn");
            }
        }
        prepare(&Plan::new(folder.path(), large(1), Stale::Remove).unwrap())
            .unwrap()
            .commit()
            .unwrap();
        prepare(&Plan::new(folder.path(), large(2), Stale::Remove).unwrap())
            .unwrap()
            .commit()
            .unwrap();
        assert_eq!(tree(folder.path()), large(2));
    }

    #[cfg(unix)]
    #[test]
    fn files_that_are_written_can_be_read_by_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("plain"), "").unwrap();
        prepare(&plan(folder.path(), &[("a.rs", "1")]))
            .unwrap()
            .commit()
            .unwrap();
        let mode = |name: &str| {
            let file = fs::metadata(folder.path().join(name)).unwrap();
            file.permissions().mode()
        };
        assert_eq!(mode("a.rs"), mode("plain"));
    }
}
