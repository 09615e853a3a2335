//! A rule that replaces the responses to some requests.

use std::fmt;
use std::sync::Arc;

use crate::FakeResponse;

/// Decides on each request by its number.
#[derive(Clone)]
pub(crate) struct Rule(Arc<dyn Fn(u64) -> Option<FakeResponse> + Send + Sync>);

impl Rule {
    pub(crate) fn new(
        decide: impl Fn(u64) -> Option<FakeResponse> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(decide))
    }

    pub(crate) fn decide(&self, number: u64) -> Option<FakeResponse> {
        (self.0)(number)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Rule")
    }
}
