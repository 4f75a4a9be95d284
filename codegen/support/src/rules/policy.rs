//! What counts as a violation beyond the standard, and how many are collected.

/// Choices of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    pub(super) open_enums: bool,
    pub(super) refuse_read_only: bool,
    pub(super) limit: usize,
}

impl Policy {
    /// Everything that the schema says counts; up to 32 violations.
    pub const STRICT: Self = Self {
        open_enums: false,
        refuse_read_only: false,
        limit: 32,
    };

    /// Lets values pass that an open `enum` doesn't list.
    #[must_use]
    pub const fn with_open_enums(mut self) -> Self {
        self.open_enums = true;
        self
    }

    /// Refuses members that are `readOnly`, as in requests of OpenAPI 3.0.
    #[must_use]
    pub const fn without_read_only(mut self) -> Self {
        self.refuse_read_only = true;
        self
    }

    /// Collects at most this many violations, at least one.
    #[must_use]
    pub const fn with_limit(mut self, limit: usize) -> Self {
        self.limit = if limit == 0 { 1 } else { limit };
        self
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::STRICT
    }
}
