//! Whole runs of the generator: the program starts, reads, generates, writes and ends.
//!
//! The program is this one: with arguments it is the command line of the generator.

use std::{
    cell::RefCell,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Output},
};

use benches::{
    Result, contest, corpus,
    document::document,
    table::{self, Goal, Time},
};
use tempfile::TempDir;
use typewright::cli;

/// The command that only reads a JSON file, to compare with.
const READ: &str = "read";

fn main() -> Result<ExitCode> {
    match env::args().nth(1).as_deref() {
        Some("codegen") => return Ok(cli::main()),
        Some(READ) => {
            let path: String = env::args().nth(2).ok_or("a file to read")?;
            let value: serde_json::Value = serde_json::from_str(&fs::read_to_string(path)?)?;
            std::hint::black_box(&value);
            return Ok(ExitCode::SUCCESS);
        }
        _ => {}
    }
    let folder: TempDir = tempfile::tempdir()?;
    table::title("whole runs of the generator, processor time and most memory")?;
    rooms(folder.path())?;
    growth(folder.path())?;
    github(folder.path())?;
    matrix(folder.path())?;
    Ok(ExitCode::SUCCESS)
}

/// A target, and where its output goes.
struct Target {
    config: PathBuf,
    out: PathBuf,
    /// The most memory that the last run held, in MiB.
    peak: RefCell<f64>,
}

impl Target {
    fn new(config: PathBuf, out: PathBuf) -> Self {
        Self {
            config,
            out,
            peak: RefCell::default(),
        }
    }

    /// A target whose config is written beside its output.
    fn write(folder: &Path, name: &str, config: &str) -> Result<Self> {
        let file: PathBuf = folder.join(format!("{name}.toml"));
        fs::write(&file, config)?;
        Ok(Self::new(file, folder.join(name)))
    }

    /// Generates; into an empty folder, or where everything stands already.
    fn run(&self, fresh: bool) -> Result<()> {
        if fresh && self.out.exists() {
            fs::remove_dir_all(&self.out)?;
        }
        let output: Output = Command::new(env::current_exe()?)
            .arg("codegen")
            .args(["--timings", "--message-format", "json", "--config"])
            .arg(&self.config)
            .arg("--out")
            .arg(&self.out)
            .output()?;
        let printed: String = String::from_utf8_lossy(&output.stderr).into_owned();
        let peak = printed.lines().find(|line| line.contains("peak memory"));
        let peak = peak.and_then(|line| line.split_whitespace().nth(2)?.parse().ok());
        // Findings are no failure here, an output that isn't there is one.
        match (peak, self.out.join("Cargo.toml").exists()) {
            (Some(peak), true) => {
                *self.peak.borrow_mut() = peak;
                Ok(())
            }
            _ => Err(printed.into()),
        }
    }

    /// The processor times of fresh and of unchanged runs, in seconds.
    fn times(&self, rounds: usize) -> Result<[f64; 2]> {
        let mut fresh = || self.run(true);
        let mut unchanged = || self.run(false);
        let times = contest::processes(rounds, &mut [&mut fresh, &mut unchanged])?;
        times.try_into().map_err(|_| "two were measured".into())
    }

    fn peak(&self) -> f64 {
        *self.peak.borrow()
    }
}

/// Prints a time against a goal in seconds, as the share of it that is used.
fn time(name: &str, time: f64, goal: f64) -> Result<()> {
    let values: String = format!("{} of {}", Time(time), Time(goal));
    Ok(table::row(name, values, time / goal, Goal::AtMost(1.0))?)
}

/// Prints the memory of the last run against a goal in MiB, as the share of it that is used.
fn memory(name: &str, target: &Target, goal: f64) -> Result<()> {
    let values: String = format!("{:.1} of {goal} MiB", target.peak());
    Ok(table::row(
        name,
        values,
        target.peak() / goal,
        Goal::AtMost(1.0),
    )?)
}

fn rooms(folder: &Path) -> Result<()> {
    let config: PathBuf = corpus::workspace().join("spec/rooms.toml").canonicalize()?;
    let target: Target = Target::new(config, folder.join("rooms"));
    let [fresh, unchanged] = target.times(9)?;
    time("rooms", fresh, 0.05)?;
    time("rooms, nothing changed", unchanged, 0.05)?;
    let values: String = format!("{:.1} MiB", target.peak());
    Ok(table::row(
        "rooms, most memory",
        values,
        target.peak(),
        Goal::Open,
    )?)
}

/// Ten times the input.
fn growth(folder: &Path) -> Result<()> {
    let target = |types: usize| -> Result<Target> {
        fs::write(folder.join(format!("{types}.yaml")), document(types, true))?;
        let config =
            format!("[input]\ndocuments = [\"{types}.yaml\"]\n[output]\ndirectory = \"out\"\n");
        Target::write(folder, &types.to_string(), &config)
    };
    let (small, large) = (target(150)?, target(1500)?);
    let mut contenders = (|| small.run(true), || large.run(true));
    let times = contest::processes(3, &mut [&mut contenders.0, &mut contenders.1])?;
    let [less, more] = times.try_into().map_err(|_| "two were measured")?;
    table::ratio("ten times the input, time", more, less, Goal::AtMost(11.0))?;
    let values: String = format!("{:.1} / {:.1} MiB", large.peak(), small.peak());
    let ratio: f64 = large.peak() / small.peak();
    Ok(table::row(
        "ten times the input, memory",
        values,
        ratio,
        Goal::AtMost(11.0),
    )?)
}

fn github(folder: &Path) -> Result<()> {
    let Some(document) = corpus::part("corpus/github.json") else {
        return absent("GitHub's API");
    };
    let root: &Path = document.parent().ok_or("a folder")?;
    let config = format!(
        "[input]\nroot = {root:?}\ndocuments = [\"github.json\"]\n[output]\ndirectory = \"out\"\n"
    );
    let target: Target = Target::write(folder, "github", &config)?;
    let mut generate = || target.run(true);
    let mut read = || {
        let done = Command::new(env::current_exe()?)
            .arg(READ)
            .arg(&document)
            .status()?;
        done.success()
            .then_some(())
            .ok_or("it can't be read".into())
    };
    let times = contest::processes(3, &mut [&mut generate, &mut read])?;
    let [generate, read] = times.try_into().map_err(|_| "two were measured")?;
    table::ratio(
        "GitHub's API / reading it",
        generate,
        read,
        Goal::AtMost(6.0),
    )?;
    let values: String = format!("{:.1} MiB", target.peak());
    Ok(table::row(
        "GitHub's API, most memory",
        values,
        target.peak(),
        Goal::Open,
    )?)
}

fn matrix(folder: &Path) -> Result<()> {
    let Some(root) = corpus::part("matrix-spec/v1.19/data") else {
        return absent("the Matrix specification");
    };
    let config = format!(
        "[input]
root = {root:?}
documents = [\"api/*/*.yaml\"]
schemas = [\"event-schemas/schema/*.yaml\"]
[output]
directory = \"out\"
[examples]
refs = \"resolve\"
all_of = \"merge\"
[operations]
base_path = true
"
    );
    let target: Target = Target::write(folder, "matrix", &config)?;
    let [fresh, unchanged] = target.times(5)?;
    time("the Matrix specification", fresh, 0.3)?;
    time("the Matrix specification, nothing changed", unchanged, 0.1)?;
    memory("the Matrix specification, most memory", &target, 70.0)
}

fn absent(what: &str) -> Result<()> {
    let values: &str = "skipped: CORPUS names no folder with it";
    Ok(table::row(what, values, f64::NAN, Goal::Open)?)
}
