//! Iterates over the pages of a list.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{Page, prefetch::Prefetcher};
use crate::{
    client::Client,
    error::{Error, ErrorKind},
    request::Request,
    response::Response,
};

/// The pages of a list, in order.
///
/// The first call of [`try_next`](Self::try_next) requests the first page. Once the total and the page size are
/// known, up to [`concurrent_pages`](crate::ClientBuilder::concurrent_pages) pages are fetched concurrently. The
/// result is the same as without prefetching: if a page has fewer or more items than the previous ones, the pages
/// after it are requested again, from the next item on.
///
/// The iteration ends when `totalCount` is reached. An empty page before that is an error of the kind
/// [`InconsistentPages`](ErrorKind::InconsistentPages). An error is returned after the pages before it, and ends the
/// iteration.
///
/// Implements `Stream` of the crate `futures-core`. [`try_next`](Self::try_next) is cancel safe. Dropping `Pages`
/// cancels its requests.
#[must_use = "nothing is requested until `try_next` is called"]
pub struct Pages<P: Page> {
    client: Client,
    /// Its offset is replaced for each page. `None` at the end.
    request: Option<Result<Request, Error>>,
    /// The offset of the next page to return.
    offset: i64,
    /// The page size, once it is known.
    rows: Option<i64>,
    total: i64,
    concurrent: usize,
    prefetcher: Prefetcher<P>,
}

impl<P: Page> Pages<P> {
    pub(crate) fn new(
        client: Client,
        request: Result<Request, Error>,
        offset: Option<i64>,
    ) -> Self {
        Self {
            concurrent: client.concurrent_pages,
            client,
            request: Some(request),
            offset: offset.unwrap_or(0),
            rows: None,
            total: 0,
            prefetcher: Prefetcher::new(),
        }
    }

    /// Overrides [`ClientBuilder::concurrent_pages`](crate::ClientBuilder::concurrent_pages).
    pub fn with_concurrent_pages(mut self, pages: usize) -> Self {
        self.concurrent = pages.max(1);
        self
    }

    /// Returns the offset of the next page. To resume after an error, pass it to `offset` of a new request.
    pub fn next_offset(&self) -> i64 {
        self.offset
    }

    /// Returns the next page, or `None` after the last.
    ///
    /// # Errors
    /// Returns an error if a request fails, or [`ErrorKind::InconsistentPages`].
    pub async fn try_next(&mut self) -> Result<Option<Response<P>>, Error> {
        poll_fn(|cx| self.poll_page(cx)).await.transpose()
    }

    pub(super) fn poll_page(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Response<P>, Error>>> {
        if let Some(Err(_)) = &self.request {
            return Poll::Ready(self.request.take().and_then(Result::err).map(Err));
        }
        self.fetch_ahead(0);
        let Some(page) = ready!(self.prefetcher.poll_first(cx)) else {
            return Poll::Ready(None);
        };
        let result = page.and_then(|page| self.advance(page));
        if result.is_err() {
            self.end();
        }
        // A first page without rows is still returned, because it has the total.
        Poll::Ready(Some(result))
    }

    /// Requests the next page, and later ones if their offsets are known. `held` is the number of pages that the
    /// caller holds.
    pub(super) fn fetch_ahead(&mut self, held: usize) {
        let Some(Ok(request)) = &self.request else {
            return;
        };
        let room = self.concurrent.saturating_sub(held);
        while self.prefetcher.len() < room {
            let offset = match (self.prefetcher.last_offset(), self.rows) {
                (None, _) => self.offset,
                (Some(last), Some(rows)) => last.saturating_add(rows),
                // The offsets of later pages are unknown until this page arrives.
                (Some(_), None) => return,
            };
            if self.rows.is_some() && offset >= self.total {
                return;
            }
            // A page that the caller awaits needs no task.
            let in_a_task = self.concurrent > 1 && self.rows.is_some();
            self.prefetcher
                .request(&self.client, request, offset, in_a_task);
        }
    }

    /// Advances by the number of received rows, and ends when there are no more.
    fn advance(&mut self, page: Response<P>) -> Result<Response<P>, Error> {
        self.total = page.total_count();
        let rows = i64::try_from(page.items().len()).unwrap_or(i64::MAX);
        if rows == 0 && self.offset < self.total {
            return Err(self.inconsistent(&page));
        }
        self.offset = self.offset.saturating_add(rows);
        if self.offset >= self.total {
            self.end();
        } else if self.rows.is_none_or(|before| before == rows) {
            self.rows = Some(rows);
            self.prefetcher.drop_from(self.total);
        } else {
            // The prefetched pages start at wrong offsets. The next page determines the page size again.
            self.rows = None;
            self.prefetcher.clear();
        }
        Ok(page)
    }

    fn end(&mut self) {
        self.request = None;
        self.prefetcher.clear();
    }

    fn inconsistent(&self, page: &Response<P>) -> Error {
        let (offset, total) = (self.offset, self.total);
        let error = Error::new(
            ErrorKind::InconsistentPages,
            format!(
                "the page at offset {offset} is empty, but the total is {total}; the list may have changed during the iteration, so start again"
            ),
        );
        let error = page.parts().with_context(error);
        match &self.request {
            Some(Ok(request)) => request.operation.with_context(error),
            _ => error,
        }
    }
}

impl<P: Page> Unpin for Pages<P> {}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<Response<P>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<P: Page> std::fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("offset", &self.offset)
            .field("done", &self.request.is_none())
            .finish()
    }
}
