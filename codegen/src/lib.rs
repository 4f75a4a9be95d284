//! Turns OpenAPI 3.1 documents into Rust that people like to read: types, a server trait with its
//! router, and a client.

mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod emit;
mod generator;
mod layout;
pub mod lower;
pub mod model;
pub mod names;
pub mod passes;
pub mod pointer;
pub mod render;
pub mod resolve;
pub mod schema;
pub mod source;
pub mod value;

pub use config::Config;
pub use generator::{
    DocumentRead, Generator, OperationMade, Output, Report, Skipped, Stage, TypeMade,
};
pub use render::MARK;
