//! What a change of the OpenAPI document does to the crate that is released, and to the programs of its users.

pub mod report;
