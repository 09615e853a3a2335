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
use astro_api_fake::FakeResponse;
use tokio::sync::Notify;

use super::Setup;

#[tokio::test(flavor = "multi_thread")]
async fn dropped_upload_is_not_finalized() {
    let setup = Setup::new().await;
    setup.fake.next_upload(FakeResponse::silence());
    let (started, is_dropped) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
    let (notify, dropped) = (Arc::clone(&started), Arc::clone(&is_dropped));
    let deploy = setup.dags().on_progress(move |progress| {
        assert!(
            !dropped.load(Ordering::SeqCst),
            "no progress is reported after the end"
        );
        if matches!(progress, DeployProgress::Uploading { sent: 1.., .. }) {
            notify.notify_one();
        }
    });
    let task = tokio::spawn(deploy.send());
    started.notified().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    is_dropped.store(true, Ordering::SeqCst);
    let id = setup.deploys()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(setup.fake.uploaded(&id), None);
    assert_eq!(setup.changes(), ["deploys"]);
    // It can be resumed. The canned response may still be queued: the storage may not have seen the first upload.
    setup.fake.clear_failures();
    let deploy = setup.dags().resume(&id).await.unwrap();
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
    let setup = Setup::new().await;
    let started = Arc::new(Notify::new());
    let (dropped, is_dropped) = mpsc::channel();
    let source = Source::reader(Endless(dropped, Arc::clone(&started)));
    let task = tokio::spawn(setup.deploy().dags(source).send());
    started.notified().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    tokio::task::spawn_blocking(move || is_dropped.recv().unwrap())
        .await
        .unwrap();
    assert_eq!(setup.fake.requests().len(), 0);
}
