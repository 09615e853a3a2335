//! The members that filters and sorts compare.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// A filter and a sort order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Selection {
    pub(crate) product_plan: Option<String>,
    pub(crate) product: Option<String>,
    pub(crate) astronomer_product: Option<String>,
    /// The first key takes precedence; the next ones break ties.
    pub(crate) sorts: Vec<Sort>,
}

/// A sort key with its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sort {
    pub(crate) key: Key,
    pub(crate) descending: bool,
}

/// The compared member. Names are compared by code point, times by instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Name,
    CreatedAt,
    UpdatedAt,
}

/// The members of an Organization that filters and sorts compare.
#[derive(Debug, PartialEq)]
pub(crate) struct SortKeys<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) created_at: Option<DateTime<Utc>>,
    pub(crate) updated_at: Option<DateTime<Utc>>,
    pub(crate) product: Option<&'a str>,
    /// The `astronomerProduct` and `productPlanName` of each plan.
    pub(crate) plans: Vec<(&'a str, &'a str)>,
}

impl<'a> SortKeys<'a> {
    /// Reads them from JSON, in which any may be absent or have another type, since a test may add such a document.
    pub(crate) fn of(organization: &'a Value) -> Self {
        let time = |name: &str| {
            let text = organization[name].as_str()?;
            DateTime::parse_from_rfc3339(text)
                .ok()
                .map(|time| time.to_utc())
        };
        let text = |value: &'a Value| value.as_str().unwrap_or_default();
        let plans = organization["productPlans"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        Self {
            name: text(&organization["name"]).into(),
            created_at: time("createdAt"),
            updated_at: time("updatedAt"),
            product: organization["product"].as_str(),
            plans: plans
                .iter()
                .map(|plan| {
                    (
                        text(&plan["astronomerProduct"]),
                        text(&plan["productPlanName"]),
                    )
                })
                .collect(),
        }
    }
}

impl Selection {
    pub(crate) fn admits(&self, sort_keys: &SortKeys<'_>) -> bool {
        self.product
            .as_deref()
            .is_none_or(|product| sort_keys.product == Some(product))
            && self
                .product_plan
                .as_deref()
                .is_none_or(|plan| sort_keys.plans.iter().any(|(_, name)| *name == plan))
            && self
                .astronomer_product
                .as_deref()
                .is_none_or(|product| sort_keys.plans.iter().any(|(own, _)| *own == product))
    }

    pub(crate) fn compare(&self, left: &SortKeys<'_>, right: &SortKeys<'_>) -> Ordering {
        let orders = self.sorts.iter().map(|sort| {
            let order = match sort.key {
                Key::Name => left.name.cmp(&right.name),
                Key::CreatedAt => left.created_at.cmp(&right.created_at),
                Key::UpdatedAt => left.updated_at.cmp(&right.updated_at),
            };
            if sort.descending {
                order.reverse()
            } else {
                order
            }
        });
        orders.fold(Ordering::Equal, Ordering::then)
    }
}
