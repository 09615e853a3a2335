//! A custom HTTP client, with its own settings.

use std::time::Duration;

use astro_api::{Client, ErrorKind, RateLimits};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{
    ManualTimer, ScriptedServer, Step, TOKEN, assert_retry_after_waits, builder, fake,
};

use super::list;

/// Creates a client with an HTTP client that has reqwest's defaults, which follow redirects.
fn client_with_custom_http(
    fake: &Fake,
    timer: &ManualTimer,
    set: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
) -> Client {
    let http = set(reqwest::Client::builder().no_proxy()).build().unwrap();
    builder(fake.base_url())
        .timer(timer.clone())
        .rate_limits(RateLimits::off())
        .http_client(http)
        .build()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn custom_client_keeps_headers_and_retries() {
    let fake = fake(1).await;
    let timer = ManualTimer::default();
    let client = client_with_custom_http(&fake, &timer, |http| http.user_agent("other/1"));
    fake.next(FakeResponse::new(503).header("retry-after", "3"));
    list(&client).await.unwrap();
    assert_retry_after_waits(&timer.slept(), &[3]);
    for request in fake.requests() {
        assert_eq!(
            request.header("authorization"),
            Some(&*format!("Bearer {TOKEN}"))
        );
        let agent = request.header("user-agent").unwrap();
        assert!(agent.starts_with("astro-api-rust/"), "{agent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redirect_to_another_origin_is_an_error() {
    let page = r#"{"limit":1,"offset":0,"organizations":[],"totalCount":0}"#;
    for status in [200, 404, 503] {
        let other = ScriptedServer::start([Step::response(status, &[], page)]).await;
        let fake = fake(1).await;
        let timer = ManualTimer::default();
        let client = client_with_custom_http(&fake, &timer, |http| http);
        fake.next(FakeResponse::redirect(format!(
            "{}/organizations",
            other.base_url()
        )));
        let error = list(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection, "{error:?}");
        assert!(!error.is_retryable(), "it would lead there again");
        assert_eq!(error.attempts(), 1);
        assert!(
            error.to_string().contains("redirect::Policy::none()"),
            "{error}"
        );
        let seen = other.seen();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].header("authorization"), None);
        assert!(!seen[0].head.contains(TOKEN), "{}", seen[0].head);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redirect_within_the_origin_is_followed() {
    let fake = fake(1).await;
    let client = client_with_custom_http(&fake, &ManualTimer::default(), |http| http);
    fake.next(FakeResponse::redirect("/v1/organizations?limit=1"));
    list(&client).await.unwrap();
    assert_eq!(fake.requests().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn timeout_of_a_custom_client_is_a_timeout() {
    let fake = fake(1).await;
    let client = client_with_custom_http(&fake, &ManualTimer::default(), |http| {
        http.timeout(Duration::from_millis(500))
    });
    fake.next(FakeResponse::silence());
    // It is retried, and the second attempt succeeds.
    let slow = client.list_organizations();
    slow.send().await.unwrap();
    fake.on_request(|_| Some(FakeResponse::silence()));
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.attempts(), 4);
    assert!(
        error.to_string().contains("the timeout of the HTTP client"),
        "{error}"
    );
}
