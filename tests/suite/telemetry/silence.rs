//! The limits of a trace: nothing without a subscriber, and never any values.

use astro_api::Method;
use astro_api_fake::FakeResponse;
use astro_api_tests::{Recorder, fake};
use serde_json::{Value, json};
use tracing::level_filters::LevelFilter;

use super::{CRATE_TARGET, list, retrying_client};

/// Lists from a server that fails once, and returns the recording at a level.
async fn recording_at(level: LevelFilter) -> Recorder {
    let fake = fake(1).await;
    let client = retrying_client(&fake).build().unwrap();
    fake.next(FakeResponse::new(503));
    let recorder = Recorder::new(level);
    let guard = recorder.on_this_thread();
    list(&client).await.unwrap();
    drop(guard);
    assert_eq!(fake.requests().len(), 2);
    recorder
}

#[tokio::test]
async fn disabled_tracing_records_nothing() {
    for level in [LevelFilter::OFF, LevelFilter::ERROR] {
        assert_eq!(recording_at(level).await.text(), "", "{level}");
    }
}

/// Retries are visible without spans.
#[tokio::test]
async fn warnings_are_recorded_without_their_span() {
    let recorder = recording_at(LevelFilter::WARN).await;
    assert_eq!(recorder.spans(CRATE_TARGET).len(), 0);
    let events = recorder.events(CRATE_TARGET);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].parent, None);
    assert_eq!(events[0].field("error.type"), Some("503"));
}

/// More verbose levels show nothing more.
#[tokio::test]
async fn nothing_is_traced_below_info() {
    let info = recording_at(LevelFilter::INFO).await;
    let trace = recording_at(LevelFilter::TRACE).await;
    let count = |recorder: &Recorder| {
        (
            recorder.spans(CRATE_TARGET).len(),
            recorder.events(CRATE_TARGET).len(),
        )
    };
    assert_eq!(count(&info), (1, 1));
    assert_eq!(count(&trace), (1, 1));
}

/// Formats the recording of this crate as text.
fn crate_recording(recorder: &Recorder) -> String {
    format!(
        "{:?} {:?}",
        recorder.spans(CRATE_TARGET),
        recorder.events(CRATE_TARGET)
    )
}

/// All values from users and servers have a marker in every possible position.
#[tokio::test]
async fn traces_contain_no_values() {
    const MARK: &str = "marked-value";
    let fake = fake(1).await;
    let client = retrying_client(&fake)
        .default_header("x-mine", MARK)
        .user_agent_suffix(MARK)
        .build()
        .unwrap();
    let responses = || {
        [
            FakeResponse::error(503, MARK).header("x-other", MARK),
            FakeResponse::error(409, MARK),
            FakeResponse::json(200, &json!({ "id": MARK, "totalCount": MARK })),
            FakeResponse::json(200, &json!({ MARK: MARK })),
            FakeResponse::new(200).body(MARK),
            FakeResponse::redirect(format!("http://{MARK}.example/?{MARK}")),
        ]
    };
    let recorder = Recorder::default();
    let guard = recorder.on_this_thread();
    for response in responses() {
        fake.next(response);
        let raw = client
            .request(Method::POST, "/organizations/{organizationId}/x")
            .path_param("organizationId", MARK)
            .idempotent(true)
            .query("q", MARK)
            .query(MARK, 1)
            .json(&json!({ "secret": MARK }))
            .with_header("x-theirs", MARK);
        // The result is not tested here.
        let _ = raw.send::<Vec<Value>>().await;
    }
    for response in responses() {
        fake.next(response);
        let _ = client.organization(MARK).get_organization().send().await;
    }
    drop(guard);
    let text = crate_recording(&recorder);
    assert_eq!(recorder.spans(CRATE_TARGET).len(), 12);
    assert!(recorder.events(CRATE_TARGET).len() >= 2, "{text}");
    assert!(!text.contains(MARK), "{text}");
}

/// Neither the id nor any part of the address except the host is shown.
#[tokio::test]
async fn url_is_traced_as_its_template() {
    let fake = fake(1).await;
    let client = retrying_client(&fake).build().unwrap();
    let recorder = Recorder::default();
    let guard = recorder.on_this_thread();
    let get = client.organization("marked-id").get_organization();
    assert!(get.send().await.unwrap_err().is_not_found());
    drop(guard);
    let span = super::only_span(&recorder);
    let template = "/organizations/{organizationId}";
    assert_eq!(span.field("url.template"), Some(template));
    let name = format!("GET {template}");
    assert_eq!(span.field("otel.name"), Some(&*name));
    assert_eq!(span.field("http.request.method"), Some("GET"));
    assert_eq!(span.field("server.address"), Some("127.0.0.1"));
    let port = fake.address().port().to_string();
    assert_eq!(span.field("server.port"), Some(&*port));
    assert_eq!(span.field("url.full"), None);
    assert_eq!(span.field("url.query"), None);
}
