//! Examples and defaults that their schemas refuse.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    bundle::{Bundle, Reading, Root, to_json},
    exampled::{Exampled, Role, exampled},
    refusal::Refusal,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, lint},
    pointer::Pointer,
    resolve::Description,
    schema::SchemaId,
    value::Node,
};

/// How many values are tried.
const MOST: usize = 50_000;
/// How many further places of a group are shown.
const SHOWN: usize = 2;

/// A refused value.
struct Found<'d> {
    exampled: Exampled<'d>,
    refusal: Refusal,
    /// How many further reasons there are.
    more: usize,
}

/// Values that are refused by the same keyword for the same reason are reported together.
type Groups<'d> = BTreeMap<(Role, String, String), Vec<Found<'d>>>;

/// Tries every example and every default.
pub(super) fn check(description: &Description, diagnostics: &mut Diagnostics) {
    let mut all: Vec<Exampled<'_>> = exampled(description);
    all.truncate(MOST);
    let roots = all.iter().map(|one| Root::Whole(one.schema));
    let Some(bundle) = Bundle::new(description, roots, Reading::Lenient) else {
        return;
    };
    let mut groups: Groups<'_> = BTreeMap::new();
    for exampled in all {
        if let Some(list) = exampled.list
            && is_one_example(&bundle, &exampled, list)
        {
            if list.as_sequence().and_then(<[Node]>::first) == Some(exampled.value) {
                report_list(&exampled, diagnostics);
            }
            continue;
        }
        let value = description.resolve_example(exampled.value, &exampled.place.document);
        let Some((refusal, more)) = to_json(&value)
            .and_then(|value| refused(&bundle, exampled.schema, exampled.role, &value))
        else {
            continue;
        };
        let key = (exampled.role, refusal.rule.clone(), refusal.reason.clone());
        groups.entry(key).or_default().push(Found {
            exampled,
            refusal,
            more,
        });
    }
    for found in groups.into_values() {
        report(description, found, diagnostics);
    }
}

/// Whether `examples` is one example, of which only the items were written: the schema refuses the
/// items, and accepts all of them as one array.
fn is_one_example(bundle: &Bundle<'_>, exampled: &Exampled<'_>, list: &Node) -> bool {
    let root = Root::Whole(exampled.schema);
    let accepts = |node: &Node| to_json(node).and_then(|value| bundle.accepts(root, &value));
    accepts(exampled.value) == Some(false) && accepts(list) == Some(true)
}

fn report_list(exampled: &Exampled<'_>, diagnostics: &mut Diagnostics) {
    let mut place = exampled.place.clone();
    place.pointer = place.pointer.parent().unwrap_or_default();
    diagnostics.report(
        Diagnostic::new(
            &lint::REFUSED_EXAMPLE,
            place,
            "this list is one example of the array, not a list of examples",
        )
        .at_key()
        .note("each item of `examples` is an example by itself, and these are no arrays")
        .help("put it into one more pair of brackets"),
    );
}

/// Why a value is refused, and for how many further reasons.
fn refused(
    bundle: &Bundle<'_>,
    schema: SchemaId,
    role: Role,
    value: &Value,
) -> Option<(Refusal, usize)> {
    let root = Root::Whole(schema);
    if bundle.accepts(root, value)? || is_spelled(bundle, root, role, value) {
        return None;
    }
    let mut refusals: Vec<Refusal> = Vec::new();
    bundle.errors(root, value, |path, error| {
        refusals.push(Refusal::new(path, error));
    });
    let more = refusals.len().saturating_sub(1);
    // The deepest reason says most.
    let deepest = refusals.into_iter().rev();
    let deepest = deepest.max_by_key(|one| one.path.matches('/').count())?;
    Some((deepest, more))
}

/// Whether a string is the written form of what is meant: JSON text, or a parameter as it is sent.
fn is_spelled(bundle: &Bundle<'_>, root: Root, role: Role, value: &Value) -> bool {
    let Value::String(text) = value else {
        return false;
    };
    match role {
        Role::Serialized => true,
        Role::Default => false,
        Role::Example => serde_json::from_str::<Value>(text)
            .ok()
            .filter(|value| value.is_object() || value.is_array())
            .is_some_and(|value| bundle.accepts(root, &value) == Some(true)),
    }
}

fn report(description: &Description, mut found: Vec<Found<'_>>, diagnostics: &mut Diagnostics) {
    found.sort_by(|one, other| one.exampled.place.cmp(&other.exampled.place));
    let others: Vec<_> = found
        .iter()
        .skip(1)
        .map(|one| one.exampled.place.clone())
        .collect();
    let Some(Found {
        exampled,
        refusal,
        more,
    }) = found.into_iter().next()
    else {
        return;
    };
    let (lint, what) = match exampled.role {
        Role::Default => (&lint::REFUSED_DEFAULT, "default"),
        Role::Example | Role::Serialized => (&lint::REFUSED_EXAMPLE, "example"),
    };
    let mut place = exampled.place;
    if let Some(inner) = Pointer::parse(&refusal.path) {
        place.pointer = place.pointer.join(&inner);
    }
    let mut diagnostic = Diagnostic::new(
        lint,
        place,
        format!("the schema refuses this {what}: {}", refusal.reason),
    );
    let rule = refusal.keyword_place(|number| {
        let schema = description.schema(SchemaId::from_number(number))?;
        Some(schema.place.clone())
    });
    if let Some(rule) = rule {
        diagnostic = diagnostic.related(rule, "says so");
    }
    if more > 0 {
        diagnostic = diagnostic.note(match more {
            1 => "there is one more reason".to_owned(),
            more => format!("there are {more} more reasons"),
        });
    }
    for place in others.iter().take(SHOWN) {
        diagnostic = diagnostic.related(place.clone(), "refused for the same reason");
    }
    if let Some(rest) = others.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
        diagnostic = diagnostic.note(format!("{rest} more are refused for the same reason"));
    }
    diagnostics.report(match exampled.role {
        Role::Default => diagnostic
            .note("it is documented, but no code is made from it")
            .help("write a value that the schema accepts, or let the schema accept this one"),
        _ => diagnostic
            .note("people copy it from the docs of the generated code")
            .help("mend the example, or the schema if the example is what is really sent"),
    });
}
