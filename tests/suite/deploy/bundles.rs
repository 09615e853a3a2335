//! Bundles.

use super::{Setup, packing::names, write};

#[tokio::test(flavor = "multi_thread")]
async fn bundle_is_packed_without_its_base_folder_and_finalized() {
    let setup = Setup::new().await;
    let dbt = setup.folder.path().join("dbt");
    write(&dbt.join("dbt_project.yml"), "name: terns");
    write(&dbt.join(".git/HEAD"), "x");
    let deploy = setup.deploy().bundle(&dbt, "dbt", "/usr/local/airflow/dbt");
    let deploy = deploy.await.unwrap();
    assert_eq!(deploy.status.as_ref(), "DEPLOYED");
    let archive = setup.fake.uploaded(&deploy.id).unwrap();
    assert_eq!(names(&archive), ["dbt_project.yml"]);
    let bodies = setup.fake.requests().into_iter();
    let bodies = bodies.filter(|r| r.method == "POST");
    let bodies: Vec<serde_json::Value> = bodies
        .map(|r| serde_json::from_slice(&r.body).unwrap())
        .collect();
    assert_eq!(bodies[0]["type"], "BUNDLE");
    assert_eq!(bodies[0]["bundleType"], "dbt");
    assert_eq!(bodies[0]["bundleMountPath"], "/usr/local/airflow/dbt");
    assert!(bodies[1]["bundleTarballVersion"].is_string());
    assert!(bodies[1]["dagTarballVersion"].is_null());
}
