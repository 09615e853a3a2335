//! The change made by a step, as a unified diff with context lines.

use std::collections::BTreeMap;

use similar::TextDiff;

/// Returns the diff of two texts.
pub(crate) fn diff_texts(before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .to_string()
}

/// Returns the diff of two sets of files, by path.
pub(crate) fn diff_files(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> String {
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    let text =
        |files: &BTreeMap<String, String>, path| files.get(path).cloned().unwrap_or_default();
    paths
        .into_iter()
        .map(|path| (path, diff_texts(&text(before, path), &text(after, path))))
        .filter(|(_, difference)| !difference.is_empty())
        .map(|(path, difference)| format!("=== {path}\n{difference}"))
        .collect()
}
