//! Prefetched pages, in separate tasks, belong to the trace of the iteration.

use astro_api::RetryPolicy;
use astro_api_fake::FakeResponse;
use astro_api_tests::{Recorder, fake};
use tracing::Instrument;

use super::{CRATE_TARGET, retrying_client};

#[tokio::test]
async fn every_page_is_in_the_callers_span() {
    let fake = fake(45).await;
    let client = retrying_client(&fake).concurrent_pages(4).build().unwrap();
    for _ in 0..3 {
        fake.next(FakeResponse::regular());
    }
    // One of the prefetched pages is retried.
    fake.next(FakeResponse::new(503));
    let recorder = Recorder::default();
    let guard = recorder.on_this_thread();
    let caller = tracing::info_span!("caller");
    let iteration = client
        .list_organizations()
        .limit(10)
        .stream()
        .try_collect::<Vec<_>>();
    let items = iteration.instrument(caller.clone()).await.unwrap();
    drop(guard);
    assert_eq!(items.len(), 45);

    let caller = caller.id().map(|id| id.into_u64());
    let spans = recorder.spans(CRATE_TARGET);
    assert_eq!(spans.len(), 5, "a span a page");
    assert!(spans.iter().all(|s| s.parent == caller), "{spans:#?}");
    let retries = recorder.events(CRATE_TARGET);
    assert_eq!(retries.len(), 1);
    let retried = spans.iter().find(|s| Some(s.id) == retries[0].parent);
    assert_eq!(retried.unwrap().field("astro_api.attempts"), Some("2"));
}

#[tokio::test]
async fn call_without_a_span_has_no_parent() {
    let fake = fake(25).await;
    let client = retrying_client(&fake)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let recorder = Recorder::default();
    let guard = recorder.on_this_thread();
    let iteration = client.list_organizations().limit(10).stream();
    iteration.try_collect::<Vec<_>>().await.unwrap();
    drop(guard);
    let spans = recorder.spans(CRATE_TARGET);
    assert_eq!(spans.len(), 3);
    assert!(spans.iter().all(|s| s.parent.is_none()), "{spans:#?}");
}
