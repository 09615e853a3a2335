//! Pages, filters and sort orders of the resources of Organizations.

use astro_api_fake::Fake;
use serde_json::json;

use crate::Outcome;

use super::{One, names};

#[tokio::test]
async fn a_list_is_read_in_pages() -> Outcome {
    let one = One::from_fake(Fake::builder().organizations(1).users(45).start().await?)?;
    let mut seen = Vec::new();
    for (offset, rows) in [(0, 20), (20, 20), (40, 5), (45, 0)] {
        let page = one
            .get(&format!("users?offset={offset}&sorts=username:asc"))
            .await?;
        assert_eq!(
            (&page["limit"], &page["offset"], &page["totalCount"]),
            (&json!(20), &json!(offset), &json!(45))
        );
        let users = page["users"].as_array().ok_or("no users")?;
        assert_eq!(users.len(), rows);
        seen.extend(users.iter().map(|user| user["username"].to_string()));
    }
    assert_eq!(seen.len(), 45);
    assert!(seen.is_sorted());
    seen.dedup();
    assert_eq!(seen.len(), 45);
    assert_eq!(one.get("users?limit=0").await?["users"], json!([]));
    Ok(())
}

#[tokio::test]
async fn lists_are_filtered_and_sorted() -> Outcome {
    let one = One::from_fake(
        Fake::builder()
            .organizations(1)
            .deployments(3)
            .clusters(3)
            .start()
            .await?,
    )?;
    let workspaces = one.fake.collection(&one.id, "workspaces");
    let workspace = workspaces[1]["id"].as_str().ok_or("no id")?;
    let first = one.first("deployments")?;
    for (query, expected) in [
        (
            format!("deployments?workspaceIds={workspace}&sorts=name:desc"),
            vec!["transform", "reporting", "ingest"],
        ),
        (
            "deployments?names=ingest".to_owned(),
            vec!["ingest", "ingest"],
        ),
        (
            format!("deployments?names=ingest&workspaceIds={workspace}"),
            vec!["ingest"],
        ),
        (
            format!("deployments?deploymentIds={first}&deploymentIds=other"),
            vec!["ingest"],
        ),
        ("deployments?names=default".to_owned(), vec![]),
        (
            format!("workspaces?workspaceIds={workspace}"),
            vec!["Staging"],
        ),
        ("clusters?provider=GCP".to_owned(), vec!["amber"]),
        (
            "clusters?sorts=name:asc&unknown=1".to_owned(),
            vec!["amber", "blue", "green"],
        ),
    ] {
        let member = query.split('?').next().unwrap_or_default().to_owned();
        let page = one.get(&query).await?;
        assert_eq!(names(&page, &member), expected, "{query}");
        assert_eq!(page["totalCount"], expected.len());
    }
    Ok(())
}

#[tokio::test]
async fn the_newest_come_first() -> Outcome {
    let one = One::begin().await?;
    for name in ["first", "second", "third"] {
        one.post("workspaces", json!({ "name": name })).await?;
    }
    let page = one.get("workspaces?limit=3").await?;
    assert_eq!(names(&page, "workspaces"), ["third", "second", "first"]);
    Ok(())
}
