//! Pagination.

mod items;
mod pages;
mod prefetch;

use serde::de::DeserializeOwned;

pub use items::ItemStream;
pub use pages::Pages;

mod sealed {
    pub trait Sealed {}
}

pub(crate) use sealed::Sealed;

/// A page of a list.
///
/// Implemented for every response with `totalCount` and one collection. It cannot be implemented outside this crate.
pub trait Page: DeserializeOwned + Send + Sealed + 'static {
    /// The type of the items.
    type Item;

    /// Returns the number of items on all pages.
    fn total_count(&self) -> i64;

    /// Returns the items of this page.
    fn items(&self) -> &[Self::Item];

    /// Returns the items of this page by value.
    fn into_items(self) -> Vec<Self::Item>;
}
