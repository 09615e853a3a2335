//! Every kind of failure, reproduced over HTTP.

use std::{sync::LazyLock, time::Duration};

use astro_api::{Client, Error, ErrorKind};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{ScriptedServer, Step, TOKEN, client_with_token};
use serde_json::json;
use tokio::runtime::Runtime;

use super::{error_responses, invalid_requests};

/// A failure, and the expected properties of its error.
pub(crate) struct Failure {
    pub(crate) name: &'static str,
    pub(crate) error: Error,
    pub(crate) expected: Expected,
}

/// The expected properties of an error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    pub(crate) kind: ErrorKind,
    pub(crate) status: Option<u16>,
    /// The predicates that must be true, in alphabetical order.
    pub(crate) yes: &'static [&'static str],
}

/// The Organization in requests.
pub(crate) const ID: &str = "clf8h5d9z000208l4g2hm0k8r";

/// Returns every failure, with clients that send [`TOKEN`]; produced once for all tests.
pub(crate) fn all() -> &'static [Failure] {
    static ALL: LazyLock<Vec<Failure>> =
        LazyLock::new(|| Runtime::new().unwrap().block_on(reproduce(TOKEN)));
    &ALL
}

async fn reproduce(token: &str) -> Vec<Failure> {
    let mut all = Vec::new();
    all.extend(error_responses::failures(token).await);
    all.extend(transport(token).await);
    all.extend(invalid_requests::failures(token).await);
    all.extend(invalid_requests::configurations(token));
    all
}

/// Lists with a client that has a short timeout.
async fn list_with_short_timeout(base_url: String, token: &str) -> Error {
    let client = Client::builder()
        .token(token)
        .base_url(base_url)
        .timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    client.list_organizations().send().await.unwrap_err()
}

/// Lists from a server that sends these bytes.
async fn list_raw(bytes: impl AsRef<[u8]>, token: &str) -> Error {
    let server = ScriptedServer::start([Step::send(bytes)]).await;
    let client = client_with_token(server.base_url(), token);
    client.list_organizations().send().await.unwrap_err()
}

/// Lists from a fake with this response.
async fn list_with_response(response: FakeResponse, token: &str) -> Error {
    let fake = Fake::builder()
        .organizations(3)
        .token(token)
        .start()
        .await
        .unwrap();
    fake.next(response);
    let client = client_with_token(fake.base_url(), token);
    client.list_organizations().send().await.unwrap_err()
}

/// Failures of the connection to the API.
async fn transport(token: &str) -> Vec<Failure> {
    let not_listening = ScriptedServer::bind([Step::hang_up()]);
    let unreachable_url = not_listening.base_url();
    let broken = Expected {
        kind: ErrorKind::Connection,
        status: None,
        yes: &["connection", "retryable"],
    };
    let cut = Expected {
        status: None,
        ..broken
    };
    let timed_out = Expected {
        kind: ErrorKind::Timeout,
        status: None,
        yes: &["retryable", "timeout"],
    };
    let silent = Fake::builder().token(token).start().await.unwrap();
    silent.next(FakeResponse::silence());
    let stalled = Fake::builder()
        .organizations(3)
        .token(token)
        .start()
        .await
        .unwrap();
    stalled.next(FakeResponse::regular().stall_after(50));
    let page = json!({ "limit": 20, "offset": 0, "organizations": [], "totalCount": 0 });
    [
        (
            "connection refused",
            client_with_token(unreachable_url, token)
                .list_organizations()
                .send()
                .await
                .unwrap_err(),
            broken,
        ),
        (
            "hang-up before the head",
            list_with_response(FakeResponse::hang_up(), token).await,
            broken,
        ),
        (
            "head cut off",
            list_raw("HTTP/1.1 200 OK\r\nContent-Le", token).await,
            broken,
        ),
        (
            "response that is not HTTP",
            list_raw("SSH-2.0-OpenSSH_9.9\r\n", token).await,
            broken,
        ),
        (
            "body cut off",
            list_with_response(FakeResponse::regular().cut_after(100), token).await,
            cut,
        ),
        (
            "body shorter than its content-length",
            list_raw(
                format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{page}"),
                token,
            )
            .await,
            cut,
        ),
        (
            "body in chunks, cut off",
            list_raw(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"lim\r\n",
                token,
            )
            .await,
            cut,
        ),
        (
            "no response in time",
            list_with_short_timeout(silent.base_url(), token).await,
            timed_out,
        ),
        (
            "body that stalls",
            list_with_short_timeout(stalled.base_url(), token).await,
            Expected {
                status: None,
                ..timed_out
            },
        ),
        (
            "content-length larger than allowed",
            oversized_content_length(token).await,
            Expected {
                kind: ErrorKind::Decode,
                status: None,
                yes: &["decode"],
            },
        ),
        (
            "chunked body larger than allowed",
            endless_chunks(token).await,
            Expected {
                kind: ErrorKind::Decode,
                status: None,
                yes: &["decode"],
            },
        ),
    ]
    .map(|(name, error, expected)| Failure {
        name,
        error,
        expected,
    })
    .into()
}

/// A body of many gigabytes that is announced but never sent: it must be rejected by its headers alone.
async fn oversized_content_length(token: &str) -> Error {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n";
    let server = ScriptedServer::start([Step::send(head).stall()]).await;
    let client = client_with_token(server.base_url(), token);
    client.list_organizations().send().await.unwrap_err()
}

/// An endless body.
async fn endless_chunks(token: &str) -> Error {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 20, " ".repeat(1 << 20));
    let server = ScriptedServer::start([Step::send(head).repeat(chunk)]).await;
    let client = client_with_token(server.base_url(), token);
    client.list_organizations().send().await.unwrap_err()
}
