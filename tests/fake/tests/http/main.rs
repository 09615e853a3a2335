//! The fake, asked over its socket: byte for byte what a client of the API gets to see.

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

/// Tests end with the first error, which says more than a panic inside a helper.
type Outcome = Result<(), Box<dyn std::error::Error>>;
