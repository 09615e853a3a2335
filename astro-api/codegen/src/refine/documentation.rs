//! What the document says becomes rustdoc, at the place where its reader looks.

use quote::format_ident;
use syn::{Attribute, ImplItem, Item};

use super::{Code, attributes, open_enums, operations};
use crate::{
    error::Result,
    model::{Bounds, Docs, Field, Kind, Location, Model, Operation, Parameter},
};

/// An id for the examples; made up.
const EXAMPLE_ID: &str = "clmaxoarx000008l2c5ayb9pt";

/// The documentation of the field that has what no property names.
pub(super) const OF_THE_REST: &str = "Members that the API's document does not name.";

pub(super) fn document(code: &mut Code, model: &Model) -> Result<()> {
    for (name, items) in &mut code.types {
        let Some(schema) = model.schemas.get(name) else {
            items
                .iter_mut()
                .for_each(|item| document_other(item, name, None));
            continue;
        };
        for item in items {
            match (item, &schema.kind) {
                (Item::Struct(item), Kind::Object(fields)) if item.ident == *name => {
                    replace(
                        &mut item.attrs,
                        &of_docs(&schema.docs, &format!("`{}` of the API.", schema.wire)),
                    );
                    deprecate(&mut item.attrs, &schema.docs);
                    for field in &mut item.fields {
                        let own = field
                            .ident
                            .as_ref()
                            .map(ToString::to_string)
                            .unwrap_or_default();
                        let known = fields.iter().find(|f| f.ident == own);
                        let docs = known.map_or_else(|| OF_THE_REST.to_owned(), of_field);
                        replace(&mut field.attrs, &docs);
                        if let Some(known) = known {
                            deprecate(&mut field.attrs, &known.docs);
                        }
                    }
                }
                (Item::Enum(item), Kind::Enumeration(values)) => {
                    let (docs, listed) = split_values(&schema.docs);
                    replace(
                        &mut item.attrs,
                        &of_docs(&docs, &format!("The values of `{}`.", schema.wire)),
                    );
                    deprecate(&mut item.attrs, &schema.docs);
                    for (variant, value) in item
                        .variants
                        .iter_mut()
                        .zip(values.iter().map(Some).chain([None]))
                    {
                        match value {
                            None => variant.attrs = open_enums::unknown_docs(),
                            Some(value) => {
                                let told = listed
                                    .iter()
                                    .find(|(v, _)| v == value)
                                    .map(|(_, t)| t.as_str());
                                let text = told.map_or_else(
                                    || format!("`{value}`."),
                                    |t| format!("`{value}`: {t}"),
                                );
                                replace(&mut variant.attrs, &text);
                            }
                        }
                    }
                }
                (Item::Enum(item), Kind::Union { tag, variants }) => {
                    let fallback = format!("One of several, told apart by `{tag}`.");
                    replace(&mut item.attrs, &of_docs(&schema.docs, &fallback));
                    for (variant, (text, _)) in item.variants.iter_mut().zip(variants) {
                        replace(&mut variant.attrs, &format!("With `{tag}` `{text}`."));
                    }
                }
                (item, Kind::Other) => document_other(item, &schema.wire, Some(&schema.docs)),
                _ => {}
            }
        }
    }
    for operation in &model.operations {
        if let Some(method) = code.methods.get_mut(&operation.function) {
            replace(&mut method.attrs, &of_method(operation));
            deprecate(&mut method.attrs, &operation.docs);
        }
        if let Some(items) = code.builders.get_mut(&operation.builder) {
            document_builder(items, operation);
        }
    }
    Ok(())
}

/// Documents a type of which the document says no more than its name, and perhaps what it is.
fn document_other(item: &mut Item, wire: &str, docs: Option<&Docs>) {
    let fallback = format!("`{wire}` of the API.");
    let text = docs.map_or_else(|| fallback.clone(), |d| of_docs(d, &fallback));
    match item {
        Item::Struct(item) => {
            replace(&mut item.attrs, &text);
            for field in &mut item.fields {
                if let Some(ident) = &field.ident {
                    replace(&mut field.attrs, &format!("`{ident}`."));
                }
            }
        }
        Item::Enum(item) => {
            replace(&mut item.attrs, &text);
            for variant in &mut item.variants {
                replace(&mut variant.attrs, &format!("`{}`.", variant.ident));
            }
        }
        Item::Type(item) => replace(&mut item.attrs, &text),
        _ => {}
    }
}

fn document_builder(items: &mut [Item], operation: &Operation) {
    for item in items {
        match item {
            Item::Struct(item) => {
                let text = format!("A request to [`Client::{}`].", operation.function);
                replace(&mut item.attrs, &text);
            }
            Item::Impl(item) => {
                for item in &mut item.items {
                    let ImplItem::Fn(function) = item else {
                        continue;
                    };
                    let name = function.sig.ident.to_string();
                    let parameter = operation
                        .parameters
                        .iter()
                        .find(|p| operations::setter(p) == name);
                    if let Some(parameter) = parameter {
                        replace(&mut function.attrs, &of_parameter(parameter));
                        deprecate(&mut function.attrs, &parameter.docs);
                        continue;
                    }
                    let body = operation
                        .body
                        .as_ref()
                        .and_then(|b| b.docs.description.as_deref());
                    match name.as_str() {
                        "body" => replace(
                            &mut function.attrs,
                            body.unwrap_or("The body of the request."),
                        ),
                        "body_map" => replace(
                            &mut function.attrs,
                            "Changes the body, starting from what was set before.",
                        ),
                        "send" => replace(
                            &mut function.attrs,
                            &format!(
                                "Sends the request: `{} {}`.\n\n# Errors\nWhat [`Client::{}`] lists, and what can befall any request; see [`Error`].",
                                operation.method, operation.path, operation.function
                            ),
                        ),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// Documentation in the place of progenitor's.
fn replace(attributes: &mut Vec<Attribute>, text: &str) {
    attributes::without_docs(attributes);
    let others = std::mem::replace(attributes, attributes::docs(text));
    attributes.extend(others);
}

pub(super) fn deprecate(attributes: &mut Vec<Attribute>, docs: &Docs) {
    if docs.deprecated {
        attributes.push(
            syn::parse_quote!(#[deprecated(note = "the API's document marks it as deprecated")]),
        );
    }
}

fn of_docs(docs: &Docs, fallback: &str) -> String {
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
pub(super) fn of_field(field: &Field) -> String {
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

fn of_parameter(parameter: &Parameter) -> String {
    let mut text = of_docs(&parameter.docs, &format!("`{}`.", parameter.wire));
    if parameter.required {
        text.push_str("\n\nRequired.");
    }
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
fn split_values(docs: &Docs) -> (Docs, Vec<(String, String)>) {
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

fn of_method(operation: &Operation) -> String {
    let mut text = of_docs(&operation.docs, &format!("`{}`.", operation.id));
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
