//! `list`: the operations and types of targets.

use std::io;

use super::{
    args::{Choice, MessageFormat},
    codegen,
    message::Messages,
    session::{Session, counted},
    target,
};
use crate::generator::Report;

/// Prints a table for each target.
pub(super) fn run(choice: &Choice, session: &mut Session<'_>) -> io::Result<bool> {
    let Some(targets) = target::choose(choice, &mut Messages::new(MessageFormat::Human), session)?
    else {
        return Ok(false);
    };
    let mut complete: bool = true;
    for target in targets {
        match codegen::report(&target, session)? {
            Some(report) => print(&target.name, &report, session)?,
            None => complete = false,
        }
    }
    Ok(complete)
}

fn print(name: &str, report: &Report, session: &mut Session<'_>) -> io::Result<()> {
    let out = &mut session.out;
    let operations: String = counted(report.operations.len(), "operation");
    let types: String = counted(report.types.len(), "type");
    writeln!(out, "{name}: {operations}, {types}")?;
    for operation in &report.operations {
        let (name, method, path) = (&operation.name, &operation.method, &operation.path);
        writeln!(out, "  {name}  {method} {path}  {}", operation.place)?;
    }
    for made in &report.types {
        let place: String = made
            .places
            .first()
            .map_or_else(String::new, ToString::to_string);
        writeln!(out, "  {}  {place}", made.path)?;
    }
    for skipped in &report.skipped {
        writeln!(
            out,
            "  not generated: {}, {} ({})",
            skipped.what, skipped.reason, skipped.place
        )?;
    }
    Ok(())
}
