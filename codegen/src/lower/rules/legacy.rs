//! What an expression that lacks the flag `u` has to be with it.

/// What means something outside of a class (ECMA-262 *SyntaxCharacter*), so that a backslash may
/// stand before it.
const SYNTAX: &str = "^$\\.*+?()[]{}|/";

/// The letters and digits that a backslash gives a meaning.
const MEANINGFUL: &str = "bBdDwWsStnvfrcxuk0123456789";

/// The expression without backslashes that mean nothing, and with those that it lacks; none where
/// that doesn't mend it.
pub(super) fn corrected(source: &str) -> Option<String> {
    let mut corrected = String::new();
    let mut rest = source.chars().peekable();
    let mut in_class: bool = false;
    while let Some(next) = rest.next() {
        match next {
            '\\' => {
                let escaped: char = rest.next()?;
                let means: bool = SYNTAX.contains(escaped)
                    || MEANINGFUL.contains(escaped)
                    || (in_class && escaped == '-');
                if means {
                    corrected.push('\\');
                }
                corrected.push(escaped);
                continue;
            }
            '[' => in_class = true,
            ']' if in_class => in_class = false,
            ']' => corrected.push('\\'),
            '}' if !in_class && !closes_quantifier(&corrected) => corrected.push('\\'),
            '{' if !in_class && !opens_quantifier(rest.clone()) => corrected.push('\\'),
            _ => {}
        }
        corrected.push(next);
    }
    let mended: bool = corrected != source && regress::Regex::with_flags(&corrected, "u").is_ok();
    mended.then_some(corrected)
}

/// Whether `1}`, `1,}` or `1,2}` follows.
fn opens_quantifier(rest: impl Iterator<Item = char>) -> bool {
    let mut digits: bool = false;
    for next in rest {
        match next {
            '0'..='9' => digits = true,
            ',' if digits => {}
            '}' => return digits,
            _ => return false,
        }
    }
    false
}

/// Whether what was written ends with `{1`, `{1,` or `{1,2`.
fn closes_quantifier(written: &str) -> bool {
    let open = written.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    open.len() < written.len() && open.ends_with('{') && !open.ends_with("\\{")
}

#[cfg(test)]
mod tests {
    use super::corrected;

    #[test]
    fn backslashes_without_meaning_go_and_lone_brackets_get_theirs() {
        for (source, expected) in [
            (r"^a\-z$", r"^a-z$"),
            (r"[\w\-.]+\@x", r"[\w\-.]+@x"),
            (r"^a{2}b{$", r"^a{2}b\{$"),
            (r"a]b}", r"a\]b\}"),
            (r"[\_a]\'", r"[_a]'"),
        ] {
            assert_eq!(corrected(source).as_deref(), Some(expected), "{source}");
        }
    }

    #[test]
    fn what_that_does_not_mend_has_no_correction() {
        for source in [r"\1(", r"[\w-a]", r"a"] {
            assert_eq!(corrected(source), None, "{source}");
        }
    }
}
