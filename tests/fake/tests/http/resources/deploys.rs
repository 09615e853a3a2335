//! Deploys, and the storage for their uploads.

use std::io::Write as _;

use astro_api_fake::FakeResponse;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::deployments::statuses;
use super::{BoxError, One, Outcome, id};
use crate::client::Reply;

const BLOB: &str = "x-ms-blob-type: BlockBlob\r\n";

/// A gzipped tar without files.
fn archive() -> Result<Vec<u8>, BoxError> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&[0; 1024])?;
    Ok(gzip.finish()?)
}

/// Uploads a body to the path and query of a storage URL, with these headers.
async fn put(one: &One, url: &Value, headers: &str, body: &[u8]) -> Result<Reply, BoxError> {
    let origin = format!("http://{}", one.fake.storage_address());
    let path = url.as_str().and_then(|url| url.strip_prefix(&origin));
    let path = path.ok_or("not a URL of the storage")?;
    let mut stream = TcpStream::connect(one.fake.storage_address()).await?;
    let head = format!(
        "PUT {path} HTTP/1.1\r\nhost: storage\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    Ok(Reply::parse(&bytes)?)
}

/// Creates a deploy of DAGs, and returns it with its path.
async fn create(one: &One) -> Result<(Value, String), BoxError> {
    let deploys = format!("deployments/{}/deploys", one.first("deployments")?);
    let body = json!({ "type": "DAG_ONLY", "description": "first" });
    let created = one.post(&deploys, body).await?;
    let path = format!("{deploys}/{}", id(&created)?);
    Ok((created, path))
}

#[tokio::test]
async fn a_deploy_is_uploaded_finalized_and_rolled_back() -> Outcome {
    let one = One::begin().await?;
    let (created, path) = create(&one).await?;
    assert_eq!(statuses(&one, &path, 3).await?, ["INITIALIZED"; 3]);
    let stored = put(&one, &created["dagsUploadUrl"], BLOB, &archive()?).await?;
    assert_eq!(stored.status, 201);
    let version = stored.header("x-ms-version-id").ok_or("no version")?;
    assert_eq!(one.fake.uploaded(&id(&created)?), Some(archive()?));
    let body = json!({ "dagTarballVersion": version });
    let finalized = one.post(&format!("{path}/finalize"), body).await?;
    assert_eq!(finalized["dagTarballVersion"], version);
    assert_eq!(statuses(&one, &path, 2).await?, ["INITIALIZED", "DEPLOYED"]);
    let deployment = one.fake.collection(&one.id, "deployments").remove(0);
    assert_eq!(deployment["dagTarballVersion"], version);

    let rollback = one.post(&format!("{path}/rollback"), json!({})).await?;
    assert_eq!(rollback["rollbackFromId"], created["id"]);
    let (deploys, _) = path.rsplit_once('/').ok_or("no folder")?;
    assert_eq!(one.get(deploys).await?["deploys"][0]["id"], rollback["id"]);
    assert_eq!(one.get(deploys).await?["totalCount"], 2);
    let path = format!("{deploys}/{}", id(&rollback)?);
    assert_eq!(statuses(&one, &path, 2).await?, ["INITIALIZED", "DEPLOYED"]);
    Ok(())
}

#[tokio::test]
async fn only_the_last_uploaded_archive_can_be_finalized() -> Outcome {
    let one = One::begin().await?;
    let (created, path) = create(&one).await?;
    let finalize = format!("{path}/finalize");
    let assert_rejected = async |version: &str, reason: &str| {
        let body = json!({ "dagTarballVersion": version }).to_string();
        let reply = one.call("POST", &finalize, &body).await?;
        assert_eq!(reply.status, 400);
        assert!(reply.text().contains(reason), "{}", reply.text());
        Ok::<_, BoxError>(())
    };
    assert_rejected("v1", "nothing was uploaded").await?;
    let url = &created["dagsUploadUrl"];
    put(&one, url, BLOB, &archive()?).await?;
    let stored = put(&one, url, BLOB, b"no archive").await?;
    assert_rejected("v1", "the uploaded version is").await?;
    let version = stored.header("x-ms-version-id").ok_or("no version")?;
    assert_rejected(version, "not a gzipped tar").await?;
    let mut cut = archive()?;
    cut.truncate(cut.len() - 9);
    let stored = put(&one, url, BLOB, &cut).await?;
    let version = stored.header("x-ms-version-id").ok_or("no version")?;
    assert_rejected(version, "not a gzipped tar").await
}

#[tokio::test]
async fn storage_rejects_invalid_uploads() -> Outcome {
    let one = One::begin().await?;
    let (created, _) = create(&one).await?;
    let url = &created["dagsUploadUrl"];
    let unsigned = json!(url.as_str().and_then(|url| url.split('?').next()));
    let with_token = format!("{BLOB}authorization: Bearer a.b.c\r\n");
    for (url, headers, status, code) in [
        (url, "", 400, "MissingRequiredHeader"),
        (url, &*with_token, 400, "InvalidAuthenticationInfo"),
        (&unsigned, BLOB, 403, "AuthenticationFailed"),
    ] {
        let reply = put(&one, url, headers, b"").await?;
        assert_eq!(reply.status, status);
        assert_eq!(reply.header("x-ms-error-code"), Some(code));
    }
    one.fake.next_upload(FakeResponse::new(503));
    assert_eq!(put(&one, url, BLOB, b"").await?.status, 503);
    assert_eq!(one.fake.uploaded(&id(&created)?), None);
    assert_eq!(one.fake.uploads().len(), 4);
    Ok(())
}
