//! Retries for every reason.

use std::time::Duration;

use astro_api::RetryPolicy;
use astro_api_fake::FakeResponse;
use astro_api_tests::{TOKEN, fake};

use crate::{
    assert_error_clean, builder_with_secrets, capture,
    errors::ID,
    secrets::{HEADER, OPAQUE},
};

/// Transient faults, with the token in their body if they have one.
fn faults(token: &str) -> Vec<(&'static str, FakeResponse)> {
    vec![
        ("408", FakeResponse::new(408).body(token)),
        ("429", FakeResponse::error(429, token)),
        (
            "429 with a wait",
            FakeResponse::new(429)
                .header("retry-after", "9")
                .body(token),
        ),
        (
            "429 with a long wait",
            FakeResponse::new(429)
                .header("retry-after", "999")
                .body(token),
        ),
        ("500", FakeResponse::error(500, token)),
        (
            "502",
            FakeResponse::new(502).body(format!("<p>{token}</p>")),
        ),
        ("503", FakeResponse::new(503).header("x-request-id", token)),
        ("504", FakeResponse::new(504).body(format!("[\"{token}\"]"))),
        ("hang-up", FakeResponse::hang_up()),
        (
            "cut",
            FakeResponse::new(200)
                .body(format!("{token}{token}"))
                .cut_after(20),
        ),
        ("silence", FakeResponse::silence()),
        (
            "stall",
            FakeResponse::new(200)
                .body(format!("{token}{token}"))
                .stall_after(20),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_lasting_fault_leaks() {
    capture::start();
    for token in [TOKEN, OPAQUE] {
        for (name, response) in faults(token) {
            let fake = fake(1).await;
            let client = builder_with_secrets(fake.base_url())
                .token(token)
                .attempt_timeout(Duration::from_millis(50))
                .build()
                .unwrap();
            fake.on_request(move |_| Some(response.clone()));
            let list = client.list_organizations().with_header("x-other", HEADER);
            assert_error_clean(&list.send().await.unwrap_err(), name);
            let get = client.organization(ID).get_organization();
            assert_error_clean(&get.send().await.unwrap_err(), name);
            let iteration = client
                .list_organizations()
                .stream()
                .try_collect::<Vec<_>>()
                .await;
            assert_error_clean(&iteration.unwrap_err(), name);
        }
    }
    capture::assert_clean("retries of every fault again and again");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_during_pagination_leaks() {
    capture::start();
    let fake = fake(60).await;
    let client = builder_with_secrets(fake.base_url())
        .retry(RetryPolicy::default().max_attempts(20))
        .build()
        .unwrap();
    let faults: Vec<_> = faults(TOKEN)
        .into_iter()
        .filter(|(name, _)| !["429 with a long wait", "silence", "stall"].contains(name))
        .collect();
    fake.on_request(move |number| {
        let (_, fault) = faults.get(usize::try_from(number / 2).ok()?)?;
        (number % 2 == 1).then(|| fault.clone())
    });
    let list = client.list_organizations().limit(4);
    assert_eq!(
        list.stream().try_collect::<Vec<_>>().await.unwrap().len(),
        60
    );
    capture::assert_clean("a paginated list");
}
