//! The type of a conjunction of schemas.

use std::collections::HashSet;

use super::{
    Lowering, annotation,
    home::{self, is_name},
    kinds::Kinds,
    union::{self, UnionPlan},
    view::{Conjunction, UnionKeyword, View},
};
use crate::{
    config::TypeMode,
    model::{Docs, Home, Newtype, Shape, Type, TypeId},
    pointer::Place,
    schema::{Keywords, SchemaId},
    value::Node,
};

/// How deep arrays, maps and JSON in strings without a name may lie in each other.
const DEPTH: usize = 64;

/// A type, and whether `null` may stand in its stead.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The type, without what `null` adds.
    pub ty: Type,
    /// Whether `null` may stand there.
    pub nullable: bool,
}

impl Use {
    pub(super) fn plain(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// The type as an item or a value of a map.
    pub fn into_item(self) -> Type {
        if self.nullable {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// What a definition is to become.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    Struct,
    /// A struct with the properties of all arms of some `anyOf`.
    Merged(Vec<(SchemaId, UnionKeyword)>),
    Enumeration,
    Union(UnionPlan),
    /// One arm for each JSON type.
    Kinds(Vec<Kinds>),
    Positions,
    Text,
    /// An array, a map or JSON in a string that contains itself.
    Recursive,
    /// What the only arm of a union is.
    Arm(Conjunction, Box<Plan>),
}

/// What a view is.
pub(super) enum Class {
    /// A type without a name of its own.
    Plain(Type),
    Array,
    Map,
    /// A string whose content is JSON of a schema.
    Content(SchemaId),
    Named(Plan),
    /// The only arm of a union that can have values, together with everything else.
    Same(Conjunction),
}

/// Where the only arm of a union leads.
enum Step {
    Type(Use),
    /// It is a union of one arm itself; whether that allows `null` beside it.
    Next(Conjunction, bool),
}

impl<'d> Lowering<'d> {
    /// The type of schemas that apply together. `home` is theirs if they are several; a single
    /// schema knows its own.
    pub(super) fn ty(&mut self, conjunction: Conjunction, home: Option<Home>) -> Use {
        if let Some(ty) = self.configured(&conjunction) {
            return Use::plain(ty);
        }
        let conjunction: Conjunction = self.reduce(conjunction);
        if self.has_file(&conjunction) {
            let view = View::of(self.description, &conjunction);
            let (kinds, nullable) = self.kinds(&view);
            return Use {
                ty: Type::File,
                nullable: nullable && kinds != Kinds::ALL,
            };
        }
        if let Some(id) = self.known.get(&conjunction) {
            return Use {
                ty: Type::Named(*id),
                nullable: self.lifted.contains(id),
            };
        }
        if let Some(used) = self.followed.get(&conjunction) {
            return used.clone();
        }
        if let Some(used) = self.any_child(&conjunction) {
            return used;
        }
        let view = View::of(self.description, &conjunction);
        if let Some(cycle) = view.cycle {
            self.report_cycle(cycle);
            return Use::plain(Type::Json);
        }
        if let Some(schema) = view.too_deep {
            self.report_depth(schema);
            return Use::plain(Type::Json);
        }
        let (kinds, nullable) = self.kinds(&view);
        let inner: Conjunction = if nullable {
            conjunction.of_kinds(kinds)
        } else {
            conjunction
        };
        let ty: Type = match self.known.get(&inner) {
            Some(id) => Type::Named(*id),
            None => {
                let (class, lifted) = self.classify(&inner, &view, kinds);
                let (ty, lifted) = match self.of_class(&inner, &view, class, home) {
                    Type::Nullable(ty) => (*ty, true),
                    ty => (ty, lifted),
                };
                if let (true, Some(own)) = (lifted, self.known.get(&inner)) {
                    self.lifted.insert(*own);
                }
                return Use {
                    ty,
                    nullable: nullable || lifted,
                };
            }
        };
        Use { ty, nullable }
    }

    fn of_class(
        &mut self,
        conjunction: &Conjunction,
        view: &View<'d>,
        class: Class,
        home: Option<Home>,
    ) -> Type {
        match class {
            Class::Plain(ty) => ty,
            Class::Same(arm) => self.only_arm(conjunction, arm, home),
            Class::Named(plan) => Type::Named(self.named(conjunction, home, plan)),
            Class::Array | Class::Map | Class::Content(_) => {
                if self.entered.contains(conjunction) || self.entered.len() > DEPTH {
                    return Type::Named(self.named(conjunction, home, Plan::Recursive));
                }
                self.entered.push(conjunction.clone());
                let ty: Type = self.container(view, &class, home);
                self.entered.pop();
                match self.known.get(conjunction) {
                    Some(id) => Type::Named(*id),
                    None => ty,
                }
            }
        }
    }

    /// The only arm of a union, and the only arm of that if it is such a union too. The arms along
    /// the way are remembered, so that a chain of unions is followed once.
    fn only_arm(&mut self, union: &Conjunction, arm: Conjunction, home: Option<Home>) -> Type {
        let mut trail: Vec<(Conjunction, bool)> = Vec::new();
        let mut seen: HashSet<Conjunction> = HashSet::new();
        let mut union: Conjunction = union.clone();
        let mut arm: Conjunction = self.reduce(arm);
        let mut last: Use = loop {
            if !seen.insert(arm.clone()) {
                self.report_cycles(&arm);
                break Use::plain(Type::Json);
            }
            match self.step(&union, &arm, home.clone()) {
                Step::Type(used) => break used,
                Step::Next(next, nullable) => {
                    let next: Conjunction = self.reduce(next);
                    union = std::mem::replace(&mut arm, next);
                    trail.push((union.clone(), nullable));
                }
            }
        };
        while let Some((conjunction, nullable)) = trail.pop() {
            last.nullable |= nullable;
            self.followed.insert(conjunction, last.clone());
        }
        last.into_item()
    }

    /// What the only arm of a union is. A shared schema keeps its own name; else the type is called
    /// after the union, as if its arm stood there itself.
    fn step(&mut self, union: &Conjunction, arm: &Conjunction, home: Option<Home>) -> Step {
        let shared: bool = arm.schemas.iter().all(|schema| self.is_shared(*schema));
        let view = View::of(self.description, arm);
        let known: bool = self.known.contains_key(arm) || self.followed.contains_key(arm);
        let ends: bool = view.cycle.is_some() || view.too_deep.is_some();
        if known || ends || self.configured(arm).is_some() || self.has_file(arm) {
            return Step::Type(self.ty(arm.clone(), home));
        }
        if let Some(used) = self.any_child(arm) {
            return Step::Type(used);
        }
        let (kinds, nullable) = self.kinds(&view);
        let inner: Conjunction = if nullable {
            arm.of_kinds(kinds)
        } else {
            arm.clone()
        };
        let (class, lifted) = self.classify(&inner, &view, kinds);
        let plan: Plan = match class {
            Class::Same(next) => return Step::Next(next, nullable || lifted),
            Class::Named(plan) if !shared => plan,
            _ => return Step::Type(self.ty(arm.clone(), home)),
        };
        let title: Option<String> = arm.schemas.last().and_then(|last| self.title_word(*last));
        let docs: Docs = annotation::docs(self.description, &self.own_layers(arm));
        let id: TypeId = self.named(union, home, Plan::Arm(inner, Box::new(plan)));
        if let Some(definition) = self.api.types.get_mut(id.0) {
            definition.origin.title = definition.origin.title.take().or(title);
            if definition.docs == Docs::default() {
                definition.docs = docs;
            }
        }
        Step::Type(Use {
            ty: Type::Named(id),
            nullable: nullable || lifted,
        })
    }

    fn has_file(&self, conjunction: &Conjunction) -> bool {
        let mut schemas = conjunction.schemas.iter();
        schemas.any(|schema| self.files.contains(schema))
    }

    pub(super) fn container(&mut self, view: &View<'d>, class: &Class, home: Option<Home>) -> Type {
        match class {
            Class::Array => self.array(view, home),
            Class::Content(schema) => {
                let content: Type = self.ty(Conjunction::one(*schema), None).into_item();
                Type::JsonText(Box::new(content))
            }
            _ => self.map(view, home),
        }
    }

    /// A definition for a conjunction, to be filled later.
    pub(super) fn named(
        &mut self,
        conjunction: &Conjunction,
        home: Option<Home>,
        plan: Plan,
    ) -> TypeId {
        let home: Home = home.unwrap_or_else(|| self.lexical_home(conjunction));
        let id: TypeId = self.define(conjunction, home);
        self.known.insert(conjunction.clone(), id);
        self.open.push_back((id, conjunction.clone(), plan));
        id
    }

    /// The home of the most specific schema.
    pub(super) fn lexical_home(&self, conjunction: &Conjunction) -> Home {
        let foremost: Option<SchemaId> = self.foremost(conjunction);
        match foremost.and_then(|schema| self.description.schema(schema)) {
            Some(schema) => self.homes.of(self.description, &schema.place),
            None => Home::Shared { key: String::new() },
        }
    }

    /// The shape of a definition.
    pub(super) fn shape(&mut self, id: TypeId, conjunction: &Conjunction, plan: Plan) -> Shape {
        let view = View::of(self.description, conjunction);
        match plan {
            Plan::Struct => Shape::Struct(self.structure(id, &view, &[])),
            Plan::Merged(unions) => {
                let optional = self.merged_properties(&view, &unions);
                Shape::Struct(self.structure(id, &view, &optional))
            }
            Plan::Enumeration => Shape::Enumeration(self.enumeration(&view)),
            Plan::Union(plan) => self.union(id, conjunction, plan),
            Plan::Kinds(kinds) => self.kind_union(id, conjunction, &kinds),
            Plan::Positions => Shape::Positions(self.positions(id, &view)),
            Plan::Text => Shape::Text(Newtype {
                inner: Type::String,
            }),
            Plan::Recursive => {
                let (kinds, _) = self.kinds(&view);
                let (class, _) = self.classify(conjunction, &view, kinds);
                let inner: Type = self.container(&view, &class, None);
                Shape::Newtype(Newtype { inner })
            }
            Plan::Arm(arm, plan) => self.shape(id, &arm, *plan),
        }
    }

    /// What the name of a shared schema without a type of its own stands for.
    pub(super) fn second_name(&mut self, conjunction: &Conjunction, used: Use) -> Shape {
        let view = View::of(self.description, conjunction);
        let strict: bool = self.config.types.mode == TypeMode::Strict;
        let own: bool = !matches!(used.ty, Type::Named(_));
        if own && (strict || (used.ty == Type::Json && asserts(self.description, &view.layers))) {
            return Shape::Newtype(Newtype {
                inner: used.into_item(),
            });
        }
        Shape::Alias(used.into_item())
    }

    /// The types that remain, and whether `null` may stand beside them.
    pub(super) fn kinds(&self, view: &View<'d>) -> (Kinds, bool) {
        let allowed: Kinds = view.kinds.allowed;
        let values = view.values.as_deref();
        if let Some(values) = values {
            let of_values: Kinds = values
                .iter()
                .fold(Kinds::NONE, |all, value| all.union(Kinds::of_value(value)));
            return lift(of_values.intersection(allowed));
        }
        if view.kinds.named || allowed != Kinds::ALL {
            return lift(allowed);
        }
        let implied: Kinds = view.kinds.implied;
        // Limits of numbers imply nothing alone, as the rules have it.
        let one: bool = implied.parts().len() == 1 && implied != Kinds::NUMBER;
        if self.config.types.mode == TypeMode::Implied && one && view.unions.is_empty() {
            return (implied, false);
        }
        (allowed, false)
    }

    /// What a view is; whether a union in it allows `null`.
    pub(super) fn classify(
        &mut self,
        conjunction: &Conjunction,
        view: &View<'d>,
        kinds: Kinds,
    ) -> (Class, bool) {
        if view.values.is_some() {
            return (self.values(view, kinds), false);
        }
        if kinds.is_empty() {
            return (Class::Plain(Type::Never), false);
        }
        match self.plan_union(conjunction, view, kinds) {
            union::Outcome::None => (self.by_kind(view, kinds), false),
            union::Outcome::OnlyNull => (Class::Plain(Type::Null), false),
            union::Outcome::Same { arm, nullable } => (Class::Same(arm), nullable),
            union::Outcome::Merged { unions, nullable } => {
                (Class::Named(Plan::Merged(unions)), nullable)
            }
            union::Outcome::Text { nullable } => (Class::Named(Plan::Enumeration), nullable),
            union::Outcome::Plan(plan) => {
                let nullable: bool = plan.nullable;
                (Class::Named(Plan::Union(plan)), nullable)
            }
        }
    }

    fn by_kind(&mut self, view: &View<'d>, kinds: Kinds) -> Class {
        match kinds {
            Kinds::NULL => Class::Plain(Type::Null),
            Kinds::BOOLEAN => Class::Plain(Type::Boolean),
            Kinds::INTEGER | Kinds::NUMBER => Class::Plain(self.number(view, kinds)),
            Kinds::STRING => self.string(view),
            Kinds::ARRAY => self.classify_array(view),
            Kinds::OBJECT => self.classify_object(view),
            Kinds::ALL => Class::Plain(Type::Json),
            several => {
                let parts: Vec<Kinds> = several.parts();
                match parts.as_slice() {
                    [only] => self.by_kind(view, *only),
                    _ => Class::Named(Plan::Kinds(parts)),
                }
            }
        }
    }

    /// The type that the config sets for a schema: another crate's, or a family's.
    fn configured(&self, conjunction: &Conjunction) -> Option<Type> {
        for schema in conjunction.schemas.iter().rev() {
            let place: &Place = &self.description.schema(*schema)?.place;
            if let Some(path) = self.config.replace.get(place) {
                return Some(Type::External(path.as_str().to_owned()));
            }
            let families = self.config.families.iter().zip(&self.families);
            for (family, id) in families {
                if family.at.iter().any(|glob| glob.matches(place)) {
                    let named = Type::Named(*id);
                    return Some(if family.eager {
                        named
                    } else {
                        Type::Lazy(Box::new(named))
                    });
                }
            }
        }
        None
    }

    pub(super) fn keywords(&self, schema: SchemaId) -> Option<&'d Keywords> {
        self.description.schema(schema)?.keywords()
    }

    /// Whether a schema has a module of its own.
    pub(super) fn is_shared(&self, schema: SchemaId) -> bool {
        let place = self.description.schema(schema).map(|schema| &schema.place);
        place
            .and_then(|place| self.homes.root(place))
            .is_some_and(|home| matches!(home, Home::Shared { .. }))
    }

    /// The home of something inline in a definition.
    pub(super) fn home_in(&self, id: TypeId, role: &str) -> Home {
        match self.api.definition(id) {
            Some(definition) => home::within(
                &definition.origin.home,
                &definition.origin.place,
                vec![role.to_owned()],
            ),
            None => Home::Shared {
                key: role.to_owned(),
            },
        }
    }

    /// The word for a schema among others: its title if that is a name.
    pub(super) fn title_word(&self, schema: SchemaId) -> Option<String> {
        let title: Option<&String> = self.keywords(schema)?.title.as_ref();
        title.filter(|title| is_name(title)).cloned()
    }
}

/// `null` taken out of types that have others beside it.
fn lift(kinds: Kinds) -> (Kinds, bool) {
    let rest: Kinds = kinds.without(Kinds::NULL);
    if kinds.contains(Kinds::NULL) && !rest.is_empty() && kinds != Kinds::ALL {
        (rest, true)
    } else {
        (kinds, false)
    }
}

/// Whether any of the layers asserts something.
fn asserts(description: &crate::resolve::Description, layers: &[SchemaId]) -> bool {
    layers
        .iter()
        .filter_map(|layer| description.schema(*layer)?.keywords())
        .any(Keywords::asserts)
}

/// The scalar values among those of a view that its types allow.
pub(super) fn scalars<'d>(view: &View<'d>, kinds: Kinds) -> Option<Vec<&'d Node>> {
    let values: &[&Node] = view.values.as_deref()?;
    let allowed = values
        .iter()
        .copied()
        .filter(|value| kinds.contains(Kinds::of_value(value)));
    Some(allowed.collect())
}
