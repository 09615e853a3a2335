//! The tests of the workspace that are about more than one file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod answers;
mod audit_logs;
mod compose;
mod cost;
mod declared;
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
mod layers;
mod links;
mod normalization;
mod paging;
mod production;
mod readme;
mod refinement;
mod roles;
mod safety;
mod searching;
mod secrets;
mod soak;
mod sync;
mod tables;
mod telemetry;
mod updates;
mod waiting;
mod wire;
mod workflows;
