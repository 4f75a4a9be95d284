//! Crates of real documents compile as they are, with both sides, and clippy has nothing to say.
//!
//! `cargo xtask corpus` does the same with all documents, in a process each; here are the small
//! ones.

use std::collections::BTreeMap;

use xtask::{
    corpus::{Lints, Made, compile, generate, subjects},
    farm::Farm,
};

use crate::corpus;

/// The suite of small documents, and how many there are.
const SUITE: (&str, usize) = ("spector", 66);
/// Small documents by themselves.
const DOCUMENTS: [&str; 5] = [
    "oai-petstore",
    "oai-tictactoe",
    "oai-callback-example",
    "oai-webhook-example",
    "redocly-museum",
];

#[test]
fn crates_of_small_documents_compile_and_are_clean() {
    let parts = ["suites/spector-openapi31", "corpus/MANIFEST.tsv"];
    let parts: Option<Vec<_>> = parts.into_iter().map(corpus::part).collect();
    if parts.is_none() {
        return;
    }
    let folder = xtask::corpus::folder(&corpus::workspace());
    let names: Vec<String> = [SUITE.0]
        .into_iter()
        .chain(DOCUMENTS)
        .map(str::to_owned)
        .collect();
    let subjects = subjects(&folder, &names).expect("the corpus can be read");
    assert_eq!(subjects.len(), SUITE.1 + DOCUMENTS.len());

    // A farm of its own: `cargo xtask corpus` may be at work beside it.
    let mut farm: Farm = Farm::new(&corpus::workspace(), "corpus-small");
    for subject in &subjects {
        let made: Made = generate(subject, &mut farm).expect("the crate can be written");
        assert_eq!(made.own, [""; 0], "{}", subject.name);
        assert_eq!(made.lost, [""; 0], "{}", subject.name);
        assert_ne!(made.lines, 0, "{}", subject.name);
    }
    farm.plant().expect("the workspace can be written");
    let crates: Vec<&str> = subjects
        .iter()
        .map(|subject| subject.name.as_str())
        .collect();
    let said: BTreeMap<String, Lints> = compile(&farm, &crates).expect("cargo runs");
    assert_eq!(said.len(), crates.len());
    let texts = said
        .values()
        .flat_map(|lints| lints.errors.iter().chain(&lints.warnings));
    let texts: Vec<&str> = texts.map(String::as_str).collect();
    assert!(texts.is_empty(), "{}", texts.join("\n"));
}
