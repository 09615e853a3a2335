//! The client and the fake together: resources from creation to deletion.

use std::time::Duration;

use astro_api::types::{
    ClusterStatus, CreateClusterRequest, CreateDeploymentRequest, CreateWorkspaceRequest,
    DeploymentStatus, UpdateDeploymentRequest, UpdateWorkspaceRequest,
};
use astro_api::{Client, ErrorKind};
use astro_api_fake::Fake;
use astro_api_tests::{ManualTimer, builder, fake};
use serde_json::{Value, json};

/// Creates a client with a simulated clock, and returns the id of the only Organization.
fn client(fake: &Fake) -> (Client, ManualTimer, String) {
    let timer = ManualTimer::default();
    let client = builder(fake.base_url())
        .timer(timer.clone())
        .build()
        .unwrap();
    let organization = fake.organization(0).unwrap();
    (
        client,
        timer,
        organization["id"].as_str().unwrap().to_owned(),
    )
}

fn body<T: serde::de::DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn workspace_and_deployment_can_be_created_and_deleted() {
    let fake = fake(1).await;
    let (client, timer, id) = client(&fake);
    let request = CreateWorkspaceRequest::builder()
        .name("New")
        .build()
        .unwrap();
    let workspace = client
        .organization(&id)
        .create_workspace(request)
        .send()
        .await
        .unwrap();
    let request: CreateDeploymentRequest = body(json!({
        "type": "STANDARD", "name": "new", "workspaceId": workspace.id, "region": "us-east-1", "cloudProvider": "AWS",
    }));
    let create = || client.organization(&id).create_deployment(request.clone());
    let created = create().send().await.unwrap();
    assert_eq!(created.status, DeploymentStatus::Creating);
    let twice = create().send().await.map(drop).unwrap_err();
    assert_eq!(twice.status().map(|status| status.as_u16()), Some(400));

    let get = || client.organization(&id).get_deployment(&created.id);
    let ready = get().wait_until([DeploymentStatus::Healthy]).await.unwrap();
    assert_eq!(
        (&ready.id, &ready.workspace_id),
        (&created.id, &workspace.id)
    );
    assert_eq!(timer.slept(), [Duration::from_secs(2)]);

    let workspace_deployments = client
        .organization(&id)
        .list_deployments()
        .workspace_ids([workspace.id.clone()]);
    let page = workspace_deployments.send().await.unwrap();
    assert_eq!(
        page.deployments
            .iter()
            .map(|deployment| &deployment.id)
            .collect::<Vec<_>>(),
        [&created.id]
    );

    let update: UpdateDeploymentRequest = body(json!({
        "type": "STANDARD", "name": "renamed", "workspaceId": workspace.id, "executor": "CELERY",
        "environmentVariables": [], "isCicdEnforced": false, "isDagDeployEnabled": true,
        "isHighAvailability": false, "schedulerSize": "SMALL",
    }));
    let update = client
        .organization(&id)
        .update_deployment(&created.id, update);
    assert_eq!(
        update.send().await.unwrap().status,
        DeploymentStatus::Deploying
    );
    let ready = get().wait_until([DeploymentStatus::Healthy]).await.unwrap();
    assert_eq!(
        (ready.name.as_str(), ready.is_dag_deploy_enabled),
        ("renamed", true)
    );

    let request = UpdateWorkspaceRequest::builder()
        .name("Renamed")
        .description("")
        .cicd_enforced_default(true);
    let update = client
        .organization(&id)
        .update_workspace(&workspace.id, request);
    assert_eq!(update.send().await.unwrap().name, "Renamed");

    client
        .organization(&id)
        .delete_deployment(&created.id)
        .send()
        .await
        .unwrap();
    assert!(get().send().await.map(drop).unwrap_err().is_not_found());
    let delete = client.organization(&id).delete_workspace(&workspace.id);
    delete.send().await.unwrap();
    let get = client.organization(&id).get_workspace(&workspace.id);
    assert!(get.send().await.map(drop).unwrap_err().is_not_found());
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_creation_ends_polling() {
    let fake = Fake::builder()
        .organizations(1)
        .fail_operations()
        .token(astro_api_tests::TOKEN);
    let fake = fake.start().await.unwrap();
    let (client, _, id) = client(&fake);
    let request: CreateClusterRequest = body(json!({
        "cloudProvider": "AZURE", "name": "new", "region": "westeurope", "type": "DEDICATED",
        "vpcSubnetRange": "10.0.0.0/20", "tenantId": "tenant",
    }));
    let created = client.organization(&id).create_cluster(request);
    let created = created.send().await.unwrap();
    assert_eq!(created.tenant_id.as_deref(), Some("tenant"));
    let get = client.organization(&id).get_cluster(&created.id);
    let error = get
        .wait_until([ClusterStatus::Created])
        .await
        .map(drop)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreachableState);
    assert!(error.message().contains("CREATE_FAILED"), "{error}");
}
