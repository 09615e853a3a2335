//! The upload of an archive to the storage of the API.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Method, Url,
    header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT},
};
use tokio::sync::watch;

use super::{
    archive::Archive,
    body::{ArchiveBody, Unreadable},
    progress::{DeployProgress, Progress},
    watched::watched,
};
use crate::{
    client::Client,
    config::base_url,
    error::{Error, ErrorKind},
    retry::{self, RetryBudget, RetryPolicy},
    telemetry,
    transport::BackendClient,
};

/// Headers of Azure Blob Storage.
const BLOB_TYPE: &str = "x-ms-blob-type";
const VERSION: &str = "x-ms-version-id";
const REQUEST_ID: &str = "x-ms-request-id";
const ERROR_CODE: &str = "x-ms-error-code";

/// An upload.
pub(super) struct Upload<'a> {
    pub(super) client: &'a Client,
    pub(super) archive: &'a Arc<Archive>,
    pub(super) policy: &'a RetryPolicy,
    pub(super) stall_timeout: Duration,
    pub(super) progress: &'a Progress,
}

impl Upload<'_> {
    /// Uploads the archive, and returns the version that the storage assigned.
    ///
    /// The URL grants access, so errors do not contain it.
    pub(super) async fn send(self, url: &str) -> Result<String, Error> {
        let url = parse(url)?;
        let timer = &self.client.transport.timer;
        let budget = RetryBudget::new(None);
        let mut attempts = 0;
        loop {
            attempts += 1;
            let error = match self.attempt(&url).await {
                Ok(version) => return Ok(version),
                Err(e) => e.with_attempts(attempts),
            };
            match retry::next(self.policy, &budget, &error, attempts, timer.now(), None) {
                Ok(delay) => {
                    telemetry::retry(&error, attempts, delay);
                    timer.sleep(delay).await;
                }
                Err(reason) => return Err(error.with_stop_reason(reason)),
            }
        }
    }

    async fn attempt(&self, url: &Url) -> Result<String, Error> {
        let transport = &self.client.transport;
        let total = self.archive.length();
        let (reports, sent) = watch::channel(0);
        let report = |sent: &u64| {
            let sent = *sent;
            self.progress
                .report(&DeployProgress::Uploading { sent, total });
        };
        report(&0);
        let mut request = reqwest::Request::new(Method::PUT, url.clone());
        let headers = request.headers_mut();
        // Only the user agent of the client's headers is sent: the token is not for the storage.
        if let Some(name) = transport.headers.get(USER_AGENT) {
            headers.insert(USER_AGENT, name.clone());
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/gzip"));
        // The storage rejects bodies of unknown length.
        headers.insert(CONTENT_LENGTH, HeaderValue::from(total));
        headers.insert(BLOB_TYPE, HeaderValue::from_static("BlockBlob"));
        let body = ArchiveBody::new(Arc::clone(self.archive), reports);
        *request.body_mut() = Some(reqwest::Body::wrap(body));
        let response = match &transport.backend.client_for(url)? {
            BackendClient::Network(http) => {
                let sent = watched(
                    http.execute(request),
                    sent,
                    Some(self.stall_timeout),
                    report,
                );
                sent.await.map(|result| result.map_err(|e| failed(e, url)))
            }
            #[cfg(feature = "test-util")]
            BackendClient::Canned(canned) => canned.send(request, true, self.stall_timeout),
        };
        let Some(response) = response else {
            return Err(Error::upload_stalled(self.stall_timeout));
        };
        let response = response?;
        let headers = response.headers();
        let is_redirect = response.status().is_redirection() || response.url() != url;
        if is_redirect {
            return Err(Error::new(
                ErrorKind::Upload,
                "the storage returned a redirect, and the client follows none",
            ));
        }
        if !response.status().is_success() {
            let code = text(headers, ERROR_CODE);
            let id = text(headers, REQUEST_ID);
            return Err(Error::upload_refused(response.status(), code, id, headers)
                .with_retry_after(retry::retry_after(headers)));
        }
        text(headers, VERSION).ok_or_else(|| {
            Error::new(
                ErrorKind::Upload,
                format!("the storage returned no version of the upload (header `{VERSION}`)"),
            )
        })
    }
}

/// Returns the text of a header, unless it is empty.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn failed(error: reqwest::Error, url: &Url) -> Error {
    if Unreadable::is_cause_of(&error) {
        let message = "cannot read the archive during the upload";
        return Error::new(ErrorKind::Archive, message).with_source(error.without_url());
    }
    // The path and the query of the URL grant access, so they are not shown.
    Error::transport(error, &url.origin().ascii_serialization(), true)
}

/// Validates the URL of an upload.
fn parse(url: &str) -> Result<Url, Error> {
    let refused = |why: &str| {
        let message = format!("the upload URL {why}; nothing was uploaded");
        Error::new(ErrorKind::Upload, message)
    };
    let url = Url::parse(url).map_err(|_| refused("is invalid"))?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if base_url::is_loopback(&url) => Ok(url),
        _ => Err(refused("is not https")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upload_url_must_be_https_or_loopback() {
        for good in [
            "https://blob.example/a?sig=s3cr3t",
            "http://127.0.0.1:9/a",
            "http://[::1]/",
        ] {
            assert_eq!(parse(good).unwrap(), Url::parse(good).unwrap());
        }
        for bad in [
            "http://blob.example/a?sig=s3cr3t",
            "ftp://blob.example/a?sig=s3cr3t",
            "s3cr3t",
        ] {
            let error = parse(bad).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Upload);
            assert!(!format!("{error} {error:?}").contains("s3cr3t"));
        }
    }
}
