//! What came of the documents, as a table.

use std::io::{self, Write};

use super::{compile::Lints, generate::Made};

/// One document.
#[derive(Debug)]
pub(super) struct Row {
    /// What it is called.
    pub(super) name: String,
    /// What the generator made of it; or how it died.
    pub(super) made: Result<Made, String>,
    /// What the compiler said, if it was asked.
    pub(super) compiled: Option<Lints>,
    /// What rustdoc said, if it was asked.
    pub(super) documented: Option<Lints>,
}

impl Row {
    /// Whether nothing is wrong on our side.
    pub(super) fn is_well(&self) -> bool {
        let said = self.compiled.iter().chain(&self.documented);
        let silent: bool = said.fold(true, |well, lints| {
            well && lints.errors.is_empty() && lints.warnings.is_empty()
        });
        let made = |made: &Made| made.own.is_empty() && made.lost.is_empty();
        silent && self.made.as_ref().is_ok_and(made)
    }
}

/// Prints the table.
pub(super) fn print(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<44} {:>8} {:>7} {:>7} {:>5} {:>16} {:>6} {:>6} {:>5}  operations",
        "document", "ms", "MiB", "lines", "long", "deny/warn/note", "rustc", "clippy", "docs"
    )?;
    for row in rows {
        let well: &str = if row.is_well() { "" } else { "  ✗" };
        match &row.made {
            Ok(made) => writeln!(out, "{:<44} {}{well}", row.name, line(row, made))?,
            Err(error) => writeln!(out, "{:<44} died: {error}", row.name)?,
        }
    }
    let failed: usize = rows.iter().filter(|row| !row.is_well()).count();
    writeln!(
        out,
        "{} documents, {failed} with something wrong",
        rows.len()
    )
}

fn line(row: &Row, made: &Made) -> String {
    let count = |lints: &Option<Lints>, of: fn(&Lints) -> usize| {
        lints
            .as_ref()
            .map_or_else(|| "-".to_owned(), |lints| of(lints).to_string())
    };
    let memory: String = made.memory.map_or_else(
        || "?".to_owned(),
        |kibibytes| (kibibytes / 1024).to_string(),
    );
    let mut lost: String = match made.lost.len() {
        0 => String::new(),
        lost => format!(" + {lost} lost"),
    };
    if !made.own.is_empty() {
        lost.push_str(&format!("; {} own findings", made.own.len()));
    }
    format!(
        "{:>8} {memory:>7} {:>7} {:>5} {:>16} {:>6} {:>6} {:>5}  {} = {} + {}{lost}",
        made.time.as_millis(),
        made.lines,
        made.long.len(),
        format!("{}/{}/{}", made.denied, made.warned, made.noted),
        count(&row.compiled, |lints| lints.errors.len()),
        count(&row.compiled, |lints| lints.warnings.len()),
        count(&row.documented, |lints| lints.errors.len()
            + lints.warnings.len()),
        made.operations,
        made.emitted,
        made.named,
    )
}

/// Prints what was found, document by document.
pub(super) fn findings(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        let said = row.compiled.iter().chain(&row.documented);
        let texts = said.flat_map(|lints| lints.errors.iter().chain(&lints.warnings));
        for text in texts {
            writeln!(out, "── {}\n{}", row.name, text.trim_end())?;
        }
        if let Ok(made) = &row.made {
            for text in made.own.iter().chain(&made.lost) {
                writeln!(out, "── {}\n{text}", row.name)?;
            }
            for (path, lines) in &made.long {
                writeln!(out, "── {}\n{path} has {lines} lines", row.name)?;
            }
        }
    }
    Ok(())
}
