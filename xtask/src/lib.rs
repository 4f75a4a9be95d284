//! What the tasks of this workspace share with its tests.

pub mod corpus;
pub mod farm;
