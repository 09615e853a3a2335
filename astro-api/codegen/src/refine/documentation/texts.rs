//! What is said of types, properties and parameters.

use crate::model::{Bounds, Docs, Field, Parameter};

/// The summary and the description, or a text where there is neither.
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

/// The documentation of a property.
pub(in crate::refine) fn of_field(field: &Field) -> String {
    let mut text = of_docs(&field.docs, &format!("`{}`.", field.wire));
    if let Some(default) = &field.docs.default {
        text.push_str(&format!("\n\nThe API's default is `{default}`."));
    }
    if let Some(bounds) = of_bounds(&field.bounds) {
        text.push_str(&format!("\n\n{bounds}"));
    }
    if field.secret {
        text.push_str("\n\n`Debug` shows `[redacted]` in its place.");
    }
    text
}

/// The documentation of a parameter.
pub(in crate::refine) fn of_parameter(parameter: &Parameter) -> String {
    let mut text = of_docs(&parameter.docs, &format!("`{}`.", parameter.wire));
    if let Some(default) = &parameter.docs.default {
        text.push_str(&format!("\n\nThe API's default is `{default}`."));
    }
    if let Some(bounds) = of_bounds(&parameter.bounds) {
        text.push_str(&format!("\n\n{bounds}"));
    }
    text
}

fn of_bounds(bounds: &Bounds) -> Option<String> {
    let mut all = Vec::new();
    let mut say =
        |minimum: Option<String>, maximum: Option<String>, unit: &str| match (minimum, maximum) {
            (Some(a), Some(b)) => all.push(format!("{a} to {b}{unit}")),
            (Some(a), None) => all.push(format!("at least {a}{unit}")),
            (None, Some(b)) => all.push(format!("at most {b}{unit}")),
            (None, None) => {}
        };
    let text = |n: Option<usize>| n.map(|n| n.to_string());
    say(
        bounds.minimum.map(|n| n.to_string()),
        bounds.maximum.map(|n| n.to_string()),
        "",
    );
    say(
        text(bounds.min_length),
        text(bounds.max_length),
        " characters",
    );
    say(text(bounds.min_items), text(bounds.max_items), " items");
    (!all.is_empty()).then(|| format!("Checked before the request is sent: {}.", all.join(", ")))
}

/// A description that lists values as "- `VALUE`: what it means", taken apart: what is no list, and the list.
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
