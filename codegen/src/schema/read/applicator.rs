//! Keywords that hold schemas (JSON Schema Core 10 and 11, Validation 8.5).

use super::{Current, Member};
use crate::schema::reader::Reader;

impl Reader {
    pub(super) fn applicator(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        self.in_place(current, member)
            || self.child_maps(current, member)
            || self.children(current, member)
    }

    /// Schemas that apply to the same instance.
    fn in_place(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let (node, place, context) = (member.node, &member.place, &current.context);
        let keywords = &mut current.keywords;
        match member.key {
            "allOf" => keywords.all_of = self.schema_list(node, place, context),
            "anyOf" => keywords.any_of = self.schema_list(node, place, context),
            "oneOf" => keywords.one_of = self.schema_list(node, place, context),
            "not" => keywords.not = Some(self.schema(node, place, context)),
            "if" => keywords.if_ = Some(self.schema(node, place, context)),
            "then" => keywords.then = Some(self.schema(node, place, context)),
            "else" => keywords.else_ = Some(self.schema(node, place, context)),
            _ => return false,
        }
        true
    }

    fn child_maps(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let keywords = &mut current.keywords;
        let map = match member.key {
            "properties" => &mut keywords.properties,
            "patternProperties" => &mut keywords.pattern_properties,
            "dependentSchemas" => &mut keywords.dependent_schemas,
            _ => return false,
        };
        map.extend(self.schema_map(member.node, &member.place, &current.context));
        true
    }

    fn children(&mut self, current: &mut Current, member: &Member<'_>) -> bool {
        let (node, place, context) = (member.node, &member.place, &current.context);
        let keywords = &mut current.keywords;
        let child = match member.key {
            "items" if node.as_sequence().is_some() => {
                current.spellings.item_array = true;
                keywords.prefix_items = self.schema_list(node, place, context);
                return true;
            }
            "prefixItems" => {
                keywords.prefix_items = self.schema_list(node, place, context);
                return true;
            }
            "items" => &mut keywords.items,
            "contains" => &mut keywords.contains,
            "additionalProperties" => &mut keywords.additional_properties,
            "propertyNames" => &mut keywords.property_names,
            "unevaluatedItems" => &mut keywords.unevaluated_items,
            "unevaluatedProperties" => &mut keywords.unevaluated_properties,
            "contentSchema" => &mut keywords.content_schema,
            _ => return false,
        };
        *child = Some(self.schema(node, place, context));
        true
    }
}
