//! Damage to the text of documents, by bytes, by lines and by nodes.

use super::{inputs::Input, nodes, random::Random};

/// Pieces that parsers trip over.
const PIECES: [&str; 20] = [
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\t",
    "\r",
    "{",
    "[",
    "&a ",
    "*a",
    "<<: *a\n",
    "!!binary ",
    "? ",
    "---\n",
    "...\n",
    "- - - - - - - - ",
    "'",
    "\"",
    "|\n",
    "99999999999999999999999999999999999999999",
    "%",
];

/// Damages one or more documents of an input, once to four times.
pub(super) fn damage(input: &mut Input, others: &[Input], random: &mut Random) {
    for _ in 0..=random.below(4) {
        let paths: Vec<String> = input.documents.keys().cloned().collect();
        let Some(path) = random.pick(&paths) else {
            return;
        };
        let Some(text) = input.documents.get(path) else {
            return;
        };
        let other: &str = random
            .pick(others)
            .and_then(|other| other.documents.values().next())
            .map_or("", String::as_str);
        let damaged: String = match random.below(4) {
            0 => by_bytes(text, random),
            1 => by_lines(text, other, random),
            _ => nodes::damaged(path, text, other, random)
                .unwrap_or_else(|| by_lines(text, other, random)),
        };
        input.documents.insert(path.clone(), damaged);
    }
}

/// A text with some bytes changed, taken out, doubled or put in, and made UTF-8 again.
fn by_bytes(text: &str, random: &mut Random) -> String {
    let mut bytes: Vec<u8> = text.as_bytes().to_vec();
    let start: usize = random.below(bytes.len());
    let end: usize = (start + random.below(64)).min(bytes.len());
    match random.below(6) {
        0 => bytes.truncate(start),
        1 => {
            bytes.drain(start..end);
        }
        2 => {
            let piece: Vec<u8> = bytes.get(start..end).unwrap_or_default().to_vec();
            bytes.splice(start..start, piece);
        }
        3 => {
            let piece: &str = random.pick(&PIECES).copied().unwrap_or_default();
            bytes.splice(start..start, piece.bytes());
        }
        4 => {
            let deep: &str = random
                .pick(&["[", "{a: ", "- "])
                .copied()
                .unwrap_or_default();
            bytes.splice(start..start, deep.repeat(1 + random.below(400)).bytes());
        }
        _ => {
            if let Some(byte) = bytes.get_mut(start) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A text with some lines taken out, doubled, swapped, moved in, or taken from another.
fn by_lines(text: &str, other: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (one, two) = (random.below(lines.len()), random.below(lines.len()));
    let end: usize = (one + 1 + random.below(8)).min(lines.len());
    match random.below(5) {
        0 if !lines.is_empty() => {
            lines.drain(one..end);
        }
        1 if !lines.is_empty() => {
            let again: Vec<String> = lines.get(one..end).unwrap_or_default().to_vec();
            lines.splice(two..two, again);
        }
        2 if !lines.is_empty() => lines.swap(one, two),
        3 => {
            for line in lines.iter_mut().skip(one).take(end.saturating_sub(one)) {
                line.insert_str(0, "  ");
            }
        }
        _ => {
            let others: Vec<&str> = other.lines().collect();
            let start: usize = random.below(others.len());
            let taken = others.iter().skip(start).take(1 + random.below(8));
            let taken: Vec<String> = taken.map(|line| (*line).to_owned()).collect();
            lines.splice(one..one, taken);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_too_short_to_be_damaged() {
        for case in 0..2000 {
            let mut random: Random = Random::new(3, case);
            for text in ["", "\n", "a", "é\n日本"] {
                by_bytes(text, &mut random);
                by_lines(text, "", &mut random);
                by_lines(text, "x\ny", &mut random);
            }
        }
    }
}
