//! Servers that echo the token, as debugging proxies do: no error repeats it.

use std::collections::BTreeMap;

use astro_api_fake::FakeResponse;
use astro_api_tests::{TOKEN, client_with_token, echoes_in_errors, error_texts, fake};
use serde_json::json;

use super::assert_no_token;
use crate::errors::failures::ID;

/// An opaque token. It is detected by the preceding word, and by equality with the sent one.
const OPAQUE: &str = "marked-opaque~secret/7+Qz==";

/// The replacement for a token.
const REDACTED: &str = "[redacted]";

/// The tokens with the texts in which they are echoed.
fn echoed_tokens() -> [(&'static str, String); 5] {
    [
        (TOKEN, TOKEN.to_owned()),
        (OPAQUE, OPAQUE.to_owned()),
        (TOKEN, format!("Bearer {TOKEN}")),
        (OPAQUE, format!("Bearer {OPAQUE}")),
        (OPAQUE, format!("authorization: bearer: {OPAQUE}")),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn echoed_token_is_redacted_in_excerpts() {
    let fake = fake(0).await;
    for (token, text) in echoed_tokens() {
        let client = client_with_token(fake.base_url(), token);
        for (name, response) in echoes_in_errors(&text) {
            fake.next(response);
            let error = client.list_organizations().send().await.unwrap_err();
            let texts = error_texts(&error);
            for text in &texts {
                assert_no_token(text, name);
                assert!(!text.contains("opaque"), "{name}: {text}");
            }
            let is_redacted = texts.iter().any(|t| t.contains(REDACTED));
            assert!(is_redacted, "{name} is not shown at all: {error:?}");
        }
    }
}

/// The rest of the message is kept, since it describes the problem.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_token_is_redacted() {
    let fake = fake(0).await;
    for (token, text) in echoed_tokens() {
        fake.next(FakeResponse::error(
            401,
            format!("token <{text}>, is not valid"),
        ));
        let client = client_with_token(fake.base_url(), token);
        let error = client.list_organizations().send().await.unwrap_err();
        let around = text.replace(token, REDACTED);
        assert_eq!(error.message(), format!("token <{around}>, is not valid"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn echoed_token_is_redacted_in_records() {
    let fake = fake(0).await;
    for (token, text) in echoed_tokens() {
        let lines = [
            // A map key is part of the path to the problem.
            json!({ &text: "no number" }).to_string(),
            json!({ "a": text }).to_string(),
            text.clone(),
        ];
        fake.next(FakeResponse::new(200).body(lines.join("\n")));
        let logs = client_with_token(fake.base_url(), token)
            .organization(ID)
            .get_organization_audit_logs();
        let bytes = logs.send().await.unwrap().into_inner();
        let mut records = bytes.into_records::<BTreeMap<String, u8>>();
        for line in &lines {
            let error = records.try_next().await.unwrap_err();
            for text in error_texts(&error) {
                assert_no_token(&text, line);
                assert!(!text.contains("opaque"), "{line}: {text}");
            }
            assert!(error.body().unwrap().contains(REDACTED));
        }
        assert!(records.try_next().await.unwrap().is_none());
    }
}

/// Returns the excerpt of a response body.
async fn excerpt_of(token: &str, body: String) -> String {
    let fake = fake(0).await;
    fake.next(FakeResponse::new(502).body(body));
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
        let left = shown.replace(REDACTED, "");
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
            fake.next(FakeResponse::new(400).body(body));
            let error = client.list_organizations().send().await.unwrap_err();
            for text in error_texts(&error) {
                assert!(!text.contains("opaque"), "{text}");
            }
        }
    }
}
