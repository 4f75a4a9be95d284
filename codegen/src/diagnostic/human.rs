//! Diagnostics for people, in the manner of rustc.

use std::collections::BTreeMap;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level as Heading, Origin, Renderer, Snippet,
};

use super::{Level, Located, Report, Span};

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Not at all.
    #[default]
    Plain,
    /// With ANSI escape sequences.
    Ansi,
}

/// How many findings of one lint are shown for each document, unless they fail the run.
const MOST_ALIKE: usize = 10;

/// Lines beyond this many bytes are named, not shown: nobody reads minified JSON.
const LONGEST_LINE: usize = 400;

impl Report {
    /// All diagnostics with excerpts, an empty line after each. Of those that don't fail the run,
    /// the first ten of each lint in a document; the others are counted.
    pub fn human(&self, colour: Colour) -> String {
        let renderer = match colour {
            Colour::Plain => Renderer::plain(),
            Colour::Ansi => Renderer::styled(),
        };
        let mut text = String::new();
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for entry in &self.entries {
            let diagnostic = &entry.diagnostic;
            let of = (&*diagnostic.place.document, diagnostic.lint.name);
            let count = counts.entry(of).or_default();
            *count += 1;
            if *count > MOST_ALIKE && entry.level < Level::Deny {
                continue;
            }
            text.push_str(&renderer.render(&[self.group(entry)]));
            text.push_str("\n\n");
        }
        for ((document, lint), count) in counts {
            let shown = self
                .entries
                .iter()
                .any(|entry| entry.diagnostic.lint.name == lint && entry.level == Level::Deny);
            if let Some(more) = count
                .checked_sub(MOST_ALIKE)
                .filter(|more| *more > 0 && !shown)
            {
                let message = format!("{more} more like this in `{document}`");
                let title = Heading::NOTE.primary_title(message).id(lint);
                let help = "`--message-format json` lists all of them";
                let group = title.element(Heading::HELP.message(help));
                text.push_str(&renderer.render(&[group]));
                text.push_str("\n\n");
            }
        }
        text
    }

    fn group<'r>(&'r self, entry: &'r Located) -> Group<'r> {
        let heading = match entry.level {
            Level::Deny => Heading::ERROR,
            Level::Warn => Heading::WARNING,
            Level::Note | Level::Allow => Heading::NOTE,
        };
        let diagnostic = &entry.diagnostic;
        let title = heading
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.lint.name);
        let mark = (AnnotationKind::Primary, diagnostic.label.as_str());
        // What is about the config as a whole stands in no document.
        let excerpt = (!diagnostic.place.document.is_empty())
            .then(|| self.excerpt(&diagnostic.place.document, entry.span, Some(mark)));
        let mut group = Group::with_title(title).elements(excerpt);
        for earlier in &entry.earlier {
            let mark = (AnnotationKind::Context, "first here");
            group =
                group.element(self.excerpt(&diagnostic.place.document, Some(*earlier), Some(mark)));
        }
        for ((place, text), span) in diagnostic.related.iter().zip(&entry.related) {
            let mark = (AnnotationKind::Context, text.as_str());
            group = group.element(self.excerpt(&place.document, *span, Some(mark)));
        }
        for note in &diagnostic.notes {
            group = group.element(Heading::NOTE.message(note.as_str()));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Heading::HELP.message(help.as_str()));
        }
        group
    }

    /// The lines of a span, or only where it is if they can't be shown.
    fn excerpt<'r>(
        &'r self,
        document: &'r str,
        span: Option<Span>,
        mark: Option<(AnnotationKind, &'r str)>,
    ) -> Element<'r> {
        let text = self.texts.get(document).map_or("", String::as_str);
        let Some(span) = span else {
            return Origin::path(document).into();
        };
        let before = text.get(..span.start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(line_start..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("").trim_end_matches('\r');
        if line.len() > LONGEST_LINE || text.is_empty() {
            let origin = Origin::path(document)
                .line(span.line)
                .char_column(span.column);
            return origin.into();
        }
        let begin = span.start.saturating_sub(line_start).min(line.len());
        let end = span.end.saturating_sub(line_start).clamp(begin, line.len());
        let mut snippet = Snippet::source(line).path(document).line_start(span.line);
        if let Some((kind, label)) = mark {
            let annotation = kind.span(begin..end);
            snippet = snippet.annotation(match label {
                "" => annotation,
                label => annotation.label(label),
            });
        }
        snippet.into()
    }
}
