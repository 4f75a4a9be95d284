//! The process that runs the cases.

use std::{
    fs, io,
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::{Duration, Instant},
};

use typewright::{Generator, Output};

use super::{Case, Options, inputs::Input};

/// How long one case may take.
const LONGEST: Duration = Duration::from_secs(10);
/// How much memory the process may hold while a case runs, in KiB (Linux only).
const MOST_MEMORY: u64 = 2 << 20;
/// How often the memory is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// Every how many cases the output itself is checked as well.
const CHECKED: u64 = 8;
/// Stack of the thread that generates: what programs' main threads have.
const STACK: usize = 8 << 20;

/// How far a worker came, which a parent reads when it has died.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// The case that was begun last.
    pub(super) case: u64,
    /// Whether it ended well.
    pub(super) complete: bool,
    /// How many findings were written.
    pub(super) found: usize,
}

impl Progress {
    /// The progress that a file holds.
    pub(super) fn read(file: &Path) -> Option<Self> {
        let text: String = fs::read_to_string(file).ok()?;
        let mut words = text.split_whitespace();
        Some(Self {
            case: words.next()?.parse().ok()?,
            complete: words.next()?.parse().ok()?,
            found: words.next()?.parse().ok()?,
        })
    }

    fn write(&self, file: &Path) -> io::Result<()> {
        fs::write(
            file,
            format!("{} {} {}\n", self.case, self.complete, self.found),
        )
    }
}

/// Runs cases until the time is over or one can't be stopped; says whether nothing was found.
pub(super) fn run(options: &Options, inputs: &[Input], folder: &Path) -> io::Result<bool> {
    let began: Instant = Instant::now();
    let end: Duration = Duration::from_secs(options.seconds);
    let file = folder.join("progress");
    let last_panic: Arc<Mutex<String>> = Arc::default();
    remember_panics(Arc::clone(&last_panic));
    let mut progress: Progress = Progress {
        case: options.case,
        complete: false,
        found: 0,
    };
    let mut seen: Vec<String> = Vec::new();
    loop {
        progress.complete = false;
        progress.write(&file)?;
        let case: Case = Case {
            seed: options.seed,
            number: progress.case,
        };
        let Some(input) = case.input(inputs) else {
            break;
        };
        let check: bool = progress.case.is_multiple_of(CHECKED);
        let verdict: Verdict = judge(move || generate(&input, check), &last_panic);
        let stuck: bool = matches!(verdict, Verdict::Stuck(_));
        if let Verdict::Broken(what) | Verdict::Stuck(what) = verdict
            && !seen.contains(&what)
        {
            case.save(inputs, folder, &what)?;
            progress.found += 1;
            seen.push(what);
        }
        progress.complete = true;
        // A thread can't be ended: a new process goes on behind this case.
        if stuck || began.elapsed() >= end {
            break;
        }
        progress.case += 1;
    }
    progress.complete = true;
    progress.write(&file)?;
    Ok(progress.found == 0)
}

/// Keeps the place and text of the last panic instead of printing them.
fn remember_panics(last: Arc<Mutex<String>>) {
    panic::set_hook(Box::new(move |info| {
        *last.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
    }));
}

/// What came of a case.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// Nothing to complain about.
    Fine,
    /// A finding.
    Broken(String),
    /// A finding, and the case still runs.
    Stuck(String),
}

/// Does a case's work in a thread of its own and watches it.
fn judge(
    work: impl FnOnce() -> Result<(), String> + Send + 'static,
    last_panic: &Mutex<String>,
) -> Verdict {
    let (sender, receiver) = channel();
    let began: Instant = Instant::now();
    let spawned = thread::Builder::new().stack_size(STACK).spawn(move || {
        // The receiver is gone where the time was over.
        let _ = sender.send(panic::catch_unwind(AssertUnwindSafe(work)).ok());
    });
    if let Err(error) = spawned {
        return Verdict::Broken(format!("no thread could be started: {error}"));
    }
    match wait(&receiver, began) {
        Ok(Some(Ok(()))) => Verdict::Fine,
        Ok(Some(Err(what))) => Verdict::Broken(what),
        Ok(None) => {
            let text: String = last_panic
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            Verdict::Broken(text)
        }
        Err(what) => Verdict::Stuck(what),
    }
}

/// Waits for a result while time and memory last.
fn wait<T>(receiver: &Receiver<T>, began: Instant) -> Result<T, String> {
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => return Err("its thread vanished".to_owned()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if began.elapsed() > LONGEST {
            return Err(format!("it runs for more than {} s", LONGEST.as_secs()));
        }
        if memory().is_some_and(|held| held > MOST_MEMORY) {
            return Err(format!("it holds more than {} MiB", MOST_MEMORY >> 10));
        }
    }
}

/// Generates; where the output is to be checked, a second time, and reads the code.
fn generate(input: &Input, check: bool) -> Result<(), String> {
    let generator: Generator = Generator::new(input.config());
    let output: Output = generator.generate(&input.source());
    if !check {
        return Ok(());
    }
    if generator.generate(&input.source()).files != output.files {
        return Err("two runs made different files".to_owned());
    }
    for (path, text) in &output.files {
        if path.ends_with(".rs")
            && let Err(error) = syn::parse_file(text)
        {
            return Err(format!("`{path}` is no Rust: {error}"));
        }
    }
    Ok(())
}

/// The memory that this process holds, in KiB; Linux only.
fn memory() -> Option<u64> {
    let text: String = fs::read_to_string("/proc/self/status").ok()?;
    let line: &str = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("progress");
        assert_eq!(Progress::read(&file), None);
        let progress: Progress = Progress {
            case: 7,
            complete: true,
            found: 2,
        };
        progress.write(&file).unwrap();
        assert_eq!(Progress::read(&file), Some(progress));
    }

    #[test]
    fn panics_and_complaints_are_findings() {
        let last: Arc<Mutex<String>> = Arc::default();
        remember_panics(Arc::clone(&last));
        assert_eq!(judge(|| Ok(()), &last), Verdict::Fine);
        assert_eq!(
            judge(|| Err("bad".to_owned()), &last),
            Verdict::Broken("bad".to_owned())
        );
        let panicked: Verdict = judge(|| panic!("no such thing"), &last);
        let _ = panic::take_hook();
        assert!(matches!(panicked, Verdict::Broken(what) if what.contains("no such thing")));
    }

    #[test]
    fn a_result_is_waited_for_and_a_vanished_thread_is_noticed() {
        let (sender, receiver) = channel();
        sender.send(1).unwrap();
        drop(sender);
        assert_eq!(wait(&receiver, Instant::now()), Ok(1));
        assert!(wait(&receiver, Instant::now()).is_err());
    }

    #[test]
    fn a_case_that_takes_too_long_is_given_up() {
        let (_sender, receiver) = channel::<()>();
        let began = Instant::now().checked_sub(LONGEST).unwrap();
        assert!(wait(&receiver, began).unwrap_err().contains("10 s"));
    }
}
