//! What the tests share. The tests themselves are in `suite`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod client;
mod raw;

use std::path::PathBuf;

pub use client::{TOKEN, client, client_with_token, fake};
pub use raw::RawServer;

/// The folder of the repository.
pub fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}
