//! Lists that come in pages, walked to their end.

mod ahead;
mod items;
mod pages;

use serde::de::DeserializeOwned;

pub use items::ItemStream;
pub use pages::Pages;

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
