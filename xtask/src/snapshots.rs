//! Snapshots that no test refers to, and ones that wait for review.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// Where the tests of `.ci/run` note which snapshots they used.
pub(crate) const REFERENCES: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";

/// The snapshots in the workspace that aren't among the references, and all pending ones.
pub(crate) fn unreferenced(workspace: &Path, references: &Path) -> io::Result<Vec<PathBuf>> {
    let used: BTreeSet<PathBuf> = fs::read_to_string(references)?
        .lines()
        .filter_map(|line| Path::new(line).canonicalize().ok())
        .collect();
    let mut found: Vec<PathBuf> = Vec::new();
    collect(workspace, &mut found)?;
    found.retain(|path| {
        is_pending(path) || path.canonicalize().is_ok_and(|path| !used.contains(&path))
    });
    found.sort();
    Ok(found)
}

fn is_pending(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "new")
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name: String = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if name != "target" && !name.starts_with('.') {
                collect(&entry.path(), found)?;
            }
        } else if name.ends_with(".snap") || name.ends_with(".snap.new") {
            found.push(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_test_used_and_what_is_pending_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("snapshots")).unwrap();
        fs::create_dir_all(at("target")).unwrap();
        for name in [
            "snapshots/a.snap",
            "snapshots/b.snap",
            "b.snap.new",
            "target/c.snap",
        ] {
            fs::write(at(name), "").unwrap();
        }
        let used: String = format!(
            "{}\n/gone.snap\n",
            at("snapshots/../snapshots/a.snap").display()
        );
        fs::write(at("references"), used).unwrap();
        let found = unreferenced(folder.path(), &at("references")).unwrap();
        assert_eq!(found, [at("b.snap.new"), at("snapshots/b.snap")]);
    }
}
