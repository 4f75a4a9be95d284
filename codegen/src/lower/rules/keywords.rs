//! The keywords of one schema object, one by one.

use std::collections::BTreeSet;

use super::{
    EnumRules, ImpliedTypes, OneOfRules, Role, RulesLowering, implied, legacy,
    literal::{literal, number},
    pattern,
    scope::Scope,
};
use crate::{
    diagnostic::{Diagnostic, lint},
    model::{
        JsonKind,
        rules::{Counts, Direction, Literal, Matcher, Pattern, Rules, RulesRef},
    },
    pointer::Place,
    schema::{JsonType, Keywords, SchemaId},
};

/// One schema object on its way into rules.
pub(super) struct Walk<'w, 'd> {
    pub(super) lowering: &'w mut RulesLowering<'d>,
    pub(super) id: SchemaId,
    pub(super) place: &'d Place,
    pub(super) keywords: &'w Keywords,
    pub(super) scope: &'w Scope,
    pub(super) role: Role,
    pub(super) depth: usize,
}

impl Walk<'_, '_> {
    pub(super) fn fill(&mut self, rules: &mut Rules) {
        self.types(rules);
        self.values(rules);
        self.numbers(rules);
        self.strings(rules);
        self.arrays(rules);
        self.objects(rules);
        self.arms(rules);
        rules.read_only = self.keywords.read_only;
    }

    fn types(&self, rules: &mut Rules) {
        let implies = self.lowering.options.types == ImpliedTypes::Implied;
        rules.types = match &self.keywords.types {
            Some(types) => Some(types.iter().map(|name| kind(*name)).collect()),
            None if implies && self.role == Role::Instance => {
                let kind = implied::implied(self.lowering.description, self.id);
                kind.map(|kind| BTreeSet::from([kind]))
            }
            None => None,
        };
    }

    fn values(&self, rules: &mut Rules) {
        let values = self.keywords.enumeration.as_ref();
        rules.enumeration = values.map(|values| {
            let mut literals: Vec<Literal> = Vec::with_capacity(values.len());
            let mut seen = BTreeSet::new();
            for value in values {
                let value = literal(value);
                if seen.insert(format!("{value:?}")) {
                    literals.push(value);
                }
            }
            literals
        });
        let strings = rules.enumeration.iter().flatten();
        let strings = strings
            .filter(|value| matches!(value, Literal::String(_)))
            .count();
        rules.open = strings > 1 && self.lowering.options.enums == EnumRules::Open;
        rules.constant = self.keywords.constant.as_ref().map(literal);
    }

    fn numbers(&self, rules: &mut Rules) {
        rules.minimum = self.keywords.minimum.map(number);
        rules.maximum = self.keywords.maximum.map(number);
        rules.exclusive_minimum = self.keywords.exclusive_minimum.map(number);
        rules.exclusive_maximum = self.keywords.exclusive_maximum.map(number);
        rules.multiple_of = self.keywords.multiple_of.map(number);
    }

    fn strings(&mut self, rules: &mut Rules) {
        rules.length = counts(self.keywords.min_length, self.keywords.max_length);
        let source = self.keywords.pattern.as_deref();
        rules.pattern = source.and_then(|source| self.pattern(source, self.place.child("pattern")));
    }

    fn arrays(&mut self, rules: &mut Rules) {
        let keywords = self.keywords;
        rules.items_count = counts(keywords.min_items, keywords.max_items);
        rules.unique_items = keywords.unique_items;
        rules.prefix_items = self.instances(&keywords.prefix_items);
        rules.items = keywords.items.map(|id| self.instance(id));
        rules.contains = keywords.contains.map(|id| self.part(id));
        if rules.contains.is_some() {
            rules.contains_count = Counts {
                min: keywords.min_contains,
                max: keywords.max_contains,
            };
        }
        rules.unevaluated_items = keywords.unevaluated_items.map(|id| self.instance(id));
        if !self.lowering.evaluates {
            rules.items.take_if(|items| *items == RulesRef::Any);
            while rules.items.is_none() && rules.prefix_items.last() == Some(&RulesRef::Any) {
                rules.prefix_items.pop();
            }
        }
    }

    fn objects(&mut self, rules: &mut Rules) {
        let keywords = self.keywords;
        rules.properties_count = counts(keywords.min_properties, keywords.max_properties);
        rules.required = self.required();
        rules
            .dependent_required
            .clone_from(&keywords.dependent_required);
        rules
            .dependent_required
            .retain(|(_, names)| !names.is_empty());
        rules.additional_properties = keywords.additional_properties.map(|id| self.instance(id));
        rules.unevaluated_properties = keywords.unevaluated_properties.map(|id| self.instance(id));
        rules.property_names = keywords.property_names.map(|id| self.part(id));
        let properties = keywords.properties.iter();
        rules.properties = properties
            .map(|(name, id)| (name.clone(), self.instance(*id)))
            .collect();
        for (source, id) in &keywords.pattern_properties {
            let place = self.place.child("patternProperties").child(source);
            let schema = self.instance(*id);
            let pattern = self.pattern(source, place);
            rules
                .pattern_properties
                .extend(pattern.map(|pattern| (pattern, schema)));
        }
        let dependent = keywords.dependent_schemas.iter();
        rules.dependent_schemas = dependent
            .map(|(name, id)| (name.clone(), self.part(*id)))
            .collect();
        if !self.lowering.evaluates {
            rules
                .additional_properties
                .take_if(|schema| *schema == RulesRef::Any);
            if rules.additional_properties.is_none() {
                rules
                    .properties
                    .retain(|(_, schema)| *schema != RulesRef::Any);
                rules
                    .pattern_properties
                    .retain(|(_, schema)| *schema != RulesRef::Any);
            }
        }
    }

    /// The required names, without those that this direction doesn't ask for.
    fn required(&self) -> Vec<String> {
        let mut names = self.keywords.required.clone();
        if self.scope.direction != Direction::Both {
            let one_way = self.one_way();
            names.retain(|name| !one_way.contains(name.as_str()));
        }
        names
    }

    /// The properties that only go the other way, in this schema and what applies with it.
    fn one_way(&self) -> BTreeSet<&str> {
        let description = self.lowering.description;
        let mut names = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![self.id];
        while let Some(id) = open.pop() {
            let schema = description.schema(id);
            let Some(keywords) = schema.and_then(|schema| schema.keywords()) else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            for (name, property) in &keywords.properties {
                if self.is_one_way(*property) {
                    names.insert(name.as_str());
                }
            }
            open.extend(keywords.reference.as_ref().and_then(|link| link.target));
            open.extend(&keywords.all_of);
        }
        names
    }

    fn is_one_way(&self, property: SchemaId) -> bool {
        let description = self.lowering.description;
        let targets = [property, description.follow(property)];
        let keywords = targets
            .into_iter()
            .filter_map(|id| description.schema(id)?.keywords());
        let mut flags = keywords.map(|keywords| match self.scope.direction {
            Direction::Both => false,
            Direction::Request => keywords.read_only,
            Direction::Response => keywords.write_only,
        });
        flags.any(|flag| flag)
    }

    fn arms(&mut self, rules: &mut Rules) {
        let keywords = self.keywords;
        rules.all_of = self.parts(&keywords.all_of);
        rules.all_of.retain(|schema| *schema != RulesRef::Any);
        rules.any_of = self.alternatives(&keywords.any_of);
        rules.one_of = self.alternatives(&keywords.one_of);
        if !rules.one_of.is_empty() && self.may_overlap() {
            self.lift_one_of(rules);
        }
        rules.not = keywords.not.map(|id| self.part(id));
        if keywords.then.is_some() || keywords.else_.is_some() || self.lowering.evaluates {
            rules.condition = keywords.if_.map(|id| self.part(id));
        }
        if rules.condition.is_some() {
            rules.then = keywords.then.map(|id| self.part(id));
            rules.otherwise = keywords.else_.map(|id| self.part(id));
        }
    }

    fn may_overlap(&self) -> bool {
        let options = &self.lowering.options;
        let schema = self.lowering.description.schema(self.id);
        options.one_of == OneOfRules::Any
            || schema.is_some_and(|schema| options.overlapping.contains(&schema.place))
    }

    /// Treats `oneOf` as `anyOf`.
    fn lift_one_of(&self, rules: &mut Rules) {
        let arms = std::mem::take(&mut rules.one_of);
        if rules.any_of.is_empty() {
            rules.any_of = arms;
            return;
        }
        let any = Rules {
            any_of: arms,
            ..Rules::default()
        };
        rules.all_of.push(RulesRef::Inline(Box::new(any)));
    }

    /// The arms of a union. They describe instances where nothing beside the union does.
    fn alternatives(&mut self, arms: &[SchemaId]) -> Vec<RulesRef> {
        let description = self.lowering.description;
        let has_base =
            self.keywords.types.is_some() || implied::implied(description, self.id).is_some();
        let mut rules = Vec::with_capacity(arms.len());
        for id in arms {
            let keywords = description.schema(*id).and_then(|schema| schema.keywords());
            let describes = !has_base && keywords.is_some_and(implied::describes);
            rules.push(match describes {
                true => self.instance(*id),
                false => self.part(*id),
            });
        }
        rules
    }

    fn pattern(&mut self, source: &str, place: Place) -> Option<Pattern> {
        let longest = self.lowering.options.longest_backtracking;
        let diagnostics = &mut self.lowering.diagnostics;
        let translated = match pattern::translate(source, longest) {
            Ok(translated) => translated,
            Err(pattern::InvalidPattern(reason)) => {
                let message =
                    format!("`{source}` isn't a regular expression of ECMA-262: {reason}");
                let diagnostic = Diagnostic::new(&lint::INVALID_PATTERN, place, message)
                    .note("nothing checks values against this pattern")
                    .help("mend it; `[lints]` can allow it if other tools need it so");
                diagnostics.report(diagnostic);
                return None;
            }
        };
        if translated.legacy {
            let message = format!("`{source}` is a regular expression only without the flag `u`");
            let help: String = match legacy::corrected(source) {
                Some(corrected) => format!("write `{corrected}`"),
                None => "escape what means something, and nothing else".to_owned(),
            };
            let diagnostic = Diagnostic::new(&lint::LEGACY_PATTERN, place.clone(), message)
                .note("JSON Schema Core 6.4 has patterns read with the flag `u`")
                .help(help);
            diagnostics.report(diagnostic);
        }
        if let Matcher::Backtracking { .. } = translated.pattern.matcher {
            let message = format!("`{source}` can't be matched in linear time");
            let note = format!("texts longer than {longest} bytes count as violations");
            let diagnostic = Diagnostic::new(&lint::BACKTRACKING_PATTERN, place, message);
            let help = "write it without lookaround and back-references, or raise `pattern_limit` under `[types]`";
            diagnostics.report(diagnostic.note(note).help(help));
        }
        Some(translated.pattern)
    }

    fn instance(&mut self, id: SchemaId) -> RulesRef {
        self.lowering
            .schema(id, self.scope, Role::Instance, self.depth + 1)
    }

    fn part(&mut self, id: SchemaId) -> RulesRef {
        self.lowering
            .schema(id, self.scope, Role::Part, self.depth + 1)
    }

    fn instances(&mut self, ids: &[SchemaId]) -> Vec<RulesRef> {
        ids.iter().map(|id| self.instance(*id)).collect()
    }

    fn parts(&mut self, ids: &[SchemaId]) -> Vec<RulesRef> {
        ids.iter().map(|id| self.part(*id)).collect()
    }
}

fn counts(min: Option<u64>, max: Option<u64>) -> Counts {
    Counts {
        min: min.filter(|min| *min > 0),
        max,
    }
}

fn kind(name: JsonType) -> JsonKind {
    match name {
        JsonType::Null => JsonKind::Null,
        JsonType::Boolean => JsonKind::Boolean,
        JsonType::Integer => JsonKind::Integer,
        JsonType::Number => JsonKind::Number,
        JsonType::String => JsonKind::String,
        JsonType::Array => JsonKind::Array,
        JsonType::Object => JsonKind::Object,
    }
}
