//! The recorded requests, and a check that a client with canned responses behaves like any other.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use astro_api::{
    Client, Method, RetryPolicy, StatusCode, header,
    test_util::{CannedResponse, CannedTransport},
    types::{CreateWorkspaceRequest, DeploymentStatus, Workspace},
};
use serde_json::{Value, json};

use crate::{ORGANIZATION, client};

#[tokio::test]
async fn request_is_recorded_as_sent() {
    let transport = CannedTransport::in_order([CannedResponse::json(json!({ "id": "w" }))]);
    let client = Client::builder()
        .transport(transport.clone())
        .token("hunter2.hunter2.hunter2")
        .base_url("https://proxy.example/astro/v1/")
        .build()
        .unwrap();
    let body = CreateWorkspaceRequest::builder().name("Birds");
    client
        .organization(ORGANIZATION)
        .create_workspace(body)
        .with_header("X-Team", "ornithology")
        .send()
        .await
        .unwrap();

    let requests = transport.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    assert_eq!(request.method(), Method::POST);
    let path = format!("/organizations/{ORGANIZATION}/workspaces");
    assert_eq!(request.path(), path);
    assert_eq!(request.query(), []);
    assert_eq!(request.headers()["x-team"], "ornithology");
    assert_eq!(request.headers()["x-api-version"], "1.0");
    assert_eq!(request.json::<Value>().unwrap()["name"], "Birds");
    assert!(request.json::<Workspace>().is_err());

    // The token is not recorded.
    assert_eq!(request.headers()[header::AUTHORIZATION], "[redacted]");
    let shown = format!(
        "{requests:?} {:?} {transport:?} {client:?}",
        request.headers()
    );
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(!shown.contains("ornithology"), "{shown}");
}

#[tokio::test]
async fn query_parameters_are_recorded_decoded() {
    let page = json!({ "deployments": [], "totalCount": 0 });
    let transport = CannedTransport::in_order([CannedResponse::json(page)]);
    client(&transport)
        .organization(ORGANIZATION)
        .list_deployments()
        .names(["terns & auks".to_owned(), "b".to_owned()])
        .limit(5)
        .send()
        .await
        .unwrap();
    let requests = transport.requests();
    assert_eq!(requests[0].query_value("limit"), Some("5"));
    assert_eq!(requests[0].query_value("names"), Some("terns & auks"));
    let names = requests[0].query().iter().filter(|(n, _)| n == "names");
    assert_eq!(names.count(), 2);
    assert_eq!(requests[0].query_value("offset"), None);
}

/// Validation precedes the transport.
#[tokio::test]
async fn rejected_request_is_not_recorded() {
    let transport = CannedTransport::from_fn(|_| CannedResponse::json(json!({})));
    let organization = client(&transport).organization("a/b");
    let error = organization.get_organization().send().await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!(transport.requests().len(), 0);
}

#[tokio::test]
async fn missing_response_is_an_error() {
    let transport = CannedTransport::in_order([]);
    let organization = client(&transport).organization("clm");
    let error = organization.get_organization().send().await.unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("no canned response is left for GET /organizations/clm"),
        "{text}"
    );
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn invalid_header_is_an_error() {
    let response = CannedResponse::json(json!({ "id": "clm" })).with_header("a b", "c");
    let transport = CannedTransport::in_order([response]);
    let organization = client(&transport).organization("clm");
    let error = organization.get_organization().send().await.unwrap_err();
    assert!(error.to_string().contains("\"a b\""), "{error}");
}

/// Requests respect the rate limits, by the client's clock alone.
#[tokio::test]
async fn rate_limits_use_the_simulated_clock() {
    let transport = CannedTransport::from_fn(|_| CannedResponse::json(json!({ "id": "clm" })));
    let client = client(&transport);
    for _ in 0..100 {
        let request = client.organization("clm").get_organization();
        request.send().await.unwrap();
    }
    let waited = transport.waited();
    assert!(waited >= Duration::from_secs(2), "{waited:?}");
}

#[tokio::test]
async fn polling_takes_no_time() {
    let reads = AtomicUsize::new(0);
    let transport = CannedTransport::from_fn(move |_| {
        let status = match reads.fetch_add(1, Ordering::Relaxed) {
            0..5 => "CREATING",
            _ => "HEALTHY",
        };
        CannedResponse::json(json!({ "id": "d", "status": status }))
    });
    let deployment = client(&transport)
        .organization(ORGANIZATION)
        .get_deployment("d")
        .wait_until([DeploymentStatus::Healthy])
        .await
        .unwrap();
    assert_eq!(deployment.status, DeploymentStatus::Healthy);
    assert_eq!(transport.requests().len(), 6);
    assert!(transport.waited() > Duration::from_secs(1));
}

/// The deadline ends a poll that never succeeds.
#[tokio::test]
async fn polling_times_out_in_simulated_time() {
    let transport = CannedTransport::from_fn(|_| {
        CannedResponse::json(json!({ "id": "d", "status": "CREATING" }))
    });
    let error = client(&transport)
        .organization(ORGANIZATION)
        .get_deployment("d")
        .wait_until([DeploymentStatus::Healthy])
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(transport.waited() > Duration::from_secs(60));
}

#[tokio::test]
async fn bytes_are_read_in_chunks() {
    let lines = "{\"n\":1}\n{\"n\":2}\n";
    let response = CannedResponse::new(StatusCode::OK).with_body(lines);
    let transport = CannedTransport::in_order([response]);
    let logs = client(&transport)
        .organization(ORGANIZATION)
        .get_organization_audit_logs()
        .send()
        .await
        .unwrap();
    let mut records = logs.into_inner().into_records::<Value>();
    let mut all = Vec::new();
    while let Some(record) = records.try_next().await.unwrap() {
        all.push(record["n"].clone());
    }
    assert_eq!(all, [1, 2]);
}

/// A transport can be shared, and each client keeps its own settings.
#[tokio::test]
async fn clients_share_a_transport() {
    let transport =
        CannedTransport::from_fn(|_| CannedResponse::new(StatusCode::SERVICE_UNAVAILABLE));
    let never = Client::builder()
        .transport(transport.clone())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    for client in [client(&transport), never] {
        let request = client.organization("clm").get_organization();
        assert!(request.send().await.unwrap_err().is_retryable());
    }
    assert_eq!(transport.requests().len(), 5);
}
