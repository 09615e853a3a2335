//! Prefetching of pages.

use std::{
    collections::VecDeque,
    future::Future,
    panic,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use tokio::task::JoinHandle;
use tracing::Instrument;

use super::Page;
use crate::{Client, Error, ErrorKind, Response, request::Request};

type Answer<P> = Result<Response<P>, Error>;

/// The requested pages that were not returned yet, in order.
pub(super) struct Ahead<P> {
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
    Here(Mutex<Pin<Box<dyn Future<Output = Answer<P>> + Send>>>),
    /// By a task of its own, so that it makes progress while the caller processes the previous page.
    Task(JoinHandle<Answer<P>>),
}

impl<P: Page> Ahead<P> {
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
    pub(super) fn ask(&mut self, client: &Client, request: &Request, offset: i64, in_a_task: bool) {
        let mut request = request.clone();
        request.set_query("offset", offset.to_string());
        let client = client.clone();
        let answer = async move { client.inner.json(request).await };
        let loading = if in_a_task {
            // The trace of the caller goes on in the task.
            Loading::Task(tokio::spawn(answer.in_current_span()))
        } else {
            Loading::Here(Mutex::new(Box::pin(answer)))
        };
        self.pages.push_back(Slot { offset, loading });
    }

    /// Awaits the first page. There must be one.
    pub(super) fn poll_first(&mut self, cx: &mut Context<'_>) -> Poll<Option<Answer<P>>> {
        let Some(first) = self.pages.front_mut() else {
            return Poll::Ready(None);
        };
        let answer = match &mut first.loading {
            Loading::Here(answer) => {
                let answer = answer.get_mut().unwrap_or_else(PoisonError::into_inner);
                ready!(answer.as_mut().poll(cx))
            }
            Loading::Task(task) => match ready!(Pin::new(task).poll(cx)) {
                Ok(answer) => answer,
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
        Poll::Ready(Some(answer))
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
