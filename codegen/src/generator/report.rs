//! What a run made, and why things are called and told apart as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::{OperationMade, Skipped, TypeMade};
use crate::{
    config::Config,
    document::PathItem,
    model::{
        Api, Definition, Distinction, Home, ModulePath, Operation, Presence, Scalar, Shape, Union,
    },
    pointer::Place,
    resolve::Description,
};

/// The operations, in the order of their names.
pub(super) fn operations(api: &Api) -> Vec<OperationMade> {
    let mut made: Vec<OperationMade> = api.operations.iter().map(operation).collect();
    made.sort_by(|one, other| (&one.name, &one.place).cmp(&(&other.name, &other.place)));
    made
}

/// The operations that the config leaves out, by place.
pub(super) fn skipped(description: &Description, api: &Api, config: &Config) -> Vec<Skipped> {
    if config.operations.include.is_empty() && config.operations.exclude.is_empty() {
        return Vec::new();
    }
    let made = api.operations.iter();
    // Path items may refer to the same operation from several paths.
    let made: BTreeSet<(&Place, &str)> = made
        .map(|operation| (&operation.place, operation.template.as_str()))
        .collect();
    let documents = description.documents.iter();
    let items = documents.flat_map(|document| document.paths.iter().chain(&document.webhooks));
    let mut skipped: BTreeMap<(Place, String), Skipped> = BTreeMap::new();
    for (key, item) in items {
        let item: &PathItem = &description.path_item(item);
        for (method, operation) in &item.operations {
            let Some(found) = description.resolve(operation) else {
                continue;
            };
            let place: &Place = &found.object.place;
            if made.contains(&(place, key.as_str())) {
                continue;
            }
            let route: String = format!("{} {key}", method.as_str());
            let what: String = match &found.object.operation_id {
                Some(id) => format!("operation `{id}` (`{route}`)"),
                None => format!("operation `{route}`"),
            };
            let one = Skipped {
                place: place.clone(),
                what,
                reason: "`include` and `exclude` of `[operations]` leave it out".to_owned(),
            };
            skipped.insert((place.clone(), route), one);
        }
    }
    skipped.into_values().collect()
}

fn operation(operation: &Operation) -> OperationMade {
    let mut reasons: Vec<String> = Vec::new();
    if operation.name.wire != operation.name.rust {
        reasons.push(format!("named by `{}` in snake case", operation.name.wire));
    }
    let required: Vec<String> = operation
        .path
        .query
        .iter()
        .map(|member| format!("the query member `{}={}`", member.name, member.value))
        .chain(
            operation
                .required_body_keys
                .iter()
                .map(|key| format!("the body's `{key}`")),
        )
        .collect();
    if !required.is_empty() {
        reasons.push(format!(
            "told apart from others on its route by {}",
            required.join(", ")
        ));
    }
    OperationMade {
        name: operation.name.rust.clone(),
        method: operation.method.clone(),
        path: operation.template.clone(),
        place: operation.place.clone(),
        reasons,
    }
}

/// The types, in the order of their paths.
pub(super) fn types(api: &Api) -> Vec<TypeMade> {
    let mut made: Vec<TypeMade> = api
        .types
        .iter()
        .map(|definition| TypeMade {
            path: path(&definition.module, &definition.ident),
            places: vec![definition.origin.place.clone()],
            reasons: reasons(definition),
        })
        .collect();
    made.sort_by(|one, other| one.path.cmp(&other.path));
    made
}

fn path(module: &ModulePath, ident: &str) -> String {
    let words = module.0.iter().map(String::as_str).chain([ident]);
    words.collect::<Vec<&str>>().join("::")
}

fn reasons(definition: &Definition) -> Vec<String> {
    let mut reasons: Vec<String> = vec![naming(definition)];
    match &definition.shape {
        Shape::Union(union) => reasons.extend(told_apart(union)),
        Shape::Struct(structure) => {
            let required = structure.fields.iter().filter(|field| {
                matches!(
                    field.presence,
                    Presence::Required | Presence::RequiredNullable
                )
            });
            reasons.push(format!(
                "an object of {} properties, {} of them required",
                structure.fields.len(),
                required.count()
            ));
            let constants = structure.constants.iter();
            reasons.extend(constants.map(|constant| {
                format!(
                    "`{}` is always `{}` and tells it apart, so it is no field",
                    constant.wire,
                    scalar(&constant.value)
                )
            }));
        }
        Shape::Newtype(_) => reasons.push(
            "a type of its own around another, because its schema asserts what no type says"
                .to_owned(),
        ),
        Shape::Alias(_) => reasons.push("a second name, nothing of its own".to_owned()),
        Shape::Enumeration(_) | Shape::Text(_) | Shape::Positions(_) | Shape::Never => {}
    }
    reasons
}

fn naming(definition: &Definition) -> String {
    match (&definition.origin.title, &definition.origin.home) {
        (Some(title), Home::Format { format }) => {
            format!("named `{title}` in the config, for the format `{format}`")
        }
        (_, Home::Format { format }) => format!("named by the format `{format}`"),
        (_, Home::Family { name }) => format!("the family `{name}` of the config"),
        (Some(title), _) => format!("named by its title `{title}`"),
        (None, Home::Shared { key }) => format!("named by its key `{key}`"),
        (None, Home::Inline { key, roles, .. }) => {
            format!("named by its place in `{key}`: {}", roles.join(", "))
        }
        (None, Home::Operation { roles, .. }) => {
            format!("named by its place in the operation: {}", roles.join(", "))
        }
    }
}

fn told_apart(union: &Union) -> Vec<String> {
    let how: String = match &union.by {
        Distinction::Tag { path, .. } => format!("told apart by `{}`", path.join(".")),
        Distinction::Kind => "told apart by JSON type".to_owned(),
        Distinction::Keys => "told apart by the members that an object has".to_owned(),
        Distinction::Trial => {
            "told apart by trial: the first arm whose rules accept the value, else the first that decodes"
                .to_owned()
        }
    };
    let arms = union.arms.iter().filter(|arm| !arm.tags.is_empty());
    let arms = arms.map(|arm| {
        let tags: Vec<String> = arm.tags.iter().map(scalar).collect();
        format!("`{}` means `{}`", tags.join("`, `"), arm.name.rust)
    });
    [how].into_iter().chain(arms).collect()
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Integer(value) => value.to_string(),
        Scalar::Number(value) => value.to_string(),
        Scalar::String(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Config, Generator, source::MapSource};

    const API: &str = "{openapi: 3.1.0, info: {title: A, version: '1'}, paths: {\
        /a: {get: {operationId: getA, responses: {}}, put: {responses: {}}}, \
        /b: {get: {operationId: getB, responses: {}}}}}";

    fn skipped(operations: &str) -> Vec<String> {
        let text = format!(
            "[input]\ndocuments = [\"a.yaml\"]\n[output]\ndirectory = \"out\"\n[operations]\n{operations}\n"
        );
        let config = Config::parse(&text, "a.toml").unwrap();
        let mut source = MapSource::new();
        source.insert("a.yaml", API);
        let report = Generator::new(config).generate(&source).report;
        let lines = report.skipped.iter();
        lines
            .map(|one| format!("{} at {}", one.what, one.place))
            .collect()
    }

    #[test]
    fn operations_that_the_config_leaves_out_are_named() {
        assert_eq!(skipped(""), [""; 0]);
        assert_eq!(
            skipped("exclude = [\"getB\", \"PUT /a\"]"),
            [
                "operation `PUT /a` at a.yaml#/paths/~1a/put",
                "operation `getB` (`GET /b`) at a.yaml#/paths/~1b/get",
            ]
        );
        let rest = ["operation `getB` (`GET /b`) at a.yaml#/paths/~1b/get"];
        assert_eq!(skipped("include = [\"* /a\"]"), rest);
    }
}
