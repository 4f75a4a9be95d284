//! Security schemes and requirements.

use super::{Object, ReadObject};
use crate::{
    document::{OauthFlow, OauthFlowKind, SecurityRequirement, SecurityScheme, SecuritySchemeKind},
    schema::reader::{Context, From, Kind, Reader},
    value::Node,
};

impl Reader {
    /// `security`; absent and empty mean different things.
    ///
    /// A name that no component can have is a URI reference to a scheme (3.2).
    pub(super) fn security_of(
        &mut self,
        object: &Object<'_>,
        context: &Context,
    ) -> Option<Vec<SecurityRequirement>> {
        if matches!(object.mapping.get("security"), None | Some(Node::Null)) {
            return None;
        }
        Some(self.list_of(object, "security", |reader, node, place| {
            let mapping = reader.mapping(node, place)?;
            let schemes = mapping.unique().map(|(name, scopes)| {
                let scopes = match scopes {
                    Node::Null => Vec::new(),
                    scopes => reader.strings(scopes, &place.child(name)),
                };
                if name.contains(['/', '#']) {
                    let from = From::Object(Kind::SecurityScheme);
                    reader.follow_later(from, name, &place.child(name), context);
                }
                (name.to_owned(), scopes)
            });
            Some(SecurityRequirement {
                schemes: schemes.collect(),
                place: place.clone(),
            })
        }))
    }

    fn flows_of(&mut self, scheme: &Object<'_>) -> Vec<OauthFlow> {
        let Some(flows) = scheme
            .get("flows")
            .and_then(|(node, place)| self.object(node, &place))
        else {
            return Vec::new();
        };
        let kinds = [
            ("implicit", OauthFlowKind::Implicit),
            ("password", OauthFlowKind::Password),
            ("clientCredentials", OauthFlowKind::ClientCredentials),
            ("authorizationCode", OauthFlowKind::AuthorizationCode),
            ("deviceAuthorization", OauthFlowKind::DeviceAuthorization),
        ];
        let mut read = Vec::new();
        for (name, kind) in kinds {
            let flow = flows
                .get(name)
                .and_then(|(node, place)| self.object(node, &place));
            read.extend(flow.map(|flow| self.flow(kind, &flow)));
        }
        self.rest_of(&flows, &kinds.map(|(name, _)| name));
        read
    }

    fn flow(&mut self, kind: OauthFlowKind, object: &Object<'_>) -> OauthFlow {
        let known = [
            "authorizationUrl",
            "deviceAuthorizationUrl",
            "tokenUrl",
            "refreshUrl",
            "scopes",
        ];
        OauthFlow {
            kind,
            authorization_url: self.text_of(object, "authorizationUrl"),
            device_authorization_url: self.text_of(object, "deviceAuthorizationUrl"),
            token_url: self.text_of(object, "tokenUrl"),
            refresh_url: self.text_of(object, "refreshUrl"),
            scopes: self.map_of(object, "scopes", |reader, node, place| {
                Some(reader.text(node, place).unwrap_or_default())
            }),
            extensions: self.rest_of(object, &known).extensions,
            place: object.place.clone(),
        }
    }

    fn scheme_kind(&mut self, object: &Object<'_>) -> Option<SecuritySchemeKind> {
        const WHAT: &str = "a security scheme";
        let kind = self.needed(object, WHAT, "type")?;
        match kind.as_str() {
            "apiKey" => Some(SecuritySchemeKind::ApiKey {
                name: self.needed(object, WHAT, "name")?,
                location: self.location_of(object, WHAT)?,
            }),
            "http" => Some(SecuritySchemeKind::Http {
                scheme: self.needed(object, WHAT, "scheme")?,
                bearer_format: self.text_of(object, "bearerFormat"),
            }),
            "mutualTLS" => Some(SecuritySchemeKind::MutualTls),
            "oauth2" => Some(SecuritySchemeKind::Oauth2 {
                flows: self.flows_of(object),
                metadata_url: self.text_of(object, "oauth2MetadataUrl"),
            }),
            "openIdConnect" => Some(SecuritySchemeKind::OpenIdConnect {
                url: self.text_of(object, "openIdConnectUrl").unwrap_or_default(),
            }),
            _ => {
                let words = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];
                self.word_of(object, "type", &words.map(|word| (word, ())));
                None
            }
        }
    }
}

impl ReadObject for SecurityScheme {
    const KIND: Kind = Kind::SecurityScheme;

    fn read(reader: &mut Reader, object: &Object<'_>, _: &Context) -> Option<Self> {
        let known = [
            "type",
            "description",
            "name",
            "in",
            "scheme",
            "bearerFormat",
            "flows",
            "openIdConnectUrl",
            "oauth2MetadataUrl",
            "deprecated",
        ];
        let rest = reader.rest_of(object, &known);
        Some(Self {
            kind: reader.scheme_kind(object)?,
            description: reader.text_of(object, "description"),
            deprecated: reader.flag_of(object, "deprecated").unwrap_or(false),
            extensions: rest.extensions,
            place: object.place.clone(),
        })
    }
}
