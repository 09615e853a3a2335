//! Everything that could not be validated is noted.

use astro_api_fake::FakeResponse;
use serde_json::json;

use crate::{Options, fake, probe_fake, report_of, spec_of};

async fn notes(response: FakeResponse) -> Vec<String> {
    let report = report_of(&spec_of("{ type: object }", ""), response).await;
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    report.notes
}

#[tokio::test]
async fn missing_permission() {
    assert_eq!(
        notes(FakeResponse::json(403, &json!({ "message": "no" }))).await,
        ["GET /things: 1 of 1 requests returned 403: the token has no permission"]
    );
}

/// No operation declares 429, since a gateway returns it.
#[tokio::test]
async fn rate_limit_is_noted() {
    let response = FakeResponse::new(429)
        .content_type("text/plain")
        .body("slow down");
    assert_eq!(
        notes(response).await,
        ["GET /things: 1 of 1 requests returned 429: the rate limit was exceeded"]
    );
}

#[tokio::test]
async fn broken_connections() {
    let expected = "GET /things: 1 of 1 requests failed: the connection failed";
    assert_eq!(notes(FakeResponse::hang_up()).await, [expected]);
    let half = FakeResponse::json(200, &json!({ "long": "enough" })).cut_after(3);
    assert_eq!(notes(half).await, [expected]);
}

#[tokio::test]
async fn a_repeated_request_that_succeeds_is_validated() {
    let fake = fake(0).await;
    fake.next(FakeResponse::json(403, &json!({})));
    fake.next(FakeResponse::json(200, &json!([])));
    let outcome = probe_fake(&spec_of("{ type: object }", ""), &fake, &Options::default()).await;
    assert_eq!(outcome.read, 1);
    assert_eq!(outcome.report.findings[0].rule, "P05");
    assert_eq!(fake.queued(), 0);
}

#[tokio::test]
async fn operations_without_parameter_values_are_noted() {
    let mut spec = spec_of("{ type: object }", "");
    let get = spec["paths"]["/things"]["get"].clone();
    spec["paths"] = json!({ "/things/{thingId}/parts": { "get": get }, "/other": { "get": get } });
    spec["paths"]["/other"]["parameters"] =
        json!([{ "name": "day", "in": "query", "required": true, "schema": { "type": "string" } }]);
    let outcome = probe_fake(&spec, &fake(0).await, &Options::default()).await;
    assert_eq!(
        outcome.report.notes,
        [
            "GET /other was not requested: the document has no value for the required parameter `day`",
            "GET /things/{thingId}/parts was not requested: no id is known for `thingId`",
        ]
    );
    assert_eq!((outcome.read, outcome.operations), (0, 2));
}
