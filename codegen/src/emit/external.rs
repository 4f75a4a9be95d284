//! Types of other crates that the config puts in the place of schemas.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Api, Shape, Type};

/// `codec_through_serde!(Path);` for each type of another crate: one item for the whole crate, in
/// any module. It needs support in the crate itself, because neither the trait nor the type would
/// otherwise be the crate's own.
pub fn codecs(api: &Api) -> Vec<TokenStream> {
    let mut paths = BTreeSet::new();
    for definition in &api.types {
        shape(&definition.shape, &mut paths);
    }
    for operation in &api.operations {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let body = operation.body.iter().flat_map(|body| &body.contents);
        let answers = operation
            .responses
            .iter()
            .flat_map(|response| &response.contents);
        let contents = body
            .chain(answers)
            .filter_map(|content| content.ty.as_ref());
        let headers = operation
            .responses
            .iter()
            .flat_map(|response| &response.headers);
        let headers = headers.map(|header| &header.ty);
        parameters
            .chain(contents)
            .chain(headers)
            .for_each(|ty| collect(ty, &mut paths));
    }
    let types = paths
        .iter()
        .filter_map(|path| syn::parse_str::<syn::Type>(path).ok());
    types.map(|ty| quote!(codec_through_serde!(#ty);)).collect()
}

fn shape<'a>(shape: &'a Shape, paths: &mut BTreeSet<&'a str>) {
    match shape {
        Shape::Struct(object) => {
            object
                .fields
                .iter()
                .for_each(|field| collect(&field.ty, paths));
            object
                .extra
                .iter()
                .for_each(|extra| collect(&extra.ty, paths));
        }
        Shape::Union(union) => union.arms.iter().for_each(|arm| collect(&arm.ty, paths)),
        Shape::Newtype(newtype) | Shape::Text(newtype) => collect(&newtype.inner, paths),
        Shape::Alias(ty) => collect(ty, paths),
        Shape::Positions(positions) => {
            positions
                .items
                .iter()
                .for_each(|item| collect(&item.ty, paths));
            positions.rest.iter().for_each(|rest| collect(rest, paths));
        }
        Shape::Enumeration(_) | Shape::Never => {}
    }
}

/// The paths in a use of a type. Uses nest no deeper than the schemas they come from.
fn collect<'a>(ty: &'a Type, paths: &mut BTreeSet<&'a str>) {
    match ty {
        Type::External(path) => {
            paths.insert(path);
        }
        Type::JsonText(inner)
        | Type::Lazy(inner)
        | Type::Array(inner)
        | Type::FixedArray(inner, _)
        | Type::Nullable(inner) => collect(inner, paths),
        Type::Map(key, value) => {
            collect(key, paths);
            collect(value, paths);
        }
        Type::Tuple(items) => items.iter().for_each(|item| collect(item, paths)),
        _ => {}
    }
}
