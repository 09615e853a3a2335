//! Invalid requests, each with one violation.

use serde_json::{Value, json};

use crate::Outcome;

use super::One;

/// Returns the field errors of a response, as `field code`.
async fn field_errors(
    one: &One,
    method: &str,
    path: &str,
    body: &Value,
) -> Result<Vec<String>, super::BoxError> {
    let reply = one.call(method, path, &body.to_string()).await?;
    assert_eq!(
        reply.status,
        400,
        "{method} {path} {body}: {}",
        reply.text()
    );
    let error = reply.json()?;
    let errors = error["fieldErrors"].as_array().ok_or("no field errors")?;
    let first = errors[0]["message"].as_str().unwrap_or_default();
    assert_eq!(error["message"], format!("Invalid request: {first}"));
    Ok(errors
        .iter()
        .map(|own| format!("{} {}", own["field"], own["code"]).replace('"', ""))
        .collect())
}

#[tokio::test]
async fn invalid_queries_are_rejected() -> Outcome {
    let one = One::begin().await?;
    let logs = format!("deployments/{}/logs", one.first("deployments")?);
    for (query, expected) in [
        ("users?limit=1001".to_owned(), "limit max"),
        ("users?offset=-1".to_owned(), "offset min"),
        ("users?limit=many".to_owned(), "limit number"),
        (
            "users?sorts=username:asc&sorts=age:asc".to_owned(),
            "sorts[1] oneof",
        ),
        ("clusters?provider=IBM".to_owned(), "provider oneof"),
        (
            "roles?includeDefaultRoles=yes".to_owned(),
            "includeDefaultRoles boolean",
        ),
        ("cluster-options".to_owned(), "type required"),
        (logs.clone(), "sources required"),
        (format!("{logs}?sources=disk"), "sources[0] oneof"),
        (format!("{logs}?sources=worker&range=59"), "range min"),
        (
            format!("{logs}?sources=worker&startDate=today"),
            "startDate datetime",
        ),
    ] {
        assert_eq!(
            field_errors(&one, "GET", &query, &Value::Null).await?,
            [expected],
            "{query}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn invalid_bodies_are_rejected() -> Outcome {
    let one = One::begin().await?;
    let workspace = one.first("workspaces")?;
    let standard = |name: &str, value: Value| {
        let mut body = json!({ "type": "STANDARD", "name": "new", "workspaceId": workspace });
        body[name] = value;
        body
    };
    let queue = json!({ "astroMachine": "A7", "isDefault": true, "maxWorkerCount": 0, "minWorkerCount": 0, "name": "q" });
    for (path, body, expected) in [
        ("workspaces", json!({}), vec!["name required"]),
        ("workspaces", json!({ "name": "" }), vec!["name required"]),
        ("workspaces", json!({ "name": null }), vec!["name required"]),
        ("workspaces", json!({ "name": 1 }), vec!["name string"]),
        (
            "workspaces",
            json!({ "name": "a".repeat(51) }),
            vec!["name max"],
        ),
        (
            "workspaces",
            json!({ "name": "a", "cicdEnforcedDefault": "no" }),
            vec!["cicdEnforcedDefault boolean"],
        ),
        (
            "workspaces",
            json!({ "name": "a", "defaultCloudProvider": "IBM" }),
            vec!["defaultCloudProvider oneof"],
        ),
        ("workspaces", json!([]), vec!["body json"]),
        (
            "teams",
            json!({ "name": "a", "memberIds": "all" }),
            vec!["memberIds array"],
        ),
        (
            "deployments",
            standard("type", "SMALL".into()),
            vec!["type oneof"],
        ),
        (
            "deployments",
            standard("executor", "LOCAL".into()),
            vec!["executor oneof"],
        ),
        (
            "deployments",
            standard("workerQueues", json!([])),
            vec!["workerQueues min"],
        ),
        (
            "deployments",
            standard("workerQueues", json!([queue])),
            vec![
                "workerQueues[0].astroMachine oneof",
                "workerQueues[0].maxWorkerCount min",
                "workerQueues[0].workerConcurrency required",
            ],
        ),
        (
            "deployments",
            standard("scalingSpec", json!([])),
            vec!["scalingSpec object"],
        ),
        // Members required by other variants are not required here.
        (
            "clusters",
            json!({ "cloudProvider": "IBM" }),
            vec!["cloudProvider oneof"],
        ),
        ("clusters", json!({}), vec!["cloudProvider required"]),
        (
            "clusters",
            json!({ "cloudProvider": "GCP", "name": "a", "region": "a", "type": "DEDICATED", "vpcSubnetRange": "a" }),
            vec![
                "podSubnetRange required",
                "servicePeeringRange required",
                "serviceSubnetRange required",
            ],
        ),
        (
            "allowed-ip-address-ranges/bulk-create",
            json!({ "allowedIpAddressRanges": vec!["a"; 1_001] }),
            vec!["allowedIpAddressRanges max"],
        ),
        (
            "tokens",
            json!({ "name": "a", "role": "a", "scope": "ORGANIZATION", "tokenExpiryPeriodInDays": 3_651 }),
            vec!["tokenExpiryPeriodInDays max"],
        ),
    ] {
        let mut errors = field_errors(&one, "POST", path, &body).await?;
        errors.sort();
        assert_eq!(errors, expected, "{path} {body}");
    }
    assert_eq!(one.get("workspaces").await?["totalCount"], 2);
    Ok(())
}
