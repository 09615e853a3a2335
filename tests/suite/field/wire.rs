//! Bytes on the wire.

use std::io::Write;

use astro_api::Method;
use astro_api_tests::{ScriptedServer, Step};
use flate2::{Compression, write::GzEncoder};

use super::{client, list, page};

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_requested_with_gzip() {
    let body = r#"{"limit":20,"offset":0,"organizations":[],"totalCount":0}"#;
    let gzipped = Step::response(
        200,
        &[
            ("content-encoding", "gzip"),
            ("content-type", "application/json"),
        ],
        gzip(body.as_bytes()),
    );
    for step in [gzipped, page()] {
        let server = ScriptedServer::start([step]).await;
        list(&client(&server).0).await.unwrap();
        assert_eq!(server.seen()[0].header("accept-encoding"), Some("gzip"));
    }
}

/// Bytes that are read chunk by chunk are unchanged.
#[tokio::test(flavor = "multi_thread")]
async fn streams_are_requested_without_compression() {
    let server = ScriptedServer::start([page()]).await;
    let call = client(&server).0.request(Method::GET, "/x").send_bytes();
    call.await.unwrap();
    assert_eq!(server.seen()[0].header("accept-encoding"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn audit_logs_may_be_gzipped_twice() {
    let lines: String = (0..5000).map(|i| format!("{{\"n\":{i}}}\n")).collect();
    let plain = lines.into_bytes();
    let once = gzip(&plain);
    let twice = gzip(&once);
    for body in [plain, once, twice] {
        let encoding = [("content-encoding", "gzip")];
        let server = ScriptedServer::start([Step::response(200, &encoding, &body)]).await;
        let call = client(&server)
            .0
            .organization("o1")
            .get_organization_audit_logs();
        let logs = call.send().await.unwrap().into_inner();
        let records = logs
            .into_records::<serde_json::Value>()
            .try_collect::<Vec<_>>()
            .await;
        let records = records.unwrap();
        assert_eq!(records.len(), 5000, "{} bytes", body.len());
        assert_eq!(records[4999]["n"], 4999);
    }
}

/// A truncated body is detected in both layers.
#[tokio::test(flavor = "multi_thread")]
async fn truncated_audit_log_is_an_error_in_either_gzip_layer() {
    let lines: String = (0..5000).map(|i| format!("{{\"n\":{i}}}\n")).collect();
    let once = gzip(lines.as_bytes());
    let half = &once[..once.len() / 2];
    for body in [half.to_vec(), gzip(half)] {
        let server = ScriptedServer::start([Step::response(200, &[], &body)]).await;
        let call = client(&server)
            .0
            .organization("o1")
            .get_organization_audit_logs();
        let mut records = call
            .send()
            .await
            .unwrap()
            .into_inner()
            .into_records::<serde_json::Value>();
        let mut count = 0;
        let error = loop {
            match records.try_next().await {
                Ok(Some(_)) => count += 1,
                Ok(None) => panic!("the cut was not seen"),
                Err(e) => break e,
            }
        };
        assert!(error.is_decode(), "{error}");
        assert!((1..5000).contains(&count), "{count}");
    }
}
