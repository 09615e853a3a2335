//! A token that the API rejects is renewed once, even if several calls notice.

use std::{
    io,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use astro_api::{Client, Error, ErrorKind, Method, RetryPolicy};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{ManualTimer, TOKEN, fake};
use serde_json::{Value, json};
use tokio::{
    sync::Barrier,
    task::{JoinHandle, JoinSet, yield_now},
};

use super::{builder_with_timer, list, start_with, tokens::CountingTokenSource};

/// Returns the token with that number, in the form of a real one.
fn token(number: u32) -> String {
    format!("{TOKEN}{number}")
}

/// Creates a fake that accepts the token with that number, and a client whose source returns the next one each time.
async fn fake_accepting_token(to: u32, source: &CountingTokenSource) -> (Fake, Client) {
    let (fake, _, client) = start_with(|builder| builder.token_source(source.clone())).await;
    fake.set_token(token(to));
    (fake, client)
}

fn counting_source() -> CountingTokenSource {
    CountingTokenSource::returning(|number| Ok(token(number)))
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_calls_share_one_renewal() {
    let source = counting_source();
    let (fake, client) = fake_accepting_token(0, &source).await;
    list(&client).await.unwrap();
    fake.clear_requests();
    fake.set_token(token(1));
    let start = Arc::new(Barrier::new(20));
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let (client, start) = (client.clone(), Arc::clone(&start));
        calls.spawn(async move {
            start.wait().await;
            list(&client).await
        });
    }
    for result in calls.join_all().await {
        result.unwrap();
    }
    assert_eq!(source.calls(), 2);
    let new = format!("Bearer {}", token(1));
    let renewed = fake.requests().into_iter();
    let renewed = renewed.filter(|r| r.header("authorization") == Some(new.as_str()));
    assert_eq!(
        renewed.count(),
        20,
        "each call got through with the new token, once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn second_rejection_is_the_error() {
    let source = counting_source();
    let (fake, client) = fake_accepting_token(7, &source).await;
    let error = list(&client).await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(error.attempts(), 2);
    assert_eq!(source.calls(), 2);
    assert_eq!(fake.requests().len(), 2);
    // The next call may renew the token again.
    let error = list(&client).await.unwrap_err();
    assert_eq!((error.attempts(), source.calls()), (2, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn renewal_is_not_charged_as_a_retry() {
    let source = counting_source();
    let fake = fake(1).await;
    fake.set_token(token(1));
    let timer = ManualTimer::default();
    let client = builder_with_timer(&fake, &timer)
        .token_source(source.clone())
        .retry(RetryPolicy::never())
        .retry_budget(0)
        .build()
        .unwrap();
    list(&client).await.unwrap();
    assert_eq!(source.calls(), 2);
    assert!(timer.slept().is_empty(), "no wait for the API");
}

/// A success refunds the retry's charge to the budget; a renewal costs nothing, so only the fifth for any success is
/// added.
#[tokio::test(flavor = "multi_thread")]
async fn renewal_does_not_refund_a_retry() {
    let source = counting_source();
    let (fake, _, client) =
        start_with(|builder| builder.token_source(source.clone()).retry_budget(1)).await;
    fake.set_token(token(0));
    fake.next(FakeResponse::new(503));
    fake.next(FakeResponse::new(404));
    assert_eq!(
        list(&client).await.unwrap_err().attempts(),
        2,
        "the budget is used up"
    );
    fake.set_token(token(1));
    list(&client).await.unwrap();
    fake.next(FakeResponse::new(503));
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.attempts(), 1, "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_create_is_sent_again() {
    let source = counting_source();
    let (fake, client) = fake_accepting_token(0, &source).await;
    fake.next(FakeResponse::new(401));
    fake.next(FakeResponse::json(200, &json!({ "id": "one" })));
    let created = client
        .request(Method::POST, "/organizations/one/workspaces")
        .json(&json!({ "name": "made" }))
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(created["id"], "one");
    let requests = fake.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].body, requests[1].body);
    assert_ne!(
        requests[0].header("authorization"),
        requests[1].header("authorization")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn retries_use_the_new_token() {
    let source = counting_source();
    let (fake, client) = fake_accepting_token(1, &source).await;
    // The first is rejected; the second meets an outage, and the third succeeds.
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::new(503));
    list(&client).await.unwrap();
    assert_eq!(fake.requests().len(), 3);
    assert_eq!(source.calls(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_renewal_fails_the_call() {
    let source = CountingTokenSource::returning(|number| match number {
        1 => Err(io::Error::other("sealed")),
        _ => Ok(token(number)),
    });
    let (fake, client) = fake_accepting_token(2, &source).await;
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TokenSource);
    assert_eq!(error.attempts(), 1, "one request was sent, and refused");
    assert_eq!(fake.requests().len(), 1);
    list(&client).await.unwrap();
    assert_eq!(source.calls(), 3);
}

/// Starts a call, and returns once it waits for its token: the gated source, the fake, the client and the call.
async fn start_renewal() -> (
    CountingTokenSource,
    Fake,
    Client,
    JoinHandle<Result<(), Error>>,
) {
    let source = CountingTokenSource::gated(|_| Ok(TOKEN.to_owned()));
    let (fake, _, client) = start_with(|builder| builder.token_source(source.clone())).await;
    let call = {
        let client = client.clone();
        tokio::spawn(async move { list(&client).await })
    };
    while source.calls() == 0 {
        yield_now().await;
    }
    (source, fake, client, call)
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_for_a_renewal_is_limited_by_the_timeout() {
    let (source, _fake, client, waiting) = start_renewal().await;
    let short = client
        .list_organizations()
        .with_timeout(Duration::from_millis(20));
    let error = short.send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.attempts(), 0);
    // This does not affect the other.
    source.permits.add_permits(1);
    waiting.await.unwrap().unwrap();
    assert_eq!(source.calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn renewal_survives_the_cancellation_of_its_call() {
    let (source, fake, client, first) = start_renewal().await;
    let mut others = JoinSet::new();
    for _ in 0..5 {
        let client = client.clone();
        others.spawn(async move { list(&client).await });
    }
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    source.permits.add_permits(1);
    for result in others.join_all().await {
        result.unwrap();
    }
    assert_eq!(source.calls.load(Ordering::SeqCst), 2);
    assert_eq!(fake.requests().len(), 5);
}
