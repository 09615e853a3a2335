//! What is said of a method that begins a request, with an example that compiles.

use super::{examples, texts};
use crate::model::{Model, Operation, link};

/// What the operation does, what it needs, how it fails, and an example.
pub(in crate::refine) fn of_method(operation: &Operation, model: &Model) -> String {
    let mut text = texts::of_docs(&operation.docs, &format!("`{}`.", operation.id));
    text.push_str(&format!("\n\n`{} {}`", operation.method, operation.path));
    if !operation.permissions.is_empty() {
        let all: Vec<String> = operation
            .permissions
            .iter()
            .map(|p| format!("`{p}`"))
            .collect();
        text.push_str(&format!(", needs the permission {}.", all.join(" and ")));
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
    format!(
        "{text}{}",
        examples::of(operation, model).unwrap_or_default()
    )
}

/// What is said of `send`.
pub(in crate::refine) fn of_send(operation: &Operation) -> String {
    format!(
        "Sends the request: `{} {}`.\n\n# Errors\nReturns an error if the request fails; see {} and [`Error`].",
        operation.method,
        operation.path,
        link(operation)
    )
}
