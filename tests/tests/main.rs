//! All integration tests, in one binary.

mod acceptance;
mod corpus;
mod corpus_compile;
mod diagnostics;
mod embedded;
mod fixtures;
mod instances;
mod remotes;
mod rooms_codec;
mod rooms_current;
mod rooms_http;
mod run_time_rules;
mod seed;
mod suite_rules;
