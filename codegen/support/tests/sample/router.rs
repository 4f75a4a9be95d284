//! The routes.

use std::sync::Arc;

use crate::{
    create_room, room_messages,
    server::{Meta, Rooms, Server},
    support::{
        self,
        router::{Handling, Route, Routes},
        server::{Exchange, is_unimplemented},
    },
    versions,
};

/// Serves all operations.
pub type Router<S> = support::router::Router<S, All>;

/// All operations, for [`Router`].
#[derive(Debug)]
pub enum All {}

impl<S: Server> Routes<S> for All {
    const ROUTES: &'static [Route<S>] = &[
        Route::new(&create_room::OPERATION, create_room).unless(is_unimplemented(&S::create_room)),
        Route::new(&room_messages::OPERATION, room_messages)
            .unless(is_unimplemented(&S::room_messages)),
        Route::new(&versions::OPERATION, versions).unless(is_unimplemented(&S::versions)),
    ];
}

fn create_room<S: Rooms>(server: Arc<S>, exchange: Exchange) -> Handling {
    Box::pin(async move {
        let mut cx = exchange.authenticate_optional(&*server).await?;
        let request = exchange.read().await?;
        let answer = server.create_room(&mut cx, request).await;
        cx.answer::<create_room::Request>(answer)
    })
}

fn room_messages<S: Rooms>(server: Arc<S>, exchange: Exchange) -> Handling {
    Box::pin(async move {
        let mut cx = exchange.authenticate(&*server).await?;
        let request = exchange.read().await?;
        let answer = server.room_messages(&mut cx, request).await;
        cx.answer::<room_messages::Request>(answer)
    })
}

fn versions<S: Meta>(server: Arc<S>, exchange: Exchange) -> Handling {
    Box::pin(async move {
        let mut cx = exchange.public();
        let request = exchange.read().await?;
        let answer = server.versions(&mut cx, request).await;
        cx.answer::<versions::Request>(answer)
    })
}
