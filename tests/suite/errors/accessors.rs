//! The accessors of an error.

use astro_api::{Error, RetryPolicy, types::CreateWorkspaceRequest};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{client, fake};
use serde_json::json;

/// Returns the error of a call that gets this response.
async fn error(fake: &Fake, response: FakeResponse) -> Error {
    fake.next(response);
    let body = CreateWorkspaceRequest::builder().name("Birds");
    let organization = client(fake.base_url()).organization("o1");
    let call = organization
        .create_workspace(body)
        .with_retry(RetryPolicy::never());
    call.send().await.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicate_differs_from_other_invalid_requests() {
    let fake = fake(0).await;
    let duplicate =
        json!({ "message": "A Workspace of that name Already exists", "statusCode": 400 });
    assert!(
        error(&fake, FakeResponse::json(400, &duplicate))
            .await
            .is_already_exists()
    );
    let other = json!({ "message": "name is required", "statusCode": 400 });
    let other = error(&fake, FakeResponse::json(400, &other)).await;
    assert!(other.is_invalid_request() && !other.is_already_exists());
    let conflict = error(
        &fake,
        FakeResponse::json(409, &json!({ "message": "busy" })),
    )
    .await;
    assert!(conflict.is_conflict() && !conflict.is_already_exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn error_keeps_headers_and_body() {
    let fake = fake(0).await;
    let body = json!({ "message": "no", "more": "than the message" });
    let error = error(
        &fake,
        FakeResponse::json(404, &body).header("x-hint", "elsewhere"),
    )
    .await;
    assert_eq!(error.status().map(|s| s.as_u16()), Some(404));
    assert_eq!(error.headers().unwrap()["x-hint"], "elsewhere");
    assert!(error.body().unwrap().contains("than the message"));
}

#[tokio::test(flavor = "multi_thread")]
async fn decode_error_is_not_a_success() {
    let fake = fake(0).await;
    let error = error(&fake, FakeResponse::json(200, &json!({ "name": "no id" }))).await;
    assert!(error.is_decode());
    assert_eq!(error.status(), None);
    assert!(error.headers().is_some());
}
