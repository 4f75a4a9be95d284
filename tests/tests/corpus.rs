//! Finds the data that stands beside the repository and is too big, or not ours, to be part of it.
//!
//! The folder is the one that `CORPUS` names, relative to the workspace, or else `../shared`.

use std::env;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    let package: &Path = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .parent()
        .expect("the package of the tests stands in the workspace")
        .to_owned()
}

/// `part` of the corpus, for example `seed/tree`; nothing, and a line of output, if there is none.
///
/// # Panics
/// If `CORPUS` is set and holds no such part: whoever sets it wants no test to be skipped.
pub fn part(part: &str) -> Option<PathBuf> {
    let named = env::var_os("CORPUS").filter(|folder| !folder.is_empty());
    let folder = named.clone().unwrap_or_else(|| "../shared".into());
    let path = workspace().join(folder).join(part);
    if path.exists() {
        return Some(path);
    }
    assert!(
        named.is_none(),
        "CORPUS is set, but there is no {}",
        path.display()
    );
    println!("skipped: no {part} beside the workspace; CORPUS can name its folder");
    None
}
