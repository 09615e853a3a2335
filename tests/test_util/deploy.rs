//! A deploy without a server, and without a storage.

use std::time::Duration;

use astro_api::{
    StatusCode,
    deploy::DeployStep,
    test_util::{CannedResponse, CannedTransport},
};
use serde_json::json;

use super::{ORGANIZATION, client};

#[tokio::test]
async fn deploy_works_without_a_server() {
    let url = "https://storage.example/a?sig=x";
    let created = json!({ "id": "d1", "status": "INITIALIZED", "dagsUploadUrl": url });
    let transport = CannedTransport::in_order([
        CannedResponse::json(created),
        CannedResponse::new(StatusCode::SERVICE_UNAVAILABLE),
        CannedResponse::new(StatusCode::CREATED).with_header("x-ms-version-id", "v1"),
        CannedResponse::error(StatusCode::FORBIDDEN, "no"),
        CannedResponse::json(json!({ "id": "d1", "status": "INITIALIZED" })),
        CannedResponse::json(json!({ "id": "d1", "status": "DEPLOYED" })),
    ]);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("terns.py"), "# a DAG").unwrap();
    let organization = client(&transport).organization(ORGANIZATION);
    let deploy = organization.deploy("clvtbxx2c").dags(folder.path());
    let error = deploy.await.unwrap_err();
    assert_eq!(error.step(), DeployStep::Finalize);
    assert!(error.error().is_forbidden());
    assert!(transport.waited() >= Duration::from_millis(500));
    let deploy = error.resume().await.unwrap();
    assert_eq!(deploy.status.as_ref(), "DEPLOYED");
    let requests = transport.requests();
    assert_eq!(requests[2].method(), "PUT");
    assert!(!requests[2].headers().contains_key("authorization"));
    let body: serde_json::Value = requests[5].json().unwrap();
    assert_eq!(body, json!({ "dagTarballVersion": "v1" }));
}
