//! The embedded description `spec/rooms` has the structure of the Matrix documents after which it
//! is made, and not their words.

mod skeleton;
mod tree;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_yaml::Value;
use skeleton::{Skeleton, differences, skeleton};

use crate::corpus;

/// As many files has the description at least: a test that found fewer would have looked nowhere.
const FILES: usize = 47;

/// So many words in a row may not stand in both.
const RUN: usize = 8;

fn rooms() -> PathBuf {
    corpus::workspace().join("spec/rooms")
}

/// A file of `spec/rooms` beside the one after which it is made.
struct Pair {
    path: String,
    ours: Document,
    theirs: Document,
}

struct Document {
    skeleton: Skeleton,
    /// The text of its comments.
    comments: String,
}

impl Document {
    fn read(root: &Path, path: &str) -> Self {
        let text = tree::text(root, path);
        let comments: Vec<&str> = text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix('#'))
            .collect();
        Self {
            skeleton: skeleton(path, &tree::parse(root, path)),
            comments: comments.join(" "),
        }
    }

    /// Every run of [`RUN`] words, in small letters, within one text.
    fn runs(&self) -> BTreeSet<Vec<String>> {
        let texts = self.skeleton.prose.iter().map(String::as_str);
        texts
            .chain([self.comments.as_str()])
            .flat_map(|text| {
                let words: Vec<String> = text
                    .split(|character: char| !character.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_lowercase)
                    .collect();
                words
                    .windows(RUN)
                    .map(<[String]>::to_vec)
                    .collect::<Vec<_>>()
            })
            .collect()
    }
}

/// All pairs, or nothing if there are no originals to compare with.
///
/// The seed is the first choice; what it lacks comes from the whole specification.
fn pairs() -> Option<Vec<Pair>> {
    let originals = [
        corpus::part("seed/tree/data")?,
        corpus::part("matrix-spec/v1.19/data")?,
    ];
    let ours = rooms();
    let pairs = tree::files(&ours).into_iter().map(|path| {
        let original = originals
            .iter()
            .find(|root| root.join(&path).is_file())
            .unwrap_or_else(|| panic!("{path} has no original"));
        Pair {
            ours: Document::read(&ours, &path),
            theirs: Document::read(original, &path),
            path,
        }
    });
    Some(pairs.collect())
}

#[test]
fn embedded_has_the_structure_of_the_original() {
    let Some(pairs) = pairs() else { return };
    let found: Vec<String> = pairs
        .iter()
        .flat_map(|pair| {
            differences(&pair.ours.skeleton.value, &pair.theirs.skeleton.value)
                .into_iter()
                .map(move |difference| format!("{}{difference}", pair.path))
        })
        .collect();
    let first: &[String] = found.get(..10).unwrap_or(&found);
    assert!(
        found.is_empty(),
        "{} places differ, first of all:\n{}",
        found.len(),
        first.join("\n")
    );
    assert!(pairs.len() >= FILES, "only {} files compared", pairs.len());
}

#[test]
fn embedded_holds_every_file_of_the_seed() {
    let Some(seed) = corpus::part("seed/tree/data") else {
        return;
    };
    let ours = rooms();
    let files = tree::files(&seed);
    let missing: Vec<&String> = files
        .iter()
        .filter(|path| !ours.join(path).is_file())
        .collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
    assert!(files.len() >= 14, "only {} files in the seed", files.len());
}

#[test]
fn embedded_shares_no_run_of_eight_words_with_the_original() {
    let Some(pairs) = pairs() else { return };
    let theirs: BTreeSet<Vec<String>> = pairs.iter().flat_map(|pair| pair.theirs.runs()).collect();
    let mut shared: Vec<String> = Vec::new();
    let mut compared: usize = 0;
    for pair in &pairs {
        let ours = pair.ours.runs();
        compared += ours.len();
        shared.extend(
            ours.intersection(&theirs)
                .map(|run| format!("{}: {}", pair.path, run.join(" "))),
        );
    }
    assert!(shared.is_empty(), "shared words:\n{}", shared.join("\n"));
    assert!(compared > 500 && theirs.len() > 500, "nothing to compare");
}

#[test]
fn embedded_examples_have_ids_of_their_own() {
    let Some(pairs) = pairs() else { return };
    let ids = |document: &Document| -> BTreeSet<String> {
        let texts = document.skeleton.prose.iter();
        texts
            .filter(|text| !text.contains(' '))
            .filter(|text| text.starts_with(['$', '!', '@']) || text.starts_with("mxc://"))
            .cloned()
            .collect()
    };
    let theirs: BTreeSet<String> = pairs.iter().flat_map(|pair| ids(&pair.theirs)).collect();
    let ours: BTreeSet<String> = pairs.iter().flat_map(|pair| ids(&pair.ours)).collect();
    let shared: Vec<&String> = ours.intersection(&theirs).collect();
    assert!(shared.is_empty(), "shared ids: {shared:?}");
    assert!(ours.len() >= 10 && theirs.len() >= 10, "nothing to compare");
}

#[test]
fn embedded_references_lead_somewhere() {
    let root = rooms();
    let files = tree::files(&root);
    assert!(files.len() >= FILES, "only {} files", files.len());
    let mut followed: usize = 0;
    let mut broken: Vec<String> = Vec::new();
    for path in &files {
        for reference in tree::references(&tree::parse(&root, path)) {
            followed += 1;
            if let Err(reason) = follow(&root, path, &reference) {
                broken.push(format!("{path}: {reference}: {reason}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(followed >= 57, "only {followed} references");
}

/// Looks for the file and, in it, for the place.
fn follow(root: &Path, from: &str, reference: &str) -> Result<(), String> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let path = tree::join(from, file).ok_or("leaves spec/rooms")?;
    if !root.join(&path).is_file() {
        return Err(format!("there is no {path}"));
    }
    let document = tree::parse(root, &path);
    let mut place: Option<&Value> = Some(&document);
    for token in fragment.split('/').skip(1) {
        let key = token.replace("~1", "/").replace("~0", "~");
        place = place.and_then(|value| value.get(key.as_str()));
    }
    place
        .map(|_| ())
        .ok_or_else(|| format!("{path} has no {fragment}"))
}
