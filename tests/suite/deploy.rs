//! Deploys, from a folder to a running Deployment.

mod bundles;
mod cancelling;
mod failures;
mod images;
mod packing;
mod storage;

use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

use astro_api::{
    OrganizationClient, RetryPolicy,
    deploy::{CodeDeploy, DeployProgress},
};
use astro_api_fake::{Builder, Fake};
use astro_api_tests::{ManualTimer, TOKEN, builder};
use serde_json::Value;

/// A fake with one Deployment, its client with a simulated clock, and a folder with a DAG.
struct Setup {
    fake: Fake,
    organization: OrganizationClient,
    deployment_id: String,
    timer: ManualTimer,
    folder: tempfile::TempDir,
}

impl Setup {
    async fn new() -> Self {
        Self::with_fake(Fake::builder()).await
    }

    async fn with_fake(fake: Builder) -> Self {
        let fake = fake.organizations(1).token(TOKEN).start().await.unwrap();
        let id = fake.organization(0).unwrap()["id"].clone();
        let id = id.as_str().unwrap();
        let deployment = fake.collection(id, "deployments").remove(0);
        let timer = ManualTimer::default();
        let client = builder(fake.base_url()).timer(timer.clone());
        // A rejected request is not retried; uploads have their own policy.
        let client = client.retry(RetryPolicy::never()).build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("dags/terns.py"), "# a DAG");
        Self {
            organization: client.organization(id),
            deployment_id: deployment["id"].as_str().unwrap().to_owned(),
            fake,
            timer,
            folder,
        }
    }

    fn deploy(&self) -> CodeDeploy {
        self.organization.deploy(&self.deployment_id)
    }

    /// Starts a deploy of the folder.
    fn dags(&self) -> CodeDeploy {
        self.deploy().dags(self.folder.path().join("dags"))
    }

    /// Returns the deploys of the Deployment in the fake.
    fn deploys(&self) -> Vec<Value> {
        let collection = format!("deployments/{}/deploys", self.deployment_id);
        let id = self.organization.organization_id();
        self.fake.collection(id, &collection)
    }

    /// Returns the last path segment of each modifying request.
    fn changes(&self) -> Vec<String> {
        let requests = self.fake.requests().into_iter();
        let changes = requests.filter(|r| r.method == "POST");
        changes
            .map(|r| r.path.rsplit('/').next().unwrap().to_owned())
            .collect()
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Returns a function for `on_progress`, and its recorded calls.
fn recorder() -> (
    impl FnMut(&DeployProgress) + Send + 'static,
    Arc<Mutex<Vec<DeployProgress>>>,
) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let recorded = Arc::clone(&seen);
    let record = move |progress: &DeployProgress| recorded.lock().unwrap().push(progress.clone());
    (record, seen)
}

#[tokio::test(flavor = "multi_thread")]
async fn folder_is_deployed_until_it_runs() {
    let setup = Setup::new().await;
    let (record, seen) = recorder();
    let deploy = setup
        .dags()
        .description("count terns")
        .on_progress(record)
        .await
        .unwrap();
    assert_eq!(deploy.status.as_ref(), "DEPLOYED");
    assert_eq!(deploy.description.as_deref(), Some("count terns"));
    assert_eq!(deploy.type_.as_ref(), "DAG_ONLY");
    assert_eq!(setup.changes(), ["deploys", "finalize"]);
    let archive = setup.fake.uploaded(&deploy.id).unwrap();
    assert_eq!(packing::names(&archive), ["dags/terns.py"]);
    let step_names: Vec<String> = seen
        .lock()
        .unwrap()
        .iter()
        .map(|progress| {
            let text = format!("{progress:?}");
            text.split(' ').next().unwrap().to_owned()
        })
        .collect();
    let steps = ["Packing", "Created", "Uploading", "Finalizing", "Waiting"];
    let mut order = step_names.clone();
    order.dedup();
    assert_eq!(order, steps);
    let seen = seen.lock().unwrap();
    let length = archive.len() as u64;
    let upload_completed = seen.iter().any(
        |p| matches!(p, DeployProgress::Uploading { sent, total, .. } if (*sent, *total) == (length, length)),
    );
    assert!(upload_completed, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn deploy_without_waiting_runs_in_another_task() {
    let setup = Setup::new().await;
    let deploy = tokio::spawn(setup.dags().without_waiting().send());
    let deploy = deploy.await.unwrap().unwrap();
    assert_eq!(deploy.status.as_ref(), "INITIALIZED");
    assert_eq!(setup.timer.slept(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn rollback_waits_until_it_is_deployed() {
    let setup = Setup::new().await;
    let first = setup.dags().await.unwrap();
    let before = setup.timer.slept().len();
    let rollback = setup.deploy().rollback_to(&first.id);
    let rollback = rollback.description("too many terns").await.unwrap();
    assert_eq!(rollback.rollback_from_id.as_deref(), Some(&*first.id));
    assert_eq!(rollback.status.as_ref(), "DEPLOYED");
    assert!(setup.timer.slept().len() > before, "it was polled");
    assert_eq!(rollback.description.as_deref(), Some("too many terns"));
    assert_eq!(setup.changes(), ["deploys", "finalize", "rollback"]);
    assert_eq!(setup.fake.uploads().len(), 1);
}
