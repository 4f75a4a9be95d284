//! From schemas to what they assert.
//!
//! Every keyword that asserts or applies (JSON Schema Core 10, 11, Validation 6) has its equal in
//! the rules, so that lowering is a walk. Each target of a reference becomes shared rules; a
//! work list instead of recursion follows references, so that cycles end.

mod chars;
mod directed;
mod implied;
mod keywords;
mod legacy;
mod literal;
mod pattern;
mod scope;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, Diagnostics, lint},
    model::rules::{Direction, Rules, RulesArena, RulesId, RulesRef, SharedRules},
    pointer::Place,
    resolve::Description,
    schema::{Keywords, SchemaBody, SchemaId},
};
use scope::{Scope, Scopes};
use vocabulary::Dialects;

/// Shared rules are at most this many; a document whose dynamic references combine without end
/// stops here.
const MOST_SHARED: usize = 200_000;
/// The deepest nesting of schemas in schemas that is walked.
const DEEPEST: usize = 256;

/// Choices of lowering.
#[derive(Clone, Debug)]
pub struct RulesOptions {
    /// Whether keywords without `type` imply one.
    pub types: ImpliedTypes,
    /// Whether policies may let values pass that an `enum` of strings doesn't list.
    pub enums: EnumRules,
    /// How many arms of a `oneOf` may fit.
    pub one_of: OneOfRules,
    /// Places of schemas of whose `oneOf` any number of arms may fit.
    pub overlapping: BTreeSet<Place>,
    /// The longest text, in bytes, that is tried on a backtracking engine.
    pub longest_backtracking: usize,
    /// Places of schemas whose instances are decoded later and so aren't checked with what holds
    /// them.
    pub cut: BTreeSet<Place>,
    /// Places of schemas that get shared rules although no reference leads to them, because a
    /// named type stands for them.
    pub named: BTreeSet<Place>,
}

impl Default for RulesOptions {
    fn default() -> Self {
        Self {
            types: ImpliedTypes::Implied,
            enums: EnumRules::Open,
            one_of: OneOfRules::One,
            overlapping: BTreeSet::new(),
            longest_backtracking: 1024,
            cut: BTreeSet::new(),
            named: BTreeSet::new(),
        }
    }
}

/// What keywords of one type say about a schema without `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImpliedTypes {
    /// A schema of an instance with keywords of objects, arrays or strings only has that type.
    Implied,
    /// Nothing, as the standard has it.
    Strict,
}

/// Whether `enum` lists all values that will ever be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumRules {
    /// Enums of two or more strings are marked as open.
    Open,
    /// None is.
    Closed,
}

/// How many arms of a `oneOf` may fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OneOfRules {
    /// Exactly one (Core 10.2.1.3).
    One,
    /// One or more: `oneOf` is treated as `anyOf`.
    Any,
}

/// Whether a schema describes an instance or only adds to another that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Instance,
    Part,
}

/// Makes rules on demand.
#[derive(Debug)]
pub struct RulesLowering<'d> {
    description: &'d Description,
    options: &'d RulesOptions,
    scopes: Scopes,
    /// The schemas that ask for different things each way.
    directed: BTreeSet<SchemaId>,
    dialects: Dialects,
    /// Whether some schema asks what others have evaluated (Core 11), so that even schemas that
    /// accept everything matter.
    evaluates: bool,
    arena: RulesArena,
    known: BTreeMap<(SchemaId, Scope), RulesId>,
    open: Vec<(RulesId, SchemaId, Scope)>,
    diagnostics: Diagnostics,
    reported: BTreeSet<Place>,
}

impl<'d> RulesLowering<'d> {
    /// Begins with no rules.
    pub fn new(description: &'d Description, options: &'d RulesOptions) -> Self {
        let evaluates = description.schemas().iter().any(|(_, schema)| {
            schema.keywords().is_some_and(|keywords| {
                keywords.unevaluated_items.is_some() || keywords.unevaluated_properties.is_some()
            })
        });
        Self {
            description,
            options,
            scopes: Scopes::of(description),
            directed: directed::of(description),
            dialects: Dialects::of(description),
            evaluates,
            arena: RulesArena::default(),
            known: BTreeMap::new(),
            open: Vec::new(),
            diagnostics: Diagnostics::new(),
            reported: BTreeSet::new(),
        }
    }

    /// The rules of a schema where it is used as a whole: shared, unless they accept everything or
    /// nothing.
    pub fn shared(&mut self, schema: SchemaId, direction: Direction) -> RulesRef {
        let scope = Scope::new(direction);
        let rules = self.reference(schema, &scope);
        self.drain();
        rules
    }

    /// The rules of a schema, inline where no other use can share them.
    pub fn rules(&mut self, schema: SchemaId, direction: Direction) -> RulesRef {
        let scope = Scope::new(direction);
        let rules = self.schema(schema, &scope, Role::Instance, 0);
        self.drain();
        rules
    }

    /// All shared rules, and what was found.
    pub fn finish(self) -> (RulesArena, Diagnostics) {
        (self.arena, self.diagnostics)
    }

    fn drain(&mut self) {
        while let Some((id, schema, scope)) = self.open.pop() {
            let rules = self.body(schema, &scope, Role::Instance, 0);
            if let Some(shared) = self.arena.shared.get_mut(id.0) {
                shared.rules = rules;
            }
        }
    }

    /// Shared rules of a schema in a dynamic scope; they are filled in later.
    fn reference(&mut self, schema: SchemaId, scope: &Scope) -> RulesRef {
        // Resources that are only passed through would be missing from the dynamic scope.
        let schema = match self.scopes.is_empty() {
            true => self.description.follow(schema),
            false => schema,
        };
        let Some(target) = self.description.schema(schema) else {
            return RulesRef::Any;
        };
        if let SchemaBody::Boolean(value) = target.body {
            return if value {
                RulesRef::Any
            } else {
                RulesRef::Never
            };
        }
        if self.options.cut.contains(&target.place) {
            return RulesRef::Any;
        }
        let place = target.place.clone();
        let mut scope = self.scopes.enter(self.description, scope, schema);
        if !self.directed.contains(&schema) {
            scope.direction = Direction::Both;
        }
        if let Some(id) = self.known.get(&(schema, scope.clone())) {
            return RulesRef::Shared(*id);
        }
        if self.arena.shared.len() >= MOST_SHARED {
            self.report(&lint::TOO_MANY_RULES, place, "there are too many rules");
            return RulesRef::Any;
        }
        let id = RulesId(self.arena.shared.len());
        self.arena.shared.push(SharedRules {
            place,
            direction: scope.direction,
            scope: scope.places(self.description),
            rules: RulesRef::Any,
        });
        self.known.insert((schema, scope.clone()), id);
        self.open.push((id, schema, scope));
        RulesRef::Shared(id)
    }

    /// The rules of a schema that stands in another.
    fn schema(&mut self, id: SchemaId, scope: &Scope, role: Role, depth: usize) -> RulesRef {
        let Some(schema) = self.description.schema(id) else {
            return RulesRef::Any;
        };
        if self.options.cut.contains(&schema.place) {
            return RulesRef::Any;
        }
        if depth > DEEPEST {
            let place = schema.place.clone();
            self.report(&lint::TOO_MANY_RULES, place, "schemas nest too deeply");
            return RulesRef::Any;
        }
        if role == Role::Instance && self.options.named.contains(&schema.place) {
            return self.reference(id, scope);
        }
        self.body(id, scope, role, depth)
    }

    fn body(&mut self, id: SchemaId, scope: &Scope, role: Role, depth: usize) -> RulesRef {
        let Some(schema) = self.description.schema(id) else {
            return RulesRef::Any;
        };
        let keywords = match &schema.body {
            SchemaBody::Boolean(true) => return RulesRef::Any,
            SchemaBody::Boolean(false) => return RulesRef::Never,
            SchemaBody::Keywords(keywords) => keywords,
        };
        let scope = self.scopes.enter(self.description, scope, id);
        let keywords = &*self.dialects.known(self.description, id, keywords);
        let mut rules = Rules::default();
        let mut walk = keywords::Walk {
            lowering: self,
            id,
            place: &schema.place,
            keywords,
            scope: &scope,
            role,
            depth,
        };
        walk.fill(&mut rules);
        let references = self.references(id, keywords, &scope);
        simplify(rules, references)
    }

    /// What `$ref` and `$dynamicRef` lead to.
    fn references(&mut self, id: SchemaId, keywords: &Keywords, scope: &Scope) -> Vec<RulesRef> {
        let plain = keywords.reference.as_ref().and_then(|link| link.target);
        let dynamic = self.description.resolve_dynamic(id, &scope.resources);
        let targets = plain.into_iter().chain(dynamic);
        targets
            .map(|target| self.reference(target, scope))
            .collect()
    }

    fn report(&mut self, lint: &'static lint::Lint, place: Place, message: &str) {
        if self.reported.insert(place.clone()) {
            let note = "what stands from here on isn't checked by `validate()`";
            self.diagnostics
                .report(Diagnostic::new(lint, place, message).note(note));
        }
    }
}

/// A reference beside nothing else is what it leads to; beside keywords it is one more `allOf`.
fn simplify(mut rules: Rules, mut references: Vec<RulesRef>) -> RulesRef {
    if rules == Rules::default() && references.len() <= 1 {
        return references.pop().unwrap_or(RulesRef::Any);
    }
    references.retain(|reference| *reference != RulesRef::Any);
    references.append(&mut rules.all_of);
    rules.all_of = references;
    if rules == Rules::default() {
        return RulesRef::Any;
    }
    RulesRef::Inline(Box::new(rules))
}
