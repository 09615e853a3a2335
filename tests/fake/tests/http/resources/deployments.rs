//! Deployments, their deploys, logs and hibernation.

use astro_api_fake::Fake;
use serde_json::{Value, json};

use crate::Outcome;

use super::{One, id};

fn standard(name: &str, workspace: &str) -> Value {
    json!({ "type": "STANDARD", "name": name, "workspaceId": workspace, "region": "eu-west-1", "cloudProvider": "AWS" })
}

pub(super) async fn statuses(
    one: &One,
    path: &str,
    reads: usize,
) -> Result<Vec<Value>, super::BoxError> {
    let mut statuses = Vec::new();
    for _ in 0..reads {
        statuses.push(one.get(path).await?["status"].clone());
    }
    Ok(statuses)
}

#[tokio::test]
async fn creates_updates_and_deletes_a_deployment() -> Outcome {
    let one = One::begin().await?;
    let workspace = one.first("workspaces")?;
    let mut request = standard("new", &workspace);
    request["environmentVariables"] = json!([
        { "key": "A", "value": "a", "isSecret": false },
        { "key": "B", "value": "b", "isSecret": true },
    ]);
    let created = one.post("deployments", request).await?;
    let path = format!("deployments/{}", id(&created)?);
    assert_eq!(created["status"], "CREATING");
    assert_eq!(created["region"], "eu-west-1");
    assert_eq!(created["workspaceName"], "Production");
    let values = |created: &Value| {
        [0, 1].map(|position| created["environmentVariables"][position]["value"].clone())
    };
    assert_eq!(values(&created), [json!("a"), json!("")]);
    assert_eq!(one.get("deployments").await?["deployments"][0], created);
    assert_eq!(
        statuses(&one, &path, 3).await?,
        ["CREATING", "HEALTHY", "HEALTHY"]
    );

    let update = json!({
        "type": "STANDARD", "name": "renamed", "workspaceId": workspace, "executor": "ASTRO",
        "environmentVariables": [], "isCicdEnforced": true, "isDagDeployEnabled": true,
        "isHighAvailability": true, "schedulerSize": "LARGE",
    });
    let updated = one.post(&path, update).await?;
    assert_eq!(
        (&updated["name"], &updated["executor"]),
        (&json!("renamed"), &json!("ASTRO"))
    );
    assert_eq!(updated["environmentVariables"], json!([]));
    assert_eq!(
        updated["region"], "eu-west-1",
        "what the update leaves out stays"
    );
    assert_eq!(updated["status"], "DEPLOYING");
    assert_eq!(statuses(&one, &path, 2).await?, ["DEPLOYING", "HEALTHY"]);
    one.assert_deletes("deployments", &id(&created)?).await
}

#[tokio::test]
async fn duplicate_name_in_a_workspace_returns_400() -> Outcome {
    let one = One::begin().await?;
    let workspaces = one.fake.collection(&one.id, "workspaces");
    let (first, second) = (id(&workspaces[0])?, id(&workspaces[1])?);
    one.post("deployments", standard("twice", &first)).await?;
    let reply = one
        .call(
            "POST",
            "deployments",
            &standard("twice", &first).to_string(),
        )
        .await?;
    assert_eq!(reply.status, 400);
    assert!(
        reply.json()?["message"]
            .as_str()
            .is_some_and(|message| message.contains("\"twice\""))
    );
    one.post("deployments", standard("twice", &second)).await?;
    let nowhere = standard("other", "nowhere").to_string();
    assert_eq!(one.status("POST", "deployments", &nowhere).await?, 404);
    Ok(())
}

#[tokio::test]
async fn operations_complete_or_fail_after_the_configured_reads() -> Outcome {
    let at_once = One::from_fake(
        Fake::builder()
            .organizations(1)
            .polls_until_ready(0)
            .start()
            .await?,
    )?;
    let workspace = at_once.first("workspaces")?;
    let created = at_once
        .post("deployments", standard("new", &workspace))
        .await?;
    assert_eq!(created["status"], "HEALTHY");

    let failing = One::from_fake(
        Fake::builder()
            .organizations(1)
            .polls_until_ready(3)
            .fail_operations()
            .start()
            .await?,
    )?;
    let created = failing
        .post("deployments", standard("new", &workspace))
        .await?;
    let path = format!("deployments/{}", id(&created)?);
    assert_eq!(
        statuses(&failing, &path, 3).await?,
        ["CREATING", "CREATING", "UNHEALTHY"]
    );
    // A list shows the progress without advancing it.
    let created = failing
        .post("deployments", standard("newer", &workspace))
        .await?;
    for _ in 0..5 {
        assert_eq!(
            failing.get("deployments").await?["deployments"][0]["status"],
            "CREATING"
        );
    }
    failing
        .get(&format!("deployments/{}", id(&created)?))
        .await?;
    Ok(())
}

#[tokio::test]
async fn some_deployments_run_an_old_runtime() -> Outcome {
    let one = One::begin().await?;
    let options = one.get("deployment-options").await?;
    let releases = options["runtimeReleases"].as_array().ok_or("no releases")?;
    let listed: Vec<&str> = releases
        .iter()
        .filter_map(|release| release["version"].as_str())
        .collect();
    let deployments = one.fake.collection(&one.id, "deployments");
    let running: Vec<&str> = deployments
        .iter()
        .filter_map(|own| own["astroRuntimeVersion"].as_str())
        .collect();
    assert_eq!(running.len(), 4);
    assert!(running.iter().all(|version| listed.contains(version)));
    let newest = listed.first().ok_or("no releases")?;
    let old = running.iter().filter(|version| *version != newest).count();
    assert_eq!(old, 2);
    Ok(())
}

/// Twelve entries lie within eleven seconds, ends included; an end or a start alone is also valid.
#[tokio::test]
async fn logs_are_filtered_by_dates_and_text() -> Outcome {
    let one = One::begin().await?;
    let path = format!(
        "deployments/{}/logs?sources=scheduler",
        one.first("deployments")?
    );
    let (start, end) = (
        "startDate=2026-07-01T00:10:00Z",
        "endDate=2026-07-01T02:10:11%2B02:00",
    );
    for (query, first, count) in [
        (format!("&{start}&{end}"), 600, 12),
        (format!("&{start}&{end}&searchText=605"), 605, 1),
        (format!("&{start}&limit=1000"), 600, 600),
        (format!("&{end}&limit=1000"), 0, 612),
    ] {
        let page = one.get(&format!("{path}{query}")).await?;
        assert_eq!(page["resultCount"], count, "{query}");
        let text = format!("INFO - scheduler did piece {first} of its work");
        assert_eq!(page["results"][0]["raw"], text, "{query}");
    }
    let page = one
        .get(&format!("{path}&startDate=2027-01-01T00:00:00Z"))
        .await?;
    assert_eq!(page["results"], json!([]));
    Ok(())
}

#[tokio::test]
async fn logs_are_paged_by_offset_and_search_id() -> Outcome {
    let one = One::begin().await?;
    let path = format!(
        "deployments/{}/logs?sources=scheduler&sources=worker",
        one.first("deployments")?
    );
    let (mut entries, mut offset, mut search) = (0, 0, String::new());
    loop {
        let page = one
            .get(&format!("{path}&offset={offset}&searchId={search}"))
            .await?;
        let results = page["results"].as_array().ok_or("no results")?;
        assert_eq!(
            (&page["limit"], &page["offset"]),
            (&json!(500), &json!(offset))
        );
        if results.is_empty() {
            break;
        }
        assert!(
            results
                .iter()
                .all(|entry| entry["source"] == "scheduler" || entry["source"] == "worker")
        );
        entries += results.len();
        offset += results.len();
        search = page["searchId"].as_str().ok_or("no search id")?.to_owned();
    }
    assert_eq!(entries, 1_200);
    let found = one.get(&format!("{path}&searchText=piece+12+")).await?;
    assert_eq!(found["resultCount"], 1);
    Ok(())
}

#[tokio::test]
async fn hibernation_override_hibernates_until_it_is_deleted() -> Outcome {
    let one = One::begin().await?;
    let path = format!("deployments/{}", one.first("deployments")?);
    let override_path = format!("{path}/hibernation-override");
    // Only one in development mode can hibernate.
    let sleep = r#"{"isHibernating":true}"#;
    assert_eq!(one.status("POST", &override_path, sleep).await?, 400);
    let other = json!({ "name": "naps", "isDevelopmentMode": true, "status": "HEALTHY" });
    let other = one
        .fake
        .put(&one.id, "deployments", other)
        .ok_or("no collection")?;
    let path = format!("deployments/{other}");
    let override_path = format!("{path}/hibernation-override");
    let response = one
        .post(&override_path, json!({ "isHibernating": true }))
        .await?;
    assert_eq!(response, json!({ "isActive": true, "isHibernating": true }));
    let hibernating = one.get(&path).await?;
    assert_eq!(hibernating["status"], "HIBERNATING");
    assert_eq!(
        hibernating["scalingSpec"]["hibernationSpec"]["override"],
        response
    );
    assert_eq!(one.status("DELETE", &override_path, "").await?, 204);
    assert_eq!(one.get(&path).await?["status"], "HEALTHY");
    assert_eq!(one.status("DELETE", &override_path, "").await?, 404);
    Ok(())
}
