//! Percent-encoding (RFC 3986 §2.1), strict on the way in.

use std::borrow::Cow;

/// Which characters pass as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Letters, digits and `-._~` (RFC 3986 §2.3).
    Unreserved,
    /// What may stand in a path segment (`pchar`, RFC 3986 §3.3).
    Segment,
    /// Reserved characters and percent triples too, but none that would end a query member
    /// (OpenAPI 3.1 `allowReserved`).
    Reserved,
    /// As `application/x-www-form-urlencoded` has it: a space becomes `+`.
    Form,
}

impl Keep {
    const fn passes(self, byte: u8) -> bool {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            return true;
        }
        match self {
            Self::Unreserved | Self::Form => false,
            Self::Segment => matches!(
                byte,
                b'!' | b'$'
                    | b'&'
                    | b'\''
                    | b'('
                    | b')'
                    | b'*'
                    | b'+'
                    | b','
                    | b';'
                    | b'='
                    | b':'
                    | b'@'
            ),
            Self::Reserved => matches!(
                byte,
                b':' | b'/'
                    | b'?'
                    | b'@'
                    | b'!'
                    | b'$'
                    | b'\''
                    | b'('
                    | b')'
                    | b'*'
                    | b','
                    | b';'
                    | b'='
            ),
        }
    }
}

/// Appends `text`, encoded.
pub(crate) fn encode_into(out: &mut String, text: &str, keep: Keep) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut rest = text;
    loop {
        // Whatever passes is ASCII, so that these bytes are whole characters.
        let plain = rest.bytes().take_while(|byte| keep.passes(*byte)).count();
        let (passing, others) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(passing);
        let Some(other) = others.chars().next() else {
            return;
        };
        if keep == Keep::Reserved && is_triple(others.as_bytes()) {
            out.push(other);
        } else if keep == Keep::Form && other == ' ' {
            out.push('+');
        } else {
            other.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                out.push('%');
                for nibble in [byte >> 4, byte & 15] {
                    let digit = DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
                    out.push(char::from(digit));
                }
            });
        }
        rest = others.get(other.len_utf8()..).unwrap_or_default();
    }
}

/// `text`, encoded.
pub(crate) fn encode(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text, keep);
    out
}

fn is_triple(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// `text`, decoded; none for a broken triple or what isn't UTF-8. `plus` makes `+` a space, as in
/// queries and forms.
pub(crate) fn decode(text: &str, plus: bool) -> Option<Cow<'_, str>> {
    if !text
        .bytes()
        .any(|byte| byte == b'%' || plus && byte == b'+')
    {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    for byte in Decoded::new(text, plus) {
        bytes.push(byte?);
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The decoded bytes of a text; a broken triple is `None`.
struct Decoded<'a> {
    rest: std::slice::Iter<'a, u8>,
    plus: bool,
}

impl<'a> Decoded<'a> {
    fn new(text: &'a str, plus: bool) -> Self {
        Self {
            rest: text.as_bytes().iter(),
            plus,
        }
    }

    fn nibble(&mut self) -> Option<u8> {
        let digit = char::from(*self.rest.next()?).to_digit(16)?;
        u8::try_from(digit).ok()
    }
}

impl Iterator for Decoded<'_> {
    type Item = Option<u8>;

    fn next(&mut self) -> Option<Self::Item> {
        match *self.rest.next()? {
            b'%' => {
                let high = self.nibble();
                let low = self.nibble();
                Some(high.zip(low).map(|(high, low)| high << 4 | low))
            }
            b'+' if self.plus => Some(Some(b' ')),
            byte => Some(Some(byte)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_unreserved_is_encoded() {
        assert_eq!(encode("a b/é~+", Keep::Unreserved), "a%20b%2F%C3%A9~%2B");
        assert_eq!(encode("a b&c", Keep::Form), "a+b%26c");
        assert_eq!(encode("a/%2f%zz&#", Keep::Reserved), "a/%2f%25zz%26%23");
    }

    #[test]
    fn plus_is_a_space_only_in_queries() {
        assert_eq!(decode("a+b%2B", true).unwrap(), "a b+");
        assert_eq!(decode("a+b", false).unwrap(), "a+b");
    }

    #[test]
    fn broken_triples_and_invalid_utf8_are_refused() {
        for text in ["%", "%4", "%zz", "%ff", "%+1"] {
            assert_eq!(decode(text, true), None, "{text}");
        }
    }
}
