//! Routes that several operations share.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, lint},
    lower::{
        Lowering,
        kinds::Kinds,
        view::{Conjunction, View},
    },
    model::{Location, Operation, PathPart, Receiver, Shape, Struct, Type},
    schema::SchemaId,
};

/// What makes a route: the method, and the path with its parameters' names left out.
type Route = (String, Vec<Vec<Option<String>>>);

impl<'d> Lowering<'d> {
    /// Finds operations on one route, and what tells them apart: a query member that the path key
    /// demands, required query parameters, the texts that parameters accept, or required keys of
    /// the body.
    pub(in crate::lower) fn tell_routes_apart(&mut self) {
        let mut routes: BTreeMap<Route, Vec<usize>> = BTreeMap::new();
        for (index, operation) in self.api.operations.iter().enumerate() {
            if operation.receiver == Receiver::Server {
                routes.entry(route(operation)).or_default().push(index);
            }
        }
        for shared in routes.into_values().filter(|shared| shared.len() > 1) {
            self.tell_apart(&shared);
        }
    }

    fn tell_apart(&mut self, shared: &[usize]) {
        for index in shared {
            let keys: Vec<String> = self
                .api
                .operations
                .get(*index)
                .map(|operation| self.required_keys(operation))
                .unwrap_or_default();
            let told_by: Vec<usize> = self.told_by(*index, shared);
            if let Some(operation) = self.api.operations.get_mut(*index) {
                operation.required_query = required_query(operation);
                operation.required_body_keys = keys;
                operation.told_by = told_by;
            }
        }
        for (position, index) in shared.iter().enumerate() {
            let rest = shared.get(position + 1..).unwrap_or_default();
            for other in rest {
                self.compare(*index, *other);
            }
        }
    }

    fn compare(&mut self, one: usize, other: usize) {
        let pair = [one, other].map(|index| self.api.operations.get(index));
        let [Some(one), Some(other)] = pair else {
            return;
        };
        if demands(one) != demands(other) || self.texts(one) != self.texts(other) {
            return;
        }
        let diagnostic = Diagnostic::new(
            &lint::CONFLICTING_ROUTES,
            other.place.clone(),
            format!(
                "`{}` and `{}` answer the same requests: {} {}",
                one.name.wire, other.name.wire, one.method, one.template
            ),
        )
        .related(one.place.clone(), "the other operation")
        .note("the client has both; the router can only call the first one")
        .help("give one of them a path of its own, or a required query parameter or body property that the other lacks");
        self.report(diagnostic);
    }

    /// The parameters of an operation that accept other texts than their counterparts in others on
    /// its route: at the same place of the path, or the same required member of the query.
    fn told_by(&self, index: usize, shared: &[usize]) -> Vec<usize> {
        let others = shared.iter().filter(|other| **other != index);
        let others: Vec<&Operation> = others
            .filter_map(|other| self.api.operations.get(*other))
            .collect();
        let Some(own) = self.api.operations.get(index) else {
            return Vec::new();
        };
        let differs = |parameter: usize| {
            let accepted = self.accepted_by(own, parameter);
            let mut others = others.iter();
            accepted.is_some()
                && others.any(|other| {
                    counterpart(own, parameter, other)
                        .is_some_and(|found| self.accepted_by(other, found) != accepted)
                })
        };
        (0..own.parameters.len())
            .filter(|at| differs(*at))
            .collect()
    }

    fn accepted_by(&self, operation: &Operation, parameter: usize) -> Option<&String> {
        let parameter = operation.parameters.get(parameter)?;
        self.accepted.get(&parameter.place)
    }

    /// What the parameters accept that tell an operation from others.
    fn texts<'o>(&'o self, operation: &'o Operation) -> Vec<Option<&'o String>> {
        let told_by = operation.told_by.iter();
        told_by
            .map(|parameter| self.accepted_by(operation, *parameter))
            .collect()
    }

    /// What a text has to be to fit a schema, in words that are equal where that is; nothing where
    /// any text fits.
    pub(super) fn accepted_texts(&self, schema: SchemaId) -> Option<String> {
        let view = View::of(self.description, &Conjunction::one(schema));
        let (kinds, _) = self.kinds(&view);
        let any_type = !kinds.is_disjoint(Kinds::STRING);
        if any_type && view.pattern.is_none() && view.values.is_none() {
            return None;
        }
        let values = serde_json::to_string(&view.values).unwrap_or_default();
        Some(format!(
            "{kinds:?} {:?} {values} {:?} {:?}",
            view.pattern, view.minimum, view.maximum
        ))
    }

    /// The properties without which the body of an operation is wrong.
    fn required_keys(&self, operation: &Operation) -> Vec<String> {
        let body = operation.body.iter().filter(|body| body.required);
        let types = body
            .flat_map(|body| &body.contents)
            .filter_map(|content| content.ty.as_ref());
        let structs = types.filter_map(|ty| self.structure_of(ty));
        structs
            .flat_map(|structure| &structure.fields)
            .filter(|field| {
                use crate::model::Presence::{Required, RequiredNullable};
                matches!(field.presence, Required | RequiredNullable)
            })
            .map(|field| field.name.wire.clone())
            .collect()
    }

    fn structure_of(&self, ty: &Type) -> Option<&Struct> {
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            return None;
        };
        match &self.api.definition(*id)?.shape {
            Shape::Struct(structure) => Some(structure),
            _ => None,
        }
    }
}

fn route(operation: &Operation) -> Route {
    let segments = operation.path.segments.iter().map(|segment| {
        let parts = segment.parts.iter().map(|part| match part {
            PathPart::Literal(text) => Some(text.clone()),
            PathPart::Parameter(_) => None,
        });
        parts.collect()
    });
    (operation.method.clone(), segments.collect())
}

/// What a request must have, beside its route, to mean an operation.
fn demands(operation: &Operation) -> (Vec<(String, String)>, Vec<String>, Vec<String>) {
    let fixed = operation
        .path
        .query
        .iter()
        .map(|member| (member.name.clone(), member.value.clone()));
    (
        fixed.collect(),
        required_query(operation),
        operation.required_body_keys.clone(),
    )
}

/// The parameter of another operation on the same route that stands where one of this stands.
fn counterpart(own: &Operation, parameter: usize, other: &Operation) -> Option<usize> {
    let known = own.parameters.get(parameter)?;
    match known.location {
        Location::Path => {
            let at = |operation: &Operation| operation.path.segments.clone();
            let (own, other) = (at(own), at(other));
            let parts = own.iter().zip(&other);
            let mut pairs = parts.flat_map(|(one, other)| one.parts.iter().zip(&other.parts));
            pairs.find_map(|pair| match pair {
                (PathPart::Parameter(one), PathPart::Parameter(found)) if *one == parameter => {
                    Some(*found)
                }
                _ => None,
            })
        }
        Location::Query if known.required => other.parameters.iter().position(|one| {
            one.location == Location::Query && one.required && one.name.wire == known.name.wire
        }),
        _ => None,
    }
}

/// The names of the query parameters that must be there.
fn required_query(operation: &Operation) -> Vec<String> {
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location == Location::Query && parameter.required);
    required
        .map(|parameter| parameter.name.wire.clone())
        .collect()
}
