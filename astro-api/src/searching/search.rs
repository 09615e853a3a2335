//! One search, page after page.

use super::Found;
use crate::{Client, Error, Response, request::Request};

/// A search that has been begun, or is to be.
pub(super) struct Search {
    client: Client,
    request: Request,
    offset: i64,
    over: bool,
    cut_off: bool,
}

impl Search {
    pub(super) fn new(client: Client, request: Request, offset: Option<i64>) -> Self {
        Self {
            client,
            request,
            offset: offset.unwrap_or(0),
            over: false,
            cut_off: false,
        }
    }

    /// Whether there is nothing more to read.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Whether it ended because it had found as many entries as it may.
    pub(super) fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// The entries of the next page. There are no more when it is empty; the API tells the end by nothing else.
    pub(super) async fn page<P: Found>(&mut self) -> Result<Vec<P::Entry>, Error> {
        let mut request = self.request.clone();
        request.set_query("offset", self.offset.to_string());
        let page: Response<P> = self.client.inner.json(request).await?;
        let (id, most) = (page.search_id(), page.max_num_results());
        if !id.is_empty() {
            self.request.set_query("searchId", id.to_owned());
        }
        let entries = page.into_inner().into_entries();
        let received = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        self.offset = self.offset.saturating_add(received);
        self.cut_off = received > 0 && most > 0 && self.offset >= most;
        self.over = received == 0 || self.cut_off;
        Ok(entries)
    }
}
