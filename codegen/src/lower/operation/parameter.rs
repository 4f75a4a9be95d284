//! Parameters and headers (OpenAPI 3.1 *Parameter Object*, *Header Object*).

use std::collections::BTreeSet;

use super::{Site, own};
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{self, MediaType, ParameterIn, RefOr},
    lower::{
        Lowering, annotation,
        view::{Conjunction, View},
    },
    model::{
        Codec, Docs, Header, Home, Location, Name, OperationId, Parameter, Scalar, Style, Styling,
        Type,
        rules::{Direction, RulesRef},
    },
    resolve::Resolved,
    schema::SchemaId,
};

/// What the schema or the media type of a parameter says.
struct Value {
    ty: Type,
    styling: Option<Codec>,
    default: Option<Scalar>,
    rules: Option<RulesRef>,
}

impl<'d> Lowering<'d> {
    /// The parameters of an operation: those of the path item, overridden by its own of the same
    /// name and location, then the rest of its own.
    pub(super) fn parameters(&mut self, id: OperationId, site: &Site<'_>) -> Vec<Parameter> {
        let own = &site.operation.object.parameters;
        let identity = |parameter| self.description.parameter_identity(parameter);
        let mut order: Vec<&RefOr<document::Parameter>> = Vec::new();
        for inherited in &site.item.parameters {
            let overriding = own.iter().find(|own| identity(own) == identity(inherited));
            order.push(overriding.unwrap_or(inherited));
        }
        let inherited: BTreeSet<_> = order.iter().filter_map(|one| identity(one)).collect();
        order.extend(
            own.iter()
                .filter(|own| identity(own).is_none_or(|identity| !inherited.contains(&identity))),
        );
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut takers: Vec<Parameter> = Vec::new();
        for declared in order {
            let Some(parameter) = self.description.resolve(declared) else {
                continue;
            };
            if self.is_reserved(&parameter) {
                continue;
            }
            // What a path item holds itself, maybe by way of its `$ref`, is for its operations
            // only.
            let home: Home = match declared {
                RefOr::Item(object) => own::own(id, &object.name),
                RefOr::Reference(_) => self.home_of_part(
                    id,
                    site.operation.object,
                    parameter.place,
                    &parameter.object.name,
                ),
            };
            let lowered: Parameter = self.parameter(&parameter, home);
            let repeated = parameters.iter().any(|known| {
                known.location == lowered.location && known.name.wire == lowered.name.wire
            });
            // The reader has reported a repeated one.
            if repeated {
                continue;
            }
            if self.takes_the_rest(parameter.object, &lowered) {
                takers.push(lowered.clone());
            }
            parameters.push(lowered);
        }
        self.doubt_rest(&takers);
        self.alone(parameters)
    }

    fn parameter(
        &mut self,
        parameter: &Resolved<'_, document::Parameter>,
        home: Home,
    ) -> Parameter {
        let object: &document::Parameter = parameter.object;
        let value: Value = self.value(object.schema, &object.content, home);
        if let Some(accepted) = object.schema.and_then(|schema| self.accepted_texts(schema)) {
            self.accepted.insert(parameter.place.clone(), accepted);
        }
        let location: Location = match object.location {
            ParameterIn::Path => Location::Path,
            ParameterIn::Query => Location::Query,
            ParameterIn::Header => Location::Header,
            ParameterIn::Cookie => Location::Cookie,
            ParameterIn::Querystring => Location::QueryString,
        };
        self.doubt_contents(&object.content, parameter.place);
        let (styling, parts) = match location {
            Location::QueryString => self.query_string(object),
            _ => match value.styling {
                Some(codec) => (Styling::Content(codec), Vec::new()),
                None => (self.styling(object, location), Vec::new()),
            },
        };
        Parameter {
            name: Name::new(&object.name),
            place: parameter.place.clone(),
            location,
            required: object.required || location == Location::Path,
            ty: value.ty,
            styling,
            parts,
            allow_empty: object.allow_empty_value,
            docs: Docs {
                description: parameter.description.map(str::to_owned),
                ..Docs::default()
            },
            deprecated: object.deprecated,
            default: value.default,
            rules: value.rules,
        }
    }

    /// The type of a parameter or header; `null` is the same as absent there.
    fn value(
        &mut self,
        schema: Option<SchemaId>,
        content: &[(String, RefOr<MediaType>)],
        home: Home,
    ) -> Value {
        let description = self.description;
        let media = content.first().and_then(|(media_type, content)| {
            let content = description.resolve(content)?;
            Some((media_type, content.object.schema))
        });
        let styling: Option<Codec> = media.map(|(media_type, _)| {
            if super::content::is_json(media_type) {
                Codec::Json
            } else {
                Codec::Text
            }
        });
        let Some(schema) = schema.or_else(|| media.and_then(|(_, schema)| schema)) else {
            let json: bool = styling == Some(Codec::Json);
            return Value {
                ty: if json { Type::Json } else { Type::String },
                styling,
                default: None,
                rules: None,
            };
        };
        let view = View::of(description, &Conjunction::one(schema));
        Value {
            default: annotation::default(description, &view.layers),
            ty: self.type_at(schema, home).ty,
            styling,
            rules: self.rules_of(schema, Direction::Request),
        }
    }

    /// A header of a response or of a part.
    pub(super) fn header(
        &mut self,
        name: &str,
        header: &Resolved<'_, document::Header>,
        home: Home,
    ) -> Header {
        let object: &document::Header = header.object;
        self.doubt_contents(&object.content, header.place);
        let value: Value = self.value(object.schema, &object.content, home);
        Header {
            name: Name::new(name),
            required: object.required,
            ty: value.ty,
            styling: match value.styling {
                Some(codec) => Styling::Content(codec),
                None => Styling::Style {
                    style: Style::Simple,
                    explode: object.explode.unwrap_or(false),
                    allow_reserved: false,
                },
            },
            docs: Docs {
                description: header.description.map(str::to_owned),
                ..Docs::default()
            },
            deprecated: object.deprecated,
        }
    }

    /// Style and explode, with the defaults of the location. What the standard marks as not
    /// applicable becomes the nearest that is.
    fn styling(&mut self, object: &document::Parameter, location: Location) -> Styling {
        let default: Style = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie | Location::QueryString => Style::Form,
        };
        let asked: Style = object.style.map_or(default, style);
        let legal: &[Style] = match location {
            Location::Path => &[Style::Matrix, Style::Label, Style::Simple],
            Location::Header => &[Style::Simple],
            Location::Cookie => &[Style::Form, Style::Cookie],
            Location::Query | Location::QueryString => &[
                Style::Form,
                Style::SpaceDelimited,
                Style::PipeDelimited,
                Style::DeepObject,
            ],
        };
        let legal: bool = legal.contains(&asked) && !self.is_for_compounds_only(object, asked);
        let style: Style = if legal {
            asked
        } else {
            self.report_style(object, default);
            default
        };
        if style == Style::DeepObject {
            self.doubt_depth(object);
        }
        let by_default: bool = matches!(style, Style::Form | Style::Cookie);
        let explode: bool = match style {
            Style::DeepObject => true,
            _ => object.explode.unwrap_or(by_default),
        };
        Styling::Style {
            style,
            explode,
            allow_reserved: object.allow_reserved,
        }
    }

    /// Headers that media types and security speak of already (*Parameter Object*: they SHALL be
    /// ignored).
    fn is_reserved(&mut self, parameter: &Resolved<'_, document::Parameter>) -> bool {
        let object: &document::Parameter = parameter.object;
        let reserved: bool = object.location == ParameterIn::Header
            && ["accept", "content-type", "authorization"]
                .iter()
                .any(|name| object.name.eq_ignore_ascii_case(name));
        if reserved {
            let diagnostic = Diagnostic::new(
                &lint::RESERVED_HEADER,
                parameter.place.clone(),
                format!(
                    "the header `{}` can't be declared as a parameter",
                    object.name
                ),
            )
            .note("the standard has it ignored here, because `content` or `security` speak of it")
            .help("remove it");
            self.report(diagnostic);
        }
        reserved
    }

    fn report_style(&mut self, object: &document::Parameter, nearest: Style) {
        let diagnostic = Diagnostic::new(
            &lint::STYLE_NOT_APPLICABLE,
            object.place.child("style"),
            format!(
                "this style doesn't apply to the parameter `{}`",
                object.name
            ),
        )
        .note("each style is for certain locations and types only (OpenAPI *Style Values*)")
        .help(format!(
            "write `{}`, which is used now",
            style_word(nearest)
        ));
        self.report(diagnostic);
    }
}

/// A style as documents spell it.
fn style_word(style: Style) -> &'static str {
    match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Simple => "simple",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
    }
}

pub(super) fn style(style: document::Style) -> Style {
    match style {
        document::Style::Matrix => Style::Matrix,
        document::Style::Label => Style::Label,
        document::Style::Simple => Style::Simple,
        document::Style::Form => Style::Form,
        document::Style::SpaceDelimited => Style::SpaceDelimited,
        document::Style::PipeDelimited => Style::PipeDelimited,
        document::Style::DeepObject => Style::DeepObject,
        document::Style::Cookie => Style::Cookie,
    }
}
