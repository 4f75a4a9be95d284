//! The tasks of this workspace: the commands of [`typewright::cli`], and those that only this
//! repository needs.

mod bench;
mod ci;
mod fuzz;
mod snapshots;
mod tidy;

use std::{io, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use typewright::cli::{self, Session};
use xtask::corpus;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The tasks of this workspace.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    #[command(flatten)]
    Typewright(cli::Command),
    /// Measures the code, and fails where it breaks a rule of the house.
    Tidy,
    /// Runs the generator over damaged documents.
    Fuzz(fuzz::Options),
    /// Generates crates from real documents and compiles them.
    Corpus(corpus::Options),
    /// Prints figures of speed as ratios against what else does the same work.
    Bench(bench::Options),
    /// Runs everything that has to pass before a change lands, except the tests.
    Ci,
}

fn main() -> ExitCode {
    let arguments: Arguments = Arguments::parse();
    Session::of_process(|session| {
        let done: io::Result<bool> = match &arguments.task {
            Task::Typewright(command) => return cli::execute(command, "cargo xtask", session),
            Task::Tidy => tidy::run(&workspace(), session.out),
            Task::Fuzz(options) => fuzz::run(options, &workspace(), session.out),
            Task::Corpus(options) => corpus::run(options, &workspace(), session.out),
            Task::Bench(options) => bench::run(options, &workspace()),
            Task::Ci => ci::run(&workspace(), session),
        };
        match done {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                // Nobody is left to tell where this fails too.
                let _ = writeln!(session.err, "error: {error}");
                ExitCode::FAILURE
            }
        }
    })
}

/// The workspace's folder: this program is only ever run by Cargo, from its sources.
fn workspace() -> PathBuf {
    let package: PathBuf = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    package.parent().map_or(package.clone(), ToOwned::to_owned)
}
