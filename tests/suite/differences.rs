//! What a step changes, as a unified difference: a reviewer sees the change, and the lines around it.

use std::collections::BTreeMap;

use similar::TextDiff;

/// The difference of two texts.
pub(crate) fn of_texts(before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .to_string()
}

/// The difference of two sets of files, each file under its path.
pub(crate) fn of_files(
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
        .map(|path| (path, of_texts(&text(before, path), &text(after, path))))
        .filter(|(_, difference)| !difference.is_empty())
        .map(|(path, difference)| format!("=== {path}\n{difference}"))
        .collect()
}
