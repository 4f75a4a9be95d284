//! Comparing short texts eight bytes at a time.

use std::iter;

/// Whether a text stands at the start of another.
#[inline]
pub(crate) fn starts_with(text: &[u8], start: &[u8]) -> bool {
    let Some(head) = text.get(..start.len()) else {
        return false;
    };
    let ((words, tail), (others, end)) = (head.as_chunks::<8>(), start.as_chunks::<8>());
    let mut pairs = iter::zip(words, others);
    pairs.all(|(word, other)| u64::from_le_bytes(*word) == u64::from_le_bytes(*other))
        && iter::zip(tail, end).all(|(byte, other)| byte == other)
}

/// The first eight bytes of a text and the mask of those that there are.
pub(crate) fn head(text: &[u8]) -> (u64, u64) {
    let bytes = text.iter().take(8).rev();
    bytes.fold((0, 0), |(head, mask), byte| {
        (head << 8 | u64::from(*byte), mask << 8 | 0xff)
    })
}

/// The eight bytes from a place on, zeros for those behind the end; and how many are left.
#[inline]
pub(crate) fn word(text: &[u8], from: usize) -> (u64, usize) {
    let rest = text.get(from..).unwrap_or_default();
    let word = match (rest.first_chunk(), text.last_chunk()) {
        (Some(word), _) => u64::from_le_bytes(*word),
        (None, Some(last)) if !rest.is_empty() => {
            let behind = 8_usize.saturating_sub(rest.len());
            u64::from_le_bytes(*last) >> (8 * behind)
        }
        _ => head(rest).0,
    };
    (word, rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_what_stands_at_the_start() {
        let text: Vec<u8> = (0..40).collect();
        for length in 0..text.len() {
            let (start, _) = text.split_at(length);
            assert!(starts_with(&text, start));
            assert!(!starts_with(start, &text));
            for at in 0..length {
                let mut other = start.to_vec();
                if let Some(byte) = other.get_mut(at) {
                    *byte ^= 1;
                }
                assert!(!starts_with(&text, &other));
            }
        }
    }

    #[test]
    fn words_are_heads() {
        let text: Vec<u8> = (1..20).collect();
        for length in 0..text.len() {
            let (text, _) = text.split_at(length);
            for from in 0..=length {
                let (_, rest) = text.split_at(from);
                assert_eq!(word(text, from), (head(rest).0, rest.len()));
            }
        }
        assert_eq!(head(b"ab"), (0x6261, 0xffff));
    }
}
