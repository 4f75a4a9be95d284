//! Documents in a folder.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _},
    path::{Component, Path, PathBuf},
};

use crate::source::{Source, SourceError};

/// The longest document that is read, in bytes.
const LONGEST_DOCUMENT: u64 = 64 << 20;
/// How many files are listed at most.
const MOST_FILES: usize = 100_000;
/// How many folders deep files are listed.
const DEEPEST: usize = 32;

/// The documents in a folder, and nothing outside it: neither `..` nor a symbolic link leads out.
#[derive(Clone, Debug)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// The documents in a folder.
    ///
    /// # Errors
    ///
    /// If the folder isn't there or can't be read.
    pub fn open(root: &Path) -> io::Result<Self> {
        let root: PathBuf = root.canonicalize()?;
        if root.is_dir() {
            Ok(Self { root })
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    /// The folder, without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file of a document, which lies in the root.
    fn file(&self, path: &str) -> Result<PathBuf, SourceError> {
        let relative: &Path = Path::new(path);
        let plain: bool = relative
            .components()
            .all(|component| matches!(component, Component::Normal(_)));
        if !plain || path.contains('\\') && cfg!(windows) {
            return Err(SourceError::Outside);
        }
        let file: PathBuf = self
            .root
            .join(relative)
            .canonicalize()
            .map_err(|error| source_error(&error))?;
        if file.starts_with(&self.root) {
            Ok(file)
        } else {
            Err(SourceError::Outside)
        }
    }

    fn collect(&self, folder: &Path, depth: usize, found: &mut BTreeSet<String>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if found.len() >= MOST_FILES {
                return Ok(());
            }
            if kind.is_dir() && depth < DEEPEST {
                self.collect(&path, depth + 1, found)?;
            } else if is_document(&path)
                && let Ok(relative) = path.strip_prefix(&self.root)
                && let Some(name) = slashed(relative)
                && self.file(&name).is_ok_and(|file| file.is_file())
            {
                found.insert(name);
            }
        }
        Ok(())
    }
}

impl Source for Directory {
    fn read(&self, path: &str) -> Result<Cow<'_, str>, SourceError> {
        let path: PathBuf = self.file(path)?;
        let file: File = File::open(&path).map_err(|error| source_error(&error))?;
        let metadata = file.metadata().map_err(|error| source_error(&error))?;
        // A pipe or device would never end.
        if !metadata.is_file() {
            return Err(SourceError::Other("it is no ordinary file".to_owned()));
        }
        let mut bytes: Vec<u8> = Vec::new();
        file.take(LONGEST_DOCUMENT + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| source_error(&error))?;
        if bytes.len() as u64 > LONGEST_DOCUMENT {
            let most: u64 = LONGEST_DOCUMENT >> 20;
            return Err(SourceError::Other(format!("it is longer than {most} MiB")));
        }
        String::from_utf8(bytes)
            .map(Cow::Owned)
            .map_err(|error| SourceError::Encoding(encoding(error.as_bytes()).to_owned()))
    }

    fn list(&self) -> Vec<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        // A folder that can't be read only takes suggestions away.
        let _ = self.collect(&self.root, 0, &mut found);
        found.into_iter().collect()
    }
}

fn source_error(error: &io::Error) -> SourceError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SourceError::Missing,
        _ => SourceError::Other(error.to_string()),
    }
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// A relative path with `/` between folders on every platform; none where it isn't UTF-8.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|component| component.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}

/// What bytes that aren't UTF-8 seem to be.
fn encoding(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "UTF-16",
        _ if bytes.contains(&0) => "binary data",
        _ => "perhaps Latin-1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_in_the_root_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let root: PathBuf = folder.path().join("root");
        fs::create_dir_all(root.join("a")).unwrap();
        fs::write(root.join("a/b.yaml"), "x: 1").unwrap();
        fs::write(folder.path().join("secret.yaml"), "s").unwrap();
        let source: Directory = Directory::open(&root).unwrap();
        assert_eq!(source.read("a/b.yaml").unwrap(), "x: 1");
        for path in ["../secret.yaml", "a/../../secret.yaml", "/etc/passwd"] {
            assert_eq!(source.read(path), Err(SourceError::Outside), "{path}");
        }
        assert_eq!(source.read("a/c.yaml"), Err(SourceError::Missing));
        assert_eq!(source.read("a/b.yaml/c"), Err(SourceError::Missing));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_root_and_refused_outside() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root: PathBuf = folder.path().join("root");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("inside.yaml"), "in").unwrap();
        fs::write(folder.path().join("secret.yaml"), "s").unwrap();
        symlink(root.join("inside.yaml"), root.join("link.yaml")).unwrap();
        symlink(folder.path().join("secret.yaml"), root.join("out.yaml")).unwrap();
        symlink(folder.path(), root.join("up")).unwrap();
        symlink("loop.yaml", root.join("loop.yaml")).unwrap();
        let source: Directory = Directory::open(&root).unwrap();
        assert_eq!(source.read("link.yaml").unwrap(), "in");
        assert_eq!(source.read("out.yaml"), Err(SourceError::Outside));
        assert_eq!(source.read("up/secret.yaml"), Err(SourceError::Outside));
        assert!(matches!(
            source.read("loop.yaml"),
            Err(SourceError::Other(_))
        ));
        assert_eq!(source.list(), ["inside.yaml", "link.yaml"]);
    }

    #[test]
    fn what_is_no_text_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.yaml"), [0xFF, 0xFE, b'a', 0]).unwrap();
        fs::create_dir(folder.path().join("b.yaml")).unwrap();
        let source: Directory = Directory::open(folder.path()).unwrap();
        assert_eq!(
            source.read("a.yaml"),
            Err(SourceError::Encoding("UTF-16".to_owned()))
        );
        assert!(matches!(source.read("b.yaml"), Err(SourceError::Other(_))));
    }
}
