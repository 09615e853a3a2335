//! Tests which requests are sent.

use astro_api_fake::{Fake, FakeResponse};
use serde_json::{Value, json};

use crate::{ORGANIZATIONS, Options, fake, lines, probe_fake, spec_of, spec_with};

/// Returns the requests that a fake received, with their queries.
fn requests(fake: &Fake) -> Vec<String> {
    let all = fake.requests().into_iter();
    all.map(|r| format!("{}?{}", r.path, r.query)).collect()
}

fn id(fake: &Fake, position: usize) -> String {
    let row = fake.organization(position).unwrap();
    row["id"].as_str().unwrap().to_owned()
}

/// Reads two pages of a list, three ids of it, and one response in bytes.
#[tokio::test]
async fn reads_two_pages_and_three_ids_of_a_list() {
    let fake = fake(25).await;
    let outcome = probe_fake(&spec_with(&ORGANIZATIONS), &fake, &Options::default()).await;
    assert_eq!(lines(&outcome.report), [""; 0]);
    assert_eq!(outcome.report.notes, [""; 0]);
    assert_eq!(
        (outcome.read, outcome.operations, outcome.responses),
        (3, 3, 6)
    );
    let requests = requests(&fake);
    assert_eq!(
        requests[..2],
        [
            "/v1/organizations?limit=10&offset=0",
            "/v1/organizations?limit=10&offset=10"
        ]
    );
    let paths: Vec<_> = requests[2..]
        .iter()
        .map(|r| r.matches('/').count())
        .collect();
    assert_eq!(paths, [3, 3, 3, 4]);
    assert!(fake.requests().iter().all(|r| r.method == "GET"));
}

#[tokio::test]
async fn depth_sets_the_number_of_ids() {
    let fake = fake(25).await;
    let options = Options {
        depth: 12,
        ..Options::default()
    };
    let outcome = probe_fake(&spec_with(&ORGANIZATIONS), &fake, &options).await;
    assert_eq!(outcome.responses, 2 + 12 + 1);
    assert_eq!(requests(&fake)[1], "/v1/organizations?limit=12&offset=12");
}

#[tokio::test]
async fn one_organization_can_be_selected() {
    let fake = fake(25).await;
    let id = id(&fake, 20);
    let options = Options {
        organization: Some(id.clone()),
        ..Options::default()
    };
    probe_fake(&spec_with(&ORGANIZATIONS), &fake, &options).await;
    assert_eq!(
        requests(&fake)[2..],
        [
            format!("/v1/organizations/{id}?"),
            format!("/v1/organizations/{id}/audit-logs?")
        ]
    );
}

/// Ids are combined with those of the paths that they came from, and each path below a parameter gets them.
#[tokio::test]
async fn ids_are_combined_with_those_of_the_path() {
    let mut spec = spec_of("{ type: object }", "");
    let get = spec["paths"]["/things"]["get"].clone();
    let paths = [
        "/things/{thingId}/parts/{partId}/screws",
        "/things/{thingId}/parts",
        "/things",
    ];
    spec["paths"] = paths
        .map(|path| (path, json!({ "get": get })))
        .into_iter()
        .collect();
    let fake = fake(0).await;
    let rows = |ids: &[&str]| -> Value { ids.iter().map(|id| json!({ "id": id })).collect() };
    for ids in [&["a", "b", "a"][..], &["x"], &["x", "y/z"]] {
        fake.next(FakeResponse::json(
            200,
            &json!({ "rows": rows(ids), "other": 1 }),
        ));
    }
    for _ in 0..3 {
        fake.next(FakeResponse::json(200, &json!({})));
    }
    let outcome = probe_fake(&spec, &fake, &Options::default()).await;
    assert_eq!(
        requests(&fake),
        [
            "/v1/things?",
            "/v1/things/a/parts?",
            "/v1/things/b/parts?",
            "/v1/things/a/parts/x/screws?",
            "/v1/things/b/parts/x/screws?",
        ]
    );
    // The client rejects an id that would change the path.
    let refused = "GET /things/{thingId}/parts/{partId}/screws: 1 of 3 requests failed: the client rejected an id from a response";
    assert_eq!(outcome.report.notes, [refused]);
}

/// A query contains the required parameters: each of several values, and all values that a list accepts.
#[tokio::test]
async fn required_parameters_are_sent() {
    let mut spec = spec_of("{ type: object }", "");
    spec["paths"]["/things"]["get"]["parameters"] = json!([
        { "name": "kind", "in": "query", "required": true, "schema": { "type": "string", "enum": ["ONE", "TWO"] } },
        { "name": "of", "in": "query", "required": true, "schema": { "type": "array", "items": { "enum": ["a", "b"] } } },
        { "name": "day", "in": "query", "required": true, "example": "2026-01-01", "schema": {} },
        { "name": "not", "in": "query", "schema": { "type": "string", "example": "x" } },
    ]);
    let fake = fake(0).await;
    fake.on_request(|_| Some(FakeResponse::json(200, &json!({}))));
    probe_fake(&spec, &fake, &Options::default()).await;
    assert_eq!(
        requests(&fake),
        ["ONE", "TWO"].map(|kind| format!("/v1/things?day=2026-01-01&kind={kind}&of=a&of=b"))
    );
}
