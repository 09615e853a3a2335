//! Errors of packing and uploading.

use std::time::Duration;

use reqwest::{StatusCode, header::HeaderMap};

use super::{Delivery, Error, ErrorKind, Persistence};

impl Error {
    /// Creates an error for a file that cannot be read, packed or written.
    pub(crate) fn archive(message: impl Into<String>, error: std::io::Error) -> Self {
        Self::new(ErrorKind::Archive, message).with_source(error)
    }

    /// Creates an error for a status of the storage. It does not contain the body, which may contain the URL that
    /// grants access.
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
            message.push_str("; the upload URL may have expired; start a new deploy");
        }
        // Repeating an upload only creates another version.
        Self::new(ErrorKind::Upload, message)
            .with_retryability(Delivery::Sent, true, Persistence::from_status(status))
            .with_response(status, request_id, headers)
    }

    /// Creates an error for an upload without progress.
    pub(crate) fn upload_stalled(timeout: Duration) -> Self {
        let message = format!(
            "the upload stalled for {timeout:?}; increase the timeout with `upload_stall_timeout`"
        );
        Self::new(ErrorKind::Timeout, message).with_retryability(
            Delivery::Sent,
            true,
            Persistence::Transient,
        )
    }

    /// Adds the deploy and its step.
    pub(crate) fn in_deploy(mut self, context: String) -> Self {
        self.0.context = Some(context);
        self
    }
}
