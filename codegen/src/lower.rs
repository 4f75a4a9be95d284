//! Document and schemas → model.
//!
//! Total: what can't be modelled becomes a diagnostic with a place and JSON that is kept as it is.
//! A type belongs to a conjunction of schemas, the ones that apply together; shared schemas
//! get a definition each, inline ones where they need a name.

mod annotation;
mod array;
mod assert;
mod enumeration;
mod family;
mod home;
mod inclusion;
mod kinds;
mod link;
mod object;
mod operation;
mod parent;
mod reduce;
pub mod rules;
mod satisfiable;
mod scalar;
mod tag;
#[cfg(test)]
mod tests;
mod ty;
mod union;
mod view;
mod witness;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use self::{
    assert::Ticket,
    home::Homes,
    kinds::Kinds,
    operation::{LinkEnd, LinkKey},
    ty::Plan,
    view::{Conjunction, View},
};
use crate::{
    config::Config,
    diagnostic::{Diagnostic, Diagnostics},
    model::{
        Api, Content, Definition, Docs, Home, ModulePath, Origin, Shape, Traits, Type, TypeId,
        rules::{DirectedRules, RulesRef},
    },
    pointer::Place,
    resolve::Description,
    schema::SchemaId,
};

pub use ty::Use;
pub(crate) use witness::witnesses;

/// The state of one lowering.
pub struct Lowering<'d> {
    description: &'d Description,
    config: &'d Config,
    api: Api,
    diagnostics: Diagnostics,
    homes: Homes,
    /// The definitions that conjunctions have got.
    known: HashMap<Conjunction, TypeId>,
    /// What conjunctions are that are unions of one arm.
    followed: HashMap<Conjunction, Use>,
    /// The types that instances of arms can have, by how deep unions in them are looked at.
    reached: RefCell<HashMap<(SchemaId, usize), Kinds>>,
    /// Definitions whose union also allows `null`, which their type leaves to the use.
    lifted: BTreeSet<TypeId>,
    /// Definitions whose shape is still to be made.
    open: VecDeque<(TypeId, Conjunction, Plan)>,
    /// Conjunctions without a definition that are being lowered right now.
    entered: Vec<Conjunction>,
    /// The definitions of the config's families, by index there.
    families: Vec<TypeId>,
    /// The newtypes by `format`.
    formats: BTreeMap<String, TypeId>,
    /// The path of each document's server.
    base_paths: BTreeMap<String, String>,
    /// The shared schemas that include a schema with a discriminator, by that schema.
    children: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// Schemas of form parts that are files.
    files: BTreeSet<SchemaId>,
    /// What rules were asked for.
    tickets: Vec<Ticket>,
    /// The entry document of each operation.
    entries: Vec<Arc<str>>,
    /// What links lead to that aren't connected yet.
    link_ends: BTreeMap<LinkKey, LinkEnd>,
    /// What the types of parameters accept, by place; nothing for those that accept any text.
    accepted: BTreeMap<Place, String>,
    /// The body of the error that every operation can answer.
    standard_error: Option<Content>,
    /// Whether a chain of schemas that include each other was too long.
    was_too_deep: bool,
    /// The schemas that wrappers wrap.
    wrappers: RefCell<HashMap<SchemaId, SchemaId>>,
    /// Whether any schema is `readOnly` or `writeOnly`.
    directed: bool,
}

/// Lowers everything that was read.
pub fn lower(description: &Description, config: &Config) -> (Api, Diagnostics) {
    let mut lowering = Lowering::new(description, config);
    lowering.register_homes();
    lowering.find_children();
    lowering.find_files();
    lowering.reserve_families();
    lowering.shared_schemas();
    lowering.find_standard_error();
    lowering.operations();
    lowering.fill();
    lowering.fill_families();
    lowering.fill();
    lowering.tell_routes_apart();
    lowering.connect_links();
    lowering.check_satisfiable();
    lowering.redeem();
    lowering.describe();
    lowering.link();
    (lowering.api, lowering.diagnostics)
}

impl<'d> Lowering<'d> {
    fn new(description: &'d Description, config: &'d Config) -> Self {
        Self {
            description,
            config,
            api: Api::default(),
            diagnostics: Diagnostics::new(),
            homes: Homes::default(),
            known: HashMap::new(),
            followed: HashMap::new(),
            reached: RefCell::new(HashMap::new()),
            lifted: BTreeSet::new(),
            open: VecDeque::new(),
            entered: Vec::new(),
            families: Vec::new(),
            formats: BTreeMap::new(),
            base_paths: BTreeMap::new(),
            children: BTreeMap::new(),
            files: BTreeSet::new(),
            tickets: Vec::new(),
            entries: Vec::new(),
            link_ends: BTreeMap::new(),
            accepted: BTreeMap::new(),
            standard_error: None,
            was_too_deep: false,
            wrappers: RefCell::new(HashMap::new()),
            directed: assert::has_directions(description),
        }
    }

    /// The description that is lowered.
    pub fn description(&self) -> &'d Description {
        self.description
    }

    /// The config of the target.
    pub fn config(&self) -> &'d Config {
        self.config
    }

    /// Reports a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.report(diagnostic);
    }

    /// The type of a schema. What is inline in it gets names by `home`: the part that it plays in
    /// an operation. A shared schema keeps its own home.
    pub fn type_at(&mut self, schema: SchemaId, home: Home) -> Use {
        if let Some(schema) = self.description.schema(schema) {
            self.homes.register(&schema.place, home);
        }
        self.ty(Conjunction::one(schema), None)
    }

    /// Components and whole schema files are shared: each is a home of its own.
    fn register_homes(&mut self) {
        for (document, _) in &self.description.schema_documents {
            let key: String = home::stem(document);
            self.homes
                .register(&Place::root(document.clone()), Home::Shared { key });
        }
        for (_, schema) in self.description.schemas().iter() {
            if let Some(key) = shared_key(&schema.place) {
                self.homes.register(&schema.place, Home::Shared { key });
            }
        }
    }

    /// Gives every shared schema its definition, whether something uses it or not.
    fn shared_schemas(&mut self) {
        let documents = self.description.schema_documents.iter();
        let mut shared: Vec<SchemaId> = documents.map(|(_, schema)| *schema).collect();
        for document in &self.description.documents {
            let components = home::components(&document.place.document);
            let names = document.components.schemas.iter();
            shared.extend(
                names.filter_map(|(name, _)| self.description.schema_at(&components.child(name))),
            );
        }
        for schema in shared {
            self.shared(schema);
        }
    }

    /// Gives a shared schema its definition: its type's own, or a second name for it.
    fn shared(&mut self, schema: SchemaId) {
        let Some(place) = self.description.schema(schema).map(|schema| &schema.place) else {
            return;
        };
        let used: Use = self.ty(Conjunction::one(schema), None);
        let has_own: bool = match used.ty {
            Type::Named(id) => self
                .api
                .definition(id)
                .is_some_and(|definition| definition.origin.place == *place),
            _ => false,
        };
        if !has_own {
            let conjunction = Conjunction::one(schema);
            let shape: Shape = self.second_name(&conjunction, used);
            let home: Home = self.homes.of(self.description, place);
            let id: TypeId = self.define(&conjunction, home);
            self.set_shape(id, shape);
        }
    }

    /// Makes the shapes of all definitions that have none yet, and those that turn up on the way.
    fn fill(&mut self) {
        while let Some((id, conjunction, plan)) = self.open.pop_front() {
            let shape: Shape = self.shape(id, &conjunction, plan);
            self.set_shape(id, shape);
        }
    }

    fn set_shape(&mut self, id: TypeId, shape: Shape) {
        if let Some(definition) = self.api.types.get_mut(id.0) {
            definition.shape = shape;
        }
    }

    /// Adds a definition whose shape is made later.
    fn define(&mut self, conjunction: &Conjunction, home: Home) -> TypeId {
        let view = View::of(self.description, conjunction);
        let own: Option<SchemaId> = match conjunction.schemas.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let place: Place = self
            .foremost(conjunction)
            .and_then(|schema| self.description.schema(schema))
            .map_or_else(|| Place::root(""), |schema| schema.place.clone());
        let rules: Option<RulesRef> = self.shared_rules(conjunction);
        let directed: DirectedRules = self.directed_rules(conjunction);
        let id = TypeId(self.api.types.len());
        self.api.types.push(Definition {
            origin: Origin {
                place,
                title: own.and_then(|schema| annotation::title(self.description, schema)),
                home,
            },
            module: ModulePath::default(),
            ident: String::new(),
            docs: annotation::docs(self.description, &self.own_layers(conjunction)),
            deprecated: annotation::deprecated(self.description, &view.layers),
            shape: Shape::Never,
            rules,
            directed,
            traits: Traits::default(),
            attributes: Vec::new(),
        });
        id
    }

    /// The schemas whose texts are a definition's own: not those of a shared schema that it builds
    /// on, nor those of the union that it is an arm of.
    fn own_layers(&self, conjunction: &Conjunction) -> Vec<SchemaId> {
        let holds = |id: &SchemaId| conjunction.chosen.iter().any(|(holder, _)| holder == id);
        let mut own: Vec<SchemaId> = conjunction.schemas.clone();
        own.retain(|id| !self.is_shared(*id) && !holds(id));
        if own.is_empty() {
            own.extend(self.foremost(conjunction));
        }
        let mut layers: Vec<SchemaId> = Vec::new();
        // The weakest first: what `allOf` lists comes before the schema that lists it.
        while let Some(schema) = own.pop() {
            if layers.contains(&schema) {
                continue;
            }
            layers.push(schema);
            let included = self
                .keywords(schema)
                .map_or(&[][..], |keywords| &keywords.all_of);
            own.extend(included.iter().filter(|part| !self.is_shared(**part)));
        }
        layers.reverse();
        layers
    }

    /// The schema that a conjunction's definition is called after: the most specific one; but not a
    /// shared schema to which others add something, because it has a definition of its own.
    fn foremost(&self, conjunction: &Conjunction) -> Option<SchemaId> {
        let is_shared = |id: &&SchemaId| {
            let schema = self.description.schema(**id);
            schema.is_some_and(|schema| shared_key(&schema.place).is_some())
        };
        let last: Option<&SchemaId> = conjunction.schemas.last();
        let inline = conjunction.schemas.iter().rfind(|id| !is_shared(id));
        match last.filter(|last| !is_shared(last)) {
            Some(last) => Some(*last),
            // All of them are shared: the weakest is what refers to the others.
            None => inline.or(conjunction.schemas.first()).copied(),
        }
    }

    /// Title, version and texts of the API.
    fn describe(&mut self) {
        let Some(first) = self.description.documents.first() else {
            return;
        };
        self.api.title = first.info.title.clone();
        self.api.version = first.info.version.clone();
        self.api.docs = Docs {
            summary: first.info.summary.clone(),
            description: first.info.description.clone(),
            link: None,
            remarks: Vec::new(),
        };
    }
}

/// The key of a schema that is shared by its place: a component, a definition, a whole file.
fn shared_key(place: &Place) -> Option<String> {
    let tokens: Vec<String> = place.pointer.tokens().collect();
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Some(home::stem(&place.document)),
        ["components", "schemas", key] => Some((*key).to_owned()),
        [.., "$defs" | "definitions", key] => Some((*key).to_owned()),
        _ => None,
    }
}
