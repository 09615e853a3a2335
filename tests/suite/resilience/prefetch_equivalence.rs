//! For every list, prefetching gives the same result as fetching one page after the other.

use astro_api::{Client, RateLimits, RetryPolicy};
use astro_api_tests::{GatedServer, builder};
use serde_json::json;

/// The expected number of rows per page.
const ROWS: i64 = 10;

/// Creates a client of a list whose pages have this many rows and this total, by offset. Each row is named after its
/// index.
async fn list(shape: impl Fn(i64) -> (i64, i64) + Send + Sync + 'static) -> (GatedServer, Client) {
    let server = GatedServer::start(move |offset| {
        let (rows, total) = shape(offset);
        let rows = offset..total.min(offset + rows);
        let organizations: Vec<_> = rows.map(|n| json!({ "id": n.to_string() })).collect();
        let page = json!({
            "limit": ROWS, "offset": offset, "organizations": organizations, "totalCount": total,
        });
        (200, page.to_string())
    })
    .await;
    server.release(0..1000);
    let client = builder(server.base_url())
        .rate_limits(RateLimits::off())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    (server, client)
}

/// Returns the result of an iteration: the ids by page, and the error that ended it.
type Received = (Vec<Vec<String>>, Option<String>);

async fn iterate(client: &Client, pages: usize) -> Received {
    let iteration = client.list_organizations().limit(ROWS).pages();
    let mut iteration = iteration.with_concurrent_pages(pages);
    let mut taken = Vec::new();
    loop {
        match iteration.try_next().await {
            Ok(Some(page)) => {
                let page = page.into_inner().organizations;
                taken.push(page.into_iter().map(|o| o.id).collect());
            }
            Ok(None) => return (taken, None),
            Err(e) => return (taken, Some(e.message().to_owned())),
        }
    }
}

/// Checks that iterating with several concurrency limits gives the same result.
async fn assert_same_result(
    what: &str,
    shape: impl Fn(i64) -> (i64, i64) + Send + Sync + 'static,
) -> Received {
    let (_server, client) = list(shape).await;
    let expected = iterate(&client, 1).await;
    for pages in [2, 3, 4, 9] {
        let got = iterate(&client, pages).await;
        assert_eq!(got, expected, "{what}, {pages} pages at once");
    }
    expected
}

fn lengths(pages: &[Vec<String>]) -> Vec<usize> {
    pages.iter().map(Vec::len).collect()
}

/// Returns a deterministic pseudo-random number below `below`, from two others.
fn random(seed: u64, offset: i64, below: i64) -> i64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ offset.cast_unsigned().wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^= x >> 29;
    (x % below.cast_unsigned()).cast_signed()
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_pages() {
    for count in [0, 1, 9, 10, 11, 99, 100, 101] {
        let (pages, error) =
            assert_same_result(&format!("{count} rows"), move |_| (ROWS, count)).await;
        assert_eq!(pages.concat().len(), usize::try_from(count).unwrap());
        assert_eq!(error, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn short_page_in_the_middle() {
    let (pages, error) = assert_same_result("short", |offset| match offset {
        20 => (7, 60),
        _ => (ROWS, 60),
    })
    .await;
    assert_eq!(lengths(&pages), [10, 10, 7, 10, 10, 10, 3]);
    assert_eq!(error, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn page_size_other_than_requested() {
    for (rows, pages) in [(7, 9), (60, 1), (25, 3)] {
        let (received, error) = assert_same_result("other lengths", move |_| (rows, 60)).await;
        assert_eq!(received.len(), pages);
        assert_eq!(received.concat().len(), 60);
        assert_eq!(error, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_page_in_the_middle() {
    let (pages, error) = assert_same_result("empty", |offset| match offset {
        30 => (0, 60),
        _ => (ROWS, 60),
    })
    .await;
    assert_eq!(lengths(&pages), [10; 3]);
    let error = error.unwrap();
    assert!(
        error.contains("offset 30 ") && error.contains("the total is 60"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn total_that_changes_once() {
    let (pages, error) = assert_same_result("shrinks", |offset| {
        (ROWS, if offset < 30 { 80 } else { 47 })
    })
    .await;
    assert_eq!(lengths(&pages), [10, 10, 10, 10, 7]);
    assert_eq!(error, None);
    let (pages, error) =
        assert_same_result("grows", |offset| (ROWS, if offset < 30 { 40 } else { 62 })).await;
    assert_eq!(lengths(&pages), [10, 10, 10, 10, 10, 10, 2]);
    assert_eq!(error, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn random_page_sizes() {
    for seed in 0..15 {
        let what = format!("seed {seed}");
        let (pages, error) =
            assert_same_result(&what, move |offset| (1 + random(seed, offset, ROWS), 60)).await;
        assert_eq!(pages.concat().len(), 60, "{what}");
        assert_eq!(error, None, "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn occasionally_changing_page_sizes() {
    for seed in 0..15 {
        // Most are full, so that some prefetched pages are used; some of the others are empty, which is an error, and
        // must be the same one.
        let shape = move |offset| match random(seed, offset, 5) {
            0 => (random(seed + 100, offset, ROWS), 90),
            _ => (ROWS, 90),
        };
        assert_same_result(&format!("seed {seed}"), shape).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn random_totals() {
    for seed in 0..15 {
        let shape = move |offset: i64| (ROWS, 60 + random(seed, offset / 30, 60));
        assert_same_result(&format!("seed {seed}"), shape).await;
    }
}
