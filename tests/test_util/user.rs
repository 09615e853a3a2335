//! A user's function, and its test.

use std::time::Duration;

use astro_api::{
    Client, Error, StatusCode,
    test_util::{CannedResponse, CannedTransport},
    types::{Deployment, DeploymentStatus},
};
use serde_json::json;

use crate::{ORGANIZATION, client};

/// Returns the names of the Deployments that do not run as expected.
async fn unhealthy(client: &Client, organization: &str) -> Result<Vec<String>, Error> {
    let mut deployments = client
        .organization(organization)
        .list_deployments()
        .stream();
    let mut names = Vec::new();
    while let Some(deployment) = deployments.try_next().await? {
        if deployment.status == DeploymentStatus::Unhealthy {
            names.push(deployment.name);
        }
    }
    Ok(names)
}

fn deployment(name: &str, status: &str) -> Deployment {
    serde_json::from_value(json!({ "id": name, "name": name, "status": status })).unwrap()
}

#[tokio::test]
async fn rate_limited_call_is_retried() {
    let all = [
        deployment("terns", "HEALTHY"),
        deployment("auks", "UNHEALTHY"),
    ];
    let transport = CannedTransport::in_order([
        CannedResponse::new(StatusCode::TOO_MANY_REQUESTS).with_retry_after(Duration::from_secs(7)),
        CannedResponse::json(json!({ "deployments": all, "totalCount": 2 })),
    ]);

    let names = unhealthy(&client(&transport), ORGANIZATION).await.unwrap();

    assert_eq!(names, ["auks"]);
    assert_eq!(transport.remaining(), 0);
    assert!(transport.waited() >= Duration::from_secs(7));
    let paths: Vec<String> = transport
        .requests()
        .iter()
        .map(|request| format!("{} {}", request.method(), request.path()))
        .collect();
    let expected = format!("GET /organizations/{ORGANIZATION}/deployments");
    assert_eq!(paths, [expected.clone(), expected]);
}

#[tokio::test]
async fn lasting_rate_limit_is_an_error() {
    let transport =
        CannedTransport::from_fn(|_| CannedResponse::new(StatusCode::TOO_MANY_REQUESTS));
    let error = unhealthy(&client(&transport), ORGANIZATION)
        .await
        .unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 4, "{error}");
    assert_eq!(transport.requests().len(), 4);
}

#[tokio::test]
async fn all_pages_are_read() {
    let transport = CannedTransport::from_fn(|request| {
        let offset: usize = request
            .query_value("offset")
            .map_or(0, |v| v.parse().unwrap());
        let limit: usize = request
            .query_value("limit")
            .map_or(20, |v| v.parse().unwrap());
        let rows: Vec<Deployment> = (offset..1_200.min(offset + limit))
            .map(|n| deployment(&format!("d{n}"), "UNHEALTHY"))
            .collect();
        CannedResponse::json(
            json!({ "deployments": rows, "totalCount": 1_200, "limit": limit, "offset": offset }),
        )
    });
    let names = unhealthy(&client(&transport), ORGANIZATION).await.unwrap();
    assert_eq!(names.len(), 1_200);
    assert!(transport.requests().len() > 1);
}
