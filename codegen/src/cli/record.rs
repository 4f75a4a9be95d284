//! What an earlier run read, printed and left on the disk, so that a run which would do the same
//! again only looks whether that is so.
//!
//! A record lies outside the output, in `target/typewright` of the workspace, or of the generated
//! crate where there is none. It is believed only where everything is as it was: this program, the
//! config, every document that was read or missed, the list of documents, and every file of the
//! output. It can be deleted at any time, and a run that can't write it does without.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    args::MessageFormat, directory::Directory, manifest, plan, session::Session, target::Target,
};
use crate::source::{Source, SourceError};

/// What a run did.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Record {
    /// What was asked for, by whom, and how the manifest fits to what is around it.
    request: String,
    seen: Seen,
    /// The digest of each file of the output.
    files: BTreeMap<String, String>,
    /// What was said.
    pub(super) said: Said,
    /// Whether findings made the run fail.
    pub(super) failed: bool,
}

/// What a run printed of its findings and of what it read.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Said {
    pub(super) out: String,
    pub(super) err: String,
    /// The runs of a SARIF document.
    pub(super) runs: Vec<Value>,
}

/// What a run asked its source.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Seen {
    /// The digest of each answer, by path; there may have been none.
    reads: BTreeMap<String, String>,
    list: Option<String>,
    /// Whether two answers to one question differed.
    torn: bool,
}

impl Record {
    /// How many files the output has.
    pub(super) fn files(&self) -> usize {
        self.files.len()
    }

    fn holds(&self, source: &Directory, output: &Path) -> bool {
        let read = |(path, digest): (&String, &String)| answer(&source.read(path)) == *digest;
        let same = |(path, digest): (&String, &String)| {
            fs::read(output.join(path)).is_ok_and(|bytes| digest_of(&bytes) == *digest)
        };
        let stale = || plan::superfluous(output, |path| self.files.contains_key(path));
        self.seen.reads.iter().all(read)
            && self
                .seen
                .list
                .as_ref()
                .is_none_or(|list| listing(&source.list()) == *list)
            && self.files.iter().all(same)
            && (self.failed || stale().is_ok_and(|stale| stale.is_empty()))
    }
}

/// Where the record of a target lies, and what it has to say to be believed.
#[derive(Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
    file: PathBuf,
    request: String,
}

impl Shelf {
    /// The shelf of a target; none where this program doesn't know itself.
    pub(super) fn of(
        target: &Target,
        format: MessageFormat,
        session: &Session<'_>,
    ) -> Option<Self> {
        let config: String = serde_json::to_string(&target.config).ok()?;
        let place = format!(
            "{:?} {:?} {:?} {format:?} {}",
            target.output, target.file, target.name, session.styled
        );
        let request = format!(
            "{} {place} {:?} {:?} {:?} {config}",
            build()?,
            target.root,
            session.folder,
            manifest::surroundings(&target.config.output, &target.output),
        );
        let folder: PathBuf = home(&target.output).join("target").join("typewright");
        Some(Self {
            file: folder.join(format!("{}.json", digest_of(place.as_bytes()))),
            folder,
            request: digest_of(request.as_bytes()),
        })
    }

    /// The record, if everything is as it says.
    pub(super) fn find(&self, source: &Directory, output: &Path) -> Option<Record> {
        let text: String = fs::read_to_string(&self.file).ok()?;
        let (digest, body) = text.split_once('\n')?;
        if digest_of(body.as_bytes()) != digest {
            return None;
        }
        let record: Record = serde_json::from_str(body).ok()?;
        (record.request == self.request && record.holds(source, output)).then_some(record)
    }

    /// Keeps what a run did, unless a document changed under its hands.
    pub(super) fn keep(
        &self,
        source: Observed<'_>,
        files: BTreeMap<String, String>,
        said: Said,
        failed: bool,
    ) {
        let record = Record {
            request: self.request.clone(),
            seen: source.seen.into_inner(),
            files,
            said,
            failed,
        };
        if !record.seen.torn {
            // Without it the next run only takes longer.
            let _ = self.write(&record);
        }
    }

    fn write(&self, record: &Record) -> io::Result<()> {
        let body: String = serde_json::to_string(record)?;
        fs::create_dir_all(&self.folder)?;
        let ignore: PathBuf = self.folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        write!(file, "{}\n{body}", digest_of(body.as_bytes()))?;
        file.persist(&self.file).map_err(|error| error.error)?;
        Ok(())
    }
}

/// The nearest folder around an output that has a lock file, which Cargo keeps `target` beside;
/// else the output's own.
fn home(output: &Path) -> &Path {
    let mut around = output.ancestors().skip(1);
    around
        .find(|folder| folder.join("Cargo.lock").is_file())
        .unwrap_or(output)
}

/// Which build of this program runs: every one may write other code.
fn build() -> Option<String> {
    let program: PathBuf = std::env::current_exe().ok()?;
    let metadata = fs::metadata(&program).ok()?;
    let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let (version, length) = (env!("CARGO_PKG_VERSION"), metadata.len());
    Some(format!("{version} {program:?} {length} {changed:?}"))
}

/// The digests of files by their paths.
pub(super) fn digests(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let digest = |(path, text): (&String, &String)| (path.clone(), digest_of(text.as_bytes()));
    files.iter().map(digest).collect()
}

fn digest_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn answer(read: &Result<Cow<'_, str>, SourceError>) -> String {
    match read {
        Ok(text) => digest_of(text.as_bytes()),
        Err(error) => format!("{error:?}"),
    }
}

fn listing(paths: &[String]) -> String {
    digest_of(paths.join("\n").as_bytes())
}

/// A folder of documents that notes what it is asked.
#[derive(Debug)]
pub(super) struct Observed<'d> {
    directory: &'d Directory,
    seen: RefCell<Seen>,
}

impl<'d> Observed<'d> {
    pub(super) fn new(directory: &'d Directory) -> Self {
        Self {
            directory,
            seen: RefCell::default(),
        }
    }
}

impl Source for Observed<'_> {
    fn read(&self, path: &str) -> Result<Cow<'_, str>, SourceError> {
        let read = self.directory.read(path);
        let digest: String = answer(&read);
        let mut seen = self.seen.borrow_mut();
        let known = seen.reads.insert(path.to_owned(), digest.clone());
        seen.torn |= known.is_some_and(|known| known != digest);
        read
    }

    fn list(&self) -> Vec<String> {
        let list: Vec<String> = self.directory.list();
        let digest: String = listing(&list);
        let mut seen = self.seen.borrow_mut();
        let known = seen.list.replace(digest.clone());
        seen.torn |= known.is_some_and(|known| known != digest);
        list
    }
}

/// A stream that keeps a copy of what goes through it.
pub(super) struct Copying<'s> {
    to: &'s mut dyn Write,
    copy: Vec<u8>,
}

impl<'s> Copying<'s> {
    pub(super) fn new(to: &'s mut dyn Write) -> Self {
        Self {
            to,
            copy: Vec::new(),
        }
    }

    /// What went through.
    pub(super) fn copy(self) -> String {
        String::from_utf8_lossy(&self.copy).into_owned()
    }
}

impl Write for Copying<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write_all(bytes)?;
        self.copy.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests;
