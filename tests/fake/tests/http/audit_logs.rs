//! The export of audit logs.

use std::io::{Read as _, Write as _};

use astro_api_fake::{AuditLogs, Fake};
use flate2::read::GzDecoder;
use flate2::write::GzDecoder as GzSink;
use serde_json::{Value, json};
use tokio::io::AsyncReadExt as _;

use crate::Outcome;
use crate::client::{Reply, authorization, get, open};

const PATH: &str = "/organizations/one/audit-logs";

async fn fake(audit_logs: AuditLogs) -> std::io::Result<Fake> {
    Fake::builder()
        .organization(json!({ "id": "one" }))
        .audit_logs(audit_logs)
        .start()
        .await
}

fn lines(bytes: &[u8]) -> serde_json::Result<Vec<Value>> {
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(serde_json::from_slice)
        .collect()
}

fn decompressed_records(reply: &Reply) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    let mut text = Vec::new();
    GzDecoder::new(reply.body.as_slice()).read_to_end(&mut text)?;
    Ok(lines(&text)?)
}

#[tokio::test]
async fn export_is_gzipped_and_chunked() -> Outcome {
    let fake = fake(AuditLogs::new(5_000)).await?;
    let reply = get(&fake, PATH).await?;
    assert_eq!((reply.status, reply.ended), (200, true));
    assert_eq!(
        reply.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(reply.header("content-encoding"), None);
    assert_eq!(reply.header("transfer-encoding"), Some("chunked"));
    assert_eq!(reply.body[..2], [0x1f, 0x8b]);

    let records = decompressed_records(&reply)?;
    assert_eq!(records.len(), 5_000);
    assert_eq!(records[0]["timestamp"], "2026-04-01T00:00:00.000Z");
    assert!(records.is_sorted_by_key(|record| record["timestamp"].as_str()));
    for record in &records {
        assert_eq!(record["organizationId"], "one");
        for member in ["id", "action", "outcome", "actor", "target"] {
            assert!(
                record.get(member).is_some(),
                "{member} is missing in {record}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn content_encoding_and_plain_body_give_the_same_records() -> Outcome {
    let gzipped_records =
        decompressed_records(&get(&fake(AuditLogs::new(30)).await?, PATH).await?)?;

    let declared = get(&fake(AuditLogs::new(30).content_encoding()).await?, PATH).await?;
    assert_eq!(declared.header("content-encoding"), Some("gzip"));
    assert_eq!(decompressed_records(&declared)?, gzipped_records);

    let plain = get(&fake(AuditLogs::new(30).plain()).await?, PATH).await?;
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(lines(&plain.body)?, gzipped_records);
    Ok(())
}

#[tokio::test]
async fn start_and_end_dates_filter_records_inclusively() -> Outcome {
    // One a day at midnight.
    let fake = fake(AuditLogs::new(90)).await?;
    for (query, expected) in [
        ("startDate=2026-06-01T00:00:00Z", 29),
        ("endDate=2026-04-01T00:00:00Z", 1),
        (
            "startDate=2026-04-01T00:00:00.001Z&endDate=2026-04-03T00:00:00Z",
            2,
        ),
        (
            "startDate=2026-04-02T01:00:00%2B01:00&endDate=2026-04-02T00:00:00Z",
            1,
        ),
        ("startDate=2026-07-01T00:00:00Z", 0),
    ] {
        let reply = get(&fake, &format!("{PATH}?{query}")).await?;
        assert_eq!(decompressed_records(&reply)?.len(), expected, "{query}");
    }
    Ok(())
}

#[tokio::test]
async fn invalid_or_reversed_dates_are_rejected() -> Outcome {
    let fake = fake(AuditLogs::default()).await?;
    for (query, field) in [
        ("startDate=2026-06-01", "startDate"),
        ("endDate=yesterday", "endDate"),
        // An unencoded plus sign is a space.
        ("startDate=2026-04-02T01:00:00+01:00", "startDate"),
        (
            "startDate=2026-06-02T00:00:00Z&endDate=2026-06-01T00:00:00Z",
            "endDate",
        ),
    ] {
        let reply = get(&fake, &format!("{PATH}?{query}")).await?;
        assert_eq!(
            (reply.status, &reply.json()?["fieldErrors"][0]["field"]),
            (400, &json!(field)),
            "{query}"
        );
    }
    Ok(())
}

/// Counts the received lines without storing them.
#[derive(Default)]
struct Lines(usize);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.iter().filter(|byte| **byte == b'\n').count();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The first bytes arrive long before the last ones would be generated, and unread records are not generated: the
/// client may abandon an export of four billion records after its start.
#[tokio::test]
async fn export_is_generated_lazily() -> Outcome {
    let fake = fake(AuditLogs::new(u32::MAX)).await?;
    let mut stream = open(
        &fake,
        "GET",
        &format!("/v1{PATH}"),
        &[&authorization(&fake)],
        "",
    )
    .await?;
    let mut first_bytes = vec![0; 256 * 1024];
    stream.read_exact(&mut first_bytes).await?;
    let body = Reply::parse(&first_bytes)?;
    assert!(!body.ended);
    let mut lines = GzSink::new(Lines::default());
    lines.write_all(&body.body)?;
    assert!(lines.get_ref().0 > 1_000);
    Ok(())
}
