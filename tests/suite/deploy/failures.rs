//! Failures of each step, and how to resume.

use astro_api::{Error, ErrorKind, deploy::DeployStep};
use astro_api_fake::{Fake, FakeResponse};

use super::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn failed_step_is_named_and_resumed() {
    // The requests before the one that fails: create, finalize, read.
    for (before, status, step, changes) in [
        (
            0,
            503,
            DeployStep::Create,
            &["deploys", "deploys", "finalize"][..],
        ),
        (
            1,
            503,
            DeployStep::Finalize,
            &["deploys", "finalize", "finalize"],
        ),
        // Failed polls are tolerated, unless the error is permanent.
        (2, 403, DeployStep::Wait, &["deploys", "finalize"]),
    ] {
        let setup = Setup::new().await;
        for _ in 0..before {
            setup.fake.next(FakeResponse::regular());
        }
        setup.fake.next(FakeResponse::error(status, "not now"));
        let error = setup.dags().await.unwrap_err();
        assert_eq!(error.step(), step);
        assert_eq!(error.deploy_id().is_some(), before > 0);
        assert_eq!(error.error().status().map(|s| s.as_u16()), Some(status));
        let deploy = error.resume().await.unwrap();
        assert_eq!(deploy.status.as_ref(), "DEPLOYED");
        assert_eq!(setup.changes(), changes);
        // A completed upload is not repeated.
        assert_eq!(setup.fake.uploads().len(), 1, "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_upload_is_resumed() {
    let setup = Setup::new().await;
    setup.fake.next_upload(FakeResponse::new(400));
    let error = setup.dags().await.unwrap_err();
    assert_eq!(error.step(), DeployStep::Upload);
    let id = error.deploy_id().unwrap().to_owned();
    // The archive is kept, even if the files change or disappear.
    std::fs::remove_dir_all(setup.folder.path().join("dags")).unwrap();
    let deploy = error.resume().await.unwrap();
    assert_eq!(deploy.id, id);
    assert_eq!(setup.changes(), ["deploys", "finalize"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_resumes_by_id() {
    let setup = Setup::new().await;
    setup.fake.next_upload(FakeResponse::new(400));
    let id = setup.dags().await.unwrap_err();
    let id = id.deploy_id().unwrap().to_owned();
    let deploy = setup.dags().resume(&id).await.unwrap();
    assert_eq!(deploy.id, id);
    assert_eq!(setup.changes(), ["deploys", "finalize"]);
    // A finished deploy is only read.
    let again = setup.dags().resume(&id).await.unwrap();
    assert_eq!(again.status.as_ref(), "DEPLOYED");
    assert_eq!(setup.changes(), ["deploys", "finalize"]);
    assert_eq!(setup.fake.uploads().len(), 2);
    let unknown = setup.dags().resume("d404").await.unwrap_err();
    assert_eq!(unknown.step(), DeployStep::Create);
    assert!(unknown.error().is_not_found());
}

/// Finalizing succeeds but its response is lost: it must not be repeated.
#[tokio::test(flavor = "multi_thread")]
async fn finalize_is_not_repeated_if_it_was_executed() {
    let setup = Setup::new().await;
    setup.fake.next(FakeResponse::regular());
    setup.fake.next(FakeResponse::regular().cut_after(1));
    let error = setup.dags().await.unwrap_err();
    assert_eq!(error.step(), DeployStep::Finalize);
    assert!(!error.error().is_retryable());
    error.resume().await.unwrap();
    assert_eq!(setup.changes(), ["deploys", "finalize"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rollback_is_not_repeated_if_it_may_have_started() {
    let setup = Setup::new().await;
    let first = setup.dags().await.unwrap();
    setup.fake.next(FakeResponse::regular().cut_after(1));
    let error = setup.deploy().rollback_to(&first.id).await.unwrap_err();
    assert_eq!(error.step(), DeployStep::Create);
    let error = error.resume().await.unwrap_err();
    assert!(error.error().message().contains("list_deploys"));
    assert_eq!(setup.deploys().len(), 2);
    // If it was certainly rejected, it may be repeated.
    setup.fake.next(FakeResponse::error(403, "not you"));
    let error = setup.deploy().rollback_to(&first.id).await.unwrap_err();
    error.resume().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_deploy_is_an_error_with_its_id() {
    let setup = Setup::with_fake(Fake::builder().fail_operations()).await;
    let error = setup.dags().await.unwrap_err();
    assert_eq!(error.step(), DeployStep::Wait);
    assert_eq!(error.error().kind(), ErrorKind::UnreachableState);
    let id = error.deploy_id().unwrap().to_owned();
    let error = setup.dags().resume(&id).await.unwrap_err();
    assert_eq!(error.error().kind(), ErrorKind::UnreachableState);
    let text = Error::from(error).to_string();
    let start = format!(
        "waiting for the deploy failed (deploy {id}): GetDeploy: the status FAILED is terminal"
    );
    assert!(text.starts_with(&start), "{text}");
    assert_eq!(setup.changes(), ["deploys", "finalize"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_deploys_are_rejected_before_sending() {
    let setup = Setup::new().await;
    let files_and_rollback = setup.dags().rollback_to("d1");
    let bundle = setup.deploy().bundle("a", "dbt", "/dbt");
    let bundle = bundle.image(|_| async { Ok(()) });
    for (deploy, text) in [
        (setup.deploy(), "has no content"),
        (files_and_rollback, "only one"),
        (bundle, "with a bundle or a rollback"),
        (setup.deploy().image_pushed(), "`resume`"),
    ] {
        let error = deploy.await.unwrap_err();
        assert_eq!(error.error().kind(), ErrorKind::InvalidRequest);
        assert!(error.error().message().contains(text), "{error:?}");
    }
    assert_eq!(setup.fake.requests().len(), 0);
}
