//! Rules of the model as tables of support, made at run time: leaked, and tied together by slots.

use std::sync::OnceLock;

use typewright::model::{
    JsonKind,
    rules::{Literal, Matcher, Pattern, Rules, RulesArena, RulesRef},
};
use typewright_support::rules::backtracking::Backtracking;
use typewright_support::rules::{Literal as Value, Pattern as Expression, Rules as Table, Types};

/// All shared rules of an arena as tables.
pub struct RunTime {
    slots: Vec<&'static OnceLock<&'static Table>>,
}

impl RunTime {
    pub fn of(arena: &RulesArena) -> Self {
        let slots = arena.shared.iter();
        let slots = slots.map(|_| &*Box::leak(Box::new(OnceLock::new())));
        let run_time = Self {
            slots: slots.collect(),
        };
        for (id, shared) in arena.iter() {
            let table = run_time.reference(&shared.rules);
            run_time.slots[id.0].set(table).unwrap();
        }
        run_time
    }

    pub fn reference(&self, rules: &RulesRef) -> &'static Table {
        leak(match rules {
            RulesRef::Any => Table::new(),
            RulesRef::Never => Table::never(),
            RulesRef::Shared(id) => Table::new().later(self.slots[id.0]),
            RulesRef::Inline(rules) => self.table(rules),
        })
    }

    fn table(&self, rules: &Rules) -> Table {
        let table = arrays(values(Table::new(), rules), rules);
        let table = self.item_schemas(table, rules);
        self.arms(self.members(table, rules), rules)
    }

    fn item_schemas(&self, mut table: Table, rules: &Rules) -> Table {
        table = table.prefix_items(self.list(&rules.prefix_items));
        if let Some(items) = &rules.items {
            table = table.items(self.reference(items));
        }
        if let Some(contains) = &rules.contains {
            table = table.contains(self.reference(contains));
        }
        if let Some(rest) = &rules.unevaluated_items {
            table = table.unevaluated_items(self.reference(rest));
        }
        table
    }

    fn members(&self, mut table: Table, rules: &Rules) -> Table {
        let patterns = rules.pattern_properties.iter();
        let patterns = patterns.map(|(source, rules)| (pattern(source), self.reference(rules)));
        table = table
            .properties(self.named(&rules.properties))
            .pattern_properties(leak(patterns.collect::<Vec<_>>()))
            .dependent_schemas(self.named(&rules.dependent_schemas))
            .required(strings(&rules.required));
        let dependent = rules.dependent_required.iter();
        let dependent = dependent.map(|(name, others)| (text(name), strings(others)));
        table = table.dependent_required(leak(dependent.collect::<Vec<_>>()));
        if let Some(schema) = &rules.additional_properties {
            table = table.additional_properties(self.reference(schema));
        }
        if let Some(schema) = &rules.property_names {
            table = table.property_names(self.reference(schema));
        }
        if let Some(rest) = &rules.unevaluated_properties {
            table = table.unevaluated_properties(self.reference(rest));
        }
        if let Some(min) = rules.properties_count.min {
            table = table.min_properties(count(min));
        }
        if let Some(max) = rules.properties_count.max {
            table = table.max_properties(count(max));
        }
        table
    }

    fn arms(&self, mut table: Table, rules: &Rules) -> Table {
        table = table
            .all_of(self.list(&rules.all_of))
            .any_of(self.list(&rules.any_of))
            .one_of(self.list(&rules.one_of));
        if let Some(schema) = &rules.not {
            table = table.not(self.reference(schema));
        }
        if let Some(schema) = &rules.condition {
            table = table.condition(self.reference(schema));
        }
        if let Some(schema) = &rules.then {
            table = table.then(self.reference(schema));
        }
        if let Some(schema) = &rules.otherwise {
            table = table.otherwise(self.reference(schema));
        }
        table
    }

    fn list(&self, rules: &[RulesRef]) -> &'static [&'static Table] {
        leak(
            rules
                .iter()
                .map(|rules| self.reference(rules))
                .collect::<Vec<_>>(),
        )
    }

    fn named(&self, members: &[(String, RulesRef)]) -> &'static [(&'static str, &'static Table)] {
        let members = members.iter();
        let members = members.map(|(name, rules)| (text(name), self.reference(rules)));
        leak(members.collect::<Vec<_>>())
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn strings(texts: &[String]) -> &'static [&'static str] {
    leak(texts.iter().map(|own| text(own)).collect::<Vec<_>>())
}

fn count(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn values(mut table: Table, rules: &Rules) -> Table {
    if let Some(kinds) = &rules.types {
        let types = kinds.iter().map(|kind| match kind {
            JsonKind::Null => Types::NULL,
            JsonKind::Boolean => Types::BOOLEAN,
            JsonKind::Integer => Types::INTEGER,
            JsonKind::Number => Types::NUMBER,
            JsonKind::String => Types::STRING,
            JsonKind::Array => Types::ARRAY,
            JsonKind::Object => Types::OBJECT,
        });
        table = table.types(types.fold(Types::NONE, Types::or));
    }
    if let Some(values) = &rules.enumeration {
        table = table.enumeration(leak(values.iter().map(literal).collect::<Vec<_>>()));
    }
    if let Some(value) = &rules.constant {
        table = table.constant(leak(literal(value)));
    }
    if let Some(number) = &rules.minimum {
        table = table.minimum_decimal(text(number));
    }
    if let Some(number) = &rules.maximum {
        table = table.maximum_decimal(text(number));
    }
    if let Some(number) = &rules.exclusive_minimum {
        table = table.exclusive_minimum_decimal(text(number));
    }
    if let Some(number) = &rules.exclusive_maximum {
        table = table.exclusive_maximum_decimal(text(number));
    }
    if let Some(number) = &rules.multiple_of {
        table = table.multiple_of_decimal(text(number));
    }
    if let Some(source) = &rules.pattern {
        table = table.pattern(pattern(source));
    }
    if let Some(min) = rules.length.min {
        table = table.min_length(count(min));
    }
    if let Some(max) = rules.length.max {
        table = table.max_length(count(max));
    }
    table
}

fn arrays(mut table: Table, rules: &Rules) -> Table {
    if let Some(min) = rules.items_count.min {
        table = table.min_items(count(min));
    }
    if let Some(max) = rules.items_count.max {
        table = table.max_items(count(max));
    }
    if let Some(min) = rules.contains_count.min {
        table = table.min_contains(count(min));
    }
    if let Some(max) = rules.contains_count.max {
        table = table.max_contains(count(max));
    }
    if rules.unique_items {
        table = table.unique_items();
    }
    table
}

fn literal(value: &Literal) -> Value {
    match value {
        Literal::Null => Value::Null,
        Literal::Boolean(value) => Value::Boolean(*value),
        Literal::Number(number) => Value::Number(text(number)),
        Literal::String(string) => Value::String(text(string)),
        Literal::Array(items) => Value::Array(leak(items.iter().map(literal).collect::<Vec<_>>())),
        Literal::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (text(name), literal(value)));
            Value::Object(leak(members.collect::<Vec<_>>()))
        }
    }
}

fn pattern(pattern: &Pattern) -> &'static Expression {
    let source = text(&pattern.source);
    leak(match &pattern.matcher {
        Matcher::StartsWith(part) => Expression::starts_with(source, text(part)),
        Matcher::EndsWith(part) => Expression::ends_with(source, text(part)),
        Matcher::Equals(whole) => Expression::equals(source, text(whole)),
        Matcher::Contains(part) => Expression::contains(source, text(part)),
        Matcher::Chars { ranges, min, max } => {
            Expression::chars(source, leak(ranges.clone()), *min, *max)
        }
        Matcher::Linear(translation) => Expression::linear(source, text(translation)),
        Matcher::Backtracking { unicode, longest } => {
            let flags = if *unicode { "u" } else { "" };
            Expression::by(source, leak(Backtracking::new(source, flags, *longest)))
        }
    })
}
