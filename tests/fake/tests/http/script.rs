//! Canned responses to the requests of one method and path, and resources stored by a test.

use astro_api_fake::{AuditLogs, Fake, FakeResponse};
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::get;

#[tokio::test]
async fn queued_response_matches_method_and_path() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    let one = fake.organization(0).ok_or("no organization")?;
    let path = format!("/organizations/{}", one["id"].as_str().ok_or("no id")?);
    fake.next_for("get", "/organizations/{id}", FakeResponse::new(503));
    fake.next_for("GET", "organizations/{id}/", FakeResponse::new(502));
    fake.next_for("POST", "/organizations/{id}", FakeResponse::new(500));
    for (path, status) in [
        ("/organizations", 200),
        (&path, 503),
        (&path, 502),
        (&path, 200),
        // Not a path with the same prefix.
        (&format!("{path}/workspaces"), 200),
    ] {
        assert_eq!(get(&fake, path).await?.status, status, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn permanent_response_lasts_until_reset() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    fake.always_for("GET", "/organizations", FakeResponse::new(503));
    fake.next_for("GET", "/organizations", FakeResponse::new(429));
    fake.next(FakeResponse::new(500));
    for status in [500, 429, 503, 503] {
        assert_eq!(get(&fake, "/organizations").await?.status, status);
    }
    // Another one replaces it.
    fake.always_for(
        "GET",
        "/organizations",
        FakeResponse::json(200, &json!({ "later": true })),
    );
    assert_eq!(
        get(&fake, "/organizations").await?.json()?,
        json!({ "later": true })
    );
    fake.clear_failures();
    assert_eq!(get(&fake, "/organizations").await?.json()?["totalCount"], 1);
    Ok(())
}

#[tokio::test]
async fn put_inserts_or_replaces_a_resource() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    let one = fake.organization(0).ok_or("no organization")?;
    let id = one["id"].as_str().ok_or("no id")?;
    let before = fake.collection(id, "deployments").len();
    let deployment = json!({ "id": "d1", "name": "terns", "status": "UNHEALTHY" });
    let put = fake.put(id, "deployments", deployment);
    assert_eq!(put.as_deref(), Some("d1"));
    let path = format!("/organizations/{id}/deployments/d1");
    let read = get(&fake, &path).await?.json()?;
    assert_eq!(
        (&read["name"], &read["status"]),
        (&json!("terns"), &json!("UNHEALTHY"))
    );
    assert!(
        read["workspaceId"].is_string(),
        "a required member is made up"
    );
    fake.put(id, "deployments", json!({ "id": "d1", "name": "gulls" }));
    assert_eq!(get(&fake, &path).await?.json()?["name"], "gulls");
    assert_eq!(fake.collection(id, "deployments").len(), before + 1);

    let generated_id = fake.put(id, "users", json!({})).ok_or("no collection")?;
    let other = fake.put(id, "users", json!({})).ok_or("no collection")?;
    assert_ne!(generated_id, other);
    assert_eq!(fake.put(id, "aviaries", json!({})), None);
    assert_eq!(fake.put("o0", "users", json!({})), None);
    Ok(())
}

#[tokio::test]
async fn logs_and_audit_records_can_end_at_the_current_time() -> Outcome {
    let logs = AuditLogs::new(90).plain();
    let fake = Fake::builder()
        .organizations(1)
        .audit_logs(logs)
        .around_now()
        .start()
        .await?;
    let one = fake.organization(0).ok_or("no organization")?;
    let id = one["id"].as_str().ok_or("no id")?;
    let yesterday = chrono::Utc::now() - chrono::TimeDelta::hours(36);
    let since = yesterday.format("%Y-%m-%dT%H:%M:%SZ");
    let audit = get(
        &fake,
        &format!("/organizations/{id}/audit-logs?startDate={since}"),
    )
    .await?;
    assert_eq!(audit.text().lines().count(), 1, "there is one a day");
    let deployments = fake.collection(id, "deployments");
    let deployment = deployments[0]["id"].as_str().ok_or("no id")?;
    let path = format!(
        "/organizations/{id}/deployments/{deployment}/logs?sources=scheduler&limit=2000&startDate={since}"
    );
    let found: Value = get(&fake, &path).await?.json()?;
    assert_eq!(found["resultCount"], 1_200);
    Ok(())
}

#[tokio::test]
async fn duplicate_name_or_excluded_member_returns_400() -> Outcome {
    let fake = Fake::builder().organizations(1).start().await?;
    let one = fake.organization(0).ok_or("no organization")?;
    let id = one["id"].as_str().ok_or("no id")?;
    let team = fake.collection(id, "teams")[0]["name"].clone();
    let deployment = fake.collection(id, "deployments").remove(0);
    for (path, body, status) in [
        ("teams".to_owned(), json!({ "name": team }), 400),
        ("teams".to_owned(), json!({ "name": "Ornithology" }), 200),
        (
            format!("deployments/{}", deployment["id"].as_str().ok_or("no id")?),
            json!({
                "type": "DEDICATED", "name": "x", "executor": "KUBERNETES", "contactEmails": [], "isCicdEnforced": false,
                "isDagDeployEnabled": false, "isHighAvailability": false, "schedulerSize": "SMALL", "workerQueues": [],
                "environmentVariables": [], "resourceQuotaCpu": "1", "resourceQuotaMemory": "1Gi",
                "defaultTaskPodCpu": "1", "defaultTaskPodMemory": "1Gi", "workspaceId": deployment["workspaceId"],
            }),
            400,
        ),
    ] {
        let path = format!("/v1/organizations/{id}/{path}");
        let authorization = crate::client::authorization(&fake);
        let reply =
            crate::client::send(&fake, "POST", &path, &[&authorization], &body.to_string()).await?;
        assert_eq!(reply.status, status, "{}", reply.text());
        if status == 400 {
            let text = reply.text();
            let rule = ["already exists", "workerQueuesExcludedForKubernetes"];
            assert!(rule.iter().any(|rule| text.contains(rule)), "{text}");
        }
    }
    Ok(())
}
