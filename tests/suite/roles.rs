//! Grants and revokes roles.

use astro_api::{ErrorKind, OrganizationClient, types::RoleName};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{client, fake, organization_id};
use serde_json::{Value, json};

async fn organization() -> (Fake, String, OrganizationClient) {
    let fake = fake(1).await;
    let id = organization_id(&fake);
    let handle = client(fake.base_url()).organization(&id);
    (fake, id, handle)
}

/// Returns the method and body of each request since the last call.
fn requests(fake: &Fake) -> Vec<(String, Value)> {
    let requests = fake.requests().into_iter();
    let requests = requests.map(|r| {
        (
            r.method,
            serde_json::from_slice(&r.body).unwrap_or_default(),
        )
    });
    let requests = requests.collect();
    fake.clear_requests();
    requests
}

/// Roles of all kinds, in the format of a user and of a Team.
fn sample_roles() -> Value {
    json!({
        "organizationRole": "ORGANIZATION_MEMBER",
        "workspaceRoles": [
            { "workspaceId": "w1", "role": "WORKSPACE_MEMBER" },
            { "workspaceId": "w2", "role": "WORKSPACE_OWNER" },
        ],
        "deploymentRoles": [{ "deploymentId": "d1", "role": "ringers" }],
        "dagRoles": [{ "deploymentId": "d1", "dagId": "terns", "role": "DAG_VIEWER" }],
    })
}

fn with_id(id: &str, mut roles: Value) -> Value {
    roles["id"] = id.into();
    roles
}

#[tokio::test(flavor = "multi_thread")]
async fn editing_one_role_keeps_the_others() {
    let (fake, id, organization) = organization().await;
    fake.put(&id, "users", with_id("u1", sample_roles()))
        .unwrap();
    let roles = organization
        .edit_user_roles("u1", |roles| {
            assert_eq!(roles.organization(), Some(&RoleName::OrganizationMember));
            assert_eq!(
                roles.deployment("d1").map(RoleName::as_str),
                Some("ringers")
            );
            roles.set_workspace("w1", RoleName::WorkspaceAuthor);
        })
        .await
        .unwrap();
    assert_eq!(roles.workspace("w1"), Some(&RoleName::WorkspaceAuthor));
    assert_eq!(roles.workspaces().len(), 2);
    let mut expected = sample_roles();
    expected["workspaceRoles"][0]["role"] = "WORKSPACE_AUTHOR".into();
    let sent = requests(&fake);
    assert_eq!(sent[1], ("POST".to_owned(), expected.clone()));
    assert_eq!(sent.len(), 2);

    organization
        .edit_user_roles("u1", |roles| {
            roles.set_organization("ORGANIZATION_BILLING_ADMIN");
            roles.remove_workspace("w2");
            roles.set_workspace("w3", "WORKSPACE_ACCESSOR");
            roles.remove_deployment("d1");
            roles.set_deployment("d2", RoleName::DeploymentAdmin);
            roles.remove_dag("d1", "terns");
            roles.set_dag("d2", "gulls", RoleName::DagViewer);
            roles.set_dag_tag("d2", "sea", RoleName::DagViewer);
        })
        .await
        .unwrap();
    let expected = json!({
        "organizationRole": "ORGANIZATION_BILLING_ADMIN",
        "workspaceRoles": [
            { "workspaceId": "w1", "role": "WORKSPACE_AUTHOR" },
            { "workspaceId": "w3", "role": "WORKSPACE_ACCESSOR" },
        ],
        "deploymentRoles": [{ "deploymentId": "d2", "role": "DEPLOYMENT_ADMIN" }],
        "dagRoles": [
            { "deploymentId": "d2", "dagId": "gulls", "role": "DAG_VIEWER" },
            { "deploymentId": "d2", "dagTag": "sea", "role": "DAG_VIEWER" },
        ],
    });
    assert_eq!(requests(&fake)[1].1, expected);
    let users = fake.collection(&id, "users");
    let user = users.iter().find(|user| user["id"] == "u1").unwrap();
    for (member, value) in expected.as_object().unwrap() {
        assert_eq!(&user[member], value, "{member}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unchanged_roles_are_not_written() {
    let (fake, id, organization) = organization().await;
    fake.put(&id, "users", with_id("u1", sample_roles()))
        .unwrap();
    fake.put(&id, "teams", with_id("t1", sample_roles()))
        .unwrap();
    let user = organization
        .edit_user_roles("u1", |roles| {
            roles.set_workspace("w1", RoleName::WorkspaceMember);
            roles.remove_workspace("w9");
        })
        .await
        .unwrap();
    let team = organization.edit_team_roles("t1", |_| ()).await.unwrap();
    assert_eq!(user, team);
    let token = fake.collection(&id, "tokens")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    organization
        .edit_api_token_roles(&token, |_| ())
        .await
        .unwrap();
    assert!(requests(&fake).iter().all(|(method, _)| method == "GET"));
}

#[tokio::test(flavor = "multi_thread")]
async fn editing_a_team_keeps_its_other_roles() {
    let (fake, id, organization) = organization().await;
    fake.put(&id, "teams", with_id("t1", sample_roles()))
        .unwrap();
    // It runs on a separate task.
    let handle = organization.clone();
    let edit = async move {
        handle
            .edit_team_roles("t1", |roles| roles.set_dag("d1", "terns", "watchers"))
            .await
    };
    let roles = tokio::spawn(edit).await.unwrap().unwrap();
    let mut expected = sample_roles();
    expected["dagRoles"][0]["role"] = "watchers".into();
    assert_eq!(requests(&fake)[1].1, expected);
    assert_eq!(roles.dags()[0].role, RoleName::from("watchers"));
}

#[tokio::test(flavor = "multi_thread")]
async fn editing_a_token_keeps_roles_of_any_kind() {
    let (fake, id, organization) = organization().await;
    let own = [
        json!({ "entityType": "ORGANIZATION", "entityId": id, "role": "ORGANIZATION_MEMBER" }),
        json!({ "entityType": "WORKSPACE", "entityId": "w1", "role": "WORKSPACE_MEMBER", "since": 1 }),
        json!({ "entityType": "WORKSPACE", "entityId": "w2", "role": "WORKSPACE_OWNER" }),
        json!({ "entityType": "DAG", "entityId": "terns", "deploymentId": "d1", "role": "DAG_VIEWER" }),
        json!({ "entityType": "DAG_TAG", "entityId": "sea", "deploymentId": "d1", "role": "DAG_VIEWER" }),
        json!({ "entityType": "AVIARY", "entityId": "a1", "role": "keeper" }),
        // A role on a DAG without a Deployment does not fit into the lists of a user.
        json!({ "entityType": "DAG", "entityId": "gulls", "role": "DAG_VIEWER" }),
    ];
    let token = json!({ "id": "t1", "name": "ci", "kind": "STANDARD", "scope": "ORGANIZATION", "roles": own });
    fake.next(FakeResponse::json(200, &token));
    fake.next(FakeResponse::json(
        200,
        &json!({ "workspaceRoles": [{ "workspaceId": "w2", "role": "WORKSPACE_AUTHOR" }] }),
    ));
    let roles = organization
        .edit_api_token_roles("t1", |roles| {
            assert_eq!(roles.dags().len(), 2);
            roles.set_workspace("w2", RoleName::WorkspaceAuthor);
            roles.remove_dag_tag("d1", "sea");
            roles.set_deployment("d1", RoleName::DeploymentAdmin);
        })
        .await
        .unwrap();
    assert_eq!(roles.workspace("w2"), Some(&RoleName::WorkspaceAuthor));
    let expected = json!({ "roles": [
        own[0], own[1], own[3], own[5], own[6],
        { "entityType": "WORKSPACE", "entityId": "w2", "role": "WORKSPACE_AUTHOR" },
        { "entityType": "DEPLOYMENT", "entityId": "d1", "role": "DEPLOYMENT_ADMIN" },
    ]});
    assert_eq!(requests(&fake)[1].1, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn token_without_roles_is_not_changed() {
    let (fake, _, organization) = organization().await;
    let token = json!({ "id": "t1", "name": "ci", "kind": "STANDARD", "scope": "ORGANIZATION" });
    fake.next(FakeResponse::json(200, &token));
    let error = organization
        .edit_api_token_roles("t1", |roles| {
            roles.set_organization(RoleName::OrganizationOwner)
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(requests(&fake).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_a_user_removes_all_memberships() {
    let (fake, id, organization) = organization().await;
    let user = fake.collection(&id, "users")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let team = fake.collection(&id, "teams")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    organization.remove_user(&user).await.unwrap();
    assert_eq!(
        requests(&fake),
        [("POST".to_owned(), json!({ "organizationRole": null }))]
    );
    assert!(
        organization
            .get_user(&user)
            .send_opt()
            .await
            .unwrap()
            .is_none()
    );
    let members = fake.collection(&id, &format!("teams/{team}/members"));
    assert!(
        members
            .iter()
            .all(|member| member["userId"] != user.as_str())
    );
}
