//! The query of the list: validation and the selected page.

use crate::document::Document;
use crate::failure::Failure;
use crate::organizations::{Key, Selection, Sort, Store};
use crate::page::Page;
use crate::query::Query;
use crate::validation::check_parameter;

const DEFAULT_LIMIT: usize = 20;
/// The order in which the parameters are validated.
const PARAMETERS: [&str; 6] = [
    "offset",
    "limit",
    "productPlan",
    "product",
    "astronomerProduct",
    "sorts",
];

/// A validated query.
#[derive(Debug)]
pub(crate) struct ListQuery {
    offset: usize,
    limit: usize,
    selection: Selection,
}

impl ListQuery {
    /// Parses the parameters, or returns all violations.
    pub(crate) fn parse(document: &Document, query: &Query<'_>) -> Result<Self, Failure> {
        let declared = document.operation("ListOrganizations");
        let declared = declared
            .map(|operation| operation.parameters.as_slice())
            .unwrap_or_default();
        let errors = PARAMETERS.iter().flat_map(|name| {
            let parameter = declared.iter().find(|parameter| parameter.name == *name);
            parameter
                .map(|parameter| check_parameter(parameter, query))
                .unwrap_or_default()
        });
        Failure::unless_empty(errors.collect())?;
        let number = |name: &str| query.first(name)?.parse().ok();
        let text = |name: &str| query.first(name).map(str::to_owned);
        Ok(Self {
            offset: number("offset").unwrap_or_default(),
            limit: number("limit").unwrap_or(DEFAULT_LIMIT),
            selection: Selection {
                product_plan: text("productPlan"),
                product: text("product"),
                astronomer_product: text("astronomerProduct"),
                sorts: sorts(query),
            },
        })
    }

    /// Returns the page. The API does not document `limit=0`; here it is an empty page with the total.
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

/// Returns the sort keys in order, or the newest first.
fn sorts(query: &Query<'_>) -> Vec<Sort> {
    let sorts: Vec<Sort> = query.all("sorts").filter_map(sort).collect();
    if sorts.is_empty() {
        return vec![Sort {
            key: Key::CreatedAt,
            descending: true,
        }];
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
