//! The token is sent only to the API, and all public types can be used from any thread.

mod echoes;
mod threads;

use astro_api::{Client, types::UpdateOrganizationRequest};
use astro_api_tests::{TOKEN, client, fake};

use crate::errors::failures::ID;

/// Checks that no part of the token is in a text.
#[track_caller]
fn assert_no_token(text: &str, what: &str) {
    // The JWT header alone is not secret, but indicates that the rest was shown.
    for part in TOKEN.split('.') {
        assert!(!text.contains(part), "{what} shows the token: {text}");
    }
}

/// Not in the URL, which proxies and servers log, and not in another header.
#[tokio::test(flavor = "multi_thread")]
async fn token_is_sent_in_its_header_only() {
    let fake = fake(3).await;
    let client = client(fake.base_url());
    client
        .list_organizations()
        .stream()
        .try_collect::<Vec<_>>()
        .await
        .unwrap();
    let _ = client.organization(ID).get_organization().send().await;
    let _ = client
        .organization(ID)
        .get_organization_audit_logs()
        .send()
        .await;
    let settings = UpdateOrganizationRequest::builder()
        .billing_email("a@b.example")
        .is_scim_enabled(true)
        .name("x");
    let _ = client
        .organization(ID)
        .update_organization(settings)
        .send()
        .await;
    let requests = fake.requests();
    assert_eq!(requests.len(), 4);
    for mut request in requests {
        let authorization = format!("Bearer {TOKEN}");
        assert_eq!(
            request.header("authorization"),
            Some(authorization.as_str())
        );
        let others = request.headers.len() - 1;
        request.headers.retain(|(name, _)| name != "authorization");
        assert_eq!(request.headers.len(), others, "it is sent once");
        assert_no_token(&format!("{request:?}"), "the rest of the request");
        assert_no_token(&String::from_utf8_lossy(&request.body), "the body");
    }
}

#[test]
fn token_is_not_sent_over_plain_http() {
    for url in [
        "http://api.astronomer.io/v1",
        "HTTP://api.astronomer.io",
        "http://10.0.0.1/v1",
        "http://192.168.1.2:8080/v1",
        "http://0.0.0.0:8080/v1",
        "http://[::]/v1",
        "http://[fe80::1]/v1",
        "http://127.0.0.1.nip.example/v1",
        "http://localhost.example/v1",
        "http://1.2.3.4#@127.0.0.1/",
        "ws://127.0.0.1/v1",
        "file:///v1",
    ] {
        let error = Client::builder()
            .token(TOKEN)
            .base_url(url)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), astro_api::ErrorKind::Configuration, "{url}");
    }
    for url in [
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://localhost:1",
        "https://10.0.0.1",
    ] {
        Client::builder()
            .token(TOKEN)
            .base_url(url)
            .build()
            .unwrap();
    }
}
