//! From requests to handlers: a tower service over the routes of an API.

mod body_keys;
mod detached;
mod dispatch;
mod heads;
mod radix;
mod service;
mod template;
mod tree;

pub use dispatch::Answering;
pub use service::{Handlers, Responding};
pub(crate) use template::Template;

use std::{convert::Infallible, fmt, future::Future, marker::PhantomData, pin::Pin, sync::Arc};

use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use self::{
    detached::Spawn,
    dispatch::Dispatch,
    service::shared,
    tree::{Found, Tree},
};
use super::{
    fault::Fault,
    message::{Body, BoxError},
    operation::Operation,
    rules::Policy,
    server::{ErrorStyle, Exchange, Given, ProblemDetails},
};

/// The future of a handler.
pub type Handling = Pin<Box<dyn Future<Output = Result<Response<Body>, Fault>> + Send>>;

/// The routes of an API or of one of its areas, for servers of type `S`. Emitted.
pub trait Routes<S: 'static> {
    /// The routes of its own; their order never matters.
    const ROUTES: &'static [Route<S>] = &[];

    /// The routes of others that it takes in.
    const PARTS: &'static [&'static [Route<S>]] = &[];

    /// How a router is set up unless its owner says otherwise.
    const SETTINGS: Settings = Settings::new();
}

/// How a router is set up, by the config of its generation.
#[derive(Clone, Copy)]
pub struct Settings {
    policy: Policy,
    body_limit: usize,
    options: bool,
    lenient_slash: bool,
    errors: &'static dyn ErrorStyle,
}

impl Settings {
    /// Strict checks, bodies up to 2 MiB, answers to `OPTIONS`, problem details.
    pub const fn new() -> Self {
        Self {
            policy: Policy::STRICT,
            body_limit: 2 << 20,
            options: true,
            lenient_slash: false,
            errors: &ProblemDetails,
        }
    }

    /// What counts as a violation in a request.
    pub const fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// How large a body that is read whole may be, in bytes.
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Without answers to `OPTIONS`.
    pub const fn without_options(mut self) -> Self {
        self.options = false;
        self
    }

    /// With paths that match with and without a slash at their end.
    pub const fn lenient_slash(mut self) -> Self {
        self.lenient_slash = true;
        self
    }

    /// The shape of errors.
    pub const fn errors(mut self, style: &'static dyn ErrorStyle) -> Self {
        self.errors = style;
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Settings").finish_non_exhaustive()
    }
}

/// One operation and who handles it.
pub struct Route<S> {
    operation: &'static Operation,
    handler: fn(Arc<S>, Exchange) -> Handling,
    implemented: bool,
    accepts: Option<Accepts>,
}

/// Whether a request fits an operation that shares its route.
pub(crate) type Accepts = fn(&Given<'_>) -> bool;

impl<S> Route<S> {
    /// An operation and its handler.
    pub const fn new(
        operation: &'static Operation,
        handler: fn(Arc<S>, Exchange) -> Handling,
    ) -> Self {
        Self {
            operation,
            handler,
            implemented: true,
            accepts: None,
        }
    }

    /// The operation.
    pub const fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The same, with whether the server's method is the default one
    /// ([`is_unimplemented`](super::server::is_unimplemented)).
    pub const fn unless(mut self, unimplemented: bool) -> Self {
        self.implemented = !unimplemented;
        self
    }

    /// The same for requests that fit only, where another operation shares method and path.
    pub const fn told_by(mut self, accepts: fn(&Given<'_>) -> bool) -> Self {
        self.accepts = Some(accepts);
        self
    }
}

impl<S> fmt::Debug for Route<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation {
            id, method, path, ..
        } = self.operation;
        write!(formatter, "Route({id}: {method} {path})")
    }
}

/// Serves the routes `A` with a server `S`: a tower service for requests with any body.
///
/// It answers what no handler needs to see: 404, 405 and `OPTIONS` with `Allow`, 401 with its
/// challenge, 413, 415, 400 with the list of violations, 501; `HEAD` runs `GET`.
pub struct Router<S: 'static, A> {
    core: Arc<Core<S>>,
    layered: Option<Handlers>,
    routes: PhantomData<fn() -> A>,
}

/// All routes: those of its own, and those that it takes in.
fn all<S: 'static, A: Routes<S>>() -> impl Iterator<Item = &'static Route<S>> {
    A::ROUTES.iter().chain(A::PARTS.iter().copied().flatten())
}

/// What all requests share.
struct Core<S: 'static> {
    server: Arc<S>,
    routes: Arc<[&'static Route<S>]>,
    tree: Arc<Tree>,
    errors: Arc<dyn ErrorStyle>,
    body_limit: usize,
    policy: Policy,
    options: bool,
    fallback: Option<Handlers>,
    spawn: Option<Spawn>,
}

impl<S: Send + Sync + 'static, A: Routes<S>> Router<S, A> {
    /// A router over a server.
    pub fn new(server: S) -> Self {
        Self::shared(Arc::new(server))
    }

    /// A router over a server that others use too.
    pub fn shared(server: Arc<S>) -> Self {
        let routes: Arc<[&Route<S>]> = all::<S, A>().collect();
        let core = Core {
            server,
            tree: Arc::new(Tree::new(
                routes.iter().map(|route| (route.operation, route.accepts)),
                A::SETTINGS.lenient_slash,
            )),
            routes,
            errors: Arc::new(A::SETTINGS.errors),
            body_limit: A::SETTINGS.body_limit,
            policy: A::SETTINGS.policy,
            options: A::SETTINGS.options,
            fallback: None,
            spawn: None,
        };
        Self {
            core: Arc::new(core),
            layered: None,
            routes: PhantomData,
        }
    }

    /// The operation that a request is for, without handling it: for what counts, limits or logs
    /// outside of the router. None where only the body tells.
    pub fn operation<B>(&self, request: &Request<B>) -> Option<&'static Operation> {
        let uri = request.uri();
        let found = self
            .core
            .tree
            .find(request.method().as_str(), uri.path(), uri.query());
        match found {
            Found::Route(index) => self.core.routes.get(index).map(|route| route.operation),
            Found::ByBody(_) | Found::OtherMethods | Found::Nothing => None,
        }
    }

    /// The operations whose methods are not written.
    pub fn unimplemented(&self) -> impl Iterator<Item = &'static Operation> + use<S, A> {
        let missing = all::<S, A>().filter(|route| !route.implemented);
        missing.map(|route| route.operation)
    }

    /// With another shape of errors.
    pub fn errors(self, style: impl ErrorStyle) -> Self {
        self.with(|core| core.errors = Arc::new(style))
    }

    /// With another limit for bodies that are read whole, in bytes.
    pub fn body_limit(self, bytes: usize) -> Self {
        self.with(|core| core.body_limit = bytes)
    }

    /// Without answers to `OPTIONS`, for a CORS layer outside that gives its own.
    pub fn without_options(self) -> Self {
        self.with(|core| core.options = false)
    }

    /// With a service for requests that match no route or whose method isn't written. It gets
    /// them untouched.
    pub fn fallback<T, B>(self, service: T) -> Self
    where
        T: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
        T::Error: Into<BoxError>,
        T::Future: Send,
        B: http_body::Body + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let fallback = shared(service, Arc::clone(&self.core.errors));
        self.with(|core| core.fallback = Some(fallback))
    }

    /// With handlers that finish even when their caller leaves, run by this function: for tokio
    /// `|task| drop(tokio::spawn(task))`.
    pub fn detached<F>(self, spawn: F) -> Self
    where
        F: Fn(Pin<Box<dyn Future<Output = ()> + Send>>) + Send + Sync + 'static,
    {
        self.with(|core| core.spawn = Some(Arc::new(spawn)))
    }

    /// With a layer around the handlers. It runs after the match and finds the
    /// `&'static Operation` among the request's extensions. The last one added is outermost.
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<Handlers>,
        L::Service: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Body>>>::Error: Into<BoxError>,
        <L::Service as Service<Request<Body>>>::Future: Send,
        B: http_body::Body + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let errors = Arc::clone(&self.core.errors);
        let inner = self
            .layered
            .take()
            .unwrap_or_else(|| shared(Dispatch::<S>::default(), Arc::clone(&errors)));
        self.layered = Some(shared(layer.layer(inner), errors));
        self
    }

    fn with(mut self, change: impl FnOnce(&mut Core<S>)) -> Self {
        let mut core = Arc::unwrap_or_clone(self.core);
        change(&mut core);
        self.core = Arc::new(core);
        self
    }
}

impl<S, A, B> Service<Request<B>> for Router<S, A>
where
    S: Send + Sync + 'static,
    A: Routes<S>,
    B: http_body::Body + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Responding;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Infallible>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Responding {
        let request = request.map(|body| match body.is_end_stream() {
            true => Body::empty(),
            false => Body::stream(body),
        });
        dispatch::start(&self.core, self.layered.as_ref(), request)
    }
}

impl<S: 'static, A> Clone for Router<S, A> {
    fn clone(&self) -> Self {
        Self {
            core: Arc::clone(&self.core),
            layered: self.layered.clone(),
            routes: PhantomData,
        }
    }
}

impl<S: 'static> Clone for Core<S> {
    fn clone(&self) -> Self {
        Self {
            server: Arc::clone(&self.server),
            routes: Arc::clone(&self.routes),
            tree: Arc::clone(&self.tree),
            errors: Arc::clone(&self.errors),
            body_limit: self.body_limit,
            policy: self.policy,
            options: self.options,
            fallback: self.fallback.clone(),
            spawn: self.spawn.clone(),
        }
    }
}

impl<S: 'static, A> fmt::Debug for Router<S, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_list()
            .entries(self.core.routes.iter())
            .finish()
    }
}
