//! Panics: their messages are logged as well.

use std::sync::atomic::{AtomicBool, Ordering};

use astro_api::Client;
use astro_api_fake::FakeResponse;
use astro_api_tests::{TOKEN, fake};

use crate::{
    builder_with_secrets, capture,
    secrets::{self, OPAQUE},
};

/// Lets a task panic, and checks the output.
async fn assert_panic_is_clean(what: &str, task: impl Future<Output = ()> + Send + 'static) {
    let error = tokio::spawn(task).await.unwrap_err();
    assert!(error.is_panic(), "{what}");
    secrets::assert_clean(&format!("{error} {error:?}"), what);
    capture::assert_clean(what);
}

fn client(base_url: &str, token: &str) -> Client {
    builder_with_secrets(base_url).token(token).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn panic_in_a_token_source_does_not_leak() {
    capture::start();
    let fake = fake(1).await;
    let first = AtomicBool::new(true);
    let client = builder_with_secrets(fake.base_url())
        .token_source(move || {
            let first = first.swap(false, Ordering::Relaxed);
            async move {
                assert!(!first, "the vault is sealed");
                Ok::<_, String>(TOKEN.to_owned())
            }
        })
        .build()
        .unwrap();
    let own = client.clone();
    assert_panic_is_clean("a token source", async move {
        let _ = own.list_organizations().send().await;
    })
    .await;
    assert!(capture::text().contains("the vault is sealed"));
    // The client is unchanged.
    client.list_organizations().send().await.unwrap();
    secrets::assert_clean(&format!("{client:?}"), "Debug");
}

#[tokio::test(flavor = "multi_thread")]
async fn panic_of_an_unwrapped_error_does_not_leak() {
    capture::start();
    let fake = fake(1).await;
    for token in [TOKEN, OPAQUE] {
        let own = client(&fake.base_url(), token);
        fake.next(FakeResponse::error(
            400,
            format!("mark-of-a-failure {token}"),
        ));
        assert_panic_is_clean("unwrap", async move {
            own.list_organizations().send().await.unwrap();
        })
        .await;
        assert!(capture::text().contains("mark-of-a-failure"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn panic_with_a_client_in_its_message_does_not_leak() {
    capture::start();
    for token in [TOKEN, OPAQUE] {
        let own = client("http://127.0.0.1:9/v1", token);
        assert_panic_is_clean("a client", async move {
            let iteration = own.list_organizations().stream();
            panic!("{own:?} {iteration:?} {:?}", own.list_organizations());
        })
        .await;
    }
}
