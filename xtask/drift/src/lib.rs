//! What a change of the OpenAPI document does to the crate that is released, and to the programs of its users.
//!
//! [`compare`] holds two documents against each other by the [`rules`]; [`generator::check`] asks the generator what it
//! makes of them; [`report`] is what comes of both, and [`exceptions`] are the findings that somebody has accepted.

mod compare;
pub mod exceptions;
pub mod generator;
pub mod public_items;
pub mod report;
pub mod rules;
pub mod source;

pub use compare::compare;
