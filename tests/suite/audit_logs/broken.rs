//! Damaged exports: readable records are returned, then an error with the position.

use astro_api::{Error, ErrorKind};
use astro_api_fake::FakeResponse;
use astro_api_tests::{client, fake};
use serde_json::Value;

use super::{Actor, body, decode_records, export, gzip, gzipped, lines, numbers};

/// Returns every item of a body until its end, errors included.
async fn outcomes(response: FakeResponse) -> Vec<Result<Value, Error>> {
    let fake = fake(1).await;
    fake.next(response);
    let logs = export(&client(fake.base_url()), &fake).await.unwrap();
    let mut records = logs.into_inner().into_records();
    let mut outcomes = Vec::new();
    loop {
        match records.try_next().await {
            Ok(None) => break,
            Ok(Some(record)) => outcomes.push(Ok(record)),
            Err(e) => outcomes.push(Err(e)),
        }
    }
    assert!(
        records.try_next().await.unwrap().is_none(),
        "the end stays the end"
    );
    outcomes
}

/// Checks the common properties of every error of a body.
#[track_caller]
fn assert_names_the_response(error: &Error) {
    assert_eq!(
        error.operation(),
        Some("GetOrganizationAuditLogs"),
        "{error:?}"
    );
    assert_eq!(error.status(), None);
    assert!(error.request_id().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_line_is_an_error_and_the_next_line_is_read() {
    let text = "{\"n\":0}\n\n{\"n\":1\n{\"n\":2}\nnot JSON\n{\"n\":4}";
    for response in [body(text), body(gzipped(text))] {
        let outcomes = outcomes(response).await;
        let shown: Vec<String> = outcomes
            .iter()
            .map(|outcome| match outcome {
                Ok(record) => record.to_string(),
                Err(e) => {
                    assert_eq!(e.kind(), ErrorKind::Decode);
                    assert_names_the_response(e);
                    format!("{} <- {}", e.message(), e.body().unwrap())
                }
            })
            .collect();
        assert_eq!(
            shown,
            [
                "{\"n\":0}",
                "cannot deserialize record 2: the JSON of the response is truncated <- {\"n\":1",
                "{\"n\":2}",
                "cannot deserialize record 4: the response is not JSON; check that the base URL is that of the API, not of a \
                 proxy or a login page <- not JSON",
                "{\"n\":4}",
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mismatching_record_names_the_json_path() {
    let fake = fake(1).await;
    fake.next(body(
        "{\"id\":\"a\",\"ipAddress\":\"192.0.2.1\"}\n{\"id\":7,\"ipAddress\":\"::1\"}\n",
    ));
    let logs = export(&client(fake.base_url()), &fake).await.unwrap();
    let mut records = logs.into_inner().into_records::<Actor>();
    records.try_next().await.unwrap().unwrap();
    let error = records.try_next().await.unwrap_err();
    assert_eq!(error.json_path(), Some("$.id"));
    assert_eq!(
        error.to_string(),
        "GetOrganizationAuditLogs: cannot deserialize record 2: the response does not match the documented schema; update \
         this crate (at $.id) (request id fa4e0000-0000-4000-8000-000000000000)"
    );
    // The source chain continues with the parser's reason without repeating the message.
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.starts_with("invalid type: integer `7`"), "{source}");
}

/// Truncates at every byte: no record before it is lost, none is invented, and there is always an error.
#[tokio::test(flavor = "multi_thread")]
async fn gzip_truncated_anywhere_is_an_error() {
    let packed = gzipped(&lines(0..40));
    let fake = fake(1).await;
    let client = client(fake.base_url());
    for length in 2..packed.len() {
        fake.next(body(&packed[..length]));
        let logs = export(&client, &fake).await.unwrap();
        let mut records = logs.into_inner().into_records::<Value>();
        let mut received = Vec::new();
        let error = loop {
            match records.try_next().await {
                Ok(Some(record)) => received.push(record),
                Ok(None) => panic!("cut to {length} bytes, the end is quiet"),
                Err(e) => break e,
            }
        };
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("cannot decompress"), "{error}");
        assert_names_the_response(&error);
        assert_eq!(
            numbers(&received),
            (0..received.len() as u64).collect::<Vec<_>>()
        );
        // Only the checksum is missing or incomplete.
        assert!(
            length < packed.len() - 8 || received.len() == 40,
            "{length}: {}",
            received.len()
        );
        assert!(records.try_next().await.unwrap().is_none());
    }
}

/// The outer layer is complete, the inner one is not.
#[tokio::test(flavor = "multi_thread")]
async fn truncated_inner_gzip_is_an_error_after_the_records() {
    let once = gzipped(&lines(0..5000));
    let mut outcomes = outcomes(body(gzip(&once[..once.len() / 2]))).await;
    let error = outcomes.pop().unwrap().unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert!((1..5000).contains(&outcomes.len()), "{}", outcomes.len());
    assert!(outcomes.iter().all(Result::is_ok));
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_gzip_checksum_is_an_error_after_the_records() {
    let mut packed = gzipped(&lines(0..40));
    let checksum_start = packed.len() - 8;
    packed[checksum_start] ^= 1;
    let mut outcomes = outcomes(body(packed)).await;
    let error = outcomes.pop().unwrap().unwrap_err();
    assert!(error.message().contains("cannot decompress"), "{error}");
    assert_eq!(outcomes.len(), 40);
    assert!(outcomes.iter().all(Result::is_ok));
}

#[tokio::test(flavor = "multi_thread")]
async fn gzip_magic_without_gzip_is_an_error() {
    for bytes in [
        &b"\x1f\x8b"[..],
        b"\x1f\x8b{\"n\":1}\n",
        b"\x1f\x8b\x08\x00garbage garbage garbage",
    ] {
        let error = decode_records(body(bytes)).await.unwrap_err();
        assert!(error.message().contains("cannot decompress"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_connection_is_an_error_after_the_records() {
    let text = lines(0..1000);
    let mut outcomes = outcomes(body(text.as_str()).cut_after(text.len() / 2)).await;
    let error = outcomes.pop().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_names_the_response(&error);
    assert!(error.is_retryable());
    let received: Vec<Value> = outcomes.into_iter().map(Result::unwrap).collect();
    assert!(received.len() > 100);
    // The truncated line is not a record.
    assert_eq!(
        numbers(&received),
        (0..received.len() as u64).collect::<Vec<_>>()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn endless_line_is_rejected() {
    let endless = "x".repeat(17 << 20);
    for response in [body(endless.as_str()), body(gzipped(&endless))] {
        let error = decode_records(response).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("longer than 16 MiB"), "{error}");
        assert_names_the_response(&error);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_request_is_an_error_before_any_record() {
    let fake = fake(1).await;
    let client = client(fake.base_url());
    let logs = client.organization("nobody").get_organization_audit_logs();
    assert!(logs.send().await.unwrap_err().is_not_found());
    fake.next(FakeResponse::new(429));
    assert!(export(&client, &fake).await.unwrap_err().is_rate_limited());
}
