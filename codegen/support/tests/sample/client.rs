//! The client.

use crate::{
    create_room, room_messages,
    support::client::{Call, Transport},
    versions,
};

client!();

impl<T: Transport> Client<T> {
    /// `POST /rooms`: makes a room.
    pub fn create_room(&self, body: create_room::Room) -> Call<'_, create_room::Request> {
        self.call(create_room::Request::new(body))
    }

    /// `GET /rooms/{roomId}/messages`: the messages of a room.
    pub fn room_messages(&self, room_id: String) -> Call<'_, room_messages::Request> {
        self.call(room_messages::Request::new(room_id))
    }

    /// `GET /versions`: which versions there are.
    pub fn versions(&self) -> Call<'_, versions::Request> {
        self.call(versions::Request::new())
    }
}
