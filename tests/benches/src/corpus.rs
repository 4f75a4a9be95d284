//! The documents that stand beside the repository.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A part of the corpus, such as `corpus/github.json`, if it is there: the folder is the one that
/// `CORPUS` names, relative to the workspace, or else `../shared`.
pub fn part(part: &str) -> Option<PathBuf> {
    let named = env::var_os("CORPUS").filter(|folder| !folder.is_empty());
    let folder = named.unwrap_or_else(|| "../shared".into());
    let path: PathBuf = workspace().join(folder).join(part);
    path.canonicalize().ok()
}
