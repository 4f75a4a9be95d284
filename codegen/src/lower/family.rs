//! Families: types that share a base and fix one of its properties, as the config names them.

use super::{
    Lowering, annotation,
    home::stem,
    kinds::Kinds,
    ty::{Use, scalars},
    view::{Conjunction, View},
};
use crate::{
    config,
    diagnostic::{Diagnostic, lint},
    model::{
        Arm, Distinction, Docs, Home, JsonKind, Name, Scalar, Shape, Type, TypeId, Union,
        rules::DirectedRules,
    },
    pointer::Place,
    schema::SchemaId,
    value::Node,
};

/// A member of a family with the values of its tags; the outer tag comes first.
struct Member {
    schema: SchemaId,
    tags: Vec<Vec<Scalar>>,
}

impl<'d> Lowering<'d> {
    /// Gives every family of the config its definition, so that uses can name it.
    pub(super) fn reserve_families(&mut self) {
        for family in &self.config.families {
            let id: TypeId = self.family_type(family.name.as_str());
            self.families.push(id);
        }
    }

    fn family_type(&mut self, name: &str) -> TypeId {
        let home = Home::Family {
            name: name.to_owned(),
        };
        let id: TypeId = self.define(&Conjunction::all(Vec::new()), home);
        if let Some(definition) = self.api.types.get_mut(id.0) {
            definition.origin.title = Some(name.to_owned());
        }
        id
    }

    /// Fills the families with their members.
    pub(super) fn fill_families(&mut self) {
        for (family, id) in self.config.families.iter().zip(self.families.clone()) {
            let members: Vec<Member> = self.members(family);
            if members.is_empty() {
                self.report_empty_family(family);
            }
            let shape: Shape = self.family(family, family.name.as_str(), 0, &members);
            self.set_shape(id, shape);
            if let Some(definition) = self.api.types.get_mut(id.0) {
                let tag: &str = family.tags.first().map_or("", String::as_str);
                definition.docs.summary =
                    Some(format!("Any of a family that is told apart by `{tag}`."));
            }
        }
    }

    fn members(&self, family: &config::Family) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        for (id, schema) in self.description.schemas().iter() {
            let is_member: bool = self.is_shared(id)
                && family
                    .members
                    .iter()
                    .any(|glob| glob.matches(&schema.place));
            if is_member {
                let tags = family.tags.iter().map(|path| self.tag_values(id, path));
                members.push(Member {
                    schema: id,
                    tags: tags.collect(),
                });
            }
        }
        let place = |member: &Member| {
            let schema = self.description.schema(member.schema);
            schema.map(|schema| schema.place.clone())
        };
        members.sort_by_key(place);
        members.retain(|member| member.tags.first().is_some_and(|tags| !tags.is_empty()));
        members
    }

    /// The values that the member at a path of names can only have.
    fn tag_values(&self, schema: SchemaId, path: &str) -> Vec<Scalar> {
        let mut layers: Vec<SchemaId> = vec![schema];
        for name in path.split('.') {
            let view = View::of(self.description, &Conjunction::all(layers));
            match view.property(name) {
                Some(property) => layers = property.layers.clone(),
                None => return Vec::new(),
            }
        }
        let view = View::of(self.description, &Conjunction::all(layers));
        let values: Vec<&Node> =
            scalars(&view, Kinds::ALL.without(Kinds::NULL)).unwrap_or_default();
        values.into_iter().filter_map(annotation::scalar).collect()
    }

    /// One level of a family: an arm for each value of the tag, or for each group of members that
    /// share one and are told apart by the next tag. A member that leaves the tag open is what
    /// values of no other member are.
    fn family(
        &mut self,
        family: &config::Family,
        name: &str,
        level: usize,
        members: &[Member],
    ) -> Shape {
        let path: &str = family.tags.get(level).map_or("", String::as_str);
        let mut arms: Vec<Arm> = Vec::new();
        let mut done: Vec<&[Scalar]> = Vec::new();
        for member in members {
            let tags: &[Scalar] = member.tags.get(level).map_or(&[], Vec::as_slice);
            if done.contains(&tags) {
                continue;
            }
            done.push(tags);
            let group: Vec<Member> = members
                .iter()
                .filter(|other| other.tags.get(level).is_some_and(|other| other == tags))
                .map(|member| Member {
                    schema: member.schema,
                    tags: member.tags.clone(),
                })
                .collect();
            arms.push(self.family_arm(family, name, level, tags, &group));
        }
        Shape::Union(Union {
            arms,
            by: Distinction::Tag {
                path: path.split('.').map(str::to_owned).collect(),
                closed: true,
            },
            unknown: Name::new("Unknown"),
            keeps_error: family.eager,
        })
    }

    fn family_arm(
        &mut self,
        family: &config::Family,
        name: &str,
        level: usize,
        tags: &[Scalar],
        group: &[Member],
    ) -> Arm {
        let word: String = match (tags.first(), group.first()) {
            (Some(Scalar::String(tag)), _) => tag.clone(),
            (_, Some(member)) => self.member_word(member.schema),
            _ => "other".to_owned(),
        };
        let nested: bool = group.len() > 1 && level + 1 < family.tags.len();
        let (ty, docs) = if nested {
            let suffix: &str = last_word(name);
            let inner_name: String = format!("Any_{}_{suffix}", self.without_prefix(&word));
            let id: TypeId = self.family_type(&inner_name);
            let shape: Shape = self.family(family, &inner_name, level + 1, group);
            self.set_shape(id, shape);
            if let Some(definition) = self.api.types.get_mut(id.0) {
                let tag: &str = family.tags.get(level + 1).map_or("", String::as_str);
                definition.docs.summary = Some(format!("Any `{word}`, told apart by `{tag}`."));
            }
            (Type::Boxed(id), Docs::default())
        } else {
            self.member_type(group)
        };
        Arm {
            name: Name::new(word),
            ty,
            docs,
            kinds: vec![JsonKind::Object],
            tags: tags.to_vec(),
            keys: Vec::new(),
            rules: None,
            directed: DirectedRules::default(),
        }
    }

    /// The type of a member that stands alone. Of several with the same tags the first counts.
    fn member_type(&mut self, group: &[Member]) -> (Type, Docs) {
        let Some(member) = group.first() else {
            return (Type::Json, Docs::default());
        };
        for other in group.iter().skip(1) {
            self.report_same_tags(member.schema, other.schema);
        }
        let used: Use = self.ty(Conjunction::one(member.schema), None);
        match used.ty {
            // The type's own documentation says what it is.
            Type::Named(id) => (Type::Boxed(id), Docs::default()),
            other => (other, annotation::docs(self.description, &[member.schema])),
        }
    }

    fn member_word(&self, schema: SchemaId) -> String {
        let place: Option<&Place> = self.description.schema(schema).map(|schema| &schema.place);
        self.title_word(schema)
            .or_else(|| {
                place.map(|place| {
                    place
                        .pointer
                        .last()
                        .unwrap_or_else(|| stem(&place.document))
                })
            })
            .unwrap_or_default()
    }

    fn without_prefix(&self, word: &str) -> String {
        let prefixes = self.config.types.strip_prefixes.iter();
        prefixes
            .filter_map(|prefix| word.strip_prefix(prefix.as_str()))
            .min_by_key(|rest| rest.len())
            .unwrap_or(word)
            .to_owned()
    }

    fn report_empty_family(&mut self, family: &config::Family) {
        let name: &str = family.name.as_str();
        let diagnostic = Diagnostic::new(
            &lint::EMPTY_FAMILY,
            Place::root(""),
            format!("the family `{name}` of the config has no members"),
        )
        .help("let `members` match schemas that fix the first of its `tags` to a constant");
        self.report(diagnostic);
    }

    fn report_same_tags(&mut self, first: SchemaId, second: SchemaId) {
        let places = [first, second].map(|schema| self.description.schema(schema));
        if let [Some(first), Some(second)] = places {
            let diagnostic = Diagnostic::new(
                &lint::SAME_TAGS,
                second.place.clone(),
                "another member of the family has the same tags",
            )
            .related(first.place.clone(), "this one counts")
            .note("a value with those tags could be either, and is decoded as the first")
            .help("add a tag to the family that tells them apart");
            self.report(diagnostic);
        }
    }
}

/// The last word of a name in camel case.
fn last_word(name: &str) -> &str {
    let start: Option<usize> = name.rfind(|c: char| c.is_uppercase());
    start.and_then(|start| name.get(start..)).unwrap_or(name)
}
