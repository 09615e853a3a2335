//! Finds a resource by its name, and handles missing ones.

use astro_api::{Client, ErrorKind, OrganizationClient};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{client, fake, organization_id};
use serde_json::{Value, json};

/// Creates a fake with one Organization, and returns its id and handle.
async fn organization() -> (Fake, String, OrganizationClient) {
    let fake = fake(1).await;
    let id = organization_id(&fake);
    let handle = client(fake.base_url()).organization(&id);
    (fake, id, handle)
}

#[tokio::test(flavor = "multi_thread")]
async fn resources_are_found_by_name() {
    let (fake, id, organization) = organization().await;
    let put = |collection: &str, resource: Value| fake.put(&id, collection, resource).unwrap();
    let deployment = put("deployments", json!({ "name": "tern-counts" }));
    let workspace = put("workspaces", json!({ "name": "Birds" }));
    let cluster = put("clusters", json!({ "name": "eu" }));
    let team = put("teams", json!({ "name": "Ornithology" }));
    let user = put("users", json!({ "username": "ada@birds.example" }));

    let found = organization.find_deployment("tern-counts").await.unwrap();
    assert_eq!(found.unwrap().id, deployment);
    let found = organization.find_workspace("Birds").await.unwrap();
    assert_eq!(found.unwrap().id, workspace);
    let found = organization.find_cluster("eu").await.unwrap();
    assert_eq!(found.unwrap().id, cluster);
    let found = organization.find_team("Ornithology").await.unwrap();
    assert_eq!(found.unwrap().id, team);
    let found = organization.find_user("Ada@Birds.example").await.unwrap();
    assert_eq!(found.unwrap().id, user);
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_resource_is_none() {
    let (fake, id, organization) = organization().await;
    // The names are only similar, which is not enough, whatever the API's own filter matches.
    fake.put(&id, "deployments", json!({ "name": "tern-counts-2" }))
        .unwrap();
    let page = json!({ "offset": 0, "limit": 20, "totalCount": 1, "deployments": fake.collection(&id, "deployments") });
    fake.next(FakeResponse::json(200, &page));
    assert_eq!(
        organization.find_deployment("tern-counts").await.unwrap(),
        None
    );
    assert_eq!(organization.find_deployment("").await.unwrap(), None);
    assert_eq!(organization.find_workspace("Birds").await.unwrap(), None);
    assert_eq!(organization.find_cluster("Birds").await.unwrap(), None);
    assert_eq!(organization.find_team("Birds").await.unwrap(), None);
    assert_eq!(organization.find_user("ada").await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn ambiguous_name_is_an_error_with_both_ids() {
    let (fake, id, organization) = organization().await;
    for (deployment, workspace) in [("d1", "w1"), ("d2", "w2")] {
        let resource = json!({ "id": deployment, "workspaceId": workspace, "name": "tern-counts" });
        fake.put(&id, "deployments", resource).unwrap();
    }
    let error = organization
        .find_deployment("tern-counts")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    assert_eq!(
        error.to_string(),
        "2 Deployments have the name \"tern-counts\": d1 in the Workspace w1, d2 in the Workspace w2; use an id"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicate_name_is_found_on_a_later_page() {
    let (fake, id, organization) = organization().await;
    // More than one page, with matches on the first and last one.
    for number in 0..1_200 {
        let name = if number % 1_199 == 0 { "eve" } else { "ada" };
        let user = json!({ "id": format!("u{number}"), "username": format!("{name}{}@birds.example", number % 1_199) });
        fake.put(&id, "users", user).unwrap();
    }
    let error = organization
        .find_user("eve0@birds.example")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("u0, u1199"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_404_becomes_none() {
    let (fake, id, organization) = organization().await;
    let deployment = fake.collection(&id, "deployments")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let found = organization
        .get_deployment(&deployment)
        .send_opt()
        .await
        .unwrap();
    assert_eq!(found.unwrap().id, deployment);
    let missing = organization.get_deployment("d0").send_opt().await.unwrap();
    assert!(missing.is_none());
    for status in [401, 403, 500] {
        fake.next(FakeResponse::error(status, "no"));
        let error = organization
            .get_deployment(&deployment)
            .send_opt()
            .await
            .map(drop)
            .unwrap_err();
        assert_eq!(error.status().map(|s| s.as_u16()), Some(status));
    }
}

fn client_without_organization_variable(fake: &Fake) -> Client {
    // No test of this process sets it; the examples run with it.
    assert!(std::env::var_os("ASTRO_ORGANIZATION_ID").is_none());
    astro_api_fake::client!(fake).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn organization_from_env_needs_exactly_one() {
    let (one, id, _) = organization().await;
    let organization = client_without_organization_variable(&one)
        .organization_from_env()
        .await
        .unwrap();
    assert_eq!(organization.organization_id(), id);

    for (count, end) in [
        (
            0,
            "the token has access to no Organization; use another token, or set ASTRO_ORGANIZATION_ID",
        ),
        (2, "; set ASTRO_ORGANIZATION_ID to the id of one"),
        (
            13,
            " and 3 more; set ASTRO_ORGANIZATION_ID to the id of one",
        ),
    ] {
        let fake = fake(count).await;
        let error = client_without_organization_variable(&fake)
            .organization_from_env()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = error.to_string();
        assert!(text.ends_with(end), "{text}");
        let named = (0..count).filter(|position| {
            let one = fake.organization(*position as usize).unwrap();
            let (name, id) = (one["name"].as_str().unwrap(), one["id"].as_str().unwrap());
            text.contains(&format!("{name} ({id})"))
        });
        assert_eq!(named.count(), count.min(10) as usize, "{text}");
    }
}
