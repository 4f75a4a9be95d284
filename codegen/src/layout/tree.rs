//! The tree of modules and the files they stand in.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ModulePath;

/// Which modules stand in which.
#[derive(Debug, Default)]
pub(super) struct Tree {
    children: BTreeMap<ModulePath, BTreeSet<String>>,
}

impl Tree {
    pub(super) fn new<'p>(paths: impl Iterator<Item = &'p ModulePath>) -> Self {
        let mut tree = Self::default();
        for path in paths {
            let mut above: ModulePath = path.clone();
            while let Some(name) = above.0.pop() {
                tree.children.entry(above.clone()).or_default().insert(name);
            }
        }
        tree
    }

    /// `pub mod …;` for each module in another.
    pub(super) fn declarations(&self, path: &ModulePath) -> Vec<String> {
        let children = self.children.get(path).into_iter().flatten();
        let declared = children.map(|name| declaration(path, name, "pub "));
        declared.collect()
    }

    /// The modules that hold others but nothing of their own; not the root.
    pub(super) fn folders<'p>(
        &self,
        paths: impl Iterator<Item = &'p ModulePath>,
    ) -> Vec<ModulePath> {
        let own: BTreeSet<&ModulePath> = paths.collect();
        let all = self.children.keys();
        all.filter(|path| !path.0.is_empty() && !own.contains(path))
            .cloned()
            .collect()
    }
}

/// The declaration of a module in another. rustc looks for files by ASCII names only, and below a
/// file that it was led to it looks elsewhere, so from there on the way is given.
pub(super) fn declaration(path: &ModulePath, name: &str, visibility: &str) -> String {
    // Both names come from the documents.
    let allow: &str = match path.0.last().is_some_and(|above| above == name) {
        true => "#[allow(clippy::module_inception)]\n",
        false => "",
    };
    let plain: bool = path.0.iter().all(|segment| segment.is_ascii()) && name.is_ascii();
    if plain {
        return format!("{allow}{visibility}mod {name};");
    }
    let stem: &str = name.trim_start_matches("r#");
    let file: String = match path.0.last() {
        Some(folder) => format!("{}/{stem}.rs", folder.trim_start_matches("r#")),
        None => format!("{stem}.rs"),
    };
    format!("{allow}#[path = {file:?}]\n{visibility}mod {name};")
}

/// The file of a module, by its path in the crate.
pub(super) fn file(path: &ModulePath) -> String {
    if path.0.is_empty() {
        return "src/lib.rs".to_owned();
    }
    let names = path.0.iter().map(|name| name.trim_start_matches("r#"));
    let names: Vec<&str> = names.collect();
    format!("src/{}.rs", names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_scripts_are_named_by_their_path() {
        let path =
            |names: &[&str]| ModulePath(names.iter().map(|name| (*name).to_owned()).collect());
        let root: &str = &declaration(&path(&[]), "庭", "pub ");
        assert_eq!(root, "#[path = \"庭.rs\"]\npub mod 庭;");
        let below: &str = &declaration(&path(&["a", "庭"]), "codec", "pub(crate) ");
        assert_eq!(below, "#[path = \"庭/codec.rs\"]\npub(crate) mod codec;");
        assert_eq!(declaration(&path(&["a"]), "b", ""), "mod b;");
        let same: &str = &declaration(&path(&["a"]), "a", "");
        assert_eq!(same, "#[allow(clippy::module_inception)]\nmod a;");
    }
}
