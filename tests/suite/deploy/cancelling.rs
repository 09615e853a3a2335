//! Dropping a deploy cancels it.

use std::{
    io::Read,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};

use astro_api::deploy::{DeployProgress, Source};
use astro_api_fake::Answer;
use tokio::sync::Notify;

use super::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn dropped_upload_is_not_finalized() {
    let scene = Scene::new().await;
    scene.fake.next_upload(Answer::silence());
    let (begun, is_dropped) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
    let (notify, dropped) = (Arc::clone(&begun), Arc::clone(&is_dropped));
    let deploy = scene.dags().on_progress(move |progress| {
        assert!(
            !dropped.load(Ordering::SeqCst),
            "no progress is reported after the end"
        );
        if matches!(progress, DeployProgress::Uploading { sent: 1.., .. }) {
            notify.notify_one();
        }
    });
    let task = tokio::spawn(deploy.send());
    begun.notified().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    is_dropped.store(true, Ordering::SeqCst);
    let id = scene.deploys()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(scene.fake.uploaded(&id), None);
    assert_eq!(scene.changes(), ["deploys"]);
    // It can be resumed. The canned response may still be queued: the storage may not have seen the first upload.
    scene.fake.heal();
    let deploy = scene.dags().resume(&id).await.unwrap();
    assert_eq!(deploy.id, id);
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_packing_stops() {
    /// An endless reader of random bytes that signals when it is dropped.
    struct Endless(mpsc::Sender<()>, Arc<Notify>);
    impl Read for Endless {
        fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
            self.1.notify_one();
            bytes.fill(7);
            Ok(bytes.len())
        }
    }
    impl Drop for Endless {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }
    let scene = Scene::new().await;
    let begun = Arc::new(Notify::new());
    let (dropped, is_dropped) = mpsc::channel();
    let source = Source::reader(Endless(dropped, Arc::clone(&begun)));
    let task = tokio::spawn(scene.deploy().dags(source).send());
    begun.notified().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    tokio::task::spawn_blocking(move || is_dropped.recv().unwrap())
        .await
        .unwrap();
    assert_eq!(scene.fake.requests().len(), 0);
}
