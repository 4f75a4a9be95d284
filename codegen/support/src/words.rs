//! Searching bytes eight at a time. Most texts here are too short for a search that prepares
//! itself.

/// How many bytes come before the first of the wanted ones; all of them where there is none.
#[inline]
pub(crate) fn before<const N: usize>(text: &[u8], wanted: [u8; N]) -> usize {
    let marks = |word: u64| {
        let marks = wanted.map(|byte| below(word ^ every(byte), 1));
        marks.iter().fold(0, |all, mark| all | mark)
    };
    first(text, marks, |byte| wanted.contains(&byte))
}

/// How many bytes of a JSON string stand for themselves: none of them is a quote, a backslash or
/// a control character (RFC 8259 §7).
#[inline]
pub(crate) fn unescaped(text: &[u8]) -> usize {
    let marks = |word: u64| {
        let quotes = below(word ^ every(b'"'), 1);
        quotes | below(word ^ every(b'\\'), 1) | below(word, 0x20)
    };
    first(text, marks, |byte| matches!(byte, b'"' | b'\\' | ..=0x1f))
}

/// How many bytes come before the first that is marked.
#[inline]
fn first(text: &[u8], marks: impl Fn(u64) -> u64, is_marked: impl Fn(u8) -> bool) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = marks(u64::from_le_bytes(*word));
        if found != 0 {
            let byte = found.trailing_zeros() / 8;
            return index.saturating_mul(8).saturating_add(byte as usize);
        }
    }
    let tail = rest.iter().take_while(|byte| !is_marked(**byte));
    text.len()
        .saturating_sub(rest.len())
        .saturating_add(tail.count())
}

const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Marks the bytes below a limit of at most 128, exactly up to the first of them.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(every(limit)) & !word & every(0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_at_any_place() {
        for length in 0..40 {
            for at in 0..=length {
                let mut text = vec![b'.' ^ 1; length];
                if let Some(byte) = text.get_mut(at) {
                    *byte = b'.';
                }
                if let Some(byte) = text.get_mut(at + 1) {
                    *byte = b'"';
                }
                assert_eq!(before(&text, [b'"', b'.']), at);
            }
        }
    }

    #[test]
    fn strings_end_at_quotes_backslashes_and_controls() {
        for byte in 0..=u8::MAX {
            let marked = byte < 0x20 || byte == b'"' || byte == b'\\';
            for at in 0..20 {
                let mut text = vec![b'\x7f'; 20];
                if let Some(place) = text.get_mut(at) {
                    *place = byte;
                }
                assert_eq!(unescaped(&text), if marked { at } else { 20 }, "{byte}");
            }
        }
    }
}
