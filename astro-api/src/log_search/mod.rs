//! Log searches: read to their end, or followed.

mod batch_stream;
mod log_tail;
mod search;
mod settings;
mod stream;

use serde::{Serialize, de::DeserializeOwned};

use crate::pagination::Sealed;

pub use log_tail::LogTail;
pub use stream::SearchStream;

/// A page of search results.
///
/// Implemented for every response with `searchId`, `maxNumResults` and a list of entries with a `timestamp`. It
/// cannot be implemented outside this crate.
pub trait SearchPage: DeserializeOwned + Send + Sealed + 'static {
    /// The type of the entries.
    type Entry: Serialize + Send + 'static;

    /// Returns the id with which the search continues.
    fn search_id(&self) -> &str;

    /// Returns the maximum number of entries on all pages.
    fn max_num_results(&self) -> i64;

    /// Returns the entries of this page.
    fn into_entries(self) -> Vec<Self::Entry>;

    /// Returns the time of an entry, in the unit of the API.
    fn timestamp(entry: &Self::Entry) -> f64;
}
