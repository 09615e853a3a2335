//! The upload: to another origin, without the token, with retries.

use std::time::Duration;

use astro_api::{Error, ErrorKind, RetryPolicy, deploy::DeployStep};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{TOKEN, error_texts, is_retry_after_wait};
use serde_json::json;

use super::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn storage_receives_no_token_and_no_api_headers() {
    let setup = Setup::new().await;
    setup.dags().await.unwrap();
    let uploads = setup.fake.uploads();
    let [upload] = &*uploads else {
        panic!("{uploads:?}")
    };
    let mut names: Vec<&str> = upload.headers.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "accept",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "x-ms-blob-type"
        ]
    );
    assert_eq!(upload.method, "PUT");
    assert_eq!(upload.header("x-ms-blob-type"), Some("BlockBlob"));
    assert_eq!(upload.header("content-type"), Some("application/gzip"));
    let length = upload.body.len().to_string();
    assert_eq!(upload.header("content-length"), Some(&*length));
    let shown = format!("{:?} {}", upload.headers, upload.query);
    for part in TOKEN.split('.') {
        assert!(!shown.contains(part));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn upload_is_retried_for_about_two_minutes() {
    let setup = Setup::new().await;
    setup.fake.next_upload(FakeResponse::new(503));
    setup.fake.next_upload(FakeResponse::hang_up());
    setup
        .fake
        .next_upload(FakeResponse::new(429).header("retry-after", "7"));
    let deploy = setup.dags().without_waiting().await.unwrap();
    assert_eq!(setup.fake.uploads().len(), 4);
    assert!(setup.fake.uploaded(&deploy.id).is_some());
    let slept = setup.timer.slept();
    assert_eq!(slept.len(), 3);
    assert!(
        is_retry_after_wait(slept[2], Duration::from_secs(7)),
        "{slept:?}"
    );

    for _ in 0..8 {
        setup.fake.next_upload(FakeResponse::new(503));
    }
    let error = setup.dags().await.unwrap_err();
    assert_eq!(error.step(), DeployStep::Upload);
    let text = error.error().to_string();
    assert!(text.contains("gave up after 8 attempts"), "{text}");
    assert!(error.error().is_retryable());
    let slept: Duration = setup.timer.slept()[3..].iter().sum();
    assert!((63..=127).contains(&slept.as_secs()), "{slept:?}");
    assert_eq!(setup.changes(), ["deploys", "finalize", "deploys"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_upload_is_final_and_hides_the_url() {
    for (response, text) in [
        (
            FakeResponse::new(403).header("x-ms-error-code", "AuthenticationFailed"),
            "403 Forbidden (AuthenticationFailed); the upload URL may have expired",
        ),
        (FakeResponse::new(413), "the storage returned 413"),
        (
            FakeResponse::regular().without_header("x-ms-version-id"),
            "no version",
        ),
    ] {
        let setup = Setup::new().await;
        setup
            .fake
            .next_upload(response.body(format!("<Error>{TOKEN}</Error>")));
        let error = setup.dags().await.unwrap_err();
        assert_eq!(error.step(), DeployStep::Upload);
        assert_eq!(error.error().kind(), ErrorKind::Upload);
        assert!(!error.error().is_retryable() && !error.error().is_forbidden());
        assert!(error.error().to_string().contains(text), "{error:?}");
        assert_eq!(setup.fake.uploads().len(), 1);
        let error = Error::from(error);
        for text in error_texts(&error) {
            assert!(
                !text.contains("sig=") && !text.contains("deploys/"),
                "{text}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn upload_follows_no_redirect() {
    let setup = Setup::new().await;
    let other_storage = Fake::builder().start().await.unwrap();
    let location = format!("http://{}/deploys/a", other_storage.storage_address());
    for status in [301, 302, 303, 307, 308] {
        let response = FakeResponse::new(status).header("location", &location);
        setup.fake.next_upload(response);
        let error = setup.dags().await.unwrap_err();
        assert!(
            error.error().message().contains("returned a redirect"),
            "{error:?}"
        );
    }
    assert_eq!(other_storage.uploads().len(), 0);
    assert_eq!(setup.fake.uploads().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn unencrypted_storage_is_rejected() {
    let setup = Setup::new().await;
    for (url, text) in [
        (Some("http://storage.invalid/a?sig=s3cr3t"), "is not https"),
        (Some("s3cr3t"), "is invalid"),
        (None, "enable DAG deploys"),
    ] {
        setup.fake.next(FakeResponse::json(
            200,
            &json!({ "id": "d1", "status": "INITIALIZED", "dagsUploadUrl": url }),
        ));
        let error = setup.dags().await.unwrap_err();
        assert_eq!(error.step(), DeployStep::Upload);
        assert_eq!(error.error().kind(), ErrorKind::Upload);
        assert!(error.error().message().contains(text), "{error:?}");
        assert!(!format!("{error:?}").contains("s3cr3t"));
    }
    assert_eq!(setup.fake.uploads().len(), 0);
}

/// It takes a little real time: the client's clock does not apply to network I/O.
#[tokio::test(flavor = "multi_thread")]
async fn stalled_upload_times_out() {
    let setup = Setup::new().await;
    setup.fake.next_upload(FakeResponse::silence());
    let deploy = setup
        .dags()
        .upload_retry(RetryPolicy::never())
        .upload_stall_timeout(Duration::from_millis(200));
    let error = deploy.await.unwrap_err();
    assert!(error.error().is_timeout() && error.error().is_retryable());
    assert!(error.error().message().contains("upload_stall_timeout"));
    // A slow one is awaited.
    setup
        .fake
        .next_upload(FakeResponse::regular().delay(Duration::from_millis(50)));
    error.resume().await.unwrap();
}
