//! JSON Pointers (RFC 6901) and places: which node of which document is meant.

pub mod uri;

use std::{fmt, sync::Arc};

use serde::{Serialize, Serializer};

/// A JSON Pointer in its string form: empty for the root, else `/` before each escaped token
/// (RFC 6901 §3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its unescaped tokens.
    pub fn from_tokens<'t>(tokens: impl IntoIterator<Item = &'t str>) -> Self {
        let mut pointer = Self::root();
        for token in tokens {
            pointer.push(token);
        }
        pointer
    }

    /// A pointer from its string form; `None` if it is neither empty nor begins with `/`. A `~`
    /// that escapes nothing stands for itself.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::root());
        }
        let tokens = text.strip_prefix('/')?.split('/');
        let mut pointer = Self::root();
        for token in tokens {
            pointer.push(&token.replace("~1", "/").replace("~0", "~"));
        }
        Some(pointer)
    }

    /// The pointer to what `other` points to, seen from the node that this one points to.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        joined.0.push_str(&other.0);
        joined
    }

    /// Whether this points to the same node as `ancestor` or to one inside it.
    pub fn is_within(&self, ancestor: &Self) -> bool {
        self.0
            .strip_prefix(&ancestor.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The pointer to the member `token` of the node that this one points to; an index is its
    /// decimal digits.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut child = self.clone();
        child.push(token);
        child
    }

    /// The pointer to item `index` of the sequence that this one points to.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// Appends one unescaped token, escaping `~` and `/` (RFC 6901 §3).
    pub fn push(&mut self, token: &str) {
        self.0.push('/');
        for c in token.chars() {
            match c {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
    }

    /// The unescaped tokens from the root (RFC 6901 §4).
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// The last token, unescaped; none for the root.
    pub fn last(&self) -> Option<String> {
        self.tokens().last()
    }

    /// The pointer without its last token; none for the root.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.to_owned()))
    }

    /// Whether this points to the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The string form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a node stands: its document, by path under the root of the source with `/` between
/// folders, and the pointer to it.
///
/// Places order as text does: by document, then by pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The document's path under the root of its source.
    pub document: Arc<str>,
    /// The node in it.
    pub pointer: Pointer,
}

impl Place {
    /// The root of a document.
    pub fn root(document: impl Into<Arc<str>>) -> Self {
        Self {
            document: document.into(),
            pointer: Pointer::root(),
        }
    }

    /// The place of a member of this node.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        Self {
            document: Arc::clone(&self.document),
            pointer: self.pointer.child(token),
        }
    }

    /// The place of an item of this node.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }
}

/// `document#pointer`, as configs and generated docs spell it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.document, self.pointer)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
