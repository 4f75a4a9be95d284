//! What a written `Cargo.toml` needs to know of the folders above it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::directory::slashed;
use crate::config::{Glob, Manifest, Output};

/// Fits the manifest among the files to where it will stand: one that is written once isn't
/// written over another, and one that no workspace has as a member is a workspace of its own,
/// because Cargo refuses a package in a workspace's folder that isn't part of it.
pub(super) fn fit(files: &mut BTreeMap<String, String>, config: &Output, folder: &Path) {
    let there: bool = folder.join("Cargo.toml").exists();
    if config.manifest == Manifest::Leave || config.manifest == Manifest::Once && there {
        files.remove("Cargo.toml");
    }
    if let Some(manifest) = files.get_mut("Cargo.toml")
        && !is_member(folder)
    {
        manifest.push_str("\n# It is no member of a workspace around it.\n[workspace]\n");
    }
}

/// What [`fit`] goes by beside the files: whether the manifest is left alone, and whether a
/// workspace has the folder as a member.
pub(super) fn surroundings(config: &Output, folder: &Path) -> (bool, bool) {
    let there: bool = config.manifest == Manifest::Once && folder.join("Cargo.toml").exists();
    (there, is_member(folder))
}

/// Whether a workspace around a folder has it as a member. Members by path dependencies alone
/// aren't seen.
fn is_member(folder: &Path) -> bool {
    let folder: PathBuf = absolute(folder);
    folder.ancestors().skip(1).any(|above| {
        let Some(workspace) = workspace_table(above) else {
            return false;
        };
        let relative: Option<String> = folder.strip_prefix(above).ok().and_then(slashed);
        let listed = |key: &str| -> bool {
            workspace
                .get(key)
                .and_then(toml::Value::as_array)
                .is_some_and(|globs| {
                    globs.iter().filter_map(toml::Value::as_str).any(|text| {
                        let glob = text.trim_end_matches('/').parse::<Glob>();
                        relative
                            .as_deref()
                            .is_some_and(|path| glob.is_ok_and(|glob| glob.matches(path)))
                    })
                })
        };
        listed("members") && !listed("exclude")
    })
}

/// The `[workspace]` of the manifest in a folder, if there is one.
fn workspace_table(folder: &Path) -> Option<toml::Table> {
    let text: String = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let mut manifest: toml::Table = text.parse().ok()?;
    match manifest.remove("workspace")? {
        toml::Value::Table(workspace) => Some(workspace),
        _ => None,
    }
}

/// A folder without links and `..`, as far as it exists.
fn absolute(folder: &Path) -> PathBuf {
    for above in folder.ancestors() {
        if let (Ok(real), Ok(rest)) = (above.canonicalize(), folder.strip_prefix(above)) {
            return real.join(rest);
        }
    }
    folder.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(config: Manifest, folder: &Path) -> Option<String> {
        let mut files: BTreeMap<String, String> =
            [("Cargo.toml".to_owned(), "[package]\n".to_owned())].into();
        let config: Output = Output {
            manifest: config,
            ..Output::default()
        };
        fit(&mut files, &config, folder);
        files.remove("Cargo.toml")
    }

    #[test]
    fn only_members_do_without_a_workspace_of_their_own() {
        let root = tempfile::tempdir().unwrap();
        let workspace: &str =
            "[workspace]\nmembers = [\"generated/*\"]\nexclude = [\"generated/no\"]\n";
        fs::write(root.path().join("Cargo.toml"), workspace).unwrap();
        let own = |folder: &str| {
            let text: String = fitted(Manifest::Generate, &root.path().join(folder)).unwrap();
            text.contains("[workspace]")
        };
        assert!(!own("generated/rooms"));
        assert!(!own("spec/../generated/rooms") || !root.path().join("spec").exists());
        assert!(own("generated/no"));
        assert!(own("target/rooms"));
        assert!(own("generated/a/b"));
        let outside = tempfile::tempdir().unwrap();
        assert!(
            fitted(Manifest::Generate, outside.path())
                .unwrap()
                .contains("[workspace]")
        );
    }

    #[test]
    fn a_manifest_that_is_left_or_there_already_is_not_written() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(fitted(Manifest::Leave, root.path()), None);
        assert!(fitted(Manifest::Once, root.path()).is_some());
        fs::write(root.path().join("Cargo.toml"), "").unwrap();
        assert_eq!(fitted(Manifest::Once, root.path()), None);
    }
}
