//! Deployment logs: a search read to its end, and a log tail with a simulated clock.

use std::time::Duration;

use astro_api::{
    Client, ErrorKind, LogTail,
    builder::GetDeploymentLogs,
    types::{DeploymentLog, LogSource},
};
use astro_api_tests::{GatedTimer, ManualTimer, ScriptedServer, Step, builder};
use serde_json::{Value, json};

const MAX_RESULTS: i64 = 100;

/// Returns a page of the search `id`, with entries written at these times.
fn page_of(id: &str, entries: &[(f64, &str)], max_results: i64) -> Step {
    let entries: Vec<Value> = entries
        .iter()
        .map(|(time, raw)| json!({ "timestamp": time, "raw": raw, "source": "scheduler" }))
        .collect();
    let page = json!({
        "limit": 2, "offset": 0, "maxNumResults": max_results, "resultCount": entries.len(), "searchId": id, "results": entries,
    });
    let headers = [("content-type", "application/json")];
    Step::response(200, &headers, page.to_string())
}

fn page(id: &str, entries: &[(f64, &str)]) -> Step {
    page_of(id, entries, MAX_RESULTS)
}

fn failure() -> Step {
    Step::response(
        403,
        &[("content-type", "text/plain")],
        "RBAC: access denied",
    )
}

fn client(server: &ScriptedServer) -> (Client, ManualTimer) {
    let timer = ManualTimer::default();
    let client = builder(server.base_url()).timer(timer.clone());
    (client.build().unwrap(), timer)
}

fn logs(client: &Client) -> GetDeploymentLogs {
    client
        .organization("o1")
        .get_deployment_logs("d1", [LogSource::Scheduler])
}

/// Returns the queries of the requests.
fn queries(server: &ScriptedServer) -> Vec<String> {
    let seen = server.seen();
    let queries = seen.iter().map(|request| {
        let target = request.line().split(' ').nth(1).unwrap();
        target.split_once('?').unwrap().1.to_owned()
    });
    queries.collect()
}

async fn texts(tail: &mut LogTail<DeploymentLog>, count: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for _ in 0..count {
        texts.push(tail.try_next().await.unwrap().unwrap().raw);
    }
    texts
}

#[tokio::test(flavor = "multi_thread")]
async fn search_continues_by_id_until_a_page_is_empty() {
    let server = ScriptedServer::start([
        page("s1", &[(1.0, "a"), (2.0, "b")]),
        page("s1", &[(3.0, "c")]),
        page("s1", &[]),
    ])
    .await;
    let entries = logs(&client(&server).0)
        .limit(2)
        .stream()
        .try_collect::<Vec<_>>()
        .await;
    let texts: Vec<String> = entries.unwrap().into_iter().map(|e| e.raw).collect();
    assert_eq!(texts, ["a", "b", "c"]);
    assert_eq!(
        queries(&server),
        [
            "sources=scheduler&limit=2&offset=0",
            "sources=scheduler&limit=2&searchId=s1&offset=2",
            "sources=scheduler&limit=2&searchId=s1&offset=3",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn search_starts_at_the_offset_and_ends_at_the_maximum() {
    let server = ScriptedServer::start([page_of("s1", &[(1.0, "a"), (2.0, "b")], 6)]).await;
    let entries = logs(&client(&server).0).search_id("s1").offset(4).stream();
    assert_eq!(entries.try_collect::<Vec<_>>().await.unwrap().len(), 2);
    assert_eq!(queries(&server), ["sources=scheduler&searchId=s1&offset=4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn error_is_returned_after_the_entries_and_ends_the_search() {
    let server = ScriptedServer::start([page("s1", &[(1.0, "a")]), failure()]).await;
    let mut entries = logs(&client(&server).0).stream();
    assert_eq!(entries.try_next().await.unwrap().unwrap().raw, "a");
    let error = entries.try_next().await.unwrap_err();
    assert_eq!(error.status().map(|s| s.as_u16()), Some(403));
    assert!(entries.try_next().await.unwrap().is_none());
    let organization = client(&server).0.organization("");
    let logs = organization.get_deployment_logs("a", [LogSource::Scheduler]);
    let mut unsent = logs.stream();
    assert!(unsent.try_next().await.unwrap_err().is_invalid_request());
    assert_eq!(server.connections(), 2);
}

/// Equal entries are distinguished by their count, each poll is in order, and nothing is repeated.
#[tokio::test(flavor = "multi_thread")]
async fn tail_loses_and_repeats_nothing_between_polls() {
    let server = ScriptedServer::start([
        page("s1", &[(3.0, "c"), (1.0, "a")]),
        page("s1", &[(2.0, "b"), (2.0, "b")]),
        page("s1", &[]),
        // The second poll: one more entry that is equal to two others, a late one, and a new one.
        page("s2", &[(4.0, "d"), (2.0, "b"), (2.0, "b")]),
        page("s2", &[(2.0, "b"), (3.0, "c"), (2.5, "late")]),
        page("s2", &[]),
        // The third has nothing new, the fourth has.
        page("s3", &[(4.0, "d")]),
        page("s3", &[]),
        page("s4", &[(5.0, "e"), (4.0, "d")]),
        page("s4", &[]),
    ])
    .await;
    let (client, timer) = client(&server);
    let mut tail = logs(&client).search_text("x").follow();
    assert_eq!(texts(&mut tail, 4).await, ["a", "b", "b", "c"]);
    assert_eq!(timer.slept(), []);
    assert_eq!(texts(&mut tail, 3).await, ["b", "late", "d"]);
    assert_eq!(texts(&mut tail, 1).await, ["e"]);
    assert_eq!(timer.slept(), [Duration::from_secs(10); 3]);
    assert!(!tail.is_cut_off());
    let queries = queries(&server);
    assert_eq!(queries[0], "sources=scheduler&searchText=x&offset=0");
    assert_eq!(
        queries[2],
        "sources=scheduler&searchText=x&searchId=s1&offset=4"
    );
    assert_eq!(
        queries[3],
        "sources=scheduler&searchText=x&range=310&offset=0"
    );
    assert_eq!(
        queries[5],
        "sources=scheduler&searchText=x&range=310&searchId=s2&offset=6"
    );
}

/// A caller who requests the last minute does not gradually get earlier minutes.
#[tokio::test(flavor = "multi_thread")]
async fn no_poll_starts_before_the_first() {
    let server = ScriptedServer::start([page("s1", &[])]).await;
    let (client, timer) = client(&server);
    let follower = logs(&client).range(60).follow();
    let mut tail = follower
        .with_interval(Duration::from_secs(90))
        .with_timeout(Duration::from_secs(400));
    assert!(tail.try_next().await.unwrap().is_none());
    assert_eq!(timer.slept(), [Duration::from_secs(90); 4]);
    let ranges: Vec<String> = queries(&server)
        .iter()
        .map(|q| {
            q.split("range=")
                .nth(1)
                .unwrap()
                .split('&')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(ranges, ["60", "150", "240", "330", "390"]);
    assert!(tail.try_next().await.unwrap().is_none(), "it stays over");
    assert_eq!(server.connections(), 5);
}

/// The entries missed by a failed poll are found by the next one.
#[tokio::test(flavor = "multi_thread")]
async fn tail_resumes_from_the_last_successful_poll() {
    let server = ScriptedServer::start([
        page("s1", &[(1.0, "a")]),
        page("s1", &[]),
        page("s2", &[(2.0, "b")]),
        failure(),
        failure(),
        page("s3", &[(1.0, "a"), (2.0, "b")]),
        page("s3", &[]),
    ])
    .await;
    let (client, timer) = client(&server);
    let mut tail = logs(&client).follow();
    assert_eq!(texts(&mut tail, 1).await, ["a"]);
    for _ in 0..2 {
        assert!(tail.try_next().await.unwrap_err().is_forbidden());
    }
    assert_eq!(texts(&mut tail, 1).await, ["b"]);
    assert_eq!(
        timer.slept(),
        [Duration::from_secs(10); 3],
        "no look follows an error at once"
    );
    assert_eq!(queries(&server)[5], "sources=scheduler&range=330&offset=0");
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_search_is_reported() {
    let server = ScriptedServer::start([page_of("s1", &[(1.0, "a"), (2.0, "b")], 2)]).await;
    let mut tail = logs(&client(&server).0).max_num_results(2).follow();
    assert!(!tail.is_cut_off());
    texts(&mut tail, 1).await;
    assert!(tail.is_cut_off());
}

#[tokio::test(flavor = "multi_thread")]
async fn search_with_an_end_date_cannot_be_followed() {
    let server = ScriptedServer::start([page("s1", &[])]).await;
    let epoch = chrono::DateTime::UNIX_EPOCH;
    let logs = logs(&client(&server).0).start_date(epoch).end_date(epoch);
    let mut tail = logs.follow();
    let error = tail.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("endDate"), "{error}");
    assert!(tail.try_next().await.unwrap().is_none());
    assert_eq!(server.connections(), 0);
}

/// A poll continues after its future was dropped, and is cancelled with the log tail.
#[tokio::test(flavor = "multi_thread")]
async fn cancelled_wait_loses_nothing() {
    let server =
        ScriptedServer::start([page("s1", &[]), page("s2", &[(1.0, "a")]), page("s2", &[])]).await;
    let timer = GatedTimer::default();
    let client = builder(server.base_url())
        .timer(timer.clone())
        .build()
        .unwrap();
    let mut tail = logs(&client).follow();
    tokio::select! {
        _ = tail.try_next() => panic!("there is nothing to be found"),
        _ = timer.slept(1) => {}
    }
    timer.end(0);
    assert_eq!(texts(&mut tail, 1).await, ["a"]);
    drop(tail);
    assert_eq!(server.connections(), 3);
}
