//! The rooms crate as server and client, in process and over a socket.

mod answers;
mod calls;
mod home;
mod leaving;
mod secrets;
mod way;
