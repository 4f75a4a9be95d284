//! What schemas assert, as plain data.

use std::collections::BTreeSet;

use serde::Serialize;

use super::JsonKind;
use crate::pointer::Place;

/// The index of shared rules in a [`RulesArena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct RulesId(pub usize);

/// A use of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RulesRef {
    /// Rules that stand by themselves.
    Shared(RulesId),
    /// Rules that only this use has.
    Inline(Box<Rules>),
    /// Every instance passes.
    #[default]
    Any,
    /// No instance passes.
    Never,
}

/// All shared rules of an API.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct RulesArena {
    /// A [`RulesId`] is an index.
    pub shared: Vec<SharedRules>,
}

impl RulesArena {
    /// The rules of an id; none for an id of another model.
    pub fn get(&self, id: RulesId) -> Option<&SharedRules> {
        self.shared.get(id.0)
    }

    /// All rules with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (RulesId, &SharedRules)> {
        let ids = (0..).map(RulesId);
        ids.zip(&self.shared)
    }
}

/// Rules that have a name of their own. Place, direction and scope together tell them apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedRules {
    /// The schema that they come from.
    pub place: Place,
    /// For which way the values go, where that matters.
    pub direction: Direction,
    /// The resources through which the schema was entered, where a `$dynamicRef` in it depends on
    /// them (JSON Schema Core 8.2.3.2); outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<Place>,
    /// What the schema asserts.
    pub rules: RulesRef,
}

/// Which way values go. A required property that is `readOnly` needn't be in a request, nor a
/// required one that is `writeOnly` in a response (OAS *Schema Object*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Both ways: all that is required counts.
    #[default]
    Both,
    /// To the server.
    Request,
    /// From the server.
    Response,
}

impl Direction {
    /// Whether it is no way in particular.
    pub fn is_both(&self) -> bool {
        *self == Self::Both
    }
}

/// What a schema asserts of values that go one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectedRules {
    /// To the server.
    pub request: Option<RulesRef>,
    /// From the server.
    pub response: Option<RulesRef>,
}

impl DirectedRules {
    /// Puts those of one way in the place of those that hold both ways, where they are known.
    pub fn follow(&self, way: Direction, rules: &mut Option<RulesRef>) {
        let directed: &Option<RulesRef> = match way {
            Direction::Request => &self.request,
            Direction::Response => &self.response,
            Direction::Both => return,
        };
        if directed.is_some() {
            rules.clone_from(directed);
        }
    }
}

/// What one schema object asserts, by keyword. Annotations are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct Rules {
    /// `type`; `None` for all. `number` includes integers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<BTreeSet<JsonKind>>,
    /// `enum`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enumeration: Option<Vec<Literal>>,
    /// Whether a policy may let values pass that `enum` doesn't list.
    #[serde(skip_serializing_if = "is_false")]
    pub open: bool,
    /// `const`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<Literal>,
    /// `minimum`, as a JSON number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// `maximum`, as a JSON number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// `exclusiveMinimum`, as a JSON number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<String>,
    /// `exclusiveMaximum`, as a JSON number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<String>,
    /// `multipleOf`, as a JSON number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<String>,
    /// `minLength` and `maxLength`, in code points.
    #[serde(skip_serializing_if = "Counts::is_any")]
    pub length: Counts,
    /// `pattern`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// `minItems` and `maxItems`
    #[serde(skip_serializing_if = "Counts::is_any")]
    pub items_count: Counts,
    /// `uniqueItems`
    #[serde(skip_serializing_if = "is_false")]
    pub unique_items: bool,
    /// `prefixItems`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prefix_items: Vec<RulesRef>,
    /// `items`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<RulesRef>,
    /// `contains`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contains: Option<RulesRef>,
    /// `minContains` and `maxContains`; no least count means 1.
    #[serde(skip_serializing_if = "Counts::is_any")]
    pub contains_count: Counts,
    /// `minProperties` and `maxProperties`
    #[serde(skip_serializing_if = "Counts::is_any")]
    pub properties_count: Counts,
    /// `required`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<String>,
    /// `dependentRequired`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dependent_required: Vec<(String, Vec<String>)>,
    /// `properties`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<(String, RulesRef)>,
    /// `patternProperties`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pattern_properties: Vec<(Pattern, RulesRef)>,
    /// `additionalProperties`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_properties: Option<RulesRef>,
    /// `propertyNames`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property_names: Option<RulesRef>,
    /// `dependentSchemas`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dependent_schemas: Vec<(String, RulesRef)>,
    /// `allOf`, and references beside other keywords.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all_of: Vec<RulesRef>,
    /// `anyOf`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<RulesRef>,
    /// `oneOf`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<RulesRef>,
    /// `not`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<RulesRef>,
    /// `if`
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<RulesRef>,
    /// `then`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<RulesRef>,
    /// `else`
    #[serde(rename = "else", skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<RulesRef>,
    /// `unevaluatedItems`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unevaluated_items: Option<RulesRef>,
    /// `unevaluatedProperties`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unevaluated_properties: Option<RulesRef>,
    /// `readOnly`
    #[serde(skip_serializing_if = "is_false")]
    pub read_only: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A least and a greatest count, both allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u64>,
    /// The greatest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u64>,
}

impl Counts {
    /// Whether every count is allowed.
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }
}

/// A JSON value that a schema names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, as JSON text.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Literal>),
    /// An object; each name once.
    Object(Vec<(String, Literal)>),
}

/// An ECMA-262 expression and how it is matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pattern {
    /// As the document writes it.
    pub source: String,
    /// How it is matched.
    pub matcher: Matcher,
}

/// How an expression is matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matcher {
    /// `^text`
    StartsWith(String),
    /// `text$`
    EndsWith(String),
    /// `^text$`
    Equals(String),
    /// `text`
    Contains(String),
    /// `^[…]{min,max}$`
    Chars {
        /// The characters, as ranges with both ends.
        ranges: Vec<(char, char)>,
        /// The least count.
        min: u32,
        /// The greatest count.
        max: u32,
    },
    /// By the `regex` crate, in linear time; its expression.
    Linear(String),
    /// By the `regress` crate, which backtracks, and only on short texts.
    Backtracking {
        /// Whether the expression is read with the flag `u`.
        unicode: bool,
        /// The longest text that is tried, in bytes.
        longest: usize,
    },
}
