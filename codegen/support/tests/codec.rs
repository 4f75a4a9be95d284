//! The codec from outside, on types written as the generator writes them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected fails"
)]

#[macro_use]
extern crate typewright_support as support;

#[path = "codec/formats.rs"]
mod formats;
#[path = "codec/places.rs"]
mod places;
#[path = "codec/sample.rs"]
mod sample;
#[path = "codec/values.rs"]
mod values;
