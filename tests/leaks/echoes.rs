//! Servers that echo the token verbatim.

use astro_api::RetryPolicy;
use astro_api_fake::FakeResponse;
use astro_api_tests::{TOKEN, echoes_elsewhere, echoes_in_errors, fake};
use serde_json::Value;

use crate::{
    assert_error_clean, builder_with_secrets, capture,
    errors::ID,
    secrets::{self, OPAQUE},
};

#[tokio::test(flavor = "multi_thread")]
async fn token_echoed_in_an_error_is_redacted() {
    capture::start();
    let fake = fake(0).await;
    for token in [TOKEN, OPAQUE] {
        let client = builder_with_secrets(fake.base_url())
            .token(token)
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        for text in [token.to_owned(), format!("Bearer {token}")] {
            let echoes = echoes_in_errors(&text).into_iter();
            for (name, response) in echoes.chain(echoes_elsewhere(&text)) {
                fake.next(response);
                let error = client.list_organizations().send().await.unwrap_err();
                assert_error_clean(&error, name);
            }
        }
    }
    capture::assert_clean("an echo as an error");
}

#[tokio::test(flavor = "multi_thread")]
async fn token_echoed_in_a_record_is_redacted() {
    capture::start();
    let fake = fake(0).await;
    for token in [TOKEN, OPAQUE] {
        let client = builder_with_secrets(fake.base_url())
            .token(token)
            .build()
            .unwrap();
        fake.next(
            FakeResponse::new(200).body(format!("{token}\n{{\"{token}\":1}}\n[\"{token}\"]\n")),
        );
        let logs = client.organization(ID).get_organization_audit_logs();
        let mut records = logs.send().await.unwrap().into_inner().into_records::<u8>();
        for _ in 0..3 {
            let error = records.try_next().await.unwrap_err();
            assert_error_clean(&error, "a record");
            secrets::assert_clean(&format!("{records:?}"), "Debug");
        }
    }
    capture::assert_clean("an echo as a record");
}

/// A custom HTTP client may follow redirects; their targets must not be shown either.
#[tokio::test(flavor = "multi_thread")]
async fn token_echoed_in_a_redirect_is_redacted() {
    capture::start();
    let fake = fake(0).await;
    let other_fake = astro_api_fake::Fake::builder().start().await.unwrap();
    for token in [TOKEN, OPAQUE] {
        // Creating a client of this crate installs the crypto provider of the process.
        let new_builder = || {
            let builder = builder_with_secrets(fake.base_url()).token(token);
            builder.retry(RetryPolicy::never())
        };
        drop(new_builder().build().unwrap());
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let client = new_builder().http_client(http).build().unwrap();
        for to in [
            other_fake.base_url(),
            fake.base_url(),
            "http://127.0.0.1:9".to_owned(),
        ] {
            let location = format!("{to}/organizations?token={token}");
            fake.next(FakeResponse::redirect(location));
            if to == fake.base_url() {
                fake.next(FakeResponse::new(400).body(token));
            }
            let result = client.list_organizations().send().await;
            assert_error_clean(&result.unwrap_err(), "a redirect");
        }
        // An endless body.
        for _ in 0..20 {
            fake.next(FakeResponse::redirect(format!(
                "/v1/organizations?token={token}"
            )));
        }
        let raw = client.request(astro_api::Method::GET, "/organizations");
        let error = raw.send::<Value>().await.unwrap_err();
        assert_error_clean(&error, "redirects without end");
        fake.clear_failures();
    }
    capture::assert_clean("an echo as a redirect that is followed");
}
