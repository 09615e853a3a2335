//! Options of the client and of one request, as received by the server.

use astro_api::ClientBuilder;
use astro_api_fake::{Fake, FakeResponse, RecordedRequest};
use astro_api_tests::{TOKEN, builder, fake};
use serde_json::json;

use super::list;

/// Responds with a page, for any version of the API.
fn page() -> FakeResponse {
    let page = json!({ "limit": 1, "offset": 0, "organizations": [], "totalCount": 0 });
    FakeResponse::json(200, &page)
}

/// Returns the request that a client sends for a list.
async fn sent(fake: &Fake, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> RecordedRequest {
    let client = set(builder(fake.base_url())).build().unwrap();
    fake.next(page());
    list(&client).await.unwrap();
    fake.requests().pop().unwrap()
}

/// Returns all values of a header.
fn values<'a>(request: &'a RecordedRequest, name: &str) -> Vec<&'a str> {
    let headers = request.headers.iter();
    let own = headers.filter(|(own, _)| own == name);
    own.map(|(_, value)| value.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn default_user_agent_names_the_crate() {
    let fake = fake(1).await;
    let request = sent(&fake, |b| b).await;
    let agent = request.header("user-agent").unwrap();
    let version = agent.strip_prefix("astro-api-rust/").unwrap();
    assert_eq!(version.split('.').count(), 3, "{agent}");
    assert_eq!(
        values(&request, "x-astro-client-identifier"),
        ["astro-api-rust"]
    );
    assert_eq!(values(&request, "x-astro-client-version"), [version]);
    assert_eq!(values(&request, "x-api-version"), ["1.0"]);
    assert_eq!(values(&request, "accept"), ["application/json"]);
    assert_eq!(
        values(&request, "authorization"),
        [format!("Bearer {TOKEN}")]
    );
    let system = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    assert_eq!(values(&request, "x-client-os-identifier"), [system]);
}

#[tokio::test(flavor = "multi_thread")]
async fn user_agent_suffix_is_sent() {
    let fake = fake(1).await;
    let request = sent(&fake, |b| {
        b.user_agent_suffix("nightly/1.2")
            .client_identifier("ours", "3")
    })
    .await;
    let agent = request.header("user-agent").unwrap();
    assert!(
        agent.starts_with("astro-api-rust/") && agent.ends_with(" nightly/1.2"),
        "{agent}"
    );
    assert_eq!(values(&request, "x-astro-client-identifier"), ["ours"]);
    assert_eq!(values(&request, "x-astro-client-version"), ["3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn default_header_overrides_the_clients() {
    let fake = fake(1).await;
    let request = sent(&fake, |b| {
        b.default_header("X-Team", "red")
            .default_header("x-team", "blue")
            .default_header("User-Agent", "other/1")
            .api_version(" 1.3 ")
    })
    .await;
    assert_eq!(values(&request, "x-team"), ["blue"], "the last one counts");
    assert_eq!(values(&request, "user-agent"), ["other/1"]);
    assert_eq!(values(&request, "x-api-version"), ["1.3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn request_options_override_the_client() {
    let fake = fake(1).await;
    let client = builder(fake.base_url())
        .default_header("x-team", "red")
        .api_version("1.3")
        .build()
        .unwrap();
    let request = client
        .list_organizations()
        .with_header("X-Team", "blue")
        .with_header("accept", "application/json; charset=utf-8")
        .with_api_version("1.4");
    fake.next(page());
    fake.next(page());
    request.send().await.unwrap();
    let sent = fake.requests().pop().unwrap();
    assert_eq!(values(&sent, "x-team"), ["blue"]);
    assert_eq!(values(&sent, "x-api-version"), ["1.4"]);
    assert_eq!(values(&sent, "accept"), ["application/json; charset=utf-8"]);
    // The next request has the client's own value again.
    list(&client).await.unwrap();
    let sent = fake.requests().pop().unwrap();
    assert_eq!(values(&sent, "x-team"), ["red"]);
    assert_eq!(values(&sent, "x-api-version"), ["1.3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_apply_to_every_page() {
    let fake = fake(30).await;
    let client = builder(fake.base_url()).build().unwrap();
    let iteration = client
        .list_organizations()
        .limit(10)
        .with_header("x-team", "blue");
    assert_eq!(
        iteration
            .stream()
            .try_collect::<Vec<_>>()
            .await
            .unwrap()
            .len(),
        30
    );
    assert_eq!(fake.requests().len(), 3);
    for request in fake.requests() {
        assert_eq!(values(&request, "x-team"), ["blue"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_header_is_rejected_before_sending() {
    let fake = fake(1).await;
    let client = builder(fake.base_url()).build().unwrap();
    for (name, value, expected_message) in [
        ("Authorization", "Bearer hunter2", "the client sets"),
        ("host", "hunter2", "set by the HTTP client"),
        ("content-length", "hunter2", "set by the HTTP client"),
        ("x odd", "hunter2", "not the name of an HTTP header"),
        ("", "hunter2", "not the name of an HTTP header"),
        ("x-odd", "hunter2\r\nx-more: 1", "invalid in an HTTP header"),
    ] {
        let request = client.list_organizations().with_header(name, value);
        let error = request.send().await.unwrap_err();
        assert!(
            error.is_invalid_request() && !error.is_retryable(),
            "{error}"
        );
        assert_eq!(error.attempts(), 0);
        assert_eq!(error.operation(), Some("ListOrganizations"));
        assert!(error.to_string().contains(expected_message), "{error}");
        assert!(
            !format!("{error} {error:?}").contains("hunter2"),
            "{error:?}"
        );
        // As a client option, it makes the build fail.
        let error = builder(fake.base_url())
            .default_header(name, value)
            .build()
            .unwrap_err();
        assert!(error.to_string().contains(expected_message), "{error}");
        assert!(
            !format!("{error} {error:?}").contains("hunter2"),
            "{error:?}"
        );
    }
    let request = client.list_organizations().with_api_version(" ");
    assert!(request.send().await.unwrap_err().is_invalid_request());
    assert_eq!(fake.requests(), []);
}
