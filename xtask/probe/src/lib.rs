//! Validates live API responses strictly against the document.
//!
//! The client tolerates missing and unknown members, so that its users do not notice when the API drifts away from the
//! document. This crate reports the drift to the maintainers: [`probe`] reads everything that GET can reach, collects
//! the ids on the way, and reports findings by the [`rules`]. The report contains no value of a response: only names of
//! members, types, and texts with the form of an enum constant.

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
