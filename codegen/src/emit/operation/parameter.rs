//! Parameters and headers as constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    super::{Emitter, imports::Imports},
    constant,
    payload::fields_name,
    server::{body_role, rules_name},
};
use crate::model::{
    Codec, Enumeration, Extra, Location, Operation, Parameter, PathPart, Shape, Struct, Style,
    Styling, Type,
};

/// How deep named types are followed for the shape of a parameter; no style nests deeper than
/// `deepObject` is read.
pub(super) const DEEPEST: usize = 8;

/// The text of a part of the path.
pub(super) fn part_text(operation: &Operation, part: &PathPart) -> String {
    match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(index) => {
            let parameter = operation.parameters.get(*index);
            let name = parameter.map_or("", |parameter| parameter.name.wire.as_str());
            format!("{{{name}}}")
        }
    }
}

/// The names of an operation's constants and statics.
pub(super) fn names(operation: &Operation) -> Vec<String> {
    let mut names = vec!["OPERATION".to_owned()];
    for parameter in &operation.parameters {
        let name = parameter.name.rust.as_str();
        names.extend([constant(&[name]), rules_name(name)].map(|name| name.to_string()));
    }
    for response in &operation.responses {
        let role = super::snake(&response.name);
        let headers = response.headers.iter();
        names.extend(headers.map(|header| constant(&[&role, &header.name.rust]).to_string()));
        let contents = response.contents.iter();
        names.extend(contents.map(|content| fields_name(&role, content).to_string()));
    }
    let headers = super::part_headers(operation).into_iter();
    names.extend(headers.map(|(part, header)| super::header_name(part, header)));
    let body = operation.body.iter().flat_map(|body| &body.contents);
    for content in body {
        let rules = rules_name(&body_role(content));
        names.extend([fields_name("body", content), rules].map(|name| name.to_string()));
    }
    names
}

impl Emitter<'_> {
    /// A constant for each parameter, response header and form field.
    pub(super) fn parameters(
        &self,
        operation: &Operation,
        imports: &mut Imports,
    ) -> Vec<TokenStream> {
        let mut items = Vec::new();
        for parameter in &operation.parameters {
            let name = constant(&[&parameter.name.rust]);
            let ty = imports.support("parameter::Parameter");
            if is_form(parameter) {
                let fields = self.form_fields(&parameter.ty, &parameter.parts, false, imports);
                items.push(quote!(const #name: &[#ty] = #fields;));
                continue;
            }
            let value = self.parameter(operation, parameter, imports);
            items.push(quote!(const #name: #ty = #value;));
        }
        for response in &operation.responses {
            for header in &response.headers {
                let name = constant(&[&super::snake(&response.name), &header.name.rust]);
                let ty = imports.support("parameter::Parameter");
                let wire = &header.name.wire;
                let shape = self.shape(&header.ty, DEEPEST, imports);
                let calls = self.styling(&header.styling, Location::Header, imports);
                items.push(quote!(const #name: #ty = #ty::header(#wire, #shape)#calls;));
            }
        }
        let body = operation.body.iter().flat_map(|body| &body.contents);
        items.extend(body.filter_map(|content| self.form("body", content, imports)));
        for response in &operation.responses {
            let role = super::snake(&response.name);
            let contents = response.contents.iter();
            items.extend(contents.filter_map(|content| self.form(&role, content, imports)));
        }
        items
    }

    fn parameter(
        &self,
        operation: &Operation,
        parameter: &Parameter,
        imports: &mut Imports,
    ) -> TokenStream {
        let new = imports.support("parameter::Parameter");
        let make = match parameter.location {
            Location::Path => quote!(path),
            Location::Query | Location::QueryString => quote!(query),
            Location::Header => quote!(header),
            Location::Cookie => quote!(cookie),
        };
        let wire = &parameter.name.wire;
        let shape = self.shape(&parameter.ty, DEEPEST, imports);
        let styling = self.styling(&parameter.styling, parameter.location, imports);
        let nullable = matches!(parameter.ty, Type::Nullable(_));
        let empty = (parameter.allow_empty || nullable).then(|| quote!(.or_empty()));
        let others = operation.parameters.iter().filter(|other| {
            other.location == parameter.location && other.name.wire != parameter.name.wire
        });
        let others: Vec<&str> = others.map(|other| other.name.wire.as_str()).collect();
        let beside = (self.takes_rest(parameter) && !others.is_empty())
            .then(|| quote!(.beside(&[#(#others),*])));
        quote!(#new::#make(#wire, #shape)#styling #empty #beside)
    }

    /// Whether a parameter is an exploded object with members of any name.
    fn takes_rest(&self, parameter: &Parameter) -> bool {
        let spread = matches!(
            parameter.styling,
            Styling::Style {
                style: Style::Form,
                explode: true,
                ..
            }
        );
        spread && self.has_rest(&parameter.ty, DEEPEST)
    }

    fn has_rest(&self, ty: &Type, deep: usize) -> bool {
        match ty {
            Type::Map(..) | Type::JsonObject => true,
            Type::Nullable(inner) => deep > 0 && self.has_rest(inner, deep - 1),
            Type::Named(id) | Type::Boxed(id) if deep > 0 => {
                match self.api.definition(*id).map(|named| &named.shape) {
                    Some(Shape::Struct(Struct { extra, .. })) => extra.is_some(),
                    Some(Shape::Newtype(newtype)) => self.has_rest(&newtype.inner, deep - 1),
                    Some(Shape::Alias(ty)) => self.has_rest(ty, deep - 1),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// What a styling changes of the defaults of its location.
    pub(super) fn styling(
        &self,
        styling: &Styling,
        location: Location,
        imports: &mut Imports,
    ) -> TokenStream {
        let mut style_path = |name: &str| {
            let style = imports.support("parameter::Style");
            let name = super::ident(name);
            quote!(.styled(#style::#name))
        };
        match styling {
            Styling::Content(Codec::Json) => style_path("Json"),
            Styling::Content(_) => style_path("Text"),
            Styling::Style {
                style,
                explode,
                allow_reserved,
            } => {
                let form = matches!(
                    location,
                    Location::Query | Location::Cookie | Location::QueryString
                );
                let usual = if form { Style::Form } else { Style::Simple };
                let style = (*style != usual).then(|| style_path(style_name(*style)));
                let explode = (*explode != form).then(|| quote!(.exploded(#explode)));
                let reserved = allow_reserved.then(|| quote!(.reserved()));
                quote!(#style #explode #reserved)
            }
        }
    }

    /// What JSON a text stands for.
    pub(super) fn shape(&self, ty: &Type, deep: usize, imports: &mut Imports) -> TokenStream {
        let shape = imports.support("parameter::Shape");
        let Some(deeper) = deep.checked_sub(1) else {
            return quote!(#shape::Scalar);
        };
        match ty {
            Type::Boolean => quote!(#shape::Boolean),
            Type::Integer(_) => quote!(#shape::Integer),
            Type::Number | Type::Decimal => quote!(#shape::Number),
            Type::String | Type::Base64 | Type::JsonText(_) | Type::External(_) => {
                quote!(#shape::String)
            }
            Type::File => quote!(#shape::File),
            Type::Array(item) | Type::FixedArray(item, _) => {
                let item = self.shape(item, deeper, imports);
                quote!(#shape::Array(&#item))
            }
            Type::Tuple(_) => quote!(#shape::Array(&#shape::Scalar)),
            Type::Map(_, value) => {
                let value = self.shape(value, deeper, imports);
                quote!(#shape::Object(&[], Some(&#value)))
            }
            Type::JsonObject => quote!(#shape::Object(&[], Some(&#shape::Scalar))),
            Type::Nullable(inner) | Type::Lazy(inner) => self.shape(inner, deep, imports),
            Type::Named(id) | Type::Boxed(id) => {
                match self.api.definition(*id).map(|named| &named.shape) {
                    Some(named) => self.named_shape(named, deeper, imports),
                    None => quote!(#shape::Scalar),
                }
            }
            Type::Null | Type::Json | Type::Never => quote!(#shape::Scalar),
        }
    }

    fn named_shape(&self, named: &Shape, deep: usize, imports: &mut Imports) -> TokenStream {
        let shape = imports.support("parameter::Shape");
        match named {
            Shape::Text(_) | Shape::Enumeration(Enumeration { text: true, .. }) => {
                quote!(#shape::String)
            }
            Shape::Newtype(newtype) => self.shape(&newtype.inner, deep, imports),
            Shape::Alias(ty) => self.shape(ty, deep, imports),
            Shape::Positions(_) => quote!(#shape::Array(&#shape::Scalar)),
            Shape::Struct(structure) => {
                let members = structure.fields.iter().map(|field| {
                    let (wire, member) = (&field.name.wire, self.shape(&field.ty, deep, imports));
                    quote!((#wire, #member))
                });
                let members: Vec<TokenStream> = members.collect();
                let rest = match &structure.extra {
                    Some(Extra { ty, .. }) => {
                        let rest = self.shape(ty, deep, imports);
                        quote!(Some(&#rest))
                    }
                    None => quote!(None),
                };
                quote!(#shape::Object(&[#(#members),*], #rest))
            }
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Never => quote!(#shape::Scalar),
        }
    }
}

/// Whether a parameter is a whole query string that is a form.
fn is_form(parameter: &Parameter) -> bool {
    parameter.location == Location::QueryString
        && parameter.styling == Styling::Content(Codec::Form)
}

/// How a whole query string is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WholeQuery {
    /// As a form.
    Form,
    /// As JSON text or as the string itself.
    Text,
}

/// How a parameter is written that is a whole query string; none for others.
pub(super) fn whole_query(parameter: &Parameter) -> Option<WholeQuery> {
    let whole = parameter.location == Location::QueryString;
    whole.then(|| match is_form(parameter) {
        true => WholeQuery::Form,
        false => WholeQuery::Text,
    })
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Simple => "Simple",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
    }
}
