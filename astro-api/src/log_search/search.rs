//! One search, page after page.

use std::time::Instant;

use super::SearchPage;
use crate::{Client, Error, ErrorKind, Response, request::Request};

/// How many entries a search finds at most where neither the response nor the request says it; ten times the API's own
/// default.
const MOST: i64 = 100_000;

/// A search that has been begun, or is to be.
pub(super) struct Search {
    client: Client,
    request: Request,
    offset: i64,
    over: bool,
    cut_off: bool,
    /// When it is given up.
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

    /// Whether there is nothing more to read.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Whether it ended because it had found as many entries as it may.
    pub(super) fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// How many entries may come while no response says how many there are at most.
    fn most_without_a_word(&self) -> i64 {
        let asked = self.request.query_value("maxNumResults");
        asked.and_then(|text| text.parse().ok()).unwrap_or(MOST)
    }

    /// The entries of the next page. There are no more when it is empty; the API tells the end by nothing else.
    pub(super) async fn page<P: SearchPage>(&mut self) -> Result<Vec<P::Entry>, Error> {
        let mut request = self.request.clone();
        request.set_query("offset", self.offset.to_string());
        if let Some(end) = self.deadline {
            let left = end.saturating_duration_since(self.client.inner.timer().now());
            let own = request
                .options
                .timeout
                .unwrap_or(self.client.inner.timeout());
            request.options.timeout = Some(own.min(left));
        }
        let page: Response<P> = self.client.inner.json(request).await?;
        let (id, most) = (page.search_id(), page.max_num_results());
        if !id.is_empty() {
            self.request.set_query("searchId", id.to_owned());
        }
        let entries = page.into_inner().into_entries();
        let received = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        self.offset = self.offset.saturating_add(received);
        if most <= 0 && received > 0 && self.offset > self.most_without_a_word() {
            self.over = true;
            return Err(Error::new(
                ErrorKind::InconsistentPages,
                format!(
                    "the search does not end: the responses do not say how many entries it finds at most, and {} have come; set `max_num_results`, or a shorter `range`",
                    self.offset
                ),
            )
            .with_operation(&self.request.operation));
        }
        self.cut_off = received > 0 && most > 0 && self.offset >= most;
        self.over = received == 0 || self.cut_off;
        Ok(entries)
    }
}
