//! The observer of a client: the attempts that it sees, and the headers that it adds.

use std::sync::{Arc, Mutex};

use astro_api::{
    AttemptEnd, AttemptStart, Observer,
    header::{HeaderName, HeaderValue},
};
use astro_api_fake::FakeResponse;
use astro_api_tests::TOKEN;

use super::{list, start_with};

/// Records each attempt, and adds a header with its number.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Observer for Notes {
    fn before_attempt(&self, attempt: &mut AttemptStart<'_>) {
        let parent = format!("00-trace-{}-01", attempt.number());
        let parent = HeaderValue::from_str(&parent).unwrap();
        attempt.insert_header(HeaderName::from_static("traceparent"), parent);
        // The observer cannot replace the token.
        let other = HeaderValue::from_static("Bearer other");
        attempt.insert_header(HeaderName::from_static("authorization"), other);
    }

    fn after_attempt(&self, attempt: &AttemptEnd<'_>) {
        self.0.lock().unwrap().push(format!(
            "{} {} {} #{}: {:?}, failed: {}",
            attempt.operation(),
            attempt.method(),
            attempt.path_template(),
            attempt.number(),
            attempt.status().map(|s| s.as_u16()),
            attempt.error().is_some(),
        ));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn observer_sees_each_attempt_and_adds_headers() {
    let notes = Notes::default();
    let (fake, _, client) = start_with(|builder| builder.observer(notes.clone())).await;
    fake.next(FakeResponse::new(503));
    fake.next(FakeResponse::hang_up());
    list(&client).await.unwrap();
    assert_eq!(
        *notes.0.lock().unwrap(),
        [
            "ListOrganizations GET /organizations #1: Some(503), failed: true",
            "ListOrganizations GET /organizations #2: None, failed: true",
            "ListOrganizations GET /organizations #3: Some(200), failed: false",
        ]
    );
    let requests = fake.requests();
    let parents: Vec<_> = requests.iter().map(|r| r.header("traceparent")).collect();
    let expected = ["00-trace-1-01", "00-trace-2-01", "00-trace-3-01"];
    assert_eq!(parents, expected.map(Some));
    let bearer = format!("Bearer {TOKEN}");
    assert!(
        requests
            .iter()
            .all(|r| r.header("authorization") == Some(&bearer))
    );
}
