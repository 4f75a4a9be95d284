//! The command line: all input and output of the generator.
//!
//! [`main`] is a whole program; [`run`] is the same with everything it touches passed in, for
//! programs that add commands of their own, and for tests; [`Command`] can be flattened into such a
//! program's own arguments.
//!
//! ```
//! use std::process::ExitCode;
//!
//! use typewright::cli::{self, Session};
//!
//! let (mut out, mut err) = (Vec::new(), Vec::new());
//! let mut session = Session {
//!     folder: std::env::temp_dir(),
//!     out: &mut out,
//!     err: &mut err,
//!     styled: false,
//! };
//! assert_eq!(cli::run(["typewright", "schema"], &mut session), ExitCode::SUCCESS);
//! assert!(out.starts_with(b"{"));
//! ```

mod args;
mod check;
mod codegen;
mod directory;
mod explain;
mod list;
mod manifest;
mod message;
mod plan;
mod record;
mod session;
mod target;
mod timings;
mod watch;
mod write;

pub use self::{args::Command, directory::Directory, session::Session};

use std::{ffi::OsString, io, process::ExitCode};

use clap::Parser as _;

use self::args::Arguments;
use crate::config::Config;

/// Runs the program with the arguments, folder and streams of this process.
///
/// This is the whole of a program of one's own, such as `src/main.rs` of a package `xtask` in a
/// workspace with configs in `spec/`:
///
/// ```no_run
/// use std::process::ExitCode;
///
/// fn main() -> ExitCode {
///     typewright::cli::main()
/// }
/// ```
pub fn main() -> ExitCode {
    Session::of_process(|session| run(std::env::args_os(), session))
}

/// Runs the program. The first argument is what it is called, which is how it names itself in
/// advice: `"typewright"`, or `"cargo xtask"` for a program around it.
///
/// The code is 0 where all went well, 1 where documents, config or output are wrong, 2 where the
/// arguments are.
pub fn run<I, A>(arguments: I, session: &mut Session<'_>) -> ExitCode
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let program: String = arguments
        .first()
        .and_then(|first| std::path::Path::new(first).file_stem())
        .map_or_else(
            || "typewright".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => execute(&arguments.command, &program, session),
        Err(error) => {
            let text = error.render();
            let printed = match (error.use_stderr(), session.styled) {
                (true, true) => write!(session.err, "{}", text.ansi()),
                (true, false) => write!(session.err, "{text}"),
                (false, true) => write!(session.out, "{}", text.ansi()),
                (false, false) => write!(session.out, "{text}"),
            };
            ended(printed.map(|()| error.exit_code() == 0), 2)
        }
    }
}

/// Runs one command that is already parsed; `program` is how it names itself in advice.
pub fn execute(command: &Command, program: &str, session: &mut Session<'_>) -> ExitCode {
    let done = match command {
        Command::Codegen(options) if options.watch => watch::run(options, program, session),
        Command::Codegen(options) => codegen::run(options, program, session),
        Command::List(options) => list::run(options, session),
        Command::Explain(options) => explain::run(options, session),
        Command::Schema => write_schema(session),
    };
    ended(done, 1)
}

fn write_schema(session: &mut Session<'_>) -> io::Result<bool> {
    let schema: String = serde_json::to_string_pretty(&Config::json_schema())?;
    writeln!(session.out, "{schema}")?;
    Ok(true)
}

/// The exit code of a command that said whether all is well; a reader that left early is no
/// failure of ours.
fn ended(done: io::Result<bool>, failure: u8) -> ExitCode {
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        _ => ExitCode::from(failure),
    }
}

#[cfg(test)]
mod tests;
