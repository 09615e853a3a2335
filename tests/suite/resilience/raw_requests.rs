//! Requests to endpoints that this version of the crate does not know.

use astro_api::{Client, ErrorKind, Method};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{client, fake};
use serde_json::{Value, json};

use super::start;

/// Creates a fake that sends that response to the next request.
async fn responding(value: Value) -> (Fake, Client) {
    let fake = fake(1).await;
    fake.next(FakeResponse::json(200, &value));
    let client = client(fake.base_url());
    (fake, client)
}

#[tokio::test(flavor = "multi_thread")]
async fn path_and_query_are_sent_unchanged() {
    let (fake, client) = responding(json!({ "found": [1, 2] })).await;
    let response = client
        .request(
            Method::GET,
            "/organizations/{organizationId}/deployments/{id}:check",
        )
        .path_param("organizationId", "one")
        .path_param("id", 7)
        .query("limit", 10)
        .query("names", "a b&c=d")
        .query("names", "é")
        .query("deep", true)
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(response["found"], json!([1, 2]));
    assert!(response.request_id().is_some());
    let request = fake.requests().pop().unwrap();
    assert_eq!(request.method, "GET");
    assert_eq!(request.path, "/v1/organizations/one/deployments/7:check");
    assert_eq!(
        request.query,
        "limit=10&names=a+b%26c%3Dd&names=%C3%A9&deep=true"
    );
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn json_body_is_sent() {
    let (fake, client) = responding(json!({ "id": "one" })).await;
    let body = json!({ "name": "made 🐦", "tags": [] });
    let created = client
        .request(Method::POST, "/organizations/one/workspaces")
        .json(&body)
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(created["id"], "one");
    let request = fake.requests().pop().unwrap();
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        serde_json::from_slice::<Value>(&request.body).unwrap(),
        body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn send_empty_ignores_the_body() {
    let fake = fake(1).await;
    fake.next(FakeResponse::new(204));
    let client = client(fake.base_url());
    let response = client.request(Method::DELETE, "/things/one").send_empty();
    assert_eq!(response.await.unwrap().http_status(), 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn send_bytes_streams_the_body() {
    let fake = fake(1).await;
    let body: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    fake.next(FakeResponse::new(200).body(body.clone()));
    let client = client(fake.base_url());
    let response = client.request(Method::GET, "/things/one/file").send_bytes();
    let mut stream = response.await.unwrap().into_inner();
    let mut read = Vec::new();
    while let Some(part) = stream.try_next().await.unwrap() {
        read.extend_from_slice(&part);
    }
    assert!(read == body, "{} bytes of {}", read.len(), body.len());
    assert_eq!(fake.requests()[0].header("accept"), Some("*/*"));
}

#[tokio::test(flavor = "multi_thread")]
async fn path_to_another_endpoint_is_rejected_before_sending() {
    let fake = fake(1).await;
    let client = client(fake.base_url());
    for path in [
        "",
        "things",
        "http://other.example/",
        "//other.example/things",
        "/things//one",
        "/things/",
        "/things/../admin",
        "/things/./one",
        "/things?limit=1",
        "/things#top",
        "/things/%2e%2e/admin",
        "/things/a b",
        "/things\\one",
        "/things/one\r\nx: y",
    ] {
        let error = client
            .request(Method::GET, path)
            .send_empty()
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{path:?}: {error}");
        assert!(error.message().contains("the path"), "{error}");
        assert_eq!(error.attempts(), 0);
    }
    for value in ["", "..", "a/b", "a?b", "%2e", "a b", "{id}", "x\n"] {
        let request = client
            .request(Method::GET, "/things/{id}")
            .path_param("id", value);
        let error = request.send_empty().await.unwrap_err();
        assert!(error.is_invalid_request(), "{value:?}: {error}");
        assert!(error.message().contains("`id`"), "{error}");
    }
    assert_eq!(fake.requests(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn path_parameters_must_exist_and_be_set() {
    let fake = fake(1).await;
    let client = client(fake.base_url());
    let open = client
        .request(Method::GET, "/things/{id}/parts/{part}")
        .path_param("id", "one");
    let error = open.send_empty().await.unwrap_err();
    assert!(error.message().contains("`{part}`"), "{error}");
    let unknown = client
        .request(Method::GET, "/things/one")
        .path_param("id", "one");
    let error = unknown.send_empty().await.unwrap_err();
    assert!(error.message().contains("no parameter `{id}`"), "{error}");
    assert_eq!(fake.requests(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_contain_method_and_path_template() {
    let fake = fake(1).await;
    let client = client(fake.base_url());
    let request = client
        .request(Method::DELETE, "/things/{id}")
        .path_param("id", "hunter2")
        .query("key", "hunter2");
    let error = request.send_empty().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.operation(), Some("DELETE /things/{id}"));
    assert!(
        error
            .to_string()
            .starts_with("DELETE /things/{id}: the API returned 404"),
        "{error}"
    );
    assert!(
        !format!("{error} {error:?}").contains("hunter2"),
        "{error:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn debug_omits_values_and_body() {
    let fake = fake(1).await;
    let request = client(fake.base_url())
        .request(Method::POST, "/things")
        .with_header("x-key", "hunter2")
        .json(&json!({ "password": "hunter2" }));
    assert!(!format!("{request:?}").contains("hunter2"), "{request:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn method_decides_idempotence_by_default() {
    let (fake, _, client) = start().await;
    fake.on_request(|_| Some(FakeResponse::new(503)));
    for (method, attempts) in [
        (Method::GET, 4),
        (Method::HEAD, 4),
        (Method::PUT, 4),
        (Method::DELETE, 4),
        (Method::POST, 1),
        (Method::PATCH, 1),
    ] {
        let request = client.request(method.clone(), "/things/one");
        let error = request.clone().send_empty().await.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{method}");
        assert_eq!(error.is_retryable(), attempts > 1, "{method}");
        for (idempotent, attempts) in [(true, 4), (false, 1)] {
            let declared = request.clone().idempotent(idempotent);
            let error = declared.send_empty().await.unwrap_err();
            assert_eq!(error.attempts(), attempts, "{method}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unserializable_body_is_rejected() {
    let fake = fake(1).await;
    let unserializable = std::collections::BTreeMap::from([((1, 2), "hunter2")]);
    let request = client(fake.base_url())
        .request(Method::POST, "/things")
        .json(&unserializable);
    let error = request.send_empty().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    assert_eq!(fake.requests(), []);
}
