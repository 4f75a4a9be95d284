//! Values that several arms of a `oneOf` accept (JSON Schema Core 10.2.1.3).
//!
//! Whether two schemas overlap can't be decided in general. Here values are tried: those that the
//! arms list, and the smallest one of each type. An overlap is reported with the value that shows
//! it, so that there is no false alarm, but silence proves nothing.

use serde_json::Value;

use super::{
    bundle::{Bundle, Reading, Root, to_json},
    refusal::shown,
};
use crate::{
    config::PlaceGlob,
    diagnostic::{Diagnostic, Diagnostics, lint},
    lower::witnesses,
    resolve::Description,
    schema::{Keywords, SchemaId},
};

/// How many unions are looked at, and how many values are tried on all of them.
const UNIONS: usize = 5_000;
const TRIALS: usize = 200_000;

/// Tries values on every `oneOf` without a discriminator, which would decide anyhow, except where
/// the config allows overlaps.
pub(super) fn check(
    description: &Description,
    allowed: &[PlaceGlob],
    diagnostics: &mut Diagnostics,
) {
    let schemas = description.schemas().iter();
    let unions = schemas.filter_map(|(id, schema)| {
        let keywords = schema.keywords()?;
        let several = keywords.one_of.len() > 1 && keywords.discriminator.is_none();
        let allowed: bool = allowed.iter().any(|glob| glob.matches(&schema.place));
        (several && !allowed).then_some((id, keywords))
    });
    let unions: Vec<(SchemaId, &Keywords)> = unions.take(UNIONS).collect();
    let roots = unions.iter().flat_map(|(id, keywords)| {
        let arms = keywords.one_of.iter().map(|arm| Root::Whole(*arm));
        arms.chain([Root::BesideOneOf(*id)])
    });
    let Some(bundle) = Bundle::new(description, roots, Reading::Exact) else {
        return;
    };
    let mut trials: usize = TRIALS;
    for (id, keywords) in &unions {
        if let Some(overlap) = overlap(description, &bundle, *id, keywords, &mut trials) {
            report(description, *id, &overlap, diagnostics);
        }
    }
}

/// A value and two arms that accept it.
struct Overlap {
    value: Value,
    arms: [SchemaId; 2],
}

fn overlap(
    description: &Description,
    bundle: &Bundle<'_>,
    id: SchemaId,
    keywords: &Keywords,
    trials: &mut usize,
) -> Option<Overlap> {
    for arm in &keywords.one_of {
        for value in witnesses(description, *arm).iter().filter_map(to_json) {
            *trials = trials.checked_sub(keywords.one_of.len())?;
            if bundle.accepts(Root::BesideOneOf(id), &value) != Some(true) {
                continue;
            }
            let accepts =
                |arm: &&SchemaId| bundle.accepts(Root::Whole(**arm), &value) == Some(true);
            let mut fitting = keywords.one_of.iter().filter(accepts);
            if let (Some(one), Some(other)) = (fitting.next(), fitting.next()) {
                let arms = [*one, *other];
                return Some(Overlap { value, arms });
            }
        }
    }
    None
}

fn report(
    description: &Description,
    id: SchemaId,
    overlap: &Overlap,
    diagnostics: &mut Diagnostics,
) {
    let Some(holder) = description.schema(id) else {
        return;
    };
    let value = shown(&overlap.value);
    let message = format!("more than one arm of this `oneOf` accepts {value}");
    let mut diagnostic = Diagnostic::new(
        &lint::OVERLAPPING_ONE_OF,
        holder.place.child("oneOf"),
        message,
    )
    .at_key();
    for arm in overlap.arms {
        if let Some(arm) = description.schema(arm) {
            diagnostic = diagnostic.related(arm.place.clone(), "accepts it");
        }
    }
    diagnostics.report(
        diagnostic
            .note("`oneOf` demands exactly one: such a value decodes as the first arm that fits, but `validate()` refuses it")
            .help("write `anyOf`, or require in each arm a property with a `const` of its own"),
    );
}
