//! Custom requests, with secrets in the body and the query.

use std::collections::HashMap;

use astro_api::{Client, Error, Method, RawRequest};
use astro_api_fake::FakeResponse;
use astro_api_tests::{ScriptedServer, Step, TOKEN, fake};
use serde_json::{Value, json};

use crate::{
    assert_error_clean, builder_with_secrets, capture,
    secrets::{self, BODY, HEADER, OPAQUE, QUERY},
};

/// Creates a request full of secrets.
fn request(client: &Client) -> RawRequest {
    client
        .request(Method::POST, "/organizations/{organizationId}/keys")
        .path_param("organizationId", "clf8h5d9z000208l4g2hm0k8r")
        .idempotent(true)
        .query("key", QUERY)
        .json(&json!({ "secret": BODY }))
        .with_header("x-other", HEADER)
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_custom_requests_do_not_leak() {
    capture::start();
    let fake = fake(0).await;
    let unused_url = ScriptedServer::start([Step::hang_up()]).await.base_url();
    for token in [TOKEN, OPAQUE] {
        let client = builder_with_secrets(fake.base_url())
            .token(token)
            .build()
            .unwrap();
        for response in [
            FakeResponse::error(400, "no"),
            FakeResponse::error(503, "down"),
            FakeResponse::hang_up(),
            FakeResponse::new(200).body("["),
            FakeResponse::new(200).body("[1]").cut_after(1),
        ] {
            fake.on_request(move |_| Some(response.clone()));
            let error = request(&client).send::<bool>().await.unwrap_err();
            assert_error_clean(&error, "a raw request");
        }
        let client = builder_with_secrets(&unused_url)
            .token(token)
            .build()
            .unwrap();
        let error: Error = request(&client).send::<Value>().await.unwrap_err();
        assert!(error.is_connection());
        assert_error_clean(&error, "a raw request without a connection");
    }
    capture::assert_clean("raw requests that fail");
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_custom_requests_do_not_leak() {
    capture::start();
    let client = builder_with_secrets("http://127.0.0.1:9/v1")
        .build()
        .unwrap();
    // JSON map keys must be strings, and these are not.
    let invalid_body = HashMap::from([((BODY, 1), BODY)]);
    let get_request = |path: &str| client.request(Method::GET, path).query("key", QUERY);
    for (name, request) in [
        (
            "a body that is no JSON",
            request(&client).json(&invalid_body),
        ),
        (
            "a header",
            request(&client).with_header("x-key", format!("{HEADER}\r\n")),
        ),
        (
            "the token's header",
            request(&client).with_header("authorization", HEADER),
        ),
        (
            "a parameter that is not there",
            request(&client).path_param("other", "x"),
        ),
        ("a parameter that is not filled in", get_request("/{id}")),
    ] {
        assert_debug_hides_headers_and_body(&request);
        let error = request.send::<Value>().await.unwrap_err();
        assert!(error.is_invalid_request(), "{name}: {error:?}");
        assert_error_clean(&error, name);
    }
    capture::assert_clean("raw requests that are refused");
}

/// A query in the path is rejected, without leaking into the log.
#[tokio::test(flavor = "multi_thread")]
async fn query_in_the_path_does_not_leak() {
    capture::start();
    let client = builder_with_secrets("http://127.0.0.1:9/v1")
        .build()
        .unwrap();
    let request = client.request(Method::GET, format!("/organizations?key={QUERY}"));
    let error = request.send::<Value>().await.unwrap_err();
    assert!(error.message().contains(".query("), "{error}");
    assert_error_clean(&error, "a query in the path");
    capture::assert_clean("a raw request with the query in the path");
}

/// Bodies and headers are not shown. Query values are tested below.
#[track_caller]
fn assert_debug_hides_headers_and_body(request: &RawRequest) {
    let text = format!("{request:?} {request:#?}").replace(QUERY, "");
    secrets::assert_clean(&text, "Debug");
}

#[tokio::test(flavor = "multi_thread")]
async fn debug_of_a_custom_request_is_clean() {
    capture::start();
    let client = builder_with_secrets("http://127.0.0.1:9/v1")
        .token(OPAQUE)
        .build()
        .unwrap();
    assert_debug_hides_headers_and_body(&request(&client));
    capture::assert_clean("raw requests that are printed");
}

/// An unknown endpoint may take a secret in its query, as those for signed downloads do; bodies are hidden for the same
/// reason.
#[tokio::test(flavor = "multi_thread")]
async fn debug_of_a_custom_request_omits_query_values() {
    capture::start();
    let client = builder_with_secrets("http://127.0.0.1:9/v1")
        .build()
        .unwrap();
    let text = format!("{:?}", request(&client));
    secrets::assert_clean(&text, "Debug");
    assert!(text.contains("key"), "the names are shown: {text}");
    capture::assert_clean("raw requests that are printed hide the values of the query");
}
