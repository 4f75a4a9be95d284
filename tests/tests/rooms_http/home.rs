//! A server with all the rooms that the tests need.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use matrix_rooms::{
    families::AnyStateEvent,
    room_initial_sync::{Error, Membership, Request, RoomInfo},
    server::Rooms,
    support::{
        Json,
        fault::Fault,
        server::{Authenticate, Context, Credentials, Unauthenticated},
    },
};
use tokio::sync::Notify;

/// The token of the one user.
pub const TOKEN: &str = "secret-of-alice";
/// A room that answers the declared 403, with the standard's body.
pub const CLOSED: &str = "!closed:example.org";
/// A room that answers the declared 403, without a body.
pub const SILENT: &str = "!silent:example.org";
/// A room whose handler ends in `?`.
pub const BROKEN: &str = "!broken:example.org";
/// A room that takes its time.
pub const SLOW: &str = "!slow:example.org";
/// A room with much to tell.
pub const LARGE: &str = "!large:example.org";

/// What the broken room must not tell.
pub const INSIDE: &str = "the password of the database is tomato";

/// How far handlers came.
#[derive(Debug, Default)]
pub struct Progress {
    pub started: Notify,
    pub ended: Notify,
    pub finished: AtomicUsize,
    pub dropped: AtomicUsize,
}

/// Counts what becomes of a slow handler.
struct Watch {
    progress: Arc<Progress>,
    finished: bool,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let count = match self.finished {
            true => &self.progress.finished,
            false => &self.progress.dropped,
        };
        count.fetch_add(1, Ordering::SeqCst);
        self.progress.ended.notify_one();
    }
}

#[derive(Clone, Debug, Default)]
pub struct Home {
    pub progress: Arc<Progress>,
}

impl Authenticate for Home {
    type Session = &'static str;

    async fn authenticate(
        &self,
        cx: &Unauthenticated<'_>,
        credentials: Credentials,
    ) -> Result<&'static str, Fault> {
        assert!(!format!("{cx:?} {credentials:?}").contains(TOKEN));
        match credentials.secret().map(|secret| secret.reveal()) {
            Some(TOKEN) => Ok("@alice:example.org"),
            _ => Err(Fault::unauthorized("nobody has this token")),
        }
    }
}

impl Rooms for Home {
    async fn room_initial_sync(
        &self,
        cx: &mut Context<&'static str>,
        request: Request,
    ) -> Result<RoomInfo, Error> {
        assert!(!format!("{cx:?}").contains(TOKEN), "a log would show it");
        match request.room_id.as_str() {
            CLOSED => return Err(Fault::forbidden("you aren't in this room").into()),
            SILENT => return Err(Error::forbidden()),
            BROKEN => return Err(std::io::Error::other(INSIDE))?,
            SLOW => self.dawdle().await,
            _ => {}
        }
        let name = match request.room_id.as_str() {
            LARGE => "n".repeat(100_000),
            _ => format!("seen by {}", cx.session),
        };
        let event = serde_json::json!({
            "type": "m.room.name", "event_id": "$e", "room_id": request.room_id,
            "sender": cx.session, "origin_server_ts": 1, "state_key": "",
            "content": {"name": name},
        });
        let event: Json<AnyStateEvent> = Json::parse(&event.to_string())?.cast();
        Ok(RoomInfo::new(request.room_id)
            .with_membership(Membership::Join)
            .with_state(vec![event]))
    }
}

impl Home {
    async fn dawdle(&self) {
        let mut watch = Watch {
            progress: Arc::clone(&self.progress),
            finished: false,
        };
        self.progress.started.notify_one();
        tokio::time::sleep(Duration::from_millis(300)).await;
        watch.finished = true;
    }
}

/// A server whose author has written nothing.
#[derive(Clone, Debug, Default)]
pub struct Bare;

impl Authenticate for Bare {
    type Session = ();

    async fn authenticate(&self, _: &Unauthenticated<'_>, _: Credentials) -> Result<(), Fault> {
        Ok(())
    }
}

impl Rooms for Bare {}
