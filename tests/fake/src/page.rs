//! Pages of the list, and faults that edit them.

use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

/// One page of the list as it is about to be sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page {
    /// The offset asked for.
    pub offset: usize,
    /// The limit applied.
    pub limit: usize,
    /// How many Organizations match altogether.
    pub total_count: usize,
    /// The Organizations of this page.
    pub organizations: Vec<Value>,
    /// How many pages the fault in force has edited before this one.
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

/// An edit of every page that is listed; set it with [`Fake::on_page`](crate::Fake::on_page).
#[derive(Clone)]
pub struct PageFault(Arc<dyn Fn(&mut Page) + Send + Sync>);

impl PageFault {
    /// Any edit.
    pub fn new(edit: impl Fn(&mut Page) + Send + Sync + 'static) -> Self {
        Self(Arc::new(edit))
    }

    /// Pages at this offset and behind it are empty, while the total promises more. A page that
    /// reaches over the offset ends there.
    #[must_use]
    pub fn empty_from(offset: usize) -> Self {
        Self::new(move |page| {
            page.organizations
                .truncate(offset.saturating_sub(page.offset))
        })
    }

    /// The total is true on the first page, and lower by `step` on each page after it, as if others
    /// deleted the last Organizations meanwhile: rows at and behind the total are missing.
    #[must_use]
    pub fn total_shrinks(step: usize) -> Self {
        Self::new(move |page| {
            page.total_count = page.total_count.saturating_sub(page.drift(step));
            page.organizations
                .truncate(page.total_count.saturating_sub(page.offset));
        })
    }

    /// The total is true on the first page, and higher by `step` on each page after it, for
    /// Organizations that the walk never gets to see.
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
