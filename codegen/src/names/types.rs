//! Identifiers of named types.

use std::collections::BTreeMap;

use super::{
    NameOptions, Naming, keywords, media, modules,
    settle::{Candidates, settle},
    words::{self, Case, exact, identifier},
};
use crate::{
    model::{Api, Definition, Home, ModulePath, Operation, Origin, Status},
    pointer::Place,
};

/// Properties that hold schemas without a name of their own.
const MAPS: &[&str] = &["properties", "patternProperties"];

/// What the name is for.
#[derive(Clone, Copy)]
enum Target {
    Type(usize),
    /// The enum over the media types of an operation's body.
    BodyChoice(usize),
    /// The enum over the media types of a response: operation and response.
    ResponseChoice(usize, usize),
}

/// Fills the identifiers of all types and of the enums over media types, module by module.
pub(super) fn assign(api: &mut Api, naming: &mut Naming<'_>) {
    let mut named: Vec<(Target, String)> = Vec::new();
    let operations: BTreeMap<&ModulePath, &Operation> = api
        .operations
        .iter()
        .map(|operation| (&operation.module, operation))
        .collect();
    for (module, targets) in by_module(api) {
        let (targets, parts): (Vec<Target>, Vec<Candidates<'_>>) = targets
            .into_iter()
            .filter_map(|target| Some((target, candidates(api, naming, target)?)))
            .unzip();
        let taken = operations.get(module).map_or(&[][..], |of| taken(of));
        let reserved = |name: &str| keywords::in_prelude(name) || taken.contains(&name);
        let names = settle("types", &parts, reserved, naming.diagnostics);
        named.extend(targets.into_iter().zip(names));
    }
    for (target, name) in named {
        set(api, target, name);
    }
    for definition in &mut api.types {
        keep_title(definition);
    }
}

fn by_module(api: &Api) -> BTreeMap<&ModulePath, Vec<Target>> {
    let mut targets: BTreeMap<&ModulePath, Vec<Target>> = BTreeMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        let module = targets.entry(&definition.module).or_default();
        module.push(Target::Type(index));
    }
    for (index, operation) in api.operations.iter().enumerate() {
        let module = targets.entry(&operation.module).or_default();
        if operation
            .body
            .as_ref()
            .is_some_and(|body| body.contents.len() > 1)
        {
            module.push(Target::BodyChoice(index));
        }
        for (place, response) in operation.responses.iter().enumerate() {
            if response.contents.len() > 1 {
                module.push(Target::ResponseChoice(index, place));
            }
        }
    }
    targets
}

/// What the module of an operation holds besides.
fn taken(operation: &Operation) -> &'static [&'static str] {
    match has_response_type(operation) {
        true => &["Request", "Error", "Response"],
        false => &["Request", "Error"],
    }
}

/// Whether the answer of an operation needs a type of its own, called `Response`, because it isn't
/// one value of one type: there are several successes, or none, or headers beside the body. One
/// body in several media types is an enum of that name.
pub fn has_response_type(operation: &Operation) -> bool {
    let mut successes = operation
        .responses
        .iter()
        .filter(|response| response.success);
    match (successes.next(), successes.next()) {
        (Some(only), None) => {
            // Of several statuses the value has to say which.
            !only.headers.is_empty() || !matches!(only.status, Status::Code(_))
        }
        _ => true,
    }
}

fn candidates<'a>(api: &'a Api, naming: &Naming<'a>, target: Target) -> Option<Candidates<'a>> {
    match target {
        Target::Type(index) => {
            let definition = api.types.get(index)?;
            Some(of_type(api, naming, &definition.origin))
        }
        Target::BodyChoice(index) => {
            let operation = api.operations.get(index)?;
            Some(of_choice(
                operation,
                &operation.place,
                "RequestBody".to_owned(),
            ))
        }
        Target::ResponseChoice(index, response) => {
            let operation = api.operations.get(index)?;
            let response = operation.responses.get(response)?;
            let name = match response.success && !has_response_type(operation) {
                true => "Response".to_owned(),
                false => media::status(response.status) + "Body",
            };
            Some(of_choice(operation, &response.place, name))
        }
    }
}

fn of_choice<'a>(operation: &'a Operation, place: &'a Place, name: String) -> Candidates<'a> {
    let first = name.clone();
    Candidates::new(place, first, move || {
        let method = identifier(Case::Camel, &operation.name.rust);
        vec![format!("{name}Choice"), format!("{method}{name}")]
    })
}

fn of_type<'a>(api: &'a Api, naming: &Naming<'a>, origin: &'a Origin) -> Candidates<'a> {
    let (options, place) = (naming.options, &origin.place);
    let title = origin.title.as_deref().and_then(words::title);
    match &origin.home {
        Home::Format { format } => {
            if let Some(name) = options
                .formats
                .get(format)
                .filter(|n| words::is_identifier(n))
            {
                return Candidates::fixed(place, name.clone());
            }
            naming.text(Case::Camel, place, format)
        }
        Home::Family { name } => naming.text(Case::Camel, place, name),
        home => {
            if let Some(name) = naming.renames.camel(place) {
                return Candidates::fixed(place, name);
            }
            let ladder = Ladder {
                api,
                options,
                place,
                home,
            };
            let title = title.filter(|title| !keywords::in_prelude(title));
            let first = title.unwrap_or_else(|| ladder.plain());
            Candidates::new(place, first, move || ladder.further())
        }
    }
}

/// The names of a schema by its place, each telling more of it.
struct Ladder<'a> {
    api: &'a Api,
    options: &'a NameOptions,
    place: &'a Place,
    home: &'a Home,
}

impl Ladder<'_> {
    /// The key, or the last role.
    fn plain(&self) -> String {
        match self.roles().last() {
            Some(role) => identifier(Case::Camel, role),
            None => {
                let key = identifier(Case::Camel, &self.options.strip(self.key()));
                match keywords::in_prelude(&key) {
                    true => key + "_",
                    false => key,
                }
            }
        }
    }

    fn further(&self) -> Vec<String> {
        let roles = self.roles();
        let key = self.options.strip(self.key());
        let mut names = vec![self.plain()];
        for start in (0..roles.len()).rev().skip(1) {
            // A hostile depth would cost its square.
            if start == 0 || roles.len() - start <= 8 {
                names.push(join(roles.iter().skip(start)));
            }
        }
        for place in self.operation_places() {
            names.push(join([&place].into_iter().chain(&roles)));
        }
        let full = self.key().to_owned();
        names.push(join([&key].into_iter().chain(&roles)));
        names.push(join([&full].into_iter().chain(&roles)));
        let stem = modules::stem(&self.place.document).to_owned();
        names.push(join([&stem, &full].into_iter().chain(&roles)));
        names.push(identifier(
            Case::Camel,
            &format!("{stem} {}", self.place.pointer),
        ));
        names.push(exact(Case::Camel, &self.place.to_string()));
        names
    }

    fn key(&self) -> &str {
        match self.home {
            Home::Shared { key } | Home::Inline { key, .. } => key,
            Home::Operation { operation, .. } => self
                .api
                .operations
                .get(operation.0)
                .map_or("", |operation| operation.name.rust.as_str()),
            Home::Format { format } => format,
            Home::Family { name } => name,
        }
    }

    /// Status, and media type with status, of a schema in a response; the media type in a body.
    fn operation_places(&self) -> Vec<String> {
        if !matches!(self.home, Home::Operation { .. }) {
            return Vec::new();
        }
        let tokens: Vec<String> = self.place.pointer.tokens().collect();
        let after = |word: &str| {
            let at = tokens.iter().position(|token| token == word)?;
            tokens.get(at.checked_add(1)?)
        };
        let status = after("responses")
            .and_then(|key| media::status_of_key(key))
            .map(media::status);
        let media = after("content").map(|key| media::media_type(key));
        match (status, media) {
            (Some(status), Some(media)) => {
                let both = format!("{media} {status}");
                vec![status, both]
            }
            (Some(one), None) | (None, Some(one)) => vec![one],
            (None, None) => Vec::new(),
        }
    }

    /// The roles as words: an item of a list is called by the singular of the list.
    fn roles(&self) -> Vec<String> {
        let (Home::Inline { roles, .. } | Home::Operation { roles, .. }) = self.home else {
            return Vec::new();
        };
        let mut words: Vec<String> = Vec::new();
        for (index, role) in roles.iter().enumerate() {
            let last = index + 1 == roles.len();
            let structural =
                matches!(role.as_str(), "item" | "value") && !(last && self.is_property(role));
            match words.last_mut().filter(|_| structural) {
                Some(list) => {
                    let one = words::singular(list);
                    *list = if one == *list {
                        format!("{list} {role}")
                    } else {
                        one
                    };
                }
                None => words.push(self.options.strip(role)),
            }
        }
        words
    }

    /// Whether the schema stands at a property of this name.
    fn is_property(&self, name: &str) -> bool {
        let pointer = &self.place.pointer;
        pointer.last().as_deref() == Some(name)
            && pointer
                .parent()
                .and_then(|parent| parent.last())
                .is_some_and(|map| MAPS.contains(&map.as_str()))
    }
}

fn join<'w>(words: impl IntoIterator<Item = &'w String>) -> String {
    let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
    identifier(Case::Camel, &words.join(" "))
}

fn set(api: &mut Api, target: Target, name: String) {
    let choice = match target {
        Target::Type(index) => {
            if let Some(definition) = api.types.get_mut(index) {
                definition.ident = name;
            }
            return;
        }
        Target::BodyChoice(index) => api
            .operations
            .get_mut(index)
            .and_then(|operation| operation.body.as_mut())
            .map(|body| &mut body.choice),
        Target::ResponseChoice(index, response) => api
            .operations
            .get_mut(index)
            .and_then(|operation| operation.responses.get_mut(response))
            .map(|response| &mut response.choice),
    };
    if let Some(choice) = choice {
        choice.rust = name;
    }
}

/// A title that didn't become the name is documentation.
fn keep_title(definition: &mut Definition) {
    let Some(title) = definition.origin.title.as_deref().map(str::trim) else {
        return;
    };
    let named = words::title(title).is_some_and(|name| name == definition.ident);
    if !named && !title.is_empty() && definition.docs.summary.is_none() {
        definition.docs.summary = Some(title.to_owned());
    }
}
