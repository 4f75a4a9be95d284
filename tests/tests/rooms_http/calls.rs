//! What the client makes of it.

use matrix_rooms::{
    families::AnyStateEvent,
    room_initial_sync::{self, Membership},
    router::Router,
    support::{
        client::{CallError, ReadError},
        message::BodyError,
    },
};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinSet,
};
use tower_service::Service;

use super::{
    home::{BROKEN, CLOSED, Home, LARGE, TOKEN},
    way::{Way, both},
};

#[tokio::test]
async fn the_room_arrives_typed() {
    for way in both(&Home::default()).await {
        let client = way.client().with_credentials(TOKEN);
        let info = client
            .room_initial_sync("!a:x.org".to_owned())
            .await
            .unwrap();
        assert_eq!(info.membership, Some(Membership::Join));
        let state = info.state.unwrap();
        let AnyStateEvent::RoomName(name) = state[0].get().unwrap() else {
            panic!("{:?}", state[0].as_str());
        };
        assert_eq!(name.content.name, "seen by @alice:example.org");
    }
}

#[tokio::test]
async fn failures_arrive_typed() {
    for way in both(&Home::default()).await {
        let client = way.client().with_credentials(TOKEN);
        let closed = client
            .room_initial_sync(CLOSED.to_owned())
            .await
            .unwrap_err();
        assert_eq!(closed.status(), Some(http::StatusCode::FORBIDDEN));
        let CallError::Api {
            error: room_initial_sync::Error::Forbidden(body),
            ..
        } = closed
        else {
            panic!("{closed:?}");
        };
        let body: Value = serde_json::from_str(body.text().unwrap()).unwrap();
        assert_eq!(body["errcode"], "M_FORBIDDEN");
        let broken = client
            .room_initial_sync(BROKEN.to_owned())
            .await
            .unwrap_err();
        let CallError::Api {
            error: room_initial_sync::Error::Other(answer),
            ..
        } = broken
        else {
            panic!("{broken:?}");
        };
        assert_eq!(answer.status, 500);
        let stranger = way.client().with_credentials("wrong");
        let refused = stranger
            .room_initial_sync("!a:x.org".to_owned())
            .await
            .unwrap_err();
        assert_eq!(refused.status(), Some(http::StatusCode::UNAUTHORIZED));
        assert!(
            !format!("{refused:?} {refused}").contains("wrong"),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn ids_of_any_characters_arrive_as_they_were_sent() {
    for way in both(&Home::default()).await {
        let client = way.client().with_credentials(TOKEN);
        for id in [
            "!a:example.org",
            "#a/b:example.org",
            "a b+c",
            "50%25",
            "?x=1&y#z",
            "../../admin",
            "ünï→\u{1f345}",
            "\u{0}\r\n\t",
            "\\",
            "...",
            "%2e",
            "//evil.example/",
        ] {
            let info = client.room_initial_sync(id.to_owned()).await;
            assert_eq!(
                info.unwrap_or_else(|error| panic!("{id:?}: {error}"))
                    .room_id,
                id
            );
        }
        for id in ["", ".", ".."] {
            let error = client.room_initial_sync(id.to_owned()).await.unwrap_err();
            assert!(matches!(error, CallError::Request(_)), "{id:?}: {error}");
        }
    }
}

#[tokio::test]
async fn an_answer_over_the_limit_is_not_read() {
    for way in both(&Home::default()).await {
        let client = way
            .client_with(|client| client.with_body_limit(10_000))
            .with_credentials(TOKEN);
        let error = client
            .room_initial_sync(LARGE.to_owned())
            .await
            .unwrap_err();
        assert_too_large(&error);
        assert!(
            client
                .room_initial_sync("!a:x.org".to_owned())
                .await
                .is_ok()
        );
    }
}

fn assert_too_large(error: &CallError<room_initial_sync::Error>) {
    let CallError::Read {
        error: ReadError::Body(BodyError::TooLarge { limit }),
        response,
    } = error
    else {
        panic!("{error:?}");
    };
    assert_eq!((*limit, response.status.as_u16()), (10_000, 200));
}

#[tokio::test]
async fn an_answer_without_end_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let way: Way<Home> = Way::Socket(listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 4_096];
        let _ = stream.read(&mut head).await.unwrap();
        let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(answer.as_bytes()).await.unwrap();
        let chunk = format!("400\r\n{}\r\n", " ".repeat(1_024));
        while stream.write_all(chunk.as_bytes()).await.is_ok() {}
    });
    let client = way.client_with(|client| client.with_body_limit(10_000));
    let error = client
        .room_initial_sync("!a:x.org".to_owned())
        .await
        .unwrap_err();
    assert_too_large(&error);
    drop((client, error));
    // The client has hung up, else this server would never end.
    server.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_calls_at_once_get_each_its_own_room() {
    for way in both(&Home::default()).await {
        let client = way.client().with_credentials(TOKEN);
        let mut calls = JoinSet::new();
        for number in 0..200 {
            let client = client.clone();
            calls.spawn(async move {
                let id = format!("!{number}:example.org");
                let info = client.room_initial_sync(id.clone()).await.unwrap();
                assert_eq!(info.room_id, id);
            });
        }
        let ended = calls.join_all().await;
        assert_eq!(ended.len(), 200);
    }
}

#[test]
fn the_future_of_the_router_is_small() {
    let request = http::Request::new(String::new());
    let future = Router::new(Home::default()).call(request);
    assert!(size_of_val(&future) <= 1_024, "{}", size_of_val(&future));
}
