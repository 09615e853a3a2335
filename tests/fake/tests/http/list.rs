//! The list: pages, filters, sort orders.

use std::collections::HashSet;

use astro_api_fake::Fake;
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::get;

/// An Organization with every member that the list compares.
fn organization(name: &str, created_at: &str, product: &str, plan: &str) -> Value {
    json!({
        "id": format!("cl{name}"),
        "name": name,
        "createdAt": created_at,
        "updatedAt": "2026-01-01T00:00:00Z",
        "product": product,
        "productPlans": [{ "astronomerProduct": "ASTRO", "productPlanName": plan }],
    })
}

async fn three() -> std::io::Result<Fake> {
    Fake::builder()
        .organizations_json([
            organization("b", "2024-05-01T12:00:00.5Z", "HOSTED", "TEAM_V2"),
            // The latest instant, though the smallest text.
            organization("a", "2024-05-01T11:30:00-01:00", "HYBRID", "BASIC"),
            organization("b", "2024-05-01T12:00:00Z", "HOSTED", "BASIC"),
        ])
        .start()
        .await
}

async fn names_and_times(
    fake: &Fake,
    query: &str,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let page = get(fake, &format!("/organizations?{query}"))
        .await?
        .json()?;
    let rows = page["organizations"].as_array().ok_or("no rows")?;
    Ok(rows
        .iter()
        .map(|row| format!("{} {}", row["name"], row["createdAt"]).replace('"', ""))
        .collect())
}

#[tokio::test]
async fn the_default_page_is_the_twenty_newest() -> Outcome {
    let fake = Fake::builder().organizations(45).start().await?;
    let page = get(&fake, "/organizations").await?.json()?;
    assert_eq!(
        (&page["limit"], &page["offset"], &page["totalCount"]),
        (&json!(20), &json!(0), &json!(45))
    );
    assert_eq!(page["organizations"].as_array().map(Vec::len), Some(20));
    let newest_first = get(&fake, "/organizations?sorts=createdAt%3Adesc")
        .await?
        .json()?;
    assert_eq!(page, newest_first);
    Ok(())
}

#[tokio::test]
async fn paging_returns_each_organization_once() -> Outcome {
    let fake = Fake::builder().organizations(2_345).start().await?;
    let mut seen = HashSet::new();
    for (offset, expected) in [(0, 1_000), (1_000, 1_000), (2_000, 345), (3_000, 0)] {
        let page = get(
            &fake,
            &format!("/organizations?limit=1000&offset={offset}&sorts=name:asc"),
        )
        .await?
        .json()?;
        let rows = page["organizations"].as_array().ok_or("no rows")?;
        assert_eq!((rows.len(), &page["totalCount"]), (expected, &json!(2_345)));
        assert_eq!(
            (&page["limit"], &page["offset"]),
            (&json!(1_000), &json!(offset))
        );
        seen.extend(
            rows.iter()
                .filter_map(|row| row["id"].as_str().map(str::to_owned)),
        );
    }
    assert_eq!(seen.len(), 2_345);
    Ok(())
}

#[tokio::test]
async fn a_limit_of_zero_is_an_empty_page_with_the_total() -> Outcome {
    let fake = Fake::builder().organizations(3).start().await?;
    let page = get(&fake, "/organizations?limit=0").await?.json()?;
    assert_eq!(
        page,
        json!({ "limit": 0, "offset": 0, "organizations": [], "totalCount": 3 })
    );
    Ok(())
}

#[tokio::test]
async fn sorts_compose_and_compare_instants() -> Outcome {
    let fake = three().await?;
    let (early, middle, late) = (
        "b 2024-05-01T12:00:00Z",
        "b 2024-05-01T12:00:00.5Z",
        "a 2024-05-01T11:30:00-01:00",
    );
    for (query, expected) in [
        ("", [late, middle, early]),
        ("sorts=createdAt:asc", [early, middle, late]),
        (
            "sorts=name%3Aasc&sorts=createdAt%3Adesc",
            [late, middle, early],
        ),
        ("sorts=name:desc&sorts=createdAt:asc", [early, middle, late]),
        (
            "sorts=name:desc&sorts=createdAt:desc",
            [middle, early, late],
        ),
        // All have the same update time: ties keep the order of creation.
        ("sorts=updatedAt:desc", [middle, late, early]),
    ] {
        assert_eq!(names_and_times(&fake, query).await?, expected, "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn filters_narrow_the_rows_and_the_total() -> Outcome {
    let fake = three().await?;
    for (query, total) in [
        ("productPlan=BASIC", 2),
        ("product=HOSTED", 2),
        ("productPlan=BASIC&product=HOSTED", 1),
        ("productPlan=TRIAL", 0),
        ("astronomerProduct=ASTRO", 3),
    ] {
        let page = get(&fake, &format!("/organizations?{query}&limit=1"))
            .await?
            .json()?;
        assert_eq!(page["totalCount"], total, "{query}");
        assert_eq!(
            page["organizations"].as_array().map(Vec::len),
            Some(total.min(1)),
            "{query}"
        );
    }
    Ok(())
}

/// Filters and sorts of generated Organizations use sort keys instead of the documents; the results must match the
/// documents.
#[tokio::test]
async fn generated_organizations_are_filtered_and_sorted() -> Outcome {
    let fake = Fake::builder().organizations(500).start().await?;
    let page = get(
        &fake,
        "/organizations?limit=1000&productPlan=TRIAL&product=HYBRID&sorts=name:asc",
    )
    .await?
    .json()?;
    let rows = page["organizations"].as_array().ok_or("no rows")?;
    let wanted = |row: &Value| {
        let plans = row["productPlans"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        row["product"] == "HYBRID" && plans.iter().any(|plan| plan["productPlanName"] == "TRIAL")
    };
    let all = (0..500).filter_map(|position| fake.organization(position));
    assert!(!rows.is_empty() && rows.iter().all(wanted));
    assert_eq!(rows.len(), all.filter(wanted).count());
    assert!(rows.is_sorted_by_key(|row| row["name"].as_str()));
    Ok(())
}
