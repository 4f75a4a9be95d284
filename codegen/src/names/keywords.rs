//! Names that Rust keeps for itself.

/// Keywords of all editions with the word that stands for them, or none where an underscore does
/// better.
const KEYWORDS: &[(&str, Option<&str>)] = &[
    ("abstract", None),
    ("as", None),
    ("async", None),
    ("await", None),
    ("become", None),
    ("box", None),
    ("break", None),
    ("const", Some("constant")),
    ("continue", None),
    ("crate", None),
    ("do", None),
    ("dyn", Some("dynamic")),
    ("else", None),
    ("enum", Some("enumeration")),
    ("extern", Some("external")),
    ("false", None),
    ("final", None),
    ("fn", Some("function")),
    ("for", None),
    ("gen", None),
    ("if", None),
    ("impl", Some("implementation")),
    ("in", None),
    ("let", None),
    ("loop", None),
    ("macro", None),
    ("match", None),
    ("mod", Some("module")),
    ("move", None),
    ("mut", Some("mutable")),
    ("override", None),
    ("priv", Some("private")),
    ("pub", Some("public")),
    ("ref", Some("reference")),
    ("return", None),
    ("self", None),
    ("static", None),
    ("struct", Some("structure")),
    ("super", None),
    ("trait", None),
    ("true", None),
    ("try", None),
    ("type", Some("kind")),
    ("typeof", None),
    ("unsafe", None),
    ("unsized", None),
    ("use", None),
    ("virtual", None),
    ("where", None),
    ("while", None),
    ("yield", None),
];

/// Types, variants and traits that emitted code takes from the prelude or imports everywhere: no
/// type of an API may stand before them.
const PRELUDE: &[&str] = &[
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Default",
    "Display",
    "Drop",
    "Err",
    "From",
    "FromIterator",
    "FromStr",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Some",
    "String",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

/// Module names that mean a crate or a file of ours, at any depth, or that no Windows machine can
/// check out.
const MODULES: &[&str] = &[
    "alloc",
    "aux",
    "bytes",
    "codec",
    "con",
    "core",
    "http",
    "http_body",
    "http_body_util",
    "jiff",
    "lib",
    "main",
    "mod",
    "nul",
    "prn",
    "regress",
    "regex",
    "reqwest",
    "serde",
    "serde_json",
    "std",
    "tower_service",
    "tracing",
    "url",
    "uuid",
];

/// Module names that the generator gives at the top.
const TOP: &[&str] = &[
    "client",
    "families",
    "identifiers",
    "metadata",
    "router",
    "rules",
    "server",
    "servers",
    "support",
];

/// Names of methods that clients and server traits have anyway.
const METHODS: &[&str] = &[
    "as_ref",
    "authenticate",
    "base_url",
    "borrow",
    "call",
    "clone",
    "clone_into",
    "credentials",
    "default",
    "drop",
    "eq",
    "fault",
    "fmt",
    "from",
    "into",
    "new",
    "request",
    "to_owned",
    "transport",
    "try_from",
    "try_into",
    "type_id",
    "unimplemented",
    "with_base_url",
    "with_credentials",
    "with_transport",
];

/// Traits that stand beside those of the areas.
const TRAITS: &[&str] = &[
    "Api",
    "Authenticate",
    "CallbackReceiver",
    "Client",
    "Context",
    "Credentials",
    "Error",
    "Request",
    "Response",
    "Router",
    "Server",
    "Service",
    "Transport",
    "WebhookReceiver",
];

/// Whether Rust keeps a word for itself; `Self` isn't among them.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.iter().any(|(keyword, _)| *keyword == name)
}

/// The name, or what stands for it where it is a keyword.
pub(super) fn avoid(name: String) -> String {
    match KEYWORDS.iter().find(|(keyword, _)| *keyword == name) {
        Some((_, Some(other))) => (*other).to_owned(),
        Some((_, None)) => name + "_",
        None => name,
    }
}

/// The name, with an underscore where it is a keyword.
pub(super) fn underscored(name: String) -> String {
    if is_keyword(&name) || name == "Self" {
        name + "_"
    } else {
        name
    }
}

pub(super) fn in_prelude(name: &str) -> bool {
    PRELUDE.contains(&name)
}

/// Whether emitted code needs the module name at this depth (0 is directly under `src`).
pub(super) fn is_module(name: &str, depth: usize) -> bool {
    let device = name.len() == 4
        && (name.starts_with("com") || name.starts_with("lpt"))
        && name.ends_with(|c: char| c.is_ascii_digit());
    device || MODULES.contains(&name) || (depth == 0 && TOP.contains(&name))
}

pub(super) fn is_method(name: &str) -> bool {
    METHODS.contains(&name)
}

pub(super) fn is_trait(name: &str) -> bool {
    TRAITS.contains(&name) || in_prelude(name)
}
