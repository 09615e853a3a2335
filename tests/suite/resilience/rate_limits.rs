//! The API's rate limits, with a simulated clock.

use std::time::{Duration, Instant};

use astro_api::{Client, ClientBuilder, Method, Rate, RateLimits, Timer};
use astro_api_tests::{ManualTimer, fake, organization_id};
use tokio::task::JoinSet;

use super::{builder_with_timer, list, start_with};

const SECOND: Duration = Duration::from_secs(1);

/// Sets the default rate limits.
fn rate_limited_client(builder: ClientBuilder) -> ClientBuilder {
    builder.rate_limits(RateLimits::default())
}

/// Requests a missing resource from the fake: the limits count requests, whatever the response.
async fn send(client: &Client, method: Method, path: &str) {
    let error = client.request(method, path).send_empty().await.unwrap_err();
    assert_eq!(error.attempts(), 1, "{error}");
}

/// Checks that no period has more requests than its rate.
fn assert_within(sent: &[Instant], requests: usize, period: Duration) {
    for window in sent.windows(requests + 1) {
        let (first, last) = (window[0], window[requests]);
        assert!(
            last - first >= period,
            "{:?} for {}",
            last - first,
            requests + 1
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_reads_wait_one_second() {
    let (_fake, timer, client) = start_with(rate_limited_client).await;
    let mut sent = Vec::new();
    for _ in 0..30 {
        list(&client).await.unwrap();
        sent.push(timer.now());
    }
    assert_eq!(timer.slept(), [SECOND]);
    assert_within(&sent, 25, SECOND);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_second_exceeds_the_limit() {
    let (_fake, timer, client) = start_with(rate_limited_client).await;
    let mut sent = Vec::new();
    for number in 0..130_u64 {
        // Irregular steps, so that the window slides.
        timer.advance(Duration::from_millis(number * 7 % 31));
        list(&client).await.unwrap();
        sent.push(timer.now());
    }
    assert!(!timer.slept().is_empty());
    assert_within(&sent, 25, SECOND);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_calls_share_the_limit() {
    let (_fake, timer, client) = start_with(rate_limited_client).await;
    let mut calls = JoinSet::new();
    for _ in 0..60 {
        let client = client.clone();
        calls.spawn(async move { list(&client).await });
    }
    for result in calls.join_all().await {
        result.unwrap();
    }
    // 25 at once, 25 after a second, 10 after another.
    assert_eq!(timer.slept(), [SECOND; 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_rate_class_has_its_own_limit() {
    let (fake, timer, client) = start_with(rate_limited_client).await;
    for (method, allowed) in [(Method::GET, 25), (Method::POST, 10), (Method::DELETE, 5)] {
        for _ in 0..allowed {
            send(&client, method.clone(), "/nothing").await;
        }
    }
    assert!(timer.slept().is_empty(), "{:?}", timer.slept());
    // PATCH and PUT count as writes like POST, and HEAD as a read like GET.
    for method in [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PATCH,
        Method::PUT,
        Method::DELETE,
    ] {
        let before = timer.slept().len();
        let client = rate_limited_client(builder_with_timer(&fake, &timer))
            .build()
            .unwrap();
        let limit = match method {
            Method::GET | Method::HEAD => 25,
            Method::DELETE => 5,
            _ => 10,
        };
        for _ in 0..limit {
            send(&client, method.clone(), "/nothing").await;
        }
        assert_eq!(timer.slept().len(), before, "{method}");
        send(&client, method.clone(), "/nothing").await;
        assert_eq!(timer.slept()[before..], [SECOND], "{method}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn audit_logs_are_limited_to_two_per_minute() {
    let (fake, timer, client) = start_with(rate_limited_client).await;
    let id = organization_id(&fake);
    let mut sent = Vec::new();
    for _ in 0..5 {
        let export = client.organization(&id).get_organization_audit_logs();
        drop(export.send().await.unwrap());
        sent.push(timer.now());
        // Other reads are not delayed by it.
        list(&client).await.unwrap();
    }
    let minute = Duration::from_secs(60);
    assert_eq!(timer.slept(), [minute; 2]);
    assert_within(&sent, 2, minute);
    // A raw request can share the bucket: the sixth of all passes, the seventh waits.
    for waits in [2, 3] {
        let export = client
            .request(Method::GET, "/organizations/{organizationId}/audit-logs")
            .path_param("organizationId", &id)
            .audit_log_limit();
        drop(export.send_bytes().await.unwrap());
        assert_eq!(timer.slept().len(), waits);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_can_be_changed_and_disabled() {
    let fake = fake(1).await;
    let timer = ManualTimer::default();
    let with = |limits| {
        let builder = builder_with_timer(&fake, &timer).rate_limits(limits);
        builder.build().unwrap()
    };
    let off = with(RateLimits::off());
    for _ in 0..100 {
        list(&off).await.unwrap();
    }
    assert!(timer.slept().is_empty());
    let unlimited = with(RateLimits::default().with_get_limit(None));
    for _ in 0..100 {
        list(&unlimited).await.unwrap();
    }
    assert!(timer.slept().is_empty());
    let one = with(RateLimits::default().with_get_limit(Rate::per_minute(1)));
    for _ in 0..3 {
        list(&one).await.unwrap();
    }
    assert_eq!(timer.slept(), [SECOND * 60; 2]);
}
