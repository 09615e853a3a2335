//! Requests that are retried, and those that are not.

use std::time::Duration;

use astro_api::{
    Client, Method,
    types::{OverrideDeploymentHibernationBody, RoleName, UpdateUserRolesRequest},
};
use astro_api_tests::{Recorder, ScriptedServer, Step, builder};
use serde_json::json;

use super::{client, create, list, page, response};

fn busy() -> Step {
    response(503, &json!({ "message": "busy" }))
}

async fn override_hibernation(client: &Client) -> bool {
    let body = OverrideDeploymentHibernationBody::builder().is_hibernating(true);
    let call = client
        .organization("o1")
        .update_deployment_hibernation_override("d1", body);
    call.send().await.is_ok()
}

async fn set_roles(client: &Client) -> bool {
    let body = UpdateUserRolesRequest::builder().organization_role(RoleName::OrganizationMember);
    let call = client.organization("o1").update_user_roles("u1", body);
    call.send().await.is_ok()
}

/// Both set a state, regardless of their paths.
#[tokio::test(flavor = "multi_thread")]
async fn idempotent_posts_are_retried() {
    let done = response(200, &json!({ "isHibernating": true, "isActive": true }));
    let server = ScriptedServer::start([busy(), done]).await;
    assert!(override_hibernation(&client(&server).0).await);
    assert_eq!(server.connections(), 2);
    let server = ScriptedServer::start([busy(), response(200, &json!({}))]).await;
    assert!(set_roles(&client(&server).0).await);
    assert_eq!(server.connections(), 2);
}

/// The error states whether the request may have been executed.
#[tokio::test(flavor = "multi_thread")]
async fn error_reports_whether_the_request_may_have_been_executed() {
    let truncated_json = Step::response(200, &[("content-type", "application/json")], "{");
    let cases = [
        (Step::hang_up(), true),
        (Step::hang_up().reset(), true),
        (
            Step::send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
            true,
        ),
        (response(500, &json!({ "message": "no" })), true),
        (busy(), true),
        (response(524, &json!({ "message": "no" })), true),
        (truncated_json, true),
        (response(429, &json!({ "message": "no" })), false),
        (response(400, &json!({ "message": "no" })), false),
        (response(403, &json!({ "message": "no" })), false),
    ];
    for (step, maybe_executed) in cases {
        let server = ScriptedServer::start([step]).await;
        let error = create(&client(&server).0).await.unwrap_err();
        assert_eq!(error.may_have_been_executed(), maybe_executed, "{error}");
        let warns = error.to_string().contains("check before you repeat it");
        assert_eq!(warns, maybe_executed, "{error}");
        assert!(!error.to_string().contains("try again"), "{error}");
    }
    let not_listening = ScriptedServer::bind([page()]);
    let error = create(&client(&not_listening).0).await.unwrap_err();
    assert!(!error.may_have_been_executed(), "{error}");
    // An idempotent request has no such note.
    let server = ScriptedServer::start([Step::hang_up()]).await;
    let error = list(&client(&server).0).await.unwrap_err();
    assert!(error.may_have_been_executed());
    assert!(!error.to_string().contains("check before"), "{error}");
}

fn running() -> Step {
    response(409, &json!({ "message": "workflow is already running" }))
}

async fn delete_cluster(
    client: &Client,
    retry_seconds: Option<u64>,
) -> Result<(), astro_api::Error> {
    let mut call = client.organization("o1").delete_cluster("c1");
    if let Some(seconds) = retry_seconds {
        call = call.with_retry_on_conflict(Duration::from_secs(seconds));
    }
    call.send().await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn conflict_is_retried_if_enabled() {
    let steps = || std::iter::repeat_n(running(), 50).chain([Step::response(204, &[], "")]);
    let server = ScriptedServer::start(steps()).await;
    let error = delete_cluster(&client(&server).0, None).await.unwrap_err();
    assert!(error.is_conflict() && server.connections() == 1, "{error}");

    // 50 waits of up to half a minute exceed the call's timeout and the policy's attempts.
    let server = ScriptedServer::start(steps()).await;
    let (retrying, timer) = client(&server);
    delete_cluster(&retrying, Some(3 * 3600)).await.unwrap();
    assert_eq!(server.connections(), 51);
    assert!(timer.slept().iter().sum::<Duration>() > Duration::from_secs(600));

    let server = ScriptedServer::start([running()]).await;
    let (briefly_retrying, timer) = client(&server);
    let error = delete_cluster(&briefly_retrying, Some(60))
        .await
        .unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert!(error.to_string().contains("in 60s"), "{error}");
    let waited = timer.slept().iter().sum::<Duration>();
    assert!(waited > Duration::from_secs(20) && waited <= Duration::from_secs(60));
}

/// The waits after several failures are jittered.
#[tokio::test(flavor = "multi_thread")]
async fn retry_after_waits_have_jitter() {
    let mut waits = Vec::new();
    for _ in 0..5 {
        let unavailable = Step::response(503, &[("retry-after", "30")], "");
        let server = ScriptedServer::start([unavailable, page()]).await;
        let (client, timer) = client(&server);
        list(&client).await.unwrap();
        waits.extend(timer.slept());
    }
    assert!(waits.iter().any(|w| w != &waits[0]), "{waits:?}");
    assert!(waits.iter().all(|w| w.as_secs() >= 30), "{waits:?}");
}

/// A stall of one minute is reported.
#[tokio::test]
async fn long_rate_limit_wait_is_traced() {
    let server = ScriptedServer::start([Step::response(200, &[], "")]).await;
    let timer = astro_api_tests::ManualTimer::default();
    let client = builder(server.base_url())
        .timer(timer.clone())
        .build()
        .unwrap();
    let recorder = Recorder::default();
    {
        let _guard = recorder.on_this_thread();
        for _ in 0..3 {
            let export = client
                .request(Method::GET, "/organizations/o1/audit-logs")
                .audit_log_limit()
                .send_bytes();
            export.await.unwrap();
        }
    }
    let events = recorder.events("astro_api");
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0].field("astro_api.rate_limit"), Some("audit_logs"));
    let waited: u64 = events[0]
        .field("astro_api.delay_ms")
        .unwrap()
        .parse()
        .unwrap();
    assert!(waited > 55_000, "{waited}");
    assert_eq!(timer.slept().len(), 1);
}
