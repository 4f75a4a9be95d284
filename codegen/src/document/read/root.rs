//! The root of an OpenAPI document.

use super::Object;
use crate::{
    document::{Contact, Info, License, OpenApi, Server, ServerVariable, Tag, Version},
    pointer::Place,
    schema::reader::{Context, Reader},
    value::Node,
};

impl Reader {
    /// Reads a whole document, whose version is known.
    pub(crate) fn open_api(
        &mut self,
        object: &Object<'_>,
        version: (Version, String),
        context: &Context,
    ) -> OpenApi {
        let known = [
            "openapi",
            "$self",
            "jsonSchemaDialect",
            "info",
            "servers",
            "paths",
            "webhooks",
            "components",
            "security",
            "tags",
            "externalDocs",
        ];
        let rest = self.rest_of(object, &known);
        let mut path_items = |key| {
            self.map_of(object, key, |reader, node, place| {
                reader.path_item(node, place, context)
            })
        };
        let paths = path_items("paths");
        let webhooks = path_items("webhooks");
        let x_webhooks = path_items("x-webhooks");
        OpenApi {
            version: version.0,
            version_text: version.1,
            self_uri: self.text_of(object, "$self"),
            json_schema_dialect: self.text_of(object, "jsonSchemaDialect"),
            info: self.info(object),
            servers: self.list_of(object, "servers", Self::server),
            paths,
            webhooks,
            x_webhooks,
            components: self.components(object, context),
            security: self.security_of(object, context),
            tags: self.list_of(object, "tags", Self::tag),
            external_docs: object
                .get("externalDocs")
                .and_then(|(node, place)| self.external_docs(node, &place)),
            unknown: rest.unknown,
            extensions: rest.extensions,
            place: object.place.clone(),
        }
    }

    fn info(&mut self, root: &Object<'_>) -> Info {
        let mut info = Info {
            place: root.place.child("info"),
            title: String::new(),
            summary: None,
            description: None,
            terms_of_service: None,
            contact: None,
            license: None,
            version: String::new(),
            extensions: Vec::new(),
        };
        let Some(object) = root
            .get("info")
            .and_then(|(node, place)| self.object(node, &place))
        else {
            return info;
        };
        info.title = self.text_of(&object, "title").unwrap_or_default();
        info.summary = self.text_of(&object, "summary");
        info.description = self.text_of(&object, "description");
        info.terms_of_service = self.text_of(&object, "termsOfService");
        info.version = self.text_of(&object, "version").unwrap_or_default();
        info.contact = object
            .get("contact")
            .and_then(|(node, place)| self.contact(node, &place));
        info.license = object
            .get("license")
            .and_then(|(node, place)| self.license(node, &place));
        let known = [
            "title",
            "summary",
            "description",
            "termsOfService",
            "contact",
            "license",
            "version",
        ];
        info.extensions = self.rest_of(&object, &known).extensions;
        info
    }

    fn contact(&mut self, node: &Node, place: &Place) -> Option<Contact> {
        let object = self.object(node, place)?;
        Some(Contact {
            name: self.text_of(&object, "name"),
            url: self.text_of(&object, "url"),
            email: self.text_of(&object, "email"),
            extensions: self.rest_of(&object, &["name", "url", "email"]).extensions,
            place: object.place,
        })
    }

    fn license(&mut self, node: &Node, place: &Place) -> Option<License> {
        let object = self.object(node, place)?;
        Some(License {
            name: self.text_of(&object, "name").unwrap_or_default(),
            identifier: self.text_of(&object, "identifier"),
            url: self.text_of(&object, "url"),
            extensions: self
                .rest_of(&object, &["name", "identifier", "url"])
                .extensions,
            place: object.place,
        })
    }

    pub(super) fn server(&mut self, node: &Node, place: &Place) -> Option<Server> {
        let object = self.object(node, place)?;
        Some(Server {
            url: self.needed(&object, "a server", "url")?,
            name: self.text_of(&object, "name"),
            description: self.text_of(&object, "description"),
            variables: self.map_of(&object, "variables", Self::server_variable),
            extensions: self
                .rest_of(&object, &["url", "name", "description", "variables"])
                .extensions,
            place: object.place,
        })
    }

    fn server_variable(&mut self, node: &Node, place: &Place) -> Option<ServerVariable> {
        let object = self.object(node, place)?;
        Some(ServerVariable {
            enumeration: self.strings_of(&object, "enum"),
            default: self
                .needed(&object, "a server variable", "default")
                .unwrap_or_default(),
            description: self.text_of(&object, "description"),
            extensions: self
                .rest_of(&object, &["enum", "default", "description"])
                .extensions,
            place: object.place,
        })
    }

    fn tag(&mut self, node: &Node, place: &Place) -> Option<Tag> {
        let object = self.object(node, place)?;
        let known = [
            "name",
            "summary",
            "description",
            "externalDocs",
            "parent",
            "kind",
        ];
        Some(Tag {
            name: self.needed(&object, "a tag", "name")?,
            summary: self.text_of(&object, "summary"),
            description: self.text_of(&object, "description"),
            external_docs: object
                .get("externalDocs")
                .and_then(|(node, place)| self.external_docs(node, &place)),
            parent: self.text_of(&object, "parent"),
            kind: self.text_of(&object, "kind"),
            extensions: self.rest_of(&object, &known).extensions,
            place: object.place,
        })
    }
}
