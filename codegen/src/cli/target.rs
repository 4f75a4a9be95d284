//! Which targets there are, and which ones a run is about.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Component, Path, PathBuf},
};

use super::{args::Choice, message::Messages, session::Session};
use crate::config::{Config, nearest};

/// One target: a config and the folders that it names.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The config's file name without `.toml`; without a config, the folder's.
    pub(super) name: String,
    /// The config's file, if there is one.
    pub(super) file: Option<PathBuf>,
    /// The config.
    pub(super) config: Config,
    /// The folder of the documents.
    pub(super) root: PathBuf,
    /// The folder to write.
    pub(super) output: PathBuf,
    /// Arguments that a command for this target needs, to be repeated in advice.
    pub(super) arguments: String,
}

/// The targets that a choice means; none where one of them can't be read, after saying why.
pub(super) fn choose(
    choice: &Choice,
    messages: &mut Messages,
    session: &mut Session<'_>,
) -> io::Result<Option<Vec<Target>>> {
    if !choice.documents.is_empty() {
        return Ok(Some(vec![unconfigured(choice, &session.folder)]));
    }
    let files: Vec<PathBuf> = match files(choice, &session.folder) {
        Ok(files) => files,
        Err(message) => {
            session.error(message)?;
            return Ok(None);
        }
    };
    let mut targets: Vec<Target> = Vec::new();
    let mut complete: bool = true;
    for file in files {
        match read(file, choice, messages, session)? {
            Some(target) => targets.push(target),
            None => complete = false,
        }
    }
    Ok(complete.then_some(targets))
}

/// The target of a choice that names documents and no config: everything else is as by default.
fn unconfigured(choice: &Choice, folder: &Path) -> Target {
    let mut config: Config = Config::default();
    config.input.documents.clone_from(&choice.documents);
    let root: PathBuf = match &choice.source {
        Some(source) => clean(&folder.join(source)),
        None => folder.to_owned(),
    };
    let mut arguments: String = String::new();
    if let Some(source) = &choice.source {
        arguments += &format!(" --source {}", quoted(source));
    }
    for document in &choice.documents {
        // A shell would expand its wildcards.
        arguments += &format!(" --document '{}'", document.as_str().replace('\'', r"'\''"));
    }
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    Target {
        name: name.into_owned(),
        file: None,
        config,
        output: PathBuf::new(),
        root,
        arguments,
    }
}

/// The config files that a choice means.
fn files(choice: &Choice, folder: &Path) -> Result<Vec<PathBuf>, String> {
    if let Some(file) = &choice.config {
        return Ok(vec![folder.join(file)]);
    }
    let Some((workspace, configs)) = workspace(folder) else {
        return Err(
            "there is no `spec/*.toml` here or in a folder above; name a config with \
             `--config FILE`, or documents with `--document GLOB`"
                .to_owned(),
        );
    };
    let names: Vec<String> = if choice.targets.is_empty() {
        default_targets(&workspace).unwrap_or_else(|| configs.keys().cloned().collect())
    } else {
        choice.targets.clone()
    };
    names
        .iter()
        .map(|name| {
            configs.get(name).cloned().ok_or_else(|| {
                let known: Vec<&str> = configs.keys().map(String::as_str).collect();
                let advice: String = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are: {}", known.join(", ")),
                };
                format!("there is no target `{name}`; {advice}")
            })
        })
        .collect()
}

/// The nearest folder here or above with configs in `spec`, and these by name.
fn workspace(folder: &Path) -> Option<(PathBuf, BTreeMap<String, PathBuf>)> {
    folder.ancestors().find_map(|folder| {
        let configs: BTreeMap<String, PathBuf> = fs::read_dir(folder.join("spec"))
            .ok()?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "toml")
            })
            .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), path)))
            .collect();
        (!configs.is_empty()).then(|| (folder.to_owned(), configs))
    })
}

/// `[workspace.metadata.typewright] targets = […]`: what a run without names is about, where not
/// every config is.
fn default_targets(workspace: &Path) -> Option<Vec<String>> {
    let manifest: toml::Table = fs::read_to_string(workspace.join("Cargo.toml"))
        .ok()?
        .parse()
        .ok()?;
    let metadata = manifest.get("workspace")?.get("metadata")?;
    let targets = metadata.get("typewright")?.get("targets")?.as_array()?;
    Some(
        targets
            .iter()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect(),
    )
}

/// Reads one config; none after saying what is wrong with it.
fn read(
    file: PathBuf,
    choice: &Choice,
    messages: &mut Messages,
    session: &mut Session<'_>,
) -> io::Result<Option<Target>> {
    let shown: String = session.shown(&file).to_string();
    let text: String = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            session.error(format_args!("`{shown}` can't be read: {error}"))?;
            return Ok(None);
        }
    };
    let config: Config = match Config::parse(&text, &shown) {
        Ok(config) => config,
        Err(errors) => {
            messages.config(&errors, &text, session)?;
            return Ok(None);
        }
    };
    let home: &Path = file.parent().unwrap_or(Path::new(""));
    let root: PathBuf = match &choice.source {
        Some(source) => session.folder.join(source),
        None => clean(&home.join(&config.input.root)),
    };
    let name: String = file
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let mut arguments: String = match &choice.config {
        Some(file) => format!(" --config {}", quoted(file)),
        None => format!(" {}", quoted(&name)),
    };
    if let Some(source) = &choice.source {
        arguments += &format!(" --source {}", quoted(source));
    }
    Ok(Some(Target {
        output: clean(&home.join(&config.output.directory)),
        name,
        root,
        config,
        arguments,
        file: Some(file),
    }))
}

/// An argument as a POSIX shell takes it: as it stands where no letter of it means anything to the
/// shell, otherwise in quotes.
pub(super) fn quoted(argument: impl AsRef<Path>) -> String {
    let text = argument.as_ref().to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,:=@%".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text.into_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

/// A path without `.` and, where a folder stands before it, `..`, as people would write it.
fn clean(path: &Path) -> PathBuf {
    let mut cleaned: PathBuf = PathBuf::new();
    for component in path.components() {
        let named: bool = matches!(cleaned.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::CurDir => {}
            Component::ParentDir if named => {
                cleaned.pop();
            }
            other => cleaned.push(other),
        }
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_without_detours() {
        let clean = |path: &str| clean(Path::new(path)).display().to_string();
        assert_eq!(clean("/w/spec/../generated/rooms"), "/w/generated/rooms");
        assert_eq!(clean("spec/./rooms"), "spec/rooms");
        assert_eq!(clean("../spec/x/.."), "../spec");
        assert_eq!(clean("../../x"), "../../x");
    }

    #[test]
    fn arguments_in_advice_survive_a_shell() {
        assert_eq!(quoted("spec/rooms.toml"), "spec/rooms.toml");
        assert_eq!(quoted("my spec"), "'my spec'");
        assert_eq!(quoted("a'b; rm *"), r"'a'\''b; rm *'");
        assert_eq!(quoted(""), "''");
        let choice = Choice {
            source: Some("the spec".into()),
            documents: vec!["it's/*.yaml".parse().unwrap()],
            ..Choice::default()
        };
        assert_eq!(
            unconfigured(&choice, Path::new("/w")).arguments,
            r" --source 'the spec' --document 'it'\''s/*.yaml'"
        );
    }

    #[test]
    fn the_workspace_says_which_targets_are_meant_by_default() {
        let folder = tempfile::tempdir().unwrap();
        let spec: PathBuf = folder.path().join("spec");
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::create_dir(&spec).unwrap();
        fs::write(spec.join("one.toml"), "").unwrap();
        fs::write(spec.join("two.toml"), "").unwrap();
        let below: PathBuf = folder.path().join("a/b");
        let all = files(&Choice::default(), &below).unwrap();
        assert_eq!(all, [spec.join("one.toml"), spec.join("two.toml")]);
        let manifest: &str = "[workspace.metadata.typewright]\ntargets = [\"two\"]\n";
        fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
        assert_eq!(
            files(&Choice::default(), &below).unwrap(),
            [spec.join("two.toml")]
        );
        let named = |name: &str| {
            let targets: Vec<String> = vec![name.to_owned()];
            files(
                &Choice {
                    targets,
                    ..Choice::default()
                },
                &below,
            )
        };
        assert_eq!(named("one").unwrap(), [spec.join("one.toml")]);
        assert_eq!(
            named("tow").unwrap_err(),
            "there is no target `tow`; did you mean `two`?"
        );
        assert!(named("rooms").unwrap_err().ends_with("there are: one, two"));
    }
}
