//! In which spelling schemas are written.

/// The JSON Schema dialects and OpenAPI versions whose schemas differ in spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// Draft 04.
    Draft04,
    /// Drafts 06 and 07.
    Draft07,
    /// Draft 2019-09.
    Draft2019,
    /// The Schema Object of OpenAPI 3.0.
    OpenApi30,
    /// Draft 2020-12 and the dialects of OpenAPI 3.1 and 3.2.
    Draft2020,
}

impl Dialect {
    /// The dialect of a `$schema` or `jsonSchemaDialect`; `None` for an unknown one.
    pub fn from_uri(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let name = uri
            .strip_prefix("https://")
            .or_else(|| uri.strip_prefix("http://"))?;
        match name {
            "json-schema.org/draft-04/schema" => Some(Self::Draft04),
            "json-schema.org/draft-06/schema" | "json-schema.org/draft-07/schema" => {
                Some(Self::Draft07)
            }
            "json-schema.org/draft/2019-09/schema" => Some(Self::Draft2019),
            "json-schema.org/draft/2020-12/schema" | "json-schema.org/schema" => {
                Some(Self::Draft2020)
            }
            _ if name.starts_with("spec.openapis.org/oas/3.0/") => Some(Self::OpenApi30),
            _ if name.starts_with("spec.openapis.org/oas/3.1/")
                || name.starts_with("spec.openapis.org/oas/3.2/") =>
            {
                Some(Self::Draft2020)
            }
            _ => None,
        }
    }

    /// Whether members beside `$ref` are ignored.
    pub fn ignores_siblings(self) -> bool {
        matches!(self, Self::Draft04 | Self::Draft07 | Self::OpenApi30)
    }

    /// Whether this is what everything is upgraded to.
    pub fn is_native(self) -> bool {
        self == Self::Draft2020
    }

    /// Whether tuples are spelled `items: […]` with `additionalItems`.
    pub fn has_item_arrays(self) -> bool {
        matches!(self, Self::Draft04 | Self::Draft07 | Self::Draft2019)
    }
}
