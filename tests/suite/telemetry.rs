//! The trace of a call.
//!
//! A recorder records one thread, so these tests use a single-threaded runtime.

mod outcomes;
mod prefetch;
mod silence;

use std::time::Duration;

use astro_api::{
    Client, ClientBuilder, Error, RateLimits, Response, RetryPolicy, types::OrganizationsPaginated,
};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{Fields, ManualTimer, Recorder, SeenEvent, SeenSpan, builder, fake};
use tracing::Level;

/// The target of this crate's spans and events, unlike those of its dependencies.
const CRATE_TARGET: &str = "astro_api";

/// Creates a client whose waits take no time and are zero unless the server requests one.
fn retrying_client(fake: &Fake) -> ClientBuilder {
    builder(fake.base_url())
        .retry(RetryPolicy::default().base_delay(Duration::ZERO))
        .rate_limits(RateLimits::off())
        .timer(ManualTimer::default())
}

async fn list(client: &Client) -> Result<Response<OrganizationsPaginated>, Error> {
    client.list_organizations().send().await
}

/// Formats spans and their events as text, without values that differ between runs.
fn render(recorder: &Recorder) -> String {
    let (spans, events) = (recorder.spans(CRATE_TARGET), recorder.events(CRATE_TARGET));
    let mut out = String::new();
    for span in &spans {
        out.push_str(&format!(
            "{} {}\n",
            span.metadata.level(),
            span.metadata.name()
        ));
        out.push_str(&rows(&span.fields, "  "));
        for event in events.iter().filter(|e| e.parent == Some(span.id)) {
            out.push_str(&format!("  {} event\n", event.metadata.level()));
            out.push_str(&rows(&event.fields, "    "));
        }
    }
    out
}

/// Formats one line per field, with its last value.
fn rows(fields: &Fields, indent: &str) -> String {
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for (name, value) in fields {
        let value = match name.as_str() {
            "server.port" => "[port]",
            // It includes jitter.
            "astro_api.delay_ms" => "[delay]",
            _ => value,
        };
        match rows.iter_mut().find(|(own, _)| own == name) {
            Some((_, last)) => *last = value,
            None => rows.push((name, value)),
        }
    }
    let row = |(name, value): &(&str, &str)| format!("{indent}{name} = {value}\n");
    rows.iter().map(row).collect()
}

/// Returns the only span of a recording.
fn only_span(recorder: &Recorder) -> SeenSpan {
    let spans = recorder.spans(CRATE_TARGET);
    assert_eq!(spans.len(), 1, "{spans:#?}");
    spans.into_iter().next().unwrap()
}

/// Returns the events of a recording, all in its only span.
fn events_within(recorder: &Recorder) -> Vec<SeenEvent> {
    let span = only_span(recorder);
    let events = recorder.events(CRATE_TARGET);
    assert!(
        events.iter().all(|e| e.parent == Some(span.id)),
        "{events:#?}"
    );
    events
}

/// Every field of every outcome.
#[test]
fn spans_match() {
    let text: Vec<String> = outcomes::all()
        .iter()
        .map(|(name, recorder)| format!("## {name}\n{}", render(recorder)))
        .collect();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("spans", text.join("\n"));
    });
}

#[test]
fn each_call_has_one_info_span() {
    for (name, recorder) in outcomes::all() {
        let span = only_span(recorder);
        assert_eq!(span.metadata.name(), "astro_api.call", "{name}");
        assert_eq!(*span.metadata.level(), Level::INFO, "{name}");
        events_within(recorder);
    }
}

/// Exporters treat each record as another attribute, and a span must not have two of the same name.
#[test]
fn no_field_is_recorded_twice() {
    for (name, recorder) in outcomes::all() {
        let mut fields: Vec<_> = only_span(recorder)
            .fields
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        fields.sort();
        let all = fields.clone();
        fields.dedup();
        assert_eq!(fields, all, "{name}");
    }
}

/// The wait is the one requested by the API, or else the back-off.
#[tokio::test]
async fn retry_event_has_reason_and_delay() {
    let fake = fake(1).await;
    let client = retrying_client(&fake)
        .retry(RetryPolicy::default())
        .build()
        .unwrap();
    fake.next(FakeResponse::new(429).header("retry-after", "7"));
    fake.next(FakeResponse::hang_up());
    let recorder = Recorder::default();
    {
        let _guard = recorder.on_this_thread();
        list(&client).await.unwrap();
    }
    let events = events_within(&recorder);
    assert_eq!(events.len(), 2);
    for (event, reason) in events.iter().zip(["429", "connection"]) {
        assert_eq!(*event.metadata.level(), Level::WARN);
        assert_eq!(event.field("error.type"), Some(reason));
    }
    let delay = |event: &SeenEvent| -> u64 {
        let text = event.field("astro_api.delay_ms").unwrap();
        text.parse().unwrap()
    };
    assert!((7_000..=7_700).contains(&delay(&events[0])), "{events:?}");
    // Two seconds after the second attempt, half of it jitter.
    assert!((1_000..=2_000).contains(&delay(&events[1])), "{events:?}");
    let span = only_span(&recorder);
    assert_eq!(span.field("http.request.resend_count"), Some("2"));
    assert_eq!(span.field("astro_api.attempts"), Some("3"));
    assert_eq!(span.field("error.type"), None, "it ended well");
}
