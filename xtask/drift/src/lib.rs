//! Determines the effect of OpenAPI document changes on the released crate, and on the programs of its users.
//!
//! [`compare`] compares two documents by the [`rules`]; [`generator::check`] runs the generator on them; [`report`]
//! presents the findings, and [`exceptions`] are accepted findings.

mod compare;
pub mod exceptions;
pub mod generator;
pub mod public_items;
pub mod report;
pub mod rules;
pub mod source;

pub use compare::compare;
