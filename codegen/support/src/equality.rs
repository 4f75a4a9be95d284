//! Equality of JSON values (JSON Schema Core 4.2.2): members have no order, numbers count by
//! value, and of several members with one name the last one counts.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{MAX_DEPTH, decimal::Decimal, raw::Kind};

/// Whether two sound texts are equal values. Values deeper than 128 levels are equal only if their
/// texts are.
pub(crate) fn equal(left: &str, right: &str) -> bool {
    equal_within(left, right, MAX_DEPTH)
}

fn equal_within(left: &str, right: &str, depth: usize) -> bool {
    let (left, right) = (left.trim_ascii(), right.trim_ascii());
    let Some(inside) = depth.checked_sub(1) else {
        return left == right;
    };
    match (Kind::of(left), Kind::of(right)) {
        (Kind::Object, Kind::Object) => members(left).is_some_and(|left| {
            members(right).is_some_and(|right| {
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(&right)
                        .all(|((name, value), (other, against))| {
                            name == other && equal_within(value.get(), against.get(), inside)
                        })
            })
        }),
        (Kind::Array, Kind::Array) => items(left).is_some_and(|left| {
            items(right).is_some_and(|right| {
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(&right)
                        .all(|(value, against)| equal_within(value.get(), against.get(), inside))
            })
        }),
        (Kind::String, Kind::String) => {
            left == right || matches!((string(left), string(right)), (Some(l), Some(r)) if l == r)
        }
        (Kind::Integer | Kind::Number, Kind::Integer | Kind::Number) => {
            left == right
                || Decimal::parse(left).is_some_and(|left| Some(left) == Decimal::parse(right))
        }
        _ => left == right,
    }
}

fn members(text: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(text).ok()
}

fn items(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

fn string(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}
