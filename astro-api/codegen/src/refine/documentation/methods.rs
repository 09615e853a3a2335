//! What is said of a method that begins a request, with an example that compiles.

use quote::format_ident;

use super::texts;
use crate::{
    model::{Location, Operation},
    refine::operations,
};

/// An id for the examples; made up.
const EXAMPLE_ID: &str = "clmaxoarx000008l2c5ayb9pt";

/// What the operation does, what it needs, how it fails, and an example.
pub(super) fn of_method(operation: &Operation) -> String {
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
    format!(
        "{text}\n\n# Example\n```no_run\n{}\n```",
        example(operation)
    )
}

/// A call of the operation that compiles; what a reader must bring along is an argument of the hidden function.
fn example(operation: &Operation) -> String {
    let mut arguments = vec!["client: astro_api::Client".to_owned()];
    let mut calls = String::new();
    for parameter in operation.parameters.iter().filter(|p| p.required) {
        let setter = operations::setter(parameter);
        let value = match (&parameter.enumeration, parameter.location) {
            (Some(enumeration), _) => {
                let ty = if parameter.is_list {
                    format!("Vec<astro_api::types::{enumeration}>")
                } else {
                    format!("astro_api::types::{enumeration}")
                };
                arguments.push(format!("{}: {ty}", parameter.ident));
                parameter.ident.clone()
            }
            (None, _) if parameter.is_integer => "1".to_owned(),
            (None, Location::Path) if parameter.is_text => format!("{EXAMPLE_ID:?}"),
            (None, _) => continue,
        };
        calls.push_str(&format!("\n    .{setter}({value})"));
    }
    if let Some(schema) = operation.body.as_ref().and_then(|b| b.schema.as_ref()) {
        arguments.push(format!("body: astro_api::types::{schema}"));
        calls.push_str("\n    .body(body)");
    }
    let function = format_ident!("{}", operation.function);
    let call = if operation.paging.is_some() || operation.searching.is_some() {
        format!(
            "let mut items = client\n    .{function}(){calls}\n    .stream();\nwhile let Some(item) = items.try_next().await? {{\n    println!(\"{{item:?}}\");\n}}"
        )
    } else {
        format!(
            "let answer = client\n    .{function}(){calls}\n    .send()\n    .await?;\nprintln!(\"{{}}\", answer.status());"
        )
    };
    format!(
        "# async fn example({}) -> Result<(), astro_api::Error> {{\n{call}\n# Ok(())\n# }}",
        arguments.join(", ")
    )
}
