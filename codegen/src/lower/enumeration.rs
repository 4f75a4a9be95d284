//! Lists of values: `enum`, `const`, and unions of them.

use std::collections::{BTreeMap, HashSet};

use super::{
    Lowering, annotation,
    home::is_name,
    kinds::Kinds,
    ty::{Class, Plan, scalars},
    view::{Conjunction, Key, View, key},
};
use crate::{
    config::Enums,
    diagnostic::{Diagnostic, lint},
    model::{Docs, EnumValue, Enumeration, Name, Scalar, Type},
    schema::Keywords,
    value::Node,
};

impl<'d> Lowering<'d> {
    /// What a list of values is: scalars make an enumeration, booleans are just that, and whatever
    /// holds arrays or objects stays JSON that its rules check.
    pub(super) fn values(&mut self, view: &View<'d>, kinds: Kinds) -> Class {
        let values: Vec<&Node> = scalars(view, kinds).unwrap_or_default();
        if values.is_empty() {
            self.report_empty(view);
            return Class::Plain(Type::Json);
        }
        match kinds {
            Kinds::NULL => Class::Plain(Type::Null),
            Kinds::BOOLEAN => Class::Plain(Type::Boolean),
            Kinds::OBJECT if view.has_shape_beside_values() => Class::Named(Plan::Struct),
            _ if !kinds.is_disjoint(Kinds::OBJECT.union(Kinds::ARRAY)) => Class::Plain(Type::Json),
            _ => Class::Named(Plan::Enumeration),
        }
    }

    /// An enumeration from the values of a view, or from those of the arms of its union.
    pub(super) fn enumeration(&mut self, view: &View<'d>) -> Enumeration {
        let mut open: bool = self.config.types.enums == Enums::Open;
        let (kinds, _) = self.kinds(view);
        let values: Vec<EnumValue> = match scalars(view, kinds) {
            Some(values) => values.into_iter().filter_map(enum_value).collect(),
            None => {
                let (values, any) = self.arm_values(view);
                open |= any;
                values
            }
        };
        let text: bool = values
            .iter()
            .all(|value| matches!(value.value, Scalar::String(_)));
        Enumeration {
            values,
            text,
            open,
            unknown: Name::new("Unknown"),
        }
    }

    /// The values of all arms, and whether an arm allows any other string.
    fn arm_values(&self, view: &View<'d>) -> (Vec<EnumValue>, bool) {
        let mut values: Vec<EnumValue> = Vec::new();
        let mut seen: HashSet<Key<'d>> = HashSet::new();
        let mut any: bool = false;
        for arm in view.unions.iter().flat_map(|union| union.arms) {
            let arm_view = View::of(self.description, &Conjunction::one(*arm));
            let Some(listed) = scalars(&arm_view, Kinds::ALL.without(Kinds::NULL)) else {
                any |= arm_view.kinds.allowed.contains(Kinds::STRING);
                continue;
            };
            for value in listed {
                if !seen.insert(key(value)) {
                    continue;
                }
                let only: bool = matches!(arm_view.values.as_deref(), Some([_]));
                let arm: Option<&Keywords> = self.keywords(*arm).filter(|_| only);
                values.extend(self.annotated(value, arm));
            }
        }
        // A title that two values share names neither.
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for value in &values {
            *names.entry(value.name.wire.clone()).or_default() += 1;
        }
        for value in &mut values {
            if names.get(&value.name.wire).is_some_and(|count| *count > 1) {
                value.name = Name::new(value.value.to_string());
            }
        }
        (values, any)
    }

    /// The texts of an arm belong to its value where it has only one (OpenAPI *Annotated
    /// Enumerations*). A title that is a name is the name of a value that has none itself.
    fn annotated(&self, value: &Node, arm: Option<&Keywords>) -> Option<EnumValue> {
        let mut made: EnumValue = enum_value(value)?;
        let Some(arm) = arm else {
            return Some(made);
        };
        made.deprecated = arm.deprecated;
        made.docs.description = arm.description.clone();
        let title: Option<&String> = arm.title.as_ref();
        match title.filter(|title| is_name(title)) {
            Some(title) if !matches!(made.value, Scalar::String(_)) => {
                made.name = Name::new(title.clone());
            }
            Some(title) if same_word(title, &made.name.wire) => {}
            _ => made.docs.summary = title.cloned(),
        }
        Some(made)
    }

    fn report_empty(&mut self, view: &View<'d>) {
        let holder = view.layers.iter().rev().find(|layer| {
            self.keywords(**layer).is_some_and(|keywords| {
                keywords.enumeration.is_some() || keywords.constant.is_some()
            })
        });
        if let Some(schema) = holder.and_then(|layer| self.description.schema(*layer)) {
            let constant = schema.keywords().is_some_and(|own| own.constant.is_some());
            let keyword: &str = if constant { "const" } else { "enum" };
            let diagnostic = Diagnostic::new(
                &lint::EMPTY_ENUM,
                schema.place.child(keyword),
                "no value is left that the rest of the schema allows",
            )
            .at_key()
            .note("such a schema refuses every instance; the type keeps the JSON as it is")
            .help("list a value that `type` and the other lists allow too");
            self.report(diagnostic);
        }
    }
}

impl View<'_> {
    fn has_shape_beside_values(&self) -> bool {
        !self.properties.is_empty()
    }
}

/// Whether two texts are one word but for case and what joins its parts.
fn same_word(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

fn enum_value(value: &Node) -> Option<EnumValue> {
    let value: Scalar = annotation::scalar(value)?;
    Some(EnumValue {
        name: Name::new(value.to_string()),
        value,
        docs: Docs::default(),
        deprecated: false,
    })
}
