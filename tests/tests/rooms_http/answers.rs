//! What the server answers, byte for byte.

use matrix_rooms::router::Router;
use serde_json::json;

use super::{
    home::{BROKEN, Bare, CLOSED, Home, INSIDE, SILENT, TOKEN},
    way::{Answer, Way, both},
};

/// The route of the operation for a room ID that needs no encoding.
fn target(room: &str) -> String {
    format!("/_matrix/client/v3/rooms/{room}/initialSync")
}

/// The header that a caller with this token sends.
fn bearer(token: &str) -> [(&'static str, String); 1] {
    [("authorization", format!("Bearer {token}"))]
}

async fn ask_as(way: &Way<Home>, token: &str, method: &str, target: &str) -> Answer {
    let [(name, value)] = bearer(token);
    way.ask(method, target, &[(name, &value)]).await
}

#[tokio::test]
async fn a_room_is_answered_with_200() {
    for way in both(&Home::default()).await {
        let answer = ask_as(&way, TOKEN, "GET", &target("!a:x.org")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), ["application/json"]);
        let body = answer.json();
        assert_eq!(body["room_id"], "!a:x.org");
        assert_eq!(
            body["state"][0]["content"],
            json!({"name": "seen by @alice:example.org"})
        );
        let query = format!("{}?access_token={TOKEN}", target("!a:x.org"));
        assert_eq!(way.ask("GET", &query, &[]).await.status, 200);
    }
}

#[tokio::test]
async fn a_closed_room_is_answered_with_403() {
    for way in both(&Home::default()).await {
        let answer = ask_as(&way, TOKEN, "GET", &target(CLOSED)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.errcode().as_str()),
            (403, "M_FORBIDDEN")
        );
        assert_eq!(answer.json()["error"], "you aren't in this room");
        let answer = ask_as(&way, TOKEN, "GET", &target(SILENT)).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (403, 0));
    }
}

#[tokio::test]
async fn callers_without_a_known_token_are_challenged() {
    for way in both(&Home::default()).await {
        let nobody = way.ask("GET", &target("!a:x.org"), &[]).await;
        let stranger = ask_as(&way, "wrong", "GET", &target("!a:x.org")).await;
        let empty = ask_as(&way, "", "GET", &target("!a:x.org")).await;
        for (answer, errcode) in [
            (nobody, "M_MISSING_TOKEN"),
            (stranger, "M_UNKNOWN_TOKEN"),
            (empty, "M_MISSING_TOKEN"),
        ] {
            assert_eq!(
                (answer.status.as_u16(), answer.errcode().as_str()),
                (401, errcode)
            );
            assert!(
                answer.header("www-authenticate").contains(&"Bearer"),
                "{answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_answered_with_404() {
    for way in both(&Home::default()).await {
        for target in [
            "/",
            "/_matrix/client/v3/rooms",
            "/rooms/!a:x.org/initialSync",
            "/_matrix/client/v3/rooms/!a:x.org/initialSync/",
            "/_matrix/client/v3/rooms/a/b/initialSync",
        ] {
            let answer = ask_as(&way, TOKEN, "GET", target).await;
            let errcode = answer.errcode();
            assert_eq!(
                (answer.status.as_u16(), errcode.as_str()),
                (404, "M_UNRECOGNIZED"),
                "{target}"
            );
        }
    }
}

#[tokio::test]
async fn other_methods_are_answered_with_405_and_what_is_allowed() {
    for way in both(&Home::default()).await {
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let answer = ask_as(&way, TOKEN, method, &target("!a:x.org")).await;
            let errcode = answer.errcode();
            assert_eq!(
                (answer.status.as_u16(), errcode.as_str()),
                (405, "M_UNRECOGNIZED")
            );
            assert_eq!(answer.header("allow"), ["GET, HEAD, OPTIONS"]);
        }
    }
}

#[tokio::test]
async fn requests_that_are_not_valid_are_answered_with_400_and_why() {
    for way in both(&Home::default()).await {
        for room in ["%zz", "%", "%c3%28", "!a%2"] {
            let answer = ask_as(&way, TOKEN, "GET", &target(room)).await;
            let errcode = answer.errcode();
            assert_eq!(
                (answer.status.as_u16(), errcode.as_str()),
                (400, "M_INVALID_PARAM"),
                "{room}"
            );
            let error = answer.json()["error"].to_string();
            assert!(error.contains("/path/roomId"), "{error}");
        }
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    for way in both(&Home::default()).await {
        let get = ask_as(&way, TOKEN, "GET", &target("!a:x.org")).await;
        let head = ask_as(&way, TOKEN, "HEAD", &target("!a:x.org")).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(head.header("content-type"), get.header("content-type"));
        if let Some(length) = head.header("content-length").first() {
            assert_eq!(*length, get.body.len().to_string());
        }
        let refused = way.ask("HEAD", &target("!a:x.org"), &[]).await;
        assert_eq!((refused.status.as_u16(), refused.body.len()), (401, 0));
    }
}

#[tokio::test]
async fn options_tells_what_is_allowed_to_anybody() {
    for way in both(&Home::default()).await {
        let answer = way.ask("OPTIONS", &target("!a:x.org"), &[]).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
        assert_eq!(answer.header("allow"), ["GET, HEAD, OPTIONS"]);
        assert_eq!(way.ask("OPTIONS", "/none", &[]).await.status, 404);
    }
}

#[tokio::test]
async fn what_nobody_wrote_is_answered_with_501() {
    for way in both(&Bare).await {
        let answer = way.ask("GET", &target("!a:x.org"), &[]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.errcode().as_str()),
            (501, "M_UNRECOGNIZED")
        );
    }
    let missing: Vec<&str> = Router::new(Bare).unimplemented().map(|it| it.id).collect();
    assert_eq!(missing, ["roomInitialSync"]);
    assert_eq!(Router::new(Home::default()).unimplemented().count(), 0);
}

#[tokio::test]
async fn an_error_inside_is_answered_with_500_and_not_told() {
    for way in both(&Home::default()).await {
        let answer = ask_as(&way, TOKEN, "GET", &target(BROKEN)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.errcode().as_str()),
            (500, "M_UNKNOWN")
        );
        assert!(!format!("{answer:?}").contains(INSIDE));
    }
}
