//! What operations say that has no effect, or not the one that its author may think of.

use super::content::essence;
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{self, MediaType, RefOr},
    lower::{
        Lowering,
        kinds::Kinds,
        view::{Conjunction, View},
    },
    model::{Codec, Location, OperationId, Parameter, Requirement, SchemeKind, Style, Styling},
    pointer::Place,
    schema::{SchemaBody, SchemaId},
};

/// Methods whose requests have no body that means anything (RFC 9110 §9.3).
const WITHOUT_BODY: [&str; 4] = ["GET", "HEAD", "DELETE", "TRACE"];

impl<'d> Lowering<'d> {
    pub(super) fn doubt_body(&mut self, id: OperationId, body: &Place) {
        let operation = self.api.operations.get(id.0);
        let method = operation.map_or("", |operation| operation.method.as_str());
        if !WITHOUT_BODY.contains(&method) {
            return;
        }
        let diagnostic = Diagnostic::new(
            &lint::MEANINGLESS_BODY,
            body.clone(),
            format!("HTTP gives the body of a request with {method} no meaning"),
        )
        .note("it is generated, but what lies between client and server may drop or refuse it (RFC 9110 §9.3)")
        .help("send it as parameters, or with POST");
        self.report(diagnostic);
    }

    pub(super) fn doubt_media_type(&mut self, media_type: &str, place: &Place, codec: Codec) {
        let essence: String = essence(media_type);
        let diagnostic = if !is_media_type(&essence) {
            Diagnostic::new(
                &lint::INVALID_MEDIA_TYPE,
                place.clone(),
                format!("`{media_type}` is no media type"),
            )
            .at_key()
            .note("no `Content-Type` matches it, so that the content is never read")
            .help("write type and subtype, such as `application/json`")
        } else if is_xml(&essence) && codec == Codec::Bytes {
            Diagnostic::new(
                &lint::XML_CONTENT,
                place.clone(),
                "XML isn't read or written; its text is passed on as bytes",
            )
            .at_key()
            .note("what the schema says about it has no effect")
        } else {
            return;
        };
        self.report(diagnostic);
    }

    /// The content of a parameter or header has one media type.
    pub(super) fn doubt_contents(&mut self, content: &[(String, RefOr<MediaType>)], place: &Place) {
        let [(first, _), (second, _), ..] = content else {
            return;
        };
        let diagnostic = Diagnostic::new(
            &lint::SEVERAL_MEDIA_TYPES,
            place.child("content").child(second),
            "`content` of a parameter or header has one media type only",
        )
        .at_key()
        .note(format!(
            "`{first}` counts, because nothing in a request says which one was taken"
        ))
        .help("remove the others");
        self.report(diagnostic);
    }

    /// Whether a parameter takes all members of the query that no other parameter has.
    pub(super) fn takes_the_rest(&self, object: &document::Parameter, lowered: &Parameter) -> bool {
        let exploded = Styling::Style {
            style: Style::Form,
            explode: true,
            allow_reserved: object.allow_reserved,
        };
        let Some(schema) = object.schema else {
            return false;
        };
        if lowered.location != Location::Query || lowered.styling != exploded {
            return false;
        }
        let view = View::of(self.description, &Conjunction::one(schema));
        if self.kinds(&view).0 != Kinds::OBJECT {
            return false;
        }
        let is_closed = |id: &SchemaId| {
            let schema = self.description.schema(*id);
            schema.is_some_and(|schema| matches!(schema.body, SchemaBody::Boolean(false)))
        };
        let closed: bool = view.additional_properties.iter().any(is_closed);
        let silent: bool = view.additional_properties.is_empty() && !view.properties.is_empty();
        !closed && !silent
    }

    /// The first takes everything, so that nothing is left for the others.
    pub(super) fn doubt_rest(&mut self, takers: &[Parameter]) {
        let [first, others @ ..] = takers else {
            return;
        };
        for other in others {
            let diagnostic = Diagnostic::new(
                &lint::TWO_OPEN_OBJECTS,
                other.place.clone(),
                format!(
                    "`{}` and `{}` both take the members of the query that nothing else takes",
                    first.name.wire, other.name.wire
                ),
            )
            .related(first.place.clone(), "the other one")
            .note("a server can't tell which of them a member belongs to")
            .help("write `style: deepObject` for one of them, or list its properties");
            self.report(diagnostic);
        }
    }

    /// Whether a style can't write values of the parameter's type (*Style Values*).
    pub(super) fn is_for_compounds_only(&self, object: &document::Parameter, style: Style) -> bool {
        let compound = matches!(
            style,
            Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject
        );
        let Some(schema) = object.schema.filter(|_| compound) else {
            return false;
        };
        let view = View::of(self.description, &Conjunction::one(schema));
        let (kinds, _) = self.kinds(&view);
        !kinds.is_empty() && kinds.is_disjoint(Kinds::OBJECT.union(Kinds::ARRAY))
    }

    /// `deepObject` is defined for objects whose properties are scalars.
    pub(super) fn doubt_depth(&mut self, object: &document::Parameter) {
        let Some(schema) = object.schema else {
            return;
        };
        let compound = Kinds::OBJECT.union(Kinds::ARRAY);
        let view = View::of(self.description, &Conjunction::one(schema));
        let (kinds, _) = self.kinds(&view);
        let nested = view.properties.iter().find(|property| {
            let layers = Conjunction::all(property.layers.clone());
            let (kinds, _) = self.kinds(&View::of(self.description, &layers));
            kinds != Kinds::ALL && !kinds.is_disjoint(compound)
        });
        let what: String = match nested {
            _ if kinds != Kinds::ALL && kinds.contains(Kinds::ARRAY) => "an array".to_owned(),
            Some(property) => format!("what is inside of `{}`", property.name),
            None => return,
        };
        let diagnostic = Diagnostic::new(
            &lint::BEYOND_DEEP_OBJECT,
            object.place.child("style"),
            format!("the standard doesn't say how `deepObject` writes {what}"),
        )
        .note("it is written and read as `name[key][inner]=`, and arrays as `name[]=`, which others may not do")
        .help("describe it with `content` and a media type instead");
        self.report(diagnostic);
    }

    /// Leaves out the parameters that are an API key of the operation's security.
    pub(super) fn without_keys(
        &mut self,
        parameters: Vec<Parameter>,
        security: &[Vec<Requirement>],
    ) -> Vec<Parameter> {
        let schemes = security.iter().flatten();
        let schemes = schemes.filter_map(|required| self.api.schemes.get(required.scheme.0));
        let keys = schemes.filter_map(|scheme| match &scheme.kind {
            SchemeKind::ApiKey { location, name } => {
                Some((*location, name.clone(), scheme.place.clone()))
            }
            _ => None,
        });
        let keys: Vec<(Location, String, Place)> = keys.collect();
        let mut kept: Vec<Parameter> = Vec::new();
        for parameter in parameters {
            let wire: &str = &parameter.name.wire;
            let key = keys.iter().find(|(location, name, _)| {
                *location == parameter.location
                    && match location {
                        Location::Header => name.eq_ignore_ascii_case(wire),
                        _ => name == wire,
                    }
            });
            match key {
                Some((_, _, scheme)) => self.report_key(&parameter, scheme),
                None => kept.push(parameter),
            }
        }
        kept
    }

    fn report_key(&mut self, parameter: &Parameter, scheme: &Place) {
        let diagnostic = Diagnostic::new(
            &lint::KEY_PARAMETER,
            parameter.place.clone(),
            format!("`{}` is the key of a security scheme", parameter.name.wire),
        )
        .related(scheme.clone(), "this one")
        .note("it is left out of the parameters, because the credentials bring it")
        .help("remove it");
        self.report(diagnostic);
    }
}

/// Whether a text is type and subtype, or a range of them (RFC 9110 §8.3.1, §12.5.1).
fn is_media_type(essence: &str) -> bool {
    let is_token = |text: &str| {
        let is_char = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !text.is_empty() && text.bytes().all(is_char)
    };
    let parts = essence.split_once('/');
    parts.is_some_and(|(main, sub)| is_token(main) && is_token(sub) && (main != "*" || sub == "*"))
}

/// RFC 7303.
fn is_xml(essence: &str) -> bool {
    matches!(essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}
