//! The table of operations: the code beside the document.

use std::collections::BTreeMap;

use serde_json::Value;

use super::syntax::{aligned, text};

/// An operation in the code.
#[derive(Default)]
struct CodedOperation {
    /// `GET`, `POST` …
    method: String,
    path: String,
    builder: String,
    /// The method that creates the builder.
    signature: String,
    /// The fields of the builder, in order, with their types, without `context`.
    fields: Vec<(String, String)>,
    response_type: String,
    is_paginated: bool,
    is_idempotent: String,
    rate_class: String,
}

#[test]
fn operations_match() {
    let document = super::document();
    let mut table = String::new();
    let mut count = 0;
    for (name, coded) in coded() {
        count += 1;
        let at = format!(
            "/paths/{}/{}",
            coded.path.replace('/', "~1"),
            coded.method.to_lowercase()
        );
        let operation = document
            .pointer(&at)
            .unwrap_or_else(|| panic!("the document has no {at}"));
        assert_eq!(operation["operationId"], name);
        table.push_str(&format!("{name}: {} {}\n", coded.method, coded.path));
        table.push_str(&format!("    {}\n", coded.signature));
        let parameters = operation["parameters"].as_array().unwrap();
        let parameters: Vec<&Value> = parameters.iter().filter(|p| p["in"] != "path").collect();
        let rows: Vec<[String; 5]> = parameters
            .iter()
            .zip(&coded.fields)
            .map(|(parameter, (field, ty))| {
                let attribute = |member: &str| parameter[member].as_str().unwrap().to_owned();
                [
                    attribute("in"),
                    attribute("name"),
                    field.clone(),
                    ty.clone(),
                    notes(parameter),
                ]
            })
            .collect();
        assert_eq!(
            coded.fields.len(),
            parameters.len(),
            "{name} has a field that the document does not account for"
        );
        table.push_str(&aligned("    ", &rows));
        let received = if coded.is_paginated {
            ", paginated by pages() and stream()"
        } else {
            ""
        };
        table.push_str(&format!("    returns {}{received}\n", coded.response_type));
        table.push_str(&format!(
            "    may be repeated: {}, rate limit: {}\n\n",
            coded.is_idempotent, coded.rate_class
        ));
    }
    let declared: usize = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .map(|item| item.as_object().unwrap().len())
        .sum();
    assert_eq!(
        count, declared,
        "operations in the code and in the document"
    );
    super::snapshot("operations", &table);
}

/// Returns the document's other facts about a parameter.
fn notes(value: &Value) -> String {
    let mut all = Vec::new();
    if value["required"] == true {
        all.push("required".to_owned());
    }
    for (member, name) in [("x-astro-bounds", ""), ("x-astro-default", "default ")] {
        if let Some(attribute) = value.pointer(&format!("/schema/{member}")) {
            all.push(format!(
                "{name}{}",
                attribute
                    .to_string()
                    .replace(['{', '}', '"'], "")
                    .replace(':', " ")
                    .replace(',', ", ")
            ));
        }
    }
    all.join(", ")
}

/// Returns the operations of the code by id, in the order of the files.
fn coded() -> Vec<(String, CodedOperation)> {
    let mut found: Vec<(String, CodedOperation)> = Vec::new();
    let mut by_builder: Vec<(syn::Ident, CodedOperation)> = Vec::new();
    let mut signatures: BTreeMap<String, String> = BTreeMap::new();
    for item in super::items("astro-api/src/generated/builder") {
        match item {
            syn::Item::Struct(item) => {
                let fields = item
                    .fields
                    .iter()
                    .map(|f| (f.ident.as_ref().unwrap().to_string(), text(&f.ty)));
                let coded = CodedOperation {
                    fields: fields.filter(|(name, _)| name != "context").collect(),
                    builder: item.ident.to_string(),
                    ..CodedOperation::default()
                };
                by_builder.push((item.ident, coded));
            }
            syn::Item::Impl(item) => {
                let name = text(&item.self_ty);
                if name == "Client" || name.ends_with("OrganizationClient") {
                    let functions = item.items.iter().filter_map(|member| match member {
                        syn::ImplItem::Fn(function) => Some(&function.sig),
                        _ => None,
                    });
                    signatures.extend(functions.map(|s| signature(&name, s)));
                }
                if let Some((_, coded)) = by_builder.iter_mut().find(|(ident, _)| *ident == name) {
                    let id = read(coded, &item);
                    found.extend(id.map(|id| (id, std::mem::take(coded))));
                }
            }
            _ => {}
        }
    }
    found
        .into_iter()
        .map(|(id, mut coded)| {
            coded.signature = signatures.remove(&coded.builder).unwrap();
            (id, coded)
        })
        .collect()
}

/// Returns the builder that a method returns, and the method.
fn signature(receiver: &str, signature: &syn::Signature) -> (String, String) {
    let arguments = signature.inputs.iter().skip(1).map(text);
    let arguments: Vec<String> = arguments.collect();
    let generics = text(&signature.generics);
    let receiver = receiver.trim_start_matches("crate::");
    (
        text(&signature.output)
            .trim_start_matches("-> ")
            .trim()
            .to_owned(),
        format!(
            "{receiver}::{}{generics}({})",
            signature.ident,
            arguments.join(", ")
        ),
    )
}

/// Reads the methods and the constant of a builder; returns the operation's id.
fn read(coded: &mut CodedOperation, item: &syn::ItemImpl) -> Option<String> {
    let mut id = None;
    for member in &item.items {
        match member {
            syn::ImplItem::Fn(function) if function.sig.ident == "send" => {
                let output = text(&function.sig.output);
                let response_type = output
                    .trim()
                    .strip_prefix("-> Result<")
                    .and_then(|t| t.strip_suffix(", Error>"));
                coded.response_type = response_type.unwrap().to_owned();
            }
            syn::ImplItem::Fn(function) => coded.is_paginated |= function.sig.ident == "pages",
            syn::ImplItem::Const(constant) => {
                let syn::Expr::Reference(reference) = &constant.expr else {
                    continue;
                };
                let syn::Expr::Struct(operation) = &*reference.expr else {
                    continue;
                };
                for field in &operation.fields {
                    let value = text(&field.expr).trim_matches('"').to_owned();
                    match text(&field.member).as_str() {
                        "id" => id = Some(value),
                        "method" => coded.method = value.trim_start_matches("Method::").to_owned(),
                        "path" => coded.path = value,
                        "idempotent" => coded.is_idempotent = value,
                        "rate_class" => {
                            coded.rate_class = value.trim_start_matches("RateClass::").to_owned();
                        }
                        other => {
                            panic!("the operation says `{other}`, which this table does not show")
                        }
                    }
                }
            }
            _ => {}
        }
    }
    id
}
