//! Clusters: work on them takes time, and blocks other work.

use astro_api_fake::Fake;
use serde_json::json;

use crate::Outcome;

use super::{One, id};

#[tokio::test]
async fn creates_updates_and_deletes_a_cluster() -> Outcome {
    let one = One::begin().await?;
    let request = json!({
        "cloudProvider": "AZURE", "name": "new", "region": "westeurope", "type": "DEDICATED",
        "vpcSubnetRange": "10.0.0.0/20", "tenantId": "tenant", "k8sTags": [{ "key": "a", "value": "b" }],
    });
    let created = one.post("clusters", request).await?;
    let path = format!("clusters/{}", id(&created)?);
    assert_eq!(
        (&created["status"], &created["tenantId"]),
        (&json!("CREATING"), &json!("tenant"))
    );
    assert_eq!(created["tags"], json!([{ "key": "a", "value": "b" }]));

    let update =
        json!({ "clusterType": "DEDICATED", "name": "renamed", "k8sTags": [] }).to_string();
    assert_eq!(one.status("POST", &path, &update).await?, 409);
    assert_eq!(one.status("DELETE", &path, "").await?, 409);
    assert_eq!(one.get(&path).await?["status"], "CREATING");
    assert_eq!(one.get(&path).await?["status"], "CREATED");

    let updated = one.call("POST", &path, &update).await?.json()?;
    assert_eq!(
        (&updated["status"], &updated["name"]),
        (&json!("UPDATING"), &json!("renamed"))
    );
    assert_eq!(updated["tags"], json!([]));
    one.get(&path).await?;
    assert_eq!(one.get(&path).await?["status"], "CREATED");

    // The deletion advances with each read.
    assert_eq!(one.status("DELETE", &path, "").await?, 204);
    assert_eq!(one.status("DELETE", &path, "").await?, 409);
    assert_eq!(one.get(&path).await?["status"], "UPDATING");
    assert_eq!(one.status("GET", &path, "").await?, 404);
    assert_eq!(one.status("DELETE", &path, "").await?, 404);
    Ok(())
}

#[tokio::test]
async fn failed_operations_set_a_failed_status() -> Outcome {
    let one = One::from_fake(
        Fake::builder()
            .organizations(1)
            .polls_until_ready(1)
            .fail_operations()
            .start()
            .await?,
    )?;
    let request = json!({
        "cloudProvider": "AWS", "name": "new", "region": "us-east-1", "type": "DEDICATED", "vpcSubnetRange": "10.0.0.0/20",
    });
    let created = one.post("clusters", request).await?;
    assert_eq!(
        one.get(&format!("clusters/{}", id(&created)?)).await?["status"],
        "CREATE_FAILED"
    );
    let path = format!("clusters/{}", one.first("clusters")?);
    one.post(&path, json!({ "clusterType": "HYBRID" })).await?;
    assert_eq!(one.get(&path).await?["status"], "UPDATE_FAILED");
    Ok(())
}

#[tokio::test]
async fn cluster_options_are_filtered_by_provider() -> Outcome {
    let one = One::begin().await?;
    let all = one.get("cluster-options?type=DEDICATED").await?;
    let providers: Vec<_> = all
        .as_array()
        .ok_or("no array")?
        .iter()
        .map(|own| own["provider"].clone())
        .collect();
    assert_eq!(providers, ["AWS", "AZURE", "GCP"]);
    let one_of_them = one
        .get("cluster-options?type=DEDICATED&provider=GCP")
        .await?;
    assert_eq!(one_of_them, json!([all[2]]));
    Ok(())
}
