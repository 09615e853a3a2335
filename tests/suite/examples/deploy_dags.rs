//! Deploys a folder of DAGs.

use std::fs;

use astro_api_fake::{Fake, FakeResponse};

use super::{against, run_with_own_fake_in, start};

const NAME: &str = "deploy_dags";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("terns.py"), "# a DAG").unwrap();
    folder
}

#[test]
fn deploy_is_printed() {
    let folder = folder();
    let run = run_with_own_fake_in(folder.path(), NAME, ".");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.starts_with("deploy "), "{}", run.out);
    assert!(run.out.ends_with(" is DEPLOYED\n"), "{}", run.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_deploy_is_resumed() {
    let folder = folder();
    let (fake, id) = start(Fake::builder().polls_until_ready(0)).await;
    let deployment = fake.collection(&id, "deployments").remove(0);
    let deployment = deployment["id"].as_str().unwrap();
    let path = folder.path().display();
    fake.next_upload(FakeResponse::new(400));
    let run = against(&fake, NAME, &format!("{path} --deployment {deployment}"));
    assert_eq!(run.code, Some(1), "{}", run.err);
    let deploys = fake.collection(&id, &format!("deployments/{deployment}/deploys"));
    let deploy = deploys[0]["id"].as_str().unwrap();
    let expected =
        format!("error: uploading the files failed (deploy {deploy}): the storage returned 400");
    assert!(run.err.starts_with(&expected), "{}", run.err);
    let arguments = format!("{path} --deployment {deployment} --resume {deploy}");
    let run = against(&fake, NAME, &arguments);
    assert_eq!(
        run.out,
        format!("deploy {deploy} is DEPLOYED\n"),
        "{}",
        run.err
    );
}
