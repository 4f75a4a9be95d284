//! The same tests with other features of serde_json, which only a build of its own can have.

use crate::corpus;

#[test]
fn the_codecs_keep_their_word_with_other_features_of_serde_json() {
    let workspace = corpus::workspace();
    let mut farm = xtask::farm::Farm::new(&workspace, "features");
    let tests = workspace.join("tests/tests/rooms_codec/formats.rs");
    let rooms = workspace.join("generated/rooms");
    let manifest = format!(
        "[package]\nname = \"formats\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\npath = {tests:?}\n\n[dependencies]\n\
         ciborium = \"0.2\"\n\
         matrix-rooms = {{ path = {rooms:?}, default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"arbitrary_precision\", \"preserve_order\"] }}\n"
    );
    let files = [("Cargo.toml".to_owned(), manifest)].into();
    farm.add("formats", &files).unwrap();
    farm.plant().unwrap();
    let arguments = ["test", "--offline", "--package", "formats", "--lib"];
    let output = farm.cargo(&arguments).unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{out}{err}");
    assert!(out.contains("6 passed"), "{out}");
}
