//! API tokens and agent tokens.

use serde_json::{Value, json};

use crate::{Outcome, client::send};

use super::{BoxError, One, id};

#[tokio::test]
async fn secret_is_returned_once_and_changes_on_rotation() -> Outcome {
    let one = One::begin().await?;
    let request = json!({
        "name": "new", "role": "WORKSPACE_MEMBER", "scope": "WORKSPACE", "entityId": one.first("workspaces")?,
        "tokenExpiryPeriodInDays": 30,
    });
    let created = one.post("tokens", request).await?;
    let path = format!("tokens/{}", id(&created)?);
    let secret = |token: &Value| token["token"].as_str().map(str::to_owned);
    let first = secret(&created).ok_or("no secret")?;
    assert_eq!(first.split('.').count(), 3);
    assert_eq!(created["expiryPeriodInDays"], 30);
    assert!(created["endAt"].as_str() > created["startAt"].as_str());
    assert!(one.get(&path).await?.get("token").is_none());
    assert!(one.get("tokens").await?["tokens"][0].get("token").is_none());

    let rotated = one.post(&format!("{path}/rotate"), Value::Null).await?;
    let second = secret(&rotated).ok_or("no secret")?;
    assert_ne!(second, first);
    assert_ne!(rotated["shortToken"], created["shortToken"]);
    let read = one.get(&path).await?;
    assert_eq!(
        (&read["lastRotatedAt"], read.get("token")),
        (&rotated["lastRotatedAt"], None)
    );

    let updated = one.post(&path, json!({ "name": "renamed" })).await?;
    assert_eq!(
        (&updated["name"], updated.get("token")),
        (&json!("renamed"), None)
    );
    one.assert_deletes("tokens", &id(&created)?).await
}

/// A token is accepted until it is rotated or deleted.
#[tokio::test]
async fn a_token_is_accepted_until_it_is_rotated_or_deleted() -> Outcome {
    let one = One::begin().await?;
    let deployment = one.first("deployments")?;
    let request = json!({ "name": "new", "role": "ORGANIZATION_OWNER", "scope": "ORGANIZATION" });
    for (collection, request) in [
        ("tokens".to_owned(), request),
        (
            format!("deployments/{deployment}/agent-tokens"),
            json!({ "name": "new" }),
        ),
    ] {
        let created = one.post(&collection, request).await?;
        let path = format!("{collection}/{}", id(&created)?);
        assert_eq!(status_with(&one, &created).await?, 200);
        let mut last = created.clone();
        if collection == "tokens" {
            last = one.post(&format!("{path}/rotate"), Value::Null).await?;
            assert_eq!(status_with(&one, &created).await?, 401);
            assert_eq!(status_with(&one, &last).await?, 200);
        }
        assert_eq!(one.status("DELETE", &path, "").await?, 204);
        assert_eq!(status_with(&one, &last).await?, 401);
    }
    // The fake's own token remains valid.
    one.get("tokens").await?;
    Ok(())
}

/// Returns the status of a request with that token.
async fn status_with(one: &One, token: &Value) -> Result<u16, BoxError> {
    let secret = token["token"].as_str().ok_or("no secret")?;
    let header = format!("Authorization: Bearer {secret}");
    let path = format!("/v1/organizations/{}", one.id);
    Ok(send(&one.fake, "GET", &path, &[&header], "").await?.status)
}

#[tokio::test]
async fn tokens_are_filtered_by_workspace_scope_and_kind() -> Outcome {
    let one = One::begin().await?;
    let workspace = one.first("workspaces")?;
    let request = json!({ "name": "new", "role": "WORKSPACE_MEMBER", "scope": "WORKSPACE", "entityId": workspace });
    let created = one.post("tokens", request).await?;
    for (query, count) in [
        ("".to_owned(), 2),
        (format!("?workspaceId={workspace}"), 1),
        ("?workspaceId=other".to_owned(), 0),
        ("?includeOnlyOrganizationTokens=true".to_owned(), 1),
        ("?kind=DIRECT_ACCESS".to_owned(), 0),
    ] {
        assert_eq!(
            one.get(&format!("tokens{query}")).await?["totalCount"],
            count,
            "{query}"
        );
    }
    let deployment = one.first("deployments")?;
    let roles = json!([
        { "entityId": one.id, "entityType": "ORGANIZATION", "role": "ORGANIZATION_MEMBER" },
        { "entityId": deployment, "entityType": "DEPLOYMENT", "role": "DEPLOYMENT_ADMIN" },
    ]);
    let path = format!("tokens/{}", id(&created)?);
    let response = one
        .post(&format!("{path}/roles"), json!({ "roles": roles }))
        .await?;
    assert_eq!(response["organizationRole"], "ORGANIZATION_MEMBER");
    assert_eq!(
        response["deploymentRoles"],
        json!([{ "deploymentId": deployment, "role": "DEPLOYMENT_ADMIN" }])
    );
    assert_eq!(one.get(&path).await?["roles"], roles);
    Ok(())
}

#[tokio::test]
async fn workspace_token_requires_an_entity_id() -> Outcome {
    let one = One::begin().await?;
    let request =
        json!({ "name": "new", "role": "WORKSPACE_MEMBER", "scope": "WORKSPACE" }).to_string();
    let reply = one.call("POST", "tokens", &request).await?;
    assert_eq!(
        (reply.status, &reply.json()?["fieldErrors"][0]["field"]),
        (400, &json!("entityId"))
    );
    Ok(())
}

#[tokio::test]
async fn agent_tokens_belong_to_their_deployment() -> Outcome {
    let one = One::begin().await?;
    let deployments = one.fake.collection(&one.id, "deployments");
    let path = |position: usize| {
        format!(
            "deployments/{}/agent-tokens",
            deployments[position]["id"].as_str().unwrap_or_default()
        )
    };
    let created = one.post(&path(0), json!({ "name": "agent" })).await?;
    assert!(created["token"].is_string());
    assert_eq!(one.get(&path(0)).await?["totalCount"], 1);
    assert_eq!(one.get(&path(1)).await?["totalCount"], 0);
    let elsewhere = format!("{}/{}", path(1), id(&created)?);
    assert_eq!(one.status("GET", &elsewhere, "").await?, 404);
    one.assert_deletes(&path(0), &id(&created)?).await
}
