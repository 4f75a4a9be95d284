//! The rows that benches print.

use std::{
    fmt,
    io::{self, Write as _},
};

/// What a figure should be.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// Not more than this.
    AtMost(f64),
    /// Not less than this.
    AtLeast(f64),
    /// The figure is for information.
    Open,
}

impl Goal {
    fn is_met(self, figure: f64) -> bool {
        match self {
            Self::AtMost(most) => figure <= most,
            Self::AtLeast(least) => figure >= least,
            Self::Open => true,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(most) => write!(f, "≤ {most}"),
            Self::AtLeast(least) => write!(f, "≥ {least}"),
            Self::Open => Ok(()),
        }
    }
}

/// Prints what the rows below are about.
///
/// # Errors
///
/// If nobody listens.
pub fn title(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "\n{text}")?;
    out.flush()
}

/// Prints one figure, the two values that it comes from in words, and its goal.
///
/// # Errors
///
/// If nobody listens.
pub fn row(name: &str, values: impl fmt::Display, figure: f64, goal: Goal) -> io::Result<()> {
    let verdict: &str = match goal.is_met(figure) {
        true => "",
        false => "  MISSED",
    };
    let (values, goal) = (values.to_string(), goal.to_string());
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "  {name:<44} {values:<26} {figure:>7.2}  {goal}{verdict}"
    )?;
    out.flush()
}

/// Prints our time and another one as a ratio.
///
/// # Errors
///
/// If nobody listens.
pub fn ratio(name: &str, ours: f64, theirs: f64, goal: Goal) -> io::Result<()> {
    let values: String = format!("{} / {}", Time(ours), Time(theirs));
    row(name, values, ours / theirs, goal)
}

/// Prints how much faster we are than another way, in bytes per second of an input.
///
/// # Errors
///
/// If nobody listens.
pub fn speed(name: &str, bytes: usize, ours: f64, theirs: f64, goal: Goal) -> io::Result<()> {
    let rate = |time: f64| bytes as f64 / time / 1e6;
    let values: String = format!("{:.0} / {:.0} MB/s", rate(ours), rate(theirs));
    row(name, values, theirs / ours, goal)
}

/// A time in seconds with a unit that suits it.
#[derive(Clone, Copy, Debug)]
pub struct Time(pub f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            time if time < 1e-6 => write!(f, "{:.1} ns", time * 1e9),
            time if time < 1e-3 => write!(f, "{:.2} µs", time * 1e6),
            time if time < 1.0 => write!(f, "{:.1} ms", time * 1e3),
            time => write!(f, "{time:.2} s"),
        }
    }
}
