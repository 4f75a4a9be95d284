//! Security requirements in their normal form (OpenAPI 3.1 *Security Requirement Object*).

use super::Site;
use crate::{
    diagnostic::{Diagnostic, lint},
    document::{
        OauthFlow, OpenApi, ParameterIn, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
    },
    lower::Lowering,
    model::{Docs, Location, Name, Receiver, Requirement, Scheme, SchemeId, SchemeKind},
    pointer::Place,
    resolve::Resolved,
};

impl<'d> Lowering<'d> {
    /// The alternatives of an operation: its own, else the document's.
    pub(super) fn security(&mut self, site: &Site<'_>) -> Vec<Vec<Requirement>> {
        let own: Option<&Vec<SecurityRequirement>> = site.operation.object.security.as_ref();
        // The document's own requirements are those of its server; whoever receives a webhook is
        // somebody else.
        let inherited = site.document.security.as_ref();
        let inherited = inherited.filter(|_| site.receiver == Receiver::Server);
        let requirements = own.or(inherited);
        let mut alternatives: Vec<Vec<Requirement>> = Vec::new();
        for requirement in requirements.into_iter().flatten() {
            let mut all: Vec<Requirement> = Vec::new();
            for (name, scopes) in &requirement.schemes {
                all.push(Requirement {
                    scheme: self.scheme(site.document, name, &requirement.place),
                    scopes: scopes.clone(),
                });
            }
            if !alternatives.contains(&all) {
                alternatives.push(all);
            }
        }
        alternatives
    }

    fn scheme(&mut self, document: &OpenApi, name: &str, used: &Place) -> SchemeId {
        let scheme: Scheme = self
            .declared_scheme(document, name, used)
            .unwrap_or_else(|| self.undeclared_scheme(name, used));
        let known = self
            .api
            .schemes
            .iter()
            .position(|known| known.name == scheme.name && known.kind == scheme.kind);
        let index: usize = known.unwrap_or_else(|| {
            self.api.schemes.push(scheme);
            self.api.schemes.len().saturating_sub(1)
        });
        SchemeId(index)
    }

    fn declared_scheme(&self, document: &OpenApi, name: &str, used: &Place) -> Option<Scheme> {
        let schemes = &document.components.security_schemes;
        let named = schemes.iter().find(|(key, _)| key == name);
        let scheme: Resolved<'_, SecurityScheme> = match named {
            Some((_, scheme)) => self.description.resolve(scheme)?,
            None => self.description.resolve_at(&used.child(name))?,
        };
        // What a URI leads to is called by its own key.
        let key: String = match named {
            Some(_) => name.to_owned(),
            None => scheme
                .place
                .pointer
                .last()
                .unwrap_or_else(|| name.to_owned()),
        };
        let kind: SchemeKind = match &scheme.object.kind {
            SecuritySchemeKind::ApiKey { name, location } => SchemeKind::ApiKey {
                location: location_of(*location),
                name: name.clone(),
            },
            SecuritySchemeKind::Http { scheme, .. } => http_scheme(scheme),
            SecuritySchemeKind::MutualTls => SchemeKind::MutualTls,
            SecuritySchemeKind::Oauth2 { flows, .. } => SchemeKind::Bearer {
                urls: flows.iter().flat_map(flow_urls).collect(),
            },
            SecuritySchemeKind::OpenIdConnect { url } => SchemeKind::Bearer {
                urls: vec![("openIdConnectUrl".to_owned(), url.clone())],
            },
        };
        Some(Scheme {
            name: Name::new(key),
            place: scheme.place.clone(),
            docs: Docs {
                description: scheme.description.map(str::to_owned),
                ..Docs::default()
            },
            kind,
        })
    }

    /// A scheme that is declared nowhere protects all the same.
    fn undeclared_scheme(&mut self, name: &str, used: &Place) -> Scheme {
        let diagnostic = Diagnostic::new(
            &lint::UNDECLARED_SCHEME,
            used.child(name),
            format!("the security scheme `{name}` isn't declared"),
        )
        .at_key()
        .note("the operation is treated as protected by something unknown, never as public")
        .help(format!(
            "declare `{name}` in `components/securitySchemes` of this document"
        ));
        self.report(diagnostic);
        Scheme {
            name: Name::new(name),
            place: used.clone(),
            docs: Docs::default(),
            kind: SchemeKind::Undeclared,
        }
    }
}

fn location_of(location: ParameterIn) -> Location {
    match location {
        ParameterIn::Path => Location::Path,
        ParameterIn::Query => Location::Query,
        ParameterIn::Header => Location::Header,
        ParameterIn::Cookie => Location::Cookie,
        ParameterIn::Querystring => Location::QueryString,
    }
}

/// Scheme names have no case (RFC 9110 §11.1).
fn http_scheme(name: &str) -> SchemeKind {
    match name.to_ascii_lowercase().as_str() {
        "bearer" => SchemeKind::Bearer { urls: Vec::new() },
        "basic" => SchemeKind::Basic,
        _ => SchemeKind::Http(name.to_owned()),
    }
}

fn flow_urls(flow: &OauthFlow) -> Vec<(String, String)> {
    let urls = [
        ("authorizationUrl", &flow.authorization_url),
        ("deviceAuthorizationUrl", &flow.device_authorization_url),
        ("tokenUrl", &flow.token_url),
        ("refreshUrl", &flow.refresh_url),
    ];
    urls.into_iter()
        .filter_map(|(name, url)| Some((name.to_owned(), url.clone()?)))
        .collect()
}
