//! The fake, tested over its socket: byte for byte as a client receives it.

mod audit_logs;
mod carried;
mod client;
mod collection;
mod document;
mod errors;
mod every_operation;
mod faults;
mod gateway;
mod lifetime;
mod list;
mod pages;
mod program;
mod resources;
mod rule;
mod script;
mod update;

/// Tests return the first error, which is more informative than a panic in a helper.
type Outcome = Result<(), Box<dyn std::error::Error>>;
