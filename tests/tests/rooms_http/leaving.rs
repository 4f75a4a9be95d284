//! Callers that hang up.

use std::{sync::atomic::Ordering, time::Duration};

use matrix_rooms::{client::Client, router::Router, support::client::Tower};
use tokio::time::timeout;

use super::{
    home::{Home, Progress, SLOW, TOKEN},
    way::{Way, begun, socket},
};

const PATIENCE: Duration = Duration::from_secs(20);

/// How many handlers finished, and how many were dropped, once one has ended.
async fn ended(progress: &Progress) -> (usize, usize) {
    timeout(PATIENCE, progress.ended.notified()).await.unwrap();
    (
        progress.finished.load(Ordering::SeqCst),
        progress.dropped.load(Ordering::SeqCst),
    )
}

/// Calls the slow room over a socket and leaves as soon as its handler runs.
async fn hang_up(router: Router<Home>, progress: &Progress) {
    let Way::Socket(address) = socket(router).await else {
        unreachable!("it is a socket");
    };
    let target = format!("/_matrix/client/v3/rooms/{SLOW}/initialSync");
    let bearer = format!("Bearer {TOKEN}");
    let stream = begun(address, "GET", &target, &[("authorization", &bearer)]).await;
    timeout(PATIENCE, progress.started.notified())
        .await
        .unwrap();
    drop(stream);
}

/// Calls the slow room in process and drops the call as soon as its handler runs.
async fn drop_the_call(router: Router<Home>, progress: &Progress) {
    let base = "http://home.example".parse().unwrap();
    let client: Client = Client::new(Tower(router), base).with_credentials(TOKEN);
    let call = client.room_initial_sync(SLOW.to_owned());
    tokio::select! {
        answer = call.into_future() => panic!("{answer:?}"),
        () = progress.started.notified() => {}
    }
}

#[tokio::test]
async fn a_handler_is_dropped_when_its_caller_leaves() {
    let home = Home::default();
    hang_up(Router::new(home.clone()), &home.progress).await;
    assert_eq!(ended(&home.progress).await, (0, 1));
    drop_the_call(Router::new(home.clone()), &home.progress).await;
    assert_eq!(ended(&home.progress).await, (0, 2));
}

#[tokio::test]
async fn a_detached_handler_finishes() {
    let home = Home::default();
    let router = Router::new(home.clone()).detached(|task| drop(tokio::spawn(task)));
    hang_up(router.clone(), &home.progress).await;
    assert_eq!(ended(&home.progress).await, (1, 0));
    drop_the_call(router, &home.progress).await;
    assert_eq!(ended(&home.progress).await, (2, 0));
}
