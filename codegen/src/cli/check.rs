//! Showing what a run would change.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use similar::TextDiff;

use super::{
    args::MessageFormat,
    plan::{Change, Plan},
    session::Session,
};

/// Lines of one file's difference that are shown.
const MOST_LINES: usize = 400;

/// Prints a unified diff of everything that a plan would change; beside the findings where those
/// are for machines.
pub(super) fn print(
    plan: &Plan,
    format: MessageFormat,
    session: &mut Session<'_>,
) -> io::Result<()> {
    let styled: bool = session.styled;
    let names: Vec<String> = plan
        .changes
        .iter()
        .map(|change| plan.folder.join(&change.path))
        .map(|file| session.shown(&file).to_string().replace('\\', "/"))
        .collect();
    let out: &mut dyn Write = match format {
        MessageFormat::Human => session.out,
        MessageFormat::Json | MessageFormat::Sarif => session.err,
    };
    for (change, name) in plan.changes.iter().zip(&names) {
        let diff: String = unified(change, name);
        let mut lines = diff.lines();
        for line in lines.by_ref().take(MOST_LINES) {
            print_line(line, styled, out)?;
        }
        let left: usize = lines.count();
        if left > 0 {
            writeln!(out, "… and {left} more lines of `{name}`")?;
        }
    }
    Ok(())
}

/// The difference of one file, as `diff -u` writes it.
fn unified(change: &Change, name: &str) -> String {
    let old: Cow<'_, str> = String::from_utf8_lossy(change.old.as_deref().unwrap_or_default());
    let new: &str = change.new.as_deref().unwrap_or_default();
    let old_name: String = match change.old {
        Some(_) => format!("a/{name}"),
        None => "/dev/null".to_owned(),
    };
    let new_name: String = match change.new {
        Some(_) => format!("b/{name}"),
        None => "/dev/null".to_owned(),
    };
    let diff = TextDiff::from_lines(old.as_ref(), new);
    diff.unified_diff()
        .context_radius(3)
        .header(&old_name, &new_name)
        .to_string()
}

fn print_line(line: &str, styled: bool, out: &mut dyn Write) -> io::Result<()> {
    let color: Option<u8> = match line.chars().next() {
        _ if line.starts_with("+++") || line.starts_with("---") => Some(1),
        Some('+') => Some(32),
        Some('-') => Some(31),
        Some('@') => Some(36),
        _ => None,
    };
    match color {
        Some(color) if styled => writeln!(out, "\x1b[{color}m{line}\x1b[0m"),
        _ => writeln!(out, "{line}"),
    }
}
