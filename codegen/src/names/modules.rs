//! Which module everything stands in.

use std::collections::BTreeMap;

use super::{
    NameOptions, Naming, keywords,
    settle::{Candidates, settle},
    words::{Case, exact, identifier, spellings},
};
use crate::{
    diagnostic::{Diagnostic, lint},
    model::{Api, Home, ModulePath, OperationId, Origin},
    pointer::Place,
};

/// The longest name of a file that every file system takes, less `.rs` and some room.
const LONGEST: usize = 240;

/// What a module is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Operation(OperationId),
    /// A shared schema, by its place.
    Shared(Place),
    Identifiers,
    Families,
}

/// Fills the modules of operations, whose methods have their names, and of types.
pub(super) fn assign(api: &mut Api, naming: &mut Naming<'_>) {
    let owners = owners(api);
    let paths = {
        let parts: Vec<Candidates<'_>> = owners
            .iter()
            .map(|(owner, (place, key))| candidates(api, naming, owner, place, key))
            .collect();
        settle("modules", &parts, |_| false, naming.diagnostics)
    };
    let mut modules: BTreeMap<&Owner, ModulePath> = BTreeMap::new();
    for ((owner, (place, _)), path) in owners.iter().zip(&paths) {
        let path: Vec<String> = path.split('/').map(str::to_owned).collect();
        if path.iter().any(|segment| segment.len() > LONGEST) {
            naming.diagnostics.report(
                Diagnostic::new(
                    &lint::NAME_TOO_LONG,
                    place.clone(),
                    format!("the name of this would make a file name of more than {LONGEST} bytes"),
                )
                .note("file systems refuse longer ones")
                .help("give it a short name in `[rename]`"),
            );
        }
        modules.insert(owner, ModulePath(path));
    }
    for (index, operation) in api.operations.iter_mut().enumerate() {
        if let Some(module) = modules.get(&Owner::Operation(OperationId(index))) {
            operation.module = module.clone();
        }
    }
    for definition in &mut api.types {
        if let Some(module) = modules.get(&owner(&definition.origin).0) {
            definition.module = module.clone();
        }
    }
}

/// All owners, each with its place and key.
fn owners(api: &Api) -> BTreeMap<Owner, (Place, String)> {
    let mut owners = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let owner = Owner::Operation(OperationId(index));
        owners.insert(
            owner,
            (operation.place.clone(), operation.name.rust.clone()),
        );
    }
    for definition in &api.types {
        let (owner, key) = owner(&definition.origin);
        owners.entry(owner).or_insert_with_key(|owner| {
            let place = match owner {
                Owner::Shared(place) => place,
                _ => &definition.origin.place,
            };
            (place.clone(), key.to_owned())
        });
    }
    owners
}

fn owner(origin: &Origin) -> (Owner, &str) {
    match &origin.home {
        Home::Shared { key } => (Owner::Shared(origin.place.clone()), key),
        Home::Inline { root, key, .. } => (Owner::Shared(root.clone()), key),
        Home::Operation { operation, .. } => (Owner::Operation(*operation), ""),
        Home::Format { .. } => (Owner::Identifiers, ""),
        Home::Family { .. } => (Owner::Families, ""),
    }
}

fn candidates<'a>(
    api: &'a Api,
    naming: &Naming<'a>,
    owner: &'a Owner,
    place: &'a Place,
    key: &'a str,
) -> Candidates<'a> {
    let options = naming.options;
    match owner {
        Owner::Identifiers => Candidates::fixed(place, "identifiers".to_owned()),
        Owner::Families => Candidates::fixed(place, "families".to_owned()),
        Owner::Operation(id) => {
            let method = api
                .operations
                .get(id.0)
                .map_or("operation", |operation| operation.name.rust.as_str());
            let folder = folder(options, &place.document);
            let first = join(&folder, &[method.to_owned()]);
            Candidates::new(place, first, move || {
                let operations = join(&folder, &["operations".to_owned(), method.to_owned()]);
                vec![operations, spelled(place)]
            })
        }
        Owner::Shared(_) => {
            if let Some(name) = naming.renames.snake(place) {
                let mut segments = shared(options, place, key);
                segments.pop();
                segments.push(name);
                return Candidates::fixed(
                    place,
                    join(&folder(options, &place.document), &segments),
                );
            }
            let segments = shared(options, place, key);
            let first = join(&folder(options, &place.document), &segments);
            Candidates::new(place, first, move || further(options, place, key))
        }
    }
}

/// The segments of a shared schema's module in the folder of its document.
fn shared(options: &NameOptions, place: &Place, key: &str) -> Vec<String> {
    let name = words(&options.strip(key));
    if place.pointer.is_root() {
        vec![name]
    } else if is_component(place) {
        vec!["schemas".to_owned(), name]
    } else {
        vec![words(&options.strip(stem(&place.document))), name]
    }
}

/// The paths of a shared schema's module after the plainest: with the document's stem, with other
/// spellings of the key, with the folders as they are in the documents.
fn further(options: &NameOptions, place: &Place, key: &str) -> Vec<String> {
    let (folder, own) = (
        folder(options, &place.document),
        own_folder(&place.document),
    );
    let stripped = options.strip(key);
    let name = words(&stripped);
    let stem = words(stem(&place.document));
    let schemas = "schemas".to_owned();
    let (way, long_way) = match (place.pointer.is_root(), is_component(place)) {
        (true, _) => (vec![], vec![schemas]),
        (false, true) => (vec![schemas.clone()], vec![schemas, stem]),
        (false, false) => (vec![stem.clone()], vec![stem, schemas]),
    };
    let at = |folder: &[String], way: &[String], name: String| {
        let segments: Vec<String> = way.iter().cloned().chain([name]).collect();
        join(folder, &segments)
    };
    let mut paths = vec![at(&folder, &long_way, name.clone())];
    let spellings = spellings(Case::Snake, &stripped, key);
    paths.extend(spellings.into_iter().map(|name| at(&folder, &way, name)));
    paths.push(at(&own, &way, name.clone()));
    paths.push(at(&own, &long_way, name));
    paths.push(spelled(place));
    paths
}

/// The path that differs for any two places.
fn spelled(place: &Place) -> String {
    let document = exact(Case::Snake, &place.document);
    match place.pointer.is_root() {
        true => join(&[], &["documents".to_owned(), document]),
        false => join(
            &[],
            &[
                "documents".to_owned(),
                document,
                exact(Case::Snake, place.pointer.as_str()),
            ],
        ),
    }
}

fn is_component(place: &Place) -> bool {
    place.pointer.tokens().next().as_deref() == Some("components")
}

/// The modules of a document's folder: by the config, else by the folders' own names.
fn folder(options: &NameOptions, document: &str) -> Vec<String> {
    let folders = folders(document);
    for length in (0..=folders.len()).rev() {
        let (known, rest) = folders.split_at(length);
        if let Some(prefix) = options.modules.get(&known.join("/")) {
            let prefix = prefix.split(['/', ':']).filter(|part| !part.is_empty());
            return prefix.chain(rest.iter().copied()).map(words).collect();
        }
    }
    folders.into_iter().map(words).collect()
}

fn own_folder(document: &str) -> Vec<String> {
    folders(document).into_iter().map(words).collect()
}

fn folders(document: &str) -> Vec<&str> {
    let Some((folder, _)) = document.rsplit_once('/') else {
        return Vec::new();
    };
    folder
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect()
}

/// The document's file name without its extension.
pub(super) fn stem(document: &str) -> &str {
    let file = document.rsplit('/').next().unwrap_or(document);
    match file.rsplit_once('.') {
        Some((stem, "yaml" | "yml" | "json")) if !stem.is_empty() => stem,
        _ => file,
    }
}

fn words(text: &str) -> String {
    identifier(Case::Snake, text)
}

/// One text for a path, each segment clear of the names that emitted code needs.
fn join(folder: &[String], segments: &[String]) -> String {
    let clear =
        folder.iter().chain(segments).enumerate().map(
            |(depth, segment)| match keywords::is_module(segment, depth) {
                true => format!("{segment}_"),
                false => segment.clone(),
            },
        );
    clear.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(modules: &[(&str, &str)]) -> NameOptions {
        NameOptions {
            modules: modules
                .iter()
                .map(|(folder, module)| ((*folder).to_owned(), (*module).to_owned()))
                .collect(),
            strip_prefixes: vec!["m.".to_owned()],
            ..NameOptions::default()
        }
    }

    #[test]
    fn the_longest_folder_wins() {
        let options = options(&[("a", "x"), ("a/b", ""), ("a/b/c", "y/z")]);
        assert_eq!(folder(&options, "a/f.yaml"), ["x"]);
        assert_eq!(folder(&options, "a/b/f.yaml"), [""; 0]);
        assert_eq!(folder(&options, "a/b/c/type/f.yaml"), ["y", "z", "kind"]);
        assert_eq!(folder(&options, "ab/../f.yaml"), ["ab"]);
        assert_eq!(folder(&options, "f.yaml"), [""; 0]);
    }

    #[test]
    fn the_stem_loses_only_the_extension() {
        assert_eq!(
            stem("a/m.room.message$m.text.yaml"),
            "m.room.message$m.text"
        );
        assert_eq!(stem("m.room.member"), "m.room.member");
    }

    #[test]
    fn names_of_ours_are_left_alone() {
        let join = |segments: &[&str]| {
            let segments: Vec<String> = segments.iter().map(ToString::to_string).collect();
            join(&[], &segments)
        };
        assert_eq!(join(&["client"]), "client_");
        assert_eq!(join(&["schemas", "client"]), "schemas/client");
        assert_eq!(join(&["schemas", "codec", "com1"]), "schemas/codec_/com1_");
    }
}
