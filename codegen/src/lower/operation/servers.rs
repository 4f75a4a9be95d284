//! Servers (OpenAPI 3.1 *Server Object*).

use super::Site;
use crate::{
    document,
    lower::Lowering,
    model::{Name, Receiver, Server, ServerGroup, ServerGroupId, ServerVariable},
};

/// What a document without servers has (*OpenAPI Object*, `servers`).
const ROOT: &str = "/";

impl<'d> Lowering<'d> {
    /// The group of servers of an operation whose own, or whose path item's, aren't the root's.
    pub(super) fn servers_of(&mut self, site: &Site<'_>) -> Option<ServerGroupId> {
        if site.receiver != Receiver::Server {
            return None;
        }
        let own: &[document::Server] = match site.operation.object.servers.as_slice() {
            [] => &site.item.servers,
            own => own,
        };
        let first: &document::Server = own.first()?;
        if urls(own) == urls(&site.document.servers) {
            return None;
        }
        let servers: Vec<Server> = servers(own);
        let groups = &self.api.server_groups;
        let known = groups.iter().position(|group| group.servers == servers);
        let index: usize = known.unwrap_or_else(|| {
            self.api.server_groups.push(ServerGroup {
                name: Name::new(words(first)),
                place: first.place.clone(),
                servers,
            });
            self.api.server_groups.len().saturating_sub(1)
        });
        Some(ServerGroupId(index))
    }
}

fn urls(servers: &[document::Server]) -> Vec<&str> {
    match servers {
        [] => vec![ROOT],
        servers => servers.iter().map(|server| server.url.as_str()).collect(),
    }
}

/// What a server is called: its name, or host and path.
fn words(server: &document::Server) -> String {
    if let Some(name) = &server.name {
        return name.clone();
    }
    let url: &str = server.url.as_str();
    let url: &str = url.split_once("://").map_or(url, |(_, rest)| rest);
    let words = url.split(|character: char| !character.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Servers as the model has them.
pub(super) fn servers(servers: &[document::Server]) -> Vec<Server> {
    servers
        .iter()
        .map(|server| Server {
            url: server.url.clone(),
            description: server.description.clone(),
            variables: variables(server),
        })
        .collect()
}

/// The variables in the order in which the URL names them, which it must.
fn variables(server: &document::Server) -> Vec<ServerVariable> {
    let variables = server.variables.iter();
    let variables = variables.map(|(name, variable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
    });
    let mut variables: Vec<ServerVariable> = variables.collect();
    variables.sort_by_cached_key(|variable| {
        let at = server.url.find(&format!("{{{}}}", variable.name));
        (at.is_none(), at, variable.name.clone())
    });
    variables
}
