//! A small API in exactly the form in which the generator writes one, driven in process.

#![allow(
    clippy::enum_variant_names,
    unreachable_pub,
    dead_code,
    reason = "what is public in a library"
)]

#[macro_use]
extern crate typewright_support as support;

#[cfg(test)]
mod checks;
mod client;
mod create_room;
mod room_messages;
mod router;
mod security;
mod server;
mod versions;
