//! The fixtures: one folder for each construct, with a document, instances of its schemas, and
//! sometimes a config and checks of its own.

mod compiled;
mod driver;
mod folder;
mod hostile;
mod keywords;
mod outline;
mod shuffle;
mod snapshots;
mod suite;
