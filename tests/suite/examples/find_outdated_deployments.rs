//! Finds old versions of Astro Runtime.

use astro_api::types::CreateStandardDeploymentRequest;
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::client;

use super::{against, matches_snapshot, run_with_own_fake, start};

const NAME: &str = "find_outdated_deployments";

#[test]
fn outdated_deployments_are_printed() {
    let run = run_with_own_fake(NAME, "");
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    matches_snapshot("find-outdated-deployments", &run.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn current_deployments_are_not_printed() {
    let (fake, _) = start(Fake::builder().workspaces(1).deployments(1)).await;
    let run = against(&fake, NAME, "--max-days-behind 0");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(
        run.out.starts_with("0 of 1 deployments are outdated; "),
        "{}",
        run.out
    );

    // The caller chooses the maximum age.
    let (fake, _) = start(Fake::builder()).await;
    let run = against(&fake, NAME, "--max-days-behind 380");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let run = against(&fake, NAME, "--max-days-behind 379");
    assert_eq!(run.code, Some(1));
    assert!(
        run.out.contains("\n2 of 4 deployments are outdated; "),
        "{}",
        run.out
    );
}

/// For any number of days.
#[tokio::test(flavor = "multi_thread")]
async fn unavailable_runtime_version_is_outdated() {
    let (fake, id) = start(Fake::builder().workspaces(1).deployments(1)).await;
    let workspaces = fake.collection(&id, "workspaces");
    let old = CreateStandardDeploymentRequest::builder()
        .name("ancient")
        .workspace_id(workspaces[0]["id"].as_str().unwrap())
        .astro_runtime_version("4.2.1")
        .build()
        .unwrap();
    let client = client(fake.base_url());
    client
        .organization(&id)
        .create_deployment(old)
        .send()
        .await
        .unwrap();
    let run = against(&fake, NAME, "--max-days-behind 9999");
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    let row = run.out.lines().nth(1).unwrap();
    assert!(row.starts_with("Production  ancient"), "{row}");
    assert!(
        row.contains("4.2.1") && row.ends_with("no longer offered"),
        "{row}"
    );
    assert!(
        run.out.contains("\n1 of 2 deployments are outdated; "),
        "{}",
        run.out
    );
}

/// A failed search must have another exit code than one with results.
#[tokio::test(flavor = "multi_thread")]
async fn failed_search_has_its_own_exit_code() {
    let (fake, _) = start(Fake::builder()).await;
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::regular());
    fake.next(FakeResponse::error(403, "not yours"));
    let run = against(&fake, NAME, "");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(
        run.err
            .starts_with("error: ListDeployments: the API returned 403 Forbidden: not yours"),
        "{}",
        run.err
    );

    let run = against(&fake, NAME, "--channel nightly");
    let expected = "error: the API offers no version in the channel nightly\n";
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(2), "", expected)
    );

    let run = against(&fake, NAME, "--organization nowhere");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("404 Not Found"), "{}", run.err);
}
