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
