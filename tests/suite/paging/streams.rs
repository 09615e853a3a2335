//! Lists as streams and as futures: polled manually, dropped, and cancelled.

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
};

use astro_api_tests::{ScriptedServer, Step, client, fake};
use futures_core::Stream;
use serde_json::json;
use tokio::sync::Semaphore;

use super::ids_by_age;

/// Does the same as the stream crates, in two lines.
async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn items_and_pages_implement_stream() {
    let fake = fake(25).await;
    let request = client(fake.base_url()).list_organizations().limit(10);
    let mut ids = Vec::new();
    let mut items = request.clone().stream();
    while let Some(item) = next(&mut items).await {
        ids.push(item.unwrap().id);
    }
    assert!(next(&mut items).await.is_none());
    assert_eq!(ids, ids_by_age(&fake));

    let mut sizes = Vec::new();
    let mut pages = request.pages();
    while let Some(page) = next(&mut pages).await {
        sizes.push(page.unwrap().organizations.len());
    }
    assert_eq!(sizes, [10, 10, 5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn stream_returns_its_error_once() {
    let fake = fake(25).await;
    fake.next(astro_api_fake::FakeResponse::new(500));
    let mut items = client(fake.base_url()).list_organizations().stream();
    assert!(next(&mut items).await.unwrap().is_err());
    assert!(next(&mut items).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_stream_sends_nothing_more() {
    let fake = fake(100).await;
    let client = client(fake.base_url());
    let mut stream = client.list_organizations().limit(10).stream();
    for _ in 0..13 {
        stream.try_next().await.unwrap().unwrap();
    }
    drop(stream);
    // A request after those of the stream: another one from the stream would precede it.
    client
        .organization("last")
        .get_organization()
        .send()
        .await
        .unwrap_err();
    let paths: Vec<String> = fake.requests().into_iter().map(|r| r.path).collect();
    assert_eq!(
        paths,
        [
            "/v1/organizations",
            "/v1/organizations",
            "/v1/organizations/last"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn stream_can_be_spawned() {
    let fake = fake(30).await;
    let mut stream = client(fake.base_url())
        .list_organizations()
        .limit(7)
        .stream();
    let task = tokio::spawn(async move {
        let mut count = 0;
        while stream.try_next().await?.is_some() {
            count += 1;
        }
        Ok::<_, astro_api::Error>(count)
    });
    assert_eq!(task.await.unwrap().unwrap(), 30);
}

/// Polls a future once and drops it, as a timeout or `select!` does.
async fn cancel<F: Future>(future: F) -> bool {
    let mut future = pin!(future);
    poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_pending())).await
}

/// The server sends its response after the future that sent the request was dropped.
#[tokio::test(flavor = "multi_thread")]
async fn cancelled_call_loses_nothing() {
    let permits = Arc::new(Semaphore::new(0));
    let rows = ["a", "b", "c"].map(|id| json!({ "id": id }));
    let body = json!({ "organizations": rows, "totalCount": 3 }).to_string();
    let response = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let step = Step::hang_up().gate(&permits).then(response);
    let server = ScriptedServer::start([step]).await;
    let mut items = client(server.base_url()).list_organizations().stream();
    assert!(
        cancel(items.try_next()).await,
        "the response waits for its permit"
    );
    assert!(cancel(items.try_next()).await);
    permits.add_permits(1);
    let all = items.try_collect::<Vec<_>>().await.unwrap();
    let ids: Vec<&str> = all.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(server.connections(), 1, "the page was requested once");
}
