//! `lib.rs`: what the crate is, and where everything is.

use super::Emitter;
use crate::model::{Docs, Operation};

impl Emitter<'_> {
    /// The lines of the crate's documentation, without `//!`.
    ///
    /// `krate` is the crate's name in code.
    pub fn crate_docs(&self, krate: &str) -> Vec<String> {
        let docs = Docs {
            summary: Some(self.api.title.clone()),
            ..self.api.docs.clone()
        };
        let mut lines = self.docs.lines(&docs, false, || "An API.".to_owned());
        lines.extend(self.table());
        lines.extend(client_example(krate));
        lines.extend(self.server_example(krate));
        lines
    }

    /// The operations with their methods on both sides.
    fn table(&self) -> Vec<String> {
        let mut lines = vec![String::new(), "# Operations".to_owned(), String::new()];
        lines.push("| operation | client | server |".to_owned());
        lines.push("|---|---|---|".to_owned());
        for operation in self.served() {
            let area = self.api.areas.get(operation.area.0);
            let area = area.map_or("Server", |area| area.name.rust.as_str());
            let name = &operation.name.rust;
            let module = operation.module.0.join("::");
            let route = route(operation);
            lines.push(format!(
                "| [`{route}`](mod@{module}) | `Client::{name}` | `{area}::{name}` |"
            ));
        }
        lines
    }

    fn server_example(&self, krate: &str) -> Vec<String> {
        let areas: Vec<&str> = self
            .areas()
            .map(|(_, area)| area.name.rust.as_str())
            .collect();
        if areas.is_empty() {
            return Vec::new();
        }
        let protected =
            self.api.operations.iter().any(|operation| {
                super::server::Access::of(operation) != super::server::Access::Public
            });
        let mut lines = text(&["", "# Server", ""]);
        lines.push("```".to_owned());
        lines.push("# #[cfg(feature = \"server\")]".to_owned());
        lines.push("# mod example {".to_owned());
        let mut names: Vec<&str> = areas.clone();
        names.sort_unstable();
        lines.push(format!(
            "use {krate}::{{router::Router, server::{{{}}}}};",
            names.join(", ")
        ));
        if protected {
            lines.push(format!(
                "use {krate}::support::{{fault::Fault, server::{{Authenticate, Credentials, Unauthenticated}}}};"
            ));
        }
        lines.extend(text(&["", "struct Home;", ""]));
        if protected {
            lines.extend(text(&[
                "impl Authenticate for Home {",
                "    type Session = String;",
                "",
                "    async fn authenticate(",
                "        &self,",
                "        _: &Unauthenticated<'_>,",
                "        credentials: Credentials,",
                "    ) -> Result<String, Fault> {",
                "        match credentials.secret() {",
                "            Some(token) => Ok(token.reveal().to_owned()),",
                "            None => Err(Fault::unauthorized(\"a token is needed\")),",
                "        }",
                "    }",
                "}",
                "",
            ]));
        }
        // Methods that aren't written answer 501.
        lines.extend(
            areas
                .iter()
                .map(|area| format!("impl {area} for Home {{}}")),
        );
        lines.extend(text(&[
            "",
            "/// A tower service: axum, hyper or a test can drive it.",
            "pub fn service() -> Router<Home> {",
            "    Router::new(Home)",
            "}",
            "# }",
            "```",
        ]));
        lines
    }
}

fn client_example(krate: &str) -> Vec<String> {
    let mut lines = text(&["", "# Client", "", "```"]);
    lines.push("# #[cfg(feature = \"client\")]".to_owned());
    lines.push("# mod example {".to_owned());
    lines.push(format!(
        "use {krate}::{{client::Client, support::client::Transport}};"
    ));
    lines.extend(text(&[
        "",
        "/// With feature `reqwest` a transport is `support::reqwest::Reqwest`.",
        "pub fn client(transport: impl Transport) -> Client {",
        "    let base = http::Uri::from_static(\"https://api.example.org\");",
        "    Client::new(transport, base).with_credentials(\"token\")",
        "}",
        "# }",
        "```",
    ]));
    lines
}

/// Method and path as one line of a table, where a `|` would end the cell.
fn route(operation: &Operation) -> String {
    let route = format!("{} {}", operation.method, operation.template);
    route.replace('`', "").replace('|', "\\|")
}

fn text(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}
