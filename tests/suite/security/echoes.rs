//! Servers that echo the token, as debugging proxies do: no error repeats it.

use std::collections::BTreeMap;

use astro_api_fake::Answer;
use astro_api_tests::{TOKEN, client_with_token, error_texts, fake};
use serde_json::json;

use super::assert_clean;
use crate::errors::failures::ID;

/// An opaque token. It is detected by the preceding word, and by equality with the sent one.
const OPAQUE: &str = "marked-opaque~secret/7+Qz==";

/// The replacement for a token.
const BLACKED_OUT: &str = "[redacted]";

/// The tokens with the texts in which they are echoed.
fn sent_back() -> [(&'static str, String); 5] {
    [
        (TOKEN, TOKEN.to_owned()),
        (OPAQUE, OPAQUE.to_owned()),
        (TOKEN, format!("Bearer {TOKEN}")),
        (OPAQUE, format!("Bearer {OPAQUE}")),
        (OPAQUE, format!("authorization: bearer: {OPAQUE}")),
    ]
}

/// Returns that text in a position that an error shows, so that it must be redacted there.
fn shown(text: &str) -> Vec<(&'static str, Answer)> {
    let html = format!("<html><pre>GET /v1/organizations\n{text}\n</pre></html>");
    // The offset at which the truncation of the excerpt splits the token.
    let deep = format!("{} {text} and more", "x".repeat(980));
    let error = |member: serde_json::Value| Answer::json(400, &member);
    let page = |member: serde_json::Value| Answer::json(200, &member);
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
        ("text", Answer::new(403).body(text)),
        ("HTML", Answer::new(502).body(html.clone())),
        ("deep in the body", Answer::new(500).body(deep)),
        ("success with HTML", Answer::new(200).body(html)),
        (
            "success with a text that is cut off",
            Answer::new(200).body(format!("{{\"token\":\"{text}")),
        ),
        (
            "success with invalid UTF-8",
            Answer::new(200).body([text.as_bytes(), b"\xff"].concat()),
        ),
        (
            "value of another type",
            page(json!({ "organizations": [], "totalCount": text })),
        ),
        (
            "time that is none",
            page(json!({ "organizations": [{ "id": "a", "createdAt": text }], "totalCount": 1 })),
        ),
        (
            "row of another type",
            page(json!({ "organizations": [text], "totalCount": 1 })),
        ),
    ]
}

/// Returns that text in a position that no error shows.
fn not_shown(text: &str) -> Vec<(&'static str, Answer)> {
    let elsewhere = format!(
        "https://elsewhere.example/?token={}",
        text.replace(' ', "+")
    );
    vec![
        (
            "request id header",
            Answer::new(500).header("x-request-id", text),
        ),
        ("another header", Answer::new(500).header("x-token", text)),
        ("location header", Answer::redirect(elsewhere)),
        ("unknown member", Answer::json(200, &json!({ text: text }))),
        (
            "row without an id",
            Answer::json(
                200,
                &json!({ "organizations": [{ "name": text, text: 1 }], "totalCount": 1 }),
            ),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn echoed_token_is_redacted_in_excerpts() {
    let fake = fake(0).await;
    for (token, text) in sent_back() {
        let client = client_with_token(fake.base_url(), token);
        for (name, response) in shown(&text) {
            fake.next(response);
            let error = client.list_organizations().send().await.unwrap_err();
            let texts = error_texts(&error);
            for text in &texts {
                assert_clean(text, name);
                assert!(!text.contains("opaque"), "{name}: {text}");
            }
            let blacked_out = texts.iter().any(|t| t.contains(BLACKED_OUT));
            assert!(blacked_out, "{name} is not shown at all: {error:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn echoed_token_is_absent_elsewhere() {
    let fake = fake(0).await;
    for (token, text) in sent_back() {
        let client = client_with_token(fake.base_url(), token);
        for (name, response) in not_shown(&text) {
            fake.next(response);
            let error = client.list_organizations().send().await.unwrap_err();
            for text in error_texts(&error) {
                assert_clean(&text, name);
                assert!(!text.contains("opaque"), "{name}: {text}");
            }
        }
    }
}

/// The rest of the message is kept, since it describes the problem.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_token_is_redacted() {
    let fake = fake(0).await;
    for (token, text) in sent_back() {
        fake.next(Answer::error(401, format!("token <{text}>, is not valid")));
        let client = client_with_token(fake.base_url(), token);
        let error = client.list_organizations().send().await.unwrap_err();
        let around = text.replace(token, BLACKED_OUT);
        assert_eq!(error.message(), format!("token <{around}>, is not valid"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn echoed_token_is_redacted_in_records() {
    let fake = fake(0).await;
    for (token, text) in sent_back() {
        let lines = [
            // A map key is part of the path to the problem.
            json!({ &text: "no number" }).to_string(),
            json!({ "a": text }).to_string(),
            text.clone(),
        ];
        fake.next(Answer::new(200).body(lines.join("\n")));
        let logs = client_with_token(fake.base_url(), token)
            .organization(ID)
            .get_organization_audit_logs();
        let bytes = logs.send().await.unwrap().into_inner();
        let mut records = bytes.into_records::<BTreeMap<String, u8>>();
        for line in &lines {
            let error = records.try_next().await.unwrap_err();
            for text in error_texts(&error) {
                assert_clean(&text, line);
                assert!(!text.contains("opaque"), "{line}: {text}");
            }
            assert!(error.body().unwrap().contains(BLACKED_OUT));
        }
        assert!(records.try_next().await.unwrap().is_none());
    }
}

/// Returns the excerpt of a response body.
async fn excerpt_of(token: &str, body: String) -> String {
    let fake = fake(0).await;
    fake.next(Answer::new(502).body(body));
    let client = client_with_token(fake.base_url(), token);
    let error = client.list_organizations().send().await.unwrap_err();
    error.body().unwrap_or_default().to_owned()
}

/// A token as long as those with many claims.
fn long() -> String {
    format!("marked-opaque-{}", "Zq7".repeat(400))
}

/// Both reading and showing a body are truncated. Neither cut leaves the start of a token, at any position.
#[tokio::test(flavor = "multi_thread")]
async fn truncation_leaves_no_part_of_the_token() {
    for token in [OPAQUE, &long()] {
        for end in (1..=8).map(|step| 512 * step) {
            for before in [end, end - 9, end - 20] {
                for filler in [" ", "x "] {
                    let body = filler.repeat(before / filler.len()) + token;
                    let shown = excerpt_of(token, body).await;
                    assert!(!shown.contains("marked"), "after {before} bytes: {shown}");
                }
            }
        }
    }
}

/// Redacted tokens are short, so that the excerpt covers more of the body than usual.
#[tokio::test(flavor = "multi_thread")]
async fn every_repeated_token_is_redacted() {
    for token in [OPAQUE, &long()] {
        let body = format!("{token} ").repeat(200);
        let shown = excerpt_of(token, body).await;
        let left = shown.replace(BLACKED_OUT, "");
        assert!(!left.contains("marked"), "{left}");
    }
}

/// Many libraries write a slash in JSON as `\/`, and some escape other characters as numbers. The text is the same.
#[tokio::test(flavor = "multi_thread")]
async fn json_escaped_token_is_redacted() {
    let fake = fake(0).await;
    let client = client_with_token(fake.base_url(), OPAQUE);
    for written in [
        OPAQUE.replace('/', "\\/"),
        OPAQUE.replace('+', "\\u002b"),
        OPAQUE.replace('=', "\\u003D"),
    ] {
        for body in [
            format!("{{\"message\":\"{written}\"}}"),
            format!("{{\"headers\":[\"{written}\"]}}"),
        ] {
            fake.next(Answer::new(400).body(body));
            let error = client.list_organizations().send().await.unwrap_err();
            for text in error_texts(&error) {
                assert!(!text.contains("opaque"), "{text}");
            }
        }
    }
}
