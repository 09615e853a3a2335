//! Responses that echo a text, as debugging proxies do.

use astro_api_fake::FakeResponse;
use serde_json::{Value, json};

/// Returns that text in a position that an error shows, so that it must be redacted there.
pub fn echoes_in_errors(text: &str) -> Vec<(&'static str, FakeResponse)> {
    let html = format!("<html><pre>GET /v1/organizations\n{text}\n</pre></html>");
    // The offset at which the truncation of the excerpt splits the token.
    let deep = format!("{} {text} and more", "x".repeat(980));
    let error = |member: Value| FakeResponse::json(400, &member);
    let page = |member: Value| FakeResponse::json(200, &member);
    vec![
        ("message", error(json!({ "message": text }))),
        (
            "request id",
            error(json!({ "message": "no", "requestId": text })),
        ),
        (
            "field of an error",
            error(json!({ "message": "no", "fieldErrors": [{ "field": text }] })),
        ),
        (
            "code of an error",
            error(json!({ "message": "no", "fieldErrors": [{ "code": text }] })),
        ),
        (
            "message of an error",
            error(json!({ "message": "no", "fieldErrors": [{ "message": text }] })),
        ),
        (
            "JSON of another shape",
            error(json!({ "headers": { "authorization": text } })),
        ),
        ("JSON key", error(json!({ text: 1 }))),
        (
            "JSON in JSON",
            error(json!([json!({ "a": text }).to_string()])),
        ),
        ("text", FakeResponse::new(403).body(text)),
        ("HTML", FakeResponse::new(502).body(html.clone())),
        ("deep in the body", FakeResponse::new(500).body(deep)),
        ("success with HTML", FakeResponse::new(200).body(html)),
        (
            "success with a text that is cut off",
            FakeResponse::new(200).body(format!("{{\"token\":\"{text}")),
        ),
        (
            "success with invalid UTF-8",
            FakeResponse::new(200).body([text.as_bytes(), b"\xff"].concat()),
        ),
        (
            "value of another type",
            page(json!({ "organizations": [], "totalCount": text })),
        ),
        (
            "invalid time",
            page(json!({ "organizations": [{ "id": "a", "createdAt": text }], "totalCount": 1 })),
        ),
        (
            "row of another type",
            page(json!({ "organizations": [text], "totalCount": 1 })),
        ),
    ]
}

/// Returns that text in a position that no error shows.
pub fn echoes_elsewhere(text: &str) -> Vec<(&'static str, FakeResponse)> {
    let elsewhere = format!(
        "https://elsewhere.example/?token={}",
        text.replace(' ', "+")
    );
    vec![
        (
            "request id header",
            FakeResponse::new(500).header("x-request-id", text),
        ),
        (
            "another header",
            FakeResponse::new(500).header("x-token", text),
        ),
        ("location header", FakeResponse::redirect(elsewhere)),
        (
            "unknown member",
            FakeResponse::json(200, &json!({ text: text })),
        ),
        (
            "row without an id",
            FakeResponse::json(
                200,
                &json!({ "organizations": [{ "name": text, text: 1 }], "totalCount": 1 }),
            ),
        ),
    ]
}
