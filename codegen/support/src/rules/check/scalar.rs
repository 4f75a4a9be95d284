//! Keywords about single values: `enum`, `const`, numbers and strings (Validation 6.1 to 6.3).

use std::cmp::Ordering;

use super::{
    super::{Bound, Literal, OPEN, Rules, Types, View, pattern},
    Checker, message,
};

impl Checker<'_> {
    pub(super) fn scalars(&mut self, rules: &Rules, view: &View<'_>) -> bool {
        let mut valid = self.constant(rules, view);
        valid &= self.enumeration(rules, view);
        match view {
            View::Number(text) => valid & self.number(rules, text),
            View::String(text) => valid & self.string(rules, text),
            _ => valid,
        }
    }

    fn constant(&mut self, rules: &Rules, view: &View<'_>) -> bool {
        let Some(constant) = rules.constant else {
            return true;
        };
        constant.equals(view)
            || self.fail("const", |subject| {
                let quoted = message::quote(view);
                format!("{subject} is {quoted}; it must be {}", constant.text())
            })
    }

    fn enumeration(&mut self, rules: &Rules, view: &View<'_>) -> bool {
        let strings = rules.strings.unwrap_or_default();
        let values = rules.enumeration.unwrap_or_default();
        if rules.strings.is_none() && rules.enumeration.is_none() {
            return true;
        }
        let listed = match view {
            View::String(text) if strings.contains(&text.as_ref()) => true,
            _ => values.iter().any(|value| value.equals(view)),
        };
        if listed || (rules.has(OPEN) && !self.closed && could_be_listed(strings, values, view)) {
            return true;
        }
        self.fail("enum", |subject| {
            let strings = strings.iter().map(|text| format!("{text:?}"));
            let all: Vec<_> = strings.chain(values.iter().map(Literal::text)).collect();
            let quoted = message::quote(view);
            format!(
                "{subject} is {quoted}; it must be one of {}",
                all.join(", ")
            )
        })
    }

    fn number(&mut self, rules: &Rules, text: &str) -> bool {
        use Ordering::{Equal, Greater, Less};
        self.limit(
            rules.minimum,
            text,
            &[Greater, Equal],
            ("minimum", "the minimum is"),
        ) & self.limit(
            rules.maximum,
            text,
            &[Less, Equal],
            ("maximum", "the maximum is"),
        ) & self.limit(
            rules.exclusive_minimum,
            text,
            &[Greater],
            ("exclusiveMinimum", "it must be above"),
        ) & self.limit(
            rules.exclusive_maximum,
            text,
            &[Less],
            ("exclusiveMaximum", "it must be below"),
        ) & self.multiple(rules.multiple_of, text)
    }

    fn limit(
        &mut self,
        bound: Option<Bound>,
        text: &str,
        allowed: &[Ordering],
        (keyword, words): (&'static str, &str),
    ) -> bool {
        let Some(bound) = bound else { return true };
        allowed.contains(&bound.compare(text))
            || self.fail(keyword, |subject| {
                format!("{subject} is {}; {words} {bound}", message::shorten(text))
            })
    }

    fn multiple(&mut self, of: Option<Bound>, text: &str) -> bool {
        let Some(of) = of else { return true };
        of.divides(text)
            || self.fail("multipleOf", |subject| {
                let number = message::shorten(text);
                format!("{subject} is {number}; it must be a multiple of {of}")
            })
    }

    fn string(&mut self, rules: &Rules, text: &str) -> bool {
        let lengths = rules.lengths;
        let mut valid = true;
        if lengths.min > 0 && !pattern::count_in(text, lengths.min, u32::MAX) {
            valid = self.fail("minLength", |subject| {
                let has = message::plural(text.chars().count(), "character", "characters");
                format!("{subject} has {has}; the minimum is {}", lengths.min)
            });
        }
        if lengths.max < u32::MAX && !pattern::count_in(text, 0, lengths.max) {
            valid = self.fail("maxLength", |subject| {
                let has = message::plural(text.chars().count(), "character", "characters");
                format!("{subject} has {has}; the maximum is {}", lengths.max)
            });
        }
        match rules.pattern {
            Some(pattern) if !pattern.matches(text) => self.fail("pattern", |subject| {
                let quoted = message::shorten(text);
                format!(
                    "{subject} is {quoted:?}; it must match `{}`",
                    pattern.source()
                )
            }),
            _ => valid,
        }
    }
}

/// Whether an open enum lists values of the same type, so that a later version could list this.
fn could_be_listed(strings: &[&str], values: &[Literal], view: &View<'_>) -> bool {
    let types = values.iter().fold(Types::NONE, |types, value| {
        types.or(match value {
            Literal::Null => Types::NULL,
            Literal::Boolean(_) => Types::BOOLEAN,
            Literal::Number(_) => Types::NUMBER,
            Literal::String(_) => Types::STRING,
            Literal::Array(_) => Types::ARRAY,
            Literal::Object(_) => Types::OBJECT,
        })
    });
    let types = match strings {
        [] => types,
        _ => types.or(Types::STRING),
    };
    types.contains(view.json_type())
}
