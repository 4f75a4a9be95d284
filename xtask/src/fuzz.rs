//! `fuzz`: the generator over damaged documents.
//!
//! A run is a number: seed and case say which documents are taken and how they are damaged, on
//! every machine with the same documents. The cases run in a child process, so that not even a
//! stack overflow ends the search; what was found is written under `target/fuzz`, to become a
//! fixture.

mod inputs;
mod mutate;
mod nodes;
mod random;
mod worker;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use clap::Args;

use self::{inputs::Input, random::Random};

/// How long and from where the fuzzer runs.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// How long, in seconds.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// What the choices begin with; the same seed makes the same ones.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The case to begin with.
    #[arg(long, default_value_t = 0)]
    case: u64,
    /// Runs the cases in this process.
    #[arg(long, hide = true)]
    worker: bool,
}

impl Options {
    /// A run of some seconds from the first seed.
    pub(crate) fn for_seconds(seconds: u64) -> Self {
        Self {
            seconds,
            seed: 1,
            case: 0,
            worker: false,
        }
    }
}

/// Runs cases until the time is over; says whether nothing was found.
pub(crate) fn run(options: &Options, workspace: &Path, out: &mut dyn Write) -> io::Result<bool> {
    let folder: PathBuf = workspace.join("target/fuzz");
    fs::create_dir_all(&folder)?;
    let inputs: Vec<Input> = inputs::all(workspace)?;
    if inputs.is_empty() {
        writeln!(out, "there are no documents to damage")?;
        return Ok(false);
    }
    if options.worker {
        return worker::run(options, &inputs, &folder);
    }
    let began: Instant = Instant::now();
    let Some((cases, found)) = search(options, &inputs, &folder)? else {
        writeln!(out, "the fuzzer itself failed")?;
        return Ok(false);
    };
    let (took, seed) = (began.elapsed().as_secs_f64(), options.seed);
    writeln!(
        out,
        "{cases} cases over {} inputs in {took:.1} s, seed {seed}",
        inputs.len()
    )?;
    if found > 0 {
        writeln!(
            out,
            "error: {found} findings under `target/fuzz`; each becomes a fixture"
        )?;
    }
    Ok(found == 0)
}

/// Runs workers until the time is over; says how many cases there were and how many findings.
/// None if a worker doesn't even begin.
fn search(options: &Options, inputs: &[Input], folder: &Path) -> io::Result<Option<(u64, usize)>> {
    let began: Instant = Instant::now();
    let end: Duration = Duration::from_secs(options.seconds);
    let file: PathBuf = folder.join("progress");
    let mut next: u64 = options.case;
    let mut found: usize = 0;
    // A worker that dies takes its case with it, and the next one begins behind it.
    while began.elapsed() < end {
        let left: Duration = end.saturating_sub(began.elapsed());
        let _ = fs::remove_file(&file);
        let status = Command::new(std::env::current_exe()?)
            .args([
                "fuzz",
                "--worker",
                "--seconds",
                &left.as_secs().max(1).to_string(),
            ])
            .args([
                "--seed",
                &options.seed.to_string(),
                "--case",
                &next.to_string(),
            ])
            .status()?;
        let Some(progress) = worker::Progress::read(&file) else {
            return Ok(None);
        };
        found += progress.found;
        next = progress.case + 1;
        if !progress.complete {
            let case: Case = Case {
                seed: options.seed,
                number: progress.case,
            };
            case.save(inputs, folder, &format!("the process died: {status}"))?;
            found += 1;
        }
    }
    Ok(Some((next - options.case, found)))
}

/// One choice of documents and damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Case {
    seed: u64,
    number: u64,
}

impl Case {
    /// The input that it takes, with the damage done.
    fn input(self, inputs: &[Input]) -> Option<Input> {
        let mut random: Random = Random::new(self.seed, self.number);
        let mut input: Input = random.pick(inputs)?.clone();
        mutate::damage(&mut input, inputs, &mut random);
        Some(input)
    }

    /// Writes the damaged documents and what they did.
    fn save(self, inputs: &[Input], folder: &Path, what: &str) -> io::Result<PathBuf> {
        let folder: PathBuf = folder.join(format!("{}-{}", self.seed, self.number));
        fs::create_dir_all(&folder)?;
        if let Some(input) = self.input(inputs) {
            for (path, text) in &input.documents {
                let file: PathBuf = folder.join("documents").join(path);
                if let Some(parent) = file.parent() {
                    fs::create_dir_all(parent)?;
                }
                fs::write(file, text)?;
            }
            fs::write(folder.join("target.toml"), &input.config)?;
            fs::write(
                folder.join("finding.txt"),
                format!("{}: {what}\n", input.name),
            )?;
        }
        Ok(folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs() -> Vec<Input> {
        let text: &str = "openapi: 3.1.0\ninfo:\n  title: A\n  version: '1'\npaths:\n  /a: {}\n";
        vec![
            Input::single("a.yaml", text),
            Input::single("b.json", "{\"openapi\": \"3.1.0\", \"x\": [1, 2]}"),
        ]
    }

    #[test]
    fn a_case_is_the_same_every_time_and_cases_differ() {
        let inputs: Vec<Input> = inputs();
        let texts = |seed: u64| -> Vec<String> {
            (0..200)
                .map(|number| Case { seed, number }.input(&inputs).unwrap())
                .map(|input| input.documents.into_values().collect())
                .collect()
        };
        assert_eq!(texts(1), texts(1));
        assert_ne!(texts(1), texts(2));
        let distinct: std::collections::BTreeSet<String> = texts(1).into_iter().collect();
        assert!(distinct.len() > 100, "{}", distinct.len());
    }

    #[test]
    fn a_finding_is_written_with_its_documents() {
        let folder = tempfile::tempdir().unwrap();
        let case: Case = Case { seed: 7, number: 3 };
        let saved: PathBuf = case.save(&inputs(), folder.path(), "it panicked").unwrap();
        assert!(
            fs::read_to_string(saved.join("finding.txt"))
                .unwrap()
                .ends_with("it panicked\n")
        );
        assert_eq!(fs::read_dir(saved.join("documents")).unwrap().count(), 1);
        assert!(
            typewright::Config::parse(&fs::read_to_string(saved.join("target.toml")).unwrap(), "x")
                .is_ok()
        );
    }
}
