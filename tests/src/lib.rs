//! What the tests share. The tests themselves are in `suite`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod client;
mod held;
mod held_timer;
mod raw;
mod recorder;
mod script;
mod step;
mod texts;
mod timer;
mod waits;

use std::path::PathBuf;

pub use client::{TOKEN, builder, client, client_with_token, fake};
pub use held::{HeldServer, HeldState};
pub use held_timer::HeldTimer;
pub use raw::RawServer;
pub use recorder::{Fields, Recorder, SeenEvent, SeenSpan};
pub use script::{ScriptServer, SeenRequest};
pub use step::Step;
pub use texts::error_texts;
pub use timer::ManualTimer;
pub use waits::{assert_asked_waits, is_asked_wait};

/// Compiles the programs of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The folder of the repository.
pub fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}
