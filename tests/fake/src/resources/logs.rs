//! The logs of a Deployment.

use chrono::DateTime;
use serde_json::{Value, json};

use crate::schema_values::{Generator, seed};

use super::request_context::{Outcome, RequestContext};

/// The number of entries of a search without a text, unless it requests fewer.
const ENTRIES: usize = 1_200;
const DEFAULT_LIMIT: usize = 500;
const DEFAULT_RESULTS: usize = 10_000;

/// The time of the first entry, in milliseconds, unless the logs end now.
const FIRST: i64 = 1_782_864_000_000;

/// Generates entries of each component in turn, one second apart, within the requested interval, ends included. There
/// is no clock, so that without an interval all of them match, regardless of `range`.
pub(super) fn search(context: &mut RequestContext<'_>) -> Outcome {
    let number = |name: &str| context.query.first(name)?.parse::<usize>().ok();
    let sources: Vec<&str> = context.query.all("sources").collect();
    let offset = number("offset").unwrap_or_default();
    let limit = number("limit").unwrap_or(DEFAULT_LIMIT);
    let most = number("maxNumResults").unwrap_or(DEFAULT_RESULTS);
    let text = context.query.first("searchText").unwrap_or_default();
    let date = |name: &str| {
        let date = DateTime::parse_from_rfc3339(context.query.first(name)?).ok()?;
        Some(date.timestamp_millis())
    };
    let (start, end) = (date("startDate"), date("endDate"));
    let span = i64::try_from(ENTRIES).unwrap_or_default() * 1_000;
    let first = context.stamps.logs_until.map_or(FIRST, |end| end - span);
    let results: Vec<Value> = (0..ENTRIES)
        .zip((first..).step_by(1_000))
        .filter(|(_, time)| {
            start.is_none_or(|start| start <= *time) && end.is_none_or(|end| *time <= end)
        })
        .map(|(position, time)| (position, time, sources[position % sources.len().max(1)]))
        .map(|(position, time, source)| {
            (
                time,
                source,
                format!("INFO - {source} did piece {position} of its work"),
            )
        })
        .filter(|(_, _, raw)| raw.contains(text))
        .take(most)
        .skip(offset)
        .take(limit)
        .map(|(time, source, raw)| json!({ "raw": raw, "source": source, "timestamp": time }))
        .collect();
    let search_id = context.query.first("searchId").map_or_else(
        || Generator::new(seed(&context.path.join("/")), &[]).id(),
        str::to_owned,
    );
    Ok(Some(json!({
        "limit": limit,
        "maxNumResults": most,
        "offset": offset,
        "resultCount": results.len(),
        "results": results,
        "searchId": search_id,
    })))
}
