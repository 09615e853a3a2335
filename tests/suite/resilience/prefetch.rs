//! Prefetched pages, from a server that holds its responses.

use std::collections::BTreeSet;

use astro_api::{Client, Error, RateLimits, RetryPolicy};
use astro_api_tests::{GatedServer, builder};
use serde_json::json;
use tokio::task::JoinHandle;

/// The number of rows per page.
pub(super) const ROWS: i64 = 10;

/// Returns a page of a list with this many rows, each named after its index.
pub(super) fn page(offset: i64, total: i64) -> (u16, String) {
    let rows = offset..total.min(offset + ROWS);
    let organizations: Vec<_> = rows.map(|n| json!({ "id": n.to_string() })).collect();
    let page = json!({
        "limit": ROWS, "offset": offset, "organizations": organizations, "totalCount": total,
    });
    (200, page.to_string())
}

pub(super) fn client(server: &GatedServer, pages: usize) -> Client {
    builder(server.base_url())
        .rate_limits(RateLimits::off())
        .retry(RetryPolicy::never())
        .concurrent_pages(pages)
        .build()
        .unwrap()
}

/// Iterates to the end or to an error, in a task.
pub(super) fn iterate(client: Client) -> JoinHandle<(Vec<String>, Option<Error>)> {
    tokio::spawn(async move {
        let mut stream = client.list_organizations().limit(ROWS).stream();
        let mut ids = Vec::new();
        loop {
            match stream.try_next().await {
                Ok(Some(organization)) => ids.push(organization.id),
                Ok(None) => return (ids, None),
                Err(e) => return (ids, Some(e)),
            }
        }
    })
}

pub(super) fn ids(total: i64) -> Vec<String> {
    (0..total).map(|n| n.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn first_page_is_fetched_alone_then_the_configured_number() {
    for pages in [1_usize, 2, 4, 7] {
        let server = GatedServer::start(|offset| page(offset, 100)).await;
        let iteration = iterate(client(&server, pages));
        let state = server.until(|s| !s.held.is_empty()).await;
        assert_eq!(state.requested, [0]);
        server.release([0]);
        let mut next = ROWS;
        while next < 100 {
            // The maximum number of requests is in progress before the first response.
            let end = (next + pages as i64 * ROWS).min(100);
            let expected: BTreeSet<i64> = (next..end).step_by(ROWS as usize).collect();
            server.until(|s| s.held == expected).await;
            server.release(expected);
            next = end;
        }
        let (received, error) = iteration.await.unwrap();
        assert!(error.is_none(), "{error:?}");
        assert_eq!(received, ids(100));
        let state = server.state();
        // Each page once, and never more concurrently.
        assert_eq!(state.requested.iter().collect::<BTreeSet<_>>().len(), 10);
        assert_eq!(state.requested.len(), 10);
        assert!(state.max_held <= pages, "{} of {pages}", state.max_held);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_concurrent_page_is_sequential() {
    let server = GatedServer::start(|offset| page(offset, 35)).await;
    let iteration = iterate(client(&server, 1));
    for offset in [0, 10, 20, 30] {
        let state = server.until(|s| s.held.contains(&offset)).await;
        assert_eq!(state.held.len(), 1);
        server.release([offset]);
    }
    assert_eq!(iteration.await.unwrap().0, ids(35));
    assert_eq!(server.state().max_held, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn stream_overrides_concurrent_pages() {
    let server = GatedServer::start(|offset| page(offset, 60)).await;
    server.release([0]);
    let client = client(&server, 1);
    let stream = client.list_organizations().limit(ROWS).stream();
    let iteration = tokio::spawn(stream.with_concurrent_pages(5).try_collect::<Vec<_>>());
    server.until(|s| s.held.len() == 5).await;
    server.release((0..60).step_by(10));
    assert_eq!(iteration.await.unwrap().unwrap().len(), 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_returned_in_order_of_offset() {
    let server = GatedServer::start(|offset| page(offset, 50)).await;
    let iteration = iterate(client(&server, 4));
    server.release([0]);
    server.until(|s| s.held.len() == 4).await;
    for offset in [40, 30, 20, 10] {
        server.release([offset]);
        server.until(|s| !s.held.contains(&offset)).await;
    }
    assert_eq!(iteration.await.unwrap().0, ids(50));
}

#[tokio::test(flavor = "multi_thread")]
async fn prefetched_pages_are_limited() {
    const PAGES: usize = 3;
    let server = GatedServer::start(|offset| page(offset, 200)).await;
    server.release((0..200).step_by(10));
    let mut stream = client(&server, PAGES)
        .list_organizations()
        .limit(ROWS)
        .stream();
    let mut items = 0_usize;
    while stream.try_next().await.unwrap().is_some() {
        items += 1;
        // The page whose items are being taken counts as one.
        let taken = items.div_ceil(ROWS as usize);
        let requested = server.state().requested.len();
        assert!(
            requested < taken + PAGES,
            "{requested} requested at page {taken}"
        );
    }
    assert_eq!(items, 200);
    let mut pages = client(&server, PAGES)
        .list_organizations()
        .limit(ROWS)
        .pages();
    let before = server.state().requested.len();
    let mut taken = 0;
    while pages.try_next().await.unwrap().is_some() {
        taken += 1;
        let requested = server.state().requested.len() - before;
        assert!(
            requested < taken + PAGES,
            "{requested} requested at page {taken}"
        );
    }
    assert_eq!(taken, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_prefetched_while_items_are_used() {
    let server = GatedServer::start(|offset| page(offset, 100)).await;
    server.release([0]);
    let mut stream = client(&server, 4).list_organizations().limit(ROWS).stream();
    stream.try_next().await.unwrap().unwrap();
    // No item is being requested now; the next three pages are still in progress.
    let state = server.until(|s| s.held.len() == 3).await;
    assert_eq!(state.held, BTreeSet::from([10, 20, 30]));
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_stream_cancels_its_requests() {
    for as_pages in [false, true] {
        let server = GatedServer::start(|offset| page(offset, 100)).await;
        server.release([0]);
        let request = client(&server, 4).list_organizations().limit(ROWS);
        let iteration = tokio::spawn(async move {
            if as_pages {
                let mut pages = request.pages();
                while pages.try_next().await.unwrap().is_some() {}
            } else {
                let mut stream = request.stream();
                while stream.try_next().await.unwrap().is_some() {}
            }
        });
        server.until(|s| s.held.len() == 4).await;
        // The iteration is cancelled with its task.
        iteration.abort();
        assert!(iteration.await.unwrap_err().is_cancelled());
        let state = server.until(|s| s.held.is_empty()).await;
        assert_eq!(
            state.disconnected.into_iter().collect::<BTreeSet<_>>(),
            BTreeSet::from([10, 20, 30, 40])
        );
        assert_eq!(state.requested.len(), 5, "and nothing else is requested");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_wait_for_a_page_loses_nothing() {
    for pages in [1, 4] {
        let server = GatedServer::start(|offset| page(offset, 30)).await;
        let mut stream = client(&server, pages)
            .list_organizations()
            .limit(ROWS)
            .stream();
        for offset in [0, 10, 20] {
            tokio::select! {
                biased;
                _ = stream.try_next() => panic!("the response is held back"),
                _ = server.until(|s| s.held.contains(&offset)) => {}
            }
            server.release([offset]);
            for n in 0..ROWS {
                let item = stream.try_next().await.unwrap().unwrap();
                assert_eq!(item.id, (offset + n).to_string());
            }
        }
        assert!(stream.try_next().await.unwrap().is_none());
        assert_eq!(
            server.state().requested.len(),
            3,
            "nothing was requested twice"
        );
    }
}
