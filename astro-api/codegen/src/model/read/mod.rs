//! The normalized document → the model.

mod operations;
mod schemas;
mod values;

pub(crate) use operations::METHODS_OF_HANDLES;

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use astro_api_openapi_model::METHODS;
use serde_json::Value;

use super::{Model, Operation, SHARED, Scope, ScopeParameter, links};
use crate::{
    document::{self, text},
    ident, imports,
    names::Names,
    normalize::reachable::{self, Direction},
};

impl Model {
    /// Reads a normalized document.
    pub(crate) fn read(document: &Value, names: &Names) -> Self {
        let in_requests = reachable::reachable(document, Direction::Requests);
        let in_responses = reachable::reachable(document, Direction::Responses);
        let mut schemas = BTreeMap::new();
        for (name, schema) in document::schemas(document) {
            schemas.insert(
                ident::type_name(name),
                schemas::read(
                    name,
                    schema,
                    in_requests.contains(name),
                    in_responses.contains(name),
                ),
            );
        }
        for schema in schemas.values_mut() {
            schema.docs.aliases = names.aliases_of(&schema.wire);
        }
        let mut model = Self {
            operations: Vec::new(),
            schemas,
            scopes: scopes(document, names),
            order: names.groups.iter().map(|tag| ident::module(tag)).collect(),
            tags: tags(document),
            update_rules: names.updates.clone(),
        };
        let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let items = document.get("paths").and_then(Value::as_object);
        let deletable: BTreeSet<String> = items
            .into_iter()
            .flatten()
            .filter(|(_, item)| item.get("delete").is_some())
            .map(|(path, _)| operations::shape(path))
            .collect();
        for (path, item) in items.into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if !METHODS.contains(&method.as_str()) {
                    continue;
                }
                let operation_model = model.read_operation(path, method, item, names, &deletable);
                let mut used = BTreeSet::new();
                reachable::collect(document, operation, &mut used);
                for name in used {
                    modules
                        .entry(ident::type_name(&name))
                        .or_default()
                        .insert(operation_model.module.clone());
                }
                model.operations.push(operation_model);
            }
        }
        model.sort_operations();
        rename_builders(&mut model.operations);
        for (name, schema) in &mut model.schemas {
            let mut tags = modules.remove(name).unwrap_or_default().into_iter();
            schema.module = match (tags.next(), tags.next()) {
                (Some(only), None) => only,
                _ => SHARED.to_owned(),
            };
        }
        links::link(&mut model);
        model
    }

    /// Sorts the operations on one resource by use: read, create or update, delete. Paths keep the order of the document.
    fn sort_operations(&mut self) {
        let mut paths: Vec<String> = Vec::new();
        for operation in &self.operations {
            let path = operations::shape(&operation.path);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        self.operations.sort_by_key(|operation| {
            let path = operations::shape(&operation.path);
            let method = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            (
                paths.iter().position(|p| *p == path),
                method.iter().position(|m| *m == operation.method),
            )
        });
    }
}

/// Returns the scopes of the table whose prefix matches an operation.
fn scopes(document: &Value, names: &Names) -> Vec<Rc<Scope>> {
    let paths = document.get("paths").and_then(Value::as_object);
    let paths: Vec<&String> = paths.into_iter().flatten().map(|(path, _)| path).collect();
    let all = names.scopes.iter().map(|(name, prefix)| {
        let segments = prefix.split('/');
        let parameters = segments
            .filter_map(|s| s.strip_prefix('{')?.strip_suffix('}'))
            .map(|wire| ScopeParameter {
                wire: wire.to_owned(),
                name: ident::field(wire),
            });
        Scope {
            method: name.clone(),
            handle: format!("{}Client", ident::type_name(name)),
            prefix: prefix.clone(),
            parameters: parameters.collect(),
        }
    });
    all.filter(|scope| paths.iter().any(|path| scope.covers(path)))
        .map(Rc::new)
        .collect()
}

/// Returns the descriptions of the tags.
fn tags(document: &Value) -> BTreeMap<String, String> {
    let tags = document.get("tags").and_then(Value::as_array);
    let described = tags.into_iter().flatten().filter_map(|tag| {
        let description = values::docs(tag).description?;
        Some((text(tag, "name")?.to_owned(), description))
    });
    described.collect()
}

/// Renames the builders whose names are reserved by the generated code.
fn rename_builders(operations: &mut [Operation]) {
    let mut taken: BTreeSet<String> = operations.iter().map(|o| o.builder.clone()).collect();
    for operation in operations {
        if imports::is_reserved_for_builders(&operation.builder) {
            let plain = format!("{}Call", operation.builder);
            let numbered = (2..).map(|n| format!("{plain}{n}"));
            let mut free = std::iter::once(plain.clone()).chain(numbered);
            let name = free.find(|name| !taken.contains(name));
            operation.builder = name.unwrap_or(plain);
            taken.insert(operation.builder.clone());
        }
    }
}
