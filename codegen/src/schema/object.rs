//! The OpenAPI objects inside schemas: discriminator, XML, external documentation.

use super::{
    Discriminator, ExternalDocs, MappingEntry, SchemaId, Xml, XmlNodeType,
    reader::{Context, From, Reader},
};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::Place,
    value::Node,
};

pub(super) const DISCRIMINATOR: &str = "discriminator";
pub(super) const XML: &str = "xml";
pub(super) const EXTERNAL_DOCS: &str = "externalDocs";

impl Reader {
    pub(super) fn discriminator(
        &mut self,
        node: &Node,
        place: &Place,
        id: SchemaId,
        context: &Context,
    ) -> Option<Discriminator> {
        // OpenAPI 2.0 named the property here; some 3.x documents still do.
        if let Node::String(name) = node {
            self.group(&lint::OTHER_SPELLING, DISCRIMINATOR, place.clone());
            return Some(Discriminator {
                place: place.clone(),
                property_name: name.clone(),
                mapping: Vec::new(),
                default_mapping: None,
                extensions: Vec::new(),
            });
        }
        let mapping = self.mapping(node, place)?;
        let Some(name) = mapping.get("propertyName") else {
            self.missing(place, "a discriminator", "propertyName");
            return None;
        };
        let property_name = self.text(name, &place.child("propertyName"))?;
        let mut discriminator = Discriminator {
            place: place.clone(),
            property_name,
            mapping: Vec::new(),
            default_mapping: None,
            extensions: Vec::new(),
        };
        if let Some(entries) = mapping.get("mapping") {
            let place = place.child("mapping");
            for (value, text) in self
                .mapping(entries, &place)
                .into_iter()
                .flat_map(|m| m.unique())
            {
                let place = place.child(value);
                let Some(text) = self.string(text, &place) else {
                    continue;
                };
                let from = From::Mapping(id, discriminator.mapping.len());
                self.follow_later(from, &text, &place, context);
                discriminator.mapping.push(MappingEntry {
                    value: value.to_owned(),
                    text,
                    target: None,
                });
            }
        }
        if let Some(text) = mapping.get("defaultMapping") {
            let place = place.child("defaultMapping");
            if let Some(text) = self.string(text, &place) {
                self.follow_later(From::DefaultMapping(id), &text, &place, context);
                discriminator.default_mapping = Some(MappingEntry {
                    value: String::new(),
                    text,
                    target: None,
                });
            }
        }
        let known = ["propertyName", "mapping", "defaultMapping"];
        discriminator.extensions = self.rest(mapping, place, &known).extensions;
        Some(discriminator)
    }

    /// Says that an object can't be read without a field.
    pub(crate) fn missing(&mut self, place: &Place, what: &str, field: &str) {
        self.report(
            Diagnostic::new(
                &lint::MISSING_FIELD,
                place.clone(),
                format!("{what} needs `{field}`"),
            )
            .label("left out")
            .help(format!("add `{field}`")),
        );
    }

    pub(super) fn xml(&mut self, node: &Node, place: &Place) -> Option<Xml> {
        let mapping = self.mapping(node, place)?;
        let mut xml = Xml::default();
        for (key, node) in mapping.unique() {
            let place = place.child(key);
            match key {
                "name" => xml.name = self.text(node, &place),
                "namespace" => xml.namespace = self.string(node, &place),
                "prefix" => xml.prefix = self.string(node, &place),
                "nodeType" => xml.node_type = self.xml_node_type(node, &place),
                "attribute" if self.boolean(node, &place) == Some(true) => {
                    xml.node_type = Some(XmlNodeType::Attribute);
                }
                "wrapped" => xml.wrapped = self.boolean(node, &place).unwrap_or(false),
                _ => {}
            }
        }
        let known = [
            "name",
            "namespace",
            "prefix",
            "nodeType",
            "attribute",
            "wrapped",
        ];
        xml.extensions = self.rest(mapping, place, &known).extensions;
        Some(xml)
    }

    fn xml_node_type(&mut self, node: &Node, place: &Place) -> Option<XmlNodeType> {
        match node.as_str() {
            Some("element") => Some(XmlNodeType::Element),
            Some("attribute") => Some(XmlNodeType::Attribute),
            Some("text") => Some(XmlNodeType::Text),
            Some("cdata") => Some(XmlNodeType::Cdata),
            Some("none") => Some(XmlNodeType::None),
            _ => {
                self.wrong_type(node, place, "one of element, attribute, text, cdata, none");
                None
            }
        }
    }

    pub(crate) fn external_docs(&mut self, node: &Node, place: &Place) -> Option<ExternalDocs> {
        let mapping = self.mapping(node, place)?;
        let mut docs = ExternalDocs::default();
        if let Some(url) = mapping.get("url") {
            docs.url = self.text(url, &place.child("url")).unwrap_or_default();
        }
        if let Some(text) = mapping.get("description") {
            docs.description = self.text(text, &place.child("description"));
        }
        docs.extensions = self
            .rest(mapping, place, &["url", "description"])
            .extensions;
        Some(docs)
    }
}
