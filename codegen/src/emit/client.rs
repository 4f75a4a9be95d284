//! The client's methods: one for each operation of the server.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter, Local, ident,
    imports::Imports,
    operation::{POSITIONAL, heading},
    receiver::Side,
    servers,
};
use crate::model::{AreaId, ModulePath, Operation, Presence, Receiver, Shape, Type};

/// How deep a type without values is looked for.
const DEEPEST: usize = 3;

impl Emitter<'_> {
    /// The methods of a client: those of an area, or all.
    pub fn methods(&self, area: Option<AreaId>, imports: &mut Imports) -> Option<TokenStream> {
        let operations: Vec<&Operation> = self
            .served()
            .filter(|operation| area.is_none_or(|area| operation.area == area))
            .collect();
        if operations.is_empty() {
            return None;
        }
        let call = imports.support("client::Call");
        let transport = imports.support("client::Transport");
        let client = imports.item(&ModulePath(vec!["client".to_owned()]), "Client");
        let methods = operations
            .into_iter()
            .map(|operation| self.method(operation, None, &call, imports));
        let methods: Vec<TokenStream> = methods.collect();
        Some(quote!(impl<T: #transport> #client<T> { #(#methods)* }))
    }

    /// The sender of webhooks and callbacks; nothing where there are none.
    pub fn sender(&self, imports: &mut Imports) -> Vec<TokenStream> {
        let sent: Vec<&Operation> = Side::ALL
            .into_iter()
            .flat_map(|side| self.received(side))
            .collect();
        if sent.is_empty() {
            return Vec::new();
        }
        let call = imports.support("client::Call");
        let transport = imports.support("client::Transport");
        let uri = imports.support("client::Uri");
        let methods = sent
            .iter()
            .map(|operation| self.method(operation, Some(&uri), &call, imports));
        let methods: Vec<TokenStream> = methods.collect();
        vec![
            quote!(sender!();),
            quote!(impl<T: #transport> Sender<T> { #(#methods)* }),
        ]
    }

    /// The operations of the API's own server, in the order of their names.
    pub fn served(&self) -> impl Iterator<Item = &Operation> {
        let mut served: Vec<&Operation> = self
            .api
            .operations
            .iter()
            .filter(|operation| operation.receiver == Receiver::Server)
            .collect();
        served.sort_by(|one, other| one.name.rust.cmp(&other.name.rust));
        served.into_iter()
    }

    /// `target` is the type of the URL that a method takes, where the client has none.
    fn method(
        &self,
        operation: &Operation,
        target: Option<&TokenStream>,
        call: &TokenStream,
        imports: &mut Imports,
    ) -> TokenStream {
        let mut docs = heading(operation);
        docs.remarks.extend(self.own_servers(operation));
        let docs = self
            .docs
            .attributes(&docs, operation.deprecated, String::new);
        let name = ident(&operation.name.rust);
        let given = target.map(|uri| quote!(target: #uri,));
        let to = target.map(|_| quote!(target,));
        let request = module_path(operation, imports);
        let parameters = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.required);
        let bodies = operation.body.iter().filter(|body| body.required);
        if parameters.count().saturating_add(bodies.count()) > POSITIONAL {
            return quote! {
                #docs
                pub fn #name(
                    &self,
                    #given
                    request: #request::Request,
                ) -> #call<'_, #request::Request> {
                    self.call(#to request)
                }
            };
        }
        let required = self.required_inputs(operation, imports);
        let allow = self.asks_for_nothing(operation);
        let arguments = required.iter().map(|input| {
            let (name, ty) = (Local::argument(input.name), &input.ty);
            quote!(#name: #ty)
        });
        let values = required.iter().map(|input| Local::argument(input.name));
        quote! {
            #docs
            #allow
            pub fn #name(&self, #given #(#arguments),*) -> #call<'_, #request::Request> {
                self.call(#to #request::Request::new(#(#values),*))
            }
        }
    }
}

impl Emitter<'_> {
    /// What to know of an operation that the client's base URL doesn't serve.
    fn own_servers(&self, operation: &Operation) -> Option<String> {
        let group = self.api.server_groups.get(operation.servers?.0)?;
        let name = servers::name(group);
        Some(format!(
            "It has servers of its own: the client needs `with_server(&servers::{name}, …)`."
        ))
    }

    /// What lets a method stand that nobody can call: a schema that it needs a value of has none.
    fn asks_for_nothing(&self, operation: &Operation) -> Option<TokenStream> {
        let parameters = operation.parameters.iter();
        let parameters = parameters.filter(|parameter| parameter.required);
        let body = operation.body.iter().filter(|body| body.required);
        let contents = body.filter_map(|body| match body.contents.as_slice() {
            [only] => only.ty.as_ref(),
            _ => None,
        });
        let mut types = parameters.map(|parameter| &parameter.ty).chain(contents);
        let never = types.any(|ty| self.is_never(ty, DEEPEST));
        never.then(|| quote!(#[allow(unreachable_code)]))
    }

    /// Whether a type has no value, as far as the compiler looks.
    fn is_never(&self, ty: &Type, deep: usize) -> bool {
        let Some(deeper) = deep.checked_sub(1) else {
            return false;
        };
        let id = match ty {
            Type::Never => return true,
            Type::Tuple(items) => return items.iter().any(|item| self.is_never(item, deeper)),
            Type::Named(id) => *id,
            _ => return false,
        };
        match self.api.definition(id).map(|definition| &definition.shape) {
            Some(Shape::Never) => true,
            Some(Shape::Alias(ty)) => self.is_never(ty, deeper),
            Some(Shape::Newtype(newtype)) => self.is_never(&newtype.inner, deeper),
            Some(Shape::Struct(object)) => {
                let mut fields = object.fields.iter();
                fields.any(|field| {
                    field.presence == Presence::Required && self.is_never(&field.ty, deeper)
                })
            }
            _ => false,
        }
    }
}

/// The name of an operation's module.
pub(super) fn module_path(operation: &Operation, imports: &mut Imports) -> TokenStream {
    imports.name(&format!("crate::{}", operation.module.0.join("::")))
}
