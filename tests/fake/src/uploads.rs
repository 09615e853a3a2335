//! The storage for uploads of deploys, like Azure Blob Storage: a server beside the API.

use std::future;
use std::io;
use std::sync::Arc;

use http_body_util::BodyExt as _;
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::RecordedRequest;
use crate::payload::Payload;
use crate::response::{FakeResponse, Source};
use crate::shared::{Shared, lock};
use crate::storage::SIGNATURE;

/// Responds to one request to the storage. An error closes the connection without a response.
pub(crate) async fn receive(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> io::Result<Response<Payload>> {
    let canned = lock(&shared.queued_uploads).pop_front();
    let canned = canned.unwrap_or_else(FakeResponse::regular);
    let (head, mut body) = request.into_parts();
    if !canned.delay.is_zero() {
        tokio::time::sleep(canned.delay).await;
    }
    if matches!(canned.source, Source::HangUp | Source::Silence) {
        body.frame().await;
        lock(&shared.uploads).push(RecordedRequest::new(&head, &Bytes::new()));
        if matches!(canned.source, Source::HangUp) {
            return Err(io::Error::other("closed by a queued response"));
        }
        // Reads nothing more. The body must stay alive, or the connection would be closed.
        let _body = body;
        return future::pending().await;
    }
    let bytes = body.collect().await.map_err(io::Error::other)?.to_bytes();
    lock(&shared.uploads).push(RecordedRequest::new(&head, &bytes));
    let mut response = canned.unchanged("").unwrap_or_else(|| {
        let path = head.uri.path();
        let deploy_id = path.strip_prefix("/deploys/").unwrap_or_default();
        match refusal(&head) {
            Some((status, code)) => refuse(status, code),
            None => {
                let version = lock(&shared.contents).stamps.storage.keep(deploy_id, bytes);
                created(&version)
            }
        }
    });
    let id = HeaderValue::from_static("fa4e0000-0000-4000-8000-5707a6e00000");
    response.headers_mut().insert("x-ms-request-id", id);
    Ok(canned.change(response))
}

/// Returns why an upload is rejected, if it is: the status and the storage's error code.
fn refusal(head: &hyper::http::request::Parts) -> Option<(StatusCode, &'static str)> {
    let header = |name| head.headers.get(name);
    if head.method != Method::PUT {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "UnsupportedHttpVerb"));
    }
    if header(AUTHORIZATION).is_some() {
        return Some((StatusCode::BAD_REQUEST, "InvalidAuthenticationInfo"));
    }
    if head.uri.query() != Some(SIGNATURE) {
        return Some((StatusCode::FORBIDDEN, "AuthenticationFailed"));
    }
    if header(CONTENT_LENGTH).is_none() {
        return Some((StatusCode::LENGTH_REQUIRED, "MissingContentLengthHeader"));
    }
    let blob_type = head.headers.get("x-ms-blob-type");
    if blob_type.is_none_or(|value| value != "BlockBlob") {
        return Some((StatusCode::BAD_REQUEST, "MissingRequiredHeader"));
    }
    None
}

fn refuse(status: StatusCode, code: &'static str) -> Response<Payload> {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code></Error>");
    let mut response = Response::new(Payload::buffered(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert("x-ms-error-code", HeaderValue::from_static(code));
    response
}

fn created(version: &str) -> Response<Payload> {
    let mut response = Response::new(Payload::buffered(""));
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(version) = HeaderValue::from_str(version) {
        response.headers_mut().insert("x-ms-version-id", version);
    }
    response
}
