//! Iterates over the entries of a search.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;

use super::{
    SearchPage,
    batch_stream::{BatchSource, BatchStream},
    search::Search,
};
use crate::{client::Client, error::Error, request::Request};

/// The entries of a log search over all pages, in the order of the API.
///
/// ```no_run
/// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
/// use astro_api::types::LogSource;
///
/// let mut entries = client
///     .organization("clmaxoarx000008l2c5ayb9pt")
///     .get_deployment_logs("clvtbxx2c000508l2aaaaaaaa", [LogSource::Scheduler])
///     .stream();
/// while let Some(entry) = entries.try_next().await? {
///     println!("{}", entry.raw);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Requests each page when the entries of the previous one have been returned. Ends at an empty page, at the maximum
/// number of results, or after an error. Implements `Stream` of the crate `futures-core`.
/// [`try_next`](Self::try_next) is cancel safe.
#[must_use = "nothing is requested until `try_next` is called"]
pub struct SearchStream<P: SearchPage>(BatchStream<SinglePass<P>>);

/// The pages of one search.
struct SinglePass<P> {
    /// `None` once it is over.
    search: Option<Result<Search, Error>>,
    page: std::marker::PhantomData<fn() -> P>,
}

impl<P: SearchPage> BatchSource for SinglePass<P> {
    type Entry = P::Entry;

    async fn next(&mut self) -> Option<Result<Vec<P::Entry>, Error>> {
        match self.search.take()? {
            Err(e) => Some(Err(e)),
            Ok(mut search) => {
                let entries = search.page::<P>().await;
                if entries.is_ok() && !search.is_over() {
                    self.search = Some(Ok(search));
                }
                Some(entries)
            }
        }
    }
}

impl<P: SearchPage> SearchStream<P> {
    pub(crate) fn new(
        client: Client,
        request: Result<Request, Error>,
        offset: Option<i64>,
    ) -> Self {
        Self(BatchStream::new(SinglePass {
            search: Some(request.map(|request| Search::new(client, request, offset))),
            page: std::marker::PhantomData,
        }))
    }

    /// Returns the next entry, or `None` after the last.
    ///
    /// # Errors
    /// Returns an error if a request fails. All entries before the error have been returned.
    pub async fn try_next(&mut self) -> Result<Option<P::Entry>, Error> {
        poll_fn(|cx| self.0.poll(cx)).await.transpose()
    }

    /// Collects all remaining entries, into any collection.
    ///
    /// # Errors
    /// As [`try_next`](Self::try_next); the entries before the error are dropped.
    pub async fn try_collect<C: Default + Extend<P::Entry>>(mut self) -> Result<C, Error> {
        let mut all = C::default();
        while let Some(entry) = self.try_next().await? {
            all.extend([entry]);
        }
        Ok(all)
    }
}

impl<P: SearchPage> Unpin for SearchStream<P> {}

impl<P: SearchPage> Stream for SearchStream<P> {
    type Item = Result<P::Entry, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll(cx)
    }
}

impl<P: SearchPage> std::fmt::Debug for SearchStream<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchStream").finish_non_exhaustive()
    }
}
