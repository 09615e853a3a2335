//! The body of an upload: an archive that is read in parts while it is sent.

use std::{
    error::Error as StdError,
    fmt,
    future::Future,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::{sync::watch, task::JoinHandle};

use super::archive::Archive;

/// The size of a part. Larger parts are not faster.
const PART: usize = 128 * 1024;

/// Reports the number of bytes passed to the connection.
pub(super) struct ArchiveBody {
    archive: Arc<Archive>,
    sent: u64,
    reading: Option<JoinHandle<io::Result<Bytes>>>,
    reports: watch::Sender<u64>,
}

impl ArchiveBody {
    pub(super) fn new(archive: Arc<Archive>, reports: watch::Sender<u64>) -> Self {
        Self {
            archive,
            sent: 0,
            reading: None,
            reports,
        }
    }

    fn left(&self) -> u64 {
        self.archive.length() - self.sent
    }
}

impl Body for ArchiveBody {
    type Data = Bytes;
    type Error = Unreadable;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Unreadable>>> {
        if self.left() == 0 {
            return Poll::Ready(None);
        }
        let (archive, at) = (Arc::clone(&self.archive), self.sent);
        let reading = self
            .reading
            .get_or_insert_with(|| tokio::task::spawn_blocking(move || archive.read(at, PART)));
        let read = ready!(Pin::new(reading).poll(context));
        self.reading = None;
        let part = match read.unwrap_or_else(|e| Err(io::Error::other(e))) {
            Ok(part) => part,
            Err(e) => return Poll::Ready(Some(Err(Unreadable(e)))),
        };
        self.sent += part.len() as u64;
        self.reports.send_replace(self.sent);
        Poll::Ready(Some(Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left())
    }
}

/// The archive could not be read during the upload.
#[derive(Debug)]
pub(super) struct Unreadable(io::Error);

impl Unreadable {
    /// Returns whether this caused the error of a request.
    pub(super) fn is_cause_of(error: &reqwest::Error) -> bool {
        let mut cause = error.source();
        while let Some(e) = cause {
            if e.is::<Self>() {
                return true;
            }
            cause = e.source();
        }
        false
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read the archive")
    }
}

impl StdError for Unreadable {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}
