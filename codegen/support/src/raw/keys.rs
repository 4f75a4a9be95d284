//! Which arm of a union is it by the members that an object has?

use super::{
    look::Kind,
    scan::{Members, means},
};

/// The index of the only one of several sets of members that an object has all of.
pub(super) fn only_with(text: &str, sets: &[&[&str]]) -> Option<usize> {
    if Kind::of(text) != Kind::Object {
        return None;
    }
    let mut seen = Keys::default();
    for (spelled, _) in Members::of(text) {
        for (key, name) in sets.iter().copied().flatten().enumerate() {
            if means(spelled, name) {
                seen.insert(key);
            }
        }
    }
    let mut first = 0_usize;
    let mut whole = sets.iter().enumerate().filter(|(_, set)| {
        let end = first.saturating_add(set.len());
        let all = (first..end).all(|key| seen.has(key));
        first = end;
        all
    });
    let (index, _) = whole.next()?;
    whole.next().is_none().then_some(index)
}

/// Which names were there, by where each stands among all names of the sets.
#[derive(Default)]
struct Keys {
    /// The first 64, so that hardly any union needs memory for this.
    first: u64,
    further: Vec<usize>,
}

impl Keys {
    fn insert(&mut self, key: usize) {
        match u32::try_from(key)
            .ok()
            .and_then(|key| 1_u64.checked_shl(key))
        {
            Some(bit) => self.first |= bit,
            None if self.further.contains(&key) => {}
            None => self.further.push(key),
        }
    }

    fn has(&self, key: usize) -> bool {
        match u32::try_from(key)
            .ok()
            .and_then(|key| 1_u64.checked_shl(key))
        {
            Some(bit) => self.first & bit != 0,
            None => self.further.contains(&key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::only_with;

    const SETS: &[&[&str]] = &[&["radius"], &["side", "color"], &[]];

    #[test]
    fn only_one_set_that_is_whole_decides() {
        assert_eq!(only_with(r#"{"x":{"radius":1},"side":2}"#, SETS), Some(2));
        assert_eq!(only_with(r#"{"radius":1}"#, &SETS[..2]), Some(0));
        assert_eq!(only_with(r#"{"color":1,"side":null}"#, &SETS[..2]), Some(1));
    }

    #[test]
    fn none_several_and_other_types_leave_it_open() {
        for text in [
            r#"{"side":1}"#,
            r#"{"side":1,"color":2,"radius":3}"#,
            "[]",
            "1",
        ] {
            assert_eq!(only_with(text, &SETS[..2]), None, "{text}");
        }
        assert_eq!(only_with("{}", &[]), None);
    }

    #[test]
    fn a_set_may_be_as_large_as_it_likes() {
        let names: Vec<String> = (0..200).map(|index| format!("k{index}")).collect();
        let keys: Vec<&str> = names.iter().map(String::as_str).collect();
        let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":0")).collect();
        let whole = format!("{{{}}}", members.join(","));
        let most = format!("{{{}}}", members[1..].join(","));
        assert_eq!(only_with(&whole, &[&["x"], &keys]), Some(1));
        assert_eq!(only_with(&most, &[&["x"], &keys]), None);
    }
}
