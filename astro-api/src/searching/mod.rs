//! Searches that are read on by their id, to their end or for as long as something new is found.

mod batches;
mod follower;
mod search;
mod settings;
mod stream;

use serde::{Serialize, de::DeserializeOwned};

use crate::paging::Sealed;

pub use follower::LogTail;
pub use stream::SearchStream;

/// One page of what a search found.
///
/// Implemented by every answer that has `searchId`, `maxNumResults` and a list of things with a `timestamp`; not to be
/// implemented outside this crate.
pub trait SearchPage: DeserializeOwned + Send + Sealed + 'static {
    /// What the search finds.
    type Entry: Serialize + Send + 'static;

    /// The id to read on with.
    fn search_id(&self) -> &str;

    /// How many entries the search finds at most, on all its pages.
    fn max_num_results(&self) -> i64;

    /// The entries on this page, to keep.
    fn into_entries(self) -> Vec<Self::Entry>;

    /// When an entry was written. Greater is later; the unit is the API's.
    fn timestamp(entry: &Self::Entry) -> f64;
}
