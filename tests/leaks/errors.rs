//! The failures of the suite, reproduced in this process.

#![allow(
    dead_code,
    reason = "what the failures are expected to be, the suite looks at"
)]

#[path = "../suite/errors/canned_responses.rs"]
mod canned_responses;
#[path = "../suite/errors/error_responses.rs"]
mod error_responses;
#[path = "../suite/errors/failures.rs"]
mod failures;
#[path = "../suite/errors/invalid_requests.rs"]
mod invalid_requests;

pub(crate) use failures::ID;

use failures::Failure;

/// Every failure, with the token that all tests send.
pub(crate) fn all() -> &'static [Failure] {
    failures::all()
}

/// The failures that work with any token.
pub(crate) async fn with_token(token: &str) -> Vec<Failure> {
    let mut all = error_responses::failures(token).await;
    all.extend(invalid_requests::failures(token).await);
    all.extend(invalid_requests::configurations(token));
    all
}
