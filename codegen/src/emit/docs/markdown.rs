//! CommonMark, parsed and written anew.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::words::{code, escape, longest_run, wrap};

/// How deep lists and quotes may stand in each other before they are written flat.
const DEPTH: usize = 8;

/// The lines of a text.
pub(super) fn lines(text: &str, base: Option<&str>) -> Vec<String> {
    let mut page = Page {
        base,
        ..Page::default()
    };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        page.event(event);
    }
    page.flush();
    while page.lines.last().is_some_and(String::is_empty) {
        page.lines.pop();
    }
    page.lines
}

/// A URL that a browser can follow from anywhere; none for a target that only its own page knows.
pub(super) fn absolute(url: &str, base: Option<&str>) -> Option<String> {
    let sound = |url: &str| {
        !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\`{}|^".contains(c))
    };
    let known = ["https://", "http://", "mailto:"];
    if known.iter().any(|scheme| url.starts_with(scheme)) {
        return sound(url).then(|| url.to_owned());
    }
    let base = base?;
    let joined = match (url.strip_prefix('/'), base.split_once("://")) {
        (Some(path), Some((scheme, rest))) => {
            let host = rest.split('/').next().unwrap_or(rest);
            format!("{scheme}://{host}/{path}")
        }
        _ if url
            .split(['/', '#', '?'])
            .next()
            .is_some_and(|first| first.contains(':')) =>
        {
            return None;
        }
        _ if url.starts_with(['#', '?']) || base.ends_with('/') => format!("{base}{url}"),
        _ => format!("{base}/{url}"),
    };
    sound(&joined).then_some(joined)
}

/// A list or quote around what is being written.
enum Around {
    Quote,
    /// The mark of the next item, and whether the item has begun.
    Item {
        mark: String,
        begun: bool,
    },
}

#[derive(Default)]
struct Page<'b> {
    base: Option<&'b str>,
    lines: Vec<String>,
    around: Vec<Around>,
    /// The number of the next item of each open list; none for a list without numbers.
    lists: Vec<Option<u64>>,
    words: Vec<String>,
    /// The word that is being written.
    word: String,
    /// What each open link ends with.
    links: Vec<Option<String>>,
    heading: Option<usize>,
    code: Option<String>,
    row: Option<Vec<String>>,
    /// Whether a blank line must come before the next block.
    gap: bool,
}

impl Page<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(block) => block.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) => self.word.push_str(&code(&text)),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak | Event::HardBreak => self.break_word(),
            Event::Rule => {
                self.flush();
                self.gap = true;
            }
            other => {
                if let Event::FootnoteReference(text)
                | Event::InlineMath(text)
                | Event::DisplayMath(text) = other
                {
                    self.text(&text);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as usize);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.around.push(Around::Quote);
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                // What a fence says of its language is of no use: all code is text here.
                let (CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) = kind;
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    _ => "* ".to_owned(),
                };
                self.around.push(Around::Item { mark, begun: false });
            }
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            Tag::Emphasis => self.word.push('*'),
            Tag::Strong => self.word.push_str("**"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.link(LinkType::Inline, &dest_url),
            _ => {}
        }
    }

    fn link(&mut self, kind: LinkType, url: &str) {
        let target = match kind {
            LinkType::Email => absolute(&format!("mailto:{url}"), self.base),
            _ => absolute(url, self.base),
        };
        if target.is_some() {
            self.word.push('[');
        }
        self.links.push(target);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) => {
                self.flush();
                self.gap = true;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.around.pop();
                self.gap = true;
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.gap = true;
            }
            TagEnd::Item => {
                self.flush();
                self.around.pop();
            }
            TagEnd::TableCell => {
                self.break_word();
                let cell = std::mem::take(&mut self.words).join(" ");
                if let Some(row) = &mut self.row {
                    row.push(cell);
                }
            }
            TagEnd::TableHead => {
                let columns = self.row.as_ref().map_or(0, Vec::len);
                self.table_row();
                let rule = vec!["---"; columns].join(" | ");
                self.line(&format!("| {rule} |"));
            }
            TagEnd::TableRow => self.table_row(),
            TagEnd::Table => self.gap = true,
            TagEnd::Emphasis => self.word.push('*'),
            TagEnd::Strong => self.word.push_str("**"),
            TagEnd::Link | TagEnd::Image => {
                if let Some(Some(target)) = self.links.pop() {
                    self.word.push_str(&format!("](<{target}>)"));
                }
            }
            _ => {}
        }
    }

    /// Text: its words, URLs among them in angle brackets.
    fn text(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.break_word();
        }
        let mut first = true;
        for word in text.split_whitespace() {
            if !first {
                self.break_word();
            }
            first = false;
            let linked = self.links.iter().any(Option::is_some);
            let start = ["https://", "http://"]
                .iter()
                .filter_map(|scheme| word.find(scheme))
                .min();
            match start.and_then(|at| Some((word.get(..at)?, word.get(at..)?))) {
                Some((before, rest)) if !linked => {
                    let url = rest
                        .split(['<', '>', '"', '`', '|', '\\', '{', '}', '[', ']', '^'])
                        .next()
                        .unwrap_or_default();
                    let url =
                        url.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_']);
                    let after = rest.strip_prefix(url).unwrap_or_default();
                    self.word.push_str(&escape(before));
                    self.word.push_str(&format!("<{url}>"));
                    self.word.push_str(&escape(after));
                }
                _ => self.word.push_str(&escape(word)),
            }
        }
        if text.ends_with(char::is_whitespace) {
            self.break_word();
        }
    }

    /// HTML: its text, without comments and without tags that only shape.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once('<') {
            self.text(before);
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            let name = tag
                .trim_start_matches('/')
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default();
            if name.eq_ignore_ascii_case("br")
                || name.eq_ignore_ascii_case("p")
                || name.eq_ignore_ascii_case("li")
            {
                self.break_word();
            } else if !tag.starts_with('!') && !SHAPES.contains(&name.to_ascii_lowercase().as_str())
            {
                self.text(&format!("<{tag}>"));
            }
            rest = after;
        }
        self.text(rest);
    }

    fn break_word(&mut self) {
        if !self.word.is_empty() {
            self.words.push(std::mem::take(&mut self.word));
        }
    }

    /// Writes the paragraph or heading that has been collected.
    fn flush(&mut self) {
        self.break_word();
        let words = std::mem::take(&mut self.words);
        let heading = self.heading.take();
        if words.is_empty() {
            return;
        }
        if let Some(level) = heading {
            return self.line(&format!("{} {}", "#".repeat(level), words.join(" ")));
        }
        for line in wrap(&words, self.around.len().saturating_mul(2)) {
            self.line(&line);
        }
    }

    fn code_block(&mut self) {
        let block = self.code.take().unwrap_or_default();
        let fence = "`".repeat(longest_run(&block).saturating_add(1).max(3));
        self.line(&format!("{fence}text"));
        for line in block.trim_end_matches('\n').split('\n') {
            self.line(line.trim_end());
        }
        self.line(&fence);
        self.gap = true;
    }

    fn table_row(&mut self) {
        if let Some(row) = self.row.take() {
            self.line(&format!("| {} |", row.join(" | ")));
        }
    }

    /// Writes a line with what its lists and quotes put before it.
    fn line(&mut self, text: &str) {
        if std::mem::take(&mut self.gap) && !self.lines.is_empty() {
            let quotes = self.around.iter().take(DEPTH).map(|around| match around {
                Around::Quote => "> ".to_owned(),
                Around::Item { mark, begun: true } => " ".repeat(mark.len()),
                Around::Item { .. } => String::new(),
            });
            let blank: String = quotes.collect();
            self.lines.push(blank.trim_end().to_owned());
        }
        let mut line = String::new();
        for around in self.around.iter_mut().take(DEPTH) {
            match around {
                Around::Quote => line.push_str("> "),
                Around::Item { mark, begun } => {
                    if std::mem::replace(begun, true) {
                        line.push_str(&" ".repeat(mark.len()));
                    } else {
                        line.push_str(mark);
                    }
                }
            }
        }
        line.push_str(text);
        self.lines.push(line.trim_end().to_owned());
    }
}

/// Tags of HTML whose absence loses no text.
const SHAPES: [&str; 34] = [
    "a",
    "b",
    "blockquote",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "kbd",
    "ol",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tr",
    "ul",
];
