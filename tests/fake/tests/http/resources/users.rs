//! Users, invites, Teams, roles.

use serde_json::{Value, json};

use crate::Outcome;
use crate::client;

use super::{One, id, names};

#[tokio::test]
async fn invite_creates_a_pending_user() -> Outcome {
    let one = One::begin().await?;
    let request = json!({ "inviteeEmail": "new@company.example", "role": "ORGANIZATION_MEMBER" });
    let invite = one.post("invites", request).await?;
    let user = format!("users/{}", invite["userId"].as_str().ok_or("no user")?);
    let pending = one.get(&user).await?;
    assert_eq!(
        (&pending["status"], &pending["username"]),
        (&json!("PENDING"), &json!("new@company.example"))
    );
    assert_eq!(one.get("users").await?["totalCount"], 4);

    let path = format!(
        "invites/{}",
        invite["inviteId"].as_str().ok_or("no invite")?
    );
    assert_eq!(one.status("DELETE", &path, "").await?, 204);
    assert_eq!(one.status("DELETE", &path, "").await?, 404);
    assert_eq!(one.status("GET", &user, "").await?, 404);
    Ok(())
}

#[tokio::test]
async fn updated_user_roles_replace_the_previous_ones() -> Outcome {
    let one = One::begin().await?;
    let workspace = one.first("workspaces")?;
    let path = format!("users/{}", one.first("users")?);
    let workspace_roles = json!([{ "workspaceId": workspace, "role": "WORKSPACE_OWNER" }]);
    let roles =
        json!({ "organizationRole": "ORGANIZATION_MEMBER", "workspaceRoles": workspace_roles });
    let response = one.post(&format!("{path}/roles"), roles).await?;
    assert_eq!(response["workspaceRoles"], workspace_roles);
    assert_eq!(one.get(&path).await?["workspaceRoles"], workspace_roles);
    let with_a_role = one.get(&format!("users?workspaceId={workspace}")).await?;
    assert_eq!(with_a_role["totalCount"], 1);

    // An omitted list is kept, an empty one is cleared.
    let response = one
        .post(
            &format!("{path}/roles"),
            json!({ "organizationRole": "ORGANIZATION_OWNER" }),
        )
        .await?;
    assert_eq!(response["workspaceRoles"], workspace_roles);
    // It requires the role in the Organization as well.
    let roles = format!("{path}/roles");
    let alone = r#"{"workspaceRoles":[]}"#;
    assert_eq!(one.status("POST", &roles, alone).await?, 400);
    let none = json!({ "organizationRole": "ORGANIZATION_OWNER", "workspaceRoles": [] });
    one.post(&roles, none).await?;
    assert_eq!(one.get(&path).await?["workspaceRoles"], json!([]));
    // Without one, the user is removed from the Organization and its Teams.
    one.post(&roles, json!({ "organizationRole": null }))
        .await?;
    assert_eq!(one.status("GET", &path, "").await?, 404);
    let members = format!("teams/{}/members", one.first("teams")?);
    assert_eq!(one.get(&members).await?["totalCount"], 2);
    Ok(())
}

#[tokio::test]
async fn creates_a_team_and_changes_its_members() -> Outcome {
    let one = One::begin().await?;
    let users = one.fake.collection(&one.id, "users");
    let (first, second) = (id(&users[0])?, id(&users[1])?);
    let created = one
        .post("teams", json!({ "name": "New", "memberIds": [first] }))
        .await?;
    let path = format!("teams/{}", id(&created)?);
    let members = format!("{path}/members");
    assert_eq!(
        one.get(&members).await?["teamMembers"][0]["username"],
        users[0]["username"]
    );

    let both = json!({ "memberIds": [first, second] }).to_string();
    let reply = one.call("POST", &members, &both).await?;
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    assert_eq!(one.get(&members).await?["totalCount"], 2);
    let strangers = json!({ "memberIds": ["stranger"] }).to_string();
    assert_eq!(one.status("POST", &members, &strangers).await?, 404);
    let teams = one
        .get(&format!("users/{second}/teams?sorts=name:asc"))
        .await?;
    assert_eq!(names(&teams, "teams"), ["New", "Platform"]);

    let member = format!("{members}/{first}");
    assert_eq!(one.status("DELETE", &member, "").await?, 204);
    assert_eq!(one.status("DELETE", &member, "").await?, 404);
    assert_eq!(
        one.post(&path, json!({ "name": "Renamed" })).await?["name"],
        "Renamed"
    );
    let roles = json!({ "organizationRole": "ORGANIZATION_OWNER", "workspaceRoles": [
        { "workspaceId": one.first("workspaces")?, "role": "WORKSPACE_MEMBER" },
    ] });
    one.post(&format!("{path}/roles"), roles).await?;
    assert_eq!(one.get(&path).await?["rolesCount"], 2);
    one.assert_deletes("teams", &id(&created)?).await?;
    assert_eq!(one.status("GET", &members, "").await?, 404);
    Ok(())
}

#[tokio::test]
async fn a_custom_role_is_listed_without_its_permissions() -> Outcome {
    let one = One::begin().await?;
    let request =
        json!({ "name": "Reader", "permissions": ["deployment.get"], "scopeType": "DEPLOYMENT" });
    let created = one.post("roles", request).await?;
    assert_eq!(created["permissions"], json!(["deployment.get"]));
    let page = one.get("roles").await?;
    assert_eq!(
        (&page["roles"][0]["id"], page["roles"][0].get("permissions")),
        (&created["id"], None::<&Value>)
    );
    assert!(page.get("defaultRoles").is_none());
    assert!(one.get("roles?includeDefaultRoles=true").await?["defaultRoles"].is_array());
    let path = format!("roles/{}", id(&created)?);
    one.post(
        &path,
        json!({ "name": "Renamed", "permissions": ["deployment.get"] }),
    )
    .await?;
    assert_eq!(one.get(&path).await?["name"], "Renamed");
    one.assert_deletes("roles", &id(&created)?).await
}

#[tokio::test]
async fn created_by_is_the_user_of_the_token() -> Outcome {
    let one = One::begin().await?;
    let myself = client::get(&one.fake, "/users/self").await?.json()?;
    let created = one.post("workspaces", json!({ "name": "New" })).await?;
    assert_eq!(created["createdBy"]["id"], myself["id"]);
    assert_eq!(created["createdBy"]["username"], myself["username"]);
    Ok(())
}

#[tokio::test]
async fn three_operations_return_a_bare_array() -> Outcome {
    let one = One::begin().await?;
    let groups = client::get(&one.fake, "/authorization/permission-groups")
        .await?
        .json()?;
    for array in [
        groups,
        one.get("role-templates").await?,
        one.get("cluster-options?type=HYBRID").await?,
    ] {
        assert!(
            array.as_array().is_some_and(|items| items.len() > 1),
            "{array}"
        );
    }
    let dag_templates = one.get("role-templates?scopeTypes=DAG").await?;
    assert_eq!(dag_templates.as_array().map(Vec::len), Some(1));
    assert_eq!(dag_templates[0]["scopeType"], "DAG");
    Ok(())
}
