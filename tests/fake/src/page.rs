//! Pages of the list, and faults that edit them.

use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

/// A page of the list before it is sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page {
    /// The requested offset.
    pub offset: usize,
    /// The applied limit.
    pub limit: usize,
    /// The total number of matching Organizations.
    pub total_count: usize,
    /// The Organizations of this page.
    pub organizations: Vec<Value>,
    /// The number of pages that the fault has edited before this one.
    pub number: u64,
}

impl Page {
    pub(crate) fn into_json(self) -> Value {
        json!({
            "limit": self.limit,
            "offset": self.offset,
            "organizations": self.organizations,
            "totalCount": self.total_count,
        })
    }
}

/// A fault that edits every page of the list, set with [`Fake::on_page`](crate::Fake::on_page).
#[derive(Clone)]
pub struct PageFault(Arc<dyn Fn(&mut Page) + Send + Sync>);

impl PageFault {
    /// Creates a fault from a function.
    pub fn new(edit: impl Fn(&mut Page) + Send + Sync + 'static) -> Self {
        Self(Arc::new(edit))
    }

    /// Truncates the list at this offset: later pages are empty although the total is larger.
    #[must_use]
    pub fn empty_from(offset: usize) -> Self {
        Self::new(move |page| {
            page.organizations
                .truncate(offset.saturating_sub(page.offset))
        })
    }

    /// Decreases the total by `step` with each page after the first, as if the last Organizations were deleted during
    /// the iteration.
    #[must_use]
    pub fn total_shrinks(step: usize) -> Self {
        Self::new(move |page| {
            page.total_count = page.total_count.saturating_sub(page.drift(step));
            page.organizations
                .truncate(page.total_count.saturating_sub(page.offset));
        })
    }

    /// Increases the total by `step` with each page after the first, without returning more Organizations.
    #[must_use]
    pub fn total_grows(step: usize) -> Self {
        Self::new(move |page| page.total_count = page.total_count.saturating_add(page.drift(step)))
    }

    pub(crate) fn edit(&self, page: &mut Page) {
        (self.0)(page);
    }
}

impl Page {
    fn drift(&self, step: usize) -> usize {
        usize::try_from(self.number)
            .unwrap_or(usize::MAX)
            .saturating_mul(step)
    }
}

impl fmt::Debug for PageFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PageFault")
    }
}
