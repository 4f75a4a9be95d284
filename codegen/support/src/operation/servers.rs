//! The servers that a document names (OpenAPI 3.1 *Server Object*).

use std::fmt;

use http::Uri;

/// Servers of which any will do. Emitted.
///
/// Nothing is sent to them unasked: a client is given its base URL, and one for each group that
/// operations have instead.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerGroup {
    /// What it is called in errors.
    pub name: &'static str,
    /// The servers, in document order.
    pub servers: &'static [Server],
}

impl ServerGroup {
    /// Servers under a name.
    pub const fn new(name: &'static str, servers: &'static [Server]) -> Self {
        Self { name, servers }
    }
}

/// One server.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// Its URL with variables in braces, as the document has it; it may be relative to where the
    /// document was found.
    pub url: &'static str,
    /// What the document says of it.
    pub description: Option<&'static str>,
    /// The variables.
    pub variables: &'static [ServerVariable],
}

impl Server {
    /// A server by its URL.
    pub const fn new(url: &'static str, variables: &'static [ServerVariable]) -> Self {
        Self {
            url,
            description: None,
            variables,
        }
    }

    /// With what the document says of it.
    pub const fn described(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// The URL with these values of variables, and the defaults of others.
    ///
    /// # Errors
    ///
    /// If there is no such variable, the document doesn't list the value, or no URL comes of it.
    pub fn url(&self, values: &[(&str, &str)]) -> Result<Uri, ServerError> {
        for (name, value) in values {
            let variable = self.variables.iter().find(|known| known.name == *name);
            let variable = variable.ok_or_else(|| ServerError::Variable((*name).to_owned()))?;
            if !variable.values.is_empty() && !variable.values.contains(value) {
                return Err(ServerError::Value {
                    name: variable.name,
                    value: (*value).to_owned(),
                });
            }
        }
        let mut url = String::new();
        let mut rest = self.url;
        while let Some((text, (name, after))) = rest
            .split_once('{')
            .and_then(|(text, rest)| Some((text, rest.split_once('}')?)))
        {
            url.push_str(text);
            let given = values.iter().find(|(key, _)| *key == name);
            let default = self.variables.iter().find(|known| known.name == name);
            let value = given.map(|(_, value)| *value);
            let value = value.or(default.map(|variable| variable.default));
            url.push_str(value.ok_or_else(|| ServerError::Variable(name.to_owned()))?);
            rest = after;
        }
        url.push_str(rest);
        url.parse().map_err(|_| ServerError::Url(url))
    }
}

/// A variable in the URL of a server.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerVariable {
    /// Its name.
    pub name: &'static str,
    /// Its value where nobody gives one.
    pub default: &'static str,
    /// The values that it may have; empty for any.
    pub values: &'static [&'static str],
}

impl ServerVariable {
    /// A variable.
    pub const fn new(
        name: &'static str,
        default: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            default,
            values,
        }
    }
}

/// Why a server has no URL with these values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerError {
    /// The server has no variable of this name.
    Variable(String),
    /// The document doesn't list this value.
    Value {
        /// The variable.
        name: &'static str,
        /// The value.
        value: String,
    },
    /// This is no URL.
    Url(String),
}

impl fmt::Display for ServerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(formatter, "the server has no variable `{name}`"),
            Self::Value { name, value } => {
                write!(formatter, "`{value}` is no value of the variable `{name}`")
            }
            Self::Url(url) => write!(formatter, "`{url}` is no URL"),
        }
    }
}

impl std::error::Error for ServerError {}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Server = Server::new(
        "https://{region}.example.org:{port}/v1",
        &[
            ServerVariable::new("region", "north", &["north", "south"]),
            ServerVariable::new("port", "443", &[]),
        ],
    );

    #[test]
    fn variables_have_defaults_and_listed_values() {
        let url = |values: &[(&str, &str)]| SERVER.url(values).map(|url| url.to_string());
        assert_eq!(url(&[]).unwrap(), "https://north.example.org:443/v1");
        let south = url(&[("region", "south"), ("port", "8443")]);
        assert_eq!(south.unwrap(), "https://south.example.org:8443/v1");
        assert!(matches!(
            url(&[("region", "west")]),
            Err(ServerError::Value { name: "region", .. })
        ));
        assert!(matches!(
            url(&[("area", "x")]),
            Err(ServerError::Variable(_))
        ));
        assert!(matches!(url(&[("port", "a b")]), Err(ServerError::Url(_))));
        assert!(Server::new("https://{x}/", &[]).url(&[]).is_err());
    }
}
