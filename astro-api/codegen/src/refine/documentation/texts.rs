//! Documentation of types, properties and parameters.

use crate::model::{Bounds, Docs, Field, Model, Parameter};

/// The summary and the description, or the fallback if the document has neither.
pub(super) fn of_docs(docs: &Docs, fallback: &str) -> String {
    let parts: Vec<&str> = [&docs.summary, &docs.description]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if parts.is_empty() {
        fallback.to_owned()
    } else {
        parts.join("\n\n")
    }
}

/// The documentation of a property. The values of an enumeration are documented at its type.
pub(in crate::refine) fn of_field(field: &Field, model: &Model) -> String {
    let is_enumeration = field
        .refers_to
        .iter()
        .any(|ty| model.enumeration(ty).is_some());
    let mut text = of_value(&field.docs, &field.wire, &field.bounds, is_enumeration);
    if field.secret {
        text.push_str("\n\n`Debug` prints `[redacted]` instead of the value.");
    }
    text
}

/// The documentation of a parameter.
pub(in crate::refine) fn of_parameter(parameter: &Parameter) -> String {
    of_value(
        &parameter.docs,
        &parameter.wire,
        &parameter.bounds,
        parameter.enumeration.is_some(),
    )
}

/// The documentation of the page size of a list, whose default depends on how the list is read.
pub(in crate::refine) fn of_page_size(parameter: &Parameter, largest: i64) -> String {
    const ALL: &str = "which return all items regardless of `limit`";
    let text = of_parameter(parameter);
    let default = parameter.docs.default.as_deref().unwrap_or_default();
    let stated = format!("Default: {default}.");
    if text.contains(&stated) {
        let both =
            format!("Default: {default} with `send`, {largest} with `stream` and `pages`, {ALL}.");
        return text.replacen(&stated, &both, 1);
    }
    format!("{text}\n\nDefault with `stream` and `pages`, {ALL}: {largest}.")
}

fn of_value(docs: &Docs, wire: &str, bounds: &Bounds, is_enumeration: bool) -> String {
    let fallback = format!("`{wire}`.");
    let mut text = if is_enumeration {
        of_docs(&split_values(docs).0, &fallback)
    } else {
        of_docs(docs, &fallback)
    };
    // Many descriptions state the default.
    if let Some(default) = &docs.default
        && !text.contains("Default: ")
    {
        text.push_str(&format!("\n\nDefault: `{default}`."));
    }
    if let Some(bounds) = of_bounds(bounds) {
        text.push_str(&format!("\n\n{bounds}"));
    }
    text
}

/// Whether a description only repeats the status.
pub(super) fn is_neutral(status: &str, description: &str) -> bool {
    let description = description.trim().trim_end_matches('.');
    let phrase = http::StatusCode::from_bytes(status.as_bytes())
        .ok()
        .and_then(|s| s.canonical_reason());
    let range = match status {
        "4XX" => Some("Client error"),
        "5XX" => Some("Server error"),
        _ => None,
    };
    let phrases = phrase.into_iter().chain(range);
    description.is_empty()
        || phrases
            .into_iter()
            .any(|p| p.eq_ignore_ascii_case(description))
}

fn of_bounds(bounds: &Bounds) -> Option<String> {
    let mut all = Vec::new();
    let mut add =
        |minimum: Option<String>, maximum: Option<String>, unit: &str| match (minimum, maximum) {
            (Some(a), Some(b)) => all.push(format!("{a} to {b}{unit}")),
            (Some(a), None) => all.push(format!("at least {a}{unit}")),
            (None, Some(b)) => all.push(format!("at most {b}{unit}")),
            (None, None) => {}
        };
    let text = |n: Option<usize>| n.map(|n| n.to_string());
    add(
        bounds.minimum.map(|n| n.to_string()),
        bounds.maximum.map(|n| n.to_string()),
        "",
    );
    add(
        text(bounds.min_length),
        text(bounds.max_length),
        " characters",
    );
    add(text(bounds.min_items), text(bounds.max_items), " items");
    (!all.is_empty()).then(|| {
        format!(
            "Allowed: {}. Checked before the request is sent.",
            all.join(", ")
        )
    })
}

/// Splits a description with a list of values ("- `VALUE`: meaning") into the rest and the list.
pub(super) fn split_values(docs: &Docs) -> (Docs, Vec<(String, String)>) {
    let mut rest: Vec<&str> = Vec::new();
    let mut listed: Vec<(String, String)> = Vec::new();
    for line in docs.description.as_deref().unwrap_or_default().lines() {
        let entry = line.strip_prefix("- `").and_then(|l| l.split_once("`: "));
        match (entry, listed.last_mut()) {
            (Some((value, text)), _) => listed.push((value.to_owned(), text.to_owned())),
            (None, Some((_, text))) if line.starts_with("  ") => {
                text.push('\n');
                text.push_str(line.trim());
            }
            _ => rest.push(line),
        }
    }
    let mut rest = rest.join("\n");
    while rest.contains("\n\n\n") {
        rest = rest.replace("\n\n\n", "\n\n");
    }
    let rest = rest.trim().to_owned();
    let description = (!rest.is_empty()).then_some(rest);
    (
        Docs {
            description,
            ..docs.clone()
        },
        listed,
    )
}
