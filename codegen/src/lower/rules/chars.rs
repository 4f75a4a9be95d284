//! Sets of characters, as expressions name them (ECMA-262 *CharacterClass*).

/// Ranges with both ends, sorted and apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CharSet(Vec<(char, char)>);

impl CharSet {
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    pub(super) fn one(c: char) -> Self {
        Self(vec![(c, c)])
    }

    pub(super) fn range(first: char, last: char) -> Self {
        match first <= last {
            true => Self(vec![(first, last)]),
            false => Self::none(),
        }
    }

    /// `\d`
    pub(super) fn digits() -> Self {
        Self::range('0', '9')
    }

    /// `\w`
    pub(super) fn words() -> Self {
        Self(vec![('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
    }

    /// `\s`: *WhiteSpace* and *LineTerminator*.
    pub(super) fn spaces() -> Self {
        Self(vec![
            ('\t', '\r'),
            (' ', ' '),
            ('\u{a0}', '\u{a0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200a}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202f}', '\u{202f}'),
            ('\u{205f}', '\u{205f}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{feff}', '\u{feff}'),
        ])
    }

    /// What `.` leaves out.
    pub(super) fn line_terminators() -> Self {
        Self(vec![('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')])
    }

    pub(super) fn with(&self, other: &Self) -> Self {
        let mut all: Vec<_> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::new();
        for (first, last) in all {
            match merged.last_mut() {
                Some((_, end)) if first <= *end || next(*end) == Some(first) => {
                    *end = (*end).max(last);
                }
                _ => merged.push((first, last)),
            }
        }
        Self(merged)
    }

    pub(super) fn negated(&self) -> Self {
        let mut rest = Vec::new();
        let mut from = Some('\0');
        for (first, last) in &self.0 {
            if let (Some(from), Some(before)) = (from, previous(*first))
                && from <= before
            {
                rest.push((from, before));
            }
            from = next(*last);
        }
        rest.extend(from.map(|from| (from, char::MAX)));
        Self(rest)
    }

    /// The only character in the set.
    pub(super) fn single(&self) -> Option<char> {
        match self.0.as_slice() {
            [(first, last)] if first == last => Some(*first),
            _ => None,
        }
    }

    pub(super) fn ranges(&self) -> &[(char, char)] {
        &self.0
    }

    /// In the syntax of the `regex` crate.
    pub(super) fn expression(&self) -> String {
        if let Some(single) = self.single() {
            return literal(single);
        }
        let negated = self.negated();
        match (self.0.is_empty(), negated.0.is_empty()) {
            (true, _) => r"[^\s\S]".to_owned(),
            (_, true) => r"[\s\S]".to_owned(),
            _ if negated.0.len() < self.0.len() => format!("[^{}]", negated.ranges_text()),
            _ => format!("[{}]", self.ranges_text()),
        }
    }

    /// The inside of a class in the syntax of the `regex` crate.
    pub(super) fn ranges_text(&self) -> String {
        let ranges = self.0.iter();
        let texts = ranges.map(|(first, last)| match first == last {
            true => literal(*first),
            false => format!("{}-{}", literal(*first), literal(*last)),
        });
        texts.collect()
    }
}

fn next(c: char) -> Option<char> {
    match c {
        '\u{d7ff}' => Some('\u{e000}'),
        c => char::from_u32(u32::from(c) + 1),
    }
}

fn previous(c: char) -> Option<char> {
    match c {
        '\u{e000}' => Some('\u{d7ff}'),
        c => u32::from(c).checked_sub(1).and_then(char::from_u32),
    }
}

/// A character in the syntax of the `regex` crate; what can't be seen is written by its number.
fn literal(c: char) -> String {
    match c {
        '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$'
        | '#' | '&' | '-' | '~' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c if c.is_alphanumeric() => c.to_string(),
        c => format!("\\x{{{:x}}}", u32::from(c)),
    }
}
