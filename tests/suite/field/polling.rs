//! Pollers and log tails during hours of polling.

use std::time::Duration;

use astro_api::{
    Client, ErrorKind, RateLimits, RetryPolicy, Waiter,
    types::{Cluster, ClusterStatus, Deployment, DeploymentStatus, LogSource, Workspace},
};
use astro_api_tests::{GatedTimer, ManualTimer, ScriptedServer, Step, builder};
use serde_json::{Value, json};

use super::{client, response};

fn cluster(status: &str) -> Step {
    response(
        200,
        &json!({ "id": "c1", "name": "blue", "status": status }),
    )
}

fn until_created(client: &Client) -> Waiter<Cluster> {
    let get = client.organization("o1").get_cluster("c1");
    get.wait_until([ClusterStatus::Created])
}

fn deployment(status: &str) -> Step {
    response(
        200,
        &json!({ "id": "d1", "name": "tern", "status": status }),
    )
}

fn until_ready(client: &Client, states: &[DeploymentStatus]) -> Waiter<Deployment> {
    let get = client.organization("o1").get_deployment("d1");
    get.wait_until(states)
}

fn until_gone(client: &Client) -> Waiter<Workspace, ()> {
    let get = client.organization("o1").get_workspace("w1");
    get.wait_until_gone()
}

fn seconds(waits: &[Duration]) -> u64 {
    waits.iter().sum::<Duration>().as_secs()
}

/// Each poll is attempted four times, so this is more than half a minute.
#[tokio::test(flavor = "multi_thread")]
async fn polling_survives_connection_resets() {
    let reset = vec![Step::hang_up().reset(); 40];
    let steps = [cluster("CREATING")].into_iter().chain(reset);
    let server = ScriptedServer::start(steps.chain([cluster("CREATED")])).await;
    let (client, timer) = client(&server);
    until_created(&client).await.unwrap();
    assert!(seconds(&timer.slept()) > 60, "{:?}", timer.slept());
}

/// Creates a client without retries.
fn client_without_retries(server: &ScriptedServer) -> (Client, ManualTimer) {
    let timer = ManualTimer::default();
    let client = builder(server.base_url())
        .timer(timer.clone())
        .retry(RetryPolicy::never())
        .rate_limits(RateLimits::off());
    (client.build().unwrap(), timer)
}

#[tokio::test(flavor = "multi_thread")]
async fn successful_poll_resets_the_failure_count() {
    let steps = (0..3).flat_map(|_| {
        let failed = vec![response(503, &json!({ "message": "busy" })); 10];
        failed.into_iter().chain([cluster("CREATING")])
    });
    let steps: Vec<Step> = steps.chain([cluster("CREATED")]).collect();
    let server = ScriptedServer::start(steps).await;
    until_created(&client_without_retries(&server).0)
        .await
        .unwrap();

    let server = ScriptedServer::start([response(503, &json!({ "message": "busy" }))]).await;
    let error = until_created(&client_without_retries(&server).0)
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|s| s.as_u16()), Some(503), "{error}");
    assert_eq!(server.connections(), 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn permanent_error_ends_polling() {
    for status in [401, 403, 404] {
        let steps = [
            cluster("CREATING"),
            response(status, &json!({ "message": "no" })),
        ];
        let server = ScriptedServer::start(steps).await;
        let (client, timer) = client(&server);
        let error = until_created(&client).await.unwrap_err();
        assert_eq!(error.status().map(|s| s.as_u16()), Some(status));
        assert_eq!(timer.slept().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn timeout_ends_a_poll_without_response() {
    let server = ScriptedServer::start([Step::hang_up().stall()]).await;
    let client = builder(server.base_url()).build().unwrap();
    let error = until_created(&client)
        .with_timeout(Duration::from_secs(1))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error:?}");
    let text = error.to_string();
    assert!(text.contains("no status was received"), "{text}");
    assert!(text.contains("timed out after 1s"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_status_does_not_end_polling() {
    let steps = ["HEALTHY", "HEALTHY", "DEPLOYING", "HEALTHY"].map(deployment);
    let server = ScriptedServer::start(steps).await;
    let (client, _) = client(&server);
    until_ready(&client, &[DeploymentStatus::Healthy])
        .after_change(Duration::from_secs(60))
        .await
        .unwrap();
    assert_eq!(server.connections(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn unseen_change_is_awaited_for_the_grace_period_only() {
    for state in ["HEALTHY", "DEPLOY_FAILED"] {
        let server = ScriptedServer::start([deployment(state)]).await;
        let (client, timer) = client(&server);
        let waiter = until_ready(&client, &[DeploymentStatus::Healthy])
            .after_change(Duration::from_secs(60));
        assert_eq!(waiter.await.is_ok(), state == "HEALTHY");
        assert_eq!(seconds(&timer.slept()), 60);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_targets_are_accepted_and_a_timeout_names_the_state() {
    let steps = ["CREATING", "HIBERNATING"].map(deployment);
    let server = ScriptedServer::start(steps.clone()).await;
    let ready = [DeploymentStatus::Healthy, DeploymentStatus::Hibernating];
    until_ready(&client(&server).0, &ready).await.unwrap();

    let server = ScriptedServer::start(steps).await;
    let (client, timer) = client(&server);
    let error = until_ready(&client, &ready[..1]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let text = error.to_string();
    assert!(text.contains("HIBERNATING"), "{text}");
    let waited = seconds(&timer.slept());
    assert!((3500..=3600).contains(&waited), "{waited}");
}

#[tokio::test(flavor = "multi_thread")]
async fn clusters_have_a_timeout_of_three_hours() {
    let server = ScriptedServer::start([cluster("CREATING")]).await;
    let (client, timer) = client(&server);
    let error = until_created(&client).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let waited = seconds(&timer.slept());
    assert!((10_700..=10_800).contains(&waited), "{waited}");
}

/// A resource without a status can also be polled until it is deleted.
#[tokio::test(flavor = "multi_thread")]
async fn deletion_of_any_resource_can_be_awaited() {
    let workspace = response(200, &json!({ "id": "w1", "name": "Birds" }));
    let missing = response(404, &json!({ "message": "no Workspace" }));
    let server = ScriptedServer::start([workspace.clone(), workspace.clone(), missing]).await;
    let (client, timer) = client(&server);
    until_gone(&client).await.unwrap();
    assert_eq!(timer.slept().len(), 2);

    let server = ScriptedServer::start([workspace]).await;
    let error = until_gone(&self::client(&server).0).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("still exists"), "{error}");
}

/// `tokio::spawn` and `try_join_all` take futures, not `IntoFuture`.
#[tokio::test(flavor = "multi_thread")]
async fn waiters_are_futures() {
    fn is_future<F: Future<Output = Result<T, astro_api::Error>> + Send + Unpin + 'static, T>(
        future: F,
    ) -> F {
        future
    }
    let server = ScriptedServer::start([cluster("CREATED")]).await;
    let (client, _) = client(&server);
    let spawned = tokio::spawn(is_future(until_created(&client)));
    spawned.await.unwrap().unwrap();
    // A poller can be awaited by reference; awaiting it again after completion is an error.
    let mut waiter = until_created(&client);
    (&mut waiter).await.unwrap();
    let again = waiter.await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::Configuration, "{again}");
}

fn log_page(entries: usize, max_results: Option<i64>) -> Step {
    let entries: Vec<Value> = (0..entries)
        .map(|i| json!({ "timestamp": i, "raw": format!("line {i}"), "source": "scheduler" }))
        .collect();
    let mut page = json!({
        "limit": 100, "offset": 0, "resultCount": entries.len(), "searchId": "s1", "results": entries,
    });
    if let Some(max_results) = max_results {
        page["maxNumResults"] = max_results.into();
    }
    response(200, &page)
}

/// Neither the response nor the request has a limit, and the server ignores `offset`.
#[tokio::test(flavor = "multi_thread")]
async fn endless_log_search_is_an_error() {
    let server = ScriptedServer::start([log_page(2_000, None)]).await;
    let (client, _) = client(&server);
    let logs = || {
        client
            .organization("o1")
            .get_deployment_logs("d1", [LogSource::Scheduler])
    };
    let error = logs().stream().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InconsistentPages, "{error}");
    assert!(error.to_string().contains("no maximum"), "{error}");
    assert_eq!(server.connections(), 51);
    let error = logs().follow().try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InconsistentPages, "{error}");
    // The request's limit is the maximum number of results.
    let limited = logs()
        .max_num_results(100)
        .stream()
        .try_collect::<Vec<_>>()
        .await;
    assert_eq!(limited.unwrap_err().kind(), ErrorKind::InconsistentPages);
    assert_eq!(server.connections(), 103);
}

#[tokio::test(flavor = "multi_thread")]
async fn log_tail_settings_apply_during_a_wait() {
    let server = ScriptedServer::start([log_page(1, Some(1)), log_page(1, Some(1))]).await;
    let timer = GatedTimer::default();
    let client = builder(server.base_url())
        .timer(timer.clone())
        .rate_limits(RateLimits::off())
        .build()
        .unwrap();
    let mut log_tail = client
        .organization("o1")
        .get_deployment_logs("d1", [LogSource::Scheduler])
        .follow()
        .with_interval(Duration::from_secs(3600));
    assert!(log_tail.try_next().await.unwrap().is_some());
    // Dropping a future while the log tail waits for the next poll.
    let waits = tokio::select! {
        biased;
        _ = log_tail.try_next() => panic!("nothing is to come"),
        waits = timer.slept(1) => waits.len(),
    };
    let mut log_tail = log_tail.with_interval(Duration::from_secs(7));
    let slept = tokio::select! {
        biased;
        _ = log_tail.try_next() => panic!("nothing is to come"),
        slept = timer.slept(waits + 1) => slept,
    };
    assert_eq!(slept.last(), Some(&Duration::from_secs(7)));
    // The same for the deadline, which ends it.
    let mut log_tail = log_tail.with_timeout(Duration::from_secs(1));
    assert!(log_tail.try_next().await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn timeout_of_a_log_tail_ends_a_poll_without_response() {
    let server = ScriptedServer::start([Step::hang_up().stall()]).await;
    let client = builder(server.base_url()).build().unwrap();
    let mut log_tail = client
        .organization("o1")
        .get_deployment_logs("d1", [LogSource::Scheduler])
        .follow()
        .with_timeout(Duration::from_millis(500));
    assert!(log_tail.try_next().await.unwrap().is_none());
}
