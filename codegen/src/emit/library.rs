//! `lib.rs`: what the crate is, and where everything is.

use super::{Emitter, docs::code_span, receiver::Side};
use crate::model::{Area, AreaId, Docs, Operation};

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
        lines.extend(self.tables());
        lines.extend(client_example(krate));
        lines.extend(self.server_example(krate));
        lines
    }

    /// The lines of a module's documentation, without `//!`; `needs` are lines of a manifest.
    pub fn module_docs(&self, needs: &[String]) -> Vec<String> {
        let docs = Docs {
            summary: Some(self.api.title.clone()),
            ..self.api.docs.clone()
        };
        let mut lines = self.docs.lines(&docs, false, || "An API.".to_owned());
        lines.extend(self.tables());
        lines.extend(text(&["", "# What the package needs", "", "```toml"]));
        lines.extend(needs.iter().cloned());
        lines.push("```".to_owned());
        lines
    }

    /// The operations with their methods on both sides: a table for each area, then those whose
    /// requests the API sends itself.
    fn tables(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let areas: Vec<(AreaId, &Area)> = self.areas().collect();
        if !areas.is_empty() {
            lines.extend(text(&["", "# Operations"]));
        }
        for (id, area) in &areas {
            let name: &str = area.name.rust.trim_start_matches("r#");
            if areas.len() > 1 {
                lines.extend([String::new(), format!("## {name}")]);
            }
            let own = self.served().filter(|operation| operation.area == *id);
            lines.extend(table(own, ["client", "server"], ["Client", name]));
        }
        for side in Side::ALL {
            let received = self.received(side);
            if !received.is_empty() {
                lines.extend([String::new(), format!("# {}", side.title())]);
                let sides = ["Sender", side.receiver()];
                lines.extend(table(received.into_iter(), ["sender", "receiver"], sides));
            }
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

/// Operations with the methods of the two types that send and answer them. Those stand behind
/// features, so their links are addresses of pages: rustdoc would miss the items.
fn table<'o>(
    operations: impl Iterator<Item = &'o Operation>,
    columns: [&str; 2],
    [sender, receiver]: [&str; 2],
) -> Vec<String> {
    let [first, second] = columns;
    let mut lines = vec![String::new(), format!("| operation | {first} | {second} |")];
    lines.push("|---|---|---|".to_owned());
    for operation in operations {
        let name: &str = operation.name.rust.trim_start_matches("r#");
        let (module, route) = (operation.module.0.join("::"), route(operation));
        let sent = format!("[`{name}`](client/struct.{sender}.html#method.{name})");
        let answered = format!("[`{name}`](server/trait.{receiver}.html#method.{name})");
        lines.push(format!("| [{route}](mod@{module}) | {sent} | {answered} |"));
    }
    lines
}

/// Method and path as one line of a table, where a `|` would end the cell.
fn route(operation: &Operation) -> String {
    let route = format!("{} {}", operation.method, operation.template);
    code_span(&route).replace('|', "\\|")
}

fn text(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}
