//! The tests stand in `tests/main.rs`; this library is empty.
