//! Exports that are too large for memory: records arrive while the body is still being sent.

use std::{io::Write, sync::Arc, time::Duration};

use astro_api::{Client, NdjsonStream};
use astro_api_fake::AuditLogs;
use astro_api_tests::{ScriptedServer, Step, TOKEN, client, fake};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::{body, export, fake_with_export, lines, numbers};

#[derive(Deserialize)]
struct Id {
    id: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_200_000_records_arrive_in_order() {
    const RECORDS: u32 = 200_000;
    let fake = fake_with_export(AuditLogs::new(RECORDS)).await;
    let logs = export(&client(fake.base_url()), &fake).await.unwrap();
    let mut records = logs.into_inner().into_records::<Id>();
    let mut count = 0;
    while let Some(record) = records.try_next().await.unwrap() {
        assert_eq!(record.id, format!("evt-{count:08}"));
        count += 1;
    }
    assert_eq!(count, RECORDS);
}

/// Sends each part after a permit, and ends the body after the last one.
async fn server_sending_parts_on_permit(
    parts: Vec<Vec<u8>>,
    permits: Arc<Semaphore>,
) -> ScriptedServer {
    let mut step = Step::send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for part in parts {
        let size = format!("{:x}\r\n", part.len());
        step = step.gate(&permits).then(size).then(part).then("\r\n");
    }
    ScriptedServer::start([step.then("0\r\n\r\n")]).await
}

/// Requests the audit logs, and returns their records.
async fn records(server: &ScriptedServer) -> NdjsonStream<Value> {
    let organization = client(server.base_url()).organization("a");
    let logs = organization.get_organization_audit_logs().send().await;
    logs.unwrap().into_inner().into_records()
}

/// Returns the parts of one gzip stream, each of which can be decompressed as soon as it arrives.
fn gzip_parts(texts: &[String]) -> Vec<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let mut parts = Vec::new();
    for text in texts {
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.flush().unwrap();
        parts.push(std::mem::take(encoder.get_mut()));
    }
    parts.push(encoder.finish().unwrap());
    parts
}

/// The next part is sent when every record of the previous one has been read, so a client that needed more before it
/// returned a record would hang.
#[tokio::test(flavor = "multi_thread")]
async fn record_is_returned_as_soon_as_its_bytes_arrive() {
    let texts: Vec<String> = (0..5).map(|part| lines(part * 3..part * 3 + 3)).collect();
    let plain = texts.iter().map(|t| t.clone().into_bytes()).collect();
    for parts in [plain, gzip_parts(&texts)] {
        let permits = Arc::new(Semaphore::new(0));
        let server = server_sending_parts_on_permit(parts, Arc::clone(&permits)).await;
        let iteration = async {
            let mut records = records(&server).await;
            let mut received = Vec::new();
            for _ in 0..5 {
                permits.add_permits(1);
                for _ in 0..3 {
                    received.push(records.try_next().await.unwrap().unwrap());
                }
            }
            // The end of the gzip stream, if any.
            permits.add_permits(1);
            assert!(records.try_next().await.unwrap().is_none());
            numbers(&received)
        };
        // A timeout, so that a failure does not hang.
        let received = tokio::time::timeout(Duration::from_secs(60), iteration).await;
        assert_eq!(
            received.expect("a record was kept back"),
            (0..15).collect::<Vec<_>>()
        );
    }
}

/// Splits the body in two at every position, including between the first two bytes.
#[tokio::test(flavor = "multi_thread")]
async fn records_survive_any_split_of_the_body() {
    let whole = gzip_parts(&[lines(0..4)]).concat();
    for split in 1..whole.len() {
        let (first, second) = whole.split_at(split);
        let permits = Arc::new(Semaphore::new(2));
        let server =
            server_sending_parts_on_permit(vec![first.to_vec(), second.to_vec()], permits).await;
        let records: Vec<Value> = records(&server).await.try_collect().await.unwrap();
        assert_eq!(numbers(&records), [0, 1, 2, 3], "split at {split}");
    }
}

/// A small body that decompresses to a large one must not be decompressed at once: records arrive before its end, and
/// the stream can be dropped midway.
#[tokio::test(flavor = "multi_thread")]
async fn highly_compressed_body_is_read_record_by_record() {
    let record = format!("[\"{}\"]\n", "x".repeat(1 << 16));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..512 {
        encoder.write_all(record.as_bytes()).unwrap();
    }
    let packed = encoder.finish().unwrap();
    assert!(packed.len() < 100_000, "32 MiB in {} bytes", packed.len());
    let fake = fake(1).await;
    fake.next(body(packed));
    let logs = export(&client(fake.base_url()), &fake).await.unwrap();
    let mut records = logs.into_inner().into_records::<IgnoredAny>();
    for _ in 0..300 {
        records.try_next().await.unwrap().unwrap();
    }
}

/// The timeout applies to inactivity, not to the whole transfer.
#[tokio::test(flavor = "multi_thread")]
async fn stalled_body_is_a_timeout_after_the_records() {
    let fake = fake(1).await;
    let text = lines(0..10);
    fake.next(body(text.as_str()).stall_after(text.len() - 3));
    let client = Client::builder()
        .token(TOKEN)
        .base_url(fake.base_url())
        .timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let logs = export(&client, &fake).await.unwrap();
    let mut records = logs.into_inner().into_records::<Value>();
    for n in 0..9 {
        assert_eq!(records.try_next().await.unwrap().unwrap()["n"], n);
    }
    let error = records.try_next().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(error.is_retryable());
    assert_eq!(error.operation(), Some("GetOrganizationAuditLogs"));
}
