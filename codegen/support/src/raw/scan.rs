//! Walking over text that is known to be sound JSON: far cheaper than reading it.

use super::super::words;

/// The members of an object in their order: each name as it is spelled between its quotes, and
/// the text of the value. Nothing for any other value.
///
/// Text that isn't sound gives some members or none.
pub(super) struct Members<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Members<'text> {
    pub(super) fn of(text: &'text str) -> Self {
        let mut members = Self { text, at: 0 };
        members.space();
        match members.peek() {
            Some(b'{') => members.at = members.at.saturating_add(1),
            _ => members.at = text.len(),
        }
        members
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at = self.at.saturating_add(1);
        }
    }

    /// Goes on to a quote and over it.
    fn open(&mut self) -> Option<()> {
        loop {
            let byte = self.peek()?;
            self.at = self.at.saturating_add(1);
            match byte {
                b'"' => return Some(()),
                b'}' => {
                    self.at = self.text.len();
                    return None;
                }
                _ => {}
            }
        }
    }

    /// Goes over the rest of a string and its closing quote.
    fn string(&mut self) {
        self.at = end_of_string(self.text.as_bytes(), self.at);
    }

    /// Goes over a value.
    fn value(&mut self) {
        let text = self.text.as_bytes();
        let next = self.at.saturating_add(1);
        self.at = match self.peek() {
            Some(b'"') => end_of_string(text, next),
            Some(b'{' | b'[') => end_of_parts(text, next),
            _ => end_of_scalar(text, self.at),
        };
    }
}

impl<'text> Iterator for Members<'text> {
    type Item = (&'text str, &'text str);

    fn next(&mut self) -> Option<Self::Item> {
        self.open()?;
        let start = self.at;
        self.string();
        let name = self.text.get(start..self.at.checked_sub(1)?)?;
        self.space();
        // The colon.
        self.at = self.at.saturating_add(1);
        self.space();
        let start = self.at;
        self.value();
        Some((name, self.text.get(start..self.at)?))
    }
}

/// Where a number or word ends.
fn end_of_scalar(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let inside = |byte: &u8| !matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
    let count = rest.iter().take_while(|byte| inside(byte)).count();
    from.saturating_add(count)
}

/// Where an array or object ends, its closing bracket included, from behind its opening one.
fn end_of_parts(text: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 1_usize);
    while let Some(byte) = text.get(at) {
        at = at.saturating_add(1);
        match byte {
            b'"' => at = end_of_string(text, at),
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ => {}
        }
    }
    at
}

/// Where a string ends, its closing quote included, from anywhere inside of it.
fn end_of_string(text: &[u8], from: usize) -> usize {
    let mut at = from;
    loop {
        at = at.saturating_add(words::before(
            text.get(at..).unwrap_or_default(),
            [b'"', b'\\'],
        ));
        match text.get(at) {
            Some(b'"') => return at.saturating_add(1),
            // Whatever is escaped ends nothing.
            Some(_) => at = at.saturating_add(2),
            None => return text.len(),
        }
    }
}

/// Whether a name as it is spelled means this one. Escapes make it longer.
pub(super) fn means(spelled: &str, name: &str) -> bool {
    let escapes = |text: &str| text.bytes().any(|byte| byte == b'\\');
    match spelled.len() > name.len() {
        true => escapes(spelled) && unescaped(spelled).as_deref() == Some(name),
        false => spelled == name && !escapes(name),
    }
}

fn unescaped(spelled: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{spelled}\"")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(text: &str) -> Vec<(&str, &str)> {
        Members::of(text).collect()
    }

    #[test]
    fn members_in_order() {
        let text = " {\"a\" : [1, {\"b\": \"]\"}] ,\n\"c\\\"\":\"}\\\\\", \"\":-1e5 , \"d\":null} ";
        let expected = [
            ("a", "[1, {\"b\": \"]\"}]"),
            ("c\\\"", "\"}\\\\\""),
            ("", "-1e5"),
            ("d", "null"),
        ];
        assert_eq!(members(text), expected);
        assert_eq!(members("{}"), []);
        assert_eq!(members("[{\"a\":1}]"), []);
        assert_eq!(members("\"{\""), []);
    }

    #[test]
    fn names_compare_unescaped() {
        assert!(means("t\\u0079pe", "type"));
        assert!(means("\\\"", "\""));
        assert!(!means("t\\u0079pe", "t\\u0079pe"));
    }

    #[test]
    fn long_strings_end_where_they_do() {
        for length in 0..40 {
            let plain = "x".repeat(length);
            for (inside, rest) in [("", ""), ("\\\\", ""), ("\\\"", "y\"")] {
                let text = format!("{plain}{inside}\"{rest}");
                let end = plain.len() + inside.len() + 1;
                assert_eq!(end_of_string(text.as_bytes(), 0), end, "{text}");
            }
        }
    }

    #[test]
    fn any_text_ends() {
        for text in [
            "{",
            "{\"",
            "{\"a",
            "{\"a\"",
            "{\"a\":",
            "{\"a\\",
            "{é\"é\":é\"",
            "{\"a\":}}",
        ] {
            assert!(members(text).len() < 2, "{text}");
        }
    }
}
