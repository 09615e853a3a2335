//! Validates live API responses strictly against the document.
//!
//! The client tolerates missing and unknown members, so that its users do not notice when the API drifts away from the
//! document. This crate reports the drift to the maintainers: [`probe()`] sends all GET requests whose ids it
//! knows from other responses, and reports findings by the [`rules`]. The report contains no value of a response: only names of
//! members, types, and texts with the form of an enum constant.

mod command;
mod document;
mod probe;
pub mod rules;
mod seed;
mod target;
mod validate;

pub use command::run;
pub use document::Document;
pub use probe::{Options, Outcome, probe};
pub use seed::seed;
pub use target::Target;
