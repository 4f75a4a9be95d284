//! A release build of generated types with code that decodes and encodes each of them, against
//! serde's derive on the same types.

use benches::{
    Result, corpus,
    crates::{self, Files, Variant},
    document::{self, document},
    farm,
    table::{self, Goal},
};
use xtask::farm::Farm;

const VARIANTS: [Variant; 3] = [Variant::Derive, Variant::Codecs, Variant::Rules];
/// How many types the document has, unless `BENCH_TYPES` says otherwise.
const TYPES: usize = 100;
const ROUNDS: usize = 1;

fn main() -> Result<()> {
    let types: usize = farm::types(TYPES)?;
    let workspace = corpus::workspace().canonicalize()?;
    let generated: Files = crates::generate(&document(types, false))?;
    let mut farm: Farm = Farm::new(&workspace, "bench-release");
    for variant in VARIANTS {
        let mut files: Files = crates::variant(&generated, variant, &workspace)?;
        if let Some(library) = files.get_mut("src/lib.rs") {
            (0..types).for_each(|index| library.push_str(&round_trip(index, variant)));
        }
        farm.add(variant.name(), &files)?;
    }
    farm.plant()?;
    // Dependencies are compiled before anything is measured.
    farm::cargo(
        &farm,
        "build",
        &["--release", "-p", "serde_json", "-p", "typewright-support"],
    )?;
    let times: Vec<f64> = farm::race(&farm, &VARIANTS, ROUNDS, "build", &["--release"])?;
    let [derive, codecs, rules] = times.try_into().map_err(|_| "three were measured")?;
    table::title(&format!(
        "release build, {types} types of 8 fields decoded and encoded, against serde's derive"
    ))?;
    table::ratio("types, codecs and rules", rules, derive, Goal::AtMost(0.55))?;
    table::ratio("types and codecs", codecs, derive, Goal::AtMost(0.55))?;
    Ok(())
}

/// A function that reads a type and writes it again.
fn round_trip(index: usize, variant: Variant) -> String {
    let name: String = document::name(index);
    let doors: &str = match variant {
        Variant::Codecs | Variant::Rules => "support",
        Variant::Types | Variant::Derive => "serde_json",
    };
    format!(
        "/// Reads and writes.
pub fn round_trip{index}(text: &[u8]) -> Option<Vec<u8>> {{
    let value: schemas::thing{index}::{name} = {doors}::from_slice(text).ok()?;
    {doors}::to_vec(&value).ok()
}}
"
    )
}
