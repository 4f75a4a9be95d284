//! Client and router, in process.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tower_service::Service;

use crate::{
    client::Client,
    create_room::{self, Room},
    room_messages::{self, Messages},
    router::Router,
    server::{Meta, Rooms},
    support::{
        client::{BoxTransport, CallError, CredentialsProvider, Provider, Secrets, Tower},
        fault::Fault,
        message::{Body, BoxError},
        operation::Operation,
        server::{Authenticate, Context, Credentials, Unauthenticated},
    },
};

struct Home;

#[derive(Debug, PartialEq)]
struct User(String);

impl Authenticate for Home {
    type Session = User;

    async fn authenticate(
        &self,
        cx: &Unauthenticated<'_>,
        credentials: Credentials,
    ) -> Result<User, Fault> {
        let secret = credentials.secret().map(|secret| secret.reveal());
        match secret {
            Some("alice") => Ok(User("alice".to_owned())),
            Some("body") => Ok(User(String::from_utf8(cx.body().await?.to_vec())?)),
            _ => Err(Fault::unauthorized("unknown token")),
        }
    }
}

impl Rooms for Home {
    async fn create_room(
        &self,
        cx: &mut Context<Option<User>>,
        request: create_room::Request,
    ) -> Result<Room, create_room::Error> {
        if cx.session.is_none() {
            let room = Room::new("anonymous".to_owned());
            return Err(create_room::Error::ClientError(409, Box::new(room)));
        }
        cx.response_headers
            .insert(header::SET_COOKIE, "a=b".parse()?);
        Ok(request.body)
    }

    async fn room_messages(
        &self,
        cx: &mut Context<User>,
        request: room_messages::Request,
    ) -> Result<room_messages::Response, room_messages::Error> {
        if request.room_id == "closed" {
            return Err(room_messages::Error::forbidden());
        }
        let limit: i64 = match request.room_id.as_str() {
            "broken" => "x".parse()?,
            _ => request.limit.unwrap_or(2),
        };
        let mut chunk = vec![cx.session.0.clone(), request.room_id];
        chunk.extend(request.kinds.into_iter().flatten());
        let mut response = room_messages::Response::new(Messages::new(chunk));
        response.total = Some(limit);
        Ok(response)
    }
}

impl Meta for Home {}

fn client() -> Client<BoxTransport> {
    let base = "http://home.example/".parse().unwrap();
    Client::new(Tower(Router::new(Home)), base)
}

async fn raw(request: Request<String>) -> (StatusCode, header::HeaderMap, Value) {
    let response = Router::new(Home)
        .body_limit(60)
        .call(request)
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.read(10_000).await.unwrap();
    let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    (parts.status, parts.headers, json)
}

fn request(method: Method, uri: &str) -> Request<String> {
    let mut request = Request::new(String::new());
    *request.method_mut() = method;
    *request.uri_mut() = uri.parse().unwrap();
    request
}

#[tokio::test]
async fn a_call_goes_through() {
    let client = client().with_credentials("alice");
    let call = client.room_messages("!a/b:c ä".to_owned());
    let response = call
        .with(|request| request.limit = Some(7))
        .with(|request| request.kinds = Some(vec!["x&y".to_owned(), String::new()]))
        .await
        .unwrap();
    assert_eq!(response.body.chunk, ["alice", "!a/b:c ä", "x&y", ""]);
    assert_eq!(response.total, Some(7));
}

#[tokio::test]
async fn failures_are_typed() {
    let client = client().with_credentials("alice");
    let closed = client.room_messages("closed".to_owned()).await.unwrap_err();
    assert!(matches!(
        closed,
        CallError::Api {
            error: room_messages::Error::Forbidden(_),
            ..
        }
    ));
    let broken = client.room_messages("broken".to_owned()).await.unwrap_err();
    assert_eq!(broken.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert!(!broken.body().unwrap().text().unwrap().contains("digit"));

    let unknown = crate::checks::client();
    let anonymous = unknown.create_room(Room::new("x".to_owned()));
    let Err(CallError::Api {
        error: create_room::Error::ClientError(409, room),
        ..
    }) = anonymous.await
    else {
        panic!("the range is a variant");
    };
    assert_eq!(room.name, "anonymous");
    let room = client.create_room(Room::new("x".to_owned())).await.unwrap();
    assert_eq!(room.name, "x");
}

#[tokio::test]
async fn requests_that_would_go_elsewhere_are_not_sent() {
    let client = client().with_credentials("alice");
    for id in [".", "..", ""] {
        let error = client.room_messages(id.to_owned()).await.unwrap_err();
        assert!(matches!(error, CallError::Request(_)), "{id}");
    }
}

#[tokio::test]
async fn protected_operations_challenge() {
    let (status, headers, body) = raw(request(Method::GET, "/rooms/a/messages?limit=x")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let challenges: Vec<_> = headers.get_all(header::WWW_AUTHENTICATE).iter().collect();
    assert_eq!(challenges, ["ApiKey", "Bearer"]);
    assert_eq!(body["title"], "Unauthorized");
    let mut optional = request(Method::POST, "/rooms");
    optional
        .headers_mut()
        .insert(header::AUTHORIZATION, "Bearer nobody".parse().unwrap());
    assert_eq!(raw(optional).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_in_the_query_or_header_is_found_and_a_body_can_be_read_early() {
    let uri = "/rooms/a/messages?access_token=alice&kind=k";
    let (status, headers, body) = raw(request(Method::GET, uri)).await;
    assert_eq!(
        (status, &headers["x-total"]),
        (StatusCode::OK, &"2".parse().unwrap())
    );
    assert_eq!(body, json!({"chunk": ["alice", "a", "k"]}));
    let mut signed = request(Method::POST, "/rooms").map(|_| r#"{"name":"n"}"#.to_owned());
    signed
        .headers_mut()
        .insert(header::AUTHORIZATION, "bearer body".parse().unwrap());
    let (status, headers, body) = raw(signed).await;
    assert_eq!((status, body), (StatusCode::CREATED, json!({"name": "n"})));
    assert_eq!(headers[header::SET_COOKIE], "a=b");
}

#[tokio::test]
async fn all_violations_come_at_once() {
    let uri = "/rooms/a/messages?access_token=alice&limit=0&kind=%zz";
    let (status, _, body) = raw(request(Method::GET, uri)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let pointers: Vec<_> = body["errors"].as_array().unwrap().iter().collect();
    assert_eq!(pointers.len(), 2, "{body}");
    assert_eq!(pointers[0]["pointer"], "#/query/limit");
    let (status, _, body) =
        raw(request(Method::POST, "/rooms").map(|_| "{\"name\":1}".into())).await;
    assert_eq!(
        (status, &body["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("#/name"))
    );
    let (status, ..) = raw(request(Method::POST, "/rooms")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn bodies_over_the_limit_and_of_other_types_are_refused() {
    let large = request(Method::POST, "/rooms").map(|_| " ".repeat(61));
    assert_eq!(raw(large).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let mut text = request(Method::POST, "/rooms").map(|_| "{}".to_owned());
    text.headers_mut()
        .insert(header::CONTENT_TYPE, "text/plain".parse().unwrap());
    assert_eq!(raw(text).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn the_router_answers_what_no_handler_sees() {
    assert_eq!(
        raw(request(Method::GET, "/nowhere")).await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        raw(request(Method::GET, "/versions")).await.0,
        StatusCode::NOT_IMPLEMENTED
    );
    let (status, headers, _) = raw(request(Method::DELETE, "/rooms/a/messages")).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(headers[header::ALLOW], "GET, HEAD, OPTIONS");
    let (status, headers, _) = raw(request(Method::OPTIONS, "/rooms")).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(headers[header::ALLOW], "POST, OPTIONS");
    let uri = "/rooms/a/messages?access_token=alice";
    let (status, headers, body) = raw(request(Method::HEAD, uri)).await;
    assert_eq!((status, body), (StatusCode::OK, Value::Null));
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    let missing: Vec<_> = Router::new(Home)
        .unimplemented()
        .map(|missing| missing.id)
        .collect();
    assert_eq!(missing, ["versions"]);
}

#[tokio::test]
async fn a_fallback_gets_what_is_not_written_untouched() {
    #[derive(Clone)]
    struct Echo;
    impl Service<Request<Body>> for Echo {
        type Response = http::Response<Body>;
        type Error = BoxError;
        type Future = std::future::Ready<Result<Self::Response, BoxError>>;
        fn poll_ready(
            &mut self,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Result<(), BoxError>> {
            std::task::Poll::Ready(Ok(()))
        }
        fn call(&mut self, request: Request<Body>) -> Self::Future {
            let text = format!("old: {}", request.uri());
            std::future::ready(Ok(http::Response::new(Body::from(text))))
        }
    }
    let mut router = Router::new(Home).fallback(Echo);
    for uri in ["/versions", "/nowhere?x=1"] {
        let response = router.call(request(Method::GET, uri)).await.unwrap();
        let text = response.into_body().read(100).await.unwrap();
        assert_eq!(text, format!("old: {uri}"));
    }
}

#[tokio::test]
async fn layers_run_after_the_match_and_see_the_operation() {
    #[derive(Clone)]
    struct Naming<S>(S);
    impl<S: Service<Request<Body>>> Service<Request<Body>> for Naming<S> {
        type Response = S::Response;
        type Error = S::Error;
        type Future = S::Future;
        fn poll_ready(
            &mut self,
            cx: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Result<(), S::Error>> {
            self.0.poll_ready(cx)
        }
        fn call(&mut self, mut request: Request<Body>) -> S::Future {
            let operation = request.extensions().get::<&'static Operation>().unwrap().id;
            let uri = format!("/rooms/a/messages?access_token=alice&kind={operation}");
            *request.uri_mut() = uri.parse().unwrap();
            self.0.call(request)
        }
    }
    let mut router = Router::new(Home)
        .layer(tower_layer::layer_fn(Naming))
        .body_limit(10);
    let uri = "/rooms/b/messages";
    let response = router.call(request(Method::GET, uri)).await.unwrap();
    let text = response.into_body().read(100).await.unwrap();
    assert_eq!(text, r#"{"chunk":["alice","a","roomMessages"]}"#);
}

#[tokio::test]
async fn credentials_are_refreshed_once() {
    struct Expiring(Arc<AtomicUsize>);
    impl CredentialsProvider for Expiring {
        async fn credentials(&self, _: &'static Operation) -> Result<Secrets, BoxError> {
            Ok(Secrets::token(match self.0.load(Ordering::SeqCst) {
                1 => "alice",
                _ => "old",
            }))
        }
        async fn refresh(&self, _: &'static Operation) -> Result<bool, BoxError> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(true)
        }
    }
    let count = Arc::new(AtomicUsize::new(0));
    let client = client().with_credentials(Provider::new(Expiring(Arc::clone(&count))));
    assert!(client.room_messages("a".to_owned()).await.is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 1);
    count.store(5, Ordering::SeqCst);
    let refused = client.room_messages("a".to_owned()).await.unwrap_err();
    assert_eq!(refused.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(count.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn a_detached_handler_outlives_its_caller() {
    struct Slow(Arc<AtomicUsize>);
    impl Authenticate for Slow {
        type Session = ();
        async fn authenticate(&self, _: &Unauthenticated<'_>, _: Credentials) -> Result<(), Fault> {
            Ok(())
        }
    }
    impl Rooms for Slow {}
    impl Meta for Slow {
        async fn versions(
            &self,
            _: &mut Context<()>,
            _: crate::versions::Request,
        ) -> Result<String, crate::versions::Error> {
            tokio::time::sleep(Duration::from_millis(20)).await;
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok("v1".to_owned())
        }
    }
    let done = Arc::new(AtomicUsize::new(0));
    let mut plain = Router::new(Slow(Arc::clone(&done)));
    let mut detached = plain.clone().detached(|task| drop(tokio::spawn(task)));
    let uri = "/versions";
    drop(
        tokio::time::timeout(
            Duration::from_millis(1),
            plain.call(request(Method::GET, uri)),
        )
        .await,
    );
    tokio::time::sleep(Duration::from_millis(40)).await;
    assert_eq!(done.load(Ordering::SeqCst), 0);
    drop(
        tokio::time::timeout(
            Duration::from_millis(1),
            detached.call(request(Method::GET, uri)),
        )
        .await,
    );
    tokio::time::sleep(Duration::from_millis(40)).await;
    assert_eq!(done.load(Ordering::SeqCst), 1);
    let response = detached.call(request(Method::GET, uri)).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[test]
fn the_routers_future_is_small() {
    let future = Router::new(Home).call(request(Method::GET, "/"));
    assert!(size_of_val(&future) <= 1024, "{}", size_of_val(&future));
}

#[test]
fn secrets_do_not_show() {
    let shown = format!("{:?}", Secrets::token("hidden").and("other", "hidden"));
    assert!(!shown.contains("hidden"), "{shown}");
}
