//! Documentation of an operation: the short one of its method, and the full one of its builder.

use std::collections::BTreeMap;

use super::{examples, hints, texts};
use crate::model::{Body, Docs, Encoding, Model, Operation, links};

/// The short documentation. A handle has dozens of methods on one page.
pub(in crate::refine) fn of_method(operation: &Operation) -> String {
    let short = Docs {
        description: operation.docs.description.as_deref().map(first_paragraph),
        ..operation.docs.clone()
    };
    let mut text = texts::of_docs(&short, &format!("`{}`.", operation.id));
    text.push_str(&format!("\n\n`{} {}`", operation.method, operation.path));
    if !operation.permissions.is_empty() {
        let all: Vec<String> = operation
            .permissions
            .iter()
            .map(|p| format!("`{p}`"))
            .collect();
        let noun = if all.len() == 1 {
            "permission"
        } else {
            "permissions"
        };
        text.push_str(&format!(" requires the {noun} {}.", all.join(" and ")));
    }
    text
}

/// The full documentation, on the page with the parameters.
pub(in crate::refine) fn of_request(
    operation: &Operation,
    model: &Model,
    updates: &BTreeMap<String, String>,
) -> String {
    let mut text = texts::of_docs(&operation.docs, &format!("`{}`.", operation.id));
    text.push_str(&format!(
        "\n\nCreate this request with {}.",
        links::of_operation(operation)
    ));
    for sentence in hints::of(operation, model, updates) {
        text.push_str(&format!("\n\n{sentence}"));
    }
    if let Some(sentence) = operation.body.as_ref().and_then(of_encoding) {
        text.push_str(&format!("\n\n{sentence}"));
    }
    let special = operation
        .errors
        .iter()
        .filter(|(status, description)| !texts::is_neutral(status, description));
    let special: Vec<String> = special
        .map(|(status, description)| {
            let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("- `{status}`: {description}\n")
        })
        .collect();
    if !special.is_empty() {
        text.push_str("\n\n# Errors\n");
        text.extend(special);
    }
    let text = text.trim_end();
    let example = examples::of(operation, model, updates).unwrap_or_default();
    format!("{text}{example}")
}

/// The encoding of the body, unless it is JSON.
fn of_encoding(body: &Body) -> Option<String> {
    match &body.encoding {
        Encoding::Json => None,
        Encoding::Form => Some("Sends the body as a form.".to_owned()),
        Encoding::Bytes(media_type) if media_type.starts_with("multipart/") => Some(format!(
            "Sends the body, which must already be encoded, as `{media_type}`. The boundary is taken from its first line."
        )),
        Encoding::Text(media_type) | Encoding::Bytes(media_type) => {
            Some(format!("Sends the body as `{media_type}`."))
        }
    }
}

/// The first paragraph, and the list that it introduces.
fn first_paragraph(description: &str) -> String {
    let mut paragraphs = description.split("\n\n");
    let mut text = paragraphs.next().unwrap_or_default().to_owned();
    if text.ends_with(':')
        && let Some(list) = paragraphs.next()
    {
        text.push_str("\n\n");
        text.push_str(list);
    }
    text
}

/// The documentation of `send`.
pub(in crate::refine) fn of_send(operation: &Operation) -> String {
    let mut text = format!(
        "Sends the request: `{} {}`.",
        operation.method, operation.path
    );
    if operation.may_be_empty {
        text.push_str(" Returns `None` if the response has no body.");
    }
    let success = operation.success.as_ref();
    if let Some((_, description)) = success.filter(|(s, d)| !texts::is_neutral(s, d)) {
        text.push_str(&format!("\n\nResponse: {description}"));
    }
    text.push_str("\n\n# Errors\nReturns an error if the request fails; see [`Error`].");
    text
}
