//! Families: types that share a base and fix one of its properties, as the config names them.

use std::collections::BTreeSet;

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

/// How many schemas a finding about several points at, beside the first.
const SHOWN: usize = 4;

/// A member of a family with the values of its tags; the outer tag comes first.
struct Member {
    schema: SchemaId,
    tags: Vec<Vec<Scalar>>,
}

/// What values with one of some tags can be.
struct Group<'m> {
    tags: Vec<Scalar>,
    members: Vec<&'m Member>,
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
            let (members, untagged) = self.members(family);
            match members.is_empty() {
                true => self.report_empty_family(family),
                false => self.report_untagged(family, &untagged),
            }
            let all: Vec<&Member> = members.iter().collect();
            let shape: Shape = self.family(family, family.name.as_str(), 0, &all);
            self.set_shape(id, shape);
            if let Some(definition) = self.api.types.get_mut(id.0) {
                let tag: &str = family.tags.first().map_or("", String::as_str);
                definition.docs.summary =
                    Some(format!("Any of a family that is told apart by `{tag}`."));
            }
        }
    }

    /// The members of a family, and what would be one if it had the outermost tag.
    fn members(&self, family: &config::Family) -> (Vec<Member>, Vec<Member>) {
        let mut members: Vec<Member> = Vec::new();
        for (id, schema) in self.description.schemas().iter() {
            // A document has a resource at its root, too, which is no schema of its own.
            let is_member: bool = self.description.schema_at(&schema.place) == Some(id)
                && self.is_shared(id)
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
        let is_tagged = |member: &Member| member.tags.first().is_some_and(|tags| !tags.is_empty());
        let (tagged, mut untagged): (Vec<Member>, Vec<Member>) =
            members.into_iter().partition(is_tagged);
        // Reading can make several schemas of one place; one of them has the tag.
        let found: BTreeSet<_> = tagged.iter().map(place).collect();
        untagged.retain(|member| !found.contains(&place(member)));
        (tagged, untagged)
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
        members: &[&Member],
    ) -> Shape {
        let path: &str = family.tags.get(level).map_or("", String::as_str);
        let innermost: bool = level + 1 >= family.tags.len();
        let mut arms: Vec<Arm> = Vec::new();
        let groups: Vec<Group<'_>> = groups(level, members);
        let mut reported: Vec<(SchemaId, SchemaId)> = Vec::new();
        // Where it isn't the innermost, another tag tells the members of a group apart.
        for group in groups.iter().filter(|_| innermost) {
            if let [first, others @ ..] = group.members.as_slice() {
                reported.extend(others.iter().map(|other| (first.schema, other.schema)));
            }
        }
        reported.sort_unstable();
        reported.dedup();
        for (first, other) in reported {
            self.report_same_tags(first, other);
        }
        for group in arms_of(groups, innermost) {
            arms.push(self.family_arm(family, name, level, &group));
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
        group: &Group<'_>,
    ) -> Arm {
        let word: String = match (group.tags.first(), group.members.first()) {
            (Some(Scalar::String(tag)), _) => tag.clone(),
            (_, Some(member)) => self.member_word(member.schema),
            _ => "other".to_owned(),
        };
        let nested: bool = group.members.len() > 1 && level + 1 < family.tags.len();
        let (ty, docs) = if nested {
            let suffix: &str = last_word(name);
            let inner_name: String = format!("Any_{}_{suffix}", self.without_prefix(&word));
            let id: TypeId = self.family_type(&inner_name);
            let shape: Shape = self.family(family, &inner_name, level + 1, &group.members);
            self.set_shape(id, shape);
            if let Some(definition) = self.api.types.get_mut(id.0) {
                let tag: &str = family.tags.get(level + 1).map_or("", String::as_str);
                definition.docs.summary = Some(format!("Any `{word}`, told apart by `{tag}`."));
            }
            (Type::Boxed(id), Docs::default())
        } else {
            self.member_type(&group.members)
        };
        Arm {
            name: Name::new(word),
            ty,
            docs,
            kinds: vec![JsonKind::Object],
            tags: group.tags.clone(),
            keys: Vec::new(),
            rules: None,
            directed: DirectedRules::default(),
        }
    }

    /// The type of a member that stands alone. Of several with the same tags the first counts.
    fn member_type(&mut self, group: &[&Member]) -> (Type, Docs) {
        let Some(member) = group.first() else {
            return (Type::Json, Docs::default());
        };
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
        let members = family.members.iter();
        let members: Vec<String> = members.map(|glob| format!("\"{glob}\"")).collect();
        let diagnostic = Diagnostic::new(
            &lint::EMPTY_FAMILY,
            Place::root(""),
            format!(
                "the family `{name}` has no members: `members = [{}]` of its `[[family]]` in the \
                 config finds none with its tags",
                members.join(", ")
            ),
        )
        .help("let `members` match schemas that fix the first of its `tags` to a constant");
        self.report(diagnostic);
    }

    fn report_untagged(&mut self, family: &config::Family, untagged: &[Member]) {
        let places = untagged.iter().filter_map(|member| {
            let schema = self.description.schema(member.schema);
            schema.map(|schema| schema.place.clone())
        });
        let mut places = places.collect::<Vec<Place>>().into_iter();
        let Some(first) = places.next() else {
            return;
        };
        let (name, tag) = (family.name.as_str(), family.tags.first());
        let tag: &str = tag.map_or("", String::as_str);
        let mut diagnostic = Diagnostic::new(
            &lint::UNTAGGED_MEMBER,
            first,
            format!("the family `{name}` has no arm for this schema, which leaves `{tag}` open"),
        )
        .note("such values decode as the family's unknown ones")
        .help(format!(
            "give `{tag}` a `const`, or match fewer schemas with `members`"
        ));
        let more: usize = places.len().saturating_sub(SHOWN);
        for place in places.take(SHOWN) {
            diagnostic = diagnostic.related(place, "nor for this one");
        }
        if more > 0 {
            diagnostic = diagnostic.note(format!("nor for {more} others"));
        }
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

/// The members that can have each value of a tag; values with the same ones stay together. Members
/// that leave the tag open are a group without values.
fn groups<'m>(level: usize, members: &[&'m Member]) -> Vec<Group<'m>> {
    let tags_of =
        |member: &'m Member| -> &'m [Scalar] { member.tags.get(level).map_or(&[], Vec::as_slice) };
    let mut groups: Vec<Group<'m>> = Vec::new();
    let mut add = |tag: Option<&Scalar>, holders: Vec<&'m Member>| {
        let known = groups
            .iter_mut()
            .find(|group| group.tags.is_empty() == tag.is_none() && same(&group.members, &holders));
        match known {
            Some(group) => {
                let fresh = tag.filter(|tag| !group.tags.contains(tag));
                group.tags.extend(fresh.cloned());
            }
            None => groups.push(Group {
                tags: tag.cloned().into_iter().collect(),
                members: holders,
            }),
        }
    };
    for member in members {
        let own: &[Scalar] = tags_of(member);
        for tag in own {
            let holders = members.iter().filter(|other| tags_of(other).contains(tag));
            add(Some(tag), holders.copied().collect());
        }
        if own.is_empty() {
            let open = members.iter().filter(|other| tags_of(other).is_empty());
            add(None, open.copied().collect());
        }
    }
    groups
}

/// The groups that become arms: where nothing more tells members apart, all that the same member is
/// the first of are one.
fn arms_of(groups: Vec<Group<'_>>, innermost: bool) -> Vec<Group<'_>> {
    if !innermost {
        return groups;
    }
    let mut arms: Vec<Group<'_>> = Vec::new();
    for mut group in groups {
        group.members.truncate(1);
        let known = arms.iter_mut().find(|arm| {
            arm.tags.is_empty() == group.tags.is_empty() && same(&arm.members, &group.members)
        });
        match known {
            Some(arm) => arm.tags.append(&mut group.tags),
            None => arms.push(group),
        }
    }
    arms
}

fn same(one: &[&Member], other: &[&Member]) -> bool {
    let ids = |members: &[&Member]| -> Vec<SchemaId> {
        members.iter().map(|member| member.schema).collect()
    };
    ids(one) == ids(other)
}

/// The last word of a name in camel case.
fn last_word(name: &str) -> &str {
    let start: Option<usize> = name.rfind(|c: char| c.is_uppercase());
    start.and_then(|start| name.get(start..)).unwrap_or(name)
}
