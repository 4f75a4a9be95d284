//! Printing findings.

use std::{io, path::Path};

use serde_json::{Value, json};

use super::{
    args::MessageFormat,
    session::{Session, counted},
    target::Target,
};
use crate::{
    config::ConfigError,
    diagnostic::{Colour, Diagnostic, Level, Report},
    source::Source,
};

/// The findings of a run, printed as they come or collected for the end, as the format asks.
pub(super) struct Messages {
    format: MessageFormat,
    /// One SARIF run for each target.
    runs: Vec<Value>,
}

impl Messages {
    /// None yet.
    pub(super) fn new(format: MessageFormat) -> Self {
        Self {
            format,
            runs: Vec::new(),
        }
    }

    /// Takes the findings of one target; says whether they make the run fail.
    pub(super) fn report(
        &mut self,
        diagnostics: Vec<Diagnostic>,
        target: &Target,
        source: &dyn Source,
        session: &mut Session<'_>,
    ) -> io::Result<bool> {
        let text = |path: &str| Some(source.read(path).ok()?.into_owned());
        let report = Report::new(diagnostics, &target.config.lints.levels(), &text);
        match self.format {
            MessageFormat::Human => {
                let colour: Colour = if session.styled {
                    Colour::Ansi
                } else {
                    Colour::Plain
                };
                write!(session.err, "{}", report.human(colour))?;
                let errors: usize = report.count(Level::Deny);
                let warnings: usize = report.count(Level::Warn);
                if errors + warnings > 0 {
                    let (errors, warnings) =
                        (counted(errors, "error"), counted(warnings, "warning"));
                    session.status("found", format_args!("{errors}, {warnings}"))?;
                }
            }
            MessageFormat::Json => write!(session.out, "{}", report.json())?,
            MessageFormat::Sarif => {
                let mut log: Value = serde_json::from_str(&report.sarif())?;
                let root: String = session.shown(&target.root).to_string();
                prefix(&mut log, &root);
                self.add_log(log);
            }
        }
        Ok(report.is_failure())
    }

    /// Takes the mistakes of a config, whose text this is.
    pub(super) fn config(
        &mut self,
        errors: &[ConfigError],
        text: &str,
        session: &mut Session<'_>,
    ) -> io::Result<()> {
        let path: &str = errors.first().map_or("", |error| &error.path);
        let findings = errors.iter().map(ConfigError::diagnostic);
        let report = Report::of_text(path, text, findings.collect());
        match self.format {
            MessageFormat::Human => {
                for error in errors {
                    writeln!(session.err, "{}", error.render(text, session.styled))?;
                }
            }
            MessageFormat::Json => write!(session.out, "{}", report.json())?,
            MessageFormat::Sarif => self.add_log(serde_json::from_str(&report.sarif())?),
        }
        Ok(())
    }

    fn add_log(&mut self, mut log: Value) {
        if let Some(Value::Array(runs)) = log.get_mut("runs") {
            self.runs.append(runs);
        }
    }

    /// The SARIF runs from some number on.
    pub(super) fn runs_since(&self, start: usize) -> Vec<Value> {
        self.runs.iter().skip(start).cloned().collect()
    }

    /// How many SARIF runs there are.
    pub(super) fn runs(&self) -> usize {
        self.runs.len()
    }

    /// Adds SARIF runs of an earlier run.
    pub(super) fn add_runs(&mut self, runs: Vec<Value>) {
        self.runs.extend(runs);
    }

    /// Prints what was collected.
    pub(super) fn finish(self, session: &mut Session<'_>) -> io::Result<()> {
        if self.format == MessageFormat::Sarif {
            let log: Value = json!({
                "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
                "version": "2.1.0",
                "runs": self.runs,
            });
            writeln!(session.out, "{log:#}")?;
        }
        Ok(())
    }
}

/// Makes the documents' paths, which are relative to their root, relative to the run's folder:
/// code hosts look for them there.
fn prefix(value: &mut Value, root: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| prefix(item, root)),
        Value::Object(members) => {
            if let Some(Value::String(uri)) = members
                .get_mut("artifactLocation")
                .and_then(|location| location.get_mut("uri"))
            {
                let path = Path::new(root).join(&*uri);
                *uri = path.display().to_string().replace('\\', "/");
            }
            members.values_mut().for_each(|member| prefix(member, root));
        }
        _ => {}
    }
}
