//! Lists every Deployment.

use astro_api_fake::{Fake, FakeResponse};

use super::{against, matches_snapshot, run_with_own_fake, start};

const NAME: &str = "list_all_deployments";

#[test]
fn table_matches() {
    let run = run_with_own_fake(NAME, "");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    matches_snapshot("list-all-deployments", &run.out);
}

/// More than one page, and each Deployment in the row of its Workspace.
#[tokio::test(flavor = "multi_thread")]
async fn all_pages_are_listed() {
    let (fake, id) = start(Fake::builder().workspaces(3).deployments(400)).await;
    let run = against(&fake, NAME, "");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let ending = "\n\n1200 deployments, 3 workspaces\n";
    assert!(run.out.ends_with(ending), "{}", run.out);
    let workspaces = fake.collection(&id, "workspaces");
    for workspace in workspaces {
        let name = workspace["name"].as_str().unwrap();
        let rows = run.out.lines().filter(|l| l.starts_with(name)).count();
        assert_eq!(rows, 400, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn workspace_without_deployments_is_listed() {
    let (fake, _) = start(Fake::builder().workspaces(1).deployments(0)).await;
    let run = against(&fake, NAME, "");
    let table = "\
WORKSPACE   DEPLOYMENT  STATUS  RUNTIME
Production  -           -       -

0 deployments, 1 workspaces
";
    assert_eq!((run.code, run.out.as_str()), (Some(0), table));
}

#[tokio::test(flavor = "multi_thread")]
async fn status_filters_the_list() {
    let (fake, _) = start(Fake::builder()).await;
    let run = against(&fake, NAME, "--status UNHEALTHY --status CREATING");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.out
            .ends_with("RUNTIME\n\n0 deployments, 2 workspaces\n"),
        "{}",
        run.out
    );
    let run = against(&fake, NAME, "--status HEALTHY");
    assert!(
        run.out.ends_with("\n\n4 deployments, 2 workspaces\n"),
        "{}",
        run.out
    );
    let run = against(&fake, NAME, "--status FINE");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(
        run.err.contains("CREATING, DEPLOYING, HEALTHY"),
        "{}",
        run.err
    );
}

/// With several Organizations, none is selected by default.
#[tokio::test(flavor = "multi_thread")]
async fn organization_is_the_only_or_the_named_one() {
    let builder = Fake::builder()
        .organizations(2)
        .token(astro_api_tests::TOKEN);
    let fake = builder.start().await.unwrap();
    let run = against(&fake, NAME, "");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    let start = "error: the token has access to several Organizations: ";
    assert!(run.err.starts_with(start), "{}", run.err);
    for position in 0..2 {
        let organization = fake.organization(position).unwrap();
        let id = organization["id"].as_str().unwrap();
        fake.clear_requests();
        let run = against(&fake, NAME, &format!("--organization {id}"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        let start = format!("/v1/organizations/{id}/");
        assert!(fake.requests().iter().all(|r| r.path.starts_with(&start)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_organization_is_printed() {
    let (fake, _) = start(Fake::builder()).await;
    let run = against(&fake, NAME, "--organization nowhere");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(
        run.err.contains("the API returned 404 Not Found: "),
        "{}",
        run.err
    );
    assert!(run.err.contains("nowhere"), "{}", run.err);

    fake.next(FakeResponse::json(
        200,
        &serde_json::json!({ "organizations": [], "totalCount": 0, "limit": 1, "offset": 0 }),
    ));
    let run = against(&fake, NAME, "");
    assert_eq!(
        (run.code, run.err.as_str()),
        (
            Some(2),
            "error: the token has access to no Organization; use another token, or set ASTRO_ORGANIZATION_ID\n"
        )
    );
}
