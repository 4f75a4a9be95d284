//! What a run of the program touches.

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The folder, streams and style of one run of the program.
pub struct Session<'a> {
    /// The folder that relative paths start from, and where targets are looked for.
    pub folder: PathBuf,
    /// Where results go: differences, lists, machine-readable messages.
    pub out: &'a mut dyn Write,
    /// Where everything else goes: findings for people, progress.
    pub err: &'a mut dyn Write,
    /// Whether people see colours.
    pub styled: bool,
}

impl Session<'_> {
    /// Runs something with the folder and streams of this process. Colours are for terminals whose
    /// owner hasn't set `NO_COLOR`.
    pub fn of_process(body: impl FnOnce(&mut Session<'_>) -> ExitCode) -> ExitCode {
        let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
        let wanted: bool = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let styled: bool = wanted && err.is_terminal() && out.is_terminal();
        match std::env::current_dir() {
            Ok(folder) => body(&mut Session {
                folder,
                out: &mut out,
                err: &mut err,
                styled,
            }),
            Err(error) => {
                // Nobody is left to tell where this fails too.
                let _ = writeln!(err, "error: the current folder can't be read: {error}");
                ExitCode::FAILURE
            }
        }
    }

    /// A path as people here would write it: relative to the folder of the run where it lies in
    /// it.
    pub(super) fn shown<'p>(&self, path: &'p Path) -> std::path::Display<'p> {
        path.strip_prefix(&self.folder).unwrap_or(path).display()
    }

    /// Prints a line of progress: what is done, right-aligned, and to what.
    pub(super) fn status(&mut self, verb: &str, what: impl Display) -> io::Result<()> {
        if self.styled {
            writeln!(self.err, "\x1b[1;32m{verb:>12}\x1b[0m {what}")
        } else {
            writeln!(self.err, "{verb:>12} {what}")
        }
    }

    /// Prints what keeps the run from going on.
    pub(super) fn error(&mut self, message: impl Display) -> io::Result<()> {
        if self.styled {
            writeln!(self.err, "\x1b[1;31merror\x1b[0m: {message}")
        } else {
            writeln!(self.err, "error: {message}")
        }
    }
}

/// A number of things: `1 file`, `2 files`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let ending: &str = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
