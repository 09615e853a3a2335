//! Creates a Deployment.

use astro_api_fake::{Fake, FakeResponse};
use serde_json::{Value, json};

use super::{against, readme::arguments, requests, run_with_own_fake, start};

const NAME: &str = "create_deployment";

#[test]
fn progress_is_printed_while_waiting() {
    let run = run_with_own_fake(NAME, &arguments(NAME));
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(
        lines[0].starts_with("created the Workspace Birds ("),
        "{}",
        run.err
    );
    assert!(
        lines[1].starts_with("created the Deployment tern-counts ("),
        "{}",
        run.err
    );
    assert_eq!(lines[2..], ["  CREATING", "  HEALTHY"]);
    let expected = "tern-counts is HEALTHY with Astro Runtime ";
    assert!(run.out.starts_with(expected), "{}", run.out);
    assert!(run.out.contains("\nAirflow: http"), "{}", run.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn workspace_and_deployment_are_created() {
    let (fake, id) = start(Fake::builder().polls_until_ready(1)).await;
    let run = against(&fake, NAME, "Birds terns --cloud GCP --region us-central1");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let workspace = fake.collection(&id, "workspaces").pop().unwrap();
    assert_eq!(workspace["name"], "Birds");
    let deployment = fake.collection(&id, "deployments").pop().unwrap();
    for (member, value) in [
        ("name", &json!("terns")),
        ("workspaceId", &workspace["id"]),
        ("type", &json!("STANDARD")),
        ("cloudProvider", &json!("GCP")),
        ("region", &json!("us-central1")),
        ("status", &json!("HEALTHY")),
    ] {
        assert_eq!(&deployment[member], value, "{member}");
    }
    let id = deployment["id"].as_str().unwrap();
    assert!(
        run.err
            .contains(&format!("created the Deployment terns ({id})\n")),
        "{}",
        run.err
    );
    assert_eq!(
        requests(&fake),
        [
            "GET ".to_owned(),
            "GET deployment-options".to_owned(),
            "POST workspaces".to_owned(),
            "POST deployments".to_owned(),
            format!("GET deployments/{id}"),
        ]
    );
}

/// Selects the newest stable runtime, regardless of the order of the list.
#[tokio::test(flavor = "multi_thread")]
async fn newest_stable_runtime_is_used() {
    let release = |version: &str, channel: &str, month: u32| {
        json!({
            "version": version,
            "channel": channel,
            "releaseDate": format!("2026-{month:02}-01T00:00:00Z"),
            "airflowVersion": "3.0.6",
            "airflowDatabaseMigration": false,
            "stellarDatabaseMigration": false,
        })
    };
    let releases = [
        release("3.0-9", "stable", 1),
        release("3.0-10", "stable", 2),
        release("3.1-1", "beta", 3),
    ];
    let (fake, id) = start(Fake::builder().polls_until_ready(1)).await;
    fake.next(FakeResponse::regular());
    fake.next(options(&releases));
    let run = against(&fake, NAME, "Birds terns");
    assert_eq!(run.code, Some(0), "{}", run.err);
    let deployment = fake.collection(&id, "deployments").pop().unwrap();
    assert_eq!(deployment["astroRuntimeVersion"], "3.0-10");

    // Without one, nothing is created.
    fake.clear_requests();
    fake.next(FakeResponse::regular());
    fake.next(options(&releases[2..]));
    let run = against(&fake, NAME, "Birds terns");
    let expected = "error: the API offers no stable version of Astro Runtime\n";
    assert_eq!((run.code, run.err.as_str()), (Some(1), expected));
    assert!(fake.requests().iter().all(|r| r.method == "GET"));
}

fn options(releases: &[Value]) -> FakeResponse {
    FakeResponse::json(200, &json!({ "runtimeReleases": releases }))
}

#[tokio::test(flavor = "multi_thread")]
async fn timeout_prints_the_last_status() {
    let (fake, id) = start(Fake::builder().fail_operations().polls_until_ready(1)).await;
    let run = against(&fake, NAME, "Birds terns --patience 1");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    let expected = "\nerror: GetDeployment: timed out after 1s while waiting for HEALTHY or HIBERNATING: the status is UNHEALTHY";
    assert!(run.err.contains(expected), "{}", run.err);
    // The id of a created Deployment is printed, so that it can be inspected or deleted.
    let deployment = fake.collection(&id, "deployments").pop().unwrap();
    assert!(
        run.err.contains(deployment["id"].as_str().unwrap()),
        "{}",
        run.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_deployment_is_printed_after_the_created_workspace() {
    let (fake, id) = start(Fake::builder()).await;
    let count = fake.collection(&id, "deployments").len();
    for response in [
        FakeResponse::regular(),
        FakeResponse::regular(),
        FakeResponse::regular(),
    ] {
        fake.next(response);
    }
    fake.next(FakeResponse::error(403, "no more deployments for you"));
    let run = against(&fake, NAME, "Birds terns");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(
        run.err.starts_with("created the Workspace Birds ("),
        "{}",
        run.err
    );
    let expected =
        "\nerror: CreateDeployment: the API returned 403 Forbidden: no more deployments for you";
    assert!(run.err.contains(expected), "{}", run.err);
    assert_eq!(fake.collection(&id, "deployments").len(), count);
}

#[test]
fn invalid_options_are_printed() {
    for (arguments, text) in [
        ("Birds", "<DEPLOYMENT>"),
        ("Birds terns --cloud IBM", "AWS, AZURE, GCP"),
        ("Birds terns --patience long", "'--patience <SECONDS>'"),
    ] {
        let run = super::run(NAME, arguments, &[]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments}");
        assert!(run.err.contains(text), "{arguments}: {}", run.err);
    }
}
