//! The retry policy, the budget that clones share, and what an error reports about both.

use std::time::Duration;

use astro_api::RetryPolicy;
use astro_api_fake::FakeResponse;
use astro_api_tests::{ManualTimer, assert_retry_after_waits, fake};

use super::{builder_with_timer, list, start, start_with};

#[tokio::test(flavor = "multi_thread")]
async fn clones_share_the_retry_budget() {
    let (fake, _, client) = start_with(|builder| builder.retry_budget(2)).await;
    let clone = client.clone();

    fake.on_request(|_| Some(FakeResponse::new(503)));
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.attempts(), 3, "two retries were all there was");
    assert!(
        error.to_string().contains("retry budget is used up"),
        "{error}"
    );
    assert!(error.is_retryable(), "the failure may still pass");
    let error = list(&clone).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(
        error.to_string().contains("retry budget is used up"),
        "{error}"
    );

    // Five successes at the first attempt refund one retry, to any clone.
    fake.clear_failures();
    for _ in 0..5 {
        list(&clone).await.unwrap();
    }
    fake.next(FakeResponse::new(503));
    list(&client).await.unwrap();
    // That retry succeeded, which refunded it.
    fake.on_request(|_| Some(FakeResponse::new(503)));
    assert_eq!(list(&clone).await.unwrap_err().attempts(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn budget_can_be_unlimited_or_zero() {
    let fake = fake(1).await;
    let timer = ManualTimer::default();
    fake.on_request(|_| Some(FakeResponse::new(503)));
    let unlimited = builder_with_timer(&fake, &timer)
        .retry_budget(None)
        .build()
        .unwrap();
    for _ in 0..50 {
        assert_eq!(list(&unlimited).await.unwrap_err().attempts(), 4);
    }
    let disabled = builder_with_timer(&fake, &timer)
        .retry_budget(0)
        .build()
        .unwrap();
    assert_eq!(list(&disabled).await.unwrap_err().attempts(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn permanent_failure_does_not_charge_the_budget() {
    let (fake, _, client) = start_with(|builder| builder.retry_budget(1)).await;
    for _ in 0..10 {
        fake.next(FakeResponse::new(404));
        list(&client).await.unwrap_err();
    }
    fake.next(FakeResponse::new(503));
    list(&client).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn request_policy_overrides_the_client() {
    let (fake, timer, client) = start().await;
    fake.on_request(|_| Some(FakeResponse::new(503)));

    let never = client.list_organizations().with_retry(RetryPolicy::never());
    let error = never.send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(
        !error.to_string().contains("attempt"),
        "nothing was given up: {error}"
    );
    assert!(timer.slept().is_empty());

    let policy = RetryPolicy::default()
        .max_attempts(6)
        .base_delay(Duration::from_secs(10))
        .max_delay(Duration::from_secs(25));
    let error = client
        .list_organizations()
        .with_retry(policy)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 6);
    let wholes = [10, 20, 25, 25, 25].map(Duration::from_secs);
    assert_eq!(timer.slept().len(), wholes.len());
    for (slept, whole) in timer.slept().into_iter().zip(wholes) {
        assert!(
            slept >= whole / 2 && slept <= whole,
            "{slept:?} of {whole:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn policy_allows_a_longer_retry_after() {
    let fake = fake(1).await;
    let timer = ManualTimer::default();
    let policy = RetryPolicy::default().max_retry_after(Duration::from_secs(200));
    let client = builder_with_timer(&fake, &timer)
        .retry(policy)
        .build()
        .unwrap();
    fake.next(FakeResponse::new(429).header("retry-after", "200"));
    list(&client).await.unwrap();
    assert_retry_after_waits(&timer.slept(), &[200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn error_reports_the_number_of_attempts() {
    let (fake, _, client) = start().await;
    fake.on_request(|_| Some(FakeResponse::error(503, "down")));
    let error = list(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListOrganizations: the API returned 503 Service Unavailable: down; try again later; if it persists, give the \
         request id to Astronomer's support; gave up after 4 attempts \
         (request id fa4e0000-0000-4000-8000-000000000003)"
    );
    assert_eq!(error.attempts(), 4);
    assert_eq!(fake.requests().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn decode_error_reports_the_attempt() {
    let (fake, _, client) = start().await;
    fake.next(FakeResponse::new(503));
    fake.next(FakeResponse::new(200).body("<html>"));
    let error = list(&client).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("failed on attempt 2"), "{error}");
}
