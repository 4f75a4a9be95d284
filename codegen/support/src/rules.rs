//! What schemas assert (JSON Schema 2020-12 Validation), as static tables, and their interpreter.
//!
//! Decoding is generous; these rules are exact. A server checks a body's text against the rules of
//! its schema before decoding it, [`Validate::validate`] checks a value that was built in Rust, and
//! unions try the rules of their arms.

pub mod backtracking;
mod build;
mod check;
mod decimal;
mod literal;
mod pattern;
mod policy;
mod validate;
mod view;
mod violation;

use std::sync::OnceLock;

pub use decimal::Bound;
pub use literal::Literal;
pub use pattern::{Matcher, Pattern};
pub use policy::Policy;
pub use validate::Validate;
pub use view::{View, ViewError};
pub use violation::{Violation, Violations};

/// What one schema asserts. Built in a `static` by the methods named after the keywords; a `$ref`
/// is a reference to another static, which may lead back.
#[derive(Debug)]
pub struct Rules {
    place: Option<&'static str>,
    types: Types,
    flags: u8,
    lengths: Counts,
    items_count: Counts,
    contains_count: Counts,
    members_count: Counts,
    enumeration: Option<&'static [Literal]>,
    strings: Option<&'static [&'static str]>,
    constant: Option<&'static Literal>,
    minimum: Option<Bound>,
    maximum: Option<Bound>,
    exclusive_minimum: Option<Bound>,
    exclusive_maximum: Option<Bound>,
    multiple_of: Option<Bound>,
    pattern: Option<&'static Pattern>,
    prefix_items: &'static [&'static Rules],
    items: Option<&'static Rules>,
    contains: Option<&'static Rules>,
    properties: &'static [(&'static str, &'static Rules)],
    pattern_properties: &'static [(&'static Pattern, &'static Rules)],
    additional_properties: Option<&'static Rules>,
    property_names: Option<&'static Rules>,
    required: &'static [&'static str],
    dependent_required: &'static [(&'static str, &'static [&'static str])],
    dependent_schemas: &'static [(&'static str, &'static Rules)],
    all_of: &'static [&'static Rules],
    any_of: &'static [&'static Rules],
    one_of: &'static [&'static Rules],
    not: Option<&'static Rules>,
    condition: Option<&'static Rules>,
    then: Option<&'static Rules>,
    otherwise: Option<&'static Rules>,
    unevaluated_items: Option<&'static Rules>,
    unevaluated_properties: Option<&'static Rules>,
    later: Option<&'static OnceLock<&'static Rules>>,
}

/// A least and a greatest count, both allowed.
#[derive(Clone, Copy, Debug)]
struct Counts {
    min: u32,
    max: u32,
}

impl Counts {
    const ANY: Self = Self {
        min: 0,
        max: u32::MAX,
    };
}

const UNIQUE: u8 = 1;
const OPEN: u8 = 2;
const READ_ONLY: u8 = 4;
const NEVER: u8 = 8;

/// A set of the types of JSON Schema (Core 4.2.1, Validation 6.1.1). `integer` is a number without
/// fraction, however it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(2);
    /// `integer`
    pub const INTEGER: Self = Self(4);
    /// `number`, integers too
    pub const NUMBER: Self = Self(8 | 4);
    /// `string`
    pub const STRING: Self = Self(16);
    /// `array`
    pub const ARRAY: Self = Self(32);
    /// `object`
    pub const OBJECT: Self = Self(64);
    /// All of them
    pub const ANY: Self = Self(127);
    /// None of them
    pub const NONE: Self = Self(0);

    const NAMES: [(Self, &'static str); 7] = [
        (Self::NULL, "null"),
        (Self::BOOLEAN, "a boolean"),
        (Self::NUMBER, "a number"),
        (Self::INTEGER, "an integer"),
        (Self::STRING, "a string"),
        (Self::ARRAY, "an array"),
        (Self::OBJECT, "an object"),
    ];

    /// The types of either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all types of `other` are in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The types in words, for messages: `a string or null`.
    fn words(self) -> String {
        let mut words = Vec::new();
        for (one, name) in Self::NAMES {
            let covered = one == Self::INTEGER && self.contains(Self::NUMBER);
            if self.contains(one) && !covered {
                words.push(name);
            }
        }
        words.sort_by_key(|word| *word == "null");
        words.join(" or ")
    }
}

impl Rules {
    /// Checks a value and collects what is wrong with it.
    ///
    /// # Errors
    /// The violations, at least one, at most as many as the policy allows.
    pub fn check(&'static self, view: &View<'_>, policy: &Policy) -> Result<(), Violations> {
        check::check(self, view, policy)
    }

    /// Checks JSON text as [`check`](Self::check) does; text that isn't JSON is one violation.
    ///
    /// # Errors
    /// The violations.
    pub fn check_text(&'static self, text: &str, policy: &Policy) -> Result<(), Violations> {
        match View::parse(text) {
            Ok(view) => self.check(&view, policy),
            Err(error) => Err(Violations::one("", "json", error.to_string())),
        }
    }

    /// Whether JSON text is valid by these rules in the strictest reading: unknown values of open
    /// enums count. Collects nothing.
    pub fn accepts(&'static self, text: &str) -> bool {
        View::parse(text).is_ok_and(|view| check::accepts(self, &view, &Policy::STRICT))
    }

    /// Whether a value is valid by these rules. Collects nothing.
    pub fn accepts_view(&'static self, view: &View<'_>, policy: &Policy) -> bool {
        check::accepts(self, view, policy)
    }

    const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether any keyword applies a schema to the instance itself.
    const fn has_arms(&self) -> bool {
        !self.all_of.is_empty()
            || !self.any_of.is_empty()
            || !self.one_of.is_empty()
            || !self.dependent_schemas.is_empty()
            || self.not.is_some()
            || self.condition.is_some()
            || self.later.is_some()
    }
}
