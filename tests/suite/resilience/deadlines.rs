//! The timeout of a whole call: it never waits beyond it.

use std::time::Duration;

use astro_api::{Client, Error, ErrorKind, RetryPolicy};
use astro_api_fake::FakeResponse;
use astro_api_tests::{ManualTimer, TOKEN, assert_retry_after_waits, builder, fake};

use super::{builder_with_timer, list, start, start_with};

const SECOND: Duration = Duration::from_secs(1);

/// Requests a page of the list, with this timeout.
async fn list_within(client: &Client, timeout: Duration) -> Result<(), Error> {
    let request = client.list_organizations().with_timeout(timeout);
    request.send().await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_wait_exceeds_the_deadline() {
    for seconds in [10, 20, 40, 80, 160] {
        let fake = fake(1).await;
        let timer = ManualTimer::default();
        let policy = RetryPolicy::default().max_attempts(1000);
        let client = builder_with_timer(&fake, &timer)
            .retry(policy)
            .build()
            .unwrap();
        fake.on_request(|_| Some(FakeResponse::new(503)));
        let whole = SECOND * seconds;
        let error = list_within(&client, whole).await.unwrap_err();
        let waited: Duration = timer.slept().iter().sum();
        assert!(waited < whole, "{waited:?} of {whole:?}");
        // The next wait would have been a back-off of at most 30 s.
        assert!(
            whole - waited <= 30 * SECOND,
            "given up too early, after {waited:?}"
        );
        assert_eq!(
            error.status().map(|s| s.as_u16()),
            Some(503),
            "the error names the cause"
        );
        assert!(error.to_string().contains("no time left"), "{error}");
        assert_eq!(error.attempts() as usize, fake.requests().len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wait_that_ends_at_the_deadline_is_skipped() {
    let fake = fake(1).await;
    for (retry_after, attempts) in [("29", 2), ("30", 1), ("31", 1)] {
        let timer = ManualTimer::default();
        let client = builder_with_timer(&fake, &timer)
            .timeout(30 * SECOND)
            .build()
            .unwrap();
        fake.next(FakeResponse::new(503).header("retry-after", retry_after));
        fake.next(FakeResponse::new(404));
        let error = list(&client).await.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{retry_after}");
        fake.clear_failures();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn request_timeout_overrides_the_client() {
    let (fake, timer, client) = start_with(|builder| builder.timeout(5 * SECOND)).await;
    let response = || FakeResponse::new(503).header("retry-after", "50");
    fake.next(response());
    assert!(list(&client).await.is_err());
    fake.next(response());
    list_within(&client, 100 * SECOND).await.unwrap();
    assert_retry_after_waits(&timer.slept(), &[50]);
}

#[tokio::test(flavor = "multi_thread")]
async fn zero_timeout_sends_nothing() {
    let (fake, _, client) = start().await;
    let error = list_within(&client, Duration::ZERO).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout());
    assert_eq!(error.attempts(), 0);
    assert_eq!(fake.requests(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn maximum_timeout_is_accepted() {
    let (fake, _, client) = start_with(|builder| {
        builder
            .timeout(Duration::MAX)
            .attempt_timeout(Duration::MAX)
    })
    .await;
    fake.next(FakeResponse::new(503));
    list(&client).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn timeout_error_names_the_expired_timeout() {
    // With this clock, no time passes before the request is sent.
    let (fake, _, client) = start().await;
    fake.next(FakeResponse::silence());
    let error = list_within(&client, Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.is_retryable());
    assert_eq!(error.attempts(), 1);
    let text = error.to_string();
    assert!(
        text.contains("50ms") && text.contains("with_timeout"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn token_source_is_limited_by_the_timeout() {
    let fake = fake(1).await;
    let client = builder(fake.base_url())
        .token_source(|| async {
            std::future::pending::<()>().await;
            Ok::<_, std::io::Error>(TOKEN.to_owned())
        })
        .build()
        .unwrap();
    let error = list_within(&client, Duration::from_millis(50))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.attempts(), 0);
    assert!(error.to_string().contains("the token source"), "{error}");
    assert_eq!(fake.requests(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_has_the_full_timeout() {
    let fake = fake(30).await;
    let timer = ManualTimer::default();
    let client = builder_with_timer(&fake, &timer)
        .concurrent_pages(1)
        .timeout(30 * SECOND)
        .build()
        .unwrap();
    // Three waits of 20 s exceed the call's timeout.
    for _ in 0..3 {
        fake.next(FakeResponse::new(503).header("retry-after", "20"));
        fake.next(FakeResponse::regular());
    }
    let stream = client.list_organizations().limit(10).stream();
    assert_eq!(stream.try_collect::<Vec<_>>().await.unwrap().len(), 30);
    assert_retry_after_waits(&timer.slept(), &[20; 3]);
}
