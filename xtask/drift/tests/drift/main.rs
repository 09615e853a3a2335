//! Tests of the comparison of documents, its rules and its report.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod detection;
mod generator;
mod report;
mod rules;
mod schemas;
mod source;
mod support;
mod table;
