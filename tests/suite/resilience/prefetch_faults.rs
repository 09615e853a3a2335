//! Prefetched pages that fail.

use std::sync::atomic::{AtomicBool, Ordering};

use astro_api::{ErrorKind, RateLimits};
use astro_api_tests::{GatedServer, ManualTimer, builder};

use super::prefetch::{ROWS, client, ids, iterate, page};

#[tokio::test(flavor = "multi_thread")]
async fn error_is_returned_in_order_and_ends_the_iteration() {
    let server = GatedServer::start(|offset| match offset {
        30 => (500, String::new()),
        _ => page(offset, 100),
    })
    .await;
    let iteration = iterate(client(&server, 4));
    server.release([0]);
    server.until(|s| s.held.len() == 4).await;
    // The error arrives before the preceding pages.
    server.release([30]);
    server.until(|s| !s.held.contains(&30)).await;
    server.release([10, 20]);
    let (received, error) = iteration.await.unwrap();
    assert_eq!(received, ids(30));
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().map(|s| s.as_u16()), Some(500));
    // Requests for the following pages are cancelled.
    server.until(|s| s.held.is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_prefetched_page_is_an_error() {
    for pages in [1, 4] {
        let server =
            GatedServer::start(|offset| page(offset, if offset < 20 { 50 } else { 0 })).await;
        server.release((0..50).step_by(10));
        let (received, error) = iterate(client(&server, pages)).await.unwrap();
        assert_eq!(received, ids(20), "a total that falls ends the iteration");
        assert!(error.is_none(), "{error:?}");

        let server = GatedServer::start(|offset| {
            let (status, body) = page(offset, if offset < 20 { 50 } else { offset });
            (
                status,
                body.replace(&format!("\"totalCount\":{offset}"), "\"totalCount\":50"),
            )
        })
        .await;
        server.release((0..50).step_by(10));
        let (received, error) = iterate(client(&server, pages)).await.unwrap();
        assert_eq!(received, ids(20));
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::InconsistentPages);
        assert_eq!(error.attempts(), 1, "its request was sent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unused_prefetched_page_may_fail() {
    let server = GatedServer::start(|offset| match offset {
        // Seven rows instead of ten, so that the page at 20 is not used.
        10 => (
            200,
            page(10, 17)
                .1
                .replace("\"totalCount\":17", "\"totalCount\":50"),
        ),
        20 => (500, String::new()),
        _ => page(offset, 50),
    })
    .await;
    server.release([0]);
    let iteration = iterate(client(&server, 4));
    server.until(|s| s.held.len() == 4).await;
    // It fails before the preceding page arrives.
    server.release([20]);
    server.until(|s| !s.held.contains(&20)).await;
    server.release(0..50);
    let (received, error) = iteration.await.unwrap();
    assert!(error.is_none(), "{error:?}");
    assert_eq!(received, ids(50));
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_page_is_retried_in_order() {
    let failed = AtomicBool::new(false);
    let server = GatedServer::start(move |offset| {
        if offset == 20 && !failed.swap(true, Ordering::SeqCst) {
            return (503, String::new());
        }
        page(offset, 60)
    })
    .await;
    server.release(0..60);
    let timer = ManualTimer::default();
    let client = builder(server.base_url())
        .rate_limits(RateLimits::off())
        .timer(timer.clone())
        .build()
        .unwrap();
    let stream = client.list_organizations().limit(ROWS).stream();
    let received = stream.try_collect::<Vec<_>>().await.unwrap().into_iter();
    assert_eq!(received.map(|o| o.id).collect::<Vec<_>>(), ids(60));
    assert_eq!(timer.slept().len(), 1);
    assert_eq!(server.state().requested.len(), 7);
}
