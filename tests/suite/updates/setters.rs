//! Changes of an update: setters, environment variables, and values that cannot be carried over.

use astro_api::{ErrorKind, types};
use astro_api_tests::organization_id;
use serde_json::{Value, json};

use super::{first_id, setup};

fn deployment(kind: &str, executor: &str) -> types::Deployment {
    serde_json::from_value(json!({
        "id": "d1", "name": "terns", "type": kind, "executor": executor, "workspaceId": "w1",
        "isHighAvailability": false, "schedulerSize": "SMALL", "schedulerAu": 5, "schedulerReplicas": 2,
        "environmentVariables": [
            { "key": "BIRD", "value": "gull", "isSecret": false },
            { "key": "PASSWORD", "value": "", "isSecret": true },
        ],
        "workerQueues": [{ "id": "q1", "name": "default", "astroMachine": "A5" }],
    }))
    .unwrap()
}

fn update(kind: &str, executor: &str) -> types::UpdateDeploymentRequest {
    types::UpdateDeploymentRequest::from_deployment(&deployment(kind, executor)).unwrap()
}

fn json(update: &types::UpdateDeploymentRequest) -> Value {
    serde_json::to_value(update).unwrap()
}

#[test]
fn type_selects_the_variant() {
    for kind in ["DEDICATED", "HYBRID", "STANDARD"] {
        assert_eq!(json(&update(kind, "CELERY"))["type"], kind);
    }
    assert_eq!(
        json(&update("HYBRID", "CELERY"))["scheduler"],
        json!({ "au": 5, "replicas": 2 })
    );
}

#[test]
fn kubernetes_has_no_worker_queues() {
    assert_eq!(
        json(&update("STANDARD", "KUBERNETES")).get("workerQueues"),
        None
    );
    assert_eq!(
        json(&update("STANDARD", "CELERY"))["workerQueues"][0]["astroMachine"],
        "A5"
    );
}

#[test]
fn environment_variables_are_set_and_removed_individually() {
    let mut update = update("DEDICATED", "ASTRO");
    update.set_environment_variable("BIRD", "tern");
    update.set_environment_variable("NEW", "1");
    update.set_secret_environment_variable("TOKEN", "t");
    assert!(!update.remove_environment_variable("NOWHERE"));
    let secret = json!({ "key": "PASSWORD", "isSecret": true });
    assert_eq!(
        json(&update)["environmentVariables"],
        json!([
            { "key": "BIRD", "value": "tern", "isSecret": false },
            secret,
            { "key": "NEW", "value": "1", "isSecret": false },
            { "key": "TOKEN", "value": "t", "isSecret": true },
        ]),
        "a secret without a value is unchanged"
    );
    // A secret variable stays secret.
    update.set_environment_variable("PASSWORD", "p");
    assert_eq!(json(&update)["environmentVariables"][1]["isSecret"], true);
    assert!(update.remove_environment_variable("PASSWORD"));
    assert_eq!(json(&update)["environmentVariables"][1]["key"], "NEW");
}

#[test]
fn setters_accept_the_same_values_as_builders() {
    let mut update = update("STANDARD", "CELERY");
    update.set_name("gulls");
    update.set_description(Some("Terns and gulls"));
    update.set_contact_emails(["ada@company.example"]);
    update.set_is_cicd_enforced(true);
    let sent = json(&update);
    assert_eq!(
        (&sent["name"], &sent["description"]),
        (&json!("gulls"), &json!("Terns and gulls"))
    );
    assert_eq!(sent["contactEmails"], json!(["ada@company.example"]));
    assert_eq!(sent["isCicdEnforced"], true);
    update.set_description(None::<&str>);
    assert_eq!(json(&update).get("description"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn unconvertible_value_is_rejected_before_sending() {
    let (fake, org) = setup().await;
    let mut update = update("STANDARD", "CELERY");
    update.set_worker_queues([types::UpdateWorkerQueueRequest::builder().name("default")]);
    let id = first_id(&fake, org.organization_id(), "deployments");
    let error = org.update_deployment(id, update).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("is_default"), "{error}");
    assert!(fake.requests().is_empty());
}

/// Values that cannot be carried over are named in the error.
#[test]
fn lossy_update_is_an_error() {
    let failed = |change: fn(&mut types::Deployment)| {
        let mut deployment = deployment("DEDICATED", "CELERY");
        change(&mut deployment);
        let error = types::UpdateDeploymentRequest::from_deployment(&deployment).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        error.to_string()
    };
    assert!(failed(|d| d.executor = None).contains("`executor`"));
    assert!(failed(|d| d.is_high_availability = None).contains("`isHighAvailability`"));
    assert!(failed(|d| d.type_ = None).contains("`type`"));
    assert!(failed(|d| d.type_ = Some("NEWER".into())).contains("`NEWER`"));
}

/// Every seeded Deployment can be sent back.
#[tokio::test(flavor = "multi_thread")]
async fn every_seeded_deployment_round_trips() {
    let fake = astro_api_fake::Fake::builder()
        .organizations(1)
        .workspaces(1)
        .deployments(16)
        .start()
        .await
        .unwrap();
    let client = astro_api_tests::builder(fake.base_url())
        .timer(astro_api_tests::ManualTimer::default())
        .token(fake.token());
    let id = organization_id(&fake);
    let org = client.build().unwrap().organization(id);
    for own in fake.collection(org.organization_id(), "deployments") {
        let id = own["id"].as_str().unwrap();
        let read = org.get_deployment(id).send().await.unwrap();
        let update = types::UpdateDeploymentRequest::from_deployment(&read).unwrap();
        org.update_deployment(id, update).send().await.unwrap();
    }
}
