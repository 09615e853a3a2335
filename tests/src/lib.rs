//! Code shared by the tests, which are in `suite`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod client;
mod echoes;
mod gated_server;
mod gated_timer;
mod recorder;
mod scripted_server;
mod step;
mod texts;
mod timer;
mod waits;

use std::path::PathBuf;

pub use client::{TOKEN, builder, client, client_with_token, fake, organization_id};
pub use echoes::{echoes_elsewhere, echoes_in_errors};
pub use gated_server::{GateState, GatedServer};
pub use gated_timer::GatedTimer;
pub use recorder::{Fields, Recorder, SeenEvent, SeenSpan};
pub use scripted_server::{ScriptedServer, SeenRequest};
pub use step::Step;
pub use texts::{error_predicates, error_texts};
pub use timer::ManualTimer;
pub use waits::{assert_retry_after_waits, is_retry_after_wait};

/// Compiles the code blocks of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// Returns the root folder of the repository.
pub fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}
