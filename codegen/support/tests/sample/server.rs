//! What a server implements: a trait for each area, all methods optional.

use crate::{
    create_room, room_messages,
    support::server::{Authenticate, Context, Unimplemented},
    versions,
};

/// All areas.
pub trait Server: Meta + Rooms {}

impl<S: Meta + Rooms> Server for S {}

/// `meta`
pub trait Meta: Send + Sync + 'static {
    /// `GET /versions`: which versions there are.
    fn versions(
        &self,
        cx: &mut Context<()>,
        request: versions::Request,
    ) -> impl Future<Output = Result<String, versions::Error>> + Send {
        Unimplemented::of((cx, request))
    }
}

/// `rooms`
pub trait Rooms: Authenticate {
    /// `POST /rooms`: makes a room.
    fn create_room(
        &self,
        cx: &mut Context<Option<Self::Session>>,
        request: create_room::Request,
    ) -> impl Future<Output = Result<create_room::Room, create_room::Error>> + Send {
        Unimplemented::of((cx, request))
    }

    /// `GET /rooms/{roomId}/messages`: the messages of a room.
    fn room_messages(
        &self,
        cx: &mut Context<Self::Session>,
        request: room_messages::Request,
    ) -> impl Future<Output = Result<room_messages::Response, room_messages::Error>> + Send {
        Unimplemented::of((cx, request))
    }
}
