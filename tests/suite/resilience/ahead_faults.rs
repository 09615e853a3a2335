//! Prefetched pages that fail.

use std::sync::atomic::{AtomicBool, Ordering};

use astro_api::{ErrorKind, RateLimits};
use astro_api_tests::{GatedServer, ManualTimer, builder};

use super::ahead::{ROWS, client, ids, page, walk};

#[tokio::test(flavor = "multi_thread")]
async fn an_error_comes_in_its_place_and_ends_the_walk() {
    let server = GatedServer::start(|offset| match offset {
        30 => (500, String::new()),
        _ => page(offset, 100),
    })
    .await;
    let walk = walk(client(&server, 4));
    server.let_go([0]);
    server.until(|s| s.held.len() == 4).await;
    // The error arrives before the preceding pages.
    server.let_go([30]);
    server.until(|s| !s.held.contains(&30)).await;
    server.let_go([10, 20]);
    let (walked, error) = walk.await.unwrap();
    assert_eq!(walked, ids(30));
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().map(|s| s.as_u16()), Some(500));
    // Requests for the following pages are cancelled.
    server.until(|s| s.held.is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_page_is_an_error_that_was_sent_for() {
    for pages in [1, 4] {
        let server =
            GatedServer::start(|offset| page(offset, if offset < 20 { 50 } else { 0 })).await;
        server.let_go((0..50).step_by(10));
        let (walked, error) = walk(client(&server, pages)).await.unwrap();
        assert_eq!(walked, ids(20), "a total that falls ends the walk");
        assert!(error.is_none(), "{error:?}");

        let server = GatedServer::start(|offset| {
            let (status, body) = page(offset, if offset < 20 { 50 } else { offset });
            (
                status,
                body.replace(&format!("\"totalCount\":{offset}"), "\"totalCount\":50"),
            )
        })
        .await;
        server.let_go((0..50).step_by(10));
        let (walked, error) = walk(client(&server, pages)).await.unwrap();
        assert_eq!(walked, ids(20));
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::InconsistentPages);
        assert_eq!(error.attempts(), 1, "its request was sent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_fetched_in_vain_may_fail() {
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
    server.let_go([0]);
    let walk = walk(client(&server, 4));
    server.until(|s| s.held.len() == 4).await;
    // It fails before the preceding page arrives.
    server.let_go([20]);
    server.until(|s| !s.held.contains(&20)).await;
    server.let_go(0..50);
    let (walked, error) = walk.await.unwrap();
    assert!(error.is_none(), "{error:?}");
    assert_eq!(walked, ids(50));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_fails_once_is_fetched_again_in_its_place() {
    let failed = AtomicBool::new(false);
    let server = GatedServer::start(move |offset| {
        if offset == 20 && !failed.swap(true, Ordering::SeqCst) {
            return (503, String::new());
        }
        page(offset, 60)
    })
    .await;
    server.let_go(0..60);
    let timer = ManualTimer::default();
    let client = builder(server.base_url())
        .rate_limits(RateLimits::off())
        .timer(timer.clone())
        .build()
        .unwrap();
    let stream = client.list_organizations().limit(ROWS).stream();
    let walked = stream.try_collect::<Vec<_>>().await.unwrap().into_iter();
    assert_eq!(walked.map(|o| o.id).collect::<Vec<_>>(), ids(60));
    assert_eq!(timer.slept().len(), 1);
    assert_eq!(server.state().asked.len(), 7);
}
