//! The examples, run as a user runs them.

mod create_deployment;
mod deploy_dags;
mod export_audit_logs;
mod find_outdated_deployments;
mod invite_user;
mod jobs;
mod list_all_deployments;
mod list_organizations;
mod program;
mod readme;
mod rotate_api_token;

use std::path::Path;

use astro_api_fake::{Builder, Fake};
use astro_api_tests::{TOKEN, organization_id, root};

use program::{Run, names, run_in};

fn run(name: &str, arguments: &str, environment: &[(&str, &str)]) -> Run {
    run_in(&root(), name, arguments, environment)
}

/// Runs a program without a token: it starts its own fake, and says so in its first line, which is removed here.
fn run_with_own_fake(name: &str, arguments: &str) -> Run {
    run_with_own_fake_in(&root(), name, arguments)
}

fn run_with_own_fake_in(folder: &Path, name: &str, arguments: &str) -> Run {
    let mut run = run_in(folder, name, arguments, &[]);
    let (first, rest) = run.err.split_once('\n').unwrap_or_default();
    let expected = "ASTRO_API_TOKEN is not set; using a fake of the API at http://127.0.0.1:";
    assert!(first.starts_with(expected), "{name}: {}", run.err);
    run.err = rest.to_owned();
    run
}

/// Runs a program against the test's fake.
fn against(fake: &Fake, name: &str, arguments: &str) -> Run {
    run_against(fake, TOKEN, name, arguments)
}

fn run_against(fake: &Fake, token: &str, name: &str, arguments: &str) -> Run {
    let host = fake.base_url();
    run(name, arguments, &environment(token, &host))
}

/// Runs a program against the test's fake, with a closed output pipe.
#[cfg(unix)]
fn against_with_closed_stdout(fake: &Fake, name: &str, arguments: &str) -> Run {
    let host = fake.base_url();
    program::run_with_closed_stdout(name, arguments, &environment(TOKEN, &host))
}

fn environment<'a>(token: &'a str, host: &'a str) -> [(&'static str, &'a str); 2] {
    [("ASTRO_API_TOKEN", token), ("ASTRO_API_HOST", host)]
}

/// Starts a fake with one Organization, and also returns its id.
async fn start(builder: Builder) -> (Fake, String) {
    let fake = builder.organizations(1).token(TOKEN).start().await.unwrap();
    let id = organization_id(&fake);
    (fake, id)
}

/// Returns the method and the path below the Organization of each request.
fn requests(fake: &Fake) -> Vec<String> {
    let requests = fake.requests().into_iter();
    let expected = requests.map(|r| {
        let path = r.path.splitn(5, '/').nth(4).unwrap_or("").to_owned();
        format!("{} {path}", r.method)
    });
    expected.collect()
}

/// Returns the last request body as JSON.
fn last_body(fake: &Fake) -> serde_json::Value {
    serde_json::from_slice(&fake.requests().last().unwrap().body).unwrap()
}

fn matches_snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/examples" }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Without permission, every program prints an error and changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn api_errors_are_printed() {
    for (name, arguments) in readme::commands() {
        let folder = tempfile::tempdir().unwrap();
        let (fake, _) = start(Fake::builder()).await;
        fake.on_request(|_| {
            Some(astro_api_fake::FakeResponse::error(
                403,
                "it is not for you",
            ))
        });
        let host = fake.base_url();
        let environment = environment(TOKEN, &host);
        let run = run_in(folder.path(), &name, &arguments, &environment);
        let code = if name == "find_outdated_deployments" {
            2
        } else {
            1
        };
        assert_eq!((run.code, run.out.as_str()), (Some(code), ""), "{name}");
        let expected =
            "error: ListOrganizations: the API returned 403 Forbidden: it is not for you";
        assert!(run.err.starts_with(expected), "{name}: {}", run.err);
        assert_eq!(fake.requests().len(), 1, "{name}");
        assert_eq!(folder.path().read_dir().unwrap().count(), 0, "{name}");
    }
}

#[test]
fn help_of_every_example_matches() {
    for name in names() {
        let run = run(&name, "--help", &[]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
        let help = run.out.replace(std::env::consts::EXE_SUFFIX, "");
        matches_snapshot(&format!("{}-help", name.replace('_', "-")), &help);
    }
}
