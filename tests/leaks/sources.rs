//! Token sources: their tokens and errors.

use std::{
    error::Error as StdError,
    fmt,
    sync::atomic::{AtomicUsize, Ordering},
};

use astro_api::{Client, ErrorKind};
use astro_api_fake::FakeResponse;
use astro_api_tests::{TOKEN, fake};

use crate::{
    assert_error_clean, builder_with_secrets, capture,
    secrets::{self, OPAQUE},
};

/// An error of a source, with a cause of the same text.
#[derive(Debug)]
struct SourceError {
    text: String,
    cause: Option<Box<SourceError>>,
}

impl SourceError {
    fn new(text: &str) -> Self {
        let text = text.to_owned();
        let cause = Some(Box::new(Self {
            text: text.clone(),
            cause: None,
        }));
        Self { text, cause }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for SourceError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref().map(|e| e as _)
    }
}

/// Creates a client whose source returns these tokens, or fails with these texts, in order.
fn client(base_url: String, results: Vec<Result<String, String>>) -> Client {
    let calls = AtomicUsize::new(0);
    let source = move || {
        let number = calls.fetch_add(1, Ordering::Relaxed);
        let given = results[number.min(results.len() - 1)].clone();
        async move { given.map_err(|text| SourceError::new(&text)) }
    };
    builder_with_secrets(base_url)
        .token_source(source)
        .build()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn error_of_a_source_with_a_token_is_redacted() {
    capture::start();
    let fake = fake(1).await;
    for text in [
        TOKEN.to_owned(),
        format!("cannot renew {TOKEN}: expired"),
        format!("POST /token Authorization: Bearer {OPAQUE} answered 400"),
        format!("{{\"authorization\":\"bearer {OPAQUE}\"}}"),
        format!("https://login.example/?token={TOKEN}"),
    ] {
        let client = client(fake.base_url(), vec![Err(text)]);
        let error = client.list_organizations().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TokenSource);
        assert!(error.source().is_some());
        assert_error_clean(&error, "a source that fails");
        secrets::assert_clean(&format!("{client:?}"), "Debug");
    }
    assert_eq!(fake.requests(), []);
    capture::assert_clean("a token source failing with what looks like a token");
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_token_of_a_source_does_not_leak() {
    capture::start();
    let fake = fake(1).await;
    for given in [
        format!("{TOKEN}\n{OPAQUE}"),
        format!("{OPAQUE}\0"),
        " \n".to_owned(),
    ] {
        let client = client(fake.base_url(), vec![Ok(given)]);
        let error = client.list_organizations().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TokenSource);
        assert_error_clean(&error, "a source that gives no token");
    }
    capture::assert_clean("a token source that returns an invalid token");
}

/// A server that echoes tokens rejects the first one, and then the second.
#[tokio::test(flavor = "multi_thread")]
async fn rejected_tokens_of_a_source_do_not_leak() {
    capture::start();
    let fake = fake(1).await;
    for (first, second) in [(TOKEN, OPAQUE), (OPAQUE, TOKEN)] {
        let client = client(
            fake.base_url(),
            vec![Ok(first.to_owned()), Ok(second.to_owned())],
        );
        fake.next(FakeResponse::error(401, first).header("x-request-id", first));
        fake.next(FakeResponse::error(401, second).header("x-request-id", second));
        let error = client.list_organizations().send().await.unwrap_err();
        assert!(error.is_unauthorized() && error.attempts() == 2);
        assert_error_clean(&error, "a second refusal");
        secrets::assert_clean(&format!("{client:?}"), "Debug");
    }
    capture::assert_clean("a token source giving tokens that are refused");
}

/// The source's error contains the token that it could not renew. The client has sent it, so it redacts it in any form.
#[tokio::test(flavor = "multi_thread")]
async fn error_of_a_source_with_its_last_token_is_redacted() {
    capture::start();
    let fake = fake(1).await;
    let results = vec![Ok(OPAQUE.to_owned()), Err(format!("cannot renew {OPAQUE}"))];
    let client = client(fake.base_url(), results);
    fake.next(FakeResponse::new(401));
    let error = client.list_organizations().send().await.unwrap_err();
    assert_error_clean(&error, "a renewal that fails");
    capture::assert_clean("a token source failing with the token that it gave before");
}
