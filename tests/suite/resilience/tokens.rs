//! The sources of the token, and how often they are called.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use astro_api::{ErrorKind, TokenSource};
use astro_api_fake::FakeResponse;
use astro_api_tests::{ManualTimer, TOKEN, fake};
use tokio::{sync::Semaphore, task::JoinSet};

use super::{builder_with_timer, list, start, start_with};

/// A source that counts its calls, and returns a token only with a permit.
#[derive(Clone)]
pub(super) struct CountingTokenSource {
    pub(super) calls: Arc<AtomicU32>,
    pub(super) permits: Arc<Semaphore>,
    token: Arc<dyn Fn(u32) -> Result<String, io::Error> + Send + Sync>,
}

impl CountingTokenSource {
    /// Creates a source that passes the number of the call, counted from 0, to a function, without waiting.
    pub(super) fn returning(
        token: impl Fn(u32) -> Result<String, io::Error> + Send + Sync + 'static,
    ) -> Self {
        let source = Self::gated(token);
        source.permits.add_permits(1000);
        source
    }

    /// The same, waiting for permits.
    pub(super) fn gated(
        token: impl Fn(u32) -> Result<String, io::Error> + Send + Sync + 'static,
    ) -> Self {
        Self {
            calls: Arc::default(),
            permits: Arc::new(Semaphore::new(0)),
            token: Arc::new(token),
        }
    }

    pub(super) fn calls(&self) -> u32 {
        self.calls.load(Ordering::SeqCst)
    }
}

impl TokenSource for CountingTokenSource {
    type Error = io::Error;

    async fn token(&self) -> Result<String, io::Error> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst);
        self.permits.acquire().await.unwrap().forget();
        (self.token)(number)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_first_calls_request_one_token() {
    let source = CountingTokenSource::returning(|_| Ok(TOKEN.to_owned()));
    let (fake, _, client) = start_with(|builder| builder.token_source(source.clone())).await;
    assert_eq!(
        source.calls(),
        0,
        "nothing is requested before it is needed"
    );
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { list(&client).await });
    }
    for result in calls.join_all().await {
        result.unwrap();
    }
    assert_eq!(source.calls(), 1);
    assert_eq!(fake.requests().len(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn token_is_trimmed() {
    let (_fake, _, client) = start_with(|builder| {
        builder.token_source(|| async { Ok::<_, io::Error>(format!(" {TOKEN}\r\n")) })
    })
    .await;
    list(&client).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_source_fails_the_call_and_is_called_again() {
    let fake = fake(1).await;
    let source = CountingTokenSource::returning(|number| match number {
        0 => Err(io::Error::other(format!(
            "no route to the vault with {TOKEN}"
        ))),
        1 => Ok(" ".to_owned()),
        2 => Ok("a\nb".to_owned()),
        _ => Ok(TOKEN.to_owned()),
    });
    let client = builder_with_timer(&fake, &ManualTimer::default())
        .token_source(source.clone())
        .build()
        .unwrap();
    for number in 1..=3 {
        let error = list(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TokenSource);
        assert_eq!(error.attempts(), 0);
        assert_eq!(error.status(), None);
        assert_eq!(error.operation(), Some("ListOrganizations"));
        assert!(
            !error.is_retryable(),
            "what the source fails with is not known"
        );
        assert_eq!(
            source.calls(),
            number,
            "a failure is not tried again by itself"
        );
        let text = format!("{error:?}");
        assert!(!text.contains(TOKEN), "{text}");
        if number == 1 {
            assert!(text.contains("no route to the vault"), "{text}");
        }
    }
    assert_eq!(fake.requests(), []);
    list(&client).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_fixed_token_is_not_sent_again() {
    let (fake, timer, client) = start().await;
    fake.next(FakeResponse::new(401));
    let error = list(&client).await.unwrap_err();
    assert!(error.is_unauthorized() && !error.is_retryable());
    assert_eq!(error.attempts(), 1);
    assert_eq!(fake.requests().len(), 1);
    assert!(timer.slept().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn clones_share_the_token() {
    let source = CountingTokenSource::returning(|_| Ok(TOKEN.to_owned()));
    let (_fake, _, client) = start_with(|builder| builder.token_source(source.clone())).await;
    list(&client).await.unwrap();
    list(&client.clone()).await.unwrap();
    assert_eq!(source.calls(), 1);
}
