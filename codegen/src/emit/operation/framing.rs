//! How the items of a stream stand in its body.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::{Emitter, ident, imports::Imports};
use crate::model::{Codec, Content, Enumeration, Shape, Type};

/// How deep unions in unions are followed.
const DEEPEST: usize = 8;

/// What the events of a stream are, by the type of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Events {
    /// Whole events, `data` as text.
    Text,
    /// Whole events, `data` as JSON.
    Json,
}

impl Emitter<'_> {
    /// The expression of a content's framing.
    pub(super) fn framing(&self, content: &Content, imports: &mut Imports) -> TokenStream {
        let framing = imports.support("stream::Framing");
        let name = match (content.codec, &content.ty) {
            (Codec::EventStream, Some(Type::String)) => "EventText",
            (Codec::EventStream, Some(Type::Json)) => "Events",
            (Codec::EventStream, Some(ty)) => match self.events(ty, DEEPEST) {
                Some(Events::Text) => "Events",
                Some(Events::Json) => "EventsOfJson",
                None if self.is_text(ty, DEEPEST) => "EventText",
                None => "EventData",
            },
            (Codec::JsonSequence, _) => "Sequence",
            _ => "Lines",
        };
        let name = ident(name);
        quote!(#framing::#name)
    }

    /// Whether items are whole events: `data` with nothing beside it but what events have.
    fn events(&self, ty: &Type, deep: usize) -> Option<Events> {
        let deeper = deep.checked_sub(1)?;
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            return None;
        };
        match &self.api.definition(*id)?.shape {
            Shape::Struct(structure) => {
                let fields = structure.fields.iter();
                let constants = structure.constants.iter();
                let mut names = fields
                    .map(|field| field.name.wire.as_str())
                    .chain(constants.map(|constant| constant.wire.as_str()));
                if !names.all(|name| matches!(name, "data" | "event" | "id" | "retry")) {
                    return None;
                }
                let data = structure
                    .fields
                    .iter()
                    .find(|field| field.name.wire == "data");
                Some(match self.is_text(&data?.ty, DEEPEST) {
                    true => Events::Text,
                    false => Events::Json,
                })
            }
            Shape::Union(union) => {
                let mut all = Some(Events::Text);
                for arm in &union.arms {
                    all = all.max(Some(self.events(&arm.ty, deeper)?));
                }
                all
            }
            Shape::Alias(ty) => self.events(ty, deeper),
            _ => None,
        }
    }

    fn is_text(&self, ty: &Type, deep: usize) -> bool {
        let Some(deeper) = deep.checked_sub(1) else {
            return false;
        };
        match ty {
            Type::String | Type::Base64 | Type::JsonText(_) => true,
            Type::Nullable(inner) => self.is_text(inner, deeper),
            Type::Named(id) | Type::Boxed(id) => {
                match self.api.definition(*id).map(|definition| &definition.shape) {
                    Some(Shape::Text(_) | Shape::Enumeration(Enumeration { text: true, .. })) => {
                        true
                    }
                    Some(Shape::Alias(ty)) => self.is_text(ty, deeper),
                    Some(Shape::Newtype(newtype)) => self.is_text(&newtype.inner, deeper),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}
