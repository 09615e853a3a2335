//! Bundles.

use super::{Scene, packing::names, write};

#[tokio::test(flavor = "multi_thread")]
async fn bundle_is_packed_without_its_base_folder_and_finalized() {
    let scene = Scene::new().await;
    let dbt = scene.folder.path().join("dbt");
    write(&dbt.join("dbt_project.yml"), "name: terns");
    write(&dbt.join(".git/HEAD"), "x");
    let deploy = scene.deploy().bundle(&dbt, "dbt", "/usr/local/airflow/dbt");
    let deploy = deploy.await.unwrap();
    assert_eq!(deploy.status.as_ref(), "DEPLOYED");
    let archive = scene.fake.uploaded(&deploy.id).unwrap();
    assert_eq!(names(&archive), ["dbt_project.yml"]);
    let bodies = scene.fake.requests().into_iter();
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
