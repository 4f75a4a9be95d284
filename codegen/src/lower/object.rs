//! Objects: structs and maps.

use std::collections::HashSet;

use super::{
    Lowering, annotation,
    ty::{Class, Plan},
    view::{Conjunction, PropertyView, View},
};
use crate::{
    config::{self, Enums, UnknownFields},
    diagnostic::{Diagnostic, lint},
    model::{
        Docs, Extra, Field, Home, Name, Presence, Shape, Struct, Type, TypeId, rules::Direction,
    },
    pointer::Place,
    schema::{SchemaBody, SchemaId},
    value::Node,
};

impl<'d> Lowering<'d> {
    pub(super) fn classify_object(&self, view: &View<'d>) -> Class {
        if view.properties.is_empty() {
            Class::Map
        } else {
            Class::Named(Plan::Struct)
        }
    }

    /// An object without known properties: a map where its values are described, else any object.
    pub(super) fn map(&mut self, view: &View<'d>, home: Option<Home>) -> Type {
        let values: Option<Type> = self.extra_values(view, home);
        match (self.key(view), values.unwrap_or(Type::Json)) {
            (Type::String, Type::Json) => Type::JsonObject,
            (key, values) => Type::Map(Box::new(key), Box::new(values)),
        }
    }

    /// The type of keys: a string type of its own where `propertyNames` is one, else a string.
    fn key(&mut self, view: &View<'d>) -> Type {
        let [names] = view.property_names.as_slice() else {
            return Type::String;
        };
        let names_view = View::of(self.description, &Conjunction::one(*names));
        if self.are_open_names(&names_view) {
            return self.ty(Conjunction::one(*names), None).ty;
        }
        if names_view.format.is_none() {
            return Type::String;
        }
        match self.string(&names_view) {
            Class::Plain(Type::Named(id)) => {
                let shape = self.api.definition(id).map(|definition| &definition.shape);
                match shape {
                    Some(Shape::Text(_)) => Type::Named(id),
                    _ => Type::String,
                }
            }
            _ => Type::String,
        }
    }

    /// Whether a schema lists texts, and its type has room for others.
    fn are_open_names(&self, view: &View<'d>) -> bool {
        let mut values = view.values.iter().flatten().peekable();
        self.config.types.enums == Enums::Open
            && values.peek().is_some()
            && values.all(|value| matches!(value, Node::String(_)))
    }

    /// The type of members that no property names, where the schema describes them.
    fn extra_values(&mut self, view: &View<'d>, home: Option<Home>) -> Option<Type> {
        let patterns = view.pattern_properties.iter().map(|(_, schema)| *schema);
        let mut types: Vec<Type> = Vec::new();
        for schema in patterns {
            types.push(self.ty(Conjunction::one(schema), None).into_item());
        }
        let open: Vec<SchemaId> = view.additional_properties.clone();
        if !open.is_empty() && !self.has_false(&open) {
            let home: Option<Home> = home.filter(|_| open.len() > 1);
            types.push(self.ty(Conjunction::all(open), home).into_item());
        } else if open.is_empty() {
            types.extend(self.unevaluated_values(view));
        }
        let first: Type = types.first()?.clone();
        let same: bool = types.iter().all(|ty| *ty == first);
        Some(if same { first } else { Type::Json })
    }

    /// The type of members that no part of the schema evaluates (JSON Schema Core 11.3). Which
    /// ones these are can depend on the arm that fits; then they are any JSON.
    fn unevaluated_values(&mut self, view: &View<'d>) -> Option<Type> {
        let layers = view.layers.iter();
        let schemas: Vec<SchemaId> = layers
            .filter_map(|layer| self.keywords(*layer)?.unevaluated_properties)
            .collect();
        if schemas.is_empty() || self.has_false(&schemas) {
            return None;
        }
        let [only] = schemas.as_slice() else {
            return Some(Type::Json);
        };
        Some(match view.unions.is_empty() {
            true => self.ty(Conjunction::one(*only), None).into_item(),
            false => Type::Json,
        })
    }

    fn has_false(&self, schemas: &[SchemaId]) -> bool {
        schemas.iter().any(|schema| {
            let body = self.description.schema(*schema).map(|schema| &schema.body);
            matches!(body, Some(SchemaBody::Boolean(false)))
        })
    }

    /// A struct. `optional` are further properties that may be there: those of the arms of an
    /// `anyOf` without conflict.
    pub(super) fn structure(
        &mut self,
        id: TypeId,
        view: &View<'d>,
        optional: &[PropertyView<'d>],
    ) -> Struct {
        let mut fields: Vec<Field> = Vec::new();
        for property in &view.properties {
            let required: bool = view.requires(property.name);
            fields.push(self.field(id, property, required));
        }
        for property in optional {
            if view.property(property.name).is_none() {
                fields.push(self.field(id, property, false));
            }
        }
        self.undeclared(view, &mut fields);
        Struct {
            fields,
            constants: Vec::new(),
            extra: self.extra(id, view),
        }
    }

    fn field(&mut self, id: TypeId, property: &PropertyView<'d>, required: bool) -> Field {
        let home: Option<Home> =
            (property.layers.len() > 1).then(|| self.home_in(id, property.name));
        let conjunction = self.reduce(Conjunction::all(property.layers.clone()));
        let home: Option<Home> = home.filter(|_| conjunction.schemas.len() > 1);
        let used = self.ty(Conjunction::all(property.layers.clone()), home);
        let presence: Presence = match (required, used.nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        let place: Place = property
            .layers
            .last()
            .and_then(|layer| self.description.schema(*layer))
            .map_or_else(|| Place::root(""), |schema| schema.place.clone());
        Field {
            name: Name::new(property.name),
            ty: used.ty,
            presence,
            docs: self.field_docs(property),
            deprecated: annotation::deprecated(self.description, &property.layers),
            default: annotation::default(self.description, &property.layers),
            direction: annotation::direction(self.description, &property.layers),
            place,
        }
    }

    /// The property's own texts, else those of what it refers to.
    fn field_docs(&self, property: &PropertyView<'d>) -> Docs {
        let own: Docs = annotation::docs(self.description, &property.layers);
        if own.description.is_some() || own.summary.is_some() {
            return own;
        }
        let view = View::of(self.description, &Conjunction::all(property.layers.clone()));
        annotation::docs(self.description, &view.layers)
    }

    /// Properties that are required but declared nowhere: they can be set and survive; only the
    /// rules demand them (JSON Schema Validation 6.5.3).
    fn undeclared(&mut self, view: &View<'d>, fields: &mut Vec<Field>) {
        if self.has_false(&view.additional_properties) {
            return;
        }
        let known: HashSet<String> = fields.iter().map(|field| field.name.wire.clone()).collect();
        for name in view.required.iter().filter(|name| !known.contains(**name)) {
            let holder = view.layers.iter().rev().find(|layer| {
                self.keywords(**layer).is_some_and(|keywords| {
                    keywords.required.iter().any(|required| required == name)
                })
            });
            let Some(schema) = holder.and_then(|layer| self.description.schema(*layer)) else {
                continue;
            };
            let listed = schema.keywords().map_or(&[][..], |own| &own.required);
            let index: usize = listed.iter().position(|one| one == name).unwrap_or(0);
            let known = fields.iter().map(|field| field.name.wire.as_str());
            let near: Option<String> = config::nearest(name, known).map(str::to_owned);
            let diagnostic = Diagnostic::new(
                &lint::UNDECLARED_REQUIRED,
                schema.place.child("required").item(index),
                format!("`{name}` is required, but no part of this schema declares it"),
            )
            .note("it may have any value; the field is optional JSON, and only `validate()` demands it");
            self.diagnostics.report(match near {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("declare it under `properties`, or don't require it"),
            });
            fields.push(Field {
                name: Name::new(*name),
                ty: Type::Json,
                presence: Presence::Optional,
                docs: Docs::default(),
                deprecated: false,
                default: None,
                direction: Direction::Both,
                place: schema.place.child("required"),
            });
        }
    }

    /// Where members go that no field holds.
    fn extra(&mut self, id: TypeId, view: &View<'d>) -> Option<Extra> {
        let home: Home = self.home_in(id, "extra");
        let declared: Option<Type> = self.extra_values(view, Some(home));
        let is_declared: bool = declared.is_some();
        let ty: Type = match declared {
            Some(ty) => ty,
            None if self.keeps_unknown(view) => Type::Json,
            None => return None,
        };
        Some(Extra {
            name: Name::new("extra"),
            ty,
            declared: is_declared,
        })
    }

    fn keeps_unknown(&self, view: &View<'d>) -> bool {
        let types = &self.config.types;
        types.unknown_fields == UnknownFields::Keep
            || view
                .layers
                .iter()
                .filter_map(|layer| self.description.schema(*layer))
                .any(|schema| types.keep.iter().any(|glob| glob.matches(&schema.place)))
    }
}
