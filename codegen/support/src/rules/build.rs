//! The builders of rules, one for each keyword, for use in `static` items.

use std::sync::OnceLock;

use super::{Bound, Counts, Literal, NEVER, OPEN, Pattern, READ_ONLY, Rules, Types, UNIQUE};

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

impl Rules {
    /// Copied by `new`: cheaper for the compiler than setting each field in thousands of tables.
    const EMPTY: Self = Self {
        place: None,
        types: Types::ANY,
        flags: 0,
        lengths: Counts::ANY,
        items_count: Counts::ANY,
        contains_count: Counts {
            min: 1,
            max: u32::MAX,
        },
        members_count: Counts::ANY,
        enumeration: None,
        strings: None,
        constant: None,
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        pattern: None,
        prefix_items: &[],
        items: None,
        contains: None,
        properties: &[],
        pattern_properties: &[],
        additional_properties: None,
        property_names: None,
        required: &[],
        dependent_required: &[],
        dependent_schemas: &[],
        all_of: &[],
        any_of: &[],
        one_of: &[],
        not: None,
        condition: None,
        then: None,
        otherwise: None,
        unevaluated_items: None,
        unevaluated_properties: None,
        later: None,
    };

    /// Accepts everything (`true`, Core 4.3.2).
    pub const ANY: Self = Self::new();
    /// Accepts nothing (`false`, Core 4.3.2).
    pub const FORBIDDEN: Self = Self::never();
    /// Accepts `null`.
    pub const NULL: Self = Self::new().types(Types::NULL);
    /// Accepts `true` and `false`.
    pub const BOOLEAN: Self = Self::new().types(Types::BOOLEAN);
    /// Accepts numbers without fraction.
    pub const INTEGER: Self = Self::new().types(Types::INTEGER);
    /// Accepts numbers.
    pub const NUMBER: Self = Self::new().types(Types::NUMBER);
    /// Accepts strings.
    pub const STRING: Self = Self::new().types(Types::STRING);
    /// Accepts arrays.
    pub const ARRAY: Self = Self::new().types(Types::ARRAY);
    /// Accepts objects.
    pub const OBJECT: Self = Self::new().types(Types::OBJECT);

    /// Rules that accept everything, to be narrowed by the methods below.
    pub const fn new() -> Self {
        Self::EMPTY
    }

    /// Rules that accept nothing.
    pub const fn never() -> Self {
        let mut rules = Self::new();
        rules.flags |= NEVER;
        rules
    }

    /// Where the schema is written: `document#pointer`. Violations name it.
    #[must_use]
    pub const fn place(mut self, place: &'static str) -> Self {
        self.place = Some(place);
        self
    }

    /// `type` (Validation 6.1.1).
    #[must_use]
    pub const fn types(mut self, types: Types) -> Self {
        self.types = types;
        self
    }

    /// `enum` of any values (Validation 6.1.2).
    #[must_use]
    pub const fn enumeration(mut self, values: &'static [Literal]) -> Self {
        self.enumeration = Some(values);
        self
    }

    /// `enum` of strings (Validation 6.1.2).
    #[must_use]
    pub const fn strings(mut self, values: &'static [&'static str]) -> Self {
        self.strings = Some(values);
        self
    }

    /// Marks the `enum` as open: a policy may let other values of the same types pass.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.flags |= OPEN;
        self
    }

    /// `const` (Validation 6.1.3).
    #[must_use]
    pub const fn constant(mut self, value: &'static Literal) -> Self {
        self.constant = Some(value);
        self
    }

    /// `multipleOf` (Validation 6.2.1).
    #[must_use]
    pub const fn multiple_of(mut self, value: i64) -> Self {
        self.multiple_of = Some(Bound::Integer(value));
        self
    }

    /// `multipleOf` (Validation 6.2.1), given as a JSON number; it is compared exactly.
    #[must_use]
    pub const fn multiple_of_decimal(mut self, value: &'static str) -> Self {
        self.multiple_of = Some(Bound::Decimal(value));
        self
    }

    /// `maximum` (Validation 6.2.2).
    #[must_use]
    pub const fn maximum(mut self, value: i64) -> Self {
        self.maximum = Some(Bound::Integer(value));
        self
    }

    /// `maximum` (Validation 6.2.2), given as a JSON number; it is compared exactly.
    #[must_use]
    pub const fn maximum_decimal(mut self, value: &'static str) -> Self {
        self.maximum = Some(Bound::Decimal(value));
        self
    }

    /// `exclusiveMaximum` (Validation 6.2.3).
    #[must_use]
    pub const fn exclusive_maximum(mut self, value: i64) -> Self {
        self.exclusive_maximum = Some(Bound::Integer(value));
        self
    }

    /// `exclusiveMaximum` (Validation 6.2.3), given as a JSON number; it is compared exactly.
    #[must_use]
    pub const fn exclusive_maximum_decimal(mut self, value: &'static str) -> Self {
        self.exclusive_maximum = Some(Bound::Decimal(value));
        self
    }

    /// `minimum` (Validation 6.2.4).
    #[must_use]
    pub const fn minimum(mut self, value: i64) -> Self {
        self.minimum = Some(Bound::Integer(value));
        self
    }

    /// `minimum` (Validation 6.2.4), given as a JSON number; it is compared exactly.
    #[must_use]
    pub const fn minimum_decimal(mut self, value: &'static str) -> Self {
        self.minimum = Some(Bound::Decimal(value));
        self
    }

    /// `exclusiveMinimum` (Validation 6.2.5).
    #[must_use]
    pub const fn exclusive_minimum(mut self, value: i64) -> Self {
        self.exclusive_minimum = Some(Bound::Integer(value));
        self
    }

    /// `exclusiveMinimum` (Validation 6.2.5), given as a JSON number; it is compared exactly.
    #[must_use]
    pub const fn exclusive_minimum_decimal(mut self, value: &'static str) -> Self {
        self.exclusive_minimum = Some(Bound::Decimal(value));
        self
    }

    /// `minLength` (Validation 6.3), in code points.
    #[must_use]
    pub const fn min_length(mut self, count: u32) -> Self {
        self.lengths.min = count;
        self
    }

    /// `maxLength` (Validation 6.3), in code points.
    #[must_use]
    pub const fn max_length(mut self, count: u32) -> Self {
        self.lengths.max = count;
        self
    }

    /// `minItems` (Validation 6.4).
    #[must_use]
    pub const fn min_items(mut self, count: u32) -> Self {
        self.items_count.min = count;
        self
    }

    /// `maxItems` (Validation 6.4).
    #[must_use]
    pub const fn max_items(mut self, count: u32) -> Self {
        self.items_count.max = count;
        self
    }

    /// `minContains` (Validation 6.4).
    #[must_use]
    pub const fn min_contains(mut self, count: u32) -> Self {
        self.contains_count.min = count;
        self
    }

    /// `maxContains` (Validation 6.4).
    #[must_use]
    pub const fn max_contains(mut self, count: u32) -> Self {
        self.contains_count.max = count;
        self
    }

    /// `minProperties` (Validation 6.5).
    #[must_use]
    pub const fn min_properties(mut self, count: u32) -> Self {
        self.members_count.min = count;
        self
    }

    /// `maxProperties` (Validation 6.5).
    #[must_use]
    pub const fn max_properties(mut self, count: u32) -> Self {
        self.members_count.max = count;
        self
    }

    /// `pattern` (Validation 6.3.3).
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// `uniqueItems: true` (Validation 6.4.3).
    #[must_use]
    pub const fn unique_items(mut self) -> Self {
        self.flags |= UNIQUE;
        self
    }

    /// `prefixItems` (Core 10.3.1.1).
    #[must_use]
    pub const fn prefix_items(mut self, schemas: &'static [&'static Rules]) -> Self {
        self.prefix_items = schemas;
        self
    }

    /// `items` (Core 10.3.1.2): for the items after `prefixItems`.
    #[must_use]
    pub const fn items(mut self, schema: &'static Rules) -> Self {
        self.items = Some(schema);
        self
    }

    /// `contains` (Core 10.3.1.3).
    #[must_use]
    pub const fn contains(mut self, schema: &'static Rules) -> Self {
        self.contains = Some(schema);
        self
    }

    /// `properties` (Core 10.3.2.1).
    #[must_use]
    pub const fn properties(mut self, schemas: &'static [(&'static str, &'static Rules)]) -> Self {
        self.properties = schemas;
        self
    }

    /// `patternProperties` (Core 10.3.2.2).
    #[must_use]
    pub const fn pattern_properties(
        mut self,
        schemas: &'static [(&'static Pattern, &'static Rules)],
    ) -> Self {
        self.pattern_properties = schemas;
        self
    }

    /// `additionalProperties` (Core 10.3.2.3): sees only the properties and patterns of these rules.
    #[must_use]
    pub const fn additional_properties(mut self, schema: &'static Rules) -> Self {
        self.additional_properties = Some(schema);
        self
    }

    /// `propertyNames` (Core 10.3.2.4).
    #[must_use]
    pub const fn property_names(mut self, schema: &'static Rules) -> Self {
        self.property_names = Some(schema);
        self
    }

    /// `required` (Validation 6.5.3).
    #[must_use]
    pub const fn required(mut self, names: &'static [&'static str]) -> Self {
        self.required = names;
        self
    }

    /// `dependentRequired` (Validation 6.5.4).
    #[must_use]
    pub const fn dependent_required(
        mut self,
        names: &'static [(&'static str, &'static [&'static str])],
    ) -> Self {
        self.dependent_required = names;
        self
    }

    /// `dependentSchemas` (Core 10.2.2.4).
    #[must_use]
    pub const fn dependent_schemas(
        mut self,
        schemas: &'static [(&'static str, &'static Rules)],
    ) -> Self {
        self.dependent_schemas = schemas;
        self
    }

    /// `allOf` (Core 10.2.1.1); a `$ref` beside other keywords is one more of these.
    #[must_use]
    pub const fn all_of(mut self, schemas: &'static [&'static Rules]) -> Self {
        self.all_of = schemas;
        self
    }

    /// `anyOf` (Core 10.2.1.2).
    #[must_use]
    pub const fn any_of(mut self, schemas: &'static [&'static Rules]) -> Self {
        self.any_of = schemas;
        self
    }

    /// `oneOf` (Core 10.2.1.3).
    #[must_use]
    pub const fn one_of(mut self, schemas: &'static [&'static Rules]) -> Self {
        self.one_of = schemas;
        self
    }

    /// `not` (Core 10.2.1.4).
    #[must_use]
    pub const fn not(mut self, schema: &'static Rules) -> Self {
        self.not = Some(schema);
        self
    }

    /// `if` (Core 10.2.2.1).
    #[must_use]
    pub const fn condition(mut self, schema: &'static Rules) -> Self {
        self.condition = Some(schema);
        self
    }

    /// `then` (Core 10.2.2.2).
    #[must_use]
    pub const fn then(mut self, schema: &'static Rules) -> Self {
        self.then = Some(schema);
        self
    }

    /// `else` (Core 10.2.2.3).
    #[must_use]
    pub const fn otherwise(mut self, schema: &'static Rules) -> Self {
        self.otherwise = Some(schema);
        self
    }

    /// `unevaluatedItems` (Core 11.2).
    #[must_use]
    pub const fn unevaluated_items(mut self, schema: &'static Rules) -> Self {
        self.unevaluated_items = Some(schema);
        self
    }

    /// `unevaluatedProperties` (Core 11.3).
    #[must_use]
    pub const fn unevaluated_properties(mut self, schema: &'static Rules) -> Self {
        self.unevaluated_properties = Some(schema);
        self
    }

    /// `readOnly` (Validation 9.4): a policy may refuse the member in a request.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.flags |= READ_ONLY;
        self
    }

    /// Also applies rules that are set later. This is how rules made at run time refer to themselves;
    /// an empty slot accepts everything.
    #[must_use]
    pub const fn later(mut self, slot: &'static OnceLock<&'static Rules>) -> Self {
        self.later = Some(slot);
        self
    }
}
