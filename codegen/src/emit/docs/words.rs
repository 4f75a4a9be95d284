//! Words of a paragraph: escaped, so that they stay words, and wrapped.

/// How wide documentation is, with `///` and without the item's indentation.
const WIDTH: usize = 94;

/// The text without what rustc refuses in documentation or what changes how it is shown: other
/// line ends than LF, control characters, marks of direction.
pub(super) fn harmless(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', "    ");
    text.chars()
        .filter_map(|letter| match letter {
            '\n' => Some('\n'),
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Some('\n'),
            '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => None,
            control if control.is_control() => None,
            other => Some(other),
        })
        .collect()
}

/// Text as Markdown that means just this text.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut previous = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let inside =
            previous.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphanumeric());
        let special = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            '_' => !inside,
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(letter);
        previous = letter;
    }
    escaped
}

/// A code span that holds any text.
pub(super) fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let ticks = longest_run(&text).saturating_add(1);
    let fence = "`".repeat(if text.contains('`') { ticks } else { 1 });
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or(0)
}

/// Lines of words, no longer than the width where a word allows it.
pub(super) fn wrap(words: &[String], indent: usize) -> Vec<String> {
    let width = WIDTH.saturating_sub(indent).max(30);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0_usize;
    for word in words {
        let count = word.chars().count();
        if !line.is_empty() && length.saturating_add(count).saturating_add(1) > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if line.is_empty() {
            line = at_line_start(word);
        } else {
            line.push(' ');
            line.push_str(word);
            length = length.saturating_add(1);
        }
        length = length.saturating_add(count);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word that would begin a heading, a list or an underline at the start of a line.
fn at_line_start(word: &str) -> String {
    if word.starts_with(['#', '+', '-', '=', ':']) {
        return format!("\\{word}");
    }
    let digits = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if digits.len() < word.len() && digits.starts_with(['.', ')']) {
        let number = word.strip_suffix(digits).unwrap_or_default();
        return format!("{number}\\{digits}");
    }
    word.to_owned()
}
