//! How long the parts of a run take, and how much memory it holds.

use std::{
    fs, io,
    time::{Duration, Instant},
};

use super::session::Session;

/// Measures the parts of a run, one after another.
pub(super) struct Clock {
    parts: Vec<Part>,
    running: Option<(String, Moment)>,
}

/// One part that has ended.
struct Part {
    name: String,
    wall: Duration,
    cpu: Option<Duration>,
}

/// A moment, by both clocks.
#[derive(Clone, Copy)]
struct Moment {
    wall: Instant,
    cpu: Option<Duration>,
}

impl Moment {
    fn now() -> Self {
        Self {
            wall: Instant::now(),
            cpu: thread_cpu(),
        }
    }
}

impl Clock {
    /// Nothing is measured yet.
    pub(super) fn new() -> Self {
        Self {
            parts: Vec::new(),
            running: None,
        }
    }

    /// Ends the part that runs, if one does, and begins another.
    pub(super) fn begin(&mut self, name: impl ToString) {
        self.end();
        self.running = Some((name.to_string(), Moment::now()));
    }

    /// Ends the part that runs, if one does.
    pub(super) fn end(&mut self) {
        if let Some((name, began)) = self.running.take() {
            let now: Moment = Moment::now();
            let cpu = now.cpu.zip(began.cpu);
            self.parts.push(Part {
                name,
                wall: now.wall.saturating_duration_since(began.wall),
                cpu: cpu.map(|(now, began)| now.saturating_sub(began)),
            });
        }
    }

    /// All parts together, by the clock on the wall.
    pub(super) fn total(&self) -> Duration {
        self.parts.iter().map(|part| part.wall).sum()
    }

    /// Prints a table of all parts and the most memory that the process has held.
    pub(super) fn print(&self, session: &mut Session<'_>) -> io::Result<()> {
        let cpu: Option<Duration> = self.parts.iter().map(|part| part.cpu).sum();
        let total: Part = Part {
            name: "total".to_owned(),
            wall: self.total(),
            cpu,
        };
        writeln!(session.err, "{:>12} {:>10} {:>10}", "stage", "wall", "cpu")?;
        for part in self.parts.iter().chain([&total]) {
            let (name, wall) = (&part.name, milliseconds(part.wall));
            let cpu: String = part.cpu.map_or_else(|| "?".to_owned(), milliseconds);
            writeln!(session.err, "{name:>12} {wall:>10} {cpu:>10}")?;
        }
        match peak_memory() {
            Some(kibibytes) => {
                let mebibytes: f64 = f64::from(kibibytes) / 1024.0;
                writeln!(session.err, "{:>12} {mebibytes:>6.1} MiB", "peak memory")
            }
            None => writeln!(
                session.err,
                "{:>12} unknown on this platform",
                "peak memory"
            ),
        }
    }
}

/// A duration in milliseconds.
pub(super) fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0)
}

/// How long this thread has run on a processor; Linux only.
fn thread_cpu() -> Option<Duration> {
    let text: String = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// The most memory that this process has held, in KiB; Linux only.
fn peak_memory() -> Option<u32> {
    let text: String = fs::read_to_string("/proc/self/status").ok()?;
    let line: &str = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_and_add_up() {
        let mut clock: Clock = Clock::new();
        clock.begin("one");
        std::thread::sleep(Duration::from_millis(2));
        clock.begin("two");
        clock.end();
        clock.end();
        let names: Vec<&str> = clock.parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["one", "two"]);
        assert!(clock.total() >= Duration::from_millis(2));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_says_how_much_was_used() {
        assert!(peak_memory().is_some_and(|kibibytes| kibibytes > 100));
        assert!(thread_cpu().is_some());
    }
}
