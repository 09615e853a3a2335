//! Rate limits across calls: clones, cancelled calls, calls without time left, and the effect of a 429 on all.

use std::time::Duration;

use astro_api::{Client, ClientBuilder, ErrorKind, Method, Rate, RateLimits, RetryPolicy};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{GatedTimer, assert_retry_after_waits};
use tokio::task::{JoinHandle, yield_now};

use super::{list, start_with};

const SECOND: Duration = Duration::from_secs(1);

/// Disables retries, and sets the default rate limits.
fn client_without_retries(builder: ClientBuilder) -> ClientBuilder {
    builder
        .rate_limits(RateLimits::default())
        .retry(RetryPolicy::never())
}

/// Starts a client that waits before its next call, on a clock that the test controls.
async fn start_waiting() -> (Fake, GatedTimer, Client) {
    let timer = GatedTimer::default();
    let limits = RateLimits::default().with_get_limit(Rate::per_second(1));
    let (fake, _, client) =
        start_with(|builder| builder.timer(timer.clone()).rate_limits(limits)).await;
    list(&client).await.unwrap();
    (fake, timer, client)
}

fn spawn(client: &Client) -> JoinHandle<Result<(), astro_api::Error>> {
    let client = client.clone();
    tokio::spawn(async move { list(&client).await })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_pauses_all_clones() {
    let (fake, timer, client) = start_with(client_without_retries).await;
    fake.next(FakeResponse::new(429).header("retry-after", "7"));
    assert!(list(&client).await.unwrap_err().is_rate_limited());
    assert!(
        timer.slept().is_empty(),
        "the call itself is not tried again"
    );
    list(&client.clone()).await.unwrap();
    assert_retry_after_waits(&timer.slept(), &[7]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_without_retry_after_pauses_for_a_second() {
    let (fake, timer, client) = start_with(client_without_retries).await;
    fake.next(FakeResponse::new(429));
    assert!(list(&client).await.is_err());
    list(&client.clone()).await.unwrap();
    assert_eq!(timer.slept(), [SECOND]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_pauses_its_rate_class_only() {
    let (fake, timer, client) = start_with(client_without_retries).await;
    fake.next(FakeResponse::new(429).header("retry-after", "7"));
    assert!(list(&client).await.is_err());
    let post = client.request(Method::POST, "/nothing").send_empty();
    assert!(post.await.unwrap_err().is_not_found());
    assert!(timer.slept().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn excessive_retry_after_does_not_pause_forever() {
    let (fake, timer, client) = start_with(client_without_retries).await;
    fake.next(FakeResponse::new(429).header("retry-after", "99999999999999999999"));
    assert!(list(&client).await.is_err());
    list(&client).await.unwrap();
    assert_eq!(
        timer.slept(),
        [60 * SECOND],
        "the longest wait of the policy"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_503_pauses_no_other_call() {
    let (fake, timer, client) = start_with(client_without_retries).await;
    fake.next(FakeResponse::new(503).header("retry-after", "7"));
    assert!(list(&client).await.is_err());
    list(&client.clone()).await.unwrap();
    assert!(timer.slept().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn call_waits_once_after_a_429() {
    let (fake, timer, client) =
        start_with(|builder| builder.rate_limits(RateLimits::default())).await;
    fake.next(FakeResponse::new(429).header("retry-after", "7"));
    list(&client).await.unwrap();
    assert_retry_after_waits(&timer.slept(), &[7]);
}

#[tokio::test(flavor = "multi_thread")]
async fn retries_count_against_the_limit() {
    let (fake, timer, client) = start_with(|builder| {
        builder.rate_limits(RateLimits::off().with_get_limit(Rate::per_minute(1)))
    })
    .await;
    fake.next(FakeResponse::new(503).header("retry-after", "20"));
    list(&client).await.unwrap();
    assert_retry_after_waits(&timer.slept()[..1], &[20]);
    // The rest of the minute, regardless of the first wait.
    assert_eq!(timer.slept().iter().sum::<Duration>(), 60 * SECOND);
}

#[tokio::test(flavor = "multi_thread")]
async fn call_that_cannot_start_in_time_fails_unsent() {
    let (fake, timer, client) = start_with(|builder| {
        builder.rate_limits(RateLimits::default().with_get_limit(Rate::per_minute(1)))
    })
    .await;
    list(&client).await.unwrap();
    let request = client.list_organizations().with_timeout(30 * SECOND);
    let error = request.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.attempts(), 0);
    assert!(error.is_retryable(), "later, it may be sent");
    assert!(error.to_string().contains("rate limit"), "{error}");
    assert!(timer.slept().is_empty(), "no wait is wasted");
    assert_eq!(fake.requests().len(), 1);
    // It has taken no slot.
    list(&client).await.unwrap();
    assert_eq!(timer.slept(), [60 * SECOND]);
}

#[tokio::test(flavor = "multi_thread")]
async fn unsent_create_is_retryable() {
    let limits = RateLimits::default().with_post_limit(Rate::per_minute(1));
    let (_fake, _, client) = start_with(|builder| builder.rate_limits(limits)).await;
    let create = || client.request(Method::POST, "/nothing");
    assert!(create().send_empty().await.unwrap_err().is_not_found());
    let late = create().with_timeout(30 * SECOND).send_empty().await;
    let late = late.unwrap_err();
    assert_eq!(late.attempts(), 0);
    assert!(late.is_retryable());
}

/// On one thread, so that a spawned task has been polled after a yield.
#[tokio::test]
async fn cancelled_wait_releases_its_slot() {
    let (fake, timer, client) = start_waiting().await;
    let first = spawn(&client);
    timer.slept(1).await;
    // Another one waits behind it, and is cancelled as well.
    let second = spawn(&client);
    yield_now().await;
    for call in [first, second] {
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
    }
    // The next one waits for the first request of all, not for those that were never sent.
    let third = spawn(&client);
    assert_eq!(timer.slept(2).await, [SECOND; 2]);
    timer.end(1);
    third.await.unwrap().unwrap();
    assert_eq!(timer.slept(2).await.len(), 2);
    assert_eq!(fake.requests().len(), 2);
}

/// On one thread, so that a spawned task has been polled after a yield.
#[tokio::test]
async fn waiting_calls_are_sent_in_order() {
    let (fake, timer, client) = start_waiting().await;
    let mut calls = Vec::new();
    for number in 0..3_usize {
        let client = client.clone();
        calls.push(tokio::spawn(async move {
            let request = client.list_organizations().offset(number as i64);
            request.send().await.map(drop)
        }));
        // Only the first waits for the clock; the others are queued behind it once their task has been polled.
        timer.slept(1).await;
        yield_now().await;
    }
    for (number, call) in calls.into_iter().enumerate() {
        timer.slept(number + 1).await;
        timer.end(number);
        call.await.unwrap().unwrap();
        assert_eq!(fake.requests().len(), number + 2);
    }
}
