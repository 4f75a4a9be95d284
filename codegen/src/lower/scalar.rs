//! Numbers and strings.

use super::{
    Lowering,
    kinds::Kinds,
    operation::is_json,
    ty::{Class, Plan},
    view::{Conjunction, View},
};
use crate::{
    config::{TimeType, UrlType, UuidType, Widths},
    model::{Home, IntegerWidth, Newtype, Shape, Type, TypeId},
    schema::SchemaId,
    value::Number,
};

impl<'d> Lowering<'d> {
    /// Whole numbers are 64 bits wide unless the config goes by `format`; other numbers are
    /// doubles.
    pub(super) fn number(&self, view: &View<'d>, kinds: Kinds) -> Type {
        if self.keeps_digits(view) {
            return Type::Decimal;
        }
        if kinds == Kinds::NUMBER {
            return Type::Number;
        }
        let format: &str = view.format.unwrap_or_default();
        if self.config.types.widths == Widths::Format
            && let Some(width) = width(format)
        {
            return Type::Integer(width);
        }
        let beyond: bool = is_beyond_i64(view.maximum) && is_natural(view.minimum);
        let width: IntegerWidth = match format {
            "uint64" | "u-int64" | "uint" | "ulong" | "unsigned-int64" => IntegerWidth::U64,
            _ if beyond => IntegerWidth::U64,
            _ => IntegerWidth::I64,
        };
        Type::Integer(width)
    }

    fn keeps_digits(&self, view: &View<'d>) -> bool {
        let globs = &self.config.types.numbers;
        view.layers
            .iter()
            .filter_map(|layer| self.description.schema(*layer))
            .any(|schema| globs.iter().any(|glob| glob.matches(&schema.place)))
    }

    /// A string, or a type of its own where its format or a shared pattern gives it one.
    pub(super) fn string(&mut self, view: &View<'d>) -> Class {
        if let Some(ty) = view.format.and_then(|format| self.format(format)) {
            return Class::Plain(ty);
        }
        if let Some(schema) = view.content_schema
            && view.content_media_type.is_some_and(is_json)
            && view.content_encoding.is_none()
        {
            return Class::Content(schema);
        }
        let encoded: bool = matches!(view.content_encoding, Some("base64" | "base64url"))
            || view.format == Some("byte");
        if encoded {
            return Class::Plain(Type::Base64);
        }
        let own: Option<&SchemaId> = view.layers.last();
        if view.pattern.is_some() && own.is_some_and(|schema| self.is_shared(*schema)) {
            return Class::Named(Plan::Text);
        }
        Class::Plain(Type::String)
    }

    /// Whether a `format` makes a string more than a string.
    pub(super) fn has_own_type(&self, format: &str) -> bool {
        let types = &self.config.types;
        types.formats.contains_key(format)
            || format == "byte"
            || matches!(format, "date-time" | "date") && types.time == TimeType::Jiff
            || format == "uuid" && types.uuid == UuidType::Uuid
            || matches!(format, "uri" | "url") && types.url == UrlType::Url
    }

    /// The type of a `format`: what the config names, or another crate's type on request.
    fn format(&mut self, format: &str) -> Option<Type> {
        let types = &self.config.types;
        if let Some(name) = types.formats.get(format) {
            let name: String = name.as_str().to_owned();
            return Some(Type::Named(self.format_type(format, &name)));
        }
        let path: &str = match format {
            "date-time" if types.time == TimeType::Jiff => "jiff::Timestamp",
            "date" if types.time == TimeType::Jiff => "jiff::civil::Date",
            "uuid" if types.uuid == UuidType::Uuid => "uuid::Uuid",
            "uri" | "url" if types.url == UrlType::Url => "url::Url",
            _ => return None,
        };
        Some(Type::External(path.to_owned()))
    }

    fn format_type(&mut self, format: &str, name: &str) -> TypeId {
        if let Some(id) = self.formats.get(format) {
            return *id;
        }
        let home = Home::Format {
            format: format.to_owned(),
        };
        let id: TypeId = self.define(&Conjunction::all(Vec::new()), home);
        if let Some(definition) = self.api.types.get_mut(id.0) {
            definition.origin.title = Some(name.to_owned());
            definition.shape = Shape::Text(Newtype {
                inner: Type::String,
            });
            definition.docs.summary = Some(format!("A string of the format `{format}`."));
        }
        self.formats.insert(format.to_owned(), id);
        id
    }
}

fn width(format: &str) -> Option<IntegerWidth> {
    match format {
        "int8" => Some(IntegerWidth::I8),
        "int16" => Some(IntegerWidth::I16),
        "int32" => Some(IntegerWidth::I32),
        "int64" => Some(IntegerWidth::I64),
        "uint8" => Some(IntegerWidth::U8),
        "uint16" => Some(IntegerWidth::U16),
        "uint32" => Some(IntegerWidth::U32),
        _ => None,
    }
}

fn is_beyond_i64(maximum: Option<Number>) -> bool {
    maximum
        .and_then(Number::as_integer)
        .is_some_and(|maximum| maximum > i128::from(i64::MAX) && maximum <= i128::from(u64::MAX))
}

fn is_natural(minimum: Option<Number>) -> bool {
    minimum
        .and_then(Number::as_integer)
        .is_some_and(|minimum| minimum >= 0)
}
