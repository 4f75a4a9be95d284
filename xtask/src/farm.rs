//! A farm: generated crates in one workspace under `target/`, compiled and run together.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A workspace of generated crates.
#[derive(Debug)]
pub struct Farm {
    root: PathBuf,
    target: PathBuf,
    lock: PathBuf,
    support: PathBuf,
    members: BTreeSet<String>,
}

impl Farm {
    /// A farm of a name under the `target` folder of a workspace.
    pub fn new(workspace: &Path, name: &str) -> Self {
        let target: PathBuf = workspace.join("target");
        Self {
            root: target.join("farm").join(name),
            target: target.join("farm").join("target"),
            lock: workspace.join("Cargo.lock"),
            support: workspace.join("codegen/support"),
            members: BTreeSet::new(),
        }
    }

    /// Takes a crate that stands there already as a member.
    pub fn keep(&mut self, member: &str) {
        self.members.insert(member.to_owned());
    }

    /// Where the crates stand.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes a crate: its files by path. What stood there from an earlier run and isn't among
    /// them goes away, so that an unchanged crate isn't compiled again and a changed one is whole.
    ///
    /// # Errors
    ///
    /// Whatever the file system says.
    pub fn add(&mut self, member: &str, files: &BTreeMap<String, String>) -> io::Result<PathBuf> {
        let folder: PathBuf = self.root.join(member);
        let wanted: BTreeSet<PathBuf> = files.keys().map(|path| folder.join(path)).collect();
        for path in files_in(&folder)? {
            if !wanted.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        for (path, text) in files {
            write(&folder.join(path), text)?;
        }
        self.members.insert(member.to_owned());
        Ok(folder)
    }

    /// Writes the workspace's manifest and takes over the lock file, so that the crates compile
    /// with the versions that this repository tests. Crates that share one support get the one of
    /// this repository. Members of an earlier run that weren't added again are left out.
    ///
    /// # Errors
    ///
    /// Whatever the file system says.
    pub fn plant(&self) -> io::Result<()> {
        let members: Vec<String> = self
            .members
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        let manifest: String = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\n\n[profile.test]\ndebug = false\n\n[patch.crates-io]\ntypewright-support = {{ path = {:?} }}\n",
            members.join(", "),
            self.support,
        );
        write(&self.root.join("Cargo.toml"), &manifest)?;
        let lock: PathBuf = self.root.join("Cargo.lock");
        if !lock.exists() {
            fs::copy(&self.lock, lock)?;
        }
        Ok(())
    }

    /// Runs cargo on the farm.
    ///
    /// # Errors
    ///
    /// If cargo can't be started.
    pub fn cargo<S: AsRef<OsStr>>(&self, arguments: &[S]) -> io::Result<Output> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Command::new(cargo)
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTFLAGS")
            .output()
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let path: PathBuf = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    Ok(files)
}
