//! Audit logs: newline-delimited JSON, optionally gzipped, read record by record.

mod broken;
mod large;

use std::io::Write;

use astro_api::{ByteStream, Client, Error, Response};
use astro_api_fake::{AuditLogs, Fake, FakeResponse};
use astro_api_tests::{TOKEN, client, fake, organization_id};
use chrono::{DateTime, Utc};
use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;
use serde_json::{Value, json};

/// The members of a record that a program may use.
#[derive(Debug, Deserialize, PartialEq)]
struct Record {
    id: String,
    timestamp: DateTime<Utc>,
    actor: Actor,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Actor {
    id: String,
    ip_address: std::net::IpAddr,
}

/// Starts a fake with one Organization and this export.
async fn fake_with_export(logs: AuditLogs) -> Fake {
    let builder = Fake::builder().organizations(1).token(TOKEN);
    builder.audit_logs(logs).start().await.unwrap()
}

/// Starts the export of the fake's Organization.
async fn export(client: &Client, fake: &Fake) -> Result<Response<ByteStream>, Error> {
    let id = organization_id(fake);
    client
        .organization(id)
        .get_organization_audit_logs()
        .send()
        .await
}

/// Returns the records that the client decodes from this body.
async fn decode_records(response: FakeResponse) -> Result<Vec<Value>, Error> {
    let fake = fake(1).await;
    fake.next(response);
    let logs = export(&client(fake.base_url()), &fake).await?;
    logs.into_inner()
        .into_records()
        .try_collect::<Vec<_>>()
        .await
}

fn body(bytes: impl Into<Vec<u8>>) -> FakeResponse {
    FakeResponse::new(200)
        .content_type("application/octet-stream")
        .body(bytes)
}

fn gzipped(text: &str) -> Vec<u8> {
    gzip(text.as_bytes())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Generates lines of JSON of different lengths.
fn lines(numbers: std::ops::Range<u32>) -> String {
    numbers
        .map(|n| {
            format!(
                "{{\"n\":{n},\"text\":\"{}\"}}\n",
                "ä".repeat(n as usize % 7)
            )
        })
        .collect()
}

fn numbers(records: &[Value]) -> Vec<u64> {
    records.iter().map(|r| r["n"].as_u64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_and_gzipped_bodies_give_the_same_records() {
    let mut exports = Vec::new();
    for logs in [
        AuditLogs::new(300),
        AuditLogs::new(300).content_encoding(),
        AuditLogs::new(300).plain(),
    ] {
        let fake = fake_with_export(logs).await;
        let response = export(&client(fake.base_url()), &fake).await.unwrap();
        assert_eq!(response.http_status(), 200);
        assert!(response.request_id().is_some());
        let records: Vec<Value> = response
            .into_inner()
            .into_records()
            .try_collect::<Vec<_>>()
            .await
            .unwrap();
        assert_eq!(records.len(), 300);
        exports.push(records);
    }
    assert_eq!(exports[0], exports[1]);
    assert_eq!(exports[0], exports[2]);
    assert_eq!(exports[0][299]["id"], "evt-00000299");
}

/// Some gateways compress the body once more.
#[tokio::test(flavor = "multi_thread")]
async fn body_gzipped_twice_is_read() {
    let twice = gzip(&gzipped(&lines(0..5000)));
    let response = body(twice).header("content-encoding", "gzip");
    let records = decode_records(response).await.unwrap();
    assert_eq!(numbers(&records), (0..5000).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn records_deserialize_into_a_user_type() {
    let fake = fake_with_export(AuditLogs::new(3)).await;
    let response = export(&client(fake.base_url()), &fake).await.unwrap();
    let mut records = response.into_inner().into_records::<Record>();
    let first = records.try_next().await.unwrap().unwrap();
    assert_eq!(first.id, "evt-00000000");
    assert_eq!(
        first.timestamp,
        AuditLogs::FIRST.parse::<DateTime<Utc>>().unwrap()
    );
    assert_eq!(first.actor.id, "usr-0000");
    assert!(first.actor.ip_address.is_ipv4());
    assert_eq!(records.try_collect::<Vec<_>>().await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn raw_bytes_are_returned_unchanged() {
    let packed = gzipped(&lines(0..50));
    let fake = fake(1).await;
    fake.next(body(packed.clone()).header("content-encoding", "gzip"));
    let response = export(&client(fake.base_url()), &fake).await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
    let mut stream = response.into_inner();
    let mut bytes = Vec::new();
    while let Some(part) = stream.try_next().await.unwrap() {
        bytes.extend_from_slice(&part);
    }
    assert_eq!(bytes, packed);
    assert!(
        stream.try_next().await.unwrap().is_none(),
        "the end stays the end"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn concatenated_gzip_members_are_read() {
    let mut packed = gzipped(&lines(0..10));
    packed.extend(gzipped(""));
    // A record may start in one gzip member and end in the next.
    packed.extend(gzipped("{\"n\":10,"));
    packed.extend(gzipped("\"text\":\"\"}\n"));
    packed.extend(gzipped(&lines(11..30)));
    let records = decode_records(body(packed)).await.unwrap();
    assert_eq!(numbers(&records), (0..30).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn all_line_endings_are_accepted() {
    let one_two = [json!({ "n": 1 }), json!({ "n": 2 })];
    for text in [
        "{\"n\":1}\n{\"n\":2}\n",
        "{\"n\":1}\n{\"n\":2}",
        "{\"n\":1}\r\n{\"n\":2}\r\n",
        "\n\r\n{\"n\":1}\n\n \t\n{\"n\":2}\n\n",
    ] {
        assert_eq!(
            decode_records(body(text)).await.unwrap(),
            one_two,
            "{text:?}"
        );
        let packed = body(gzipped(text));
        assert_eq!(decode_records(packed).await.unwrap(), one_two, "{text:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_export_has_no_records() {
    for empty_body in [Vec::new(), b"\n".to_vec(), gzipped(""), gzipped("\n\n")] {
        assert!(decode_records(body(empty_body)).await.unwrap().is_empty());
    }
    let no_content = decode_records(FakeResponse::new(204)).await.unwrap();
    assert!(no_content.is_empty());
}

/// The first two bytes show whether a body is gzipped, and they may arrive separately.
#[tokio::test(flavor = "multi_thread")]
async fn one_byte_body_is_read() {
    assert_eq!(decode_records(body("7")).await.unwrap(), [json!(7)]);
    let error = decode_records(body([0x1f])).await.unwrap_err();
    assert!(
        error.message().starts_with("cannot deserialize record 1: "),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn date_range_is_sent_as_rfc_3339_and_applied() {
    let fake = fake_with_export(AuditLogs::new(90)).await;
    let id = organization_id(&fake);
    let time = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
    let response = client(fake.base_url())
        .organization(id)
        .get_organization_audit_logs()
        .start_date(time("2026-04-11T02:00:00+02:00"))
        .end_date(time("2026-04-13T00:00:00Z"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        fake.requests()[0].query,
        "startDate=2026-04-11T00%3A00%3A00Z&endDate=2026-04-13T00%3A00%3A00Z"
    );
    let records: Vec<Record> = response
        .into_inner()
        .into_records()
        .try_collect::<Vec<_>>()
        .await
        .unwrap();
    let days: Vec<String> = records.iter().map(|r| r.timestamp.to_string()).collect();
    assert_eq!(
        days,
        [
            "2026-04-11 00:00:00 UTC",
            "2026-04-12 00:00:00 UTC",
            "2026-04-13 00:00:00 UTC"
        ]
    );
}
