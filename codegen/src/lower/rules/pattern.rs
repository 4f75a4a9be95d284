//! From ECMA-262 expressions to what matches them (JSON Schema Core 6.4).

use super::chars::CharSet;
use crate::model::rules::{Matcher, Pattern};

/// An expression that ECMA-262 doesn't allow, with the reason.
#[derive(Debug)]
pub(super) struct InvalidPattern(pub(super) String);

/// An expression and whether it is one only without the flag `u`.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) pattern: Pattern,
    pub(super) legacy: bool,
}

/// Finds how to match an expression. Texts longer than `longest` bytes are not tried on the
/// backtracking engine.
pub(super) fn translate(source: &str, longest: usize) -> Result<Translated, InvalidPattern> {
    let unicode = regress::Regex::with_flags(source, "u");
    if let Err(error) = &unicode
        && regress::Regex::new(source).is_err()
    {
        return Err(InvalidPattern(error.text.clone()));
    }
    let legacy = unicode.is_err();
    let mut reader = Reader::new(source, legacy);
    let matcher = match reader.expression() {
        Some(()) => reader.matcher(),
        None => None,
    };
    let backtracking = Matcher::Backtracking {
        unicode: !legacy,
        longest,
    };
    Ok(Translated {
        pattern: Pattern {
            source: source.to_owned(),
            matcher: matcher.unwrap_or(backtracking),
        },
        legacy,
    })
}

/// A part of an expression that has no groups or alternatives.
enum Piece {
    Start,
    End,
    Chars { set: CharSet, min: u32, max: u32 },
}

struct Reader<'s> {
    rest: std::iter::Peekable<std::str::Chars<'s>>,
    legacy: bool,
    /// The expression in the syntax of the `regex` crate.
    out: String,
    /// The same as pieces; none once there is more than pieces can say.
    pieces: Option<Vec<Piece>>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, legacy: bool) -> Self {
        Self {
            rest: source.chars().peekable(),
            legacy,
            out: String::new(),
            pieces: Some(Vec::new()),
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    fn piece(&mut self, piece: Piece) {
        if let Some(pieces) = &mut self.pieces {
            pieces.push(piece);
        }
    }

    /// Reads all; `None` for what the `regex` crate has no equal of.
    fn expression(&mut self) -> Option<()> {
        while let Some(next) = self.rest.next() {
            match next {
                '^' => {
                    self.out.push('^');
                    self.piece(Piece::Start);
                }
                '$' => {
                    self.out.push('$');
                    self.piece(Piece::End);
                }
                '|' | ')' => {
                    self.out.push(next);
                    self.pieces = None;
                    if next == ')' {
                        self.quantifier()?;
                    }
                }
                '(' => self.group()?,
                '[' => self.class()?,
                '.' => self.set(&CharSet::line_terminators().negated())?,
                '\\' => self.escape()?,
                other => self.set(&CharSet::one(other))?,
            }
        }
        Some(())
    }

    fn group(&mut self) -> Option<()> {
        self.pieces = None;
        // Without back-references it doesn't matter what a group captures.
        self.out.push_str("(?:");
        if !self.take('?') {
            return Some(());
        }
        if self.take(':') {
            return Some(());
        }
        if !self.take('<') || matches!(self.rest.peek(), Some('=' | '!')) {
            return None;
        }
        self.rest.find(|c| *c == '>').map(|_| ())
    }

    fn escape(&mut self) -> Option<()> {
        match self.rest.peek()? {
            'b' => {
                self.pieces = None;
                self.rest.next();
                self.out.push_str(r"(?-u:\b)");
                Some(())
            }
            'p' | 'P' if !self.legacy => {
                self.pieces = None;
                let property = self.property()?;
                self.out.push_str(&property);
                self.quantifier().map(|_| ())
            }
            'B' | 'k' | '1'..='9' => None,
            _ => {
                let set = self.escaped_set()?;
                self.set(&set)
            }
        }
    }

    /// `p{…}`, after the backslash.
    fn property(&mut self) -> Option<String> {
        let mut property = String::from('\\');
        loop {
            let next = self.rest.next()?;
            property.push(next);
            if next == '}' {
                return Some(property);
            }
        }
    }

    /// What follows a backslash, as a set of characters.
    fn escaped_set(&mut self) -> Option<CharSet> {
        Some(match self.rest.next()? {
            'd' => CharSet::digits(),
            'D' => CharSet::digits().negated(),
            'w' => CharSet::words(),
            'W' => CharSet::words().negated(),
            's' => CharSet::spaces(),
            'S' => CharSet::spaces().negated(),
            't' => CharSet::one('\t'),
            'n' => CharSet::one('\n'),
            'v' => CharSet::one('\u{b}'),
            'f' => CharSet::one('\u{c}'),
            'r' => CharSet::one('\r'),
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => CharSet::one('\0'),
            'x' => CharSet::one(self.hex(2)?),
            'u' => CharSet::one(self.unicode()?),
            'c' => {
                let letter = self.rest.next().filter(char::is_ascii_alphabetic)?;
                CharSet::one(char::from_u32(u32::from(letter) % 32)?)
            }
            other if !other.is_ascii_alphanumeric() => CharSet::one(other),
            other if self.legacy && !other.is_ascii_digit() => CharSet::one(other),
            _ => return None,
        })
    }

    fn hex(&mut self, digits: u32) -> Option<char> {
        char::from_u32(self.hex_value(digits)?)
    }

    fn hex_value(&mut self, digits: u32) -> Option<u32> {
        (0..digits).try_fold(0, |value: u32, _| {
            Some(value * 16 + self.rest.next()?.to_digit(16)?)
        })
    }

    /// `uXXXX`, a pair of surrogates, or `u{…}`.
    fn unicode(&mut self) -> Option<char> {
        if self.take('{') {
            let mut value: u32 = 0;
            while !self.take('}') {
                let digit = self.rest.next()?.to_digit(16)?;
                value = value.checked_mul(16)?.checked_add(digit)?;
            }
            return char::from_u32(value);
        }
        let first = self.hex_value(4)?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !(self.take('\\') && self.take('u')) {
            return None;
        }
        let second = self.hex_value(4)?.checked_sub(0xdc00)?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
    }

    fn class(&mut self) -> Option<()> {
        let negated = self.take('^');
        let mut set = CharSet::none();
        let mut properties = String::new();
        while !self.take(']') {
            if !self.legacy && self.rest.peek() == Some(&'\\') {
                let mut ahead = self.rest.clone();
                ahead.next();
                if matches!(ahead.peek(), Some('p' | 'P')) {
                    self.rest.next();
                    properties.push_str(&self.property()?);
                    continue;
                }
            }
            let first = self.class_atom()?;
            set = set.with(&self.range_from(first)?);
        }
        if properties.is_empty() {
            let set = if negated { set.negated() } else { set };
            return self.set(&set);
        }
        self.pieces = None;
        let sign = if negated { "^" } else { "" };
        self.out
            .push_str(&format!("[{sign}{}{properties}]", set.ranges_text()));
        self.quantifier().map(|_| ())
    }

    /// One character or escape of a class.
    fn class_atom(&mut self) -> Option<CharSet> {
        match self.rest.next()? {
            '\\' if self.take('b') => Some(CharSet::one('\u{8}')),
            '\\' => self.escaped_set(),
            other => Some(CharSet::one(other)),
        }
    }

    /// The range that begins with what was read, or just that.
    fn range_from(&mut self, first: CharSet) -> Option<CharSet> {
        let mut ahead = self.rest.clone();
        let hyphen = ahead.next() == Some('-') && ahead.peek().is_some_and(|c| *c != ']');
        if !hyphen {
            return Some(first);
        }
        self.rest.next();
        let last = self.class_atom()?;
        match (first.single(), last.single()) {
            (Some(first), Some(last)) => Some(CharSet::range(first, last)),
            _ => Some(first.with(&last).with(&CharSet::one('-'))),
        }
    }

    /// Writes a set and the quantifier behind it.
    fn set(&mut self, set: &CharSet) -> Option<()> {
        self.out.push_str(&set.expression());
        let (min, max) = self.quantifier()?;
        self.piece(Piece::Chars {
            set: set.clone(),
            min,
            max,
        });
        Some(())
    }

    /// Copies a quantifier, if there is one; how often what stands before it may stand.
    fn quantifier(&mut self) -> Option<(u32, u32)> {
        let counts = match self.rest.peek() {
            Some('*') => (0, u32::MAX),
            Some('+') => (1, u32::MAX),
            Some('?') => (0, 1),
            Some('{') => match self.braces() {
                Some(counts) => {
                    self.out.push_str(&braces_text(counts));
                    self.lazy();
                    return Some(counts);
                }
                None => return Some((1, 1)),
            },
            _ => return Some((1, 1)),
        };
        self.out.extend(self.rest.next());
        self.lazy();
        Some(counts)
    }

    fn lazy(&mut self) {
        if self.take('?') {
            self.out.push('?');
        }
    }

    /// `{n}`, `{n,}` or `{n,m}`; none for a brace that stands for itself.
    fn braces(&mut self) -> Option<(u32, u32)> {
        let mut ahead = self.rest.clone();
        ahead.next();
        let mut text = String::new();
        loop {
            match ahead.next()? {
                '}' => break,
                c if c.is_ascii_digit() || c == ',' => text.push(c),
                _ => return None,
            }
        }
        let (least, most) = match text.split_once(',') {
            None => (text.as_str(), text.as_str()),
            Some(parts) => parts,
        };
        let min = count(least)?;
        let max = if most.is_empty() {
            u32::MAX
        } else {
            count(most)?
        };
        self.rest = ahead;
        Some((min, max))
    }

    fn matcher(self) -> Option<Matcher> {
        if let Some(simple) = self.pieces.as_deref().and_then(simple) {
            return Some(simple);
        }
        regex::Regex::new(&self.out).ok()?;
        Some(Matcher::Linear(self.out))
    }
}

/// How often something may stand. More than any text has room for is `u32::MAX`: no limit as a
/// maximum, and never reached as a minimum.
fn count(digits: &str) -> Option<u32> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().unwrap_or(u32::MAX))
}

fn braces_text((min, max): (u32, u32)) -> String {
    match max {
        u32::MAX => format!("{{{min},}}"),
        max if max == min => format!("{{{min}}}"),
        max => format!("{{{min},{max}}}"),
    }
}

/// The check without an engine that pieces come down to, if there is one.
fn simple(pieces: &[Piece]) -> Option<Matcher> {
    let (start, pieces) = match pieces {
        [Piece::Start, rest @ ..] => (true, rest),
        all => (false, all),
    };
    let (end, pieces) = match pieces {
        [rest @ .., Piece::End] => (true, rest),
        all => (false, all),
    };
    if let (true, true, [Piece::Chars { set, min, max }]) = (start, end, pieces)
        && (set.single().is_none() || (*min, *max) != (1, 1))
    {
        return Some(Matcher::Chars {
            ranges: set.ranges().to_vec(),
            min: *min,
            max: *max,
        });
    }
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Chars {
                set,
                min: 1,
                max: 1,
            } => text.push(set.single()?),
            _ => return None,
        }
    }
    Some(match (start, end) {
        (true, true) => Matcher::Equals(text),
        (true, false) => Matcher::StartsWith(text),
        (false, true) => Matcher::EndsWith(text),
        (false, false) => Matcher::Contains(text),
    })
}

#[cfg(test)]
#[path = "pattern_tests.rs"]
mod tests;
