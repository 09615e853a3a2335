//! Prefetching of pages.

use std::{
    collections::VecDeque,
    future::Future,
    panic,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::task::JoinHandle;
use tracing::Instrument;

use super::Page;
use crate::{
    client::Client,
    error::{Error, ErrorKind},
    request::Request,
    response::Response,
    sync::SyncFuture,
};

type PageResult<P> = Result<Response<P>, Error>;

/// The requested pages that were not returned yet, in order.
pub(super) struct Prefetcher<P> {
    pages: VecDeque<Slot<P>>,
}

struct Slot<P> {
    offset: i64,
    loading: Loading<P>,
}

/// A page that is being fetched.
enum Loading<P> {
    /// By the caller that awaits it, without concurrent requests.
    ///
    /// The mutex is never locked; it makes the type `Sync`.
    Inline(SyncFuture<PageResult<P>>),
    /// By a task, so that it makes progress while the caller uses the previous page.
    Task(JoinHandle<PageResult<P>>),
}

impl<P: Page> Prefetcher<P> {
    pub(super) fn new() -> Self {
        Self {
            pages: VecDeque::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.pages.len()
    }

    /// The offset of the last requested page.
    pub(super) fn last_offset(&self) -> Option<i64> {
        self.pages.back().map(|slot| slot.offset)
    }

    /// Requests the page at an offset.
    pub(super) fn request(
        &mut self,
        client: &Client,
        request: &Request,
        offset: i64,
        in_a_task: bool,
    ) {
        let mut request = request.clone();
        request.set_query("offset", offset.to_string());
        let page = client.transport.clone().json(Ok(request));
        let loading = if in_a_task {
            // The task belongs to the caller's trace.
            Loading::Task(tokio::spawn(page.in_current_span()))
        } else {
            Loading::Inline(SyncFuture::new(page))
        };
        self.pages.push_back(Slot { offset, loading });
    }

    /// Awaits the first page. There must be one.
    pub(super) fn poll_first(&mut self, cx: &mut Context<'_>) -> Poll<Option<PageResult<P>>> {
        let Some(first) = self.pages.front_mut() else {
            return Poll::Ready(None);
        };
        let page = match &mut first.loading {
            Loading::Inline(page) => ready!(page.poll(cx)),
            Loading::Task(task) => match ready!(Pin::new(task).poll(cx)) {
                Ok(page) => page,
                Err(e) => match e.try_into_panic() {
                    Ok(reason) => panic::resume_unwind(reason),
                    Err(_) => Err(Error::new(
                        ErrorKind::Connection,
                        "the tokio runtime was shut down while a page was being fetched",
                    )),
                },
            },
        };
        self.pages.pop_front();
        Poll::Ready(Some(page))
    }

    /// Cancels the pages from an offset on.
    pub(super) fn drop_from(&mut self, offset: i64) {
        self.pages.retain(|slot| slot.offset < offset);
    }

    /// Cancels all pages.
    pub(super) fn clear(&mut self) {
        self.pages.clear();
    }
}

impl<P> Drop for Loading<P> {
    fn drop(&mut self) {
        if let Self::Task(task) = self {
            task.abort();
        }
    }
}
