//! The statics of shared rules: which ones are needed, where each stands, what it is called.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use heck::ToShoutySnakeCase;
use quote::quote;

use crate::{
    emit::{Module, ident, imports::Imports, operation::checked, rules},
    model::{
        Api, Definition, ModulePath, Shape, Type,
        rules::{Direction, Rules, RulesId, RulesRef},
    },
    pointer::Place,
};

/// Where the static of each needed set of rules stands.
#[derive(Debug, Default)]
pub(super) struct Statics {
    homes: BTreeMap<RulesId, (ModulePath, String)>,
    /// The same by module, sorted by name.
    by_module: BTreeMap<ModulePath, Vec<(String, RulesId)>>,
    /// Those that only bodies and parameters lead to, which a server checks.
    of_server: BTreeSet<RulesId>,
}

impl Statics {
    /// Rules stand beside the first type that has them; those of no type beside the first type
    /// whose rules need them, called after their place.
    pub(super) fn new(api: &Api) -> Self {
        let of_types: BTreeMap<RulesId, usize> = closure(api, by_types(api));
        let needed: BTreeMap<RulesId, usize> =
            closure(api, [by_types(api), by_operations(api)].concat());
        let of_server = needed.keys().filter(|id| !of_types.contains_key(id));
        let mut statics = Self {
            homes: BTreeMap::new(),
            by_module: BTreeMap::new(),
            of_server: of_server.copied().collect(),
        };
        let mut taken: BTreeSet<(ModulePath, String)> = BTreeSet::new();
        let mut owned: Vec<(bool, &Definition, RulesId)> = Vec::new();
        for definition in &api.types {
            if let Some(RulesRef::Shared(id)) = definition.rules {
                owned.push((!is_at_home(api, definition, id), definition, id));
            }
        }
        owned.sort_by_key(|(away, ..)| *away);
        let types = api.types.iter();
        let types: HashSet<(&ModulePath, &str)> =
            types.map(|one| (&one.module, one.ident.as_str())).collect();
        for (_, definition, id) in owned {
            if needed.contains_key(&id) && !statics.homes.contains_key(&id) {
                let home = (codec(&definition.module), name(&types, definition));
                if taken.insert(home.clone()) {
                    statics.homes.insert(id, home);
                }
            }
        }
        let places: Places<'_> = Places::of(api);
        let mut rest: Vec<(RulesId, usize)> = needed.into_iter().collect();
        rest.retain(|(id, _)| !statics.homes.contains_key(id));
        rest.sort_by_cached_key(|(id, _)| key(api, *id));
        for (id, user) in rest {
            let home = places.home(api, id, user, &taken);
            taken.insert(home.clone());
            statics.homes.insert(id, home);
        }
        for (id, (module, name)) in &statics.homes {
            let own = statics.by_module.entry(module.clone()).or_default();
            own.push((name.clone(), *id));
        }
        statics.by_module.values_mut().for_each(|own| own.sort());
        statics
    }

    /// The module and the name of a static.
    pub(super) fn home(&self, id: RulesId) -> Option<(&ModulePath, &str)> {
        self.homes
            .get(&id)
            .map(|(module, name)| (module, name.as_str()))
    }

    /// The names of the statics that stand beside a module's codecs.
    pub(super) fn names(&self, module: &ModulePath) -> Vec<String> {
        let own = self.by_module.get(&codec(module)).into_iter().flatten();
        own.map(|(name, _)| name.clone()).collect()
    }

    /// Adds the statics that stand in a module to its codecs.
    pub(super) fn emit(&self, api: &Api, module: &mut Module) {
        let own = self.by_module.get(&codec(&module.path));
        for (name, id) in own.into_iter().flatten() {
            let id: RulesId = *id;
            let Some(shared) = api.rules.get(id) else {
                continue;
            };
            let imports: RefCell<&mut Imports> = RefCell::new(&mut module.codec_imports);
            let paths = |id: RulesId| {
                let mut imports = imports.borrow_mut();
                match self.home(id) {
                    Some((module, name)) => imports.item(module, name),
                    None => imports.support("rules::Rules"),
                }
            };
            let mut code = rules::item(&ident(name), shared, &paths);
            if self.of_server.contains(&id) {
                code = quote! {
                    #[cfg_attr(not(feature = "server"), allow(dead_code, reason = "only a server checks it"))]
                    #code
                };
            }
            let code = rules::qualify(code, &mut |name| {
                imports.borrow_mut().support(super::rules_path(name))
            });
            module.codec.push(code);
        }
    }
}

/// The name of the static beside a type: the type's in upper case, told from types of one letter
/// and of scripts without case, which the file of codecs names too.
fn name(types: &HashSet<(&ModulePath, &str)>, definition: &Definition) -> String {
    let ident: &str = definition.ident.trim_start_matches("r#");
    let name: String = ident.to_shouty_snake_case();
    if types.contains(&(&definition.module, name.as_str())) {
        format!("{name}_RULES")
    } else {
        name
    }
}

pub(super) fn codec(module: &ModulePath) -> ModulePath {
    let mut path: ModulePath = module.clone();
    path.0.push("codec".to_owned());
    path
}

/// The rules that types refer to, each with the type.
fn by_types(api: &Api) -> Vec<(RulesId, usize)> {
    let mut found: Vec<(RulesId, usize)> = Vec::new();
    for (index, definition) in api.types.iter().enumerate().rev() {
        let own = definition.rules.iter().filter(|_| {
            !matches!(definition.shape, Shape::Alias(_)) || alias_asserts(api, definition)
        });
        let arms = match &definition.shape {
            Shape::Union(union) => union.arms.as_slice(),
            _ => &[],
        };
        let all = own.chain(arms.iter().filter_map(|arm| arm.rules.as_ref()));
        found.extend(all.flat_map(referred).map(|id| (id, index)));
    }
    found
}

/// Whether a second name asserts anything that its type doesn't by itself.
pub(super) fn alias_asserts(api: &Api, definition: &Definition) -> bool {
    let (Shape::Alias(ty), Some(rules)) = (&definition.shape, &definition.rules) else {
        return false;
    };
    let target = match ty {
        Type::Named(id) => api.definition(*id),
        // Which values the inner type takes for unknown ones, its rules say, for which there is no
        // trait here.
        Type::Nullable(inner) if matches!(**inner, Type::Named(_)) => return true,
        _ => return says_more(api, rules),
    };
    let theirs = target.and_then(|target| target.rules.as_ref());
    theirs.is_none_or(|theirs| last(api, theirs) != last(api, rules))
}

/// The rules at the end of references.
fn last<'a>(api: &'a Api, rules: &'a RulesRef) -> &'a RulesRef {
    let mut rules: &RulesRef = rules;
    for _ in 0..api.rules.shared.len() {
        let RulesRef::Shared(id) = rules else {
            break;
        };
        match api.rules.get(*id) {
            Some(shared) if matches!(shared.rules, RulesRef::Shared(_)) => rules = &shared.rules,
            _ => break,
        }
    }
    rules
}

/// Whether rules assert anything beside types.
fn says_more(api: &Api, rules: &RulesRef) -> bool {
    let rules: &RulesRef = match rules {
        RulesRef::Shared(id) => match api.rules.get(*id) {
            Some(shared) => &shared.rules,
            None => return false,
        },
        rules => rules,
    };
    let RulesRef::Inline(rules) = rules else {
        return *rules == RulesRef::Never;
    };
    let inner = [&rules.items, &rules.additional_properties];
    let of_types = Rules {
        types: rules.types.clone(),
        items: rules.items.clone(),
        additional_properties: rules.additional_properties.clone(),
        ..Rules::default()
    };
    let inner = inner.into_iter().flatten();
    // What shared rules say belongs to their own type. Inline ones nest as their schemas do.
    let mut inline = inner.filter(|rules| !matches!(rules, RulesRef::Shared(_)));
    **rules != of_types || inline.any(|rules| says_more(api, rules))
}

/// The rules that operations refer to, each with a type of the operation.
fn by_operations(api: &Api) -> Vec<(RulesId, usize)> {
    let mut found: Vec<(RulesId, usize)> = Vec::new();
    let mut owners: HashMap<&ModulePath, usize> = HashMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        owners.entry(&definition.module).or_insert(index);
    }
    for operation in &api.operations {
        let owner = owners.get(&operation.module).copied().unwrap_or_default();
        let parameters = operation
            .parameters
            .iter()
            .filter_map(|one| one.rules.as_ref());
        // A server checks what it is sent, and nobody checks answers.
        let body = operation.body.iter().flat_map(|body| &body.contents);
        let contents = body.filter_map(checked);
        let ids = parameters.chain(contents).flat_map(referred);
        found.extend(ids.map(|id| (id, owner)));
    }
    found
}

/// Rules and all that they refer to, each with the first type that leads to it.
fn closure(api: &Api, mut open: Vec<(RulesId, usize)>) -> BTreeMap<RulesId, usize> {
    let mut needed: BTreeMap<RulesId, usize> = BTreeMap::new();
    while let Some((id, user)) = open.pop() {
        if needed.contains_key(&id) {
            continue;
        }
        needed.insert(id, user);
        if let Some(shared) = api.rules.get(id) {
            open.extend(referred(&shared.rules).into_iter().map(|id| (id, user)));
        }
    }
    needed
}

/// The shared rules that rules name. Inline rules nest no deeper than their schemas.
fn referred(rules: &RulesRef) -> Vec<RulesId> {
    match rules {
        RulesRef::Shared(id) => vec![*id],
        RulesRef::Any | RulesRef::Never => Vec::new(),
        RulesRef::Inline(rules) => parts(rules).flat_map(referred).collect(),
    }
}

/// All rules within rules.
fn parts(rules: &Rules) -> impl Iterator<Item = &RulesRef> {
    let named = rules.properties.iter().chain(&rules.dependent_schemas);
    let patterns = rules.pattern_properties.iter().map(|(_, rules)| rules);
    let one = [
        &rules.items,
        &rules.contains,
        &rules.additional_properties,
        &rules.property_names,
        &rules.not,
        &rules.condition,
        &rules.then,
        &rules.otherwise,
        &rules.unevaluated_items,
        &rules.unevaluated_properties,
    ];
    let many = [
        &rules.prefix_items,
        &rules.all_of,
        &rules.any_of,
        &rules.one_of,
    ];
    named
        .map(|(_, rules)| rules)
        .chain(patterns)
        .chain(one.into_iter().flatten())
        .chain(many.into_iter().flatten())
}

/// Whether rules come from the very schema that a type is made of.
fn is_at_home(api: &Api, definition: &Definition, id: RulesId) -> bool {
    let shared = api.rules.get(id);
    shared.is_some_and(|shared| shared.place == definition.origin.place)
}

/// What tells shared rules apart, in an order that only the documents decide.
fn key(api: &Api, id: RulesId) -> Option<(&Place, Direction, &[Place])> {
    let shared = api.rules.get(id)?;
    Some((&shared.place, shared.direction, &shared.scope))
}

/// What stands where in the documents: types and operations, by document and pointer.
struct Places<'a> {
    owners: BTreeMap<(&'a str, Vec<String>), (&'a ModulePath, &'a str)>,
}

impl<'a> Places<'a> {
    fn of(api: &'a Api) -> Self {
        let types = api.types.iter().map(|one| {
            let ident: &str = one.ident.trim_start_matches("r#");
            (&one.origin.place, (&one.module, ident))
        });
        let operations = api
            .operations
            .iter()
            .map(|one| (&one.place, (&one.module, "")));
        let mut owners = BTreeMap::new();
        for (place, owner) in types.chain(operations) {
            let tokens: Vec<String> = place.pointer.tokens().collect();
            owners
                .entry((&*place.document, tokens))
                .and_modify(|known| *known = owner.min(*known))
                .or_insert(owner);
        }
        Self { owners }
    }

    /// Rules that no type has stand beside what surrounds their schema, called after it and the
    /// way from it; where nothing does, beside a type that needs them.
    fn home(
        &self,
        api: &Api,
        id: RulesId,
        user: usize,
        taken: &BTreeSet<(ModulePath, String)>,
    ) -> (ModulePath, String) {
        let Some(shared) = api.rules.get(id) else {
            return (ModulePath::default(), "RULES".to_owned());
        };
        let document: &str = &shared.place.document;
        let mut way: Vec<String> = shared.place.pointer.tokens().collect();
        let mut rest: Vec<String> = Vec::new();
        let owner = loop {
            if let Some(owner) = self.owners.get(&(document, way.clone())) {
                break Some(*owner);
            }
            match way.pop() {
                Some(token) => rest.insert(0, token),
                None => break None,
            }
        };
        let user = api.types.get(user).map(|one| &one.module);
        let (module, ident) = owner.unwrap_or((user.unwrap_or(&NOWHERE), document));
        let mut words: Vec<String> = vec![ident.to_owned()];
        words.extend(rest.iter().filter(|word| *word != "properties").cloned());
        if shared.direction != Direction::Both {
            words.push(format!("{:?}", shared.direction));
        }
        let module: ModulePath = codec(module);
        let further = rest
            .iter()
            .cloned()
            .chain(shared.scope.iter().map(ToString::to_string));
        let mut further = further.chain([format!("of {}", id.0)]);
        loop {
            let name: String = format!("{}_RULES", ascii(&words.join(" ")).to_shouty_snake_case());
            let home = (module.clone(), name.trim_start_matches('_').to_owned());
            match further.next().filter(|_| taken.contains(&home)) {
                Some(word) => words.push(word),
                None => return home,
            }
        }
    }
}

/// The root of the crate.
static NOWHERE: ModulePath = ModulePath(Vec::new());

fn ascii(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    text.chars().map(plain).collect()
}
