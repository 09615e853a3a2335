//! The properties of every error.

use astro_api_fake::FakeResponse;
use astro_api_tests::{client, error_predicates, fake};

use super::{
    failures::{self, Failure},
    sources,
};

#[test]
fn predicates_match_the_kind() {
    for Failure {
        name,
        error,
        expected,
    } in failures::all()
    {
        assert_eq!(error.kind(), expected.kind, "{name}");
        assert_eq!(
            error.status().map(|s| s.as_u16()),
            expected.status,
            "{name}"
        );
        assert_eq!(error_predicates(error), expected.yes, "{name}");
        assert!(!error.message().is_empty(), "{name}");
        assert!(error.to_string().contains(error.message()), "{name}");
        let has_operation = expected.kind != astro_api::ErrorKind::Configuration;
        assert_eq!(error.operation().is_some(), has_operation, "{name}");
    }
}

/// The printed source chain repeats nothing.
#[test]
fn no_cause_repeats_its_error() {
    for failure in failures::all() {
        let mut chain = vec![failure.error.to_string()];
        chain.extend(sources(&failure.error));
        for (index, text) in chain.iter().enumerate() {
            assert!(!text.trim().is_empty(), "{}: {chain:?}", failure.name);
            for (other, longer) in chain.iter().enumerate() {
                let repeats = index != other && longer.contains(text.as_str());
                assert!(!repeats, "{}: {chain:?}", failure.name);
            }
        }
    }
}

/// The API's message and the body excerpt are truncated, whatever was received.
#[tokio::test(flavor = "multi_thread")]
async fn texts_are_at_most_1536_bytes() {
    let huge = "long ".repeat(10_000);
    let fake = fake(0).await;
    let client = client(fake.base_url());
    for response in [
        FakeResponse::new(500).body(huge.clone()),
        FakeResponse::error(500, huge.clone()),
        FakeResponse::new(200).body(huge.clone()),
        FakeResponse::json(
            200,
            &serde_json::json!({ "organizations": [], "totalCount": huge }),
        ),
    ] {
        fake.next(response);
        let error = client.list_organizations().send().await.unwrap_err();
        assert!(error.to_string().len() < 1536, "{error}");
        assert!(
            error
                .body()
                .is_none_or(|b| b.len() <= 1024 + '…'.len_utf8())
        );
        for source in sources(&error) {
            assert!(source.len() < 1536, "{source}");
        }
    }
}

/// Errors are `Send`, and convert into the boxes that programs keep errors in.
#[tokio::test(flavor = "multi_thread")]
async fn error_can_be_boxed_and_downcast() {
    let fake = fake(0).await;
    fake.next(FakeResponse::hang_up());
    let request = client(fake.base_url()).list_organizations();
    let task = tokio::spawn(async move { request.send().await.map(drop) });
    let boxed: Box<dyn std::error::Error + Send + Sync> = task.await.unwrap().unwrap_err().into();
    assert!(boxed.source().is_some());
    let error = boxed.downcast_ref::<astro_api::Error>().unwrap();
    assert!(error.is_connection());
}

/// A client remains usable after a failed call.
#[tokio::test(flavor = "multi_thread")]
async fn client_works_after_every_failure() {
    let fake = fake(3).await;
    let client = client(fake.base_url());
    for response in [
        FakeResponse::hang_up(),
        FakeResponse::regular().cut_after(10),
        FakeResponse::new(500),
        FakeResponse::new(200).body("<html>"),
        FakeResponse::new(204),
    ] {
        fake.next(response);
        client.list_organizations().send().await.unwrap_err();
        let page = client.list_organizations().send().await.unwrap();
        assert_eq!(page.organizations.len(), 3);
    }
}
