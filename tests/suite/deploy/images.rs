//! Deploys with an image.

use std::sync::{Arc, Mutex};

use astro_api::{
    deploy::{DeployStep, ImageReference},
    types::{CreateDeployRequest, DeployTypeRequest},
};

use super::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn image_is_pushed_to_the_repository_of_the_api() {
    let setup = Setup::new().await;
    for (deploy, kind, uploads) in [
        (setup.deploy(), "IMAGE_ONLY", 0),
        (setup.dags(), "IMAGE_AND_DAG", 1),
    ] {
        let pushed = Arc::new(Mutex::new(Vec::new()));
        let recorded = Arc::clone(&pushed);
        let deploy = deploy.image(move |image: ImageReference| {
            recorded.lock().unwrap().push(image.to_string());
            async { Ok(()) }
        });
        let deploy = deploy.await.unwrap();
        assert_eq!(deploy.type_.as_ref(), kind);
        let image = format!("{}:{}", deploy.image_repository, deploy.image_tag);
        assert_eq!(*pushed.lock().unwrap(), [image]);
        assert_eq!(setup.fake.uploads().len(), uploads);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn push_is_repeated_only_if_it_failed() {
    let setup = Setup::new().await;
    let pushes = Arc::new(Mutex::new(0));
    let counter = Arc::clone(&pushes);
    let deploy = setup.dags().image(move |_| {
        *counter.lock().unwrap() += 1;
        let is_first = *counter.lock().unwrap() == 1;
        async move {
            match is_first {
                true => Err("no registry".into()),
                false => Ok(()),
            }
        }
    });
    let error = deploy.await.unwrap_err();
    assert_eq!(error.step(), DeployStep::PushImage);
    assert_eq!(setup.fake.uploads().len(), 0);
    setup
        .fake
        .next_upload(astro_api_fake::FakeResponse::new(400));
    let error = error.resume().await.unwrap_err();
    assert_eq!(error.step(), DeployStep::Upload);
    error.resume().await.unwrap();
    assert_eq!(*pushes.lock().unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn image_pushed_by_another_program_is_deployed() {
    let setup = Setup::new().await;
    let body = CreateDeployRequest::builder().type_(DeployTypeRequest::ImageOnly);
    let created = setup.organization.create_deploy(&setup.deployment_id, body);
    let created = created.send().await.unwrap();
    let deploy = setup.deploy().image_pushed().resume(&created.id);
    let deploy = deploy.await.unwrap();
    assert_eq!(
        (&deploy.id, deploy.status.as_ref()),
        (&created.id, "DEPLOYED")
    );
}
