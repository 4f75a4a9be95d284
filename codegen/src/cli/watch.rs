//! `codegen --watch`: generating again whenever documents or configs change.

use std::{
    io,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{args::Codegen, codegen, message::Messages, session::Session, target::Target};

/// How long nothing has to change before a run: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// Generates now and after every change, until the process is ended or nothing can be watched.
///
/// A config that was readable once may be broken for a while: what it named before is watched on.
pub(super) fn run(options: &Codegen, program: &str, session: &mut Session<'_>) -> io::Result<bool> {
    let mut watched: Option<Watched> = None;
    loop {
        let mut messages: Messages = Messages::new(options.message_format);
        match codegen::targets(options, &mut messages, session)? {
            Some(targets) => {
                // Watching begins before the run, so that no change falls between.
                watched = Some(Watched::begin(&targets)?);
                codegen::run(options, program, session)?;
            }
            None => messages.finish(session)?,
        }
        let Some(watched) = &watched else {
            return Ok(false);
        };
        session.status("watching", "for changes")?;
        session.err.flush()?;
        let counts = |event: &Event| is_change(event, &watched.outputs);
        let mut failed = |error: notify::Error| {
            session.error(format_args!("a change may have been missed: {error}"))?;
            session.err.flush()
        };
        if !settle(&watched.changes, QUIET, counts, &mut failed)? {
            return Ok(false);
        }
    }
}

/// The folders of some targets, being watched.
struct Watched {
    changes: Receiver<notify::Result<Event>>,
    outputs: Vec<PathBuf>,
    /// Watches until it is dropped.
    _watcher: RecommendedWatcher,
}

impl Watched {
    fn begin(targets: &[Target]) -> io::Result<Self> {
        let (sender, changes) = channel();
        let mut watcher: RecommendedWatcher = notify::recommended_watcher(sender).map_err(other)?;
        for target in targets {
            watcher
                .watch(&target.root, RecursiveMode::Recursive)
                .map_err(other)?;
            if let Some(home) = target.file.as_deref().and_then(Path::parent) {
                watcher
                    .watch(home, RecursiveMode::NonRecursive)
                    .map_err(other)?;
            }
        }
        Ok(Self {
            changes,
            outputs: targets.iter().map(|target| target.output.clone()).collect(),
            _watcher: watcher,
        })
    }
}

fn other(error: notify::Error) -> io::Error {
    io::Error::other(error)
}

/// Whether an event is about something that a run reads. That a file was looked at is none, nor is
/// what a run itself writes. Events that were lost may have been about anything.
fn is_change(event: &Event, outputs: &[PathBuf]) -> bool {
    if event.need_rescan() {
        return true;
    }
    !matches!(event.kind, EventKind::Access(_))
        && event
            .paths
            .iter()
            .any(|path| !outputs.iter().any(|output| path.starts_with(output)))
}

/// Waits for a change and then until none has come for a while; says whether more can come. What
/// goes wrong with watching is given to `failed`.
fn settle(
    changes: &Receiver<notify::Result<Event>>,
    quiet: Duration,
    counts: impl Fn(&Event) -> bool,
    failed: &mut dyn FnMut(notify::Error) -> io::Result<()>,
) -> io::Result<bool> {
    loop {
        match changes.recv() {
            Ok(Ok(event)) if counts(&event) => break,
            Ok(Ok(_)) => {}
            Ok(Err(error)) => failed(error)?,
            Err(_) => return Ok(false),
        }
    }
    loop {
        match changes.recv_timeout(quiet) {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => failed(error)?,
            Err(RecvTimeoutError::Timeout) => return Ok(true),
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use notify::event::{AccessKind, ModifyKind};

    use super::*;

    fn event(kind: EventKind, path: &str) -> notify::Result<Event> {
        Ok(Event::new(kind).add_path(path.into()))
    }

    #[test]
    fn several_changes_are_one_and_reads_and_own_writes_are_none() {
        let (sender, changes) = channel();
        let outputs: Vec<PathBuf> = vec!["/out".into()];
        let quiet: Duration = Duration::from_millis(40);
        let writer = std::thread::spawn(move || {
            sender
                .send(event(EventKind::Access(AccessKind::Any), "/in/a"))
                .unwrap();
            sender
                .send(event(EventKind::Modify(ModifyKind::Any), "/out/a"))
                .unwrap();
            sender.send(Err(notify::Error::generic("lost"))).unwrap();
            for _ in 0..3 {
                std::thread::sleep(Duration::from_millis(10));
                sender
                    .send(event(EventKind::Modify(ModifyKind::Any), "/in/a"))
                    .unwrap();
            }
            std::thread::sleep(Duration::from_millis(400));
            drop(sender);
        });
        let began: Instant = Instant::now();
        let mut errors: Vec<String> = Vec::new();
        let mut failed = |error: notify::Error| {
            errors.push(error.to_string());
            Ok(())
        };
        let counts = |event: &Event| is_change(event, &outputs);
        assert!(settle(&changes, quiet, counts, &mut failed).unwrap());
        assert!(began.elapsed() >= Duration::from_millis(30) + quiet);
        assert!(
            !settle(&changes, quiet, counts, &mut failed).unwrap(),
            "nothing more comes"
        );
        assert_eq!(errors, ["lost"]);
        writer.join().unwrap();
    }
}
