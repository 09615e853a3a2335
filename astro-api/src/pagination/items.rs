//! Iterates over the items of a list.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;

use super::{Page, Pages};
use crate::Error;

/// The items of a list, over all pages.
///
/// ```no_run
/// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
/// let mut organizations = client.list_organizations().stream();
/// while let Some(organization) = organizations.try_next().await? {
///     println!("{}", organization.name);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Order, prefetching, errors and cancellation are the same as for [`Pages`]. The current page counts as one of the
/// prefetched pages. Implements `Stream` of the crate `futures-core`.
#[must_use = "nothing is requested until `try_next` is called"]
pub struct ItemStream<P: Page> {
    pages: Pages<P>,
    page: vec::IntoIter<P::Item>,
    total_count: Option<i64>,
}

impl<P: Page> Pages<P> {
    pub(crate) fn into_items(self) -> ItemStream<P> {
        ItemStream {
            pages: self,
            page: Vec::new().into_iter(),
            total_count: None,
        }
    }
}

impl<P: Page> ItemStream<P> {
    /// Overrides [`ClientBuilder::concurrent_pages`](crate::ClientBuilder::concurrent_pages).
    pub fn with_concurrent_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.with_concurrent_pages(pages);
        self
    }

    /// Returns the next item, or `None` after the last.
    ///
    /// # Errors
    /// Returns an error if a request fails, or [`ErrorKind::InconsistentPages`](crate::ErrorKind::InconsistentPages).
    /// All items before the error have been returned.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        poll_fn(|cx| self.poll_item(cx)).await.transpose()
    }

    /// Collects all remaining items, into any collection.
    ///
    /// # Errors
    /// As [`try_next`](Self::try_next); the items before the error are dropped.
    pub async fn try_collect<C: Default + Extend<P::Item>>(mut self) -> Result<C, Error> {
        let mut all = C::default();
        while let Some(item) = self.try_next().await? {
            all.extend([item]);
        }
        Ok(all)
    }

    /// Returns the offset of the next item. To resume after an error, pass it to `offset` of a new request.
    pub fn next_offset(&self) -> i64 {
        let held = i64::try_from(self.page.len()).unwrap_or(i64::MAX);
        self.pages.next_offset().saturating_sub(held)
    }

    /// Returns the number of items on all pages, as the last page reported it; `None` before the first page.
    pub fn total_count(&self) -> Option<i64> {
        self.total_count
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<P::Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Err(e)) => return Poll::Ready(Some(Err(e))),
                Some(Ok(page)) => {
                    self.total_count = Some(page.total_count());
                    self.page = page.into_inner().into_items().into_iter();
                    // Prefetches the later pages while this one is used.
                    self.pages.fetch_ahead(1);
                }
            }
        }
    }
}

impl<P: Page> Unpin for ItemStream<P> {}

impl<P: Page> Stream for ItemStream<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<P: Page> std::fmt::Debug for ItemStream<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ItemStream")
            .field("pages", &self.pages)
            .field("total_count", &self.total_count)
            .finish()
    }
}
