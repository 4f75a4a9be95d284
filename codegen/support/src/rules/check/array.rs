//! Keywords about arrays (Core 10.3.1, Validation 6.4).

use std::collections::HashMap;

use super::{
    super::{Counts, Rules, UNIQUE, View, literal},
    Checker, Marks, Step, message,
};

impl<'v> Checker<'v> {
    pub(super) fn array(
        &mut self,
        rules: &'static Rules,
        items: &'v [View<'v>],
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let names = ["minItems", "maxItems"];
        let mut valid = self.count(items.len(), rules.items_count, names, ["item", "items"]);
        if rules.has(UNIQUE) && self.goes_on(valid) {
            valid &= self.unique(items);
        }
        if self.goes_on(valid) {
            valid &= self.items(rules, items, marks.as_deref_mut());
        }
        match rules.contains {
            Some(schema) if self.goes_on(valid) => {
                self.contains(rules.contains_count, schema, items, marks) && valid
            }
            _ => valid,
        }
    }

    /// `minItems` and its kin: `names` are the two keywords, `nouns` what is counted.
    pub(super) fn count(
        &mut self,
        count: usize,
        limits: Counts,
        [least, most]: [&'static str; 2],
        [one, many]: [&str; 2],
    ) -> bool {
        let has = || message::plural(count, one, many);
        if (count as u64) < u64::from(limits.min) {
            let min = limits.min;
            return self.fail(least, |subject| {
                format!("{subject} has {}; the minimum is {min}", has())
            });
        }
        if limits.max < u32::MAX && count as u64 > u64::from(limits.max) {
            let max = limits.max;
            return self.fail(most, |subject| {
                format!("{subject} has {}; the maximum is {max}", has())
            });
        }
        true
    }

    fn items(
        &mut self,
        rules: &'static Rules,
        items: &'v [View<'v>],
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut valid = true;
        for (index, item) in items.iter().enumerate() {
            let prefix = rules.prefix_items.get(index).copied();
            let Some(schema) = prefix.or(rules.items) else {
                break;
            };
            valid &= self.enter(Step::Item(index), schema, item);
            if let Some(mark) = marks.as_mut().and_then(|marks| marks.get_mut(index)) {
                *mark = true;
            }
            if !self.goes_on(valid) {
                break;
            }
        }
        valid
    }

    fn contains(
        &mut self,
        limits: Counts,
        schema: &'static Rules,
        items: &'v [View<'v>],
        mut marks: Option<&mut Marks>,
    ) -> bool {
        let mut count = 0;
        for (index, item) in items.iter().enumerate() {
            if !self.quietly(|checker| checker.enter(Step::Item(index), schema, item)) {
                continue;
            }
            count += 1;
            if let Some(mark) = marks.as_mut().and_then(|marks| marks.get_mut(index)) {
                *mark = true;
            }
            let decided = limits.max == u32::MAX && count as u64 >= u64::from(limits.min);
            if decided && marks.is_none() {
                return true;
            }
        }
        let least = if limits.min == 1 {
            "contains"
        } else {
            "minContains"
        };
        let nouns = ["item of the kind asked for", "items of the kind asked for"];
        self.count(count, limits, [least, "maxContains"], nouns)
    }

    fn unique(&mut self, items: &[View<'_>]) -> bool {
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let mut text = String::new();
            literal::write_canonical(item, &mut text);
            if let Some(first) = seen.insert(text, index) {
                return self.fail("uniqueItems", |subject| {
                    format!("{subject} has equal items, {first} and {index}; each may stand once")
                });
            }
        }
        true
    }
}
