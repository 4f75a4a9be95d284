//! What a caller proves itself with.

use std::{fmt, future::Future, sync::Arc};

use super::{
    super::{
        Base64,
        message::BoxError,
        operation::{Operation, Requirement, SchemeKind, Secret},
    },
    RequestError, RequestWriter,
    transport::{Boxed, MaybeSend},
};

/// What a caller proves itself with, by scheme.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    token: Option<Secret>,
    basic: Option<(String, Secret)>,
    schemes: Vec<(String, Secret)>,
}

impl Secrets {
    /// A token, for whatever scheme an operation takes one by.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::default().and_token(token)
    }

    /// A name and a password (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self {
            basic: Some((user.into(), password.into())),
            ..Self::default()
        }
    }

    /// And a token.
    pub fn and_token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// And a secret for one scheme, by its key in the document.
    pub fn and(mut self, scheme: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.schemes.push((scheme.into(), secret.into()));
        self
    }

    fn for_scheme(&self, requirement: &Requirement) -> Option<Secret> {
        let scheme = requirement.scheme;
        let named = self.schemes.iter().find(|(name, _)| name == scheme.name);
        if let Some((_, secret)) = named {
            return Some(secret.clone());
        }
        match scheme.kind {
            SchemeKind::Basic => self.basic.as_ref().map(|(user, password)| {
                let text = format!("{user}:{}", password.reveal());
                Secret::from(Base64::encode(text.as_bytes()).as_str())
            }),
            SchemeKind::MutualTls => Some(Secret::from("")),
            _ => self.token.clone(),
        }
    }

    /// Puts them where an operation wants them: the first set of schemes that is complete, and
    /// of those one that keeps secrets out of URLs.
    pub(crate) fn apply(
        &self,
        operation: &Operation,
        request: &mut RequestWriter,
    ) -> Result<(), RequestError> {
        let complete = |set: &&&[Requirement]| {
            set.iter()
                .all(|requirement| self.for_scheme(requirement).is_some())
        };
        let shown = |set: &&&[Requirement]| {
            set.iter()
                .any(|requirement| matches!(requirement.scheme.kind, SchemeKind::QueryKey(_)))
        };
        let sets = || {
            operation
                .security
                .iter()
                .filter(|set| !set.is_empty())
                .filter(complete)
        };
        let chosen = sets().find(|set| !shown(set)).or_else(|| sets().next());
        for requirement in chosen.copied().unwrap_or_default() {
            if let Some(secret) = self.for_scheme(requirement) {
                request.secret(&requirement.scheme.kind, &secret)?;
            }
        }
        Ok(())
    }
}

/// Fetches credentials, and new ones when the old have expired.
pub trait CredentialsProvider: Send + Sync + 'static {
    /// The credentials for an operation that asks for some.
    ///
    /// # Errors
    ///
    /// If they can't be fetched; the call ends with this error.
    fn credentials(
        &self,
        operation: &'static Operation,
    ) -> impl Future<Output = Result<Secrets, BoxError>> + MaybeSend;

    /// Fetches new ones after a 401. With `true` the request is sent once more.
    ///
    /// # Errors
    ///
    /// If they can't be fetched; the call ends with this error.
    fn refresh(
        &self,
        operation: &'static Operation,
    ) -> impl Future<Output = Result<bool, BoxError>> + MaybeSend {
        let _ = operation;
        async { Ok(false) }
    }
}

impl CredentialsProvider for Secrets {
    async fn credentials(&self, _: &'static Operation) -> Result<Secrets, BoxError> {
        Ok(self.clone())
    }
}

/// A provider as a trait object.
pub(crate) trait Erased: Send + Sync {
    fn credentials_boxed(
        &self,
        operation: &'static Operation,
    ) -> Boxed<'_, Result<Secrets, BoxError>>;
    fn refresh_boxed(&self, operation: &'static Operation) -> Boxed<'_, Result<bool, BoxError>>;
}

impl<P: CredentialsProvider> Erased for P {
    fn credentials_boxed(
        &self,
        operation: &'static Operation,
    ) -> Boxed<'_, Result<Secrets, BoxError>> {
        Box::pin(self.credentials(operation))
    }

    fn refresh_boxed(&self, operation: &'static Operation) -> Boxed<'_, Result<bool, BoxError>> {
        Box::pin(self.refresh(operation))
    }
}

/// Any provider under one type.
#[derive(Clone)]
pub struct Provider(pub(crate) Arc<dyn Erased>);

impl Provider {
    /// Boxes a provider.
    pub fn new(provider: impl CredentialsProvider) -> Self {
        Self(Arc::new(provider))
    }
}

impl From<Secrets> for Provider {
    fn from(secrets: Secrets) -> Self {
        Self::new(secrets)
    }
}

impl From<&str> for Provider {
    fn from(token: &str) -> Self {
        Self::new(Secrets::token(token))
    }
}

impl From<String> for Provider {
    fn from(token: String) -> Self {
        Self::new(Secrets::token(token))
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Provider")
    }
}
