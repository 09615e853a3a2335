//! Everything that could not be validated is noted.

use astro_api_fake::Answer;
use serde_json::json;

use crate::{Options, fake, found, spec_of, walk};

async fn notes(answer: Answer) -> Vec<String> {
    let report = found(&spec_of("{ type: object }", ""), answer).await;
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    report.notes
}

#[tokio::test]
async fn a_right_that_is_missing() {
    assert_eq!(
        notes(Answer::json(403, &json!({ "message": "no" }))).await,
        ["GET /things: 1 of 1 requests answered 403: the token may not read it"]
    );
}

/// No operation declares 429, since a gateway returns it.
#[tokio::test]
async fn too_many_requests() {
    let answer = Answer::new(429)
        .content_type("text/plain")
        .body("slow down");
    assert_eq!(
        notes(answer).await,
        ["GET /things: 1 of 1 requests answered 429, too many requests"]
    );
}

#[tokio::test]
async fn no_answer_and_half_an_answer() {
    let expected =
        "GET /things: 1 of 1 requests not answered: no connection could be made, or it broke";
    assert_eq!(notes(Answer::hang_up()).await, [expected]);
    let half = Answer::json(200, &json!({ "long": "enough" })).cut_after(3);
    assert_eq!(notes(half).await, [expected]);
}

#[tokio::test]
async fn a_failure_that_passes_is_held_as_what_it_becomes() {
    let fake = fake(0).await;
    fake.next(Answer::json(403, &json!({})));
    fake.next(Answer::json(200, &json!([])));
    let outcome = walk(&spec_of("{ type: object }", ""), &fake, &Options::default()).await;
    assert_eq!(outcome.read, 1);
    assert_eq!(outcome.report.findings[0].rule, "P05");
    assert_eq!(fake.queued(), 0);
}

#[tokio::test]
async fn parameters_without_a_value() {
    let mut spec = spec_of("{ type: object }", "");
    let get = spec["paths"]["/things"]["get"].clone();
    spec["paths"] = json!({ "/things/{thingId}/parts": { "get": get }, "/other": { "get": get } });
    spec["paths"]["/other"]["parameters"] =
        json!([{ "name": "day", "in": "query", "required": true, "schema": { "type": "string" } }]);
    let outcome = walk(&spec, &fake(0).await, &Options::default()).await;
    assert_eq!(
        outcome.report.notes,
        [
            "GET /other was not reached: its query needs `day`, and the document tells no value for it",
            "GET /things/{thingId}/parts was not reached: no id is known for `thingId`",
        ]
    );
    assert_eq!((outcome.read, outcome.operations), (0, 2));
}
