//! `cargo check` of generated types, against serde's derive on the same types.

use benches::{
    Result, corpus,
    crates::{self, Files, Variant},
    document::document,
    farm,
    table::{self, Goal},
};
use xtask::farm::Farm;

const VARIANTS: [Variant; 4] = [
    Variant::Types,
    Variant::Derive,
    Variant::Codecs,
    Variant::Rules,
];
/// How many types the document has, unless `BENCH_TYPES` says otherwise.
const TYPES: usize = 400;
const ROUNDS: usize = 3;

fn main() -> Result<()> {
    let types: usize = farm::types(TYPES)?;
    let workspace = corpus::workspace().canonicalize()?;
    let generated: Files = crates::generate(&document(types, false))?;
    let mut farm: Farm = Farm::new(&workspace, "bench-check");
    for variant in VARIANTS {
        farm.add(
            variant.name(),
            &crates::variant(&generated, variant, &workspace)?,
        )?;
    }
    farm.plant()?;
    // Dependencies are checked before anything is measured.
    farm::cargo(
        &farm,
        "check",
        &["-p", "serde_json", "-p", "typewright-support"],
    )?;
    let times: Vec<f64> = farm::race(&farm, &VARIANTS, ROUNDS, "check", &[])?;
    let [bare, derive, codecs, rules] = times.try_into().map_err(|_| "four were measured")?;
    table::title(&format!(
        "cargo check, {types} types of 8 fields, against serde's derive"
    ))?;
    table::ratio("types, codecs and rules", rules, derive, Goal::AtMost(0.40))?;
    table::ratio("types and codecs", codecs, derive, Goal::AtMost(0.40))?;
    table::ratio("types alone", bare, derive, Goal::Open)?;
    table::ratio(
        "what codecs and rules add",
        rules - bare,
        derive - bare,
        Goal::Open,
    )?;
    table::ratio("what codecs add", codecs - bare, derive - bare, Goal::Open)?;
    Ok(())
}
