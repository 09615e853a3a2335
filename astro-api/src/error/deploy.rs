//! Errors of packing and uploading.

use std::time::Duration;

use reqwest::{StatusCode, header::HeaderMap};

use super::{Error, ErrorKind};

impl Error {
    /// A file that cannot be read, packed or written.
    pub(crate) fn archive(message: impl Into<String>, error: std::io::Error) -> Self {
        Self::new(ErrorKind::Archive, message).with_source(error)
    }

    /// The storage refused an upload. Its body is not kept: it may quote the URL, which grants access.
    pub(crate) fn upload_refused(
        status: StatusCode,
        code: Option<String>,
        request_id: Option<String>,
        headers: &HeaderMap,
    ) -> Self {
        let mut message = format!("the storage returned {status}");
        if let Some(code) = code {
            message = format!("{message} ({code})");
        }
        if matches!(status.as_u16(), 401 | 403 | 404) {
            message.push_str("; the URL to upload to may have expired, start a new deploy");
        }
        let may_pass = matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504);
        // An upload that is sent twice only gets another version.
        Self::new(ErrorKind::Upload, message)
            .passing(true, true, may_pass)
            .with_response(status, request_id, headers)
    }

    /// The storage took nothing and returned nothing for some time.
    pub(crate) fn upload_stalled(timeout: Duration) -> Self {
        let message = format!(
            "the storage did not respond for {timeout:?}; increase it with `upload_stall_timeout`"
        );
        Self::new(ErrorKind::Timeout, message).passing(true, true, true)
    }

    /// Says in which deploy and at which step it happened.
    pub(crate) fn in_deploy(mut self, context: String) -> Self {
        self.0.context = Some(context);
        self
    }
}
