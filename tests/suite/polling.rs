//! Polls for a status, with a simulated clock.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use astro_api::types::{ClusterStatus, OverrideDeploymentHibernationBody};
use astro_api::{Client, Error, ErrorKind, Response, Waiter, types};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{ManualTimer, builder, fake};
use serde_json::json;

/// Creates a fake that returns a cluster with each of these statuses in order.
async fn fake_with_cluster_statuses(states: &[&str]) -> Fake {
    let fake = fake(0).await;
    for state in states {
        fake.next(FakeResponse::json(
            200,
            &json!({ "id": "c1", "name": "blue", "status": state }),
        ));
    }
    fake
}

fn client(fake: &Fake) -> (Client, ManualTimer) {
    let timer = ManualTimer::default();
    let client = builder(fake.base_url())
        .timer(timer.clone())
        .build()
        .unwrap();
    (client, timer)
}

fn start_waiting(client: &Client) -> Waiter<types::Cluster> {
    client
        .organization("o1")
        .get_cluster("c1")
        .wait_until([ClusterStatus::Created])
}

async fn wait_error(waiter: Waiter<types::Cluster>) -> Error {
    waiter
        .await
        .map(|_: Response<types::Cluster>| ())
        .unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn poll_intervals_increase() {
    let fake =
        fake_with_cluster_statuses(&["CREATING", "CREATING", "NEW_STATE", "UPDATING", "CREATED"])
            .await;
    let (client, timer) = client(&fake);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let recorded = Arc::clone(&seen);
    let cluster = start_waiting(&client)
        .on_progress(move |cluster| recorded.lock().unwrap().push(cluster.status.to_string()))
        .await
        .unwrap();
    assert_eq!(cluster.name, "blue");
    assert_eq!(
        *seen.lock().unwrap(),
        ["CREATING", "CREATING", "NEW_STATE", "UPDATING", "CREATED"]
    );
    let waits = [2.0, 3.0, 4.5, 6.75].map(Duration::from_secs_f64);
    assert_eq!(timer.slept(), waits);
}

#[tokio::test(flavor = "multi_thread")]
async fn poll_interval_is_at_most_30_s() {
    let mut states = vec!["CREATING"; 20];
    states.push("CREATED");
    let fake = fake_with_cluster_statuses(&states).await;
    let (client, timer) = client(&fake);
    start_waiting(&client).await.unwrap();
    assert_eq!(timer.slept().iter().max(), Some(&Duration::from_secs(30)));
}

#[tokio::test(flavor = "multi_thread")]
async fn terminal_state_is_an_error() {
    for state in [
        "CREATE_FAILED",
        "ACCESS_DENIED",
        "FAILED_IN_A_NEW_WAY_FAILED",
    ] {
        let fake = fake_with_cluster_statuses(&["CREATING", state]).await;
        let (client, timer) = client(&fake);
        let error = wait_error(start_waiting(&client)).await;
        assert_eq!(error.kind(), ErrorKind::UnreachableState);
        assert!(!error.is_retryable());
        assert_eq!(timer.slept().len(), 1);
        assert_eq!(
            error.to_string(),
            format!(
                "GetCluster: the status {state} is terminal, so waiting for CREATED cannot succeed (request id fa4e0000-0000-4000-8000-000000000001)"
            )
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn terminal_states_can_be_set() {
    let fake = fake_with_cluster_statuses(&["CREATE_FAILED", "UPDATING"]).await;
    let (client, _) = client(&fake);
    let error = wait_error(start_waiting(&client).fail_on([ClusterStatus::Updating])).await;
    assert!(error.message().contains("UPDATING"), "{error}");
    // A target status is never a terminal failure, whatever its name.
    let fake = fake_with_cluster_statuses(&["CREATE_FAILED"]).await;
    let get = self::client(&fake).0.organization("o1").get_cluster("c1");
    get.wait_until([ClusterStatus::CreateFailed]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_wait_exceeds_the_timeout() {
    let fake = fake_with_cluster_statuses(&["CREATING"; 10]).await;
    let (client, timer) = client(&fake);
    let error = wait_error(start_waiting(&client).with_timeout(Duration::from_secs(10))).await;
    assert!(error.is_timeout(), "{error:?}");
    assert!(
        error.message().contains("CREATING") && error.message().contains("10s"),
        "{error}"
    );
    assert_eq!(
        timer.slept().iter().sum::<Duration>(),
        Duration::from_secs_f64(9.5)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_resource_is_an_error() {
    let fake = fake(0).await;
    let (client, timer) = client(&fake);
    assert!(wait_error(start_waiting(&client)).await.is_not_found());
    assert_eq!(timer.slept(), []);
    let unsent = client
        .organization("")
        .get_cluster("a")
        .wait_until([ClusterStatus::Created]);
    assert!(wait_error(unsent).await.is_invalid_request());
}

#[tokio::test(flavor = "multi_thread")]
async fn waiter_can_be_spawned_and_dropped() {
    let fake = fake_with_cluster_statuses(&["CREATED"]).await;
    let (client, _) = client(&fake);
    let task = tokio::spawn(async move { start_waiting(&client).await });
    assert!(task.await.unwrap().is_ok());
    drop(start_waiting(&self::client(&fake).0));
    assert_eq!(fake.requests().len(), 1);
}

/// Creates a client, and a poller for the deletion of a cluster that has these statuses and is then gone.
fn deletion_waiter(fake: &Fake) -> (Waiter<types::Cluster, ()>, ManualTimer) {
    let (client, timer) = client(fake);
    let get = client.organization("o1").get_cluster("c1");
    (get.wait_until_gone(), timer)
}

#[tokio::test(flavor = "multi_thread")]
async fn deletion_is_awaited_like_a_state() {
    // A cluster whose creation failed can still be deleted. No cluster exists behind the canned responses.
    let fake = fake_with_cluster_statuses(&["CREATE_FAILED", "DELETING"]).await;
    let (waiter, timer) = deletion_waiter(&fake);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let recorded = Arc::clone(&seen);
    let waiter = waiter
        .on_progress(move |cluster| recorded.lock().unwrap().push(cluster.status.to_string()));
    waiter.await.unwrap();
    assert_eq!(*seen.lock().unwrap(), ["CREATE_FAILED", "DELETING"]);
    assert_eq!(timer.slept(), [2, 3].map(Duration::from_secs));
    // A deletion that is already complete returns without a wait.
    let fake = self::fake(0).await;
    let (waiter, timer) = deletion_waiter(&fake);
    waiter.await.unwrap();
    assert_eq!(timer.slept(), []);
    assert_eq!(fake.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_deletion_is_an_error() {
    let fake = fake_with_cluster_statuses(&["DELETING", "DELETE_FAILED"]).await;
    let (waiter, timer) = deletion_waiter(&fake);
    let error = waiter.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreachableState);
    assert_eq!(timer.slept().len(), 1);
    assert!(
        error
            .message()
            .contains("DELETE_FAILED is terminal, so waiting for the deletion"),
        "{error}"
    );
    let fake = fake_with_cluster_statuses(&["CREATED"]).await;
    let (waiter, _) = deletion_waiter(&fake);
    let error = waiter.fail_on([ClusterStatus::Created]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnreachableState);
}

#[tokio::test(flavor = "multi_thread")]
async fn deletion_wait_ends_at_the_timeout_or_another_error() {
    let fake = fake_with_cluster_statuses(&["CREATED"; 10]).await;
    let (waiter, timer) = deletion_waiter(&fake);
    let error = waiter
        .with_timeout(Duration::from_secs(10))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(timer.slept().len(), 3);
    let fake = self::fake(0).await;
    fake.next(FakeResponse::json(
        403,
        &json!({ "message": "no", "requestId": "r", "statusCode": 403 }),
    ));
    let (waiter, _) = deletion_waiter(&fake);
    assert!(waiter.await.unwrap_err().is_forbidden());
    drop(deletion_waiter(&fake).0);
    assert_eq!(fake.requests().len(), 1);
}

/// In a request, `null`, absent and a value are distinct.
#[tokio::test(flavor = "multi_thread")]
async fn null_absent_and_value_are_distinguished() {
    let time = chrono::DateTime::UNIX_EPOCH;
    let start = || OverrideDeploymentHibernationBody::builder().is_hibernating(true);
    for (body, json) in [
        (start(), json!({ "isHibernating": true })),
        (
            start().override_until(None),
            json!({ "isHibernating": true, "overrideUntil": null }),
        ),
        (
            start().override_until(time),
            json!({ "isHibernating": true, "overrideUntil": "1970-01-01T00:00:00Z" }),
        ),
        (
            start().is_hibernating(None),
            json!({ "isHibernating": null }),
        ),
    ] {
        let body = body.build().unwrap();
        assert_eq!(serde_json::to_value(&body).unwrap(), json);
        let read: OverrideDeploymentHibernationBody = serde_json::from_value(json).unwrap();
        assert_eq!(read, body);
    }
    let error = OverrideDeploymentHibernationBody::builder()
        .build()
        .unwrap_err();
    assert!(error.message().contains("is_hibernating"), "{error}");
}
