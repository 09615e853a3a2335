//! Lists that come in pages, walked to their end.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::{Client, Error, ErrorKind, Response, request::Request};

mod sealed {
    pub trait Sealed {}
}

pub(crate) use sealed::Sealed;

/// One page of a list.
///
/// Implemented by every answer that has `totalCount` and one collection; not to be implemented outside this crate.
pub trait Page: DeserializeOwned + Send + Sealed + 'static {
    /// What the list is of.
    type Item;

    /// How many items the whole list has, on all its pages.
    fn total_count(&self) -> i64;

    /// The items on this page.
    fn items(&self) -> &[Self::Item];

    /// The items on this page, to keep.
    fn into_items(self) -> Vec<Self::Item>;
}

type Loading<P> = Pin<Box<dyn Future<Output = Result<Response<P>, Error>> + Send>>;

/// The pages of a list, one after the other.
///
/// Each is asked for when the one before has been taken, starting where its rows ended. The walk ends when as many rows
/// have come as the total says. An empty page while the total promises more is an error of the kind
/// [`InconsistentPages`](ErrorKind::InconsistentPages), never a quiet end; after an error the walk is over.
///
/// It is also a `Stream` in the sense of the crate `futures`. Dropping it, or a future of it, at any time is safe: a
/// page that was under way is asked for no more, or is there at the next call.
#[must_use = "nothing is asked for until a page is taken with `try_next`"]
pub struct Pages<P: Page> {
    client: Client,
    /// The offset in it is replaced with each page. `None` once the walk is over.
    request: Option<Result<Request, Error>>,
    offset: i64,
    loading: Option<Loading<P>>,
}

impl<P: Page> Pages<P> {
    pub(crate) fn new(
        client: Client,
        request: Result<Request, Error>,
        offset: Option<i64>,
    ) -> Self {
        Self {
            client,
            request: Some(request),
            offset: offset.unwrap_or(0),
            loading: None,
        }
    }

    pub(crate) fn into_items(self) -> ItemStream<P> {
        ItemStream {
            pages: self,
            page: Vec::new().into_iter(),
            total_count: None,
        }
    }

    /// The next page, or `None` after the last.
    ///
    /// # Errors
    /// What the operation's `send` may fail with, and [`ErrorKind::InconsistentPages`].
    pub async fn try_next(&mut self) -> Result<Option<Response<P>>, Error> {
        poll_fn(|cx| self.poll_page(cx)).await.transpose()
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Response<P>, Error>>> {
        if self.loading.is_none() {
            match self.request.take() {
                None => return Poll::Ready(None),
                Some(Err(e)) => return Poll::Ready(Some(Err(e))),
                Some(Ok(request)) => {
                    let mut next = request.clone();
                    next.set_query("offset", self.offset.to_string());
                    self.request = Some(Ok(request));
                    let client = self.client.clone();
                    self.loading = Some(Box::pin(async move { client.json(next).await }));
                }
            }
        }
        let Some(loading) = &mut self.loading else {
            return Poll::Ready(None);
        };
        let result = ready!(loading.as_mut().poll(cx));
        self.loading = None;
        let result = result.and_then(|page| self.advance(page));
        if result.is_err() {
            self.request = None;
        }
        // A first page without rows is still a page: it has the total.
        Poll::Ready(Some(result))
    }

    /// Moves on by the rows received, and ends the walk when there are no more.
    fn advance(&mut self, page: Response<P>) -> Result<Response<P>, Error> {
        let total = page.total_count();
        let rows = i64::try_from(page.items().len()).unwrap_or(i64::MAX);
        if rows == 0 && self.offset < total {
            let operation = self
                .request
                .as_ref()
                .and_then(|r| r.as_ref().ok())
                .map(|r| r.operation.id);
            let error = Error::new(
                ErrorKind::InconsistentPages,
                format!(
                    "the page at offset {} is empty, though the total promises {total} rows; the list may have changed during the walk, so start it again",
                    self.offset
                ),
            )
            .with_answer(page.status(), page.request_id().map(str::to_owned));
            return Err(match operation {
                Some(operation) => error.with_operation(operation),
                None => error,
            });
        }
        self.offset = self.offset.saturating_add(rows);
        if self.offset >= total {
            self.request = None;
        }
        Ok(page)
    }
}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<Response<P>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

/// The items of a list, page after page.
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
/// What [`Pages`] says of order, errors and dropping holds here as well. It is also a `Stream` in the sense of the crate
/// `futures`.
#[must_use = "nothing is asked for until an item is taken with `try_next`"]
pub struct ItemStream<P: Page> {
    pages: Pages<P>,
    page: vec::IntoIter<P::Item>,
    total_count: Option<i64>,
}

impl<P: Page> ItemStream<P> {
    /// The next item, or `None` after the last.
    ///
    /// # Errors
    /// What the operation's `send` may fail with, and [`ErrorKind::InconsistentPages`]. The items before have been
    /// returned by then.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        poll_fn(|cx| self.poll_item(cx)).await.transpose()
    }

    /// All items that are left.
    ///
    /// # Errors
    /// As [`try_next`](Self::try_next); the items that came before the error are dropped.
    pub async fn try_collect(mut self) -> Result<Vec<P::Item>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.try_next().await? {
            all.push(item);
        }
        Ok(all)
    }

    /// How many items the whole list has, as the last page said; `None` before the first page.
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

impl<P: Page> std::fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("offset", &self.offset)
            .field("done", &self.request.is_none())
            .finish()
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
