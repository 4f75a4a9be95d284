//! The files of the client, the server and the security schemes.
//!
//! Where operations form several areas, each area has files of its own below those.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{part::texts_of, tree};
use crate::{
    config::Config,
    emit::{Emitter, imports::Imports, receiver, router::routes_name, security, servers},
    model::{Area, AreaId, ModulePath},
    render::{self, MARK, RenderError},
};

/// What one file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Client,
    Router,
    Server,
    Security,
    Servers,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Router => "router",
            Self::Server => "server",
            Self::Security => "security",
            Self::Servers => "servers",
        }
    }

    fn docs(self) -> &'static str {
        match self {
            Self::Client => "The client.",
            Self::Router => "The routes of a server.",
            Self::Server => {
                "What a server implements: a trait for each area, all methods optional."
            }
            Self::Security => "The security schemes of the description.",
            Self::Servers => {
                "The servers that the description names; nothing is sent to them unasked."
            }
        }
    }

    fn declaration(self) -> String {
        let name = self.name();
        match self {
            Self::Client => format!("#[cfg(feature = \"client\")]\npub mod {name};"),
            Self::Router | Self::Server => {
                format!("#[cfg(feature = \"server\")]\npub mod {name};")
            }
            Self::Security | Self::Servers => format!("pub mod {name};"),
        }
    }
}

/// Adds the files; gives the declarations of their modules.
pub(super) fn files(
    emitter: &Emitter<'_>,
    config: &Config,
    files: &mut BTreeMap<String, String>,
) -> Result<Vec<String>, RenderError> {
    let serves = config.server.generate && !emitter.api.operations.is_empty();
    let has_servers = !emitter.api.servers.is_empty() || !emitter.api.server_groups.is_empty();
    let sides = [
        (Side::Client, config.client.generate),
        (Side::Router, serves),
        (Side::Server, serves),
        (Side::Security, !emitter.api.schemes.is_empty()),
        (Side::Servers, has_servers),
    ];
    let mut declared: Vec<String> = Vec::new();
    for (side, _) in sides.into_iter().filter(|(_, wanted)| *wanted) {
        declared.push(side.declaration());
        root(emitter, config, side, files)?;
        if !matches!(side, Side::Security | Side::Servers) {
            for (id, area, module) in emitter.area_modules() {
                part(emitter, config, side, (id, area, &module), files)?;
            }
        }
    }
    Ok(declared)
}

/// The file of a side, which holds all of it where there is only one area.
fn root(
    emitter: &Emitter<'_>,
    config: &Config,
    side: Side,
    files: &mut BTreeMap<String, String>,
) -> Result<(), RenderError> {
    let path = ModulePath(vec![side.name().to_owned()]);
    let areas = match side {
        Side::Security | Side::Servers => Vec::new(),
        _ => emitter.area_modules(),
    };
    let mut imports = Imports::new(path.clone(), local(emitter, side));
    let operations = &config.operations;
    let mut items: Vec<TokenStream> = match side {
        Side::Client => vec![quote!(client!();)],
        Side::Router => emitter.router(&config.server, operations, &mut imports),
        Side::Server => emitter.server(),
        Side::Security => emitter.security(&mut imports),
        Side::Servers => emitter.servers(&mut imports),
    };
    if areas.is_empty() {
        match side {
            Side::Client => items.extend(emitter.methods(None, &mut imports)),
            Side::Server => {
                let areas: Vec<(AreaId, &Area)> = emitter.areas().collect();
                let areas = areas.into_iter();
                items.extend(areas.map(|(id, area)| emitter.area(id, area, &mut imports)));
            }
            Side::Router | Side::Security | Side::Servers => {}
        }
    }
    match side {
        Side::Client => items.extend(emitter.sender(&mut imports)),
        Side::Server => items.extend(emitter.receivers(&mut imports)),
        Side::Router | Side::Security | Side::Servers => {}
    }
    let mut modules: Vec<String> = areas
        .iter()
        .map(|(.., module)| tree::declaration(&path, module, ""))
        .collect();
    modules.extend(areas.iter().filter_map(|(_, area, module)| {
        let name = match side {
            Side::Router => routes_name(area).to_string(),
            Side::Server => area.name.rust.clone(),
            Side::Client | Side::Security | Side::Servers => return None,
        };
        Some(format!("pub use self::{module}::{name};"))
    }));
    let text = render::file(&render::File {
        mark: MARK,
        docs: &[side.docs().to_owned()],
        imports: Some(&imports),
        modules: &modules,
        items: &texts_of(items)?,
    });
    files.insert(tree::file(&path), text);
    Ok(())
}

/// What a side has for one of several areas.
fn part(
    emitter: &Emitter<'_>,
    config: &Config,
    side: Side,
    (id, area, module): (AreaId, &Area, &str),
    files: &mut BTreeMap<String, String>,
) -> Result<(), RenderError> {
    let path = ModulePath(vec![side.name().to_owned(), module.to_owned()]);
    let own = match side {
        Side::Router => routes_name(area).to_string(),
        Side::Server => area.name.rust.clone(),
        Side::Client | Side::Security | Side::Servers => String::new(),
    };
    let mut imports = Imports::new(path.clone(), [own]);
    let operations = &config.operations;
    let items: Vec<TokenStream> = match side {
        Side::Client => emitter
            .methods(Some(id), &mut imports)
            .into_iter()
            .collect(),
        Side::Router => emitter.area_router((id, area), &config.server, operations, &mut imports),
        Side::Server => vec![emitter.area(id, area, &mut imports)],
        Side::Security | Side::Servers => Vec::new(),
    };
    let what = match side {
        Side::Client => "methods of the client",
        Side::Router => "routes",
        Side::Server | Side::Security | Side::Servers => "operations",
    };
    let name = area.name.rust.trim_start_matches("r#");
    let text = render::file(&render::File {
        mark: MARK,
        docs: &[format!("The {what} of the area `{name}`.")],
        imports: Some(&imports),
        modules: &[],
        items: &texts_of(items)?,
    });
    files.insert(tree::file(&path), text);
    Ok(())
}

/// The names that a file defines itself.
fn local(emitter: &Emitter<'_>, side: Side) -> Vec<String> {
    let areas = emitter.api.areas.iter();
    let modules = emitter
        .area_modules()
        .into_iter()
        .map(|(.., module)| module);
    match side {
        Side::Client => modules
            .chain(["Client", "Sender"].map(str::to_owned))
            .collect(),
        Side::Server => {
            let names = areas.map(|area| area.name.rust.clone());
            let receivers = receiver::Side::ALL.map(|side| side.receiver().to_owned());
            let names = names.chain(["Server".to_owned()]);
            names.chain(receivers).chain(modules).collect()
        }
        Side::Router => {
            let names = areas.map(|area| routes_name(area).to_string());
            let own = ["Router", "All"].map(str::to_owned);
            let receivers = receiver::Side::ALL.into_iter();
            let receivers = receivers.flat_map(|side| <[&str; 2]>::from(side.router()));
            let receivers = receivers.map(str::to_owned);
            names.chain(own).chain(receivers).chain(modules).collect()
        }
        Side::Security => {
            let schemes = emitter.api.schemes.iter();
            schemes
                .map(|scheme| security::name(scheme).to_string())
                .collect()
        }
        Side::Servers => {
            let groups = emitter.api.server_groups.iter();
            let names = groups.map(|group| servers::name(group).to_string());
            names.chain([servers::ROOT.to_owned()]).collect()
        }
    }
}
