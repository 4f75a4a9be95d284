//! What is said about references.

use std::sync::Arc;

use super::{follow::Unresolved, load::Loader};
use crate::{
    diagnostic::{Diagnostic, lint},
    pointer::{Place, Pointer, uri::UriError},
    schema::{
        Dialect,
        reader::{From, Kind, Pending, nearest},
    },
    source::SourceError,
    value::Node,
};

impl Loader<'_> {
    pub(super) fn not_openapi(&mut self, place: Place) {
        self.reader.report(
            Diagnostic::new(&lint::NOT_OPENAPI, place, "this is no OpenAPI document")
                .note("its root isn't an object")
                .help("an OpenAPI document begins with `openapi: 3.1.1`; bare schemas belong under `schemas` in `[input]`"),
        );
    }

    pub(super) fn too_many_documents(&mut self, path: &Arc<str>) {
        let limit = self.options.limits.documents;
        self.reader.report(
            Diagnostic::new(
                &lint::LIMIT,
                Place::root(Arc::clone(path)),
                format!("more than {limit} documents would have to be read"),
            )
            .note("this one and what only it refers to are left out"),
        );
    }

    /// Says why a reference leads nowhere.
    pub(super) fn unresolved(&mut self, pending: &Pending, reason: &Unresolved) {
        let text = &pending.text;
        let place = reference_place(pending);
        let unresolved =
            |message| Diagnostic::new(&lint::UNRESOLVED_REFERENCE, place.clone(), message);
        let diagnostic = match reason {
            Unresolved::Reported | Unresolved::Kind => return,
            Unresolved::Uri(UriError::Outside) | Unresolved::Document(_, SourceError::Outside) => {
                Diagnostic::new(
                    &lint::OUTSIDE_ROOT,
                    place.clone(),
                    format!("`{text}` leads out of the folder that this run may read"),
                )
                .note("a document could make a run read any file otherwise")
                .help("move the file below that folder, or let `root` under `[input]` name one above both")
            }
            Unresolved::Uri(UriError::Malformed(why)) => {
                unresolved(format!("`{text}` is no URI reference: {why}"))
            }
            Unresolved::Unknown(uri) => unresolved(format!("nothing here has the URI `{uri}`"))
                .note("nothing is fetched from the network")
                .help(format!(
                    "map it to a file below the root: `[uris]` with `\"{uri}\" = \"path\"`"
                )),
            Unresolved::Document(path, error) => {
                let diagnostic = unresolved(format!("`{path}` can't be read: {error}"));
                match self.near_path(path) {
                    Some(near) if *error == SourceError::Missing => {
                        diagnostic.help(format!("did you mean `{near}`?"))
                    }
                    _ => diagnostic,
                }
            }
            Unresolved::Pointer(target) => self.nothing_at(unresolved, target),
            Unresolved::Anchor(name) => {
                let near = self.near_anchor(name);
                let diagnostic = unresolved(format!("no schema there has the anchor `{name}`"));
                match near {
                    Some(near) => diagnostic.help(format!("did you mean `#{near}`?")),
                    None if name.contains('/') => {
                        diagnostic.help(format!("a pointer begins with a slash: `#/{name}`"))
                    }
                    None => diagnostic,
                }
            }
        };
        self.reader.report(diagnostic);
    }

    fn nothing_at(&self, unresolved: impl Fn(String) -> Diagnostic, target: &Place) -> Diagnostic {
        let diagnostic = unresolved(format!("there is nothing at `{target}`"));
        let Some(Ok(file)) = self.files.get(&target.document) else {
            return diagnostic;
        };
        let mut node: &Node = &file.node;
        let mut found = Pointer::root();
        let tokens: Vec<String> = target.pointer.tokens().collect();
        for (index, token) in tokens.iter().enumerate() {
            if let Some(next) = node.step(token) {
                node = next;
                found.push(token);
                continue;
            }
            let keys = node
                .as_mapping()
                .into_iter()
                .flat_map(|mapping| mapping.unique());
            let around = Place {
                document: Arc::clone(&target.document),
                pointer: found.clone(),
            };
            let diagnostic = diagnostic.related(around, format!("what is here has no `{token}`"));
            return match nearest(token, keys.map(|(key, _)| key)) {
                Some(near) => {
                    let mut pointer = found.child(near);
                    for token in tokens.iter().skip(index + 1) {
                        pointer.push(token);
                    }
                    diagnostic.help(format!("did you mean `#{pointer}`?"))
                }
                None => diagnostic,
            };
        }
        diagnostic
    }

    fn near_anchor(&self, name: &str) -> Option<String> {
        let mut names: Vec<&str> = self
            .reader
            .anchors
            .keys()
            .map(|(_, name)| name.as_str())
            .collect();
        names.sort_unstable();
        nearest(name, names).map(str::to_owned)
    }

    pub(super) fn crossing(&mut self, pending: &Pending, root: Place) {
        self.reader.report(
            Diagnostic::new(
                &lint::POINTER_THROUGH_ID,
                reference_place(pending),
                format!(
                    "`{}` goes on into a schema with an `$id` of its own",
                    pending.text
                ),
            )
            .related(root, "this one")
            .note("JSON Schema leaves open whether that works; here it does")
            .help("refer to it by its `$id`"),
        );
    }

    /// One node can't be two kinds of object.
    pub(super) fn check_kind(
        &mut self,
        place: &Place,
        kind: Kind,
        pending: &Pending,
    ) -> Result<(), Unresolved> {
        let known = self.kinds.get(place);
        let known = known.map(|(kind, referrer)| (*kind, referrer.clone()));
        let Some((first, referrer)) = known else {
            self.kinds
                .insert(place.clone(), (kind, reference_place(pending)));
            return Ok(());
        };
        // Headers are parameters without name and location, and some documents make use of that.
        let alike = matches!(
            (first, kind),
            (Kind::Header, Kind::Parameter) | (Kind::Parameter, Kind::Header)
        );
        if first == kind || alike {
            return Ok(());
        }
        self.reader.report(
            Diagnostic::new(
                &lint::TWO_KINDS,
                reference_place(pending),
                format!(
                    "`{place}` is used as {} here, but as {} elsewhere",
                    kind.words(),
                    first.words()
                ),
            )
            .related(referrer, format!("used as {} here", first.words()))
            .help("write the object once for each kind"),
        );
        Err(Unresolved::Kind)
    }
}

/// The node that holds the text of a reference.
pub(super) fn reference_place(pending: &Pending) -> Place {
    match pending.from {
        From::Object(_) => pending.place.child("$ref"),
        _ => pending.place.clone(),
    }
}

/// Message and help of what is reported once a document.
pub(super) fn describe_group(lint: &str, subject: &str) -> (String, &'static str) {
    match lint {
        "key-not-string" => (
            "this key isn't a string for YAML; its spelling is used".to_owned(),
            "quote it, as in `\"200\":`",
        ),
        "unknown-member" => (
            format!("`{subject}` is no member of this object in any version of OpenAPI"),
            "begin its name with `x-` if it is an extension",
        ),
        "older-version" => (
            "this OpenAPI 3.0 document is read as its upgrade to 3.1".to_owned(),
            "",
        ),
        "newer-version" => (
            "this OpenAPI 3.2 document is read; not all that is new in 3.2 shapes the output"
                .to_owned(),
            "",
        ),
        "foreign-dialect" if Dialect::from_uri(subject).is_some() => (
            format!("schemas of `{subject}` are upgraded to JSON Schema 2020-12"),
            "write them in the dialect of OpenAPI 3.1, and leave this out",
        ),
        "foreign-dialect" => (
            format!("the dialect `{subject}` isn't known; its schemas are read as OpenAPI's"),
            "keywords that only that dialect has are kept as annotations",
        ),
        "examples-shape" if subject == "schema" => (
            "`examples` of a schema is an array of values, not a map".to_owned(),
            "write the values as a list: `examples: [...]`",
        ),
        "examples-shape" => (
            "here `examples` is a map of objects that hold their value in `value`".to_owned(),
            "write `examples: {name: {value: ...}}`, or `example` for a single one",
        ),
        "status-spelling" => (
            format!(
                "`{subject}` should be `{}`; it is read as that",
                subject.to_uppercase()
            ),
            "a range of statuses is spelled with a capital `X`",
        ),
        "odd-reference" => (
            "an operation can't be a reference by the standard; this one was followed all the same"
                .to_owned(),
            "refer to the whole path item instead",
        ),
        "reference-in-example" => (
            "this `$ref` in an example is literal data, and isn't followed".to_owned(),
            "`refs = \"resolve\"` under `[examples]` in the config follows it",
        ),
        "name-elsewhere" => (
            format!(
                "the entry document has no schema `{subject}`; the one of another document is used"
            ),
            "names are looked up in the entry document; write a reference instead, such as `./other.yaml#/components/schemas/...`",
        ),
        _ => describe_keyword(lint, subject),
    }
}

/// Message and help of what is reported once a document for a keyword of schemas.
fn describe_keyword(lint: &str, subject: &str) -> (String, &'static str) {
    match lint {
        "nullable" if subject == "3.0" => (
            "`nullable` has no meaning without `type` beside it; null is allowed all the same"
                .to_owned(),
            "write `type` beside it",
        ),
        "nullable" => (
            "`nullable` has no meaning in this version; null is allowed all the same".to_owned(),
            "write `type: [string, \"null\"]`, or `anyOf` with `type: \"null\"`",
        ),
        "other-spelling" => (
            format!(
                "`{subject}` is spelled as in another version of the standard; it was upgraded"
            ),
            match subject {
                "exclusiveMinimum" | "exclusiveMaximum" => {
                    "in 3.0 it is a boolean beside the bound, in 3.1 the bound itself"
                }
                "definitions" => "write `$defs`",
                "dependencies" => "write `dependentRequired` or `dependentSchemas`",
                "items" => "write `prefixItems` for a list of schemas",
                _ => "",
            },
        ),
        "binary-format" => (
            format!("`format: {subject}` is how OpenAPI 3.0 says that a string holds bytes"),
            match subject {
                "byte" => "3.1 says `contentEncoding: base64`",
                _ => "3.1 leaves `type` out and names the media type, or says `contentMediaType`",
            },
        ),
        _ => (subject.to_owned(), ""),
    }
}
