//! Proxies.

use astro_api::{Client, RateLimits, RetryPolicy};
use astro_api_tests::{ScriptedServer, Step, TOKEN, builder};

use super::list;

fn page() -> Step {
    Step::response(
        200,
        &[],
        r#"{"limit":1,"offset":0,"organizations":[],"totalCount":0}"#,
    )
}

fn client_with_proxy(proxy: &str, base_url: &str) -> Client {
    builder(base_url)
        .proxy(proxy)
        .retry(RetryPolicy::never())
        .rate_limits(RateLimits::off())
        .build()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn proxy_receives_the_absolute_url() {
    let proxy = ScriptedServer::start([page()]).await;
    let api = ScriptedServer::start([page()]).await;
    let url = format!("http://{}", proxy.address());
    list(&client_with_proxy(&url, &api.base_url()))
        .await
        .unwrap();
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
async fn proxy_receives_its_password_and_errors_hide_it() {
    let proxy = ScriptedServer::start([Step::response(407, &[], "")]).await;
    let url = format!("http://user:hunter2@{}", proxy.address());
    let client = client_with_proxy(&url, "http://127.0.0.1:9/v1");
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
async fn proxy_of_an_https_url_receives_no_token() {
    let proxy = ScriptedServer::start([Step::response(502, &[], "")]).await;
    let url = format!("http://{}", proxy.address());
    let client = client_with_proxy(&url, "https://api.example.invalid/v1");
    let error = list(&client).await.unwrap_err();
    assert!(error.is_connection() && error.is_retryable(), "{error:?}");
    assert_eq!(
        error.status(),
        None,
        "a proxy's response is not a response of the API"
    );
    let seen = proxy.seen();
    assert_eq!(seen[0].line(), "CONNECT api.example.invalid:443 HTTP/1.1");
    assert!(!seen[0].head.contains(TOKEN), "{}", seen[0].head);
}

#[tokio::test(flavor = "multi_thread")]
async fn unreachable_proxy_is_a_connection_error() {
    // The port is bound, and refuses connections.
    let closed_port = ScriptedServer::bind([]);
    let url = format!("http://{}", closed_port.address());
    let api = ScriptedServer::start([page()]).await;
    let error = list(&client_with_proxy(&url, &api.base_url()))
        .await
        .unwrap_err();
    assert!(error.is_connection(), "{error:?}");
    assert!(error.to_string().contains("proxy"), "{error}");
    assert_eq!(api.connections(), 0, "and no reason to go without");
}
