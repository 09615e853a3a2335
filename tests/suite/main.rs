//! The tests of the workspace that involve more than one file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod audit_logs;
mod compose;
mod decoding;
mod deploy;
mod differences;
mod documents;
mod drift;
mod drift_command;
mod errors;
mod examples;
mod fake;
mod faults;
mod field;
mod find;
mod generator;
mod help;
mod json_schema;
mod links;
mod log_search;
mod modules;
mod normalization;
mod paging;
mod polling;
mod readme;
mod refinement;
mod resilience;
mod roles;
mod schema_roundtrip;
mod schema_types;
mod secrets;
mod security;
mod soak;
mod sync;
mod tables;
mod telemetry;
mod updates;
mod wire;
mod workflows;
