//! Follows a log search.

use std::{
    collections::HashMap,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use futures_core::Stream;

use super::{
    SearchPage,
    batch_stream::{BatchSource, BatchStream},
    search::Search,
    settings::Settings,
};
use crate::{
    client::Client,
    error::{Error, ErrorKind},
    request::Request,
};

/// The overlap of two polls, because new entries are found with a delay.
const OVERLAP: Duration = Duration::from_secs(5 * 60);

/// The minimum `range` of the API in seconds.
const MIN_RANGE: u64 = 60;

/// The entries of a log search, followed by new entries as they are written.
///
/// ```no_run
/// # async fn run(client: astro_api::Client) -> Result<(), astro_api::Error> {
/// use astro_api::types::LogSource;
///
/// let mut entries = client
///     .organization("clmaxoarx000008l2c5ayb9pt")
///     .get_deployment_logs("clvtbxx2c000508l2aaaaaaaa", [LogSource::Scheduler])
///     .range(60)
///     .follow();
/// while let Some(entry) = entries.try_next().await? {
///     println!("{}", entry.raw);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Polls every 10 s with a 5-minute overlap, and removes duplicates. Each poll reads a search to its end and sorts
/// the entries by `timestamp`.
///
/// Returns every entry once, if the API finds it within five minutes after it was written and one search can return
/// all entries of the period; see [`is_cut_off`](Self::is_cut_off). An entry that the API finds late comes after
/// newer ones. The entries of the last ten minutes are kept in memory to detect duplicates.
///
/// Ends at the deadline, if one is set. After an error, the next call continues from the last successful poll.
/// Implements `Stream` of the crate `futures-core`. [`try_next`](Self::try_next) is cancel safe.
#[must_use = "nothing is requested until `try_next` is called"]
pub struct LogTail<P: SearchPage> {
    entries: BatchStream<Poller<P>>,
    client: Client,
    settings: Arc<Settings>,
    cut_off: Arc<AtomicBool>,
}

/// The consecutive polls.
struct Poller<P> {
    client: Client,
    /// `None` after the end.
    request: Option<Result<Request, Error>>,
    offset: Option<i64>,
    settings: Arc<Settings>,
    /// Whether a poll was started before.
    has_polled: bool,
    /// When the first successful poll started, and the length of its range.
    first: Option<(Instant, Duration)>,
    /// When the last successful poll started.
    last: Option<Instant>,
    default_range: u64,
    seen: HashMap<String, SeenEntry>,
    cut_off: Arc<AtomicBool>,
    page: PhantomData<fn() -> P>,
}

/// How often an entry was returned, and when it was last found.
struct SeenEntry {
    times: usize,
    at: Instant,
}

impl<P: SearchPage> Poller<P> {
    /// Waits until the next poll. Returns `false` if the deadline is earlier.
    async fn wait(&mut self) -> bool {
        if !std::mem::replace(&mut self.has_polled, true) {
            return true;
        }
        self.settings.wait(&*self.client.transport.timer).await
    }

    /// Returns the search of a poll that starts now.
    fn search(&self, request: &Request, now: Instant) -> Search {
        let mut request = request.clone();
        let (Some(last), Some((first, reach))) = (self.last, self.first) else {
            return Search::new(self.client.clone(), request, self.offset);
        };
        for name in ["searchId", "startDate"] {
            request.remove_query(name);
        }
        let wanted = now.saturating_duration_since(last) + OVERLAP;
        // The range must not start before that of the first poll, which is the range of the caller.
        let most = now.saturating_duration_since(first) + reach;
        let range = wanted.as_secs().min(most.as_secs()).max(MIN_RANGE);
        request.set_query("range", range.to_string());
        Search::new(self.client.clone(), request, None)
    }

    async fn poll(&mut self, request: &Request) -> Result<Vec<P::Entry>, Error> {
        let now = self.client.transport.timer.now();
        let mut search = self
            .search(request, now)
            .with_deadline(self.settings.deadline());
        let mut found = Vec::new();
        while !search.is_over() {
            found.extend(search.page::<P>().await?);
        }
        self.cut_off
            .fetch_or(search.is_cut_off(), Ordering::Relaxed);
        let reach = request.query_value("range").and_then(|r| r.parse().ok());
        let reach = Duration::from_secs(reach.unwrap_or(self.default_range));
        self.first.get_or_insert((now, reach));
        self.last = Some(now);
        let mut new = self.unseen(found, now);
        new.sort_by(|a, b| P::timestamp(a).total_cmp(&P::timestamp(b)));
        Ok(new)
    }

    /// Returns the entries that were not returned before.
    fn unseen(&mut self, found: Vec<P::Entry>, now: Instant) -> Vec<P::Entry> {
        let mut here: HashMap<String, usize> = HashMap::new();
        let mut new = Vec::new();
        for entry in found {
            // Every entry was deserialized from JSON, so it can be serialized.
            let key = serde_json::to_string(&entry).unwrap_or_default();
            let times = here.entry(key.clone()).or_default();
            *times += 1;
            let seen = self
                .seen
                .entry(key)
                .or_insert(SeenEntry { times: 0, at: now });
            seen.at = now;
            if *times > seen.times {
                seen.times = *times;
                new.push(entry);
            }
        }
        // No later poll can return these again.
        self.seen
            .retain(|_, s| now.saturating_duration_since(s.at) <= OVERLAP * 2);
        new
    }
}

impl<P: SearchPage> BatchSource for Poller<P> {
    type Entry = P::Entry;

    async fn next(&mut self) -> Option<Result<Vec<P::Entry>, Error>> {
        match self.request.take()? {
            Err(e) => Some(Err(e)),
            Ok(request) => {
                if !self.wait().await {
                    return None;
                }
                let found = self.poll(&request).await;
                let now = self.client.transport.timer.now();
                let is_over = self.settings.deadline().is_some_and(|end| end <= now);
                match found {
                    // The deadline passed during the poll.
                    Err(e) if is_over && e.kind() == ErrorKind::Timeout => None,
                    found => {
                        self.request = Some(Ok(request));
                        Some(found)
                    }
                }
            }
        }
    }
}

impl<P: SearchPage> LogTail<P> {
    pub(crate) fn new(
        client: Client,
        request: Result<Request, Error>,
        offset: Option<i64>,
        default_range: u64,
    ) -> Self {
        let request = request.and_then(|request| match request.query_value("endDate") {
            None => Ok(request),
            Some(_) => {
                let error = Error::invalid_request(
                    "a search with `endDate` cannot be followed, because it finds no later entries; remove it, or use `stream`",
                );
                Err(request.operation.with_context(error))
            }
        });
        let cut_off = Arc::new(AtomicBool::new(false));
        let settings = Arc::new(Settings::default());
        Self {
            client: client.clone(),
            settings: Arc::clone(&settings),
            cut_off: Arc::clone(&cut_off),
            entries: BatchStream::new(Poller {
                client,
                request: Some(request),
                offset,
                settings,
                has_polled: false,
                first: None,
                last: None,
                default_range,
                seen: HashMap::new(),
                cut_off,
                page: PhantomData,
            }),
        }
    }

    /// Sets the interval between two polls. Default: 10 s. Minimum: 1 s.
    pub fn with_interval(self, interval: Duration) -> Self {
        self.settings
            .set_interval(interval.max(Duration::from_secs(1)));
        self
    }

    /// Sets how long to follow, from now on. Default: no end. The stream then ends without an error.
    pub fn with_timeout(self, timeout: Duration) -> Self {
        let end = self.client.transport.timer.now().checked_add(timeout);
        self.settings.set_deadline(end);
        self
    }

    /// Waits for the next entry. Returns `None` after the deadline.
    ///
    /// # Errors
    /// Returns an error if a request fails. All entries before the error have been returned.
    pub async fn try_next(&mut self) -> Result<Option<P::Entry>, Error> {
        poll_fn(|cx| self.entries.poll(cx)).await.transpose()
    }

    /// Returns whether a poll reached the maximum number of results, so that entries may be missing. Increase
    /// `max_num_results`, or poll more often.
    pub fn is_cut_off(&self) -> bool {
        self.cut_off.load(Ordering::Relaxed)
    }
}

impl<P: SearchPage> Unpin for LogTail<P> {}

impl<P: SearchPage> Stream for LogTail<P> {
    type Item = Result<P::Entry, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.entries.poll(cx)
    }
}

impl<P: SearchPage> std::fmt::Debug for LogTail<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogTail").finish_non_exhaustive()
    }
}
