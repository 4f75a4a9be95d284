//! Compiling crates of a farm and measuring that.

use std::{fs::File, time::SystemTime};

use xtask::farm::Farm;

use crate::{
    Result,
    contest::{self, Contender},
    crates::Variant,
};

/// How many types a document is to have: as `BENCH_TYPES` says.
///
/// # Errors
///
/// If that is no number.
pub fn types(default: usize) -> Result<usize> {
    match std::env::var("BENCH_TYPES") {
        Ok(number) => Ok(number.parse()?),
        Err(_) => Ok(default),
    }
}

/// Runs Cargo on a farm, without incremental compilation, whose bookkeeping is the same for
/// everybody.
///
/// # Errors
///
/// What the compiler says.
pub fn cargo(farm: &Farm, command: &str, rest: &[&str]) -> Result<()> {
    let mut arguments: Vec<&str> = vec![command, "--quiet", "--offline"];
    arguments.extend(["--config", "build.incremental=false"]);
    arguments.extend(rest);
    let output = farm.cargo(&arguments)?;
    match output.status.success() {
        true => Ok(()),
        false => {
            let text = String::from_utf8_lossy(&output.stderr);
            Err(text
                .lines()
                .take(30)
                .collect::<Vec<&str>>()
                .join("\n")
                .into())
        }
    }
}

/// The processor time that Cargo's command takes for each variant after a change of its sources.
///
/// # Errors
///
/// What the compiler says.
pub fn race(
    farm: &Farm,
    variants: &[Variant],
    rounds: usize,
    command: &str,
    rest: &[&str],
) -> Result<Vec<f64>> {
    let compile = |variant: Variant| {
        move || {
            touch(farm, variant)?;
            let mut arguments: Vec<&str> = rest.to_vec();
            arguments.extend(["-p", variant.name()]);
            cargo(farm, command, &arguments)
        }
    };
    let mut contenders: Vec<_> = variants.iter().copied().map(compile).collect();
    let mut contenders: Vec<Contender<'_>> = contenders
        .iter_mut()
        .map(|contender| contender as Contender<'_>)
        .collect();
    contest::processes(rounds, &mut contenders)
}

/// Makes Cargo think that a crate has changed.
fn touch(farm: &Farm, variant: Variant) -> Result<()> {
    let library = farm.root().join(variant.name()).join("src/lib.rs");
    let file: File = File::options().append(true).open(library)?;
    Ok(file.set_modified(SystemTime::now())?)
}
