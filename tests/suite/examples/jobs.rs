//! The short programs for common tasks.

use std::fs;

use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::root;
use serde_json::{Value, json};

use super::{against, environment, readme::arguments, requests, run, run_with_own_fake_in, start};

/// The programs.
const EXAMPLES: [&str; 9] = [
    "audit_events_per_user",
    "change_roles",
    "edit_deployment",
    "expiring_tokens",
    "find_deployment",
    "hibernate_deployment",
    "synchronous",
    "temporary_deployment",
    "unhealthy_deployments",
];

fn output_with_own_fake(name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let run = run_with_own_fake_in(folder.path(), name, &arguments(name));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
    run.out
}

#[test]
fn every_example_is_shorter_than_60_lines() {
    for name in EXAMPLES {
        let path = root().join(format!("astro-api/examples/{name}.rs"));
        let lines = fs::read_to_string(path).unwrap().lines().count();
        assert!(lines < 60, "{name} has {lines}");
    }
}

#[test]
fn deployment_is_found_hibernated_and_woken() {
    let out = output_with_own_fake("find_deployment");
    assert!(out.starts_with("HEALTHY https://"), "{out}");
    let out = output_with_own_fake("hibernate_deployment");
    assert_eq!(out, "tern-counts is HIBERNATING\ntern-counts is HEALTHY\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn variable_and_description_are_edited() {
    assert_eq!(
        output_with_own_fake("edit_deployment"),
        "tern-counts is HEALTHY\n"
    );
    let (fake, id) = start(Fake::builder().polls_until_ready(0)).await;
    let mut before = fake.collection(&id, "deployments").remove(0);
    before["name"] = "tern-counts".into();
    before["description"] = "Birds".into();
    before["environmentVariables"] = json!([
        { "key": "BIRD", "value": "gull", "isSecret": false, "updatedAt": "2026-06-01T00:00:00Z" },
        { "key": "ISLAND", "value": "Farne", "isSecret": false, "updatedAt": "2026-06-01T00:00:00Z" },
    ]);
    fake.put(&id, "deployments", before.clone()).unwrap();
    let run = against(&fake, "edit_deployment", &arguments("edit_deployment"));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let after = fake.collection(&id, "deployments");
    let after = after.iter().find(|one| one["id"] == before["id"]).unwrap();
    assert_eq!(after["description"], "Terns");
    let variables = after["environmentVariables"].as_array().unwrap().iter();
    let variables: Vec<_> = variables.map(|one| (&one["key"], &one["value"])).collect();
    assert_eq!(
        variables,
        [
            (&json!("BIRD"), &json!("tern")),
            (&json!("ISLAND"), &json!("Farne"))
        ]
    );
    for member in ["executor", "schedulerSize", "contactEmails", "workspaceId"] {
        assert_eq!(after[member], before[member], "{member}");
    }
}

#[test]
fn temporary_deployment_is_deleted() {
    let out = output_with_own_fake("temporary_deployment");
    assert_eq!(
        out,
        "owl-counts is HEALTHY\nowl-counts and Birds are deleted\n"
    );
}

#[test]
fn lists_of_the_examples_are_printed() {
    assert_eq!(
        output_with_own_fake("unhealthy_deployments"),
        "gull-counts\n"
    );
    let out = output_with_own_fake("synchronous");
    assert_eq!(out.lines().count(), 2);
    assert!(
        out.contains(" Production\n") && out.contains(" Staging\n"),
        "{out}"
    );
    let out = output_with_own_fake("audit_events_per_user");
    // A thousand events in 90 days.
    let events = out
        .lines()
        .map(|line| line.split_whitespace().next().unwrap());
    let events: u64 = events.map(|count| count.parse::<u64>().unwrap()).sum();
    assert!((10..=12).contains(&events), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_added_and_removed() {
    let (fake, id) = start(Fake::builder()).await;
    let mut workspaces = fake.collection(&id, "workspaces").into_iter();
    let [production, staging] = [(); 2].map(|()| workspaces.next().unwrap()["id"].clone());
    let kept = json!([{ "deploymentId": "d1", "role": "DEPLOYMENT_ADMIN" }]);
    let user = json!({
        "id": "u1", "username": "ada@birds.example", "organizationRole": "ORGANIZATION_MEMBER",
        "workspaceRoles": [{ "workspaceId": production, "role": "WORKSPACE_MEMBER" }], "deploymentRoles": kept,
    });
    fake.put(&id, "users", user).unwrap();
    let run = against(&fake, "change_roles", &arguments("change_roles"));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let staging = staging.as_str().unwrap();
    assert_eq!(
        run.out,
        format!("WORKSPACE_AUTHOR in the Workspace {staging}\n")
    );
    let users = fake.collection(&id, "users");
    let user = users.iter().find(|user| user["id"] == "u1").unwrap();
    assert_eq!(user["deploymentRoles"], kept);
    let given = json!([{ "workspaceId": staging, "role": "WORKSPACE_AUTHOR" }]);
    assert_eq!(user["workspaceRoles"], given);
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_rotated_before_expiry_or_created() {
    let (fake, id) = start(Fake::builder()).await;
    let put = |name: &str, end: Value| {
        let token = json!({ "id": name, "name": name, "endAt": end });
        fake.put(&id, "tokens", token).unwrap()
    };
    let soon = chrono::Utc::now() + chrono::TimeDelta::days(29);
    let later = chrono::Utc::now() + chrono::TimeDelta::days(31);
    put("soon", json!(soon));
    put("later", json!(later));
    let folder = tempfile::tempdir().unwrap();
    let line = format!("{} soon later new", folder.path().display());
    let run = against(&fake, "expiring_tokens", &line);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let requests: Vec<String> = requests(&fake)
        .into_iter()
        .filter(|r| r.starts_with("POST"))
        .collect();
    assert_eq!(requests, ["POST tokens/soon/rotate", "POST tokens"]);
    for name in ["soon", "new"] {
        let secret = fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(secret.split('.').count(), 3);
        assert!(!run.out.contains(&secret));
    }
    assert_eq!(folder.path().read_dir().unwrap().count(), 2);
}

/// The Organization in the environment is used without another request.
#[tokio::test(flavor = "multi_thread")]
async fn organization_comes_from_the_environment() {
    let builder = Fake::builder()
        .organizations(2)
        .token(astro_api_tests::TOKEN);
    let fake = builder.start().await.unwrap();
    let id = fake.organization(1).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    fake.put(
        &id,
        "deployments",
        json!({ "name": "terns", "status": "HEALTHY" }),
    )
    .unwrap();
    let host = fake.base_url();
    let environment = environment(astro_api_tests::TOKEN, &host);
    let with =
        |id: &'static str| [environment.as_slice(), &[("ASTRO_ORGANIZATION_ID", id)]].concat();
    let named = run("find_deployment", "terns", &with(id.clone().leak()));
    assert_eq!((named.code, named.err.as_str()), (Some(0), ""));
    let start = format!("/v1/organizations/{id}/");
    assert!(fake.requests().iter().all(|r| r.path.starts_with(&start)));
    // An empty variable counts as unset.
    let unnamed = run("find_deployment", "terns", &with(" "));
    assert_eq!(unnamed.code, Some(2), "{}", unnamed.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_resources_are_printed() {
    let (fake, _) = start(Fake::builder()).await;
    let run = against(&fake, "find_deployment", "auks");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert_eq!(
        run.err,
        "error: there is no resource with the name \"auks\"\n"
    );
    let path = "/organizations/{id}/deployments";
    fake.always_for("GET", path, FakeResponse::error(400, "names is invalid"));
    let run = against(&fake, "find_deployment", "auks");
    let start = "error: ListDeployments: the API returned 400 Bad Request: names is invalid";
    assert!(run.err.starts_with(start), "{}", run.err);
}
