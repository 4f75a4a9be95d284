//! What small documents become, one line a type.

mod operations;
mod types;
mod unions;

use crate::{
    Generator,
    config::Config,
    model::{Api, Definition, Distinction, Field, Home, Presence, Shape, Type},
    source::MapSource,
};

/// A generator's model of components, and the names of the findings.
struct Lowered {
    api: Api,
    findings: Vec<&'static str>,
}

/// Lowers the YAML of `components/schemas`, each line indented by four spaces.
fn schemas(yaml: &str) -> Lowered {
    with_config("", &format!("paths: {{}}\ncomponents:\n  schemas:\n{yaml}"))
}

/// Lowers the rest of a document after its head.
fn with_config(config: &str, rest: &str) -> Lowered {
    let mut source = MapSource::default();
    let head: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
    source.insert("openapi.yaml", format!("{head}{rest}"));
    let config: String =
        format!("[input]\ndocuments = [\"openapi.yaml\"]\n[output]\ndirectory = \"out\"\n{config}");
    let config = Config::parse(&config, "test.toml").expect("the config is right");
    let (api, diagnostics) = Generator::new(config).model(&source);
    Lowered {
        api,
        findings: diagnostics
            .iter()
            .map(|diagnostic| diagnostic.lint.name)
            .collect(),
    }
}

impl Lowered {
    /// One line for each type, in the order in which they were found.
    fn lines(&self) -> Vec<String> {
        let types = self.api.types.iter();
        types.map(|definition| self.line(definition)).collect()
    }

    /// The line of the type of a name.
    fn of(&self, name: &str) -> String {
        let types = self.api.types.iter();
        types
            .filter(|definition| self.name(definition) == name)
            .map(|definition| self.line(definition))
            .collect::<Vec<String>>()
            .join("\n")
    }

    fn line(&self, definition: &Definition) -> String {
        let name: String = self.name(definition);
        match &definition.shape {
            Shape::Struct(structure) => {
                let mut fields: Vec<String> = structure
                    .fields
                    .iter()
                    .map(|field| self.field(field))
                    .collect();
                if let Some(extra) = &structure.extra {
                    fields.push(format!("..{}", self.ty(&extra.ty)));
                }
                format!("{name} {{ {} }}", fields.join(", "))
            }
            Shape::Enumeration(values) => {
                let values = values.values.iter().map(|value| value.name.wire.as_str());
                format!("{name} = {}", values.collect::<Vec<&str>>().join(" | "))
            }
            Shape::Union(union) => {
                let arms = union.arms.iter().map(|arm| {
                    let tags: String = match arm.tags.is_empty() {
                        true => String::new(),
                        false => format!("{:?}", arm.tags),
                    };
                    let ty: String = self.ty(&arm.ty);
                    match arm.name.wire.as_str() {
                        "" => format!("{ty}{tags}"),
                        name => format!("{name}({ty}){tags}"),
                    }
                });
                let by: String = match &union.by {
                    Distinction::Tag { path, .. } => format!("tag {}", path.join(".")),
                    other => format!("{other:?}").to_lowercase(),
                };
                format!(
                    "{name} by {by}: {}",
                    arms.collect::<Vec<String>>().join(" | ")
                )
            }
            Shape::Text(_) => format!("{name} text"),
            Shape::Newtype(newtype) => format!("{name} wraps {}", self.ty(&newtype.inner)),
            Shape::Alias(ty) => format!("{name} = {}", self.ty(ty)),
            Shape::Positions(positions) => {
                let items = positions.items.iter().map(|field| self.field(field));
                let rest = positions
                    .rest
                    .iter()
                    .map(|rest| format!("..{}", self.ty(rest)));
                let all: Vec<String> = items.chain(rest).collect();
                format!("{name} [{}]", all.join(", "))
            }
            Shape::Never => format!("{name} never"),
        }
    }

    fn field(&self, field: &Field) -> String {
        let mark: &str = match field.presence {
            Presence::Required => "",
            Presence::RequiredNullable => "!null",
            Presence::Optional => "?",
            Presence::OptionalNullable => "?null",
        };
        format!("{}{mark}: {}", field.name.wire, self.ty(&field.ty))
    }

    fn name(&self, definition: &Definition) -> String {
        match &definition.origin.home {
            Home::Shared { key } => key.clone(),
            Home::Inline { key, roles, .. } => format!("{key}.{}", roles.join(".")),
            Home::Operation { operation, roles } => {
                let operation = self.api.operations.get(operation.0);
                let id: &str = operation.map_or("", |operation| &operation.name.wire);
                format!("{id}.{}", roles.join("."))
            }
            Home::Format { format } => format!("<{format}>"),
            Home::Family { name } => name.clone(),
        }
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "bool".to_owned(),
            Type::Integer(width) => format!("{width:?}").to_lowercase(),
            Type::Number => "f64".to_owned(),
            Type::Array(item) => format!("[{}]", self.ty(item)),
            Type::FixedArray(item, length) => format!("[{}; {length}]", self.ty(item)),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty(item)).collect();
                format!("({})", items.join(", "))
            }
            Type::Map(key, value) => format!("{{{}: {}}}", self.ty(key), self.ty(value)),
            Type::Nullable(inner) => format!("{}|null", self.ty(inner)),
            Type::Lazy(inner) => format!("Json<{}>", self.ty(inner)),
            Type::JsonText(inner) => format!("JsonText<{}>", self.ty(inner)),
            Type::Named(id) => self.name(&self.api.types[id.0]),
            Type::Boxed(id) => format!("Box<{}>", self.name(&self.api.types[id.0])),
            other => format!("{other:?}"),
        }
    }
}
