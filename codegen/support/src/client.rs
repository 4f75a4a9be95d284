//! What a caller meets: clients, calls and their errors.

mod call;
mod credentials;
mod error;
mod reader;
mod sender;
mod transport;
mod writer;

pub use call::Call;
pub use credentials::{CredentialsProvider, Provider, Secrets};
pub use error::{CallError, ReadError, RequestError};
pub use reader::ResponseReader;
pub use sender::Sender;
pub use transport::{BoxTransport, MaybeSend, Timeout, Tower, Transport};
pub use writer::RequestWriter;

use std::{fmt, future::Future, sync::Arc, time::Duration};

use http::{HeaderMap, Request};
pub use http::{HeaderName, HeaderValue, Uri};

use self::transport::Erased;
pub use super::message::BoxError;
use super::{
    endpoint::Endpoint,
    message::Body,
    operation::{Operation, ServerGroup},
};

/// How a client writes a request and reads its answer. Emitted.
pub trait Outgoing: Endpoint {
    /// The media types that answers are declared to have, for `Accept`.
    const ACCEPT: &'static str;

    /// Writes it.
    ///
    /// # Errors
    ///
    /// If a value doesn't fit where it has to go.
    fn write(&self, request: &mut RequestWriter) -> Result<(), RequestError>;

    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// If the connection fails, the body is over the limit or isn't what the document says.
    fn read(
        response: &mut ResponseReader,
    ) -> impl Future<Output = Result<Result<Self::Response, Self::Error>, ReadError>> + MaybeSend;

    /// The failure in an answer that isn't as declared, its body read, if it is the error that
    /// every operation of the API can answer. None where the API has no such error.
    fn standard(response: &ResponseReader) -> Option<Self::Error> {
        let _ = response;
        None
    }
}

/// A request on its way out.
pub type HttpRequest = Request<Body>;

/// A signing hook.
type Signer = Arc<dyn Fn(&mut Request<Body>) -> Result<(), BoxError> + Send + Sync>;

/// Sends requests to one base URL. Generated crates wrap it with a method for each operation.
#[derive(Clone)]
pub struct Client<T = BoxTransport> {
    transport: T,
    settings: Settings,
}

/// What all calls share.
#[derive(Clone)]
pub(crate) struct Settings {
    base: Uri,
    /// The base URLs of other servers than the root's.
    servers: Vec<(&'static ServerGroup, Uri)>,
    credentials: Option<Provider>,
    signer: Option<Signer>,
    headers: HeaderMap,
    timeout: Option<Duration>,
    body_limit: usize,
}

impl Client<BoxTransport> {
    /// A client over a transport. The base URL stands for the root server of the document, its
    /// path included.
    pub fn new(transport: impl Transport, base: Uri) -> Self {
        Self::with_transport(BoxTransport::new(transport), base)
    }
}

impl<T: Transport> Client<T> {
    /// How large an answer may be unless [`with_body_limit`](Self::with_body_limit) says
    /// otherwise: 64 MiB.
    pub const BODY_LIMIT: usize = 64 << 20;

    /// A client whose transport keeps its type.
    pub fn with_transport(transport: T, base: Uri) -> Self {
        Self {
            transport,
            settings: Settings {
                base,
                servers: Vec::new(),
                credentials: None,
                signer: None,
                headers: HeaderMap::new(),
                timeout: None,
                body_limit: Self::BODY_LIMIT,
            },
        }
    }

    /// With the base URL for operations that have these servers instead of the root's. Until it
    /// is given, calls of such operations fail. Credentials go there too.
    pub fn with_server(mut self, group: &'static ServerGroup, base: Uri) -> Self {
        let servers = &mut self.settings.servers;
        servers.retain(|(known, _)| *known != group);
        servers.push((group, base));
        self
    }

    /// With credentials: a token, [`Secrets`], or a [`Provider`] that fetches them.
    ///
    /// They are sent to the base URLs of this client only, and only to operations that ask for
    /// them.
    pub fn with_credentials(mut self, credentials: impl Into<Provider>) -> Self {
        self.settings.credentials = Some(credentials.into());
        self
    }

    /// With a hook that gets each finished request, to sign it.
    pub fn with_signer<F>(mut self, sign: F) -> Self
    where
        F: Fn(&mut Request<Body>) -> Result<(), BoxError> + Send + Sync + 'static,
    {
        self.settings.signer = Some(Arc::new(sign));
        self
    }

    /// With a header on every request.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.settings.headers.append(name, value);
        self
    }

    /// With a time limit for every call, which the transport keeps.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// With another limit for answers that are read whole, in bytes.
    pub fn with_body_limit(mut self, bytes: usize) -> Self {
        self.settings.body_limit = bytes;
        self
    }

    /// The base URL.
    pub fn base_url(&self) -> &Uri {
        &self.settings.base
    }

    /// A call of any operation by its request.
    pub fn call<R: Outgoing>(&self, request: R) -> Call<'_, R> {
        let transport: &dyn Erased = &self.transport;
        Call::new(transport, &self.settings, request)
    }
}

impl Settings {
    /// Where an operation is called.
    fn base_of(&self, operation: &Operation) -> Result<&Uri, RequestError> {
        let Some(group) = operation.servers else {
            return Ok(&self.base);
        };
        let own = self.servers.iter().find(|(known, _)| *known == group);
        own.map(|(_, base)| base)
            .ok_or(RequestError::Server(group.name))
    }
}

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What stands before the host may be a password.
        let (host, path) = (self.settings.base.host(), self.settings.base.path());
        write!(formatter, "Client({}{path})", host.unwrap_or_default())
    }
}
