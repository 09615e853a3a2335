//! Pages of lists: filtered, sorted, paginated.

use serde_json::{Value, json};

use crate::query::Query;
use crate::store::{has_value, sort};

use super::generic::visible;
use super::request_context::{Outcome, RequestContext};

/// The list parameters that are not filters.
const PAGING: [&str; 3] = ["offset", "limit", "sorts"];
const DEFAULT_LIMIT: usize = 20;

pub(crate) fn list(context: &mut RequestContext<'_>, member: &str) -> Outcome {
    let rows: Vec<Value> = context
        .content
        .documents(&context.collection())
        .cloned()
        .collect();
    Ok(Some(page(context, member, rows)))
}

/// Returns the requested page of these rows: filtered, sorted, paginated.
pub(crate) fn page(context: &RequestContext<'_>, member: &str, rows: Vec<Value>) -> Value {
    let own_id = format!(
        "{}Id",
        context
            .path
            .last()
            .map_or("", |name| name.trim_end_matches('s'))
    );
    let filters: Vec<(String, Vec<&str>)> = filters(context)
        .into_iter()
        .map(|(name, values)| {
            if name == own_id {
                ("id".to_owned(), values)
            } else {
                (name, values)
            }
        })
        .collect();
    let mut rows: Vec<Value> = rows
        .into_iter()
        .filter(|row| {
            filters
                .iter()
                .all(|(name, values)| values.iter().any(|value| has_value(row, name, value)))
        })
        .collect();
    let sorts: Vec<&str> = context.query.all("sorts").collect();
    sort(&mut rows, &sorts);
    let total_count = rows.len();
    let (offset, limit) = bounds(context.query);
    let page_schema = context.response_schema();
    let schema = page_schema.and_then(|page| page.property(member)?.items());
    let rows: Vec<Value> = rows
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|row| visible(context, schema.as_ref(), row))
        .collect();
    let mut page = json!({ "limit": limit, "offset": offset, "totalCount": total_count });
    page[member] = rows.into();
    page
}

/// Returns the filters of the query: member names, each with its allowed values. Flags are not filters.
pub(crate) fn filters<'a>(context: &RequestContext<'a>) -> Vec<(String, Vec<&'a str>)> {
    let parameters = context.operation.parameters.iter();
    parameters
        .filter(|parameter| !PAGING.contains(&parameter.name))
        .filter_map(|parameter| {
            let name = match parameter.schema.kind() {
                Some("boolean") => return None,
                Some("array") => parameter.name.trim_end_matches('s'),
                _ => parameter.name,
            };
            let values: Vec<&str> = context.query.all(parameter.name).collect();
            (!values.is_empty()).then(|| (name.to_owned(), values))
        })
        .collect()
}

/// Returns offset and limit. The API does not document `limit=0`; here it is an empty page with the total.
pub(crate) fn bounds(query: &Query<'_>) -> (usize, usize) {
    let number = |name: &str| query.first(name)?.parse().ok();
    (
        number("offset").unwrap_or_default(),
        number("limit").unwrap_or(DEFAULT_LIMIT),
    )
}
