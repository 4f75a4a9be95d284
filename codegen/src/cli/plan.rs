//! What a run would change on the disk.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::directory::slashed;
use crate::render::MARK;

/// How many folders deep old output is looked for.
const DEEPEST: usize = 32;
/// In how many lines from the top the mark of generated files stands.
const MARKED_LINES: usize = 5;

/// What a run would change in a folder.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The folder.
    pub(super) folder: PathBuf,
    /// The files that would change, by path.
    pub(super) changes: Vec<Change>,
    /// How many files are as they should be.
    pub(super) unchanged: usize,
    /// Files that stand where output belongs, and that somebody else wrote.
    pub(super) foreign: Vec<PathBuf>,
}

/// What happens to one file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Its path under the folder, with `/` between folders.
    pub(super) path: String,
    /// What is there now; none where nothing is.
    pub(super) old: Option<Vec<u8>>,
    /// What belongs there; none where nothing does.
    pub(super) new: Option<String>,
}

/// What is done about old output that no longer belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stale {
    /// It is removed.
    Remove,
    /// It stays: a run with errors may only have failed to make it again.
    Keep,
}

impl Plan {
    /// Compares files with those in a folder, which needn't exist.
    pub(super) fn new(
        folder: &Path,
        files: BTreeMap<String, String>,
        stale: Stale,
    ) -> io::Result<Self> {
        let mut plan: Self = Self {
            folder: folder.to_owned(),
            ..Self::default()
        };
        let superfluous: Vec<String> = match stale {
            Stale::Remove => superfluous(folder, |path| files.contains_key(path))?,
            Stale::Keep => Vec::new(),
        };
        for (path, new) in files {
            plan.compare(path, new)?;
        }
        for path in superfluous {
            plan.changes.push(Change {
                old: Some(fs::read(folder.join(&path))?),
                new: None,
                path,
            });
        }
        plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    fn compare(&mut self, path: String, new: String) -> io::Result<()> {
        if !is_plain(&path) {
            let message: String = format!("`{path}` is no path of an output file");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let file: PathBuf = self.folder.join(&path);
        let old: Option<Vec<u8>> = match fs::read(&file) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(named(error, &file)),
        };
        match &old {
            Some(bytes) if bytes == new.as_bytes() => self.unchanged += 1,
            Some(bytes) if !is_marked(bytes) => self.foreign.push(file),
            _ => self.changes.push(Change {
                path,
                old,
                new: Some(new),
            }),
        }
        Ok(())
    }
}

/// Names the file in an error.
pub(super) fn named(error: io::Error, file: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file.display()))
}

/// Whether a path of an output stays in its folder.
fn is_plain(path: &str) -> bool {
    !path.contains(['\\', ':']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Whether a file says that we wrote it.
fn is_marked(bytes: &[u8]) -> bool {
    bytes
        .split(|byte| *byte == b'\n')
        .take(MARKED_LINES)
        .any(|line| {
            line.windows(MARK.len())
                .any(|window| window == MARK.as_bytes())
        })
}

/// The files in a folder that say that we wrote them, and don't belong. Hidden folders, `target`
/// and symbolic links are nobody's output.
pub(super) fn superfluous(
    folder: &Path,
    belongs: impl Fn(&str) -> bool,
) -> io::Result<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    if folder.is_dir() {
        // A manifest that isn't ours to write this time isn't ours to remove either.
        let strange = |path: &str| path != "Cargo.toml" && !belongs(path);
        collect(folder, (folder, 0), &strange, &mut found)?;
    }
    Ok(found)
}

fn collect(
    root: &Path,
    (folder, depth): (&Path, usize),
    strange: &dyn Fn(&str) -> bool,
    found: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| named(error, folder))? {
        let entry = entry?;
        let (path, kind, name) = (entry.path(), entry.file_type()?, entry.file_name());
        let hidden: bool = name.to_string_lossy().starts_with('.') || name == "target";
        if kind.is_dir() && !hidden && depth < DEEPEST {
            collect(root, (&path, depth + 1), strange, found)?;
        } else if kind.is_file()
            && !hidden
            && is_output(&path)
            && let Ok(relative) = path.strip_prefix(root)
            && let Some(relative) = slashed(relative)
            && strange(&relative)
            && is_marked(&fs::read(&path).map_err(|error| named(error, &path))?)
        {
            found.push(relative);
        }
    }
    Ok(())
}

/// Whether a file is of a kind that we write.
fn is_output(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "rs" || extension == "toml" || extension == "md")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        entries
            .iter()
            .map(|(path, text)| ((*path).to_owned(), format!("// {MARK}\n{text}")))
            .collect()
    }

    fn paths(plan: &Plan) -> Vec<(&str, bool, bool)> {
        plan.changes
            .iter()
            .map(|change| {
                (
                    change.path.as_str(),
                    change.old.is_some(),
                    change.new.is_some(),
                )
            })
            .collect()
    }

    #[test]
    fn a_plan_tells_added_changed_unchanged_and_superfluous_files_apart() {
        let folder = tempfile::tempdir().unwrap();
        let src: PathBuf = folder.path().join("src");
        fs::create_dir_all(src.join("old")).unwrap();
        fs::create_dir_all(folder.path().join("target")).unwrap();
        for file in ["src/same.rs", "src/old/gone.rs", "target/x.rs"] {
            fs::write(folder.path().join(file), format!("// {MARK}\na")).unwrap();
        }
        fs::write(src.join("changed.rs"), format!("// {MARK}\nb")).unwrap();
        fs::write(src.join("mine.rs"), "by hand").unwrap();
        let wanted = files(&[
            ("src/same.rs", "a"),
            ("src/changed.rs", "a"),
            ("src/new.rs", "a"),
        ]);
        let plan: Plan = Plan::new(folder.path(), wanted.clone(), Stale::Remove).unwrap();
        assert_eq!(
            paths(&plan),
            [
                ("src/changed.rs", true, true),
                ("src/new.rs", false, true),
                ("src/old/gone.rs", true, false),
            ]
        );
        assert_eq!(plan.unchanged, 1);
        assert!(plan.foreign.is_empty());
        let kept: Plan = Plan::new(folder.path(), wanted, Stale::Keep).unwrap();
        assert_eq!(kept.changes.len(), 2);
    }

    #[test]
    fn a_manifest_that_was_written_once_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("Cargo.toml"), format!("# {MARK}\n")).unwrap();
        let plan: Plan = Plan::new(folder.path(), files(&[]), Stale::Remove).unwrap();
        assert_eq!(plan.changes, []);
    }

    #[test]
    fn a_file_without_the_mark_is_foreign_unless_it_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.rs"), "by hand").unwrap();
        let plan: Plan = Plan::new(folder.path(), files(&[("a.rs", "x")]), Stale::Remove).unwrap();
        assert_eq!(plan.foreign, [folder.path().join("a.rs")]);
        let same: BTreeMap<String, String> = [("a.rs".to_owned(), "by hand".to_owned())].into();
        let plan: Plan = Plan::new(folder.path(), same, Stale::Remove).unwrap();
        assert!(plan.foreign.is_empty() && plan.changes.is_empty());
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "../a.rs",
            "/a.rs",
            "a//b.rs",
            "a/../../b.rs",
            "c:\\a.rs",
            "",
        ] {
            assert!(
                Plan::new(folder.path(), files(&[(path, "")]), Stale::Keep).is_err(),
                "{path}"
            );
        }
    }
}
