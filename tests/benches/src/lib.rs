//! What the benches share: processor clocks, contests of several ways to do one thing, the rows
//! they print, and the inputs they make.
//!
//! Only ratios mean anything: contenders take turns, and the medians of their processor times are
//! compared, so that a busy machine slows all of them alike.

pub mod clock;
pub mod contest;
pub mod corpus;
pub mod crates;
pub mod document;
pub mod events;
pub mod farm;
pub mod routes;
pub mod table;
pub mod twins;

/// What a bench may fail with.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
