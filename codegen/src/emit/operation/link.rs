//! Links: from an answer to the next request.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    super::{Emitter, client::module_path, docs::code_span, ident, imports::Imports},
    Answered,
    payload::{Kind, Payload, kind},
    request::POSITIONAL,
};
use crate::{
    model::{
        Body, Codec, Docs, IntegerWidth, Link, LinkValue, Location, Operation, Parameter, Presence,
        Response, Shape, Type,
    },
    names::has_response_type,
};

/// How deep a pointer into a body is followed.
const DEEPEST: usize = 16;

/// A value that an expression stands for.
struct Found<'t> {
    value: Value,
    ty: &'t Type,
}

/// An expression of a value.
enum Value {
    /// It is there.
    Sure(TokenStream),
    /// An `Option` of it.
    Maybe(TokenStream),
}

impl Value {
    /// For where it has to be: `?` ends where it isn't.
    fn needed(&self) -> TokenStream {
        match self {
            Self::Sure(value) => quote!(#value),
            Self::Maybe(value) => quote!(#value?),
        }
    }

    /// For where it may be absent.
    fn optional(&self) -> TokenStream {
        match self {
            Self::Sure(value) => quote!(Some(#value)),
            Self::Maybe(value) => quote!(#value),
        }
    }
}

/// The way into a body: what may be absent so far, and what stands at the end.
struct Way {
    before: Option<TokenStream>,
    end: TokenStream,
}

impl Way {
    /// Goes on behind an `Option` of a reference.
    fn through(self, option: &TokenStream) -> Self {
        Self {
            before: Some(match self.before {
                None => quote!(#option),
                Some(before) => quote!(#before.and_then(|value| #option)),
            }),
            end: quote!(value),
        }
    }

    fn value(self) -> Value {
        let end = self.end;
        match self.before {
            None => Value::Sure(quote!(#end.to_owned())),
            Some(before) if end.to_string() == "value" => Value::Maybe(quote!(#before.cloned())),
            Some(before) => Value::Maybe(quote!(#before.map(|value| #end.to_owned()))),
        }
    }
}

/// What a link's function takes.
#[derive(Clone, Copy, Default)]
struct Takes {
    request: bool,
    answer: bool,
}

impl Emitter<'_> {
    /// A function for each link whose values are all known, and what the others say.
    pub(super) fn links(&self, operation: &Operation, imports: &mut Imports) -> Vec<TokenStream> {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut items = Vec::new();
        for response in &operation.responses {
            for link in &response.links {
                let name = function(&link.name);
                let new = !taken.contains(&name.to_string());
                let function = new
                    .then(|| self.link(operation, response, link, &name, imports))
                    .flatten();
                if function.is_some() {
                    taken.insert(name.to_string());
                }
                items.extend(function);
            }
        }
        items
    }

    /// What a response's documentation says of its links.
    pub(super) fn link_remarks(&self, response: &Response) -> Vec<String> {
        let remarks = response.links.iter().map(|link| {
            let values = link.parameters.iter().map(|(name, value)| {
                let (LinkValue::Expression(text) | LinkValue::Constant(text)) = value;
                format!("{} from {}", code_span(name), code_span(text))
            });
            let values: Vec<String> = values.collect();
            let given = match values.is_empty() {
                true => String::new(),
                false => format!(", {}", values.join(", ")),
            };
            format!(
                "Leads to {} ({}){given}.",
                code_span(&link.target),
                code_span(&link.name)
            )
        });
        remarks.collect()
    }

    fn link(
        &self,
        operation: &Operation,
        response: &Response,
        link: &Link,
        name: &Ident,
        imports: &mut Imports,
    ) -> Option<TokenStream> {
        let target = self.api.operations.get(link.operation?.0)?;
        let mut takes = Takes::default();
        let mut given: Vec<(&Parameter, Value)> = Vec::new();
        for (key, value) in &link.parameters {
            let parameter = parameter_of(target, key)?;
            let value = self.link_value(operation, response, value, &parameter.ty, &mut takes)?;
            given.push((parameter, value));
        }
        let body = match (&link.body, &target.body) {
            (Some(value), Some(body)) => {
                let [only] = body.contents.as_slice() else {
                    return None;
                };
                let ty = only
                    .ty
                    .as_ref()
                    .filter(|_| matches!(kind(only), Kind::Json))?;
                Some(self.link_value(operation, response, value, ty, &mut takes)?)
            }
            (None, Some(Body { required: true, .. })) | (Some(_), None) => return None,
            (None, _) => None,
        };
        let request = build(target, &given, body.as_ref(), imports)?;
        let own = format!(
            "The request of {} that an answer leads to by its link {}; none where the answer \
             doesn't have what it takes.",
            code_span(&target.name.wire),
            code_span(&link.name)
        );
        let docs = Docs {
            description: link.description.clone(),
            remarks: vec![own],
            ..Docs::default()
        };
        let docs = self.docs.attributes(&docs, false, String::new);
        let of_request = takes.request.then(|| quote!(request: &Request,));
        let of_answer = takes.answer.then(|| {
            let ty = self.output(operation, imports);
            quote!(answer: &#ty,)
        });
        let module = module_path(target, imports);
        Some(quote! {
            #docs
            pub fn #name(#of_request #of_answer) -> Option<#module::Request> {
                #request
            }
        })
    }

    /// The value of an expression or constant, if it is of this type.
    fn link_value(
        &self,
        operation: &Operation,
        response: &Response,
        value: &LinkValue,
        ty: &Type,
        takes: &mut Takes,
    ) -> Option<Value> {
        let text = match value {
            LinkValue::Constant(text) => return constant(text, self.plain(ty)).map(Value::Sure),
            LinkValue::Expression(text) => text,
        };
        let found = match text.strip_prefix("$request.") {
            Some(source) => {
                takes.request = true;
                self.in_request(operation, source)?
            }
            None => {
                takes.answer = true;
                self.in_answer(operation, response, text.strip_prefix("$response.")?)?
            }
        };
        (self.plain(found.ty) == self.plain(ty)).then_some(found.value)
    }

    fn in_request<'o>(&'o self, operation: &'o Operation, source: &str) -> Option<Found<'o>> {
        if let Some(pointer) = source.strip_prefix("body#") {
            let body = operation.body.as_ref()?;
            let [only] = body.contents.as_slice() else {
                return None;
            };
            let whole = Way {
                before: None,
                end: quote!(request.body),
            };
            let start = match body.required {
                true => whole,
                false => whole.through(&quote!(request.body.as_ref())),
            };
            return self.in_body(
                start,
                only.ty.as_ref().filter(|_| only.codec == Codec::Json)?,
                pointer,
            );
        }
        let (location, name) = source.split_once('.')?;
        let parameter = operation.parameters.iter().find(|parameter| {
            let here = word(parameter.location) == location;
            here && match parameter.location {
                Location::Header => parameter.name.wire.eq_ignore_ascii_case(name),
                _ => parameter.name.wire == name,
            }
        })?;
        let field = ident(&parameter.name.rust);
        Some(Found {
            value: match parameter.required {
                true => Value::Sure(quote!(request.#field.to_owned())),
                false => Value::Maybe(quote!(request.#field.to_owned())),
            },
            ty: &parameter.ty,
        })
    }

    /// Only of the one success, whose type everybody sees.
    fn in_answer<'o>(
        &'o self,
        operation: &'o Operation,
        response: &'o Response,
        source: &str,
    ) -> Option<Found<'o>> {
        let all = Answered::all(operation);
        let successes = all.iter().filter(|one| !one.failure);
        if !response.success || successes.count() != 1 {
            return None;
        }
        let structured = has_response_type(operation);
        if let Some(pointer) = source.strip_prefix("body#") {
            let Payload::One(content) = Payload::of_response(response, false) else {
                return None;
            };
            let start = Way {
                before: None,
                end: match structured {
                    true => quote!(answer.body),
                    false => quote!(answer),
                },
            };
            return self.in_body(
                start,
                content
                    .ty
                    .as_ref()
                    .filter(|_| content.codec == Codec::Json)?,
                pointer,
            );
        }
        let name = source.strip_prefix("header.")?;
        let mut headers = response.headers.iter();
        let header = headers.find(|header| header.name.wire.eq_ignore_ascii_case(name))?;
        let field = ident(&header.name.rust);
        Some(Found {
            value: Value::Maybe(quote!(answer.#field.to_owned())),
            ty: &header.ty,
        })
    }

    /// What stands at a JSON Pointer, as far as fields and items go.
    fn in_body<'o>(&'o self, start: Way, ty: &'o Type, pointer: &str) -> Option<Found<'o>> {
        let mut way = start;
        let mut ty = self.plain(ty);
        let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
        if tokens.len() > DEEPEST {
            return None;
        }
        for token in tokens {
            let name = token.replace("~1", "/").replace("~0", "~");
            if let Type::Array(item) = ty {
                let index: usize = name.parse().ok()?;
                let end = &way.end;
                let option = match index {
                    0 => quote!(#end.first()),
                    index => {
                        let index = proc_macro2::Literal::usize_unsuffixed(index);
                        quote!(#end.get(#index))
                    }
                };
                way = way.through(&option);
                ty = self.plain(item);
                continue;
            }
            let Type::Named(id) = ty else {
                return None;
            };
            let Shape::Struct(structure) = &self.api.definition(*id)?.shape else {
                return None;
            };
            let mut fields = structure.fields.iter();
            let field = fields.find(|field| field.name.wire == name)?;
            let member = ident(&field.name.rust);
            let end = &way.end;
            way = match field.presence {
                Presence::Required => Way {
                    end: quote!(#end.#member),
                    before: way.before,
                },
                Presence::RequiredNullable | Presence::Optional => {
                    let option = quote!(#end.#member.as_ref());
                    way.through(&option)
                }
                Presence::OptionalNullable => return None,
            };
            ty = self.plain(&field.ty);
        }
        Some(Found {
            value: way.value(),
            ty,
        })
    }

    /// A type without second names and boxes, which no caller of `clone` has to know of.
    fn plain<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = ty;
        for _ in 0..DEEPEST {
            let Type::Named(id) = ty else {
                return ty;
            };
            match self.api.definition(*id).map(|definition| &definition.shape) {
                Some(Shape::Alias(inner)) => ty = inner,
                _ => return ty,
            }
        }
        ty
    }
}

/// The parameter that a key of a link means.
fn parameter_of<'o>(target: &'o Operation, key: &str) -> Option<&'o Parameter> {
    let qualified = target
        .parameters
        .iter()
        .find(|parameter| key == format!("{}.{}", word(parameter.location), parameter.name.wire));
    let mut named = target
        .parameters
        .iter()
        .filter(|parameter| parameter.name.wire == key);
    qualified.or(match (named.next(), named.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    })
}

/// The statements that make a request of these values; none where required ones are missing.
fn build(
    target: &Operation,
    given: &[(&Parameter, Value)],
    body: Option<&Value>,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let value_of = |parameter: &Parameter| {
        let mut given = given.iter();
        let found =
            given.find(|(one, _)| one.name == parameter.name && one.location == parameter.location);
        found.map(|(_, value)| value)
    };
    let mut required: Vec<(String, TokenStream)> = Vec::new();
    let mut optional = TokenStream::new();
    for parameter in &target.parameters {
        let name = &parameter.name.rust;
        match (parameter.required, value_of(parameter)) {
            (true, value) => required.push((name.clone(), value?.needed())),
            (false, Some(value)) => {
                // Without a value it is left out, not the whole request.
                let field = ident(name);
                let value = value.optional();
                optional.extend(quote!(next.#field = #value;));
            }
            (false, None) => {}
        }
    }
    match (body, target.body.as_ref().is_some_and(|body| body.required)) {
        (Some(value), true) => required.push(("body".to_owned(), value.needed())),
        (Some(value), false) => {
            let value = value.optional();
            optional.extend(quote!(next.body = #value;));
        }
        (None, _) => {}
    }
    let module = module_path(target, imports);
    let start = match required.len() <= POSITIONAL {
        true => {
            let values = required.iter().map(|(_, value)| value);
            quote!(#module::Request::new(#(#values),*))
        }
        false => {
            let fields = required.iter().map(|(name, value)| {
                let name = ident(name);
                quote!(#name: #value)
            });
            quote!(#module::Request::from(#module::RequestInit { #(#fields),* }))
        }
    };
    Some(match optional.is_empty() {
        true => quote!(Some(#start)),
        false => quote! {
            let mut next = #start;
            #optional
            Some(next)
        },
    })
}

/// A constant of a plain type.
fn constant(json: &str, ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::String => {
            let text: String = serde_json::from_str(json).ok()?;
            Some(quote!(#text.to_owned()))
        }
        Type::Boolean => {
            let value: bool = serde_json::from_str(json).ok()?;
            Some(quote!(#value))
        }
        Type::Integer(IntegerWidth::I64) => {
            let value: i64 = serde_json::from_str(json).ok()?;
            let value = proc_macro2::Literal::i64_unsuffixed(value);
            Some(quote!(#value))
        }
        _ => None,
    }
}

/// The word of a location in runtime expressions.
fn word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "querystring",
    }
}

/// The function of a link.
fn function(name: &str) -> Ident {
    let words: String = name
        .chars()
        .map(|character| match character.is_alphanumeric() {
            true => character,
            false => ' ',
        })
        .collect();
    let snake = words.to_snake_case();
    syn::parse_str(&snake).unwrap_or_else(|_| ident(&format!("link_{snake}")))
}
