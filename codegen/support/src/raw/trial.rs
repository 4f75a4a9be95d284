//! Which arm of a union is it, where only trying tells?

use std::cell::Cell;

use super::super::{RawError, Rules};
use super::Raw;

/// One arm of a union that is told apart by trial.
pub struct Arm<T: 'static> {
    rules: Option<&'static Rules>,
    read: fn(&Raw<'_>) -> Result<T, RawError>,
}

impl<T> Arm<T> {
    /// An arm whose schema asserts something.
    pub const fn new(rules: &'static Rules, read: fn(&Raw<'_>) -> Result<T, RawError>) -> Self {
        Self {
            rules: Some(rules),
            read,
        }
    }

    /// An arm whose schema asserts nothing that decoding doesn't.
    pub const fn unruled(read: fn(&Raw<'_>) -> Result<T, RawError>) -> Self {
        Self { rules: None, read }
    }
}

impl<T> std::fmt::Debug for Arm<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Arm")
    }
}

thread_local! {
    /// How many bytes the trials of this thread may still look at; none outside of a trial.
    static BUDGET: Cell<Option<usize>> = const { Cell::new(None) };
}

/// A trial within a trial within a trial costs arms to the power of depth. So the outermost one
/// sets a budget in proportion to its text, and all within it pay.
struct Budget {
    outermost: bool,
}

impl Budget {
    /// How often a whole text may be looked at, and what short texts get beyond that.
    const PASSES: usize = 64;
    const FREE: usize = 1 << 16;

    fn open(text: &str) -> Self {
        let outermost = BUDGET.get().is_none();
        if outermost {
            let bytes = text
                .len()
                .saturating_mul(Self::PASSES)
                .saturating_add(Self::FREE);
            BUDGET.set(Some(bytes));
        }
        Self { outermost }
    }

    fn pay(text: &str) -> bool {
        let left = BUDGET.get().unwrap_or(0).checked_sub(text.len());
        BUDGET.set(Some(left.unwrap_or(0)));
        left.is_some()
    }
}

impl Drop for Budget {
    fn drop(&mut self) {
        if self.outermost {
            BUDGET.set(None);
        }
    }
}

/// Tries the arms: strictly, then generously.
pub(super) fn trial<T>(raw: &Raw<'_>, arms: &[Arm<T>]) -> Result<T, RawError> {
    let _budget = Budget::open(raw.as_str());
    let mut last = RawError::new("no arm of the union fits");
    let mut read = |arm: &Arm<T>| {
        if !Budget::pay(raw.as_str()) {
            last = RawError::new("the unions of this value are too deep to tell apart");
            return None;
        }
        (arm.read)(raw).map_err(|error| last = error).ok()
    };
    for arm in arms {
        if arm
            .rules
            .is_none_or(|rules| Budget::pay(raw.as_str()) && rules.accepts(raw.as_str()))
            && let Some(value) = read(arm)
        {
            return Ok(value);
        }
    }
    arms.iter().find_map(read).ok_or(last)
}
