//! How large values are in memory, as far as clippy minds.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::model::{IntegerWidth, Presence, Shape, Type};

/// From here on the sizes of two variants may be too far apart for clippy (200 bytes); sizes are
/// only estimated, so that this is on the safe side.
const APART: usize = 120;
/// What is larger isn't measured further.
const ENOUGH: usize = 400;
/// So many types are looked at in one variant; what has more counts as large.
const STEPS: usize = 2000;

impl Emitter<'_> {
    /// What lets variants of these parts differ in size: a box that comes and goes with the size
    /// would break code at every new field.
    pub(super) fn allow_large<'t>(
        &self,
        variants: impl Iterator<Item = Vec<&'t Type>>,
    ) -> Option<TokenStream> {
        let mut sizes: Vec<usize> = variants
            .map(|types| {
                let (mut left, mut steps) = (ENOUGH, STEPS);
                for ty in types {
                    self.take(ty, &mut left, &mut steps);
                }
                ENOUGH.saturating_sub(left)
            })
            .collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        let largest = sizes.first().copied().unwrap_or_default();
        let second = sizes.get(1).copied().unwrap_or_default();
        let apart = largest.saturating_sub(second) > APART || largest >= ENOUGH;
        apart.then(|| quote!(#[allow(clippy::large_enum_variant, reason = "boxing by size would break code at every new field")]))
    }

    /// Takes the size of a type off what is left.
    fn take(&self, ty: &Type, left: &mut usize, steps: &mut usize) {
        *steps = steps.saturating_sub(1);
        if *left == 0 || *steps == 0 {
            *left = 0;
            return;
        }
        let plain = match ty {
            Type::Null | Type::Never => 0,
            Type::Boolean => 1,
            Type::Integer(IntegerWidth::I32 | IntegerWidth::U32) => 4,
            Type::Integer(_) | Type::Number | Type::Boxed(_) => 8,
            Type::Nullable(inner) => {
                self.take(inner, left, steps);
                8
            }
            Type::FixedArray(item, count) => {
                for _ in 0..(*count).min(ENOUGH) {
                    self.take(item, left, steps);
                }
                0
            }
            Type::Tuple(items) => {
                items.iter().for_each(|item| self.take(item, left, steps));
                0
            }
            Type::Named(id) => {
                if let Some(definition) = self.api.definition(*id) {
                    self.take_shape(&definition.shape, left, steps);
                }
                0
            }
            _ => 24,
        };
        *left = left.saturating_sub(plain);
    }

    fn take_shape(&self, shape: &Shape, left: &mut usize, steps: &mut usize) {
        match shape {
            Shape::Struct(object) => {
                for field in &object.fields {
                    self.take(&field.ty, left, steps);
                    if field.presence != Presence::Required {
                        *left = left.saturating_sub(8);
                    }
                }
                if object.extra.is_some() {
                    *left = left.saturating_sub(24);
                }
            }
            Shape::Newtype(newtype) => self.take(&newtype.inner, left, steps),
            Shape::Alias(ty) => self.take(ty, left, steps),
            Shape::Positions(positions) => {
                for field in &positions.items {
                    self.take(&field.ty, left, steps);
                }
                *left = left.saturating_sub(24);
            }
            Shape::Union(union) => {
                // The largest arm decides, and the others are no larger.
                let smallest = union.arms.iter().map(|arm| {
                    let mut rest = *left;
                    self.take(&arm.ty, &mut rest, steps);
                    rest
                });
                *left = smallest.min().unwrap_or(*left).saturating_sub(8);
            }
            Shape::Enumeration(_) | Shape::Text(_) => *left = left.saturating_sub(24),
            Shape::Never => {}
        }
    }
}
