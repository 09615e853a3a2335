//! The search finds every secret, and the capture sees all output.

use astro_api_tests::{TOKEN, fake};
use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    builder_with_secrets, capture,
    secrets::{self, OPAQUE},
};

#[test]
fn search_finds_secrets_in_every_encoding() {
    for secret in [TOKEN, OPAQUE] {
        let json = secret.replace('/', "\\/");
        let basic = |user: &str| STANDARD.encode(format!("{user}:{secret}"));
        for text in [
            secret.to_owned(),
            format!("a {secret} b"),
            secret[..16].to_owned(),
            secret[secret.len() - 20..].to_owned(),
            utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
            basic("a"),
            basic("ab"),
            basic("abc"),
            format!("{:?}", secret.as_bytes()),
            json,
        ] {
            let found = secrets::find(&format!("before {text} after"));
            assert!(found.is_some(), "{text}");
        }
    }
    assert_eq!(secrets::find("nothing of that kind"), None);
}

/// The finding is not printed.
#[test]
fn finding_does_not_contain_the_secret() {
    let found = secrets::find(&format!("before {OPAQUE} and {TOKEN}")).unwrap();
    assert!(found.contains("before"));
    assert_eq!(secrets::find(&found), None);
}

/// Emits a marker through each kind of output, and checks what a call emits itself and through its dependencies.
#[tokio::test(flavor = "multi_thread")]
async fn capture_sees_traces_logs_and_panics() {
    capture::start();
    tracing::trace!(mark = "mark-of-a-field", "mark-of-{}", "an-event");
    tracing::trace_span!("mark-of-a-span").in_scope(|| ());
    log::trace!("mark-of-a-log");
    let panicking = tokio::spawn(async { panic!("mark-of-a-panic") });
    assert!(panicking.await.is_err());
    let fake = fake(1).await;
    let client = builder_with_secrets(fake.base_url()).build().unwrap();
    client.list_organizations().send().await.unwrap();
    let text = capture::text();
    for mark in [
        "mark-of-a-field",
        "mark-of-an-event",
        "mark-of-a-span",
        "mark-of-a-log",
        "mark-of-a-panic",
        "INFO astro_api::telemetry astro_api.call",
        "url.template=/organizations",
        "DEBUG reqwest::connect starting new connection",
        "hyper_util::client::legacy",
    ] {
        assert!(text.contains(mark), "{mark} is not in {text}");
    }
}
