//! What happens to a request: match, layers, handler, fault.

use std::{
    convert::Infallible,
    fmt,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE},
};
use tower_service::Service;

use super::{
    super::{
        fault::Fault,
        message::Body,
        operation::Operation,
        server::{ErrorStyle, Exchange, Unread, fault_of, finish},
    },
    Core, Handlers, Handling,
    detached::detach,
    service::Responding,
    tree::Found,
};

/// Matches a request and starts whatever answers it.
pub(crate) fn start<S: Send + Sync + 'static>(
    core: &Arc<Core<S>>,
    layered: Option<&Handlers>,
    request: Request<Body>,
) -> Responding {
    let uri = request.uri();
    let found = core
        .tree
        .find(request.method().as_str(), uri.path(), uri.query());
    match found {
        Found::Route(route) => run(core, layered, route, request),
        Found::ByBody(routes) => {
            let (core, layered) = (Arc::clone(core), layered.cloned());
            Responding::boxed(by_body(core, layered, routes, request))
        }
        found => unmatched(core, &found, request),
    }
}

/// Reads the body to find out which of several routes is meant, and starts that one.
async fn by_body<S: Send + Sync + 'static>(
    core: Arc<Core<S>>,
    layered: Option<Handlers>,
    routes: Vec<usize>,
    request: Request<Body>,
) -> Responding {
    let (parts, body) = request.into_parts();
    let body = match body.read(core.body_limit).await {
        Ok(body) => body,
        Err(error) => return refuse(&core, &fault_of(error), None),
    };
    let content_type = parts.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|kind| kind.to_str().ok());
    let route = core
        .tree
        .by_body(&routes, content_type.unwrap_or_default(), &body);
    let request = Request::from_parts(parts, Body::from(body));
    run(&core, layered.as_ref(), route, request)
}

/// Starts a route's handler, or whatever answers in its stead.
fn run<S: Send + Sync + 'static>(
    core: &Arc<Core<S>>,
    layered: Option<&Handlers>,
    index: usize,
    mut request: Request<Body>,
) -> Responding {
    let Some(route) = core.routes.get(index) else {
        return unmatched(core, &Found::Nothing, request);
    };
    if !route.implemented {
        return match &core.fallback {
            Some(fallback) => fallback.respond(request),
            None => refuse(core, &Fault::unimplemented(), Some(route.operation)),
        };
    }
    match layered {
        // Handlers know their operation; only layers look for it among the extensions.
        None => handle(core, index, request),
        Some(layered) => {
            request.extensions_mut().insert(route.operation);
            request.extensions_mut().insert(Matched {
                core: Arc::clone(core),
                route: index,
            });
            layered.respond(request)
        }
    }
}

fn unmatched<S: 'static>(core: &Core<S>, found: &Found, request: Request<Body>) -> Responding {
    let path = request.uri().path();
    if *found == Found::Nothing {
        return match &core.fallback {
            Some(fallback) => fallback.respond(request),
            None => {
                let fault = Fault::refused(StatusCode::NOT_FOUND, "there is no such resource");
                refuse(core, &fault, None)
            }
        };
    }
    let options = core.options && request.method() == Method::OPTIONS;
    let mut methods = core.tree.allowed(path);
    if core.options && !methods.contains(&"OPTIONS") {
        methods.push("OPTIONS");
    }
    let allow = HeaderValue::try_from(methods.join(", "));
    let mut response = match options {
        true => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        false => {
            let detail = format!("{} is not allowed here", request.method());
            let fault = Fault::refused(StatusCode::METHOD_NOT_ALLOWED, detail);
            finish(core.errors.as_ref(), &fault, None)
        }
    };
    if let Ok(allow) = allow {
        response.headers_mut().insert(ALLOW, allow);
    }
    Responding::ready(response)
}

fn refuse<S: 'static>(
    core: &Core<S>,
    fault: &Fault,
    operation: Option<&'static Operation>,
) -> Responding {
    Responding::ready(finish(core.errors.as_ref(), fault, operation))
}

fn handle<S: Send + Sync + 'static>(
    core: &Arc<Core<S>>,
    index: usize,
    request: Request<Body>,
) -> Responding {
    let (Some(route), Some(template)) = (core.routes.get(index), core.tree.template(index)) else {
        return refuse(core, &Fault::unimplemented(), None);
    };
    let (parts, body) = request.into_parts();
    let head = parts.method == Method::HEAD;
    let exchange = Exchange {
        parts: Arc::new(parts),
        operation: route.operation,
        template,
        unread: Mutex::new(Unread::Stream(body)),
        limit: core.body_limit,
        policy: core.policy,
    };
    let handling = (route.handler)(Arc::clone(&core.server), exchange);
    Responding::answering(Answering {
        handling: match &core.spawn {
            Some(spawn) => detach(handling, spawn),
            None => handling,
        },
        errors: Arc::clone(&core.errors),
        operation: route.operation,
        head,
    })
}

/// What the router found, for the service inside the layers.
struct Matched<S: 'static> {
    core: Arc<Core<S>>,
    route: usize,
}

impl<S: 'static> Clone for Matched<S> {
    fn clone(&self) -> Self {
        Self {
            core: Arc::clone(&self.core),
            route: self.route,
        }
    }
}

/// The service inside the layers: it knows its route from the request.
pub(crate) struct Dispatch<S>(PhantomData<fn() -> S>);

impl<S> Default for Dispatch<S> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<S> Clone for Dispatch<S> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<S: Send + Sync + 'static> Service<Request<Body>> for Dispatch<S> {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Responding;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Responding {
        match request.extensions_mut().remove::<Matched<S>>() {
            Some(matched) => handle(&matched.core, matched.route, request),
            None => {
                // A layer replaced the request and lost its extensions.
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                Responding::ready(response)
            }
        }
    }
}

/// A handler at work; its fault becomes an answer, and `HEAD` loses its body.
pub struct Answering {
    handling: Handling,
    errors: Arc<dyn ErrorStyle>,
    operation: &'static Operation,
    head: bool,
}

impl Future for Answering {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.handling.as_mut().poll(cx).map(|answer| {
            let response = answer
                .unwrap_or_else(|fault| finish(self.errors.as_ref(), &fault, Some(self.operation)));
            Ok(match self.head || bodiless(response.status()) {
                true => response.map(|_| Body::empty()),
                false => response,
            })
        })
    }
}

impl fmt::Debug for Answering {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Answering({})", self.operation.id)
    }
}

/// Statuses that never have a body (RFC 9110 §15.2, §15.3.5, §15.3.6, §15.4.5).
fn bodiless(status: StatusCode) -> bool {
    status.is_informational()
        || status == StatusCode::NO_CONTENT
        || status == StatusCode::RESET_CONTENT
        || status == StatusCode::NOT_MODIFIED
}
