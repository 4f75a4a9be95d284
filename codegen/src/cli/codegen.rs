//! `codegen`: reading documents and writing, or checking, what comes of them.

use std::{collections::BTreeMap, io, mem};

use serde_json::json;

use super::{
    args::{Codegen, MessageFormat},
    check,
    directory::Directory,
    manifest,
    message::Messages,
    plan::{Change, Plan, Stale},
    record::{self, Copying, Observed, Record, Said, Shelf},
    session::{Session, counted},
    target::{self, Target},
    timings::{Clock, milliseconds},
    write,
};
use crate::{
    diagnostic::Diagnostic,
    generator::{Generator, Output, Report},
};

/// Generates the targets that the options mean; says whether all is well.
pub(super) fn run(options: &Codegen, program: &str, session: &mut Session<'_>) -> io::Result<bool> {
    let mut messages: Messages = Messages::new(options.message_format);
    let Some(targets) = targets(options, &mut messages, session)? else {
        messages.finish(session)?;
        return Ok(false);
    };
    let mut well: bool = true;
    for target in &targets {
        match one(target, options, program, &mut messages, session) {
            Ok(done) => well &= done,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
            Err(error) => {
                session.error(error)?;
                well = false;
            }
        }
    }
    messages.finish(session)?;
    Ok(well)
}

/// The targets that the options mean, with what the options say instead of the config.
pub(super) fn targets(
    options: &Codegen,
    messages: &mut Messages,
    session: &mut Session<'_>,
) -> io::Result<Option<Vec<Target>>> {
    if !options.choice.documents.is_empty() && options.out.is_none() {
        session.error("where the code goes isn't told: add `--out DIR`")?;
        return Ok(None);
    }
    let mut targets: Option<Vec<Target>> = target::choose(&options.choice, messages, session)?;
    for target in targets.iter_mut().flatten() {
        if let Some(out) = &options.out {
            target.output = session.folder.join(out);
            if let (None, Some(last)) = (&target.file, target.output.file_name()) {
                // Target and package are called after it.
                target.name = last.to_string_lossy().into_owned();
                target.config.output.directory.clone_from(&target.name);
            }
            target.arguments += &format!(" --out {}", target::quoted(out));
        }
        if let Some(name) = &options.name {
            target.config.package.name = Some(name.clone());
            target.arguments += &format!(" --name {}", target::quoted(name));
        }
        if let Some(docs) = options.docs {
            target.config.docs.mode = docs.into();
            target.arguments += &format!(" --docs {docs}");
        }
    }
    Ok(targets)
}

/// What comes of one target, without writing it; none where its documents can't be read at all.
pub(super) fn report(target: &Target, session: &mut Session<'_>) -> io::Result<Option<Report>> {
    let Some(source) = open(target, session)? else {
        return Ok(None);
    };
    let output: Output = Generator::new(target.config.clone()).generate(&source);
    let mut messages: Messages = Messages::new(MessageFormat::Human);
    messages.report(output.diagnostics, target, &source, session)?;
    Ok(Some(output.report))
}

fn open(target: &Target, session: &mut Session<'_>) -> io::Result<Option<Directory>> {
    match Directory::open(&target.root) {
        Ok(source) => Ok(Some(source)),
        Err(error) => {
            let root: String = session.shown(&target.root).to_string();
            session.error(format_args!(
                "the documents' folder `{root}` can't be read: {error}"
            ))?;
            Ok(None)
        }
    }
}

fn one(
    target: &Target,
    options: &Codegen,
    program: &str,
    messages: &mut Messages,
    session: &mut Session<'_>,
) -> io::Result<bool> {
    let Some(source) = open(target, session)? else {
        return Ok(false);
    };
    let mut clock: Clock = Clock::new();
    clock.begin("reuse");
    let shelf: Option<Shelf> = match options.no_reuse {
        true => None,
        false => Shelf::of(target, options.message_format, session),
    };
    let record = shelf
        .as_ref()
        .map(|shelf| shelf.find(&source, &target.output));
    let well: bool = match record.flatten() {
        Some(record) => repeat(target, record, options, messages, session)?,
        None => {
            let source = Observed::new(&source);
            let mut run = Run {
                target,
                options,
                program,
                clock: &mut clock,
            };
            run.generate(source, shelf.as_ref(), messages, session)?
        }
    };
    clock.end();
    let took: String = milliseconds(clock.total());
    session.status("finished", format_args!("`{}` in {took}", target.name))?;
    if options.timings {
        clock.print(session)?;
    }
    Ok(well)
}

/// One target that has to be generated.
struct Run<'r> {
    target: &'r Target,
    options: &'r Codegen,
    program: &'r str,
    clock: &'r mut Clock,
}

impl Run<'_> {
    /// Generates, says what was found, writes or checks, and keeps a record of it.
    fn generate(
        &mut self,
        source: Observed<'_>,
        shelf: Option<&Shelf>,
        messages: &mut Messages,
        session: &mut Session<'_>,
    ) -> io::Result<bool> {
        let (target, options, clock) = (self.target, self.options, &mut *self.clock);
        let generator: Generator = Generator::new(target.config.clone());
        let mut output: Output =
            generator.generate_observed(&source, &mut |stage| clock.begin(stage));
        clock.begin("report");
        let (mut out, mut err) = (Copying::new(session.out), Copying::new(session.err));
        let mut copied = Session {
            folder: session.folder.clone(),
            out: &mut out,
            err: &mut err,
            styled: session.styled,
        };
        let findings: Vec<Diagnostic> = mem::take(&mut output.diagnostics);
        let earlier: usize = messages.runs();
        let failed: bool = messages.report(findings, target, &source, &mut copied)?;
        tell(target, &output.report, options, &mut copied)?;
        let said = Said {
            out: out.copy(),
            err: err.copy(),
            runs: messages.runs_since(earlier),
        };
        clock.begin(if options.check { "compare" } else { "write" });
        let mut files: BTreeMap<String, String> = output.files;
        manifest::fit(&mut files, &target.config.output, &target.output);
        let digests = shelf.map(|_| record::digests(&files));
        let done: bool = finish(target, files, options, self.program, failed, session)?;
        if let (true, Some(shelf), Some(digests)) = (done, shelf, digests) {
            shelf.keep(source, digests, said, failed);
        }
        Ok(done && !failed)
    }
}

/// Says again what an earlier run said, which would do the same now.
fn repeat(
    target: &Target,
    record: Record,
    options: &Codegen,
    messages: &mut Messages,
    session: &mut Session<'_>,
) -> io::Result<bool> {
    write!(session.out, "{}", record.said.out)?;
    write!(session.err, "{}", record.said.err)?;
    let (files, failed) = (record.files(), record.failed);
    messages.add_runs(record.said.runs);
    match options.check {
        true => up_to_date(target, files, session)?,
        false => unchanged(files, failed, session)?,
    }
    Ok(!failed)
}

/// Prints what was read and what came of it.
fn tell(
    target: &Target,
    report: &Report,
    options: &Codegen,
    session: &mut Session<'_>,
) -> io::Result<()> {
    if options.message_format == MessageFormat::Json {
        let report = json!({ "type": "report", "target": target.name, "report": report });
        writeln!(session.out, "{report}")?;
    }
    summarize(target, report, session)
}

/// Writes or checks files; says whether the disk is as it should be.
fn finish(
    target: &Target,
    files: BTreeMap<String, String>,
    options: &Codegen,
    program: &str,
    failed: bool,
    session: &mut Session<'_>,
) -> io::Result<bool> {
    let stale: Stale = if failed { Stale::Keep } else { Stale::Remove };
    let plan: Plan = Plan::new(&target.output, files, stale)?;
    if !plan.foreign.is_empty() {
        refuse(&plan, session)?;
        return Ok(false);
    }
    if options.check {
        return checked(target, &plan, program, options.message_format, session);
    }
    write::prepare(&plan)?.commit()?;
    print_changes(&plan, session)?;
    unchanged(plan.unchanged, failed, session)?;
    Ok(true)
}

fn unchanged(files: usize, failed: bool, session: &mut Session<'_>) -> io::Result<()> {
    session.status("unchanged", counted(files, "file"))?;
    if failed {
        session.status(
            "incomplete",
            "because of the errors above; nothing was removed",
        )?;
    }
    Ok(())
}

fn up_to_date(target: &Target, files: usize, session: &mut Session<'_>) -> io::Result<()> {
    let output: String = session.shown(&target.output).to_string();
    let files: String = counted(files, "file");
    session.status("up to date", format_args!("{files} in `{output}`"))
}

/// How many files of one kind are named one by one.
const NAMED: usize = 12;

/// Prints what was done to which files; of many of one kind only how many.
fn print_changes(plan: &Plan, session: &mut Session<'_>) -> io::Result<()> {
    for wanted in ["written", "rewritten", "removed"] {
        let all = plan.changes.iter();
        let changes: Vec<&Change> = all.filter(|change| verb(change) == wanted).collect();
        if changes.len() > NAMED {
            let folder: String = session.shown(&plan.folder).to_string();
            let count: String = counted(changes.len(), "file");
            session.status(wanted, format_args!("{count} in `{folder}`"))?;
            continue;
        }
        for change in changes {
            let file = plan.folder.join(&change.path);
            let file: String = session.shown(&file).to_string();
            session.status(wanted, file)?;
        }
    }
    Ok(())
}

fn verb(change: &Change) -> &'static str {
    match (&change.old, &change.new) {
        (_, None) => "removed",
        (None, _) => "written",
        (Some(_), _) => "rewritten",
    }
}

/// Prints what was read and what was left out.
fn summarize(target: &Target, report: &Report, session: &mut Session<'_>) -> io::Result<()> {
    let bytes: usize = report.documents.iter().map(|document| document.bytes).sum();
    let root: String = session.shown(&target.root).to_string();
    let documents: String = counted(report.documents.len(), "document");
    let kibibytes: usize = bytes.div_ceil(1024);
    session.status(
        "read",
        format_args!("{documents} ({kibibytes} KiB) in `{root}`"),
    )?;
    let operations: String = counted(report.operations.len(), "operation");
    let types: String = counted(report.types.len(), "type");
    session.status("generated", format_args!("{operations}, {types}"))?;
    for skipped in &report.skipped {
        let (what, reason, place) = (&skipped.what, &skipped.reason, &skipped.place);
        session.status("skipped", format_args!("{what}: {reason} ({place})"))?;
    }
    Ok(())
}

fn refuse(plan: &Plan, session: &mut Session<'_>) -> io::Result<()> {
    for file in &plan.foreign {
        let file: String = session.shown(file).to_string();
        session.error(format_args!(
            "`{file}` was not written by this program and is in the way; move it, or choose \
             another `output.directory`"
        ))?;
    }
    Ok(())
}

/// Prints what is stale, and the command that mends it.
fn checked(
    target: &Target,
    plan: &Plan,
    program: &str,
    format: MessageFormat,
    session: &mut Session<'_>,
) -> io::Result<bool> {
    if plan.changes.is_empty() {
        up_to_date(target, plan.unchanged, session)?;
        return Ok(true);
    }
    check::print(plan, format, session)?;
    let count = |wanted: &str| {
        plan.changes
            .iter()
            .filter(|change| verb(change) == wanted)
            .count()
    };
    let (changed, missing, superfluous) = (count("rewritten"), count("written"), count("removed"));
    session.error(format_args!(
        "`{}` is stale: {changed} changed, {missing} missing, {superfluous} superfluous; run \
         `{program} codegen{}`",
        target.name, target.arguments
    ))?;
    Ok(false)
}

#[cfg(test)]
mod tests;
