//! The logs of a Deployment.

use serde_json::{Value, json};

use crate::shaping::{Shaper, seed};

use super::{Outcome, Scene};

/// How many entries a search without a text finds, unless it asks for fewer.
const ENTRIES: usize = 1_200;
const DEFAULT_LIMIT: usize = 500;
const DEFAULT_RESULTS: usize = 10_000;

/// The time of the first entry, in milliseconds.
const FIRST: usize = 1_782_864_000_000;

/// Entries of the components in turn, a second apart. The dates of the query are not looked at.
pub(super) fn search(scene: &mut Scene<'_>) -> Outcome {
    let number = |name: &str| scene.query.first(name)?.parse::<usize>().ok();
    let sources: Vec<&str> = scene.query.all("sources").collect();
    let offset = number("offset").unwrap_or_default();
    let limit = number("limit").unwrap_or(DEFAULT_LIMIT);
    let most = number("maxNumResults").unwrap_or(DEFAULT_RESULTS);
    let text = scene.query.first("searchText").unwrap_or_default();
    let results: Vec<Value> = (0..ENTRIES)
        .map(|position| (position, sources[position % sources.len().max(1)]))
        .map(|(position, source)| (position, source, format!("INFO - {source} did piece {position} of its work")))
        .filter(|(_, _, raw)| raw.contains(text))
        .take(most)
        .skip(offset)
        .take(limit)
        .map(|(position, source, raw)| {
            json!({ "raw": raw, "source": source, "timestamp": FIRST + position * 1_000 })
        })
        .collect();
    let search_id = scene.query.first("searchId").map_or_else(
        || Shaper::new(seed(&scene.path.join("/")), &[]).id(),
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
