//! `explain`: where a type or operation comes from, and why it is called what it is.

use std::io;

use super::{
    args::{Explain, MessageFormat},
    codegen,
    message::Messages,
    session::Session,
    target,
};
use crate::{
    config::nearest,
    generator::{OperationMade, Report, TypeMade},
};

/// Prints everything that the subject can mean.
pub(super) fn run(options: &Explain, session: &mut Session<'_>) -> io::Result<bool> {
    let Some(targets) = target::choose(
        &options.choice,
        &mut Messages::new(MessageFormat::Human),
        session,
    )?
    else {
        return Ok(false);
    };
    let mut found: bool = false;
    let mut names: Vec<String> = Vec::new();
    for target in targets {
        let Some(report) = codegen::report(&target, session)? else {
            return Ok(false);
        };
        for text in matching(&report, &options.subject) {
            found = true;
            writeln!(session.out, "{text}")?;
        }
        names.extend(
            report
                .operations
                .into_iter()
                .map(|operation| operation.name),
        );
        names.extend(
            report
                .types
                .into_iter()
                .map(|made| short(&made.path).to_owned()),
        );
    }
    if !found {
        let subject: &str = &options.subject;
        let near = nearest(subject, names.iter().map(String::as_str));
        let advice: String =
            near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        session.error(format_args!(
            "no type, operation or place is called `{subject}`{advice}"
        ))?;
    }
    Ok(found)
}

/// What a report says of a subject.
fn matching(report: &Report, subject: &str) -> Vec<String> {
    let operations = report
        .operations
        .iter()
        .filter(|operation| {
            operation.name == subject
                || operation.place.to_string() == subject
                || format!("{} {}", operation.method, operation.path) == subject
        })
        .map(operation_text);
    let types = report
        .types
        .iter()
        .filter(|made| {
            made.path == subject
                || short(&made.path) == subject
                || made.places.iter().any(|place| place.to_string() == subject)
        })
        .map(type_text);
    let skipped = report
        .skipped
        .iter()
        .filter(|skipped| skipped.place.to_string() == subject)
        .map(|skipped| format!("{} is not generated: {}", skipped.what, skipped.reason));
    operations.chain(types).chain(skipped).collect()
}

fn operation_text(operation: &OperationMade) -> String {
    let (name, method, path) = (&operation.name, &operation.method, &operation.path);
    let head: String = format!(
        "operation `{name}`: {method} {path}\n  from {}",
        operation.place
    );
    with_reasons(head, &operation.reasons)
}

fn type_text(made: &TypeMade) -> String {
    let mut head: String = format!("type `{}`", made.path);
    for place in &made.places {
        head += &format!("\n  from {place}");
    }
    with_reasons(head, &made.reasons)
}

fn with_reasons(mut text: String, reasons: &[String]) -> String {
    for reason in reasons {
        text += &format!("\n  {reason}");
    }
    text
}

/// The last name of a path.
fn short(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Place;

    #[test]
    fn a_subject_is_found_by_name_path_route_and_place() {
        let place: Place = Place::root("a.yaml").child("paths");
        let report: Report = Report {
            operations: vec![OperationMade {
                name: "get_room".to_owned(),
                method: "GET".to_owned(),
                path: "/rooms/{id}".to_owned(),
                place: place.clone(),
                reasons: vec!["its `operationId` is `getRoom`".to_owned()],
            }],
            types: vec![TypeMade {
                path: "get_room::Room".to_owned(),
                places: vec![place.child("x")],
                reasons: Vec::new(),
            }],
            ..Report::default()
        };
        for subject in ["get_room", "GET /rooms/{id}", "a.yaml#/paths"] {
            let found: Vec<String> = matching(&report, subject);
            assert_eq!(found.len(), 1, "{subject}");
            assert!(found[0].ends_with("its `operationId` is `getRoom`"));
        }
        for subject in ["Room", "get_room::Room", "a.yaml#/paths/x"] {
            assert_eq!(
                matching(&report, subject),
                ["type `get_room::Room`\n  from a.yaml#/paths/x"]
            );
        }
        assert!(matching(&report, "Rooms").is_empty());
    }
}
