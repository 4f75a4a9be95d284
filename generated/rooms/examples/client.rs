//! Prints a room of the example server: `cargo run -p matrix-rooms --example client --features
//! reqwest`.

use matrix_rooms::{
    client::Client,
    families::AnyStateEvent,
    room_initial_sync,
    support::{client::CallError, reqwest::Reqwest},
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base = "http://127.0.0.1:8008".parse()?;
    let client = Client::new(Reqwest::new()?, base).with_credentials("secret-of-alice");
    let room = "!garden:example.org".to_owned();
    let info = match client.room_initial_sync(room).await {
        Ok(info) => info,
        Err(CallError::Api {
            error: room_initial_sync::Error::Forbidden(_),
            ..
        }) => {
            println!("the room is closed to us");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    println!("{}", info.room_id);
    for event in info.state.iter().flatten() {
        match event.get() {
            Ok(AnyStateEvent::RoomName(event)) => println!("  is called {}", event.content.name),
            Ok(AnyStateEvent::RoomMember(event)) => {
                println!(
                    "  {} is in it: {:?}",
                    event.state_key, event.content.membership
                );
            }
            Ok(AnyStateEvent::Unknown(event)) => println!("  has {}", event.as_str()),
            Ok(event) => println!("  has {event:?}"),
            // One bad event is one bad event.
            Err(error) => println!("  has what isn't as declared ({error}): {}", event.as_str()),
        }
    }
    Ok(())
}
