//! Names of members as keys of maps.

/// Text that names a member of an object: a `String` or a type around one.
pub trait MapKey {
    /// The key for a name; unchecked, as all reading is.
    fn from_name(name: String) -> Self;

    /// The name.
    fn as_name(&self) -> &str;
}

impl MapKey for String {
    fn from_name(name: String) -> Self {
        name
    }

    fn as_name(&self) -> &str {
        self
    }
}
