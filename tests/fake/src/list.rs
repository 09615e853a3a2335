//! The query of the list: what it may say, and the page it stands for.

use crate::failure::{Failure, FieldError};
use crate::organizations::{Key, Selection, Sort, Store};
use crate::page::Page;
use crate::query::Query;

const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 1_000;

const PRODUCT_PLANS: [&str; 5] = ["TRIAL", "BASIC", "STANDARD", "PREMIUM", "BUSINESS_CRITICAL"];
const PRODUCTS: [&str; 2] = ["HOSTED", "HYBRID"];
const ASTRONOMER_PRODUCTS: [&str; 1] = ["ASTRO"];
const SORTS: [&str; 6] = [
    "name:asc",
    "name:desc",
    "createdAt:asc",
    "createdAt:desc",
    "updatedAt:asc",
    "updatedAt:desc",
];

/// A query that was found valid.
#[derive(Debug)]
pub(crate) struct ListQuery {
    offset: usize,
    limit: usize,
    selection: Selection,
}

impl ListQuery {
    /// Reads the parameters, or refuses with everything that is wrong with them.
    pub(crate) fn parse(query: &Query<'_>) -> Result<Self, Failure> {
        let mut refused = Vec::new();
        let offset = whole_number(query, "offset", 0, usize::MAX, &mut refused);
        let limit = whole_number(query, "limit", DEFAULT_LIMIT, MAX_LIMIT, &mut refused);
        let selection = Selection {
            product_plan: one_of(query, "productPlan", &PRODUCT_PLANS, &mut refused),
            product: one_of(query, "product", &PRODUCTS, &mut refused),
            astronomer_product: one_of(
                query,
                "astronomerProduct",
                &ASTRONOMER_PRODUCTS,
                &mut refused,
            ),
            sorts: sorts(query, &mut refused),
        };
        Failure::unless_empty(refused)?;
        Ok(Self {
            offset,
            limit,
            selection,
        })
    }

    /// The page. What `limit=0` means is documented nowhere; here it is an empty page with the
    /// total.
    pub(crate) fn page(&self, store: &mut Store) -> Page {
        let selected = store.select(&self.selection);
        let organizations = selected
            .iter()
            .skip(self.offset)
            .take(self.limit)
            .filter_map(|&position| store.at(position))
            .collect();
        Page {
            offset: self.offset,
            limit: self.limit,
            total_count: selected.len(),
            organizations,
            number: 0,
        }
    }
}

/// A number from 0 to `maximum`, or the default where it is absent or refused.
fn whole_number(
    query: &Query<'_>,
    name: &str,
    default: usize,
    maximum: usize,
    refused: &mut Vec<FieldError>,
) -> usize {
    let Some(text) = query.first(name) else {
        return default;
    };
    let refusal = match text.parse::<i64>().map(usize::try_from) {
        Ok(Ok(number)) if number <= maximum => return number,
        Ok(Ok(_)) => FieldError::new(
            name,
            "max",
            format!("must be {} or less", with_commas(maximum)),
        ),
        Ok(Err(_)) => FieldError::new(name, "min", "must be 0 or greater"),
        Err(_) => FieldError::new(name, "number", "must be a valid number"),
    };
    refused.push(refusal);
    default
}

fn one_of(
    query: &Query<'_>,
    name: &str,
    values: &[&'static str],
    refused: &mut Vec<FieldError>,
) -> Option<&'static str> {
    let text = query.first(name)?;
    let known = values.iter().copied().find(|value| *value == text);
    if known.is_none() {
        refused.push(FieldError::one_of(name, values));
    }
    known
}

/// The sorts in their order, or the newest first.
fn sorts(query: &Query<'_>, refused: &mut Vec<FieldError>) -> Vec<Sort> {
    let mut sorts = Vec::new();
    for (position, text) in query.all("sorts").enumerate() {
        match sort(text) {
            Some(sort) => sorts.push(sort),
            None => refused.push(FieldError::one_of(&format!("sorts[{position}]"), &SORTS)),
        }
    }
    if sorts.is_empty() {
        sorts.push(Sort {
            key: Key::CreatedAt,
            descending: true,
        });
    }
    sorts
}

fn sort(text: &str) -> Option<Sort> {
    let (key, direction) = text.split_once(':')?;
    let key = match key {
        "name" => Key::Name,
        "createdAt" => Key::CreatedAt,
        "updatedAt" => Key::UpdatedAt,
        _ => return None,
    };
    let descending = match direction {
        "asc" => false,
        "desc" => true,
        _ => return None,
    };
    Some(Sort { key, descending })
}

/// `1000` as `1,000`, the way the API writes it.
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
