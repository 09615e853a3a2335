//! Holds what the API answers strictly against its document.
//!
//! The client forgives what an answer lacks and passes over what it does not know, so that its users never see the API
//! drift away from the document. Here the maintainers see it: [`probe`] reads everything that GET can reach, finding the
//! ids on its way, and makes a report by the [`rules`]. No value of an answer gets into the report: only names of
//! members, types, and what looks like a constant of an enumeration.

mod ask;
mod command;
mod document;
mod furnish;
mod hold;
pub mod rules;
mod walk;

pub use ask::Target;
pub use command::run;
pub use document::Document;
pub use furnish::furnish;
pub use walk::{Options, Outcome, probe};
