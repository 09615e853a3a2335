//! What is said of a method that begins a request, with an example that compiles.

use super::texts;
use crate::{model::Operation, refine::operations::arguments};

/// An id for the examples; made up.
const EXAMPLE_ID: &str = "clmaxoarx000008l2c5ayb9pt";

/// What the operation does, what it needs, how it fails, and an example.
pub(in crate::refine) fn of_method(operation: &Operation) -> String {
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
    if !operation.errors.is_empty() {
        text.push_str("\n\n# Errors\n");
        for (status, description) in &operation.errors {
            let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
            text.push_str(&format!("- `{status}`: {description}\n"));
        }
    }
    let text = text.trim_end();
    format!("{text}{}", example(operation))
}

/// A link to the method of an operation.
pub(in crate::refine) fn link(operation: &Operation) -> String {
    let handle = operation.scope.as_ref().map_or("Client", |s| &s.handle);
    let function = &operation.function;
    format!("[`{handle}::{function}`](crate::{handle}::{function})")
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

/// A call of the operation that compiles; what a reader must bring along is an argument of the hidden function.
fn example(operation: &Operation) -> String {
    let receiver = match &operation.scope {
        Some(scope) => (
            scope.method.as_str(),
            format!("astro_api::{}", scope.handle),
        ),
        None => ("client", "astro_api::Client".to_owned()),
    };
    let mut needed = vec![format!("{}: {}", receiver.0, receiver.1)];
    let mut passed = Vec::new();
    for parameter in arguments::of(operation) {
        let name = &parameter.name;
        let (value, ty) = match &parameter.enumeration {
            Some(enumeration) if parameter.is_list => (
                name.clone(),
                Some(format!("Vec<astro_api::types::{enumeration}>")),
            ),
            Some(enumeration) => (
                name.clone(),
                Some(format!("astro_api::types::{enumeration}")),
            ),
            None if parameter.is_integer => ("1".to_owned(), None),
            None if parameter.is_text => (format!("{EXAMPLE_ID:?}"), None),
            // Its type is not known here.
            None => return String::new(),
        };
        needed.extend(ty.map(|ty| format!("{name}: {ty}")));
        passed.push(value);
    }
    if let Some(body) = operation.body.as_ref().filter(|b| b.required) {
        let Some(schema) = &body.schema else {
            return String::new();
        };
        needed.push(format!("body: astro_api::types::{schema}"));
        passed.push("body".to_owned());
    }
    let (receiver, function) = (receiver.0, &operation.function);
    let call = format!("{receiver}.{function}({})", passed.join(", "));
    let call = if operation.paging.is_some() || operation.searching.is_some() {
        format!(
            "let mut items = {call}.stream();\nwhile let Some(item) = items.try_next().await? {{\n    println!(\"{{item:?}}\");\n}}"
        )
    } else {
        format!("let response = {call}.send().await?;\nprintln!(\"{{}}\", response.http_status());")
    };
    format!(
        "\n\n# Example\n```no_run\n# async fn example({}) -> Result<(), astro_api::Error> {{\n{call}\n# Ok(())\n# }}\n```",
        needed.join(", ")
    )
}
