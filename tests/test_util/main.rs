//! Unit tests of code that uses a client, with the feature `test-util` and without a server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod calls;
mod deploy;
mod faults;
mod results;
mod user;

use astro_api::{Client, test_util::CannedTransport};

/// The Organization of the tests.
const ORGANIZATION: &str = "clmaxoarx000008l2c5ayb9pt";

/// Creates a client with default settings and canned responses only.
fn client(transport: &CannedTransport) -> Client {
    Client::builder()
        .transport(transport.clone())
        .build()
        .unwrap()
}
