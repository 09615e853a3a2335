//! Proxies.

use astro_api::{Client, RateLimits, RetryPolicy};
use astro_api_tests::{ScriptedServer, Step, TOKEN, builder};

use super::list;

fn page() -> Step {
    Step::answer(
        200,
        &[],
        r#"{"limit":1,"offset":0,"organizations":[],"totalCount":0}"#,
    )
}

fn through(proxy: &str, base_url: &str) -> Client {
    builder(base_url)
        .proxy(proxy)
        .retry(RetryPolicy::never())
        .rate_limits(RateLimits::off())
        .build()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proxy_that_is_named_gets_the_request_in_its_absolute_form() {
    let proxy = ScriptedServer::start([page()]).await;
    let api = ScriptedServer::start([page()]).await;
    let url = format!("http://{}", proxy.address());
    list(&through(&url, &api.base_url())).await.unwrap();
    let seen = proxy.seen();
    assert_eq!(seen.len(), 1);
    let line = format!("GET {}/organizations HTTP/1.1", api.base_url());
    assert_eq!(seen[0].line(), line);
    assert_eq!(
        seen[0].header("authorization"),
        Some(&*format!("Bearer {TOKEN}"))
    );
    assert_eq!(api.connections(), 0, "the way led through the proxy only");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_gets_its_password_and_no_error_shows_it() {
    let proxy = ScriptedServer::start([Step::answer(407, &[], "")]).await;
    let url = format!("http://user:hunter2@{}", proxy.address());
    let client = through(&url, "http://127.0.0.1:9/v1");
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.status().map(|s| s.as_u16()), Some(407));
    assert_eq!(
        proxy.seen()[0].header("proxy-authorization"),
        Some("Basic dXNlcjpodW50ZXIy")
    );
    assert!(
        !format!("{error} {error:?} {client:?}").contains("hunter2"),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_of_an_encrypted_base_url_does_not_see_the_token() {
    let proxy = ScriptedServer::start([Step::answer(502, &[], "")]).await;
    let url = format!("http://{}", proxy.address());
    let client = through(&url, "https://api.example.invalid/v1");
    let error = list(&client).await.unwrap_err();
    assert!(error.is_connection() && error.is_retryable(), "{error:?}");
    assert_eq!(
        error.status(),
        None,
        "what a proxy says is no answer of the API"
    );
    let seen = proxy.seen();
    assert_eq!(seen[0].line(), "CONNECT api.example.invalid:443 HTTP/1.1");
    assert!(!seen[0].head.contains(TOKEN), "{}", seen[0].head);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_not_there_is_a_connection_that_failed() {
    // The port is bound, and refuses connections.
    let nobody = ScriptedServer::asleep([]);
    let url = format!("http://{}", nobody.address());
    let api = ScriptedServer::start([page()]).await;
    let error = list(&through(&url, &api.base_url())).await.unwrap_err();
    assert!(error.is_connection(), "{error:?}");
    assert!(error.to_string().contains("proxy"), "{error}");
    assert_eq!(api.connections(), 0, "and no reason to go without");
}
