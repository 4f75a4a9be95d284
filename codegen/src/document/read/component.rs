//! `components`.

use super::Object;
use crate::{
    document::Components,
    schema::reader::{Context, Reader},
};

impl Reader {
    pub(super) fn components(&mut self, root: &Object<'_>, context: &Context) -> Components {
        let known = [
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
            "pathItems",
            "mediaTypes",
        ];
        let empty = crate::value::Mapping::default();
        let object = root
            .get("components")
            .and_then(|(node, place)| self.object(node, &place))
            .unwrap_or(Object {
                mapping: &empty,
                place: root.place.child("components"),
            });
        let object = &object;
        Components {
            schemas: self.map_of(object, "schemas", |reader, node, place| {
                Some(reader.schema(node, place, context))
            }),
            responses: self.refs_of(object, "responses", context),
            parameters: self.refs_of(object, "parameters", context),
            examples: self.refs_of(object, "examples", context),
            request_bodies: self.refs_of(object, "requestBodies", context),
            headers: self.refs_of(object, "headers", context),
            security_schemes: self.refs_of(object, "securitySchemes", context),
            links: self.refs_of(object, "links", context),
            callbacks: self.refs_of(object, "callbacks", context),
            path_items: self.map_of(object, "pathItems", |reader, node, place| {
                reader.path_item(node, place, context)
            }),
            media_types: self.refs_of(object, "mediaTypes", context),
            extensions: self.rest_of(object, &known).extensions,
            place: object.place.clone(),
        }
    }
}
