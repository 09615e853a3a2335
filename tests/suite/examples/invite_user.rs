//! Invites a user.

use astro_api::types::{DagRole, DeploymentRole, UpdateUserRolesRequest, WorkspaceRole};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::client;
use serde_json::{Value, json};

use super::{against, last_body, readme::arguments, requests, run_with_own_fake, start};

const NAME: &str = "invite_user";

fn user(fake: &Fake, organization: &str, email: &str) -> Value {
    let mut users = fake.collection(organization, "users").into_iter();
    users.find(|user| user["username"] == email).unwrap()
}

#[test]
fn invite_is_printed_with_its_expiry() {
    let run = run_with_own_fake(NAME, &arguments(NAME));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let expected = "ada@birds.example is invited as ORGANIZATION_MEMBER until 2";
    assert!(run.out.starts_with(expected), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
}

/// The first run sends an invite, and each one adds to the roles.
#[tokio::test(flavor = "multi_thread")]
async fn roles_are_added_to_existing_ones() {
    let (fake, id) = start(Fake::builder()).await;
    let ids = |collection: &str| {
        let all = fake.collection(&id, collection).into_iter();
        let ids: Vec<String> = all
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect();
        ids
    };
    let (workspaces, deployments) = (ids("workspaces"), ids("deployments"));
    let [first, second] = &workspaces[..] else {
        panic!("there are two")
    };
    let expected_deployment_roles =
        json!([{ "deploymentId": deployments[0], "role": "DEPLOYMENT_ADMIN" }]);

    let email = "eve@birds.example";
    let run = against(
        &fake,
        NAME,
        &format!(
            "{email} --role ORGANIZATION_BILLING_ADMIN --workspace-role {first}=WORKSPACE_MEMBER --deployment-role {}=DEPLOYMENT_ADMIN",
            deployments[0]
        ),
    );
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(
        run.out
            .starts_with("eve@birds.example is invited as ORGANIZATION_BILLING_ADMIN until "),
        "{}",
        run.out
    );
    let expected = format!(
        "eve@birds.example has ORGANIZATION_BILLING_ADMIN in the Organization\n  WORKSPACE_MEMBER in the Workspace {first}\n  DEPLOYMENT_ADMIN in the Deployment {}\n",
        deployments[0]
    );
    assert!(run.out.ends_with(&expected), "{}", run.out);
    let eve = user(&fake, &id, email);
    assert_eq!(
        eve["workspaceRoles"],
        json!([{ "workspaceId": first, "role": "WORKSPACE_MEMBER" }])
    );
    assert_eq!(eve["deploymentRoles"], expected_deployment_roles);

    // An existing user is not invited again, and keeps the other roles, including those on DAGs.
    let dag = DagRole::builder()
        .dag_id("terns")
        .deployment_id(&deployments[1])
        .role("DAG_VIEWER");
    let current_roles = UpdateUserRolesRequest::builder()
        .organization_role(astro_api::types::RoleName::OrganizationBillingAdmin)
        .workspace_roles(Vec::<WorkspaceRole>::new())
        .deployment_roles(Vec::<DeploymentRole>::new())
        .dag_roles([dag.build().unwrap()]);
    let eve_id = eve["id"].as_str().unwrap();
    client(fake.base_url())
        .organization(&id)
        .update_user_roles(eve_id, current_roles.clone())
        .send()
        .await
        .unwrap();
    let arguments = format!(
        "EVE@birds.example --workspace-role {first}=WORKSPACE_MEMBER --workspace-role {second}=WORKSPACE_AUTHOR"
    );
    let run = against(&fake, NAME, &arguments);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(
        run.out
            .starts_with("eve@birds.example is in the Organization\n"),
        "{}",
        run.out
    );
    // A role replaces the current one in the same Workspace.
    let run = against(
        &fake,
        NAME,
        &format!("{email} --workspace-role {first}=WORKSPACE_OWNER"),
    );
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let all = json!({
        "organizationRole": "ORGANIZATION_BILLING_ADMIN",
        "workspaceRoles": [
            { "workspaceId": first, "role": "WORKSPACE_OWNER" },
            { "workspaceId": second, "role": "WORKSPACE_AUTHOR" },
        ],
        "deploymentRoles": [],
        "dagRoles": [{ "dagId": "terns", "deploymentId": deployments[1], "role": "DAG_VIEWER" }],
    });
    assert_eq!(last_body(&fake), all);
    let eve = user(&fake, &id, email);
    for (member, value) in all.as_object().unwrap() {
        assert_eq!(&eve[member], value, "{member}");
    }
    let invites = requests(&fake).into_iter().filter(|r| r == "POST invites");
    assert_eq!(invites.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_invite_grants_no_roles() {
    let (fake, id) = start(Fake::builder()).await;
    let before = fake.collection(&id, "users");
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::error(403, "owners only"));
    let run = against(
        &fake,
        NAME,
        "eve@birds.example --workspace-role w=WORKSPACE_OWNER",
    );
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    let expected = "error: CreateUserInvite: the API returned 403 Forbidden: owners only";
    assert!(run.err.starts_with(expected), "{}", run.err);
    assert_eq!(fake.collection(&id, "users"), before);
    assert_eq!(requests(&fake).last().unwrap(), "POST invites");
}

#[tokio::test(flavor = "multi_thread")]
async fn invite_without_user_grants_roles_later() {
    let (fake, _) = start(Fake::builder()).await;
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::json(
        200,
        &json!({ "inviteId": "i-1", "expiresAt": "2026-07-08T00:00:00Z" }),
    ));
    let run = against(
        &fake,
        NAME,
        "eve@birds.example --workspace-role w=WORKSPACE_OWNER",
    );
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.out,
        "eve@birds.example is invited as ORGANIZATION_MEMBER until 2026-07-08 00:00 UTC; the invite is i-1\n"
    );
    assert_eq!(
        run.err,
        "error: the invited user does not exist yet; after the invite is accepted, run the same command to give the roles\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_role_is_printed() {
    let (fake, _) = start(Fake::builder()).await;
    let run = against(&fake, NAME, "eve@birds.example --workspace-role w=KING");
    assert_eq!(run.code, Some(1));
    assert!(
        run.err
            .starts_with("error: UpdateUserRoles: the API returned 400 Bad Request"),
        "{}",
        run.err
    );
    for (arguments, text) in [
        ("eve@birds.example --role KING", "ORGANIZATION_OWNER, "),
        (
            "eve@birds.example --workspace-role KING",
            "write it as ID=ROLE",
        ),
        (
            "eve@birds.example --deployment-role =KING",
            "write it as ID=ROLE",
        ),
        ("", "<EMAIL>"),
    ] {
        let run = against(&fake, NAME, arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments}");
        assert!(run.err.contains(text), "{arguments}: {}", run.err);
    }
}
