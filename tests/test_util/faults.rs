//! Network failures.

use std::{error::Error as _, time::Duration};

use astro_api::{
    Client, Error, ErrorKind,
    test_util::{CannedResponse, CannedTransport},
    types::CreateWorkspaceRequest,
};
use serde_json::json;

use crate::{ORGANIZATION, client};

async fn read(client: &Client) -> Result<String, Error> {
    let request = client.organization(ORGANIZATION).get_organization();
    Ok(request.send().await?.into_inner().name)
}

async fn create(client: &Client) -> Result<String, Error> {
    let body = CreateWorkspaceRequest::builder().name("Birds");
    let request = client.organization(ORGANIZATION).create_workspace(body);
    Ok(request.send().await?.into_inner().name)
}

fn success() -> CannedResponse {
    CannedResponse::json(json!({ "id": "a", "name": "Birds" }))
}

/// A transport that fails once.
fn transport_failing_once(fault: CannedResponse) -> CannedTransport {
    CannedTransport::in_order([fault, success()])
}

#[tokio::test]
async fn read_is_retried_after_each_fault() {
    for fault in [
        CannedResponse::connection_refused(),
        CannedResponse::connection_reset(),
        CannedResponse::timeout(),
    ] {
        let transport = transport_failing_once(fault);
        assert_eq!(read(&client(&transport)).await.unwrap(), "Birds");
        assert_eq!(transport.requests().len(), 2);
    }
}

/// A request that may have been executed is not retried.
#[tokio::test]
async fn create_is_retried_only_if_it_was_not_sent() {
    let transport = transport_failing_once(CannedResponse::connection_refused());
    assert_eq!(create(&client(&transport)).await.unwrap(), "Birds");

    for (fault, kind) in [
        (CannedResponse::connection_reset(), ErrorKind::Connection),
        (CannedResponse::timeout(), ErrorKind::Timeout),
    ] {
        let transport = transport_failing_once(fault);
        let error = create(&client(&transport)).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(!error.is_retryable(), "{error}");
        assert_eq!(transport.requests().len(), 1);
    }
}

#[tokio::test]
async fn connection_error_names_its_cause() {
    let transport = CannedTransport::from_fn(|_| CannedResponse::connection_reset());
    let error = read(&client(&transport)).await.unwrap_err();
    assert!(error.is_connection() && error.attempts() == 4, "{error}");
    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("reset"), "{cause}");
}

/// Each attempt takes its full duration by the client's clock.
#[tokio::test]
async fn attempt_times_out() {
    let transport = CannedTransport::from_fn(|_| CannedResponse::timeout());
    let error = read(&client(&transport)).await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 4, "{error}");
    assert!(transport.waited() >= Duration::from_secs(240));
}

#[tokio::test]
async fn call_times_out() {
    let transport = CannedTransport::from_fn(|_| CannedResponse::timeout());
    let client = Client::builder()
        .transport(transport.clone())
        .timeout(Duration::from_secs(90))
        .build()
        .unwrap();
    let error = read(&client).await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 2, "{error}");
    assert!(transport.waited() <= Duration::from_secs(90));
}

#[tokio::test]
async fn delayed_response_arrives_or_times_out() {
    let slow = |seconds| success().with_delay(Duration::from_secs(seconds));
    let transport = CannedTransport::in_order([slow(59), slow(60), slow(1)]);
    let client = client(&transport);
    assert_eq!(read(&client).await.unwrap(), "Birds");
    assert_eq!(transport.requests().len(), 1);
    // The second one is too slow, the third one is not.
    assert_eq!(read(&client).await.unwrap(), "Birds");
    assert_eq!(transport.requests().len(), 3);
}
