//! A server with a few rooms in memory: `cargo run -p matrix-rooms --example server --features
//! server`.

use std::collections::BTreeMap;

use matrix_rooms::{
    events::{
        room_member::{Membership as Joined, RoomMemberContent, RoomMemberEventInit},
        room_name::{RoomNameContent, RoomNameEventInit},
    },
    families::AnyStateEvent,
    room_initial_sync::{Error, Membership, PaginationChunk, Request, RoomInfo},
    router::Router,
    server::Rooms,
    support::{
        Json,
        fault::Fault,
        server::{Authenticate, Context, Credentials, Unauthenticated},
    },
};
use tokio::net::TcpListener;

/// Access tokens and whom they belong to.
const TOKENS: [(&str, &str); 2] = [
    ("secret-of-alice", "@alice:example.org"),
    ("secret-of-bob", "@bob:example.org"),
];

/// A room as it is kept.
struct Room {
    members: Vec<&'static str>,
    state: Vec<Json<AnyStateEvent>>,
}

struct Homeserver {
    rooms: BTreeMap<&'static str, Room>,
}

/// Who calls.
struct User(&'static str);

impl Authenticate for Homeserver {
    type Session = User;

    async fn authenticate(
        &self,
        _: &Unauthenticated<'_>,
        credentials: Credentials,
    ) -> Result<User, Fault> {
        let token = credentials.secret().map_or("", |secret| secret.reveal());
        let known = TOKENS.iter().find(|(known, _)| *known == token);
        match known {
            Some((_, user)) => Ok(User(user)),
            None => Err(Fault::unauthorized("nobody has this token")),
        }
    }
}

impl Rooms for Homeserver {
    async fn room_initial_sync(
        &self,
        cx: &mut Context<User>,
        request: Request,
    ) -> Result<RoomInfo, Error> {
        let room = self.rooms.get(request.room_id.as_str());
        let Some(room) = room.filter(|room| room.members.contains(&cx.session.0)) else {
            // Who isn't in a room can't tell whether there is one.
            return Err(Fault::forbidden("you aren't in this room").into());
        };
        Ok(RoomInfo::new(request.room_id)
            .with_membership(Membership::Join)
            .with_messages(PaginationChunk::new("t1".to_owned(), Vec::new()))
            .with_state(room.state.clone()))
    }
}

fn homeserver() -> Result<Homeserver, Box<dyn std::error::Error>> {
    let name = RoomNameEventInit {
        content: RoomNameContent::new("The garden".to_owned()),
        event_id: "$name".parse()?,
        sender: "@alice:example.org".parse()?,
        origin_server_ts: 1_700_000_000_000,
        room_id: "!garden:example.org".parse()?,
        state_key: String::new(),
    };
    let bob = RoomMemberEventInit {
        content: RoomMemberContent::new(Joined::Join),
        event_id: "$bob".parse()?,
        sender: "@bob:example.org".parse()?,
        origin_server_ts: 1_700_000_001_000,
        room_id: "!garden:example.org".parse()?,
        state_key: "@bob:example.org".parse()?,
    };
    // An event of a type that no document describes is passed on as it is.
    let weather = Json::parse(r#"{"type":"org.example.weather","content":{"rain":true}}"#)?;
    let garden = Room {
        members: vec!["@alice:example.org", "@bob:example.org"],
        state: vec![
            Json::from(&AnyStateEvent::RoomName(Box::new(name.into())))?,
            Json::from(&AnyStateEvent::RoomMember(Box::new(bob.into())))?,
            weather.cast(),
        ],
    };
    Ok(Homeserver {
        rooms: BTreeMap::from([("!garden:example.org", garden)]),
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:8008").await?;
    println!("listening on http://{}", listener.local_addr()?);
    let router = axum::Router::new().fallback_service(Router::new(homeserver()?));
    axum::serve(listener, router).await?;
    Ok(())
}
