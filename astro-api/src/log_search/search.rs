//! Reads a search page by page.

use std::time::Instant;

use super::SearchPage;
use crate::{
    client::Client,
    error::{Error, ErrorKind},
    request::Request,
    response::Response,
};

/// The maximum number of entries if neither the response nor the request has one: ten times the default of the API.
const MAX_ENTRIES: i64 = 100_000;

/// A search.
pub(super) struct Search {
    client: Client,
    request: Request,
    offset: i64,
    over: bool,
    cut_off: bool,
    /// Its deadline.
    deadline: Option<Instant>,
}

impl Search {
    pub(super) fn new(client: Client, request: Request, offset: Option<i64>) -> Self {
        Self {
            client,
            request,
            offset: offset.unwrap_or(0),
            over: false,
            cut_off: false,
            deadline: None,
        }
    }

    pub(super) fn with_deadline(mut self, deadline: Option<Instant>) -> Self {
        self.deadline = deadline;
        self
    }

    /// Returns whether the search is complete.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Returns whether the search ended at the maximum number of entries.
    pub(super) fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// Returns the maximum number of entries while no response has one.
    fn max_without_limit(&self) -> i64 {
        let requested = self.request.query_value("maxNumResults");
        requested
            .and_then(|text| text.parse().ok())
            .unwrap_or(MAX_ENTRIES)
    }

    /// Returns the entries of the next page. Only an empty page indicates the end.
    pub(super) async fn page<P: SearchPage>(&mut self) -> Result<Vec<P::Entry>, Error> {
        let mut request = self.request.clone();
        request.set_query("offset", self.offset.to_string());
        if let Some(end) = self.deadline {
            let remaining = end.saturating_duration_since(self.client.transport.timer.now());
            request.limit_timeout(self.client.transport.timeouts.call, remaining);
        }
        let page: Response<P> = self.client.transport.clone().json(Ok(request)).await?;
        let (id, most) = (page.search_id(), page.max_num_results());
        if !id.is_empty() {
            self.request.set_query("searchId", id.to_owned());
        }
        let entries = page.into_inner().into_entries();
        let received = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        self.offset = self.offset.saturating_add(received);
        if most <= 0 && received > 0 && self.offset > self.max_without_limit() {
            self.over = true;
            let message = format!(
                "the search returned {} entries and no maximum; set `max_num_results` or a shorter `range`",
                self.offset
            );
            let error = Error::new(ErrorKind::InconsistentPages, message);
            return Err(self.request.operation.with_context(error));
        }
        self.cut_off = received > 0 && most > 0 && self.offset >= most;
        self.over = received == 0 || self.cut_off;
        Ok(entries)
    }
}
