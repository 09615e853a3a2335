//! Pages: their required members, and that an unusual row does not affect the others.

use astro_api::types::{OrganizationStatus, ProductPlanName};
use astro_api_fake::PageFault;
use astro_api_tests::{client, fake};
use serde_json::{Value, json};

use super::{Api, assert_decode_error, fixture};

/// An empty page, from which members are removed.
fn empty_page() -> Value {
    json!({ "limit": 20, "offset": 0, "organizations": [], "totalCount": 0 })
}

#[tokio::test(flavor = "multi_thread")]
async fn two_pages_deserialize_row_by_row() {
    let api = Api::start().await;
    for (name, offset, rows) in [("page-1-of-2.json", 0, 3), ("page-2-of-2.json", 3, 2)] {
        let document = fixture(name);
        let page = api.list(&document).await.unwrap();
        assert_eq!((page.limit, page.offset, page.total_count), (3, offset, 5));
        assert_eq!(page.organizations.len(), rows);
        assert_eq!(serde_json::to_value(&page).unwrap(), document, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn page_without_rows_or_total_is_an_error() {
    let api = Api::start().await;
    for member in ["organizations", "totalCount"] {
        let mut page = empty_page();
        page.as_object_mut().unwrap().remove(member);
        let reason = format!("missing field `{member}`");
        assert_decode_error(api.list(&page).await, "$", &reason);
    }
    let mut page = empty_page();
    page["totalCount"] = Value::Null;
    assert_decode_error(api.list(&page).await, "$.totalCount", "invalid type: null");
    assert_decode_error(api.list(&json!({})).await, "$", "missing field");
}

#[tokio::test(flavor = "multi_thread")]
async fn null_rows_are_an_empty_page_only_at_the_end() {
    let api = Api::start().await;
    let mut page = empty_page();
    page["organizations"] = Value::Null;
    assert_eq!(api.list(&page).await.unwrap().organizations, []);

    // The same applies after the last row.
    page["totalCount"] = json!(7);
    page["offset"] = json!(7);
    assert_eq!(api.list(&page).await.unwrap().total_count, 7);

    page["totalCount"] = json!(5);
    page["offset"] = json!(3);
    assert_decode_error(
        api.list(&page).await,
        "$",
        "`organizations` is null, but `totalCount` is 5 and the page starts at 3",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_value_in_a_large_page_loses_nothing() {
    const ODD: usize = 617;
    let fake = fake(1000).await;
    let edit = |page: &mut astro_api_fake::Page| {
        let odd = &mut page.organizations[ODD];
        odd["status"] = json!("HIBERNATING");
        odd["productPlans"] = json!([{
            "astronomerProduct": "ASTRO",
            "organizationId": odd["id"],
            "productPlanId": "cmf0plan0000008l2w3e4r5t6",
            "productPlanName": "STARTER_V9",
        }]);
    };
    fake.on_page(PageFault::new(edit));
    let page = client(fake.base_url())
        .list_organizations()
        .limit(1000)
        .sorts([astro_api::types::OrganizationSort::NameAsc])
        .send()
        .await
        .unwrap();

    let odd = &page.organizations[ODD];
    let status = odd.status.as_ref().unwrap();
    assert_eq!(status.as_str(), "HIBERNATING");
    assert!(matches!(status, OrganizationStatus::UnknownValue(v) if v.as_str() == "HIBERNATING"));
    assert_eq!(
        odd.product_plans[0].product_plan_name.to_string(),
        "STARTER_V9"
    );

    // Each of the thousand rows equals what the API has, member for member, and so does the page.
    let stored: std::collections::HashMap<String, Value> = (0..1000)
        .map(|i| fake.organization(i).unwrap())
        .map(|o| (o["id"].as_str().unwrap().to_owned(), o))
        .collect();
    let mut known_plans = 0;
    for (index, organization) in page.organizations.iter().enumerate() {
        known_plans += organization
            .product_plans
            .iter()
            .filter(|p| matches!(p.product_plan_name, ProductPlanName::Trial))
            .count();
        if index != ODD {
            assert_eq!(
                &serde_json::to_value(organization).unwrap(),
                &stored[&organization.id]
            );
        }
    }
    assert_eq!(page.organizations.len(), 1000);
    assert!(known_plans > 50, "the fake has many trials");
    let mut expected = stored[&odd.id].clone();
    expected["status"] = json!("HIBERNATING");
    expected["productPlans"] = serde_json::to_value(&odd.product_plans).unwrap();
    assert_eq!(serde_json::to_value(odd).unwrap(), expected);
}
