//! What the crate has for an operation beyond its request: conversions, hand-written methods, and waiters.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use crate::model::{METHODS_OF_HANDLES, Model, Operation};

/// One sentence each.
pub(super) fn of(
    operation: &Operation,
    model: &Model,
    updates: &BTreeMap<String, String>,
) -> Vec<String> {
    let all = [
        conversion(operation, updates),
        edit(operation),
        wait(operation, model),
    ];
    all.into_iter().flatten().collect()
}

/// The function that makes the body from what was read.
fn conversion(operation: &Operation, updates: &BTreeMap<String, String>) -> Option<String> {
    let request = operation.body.as_ref()?.schema.as_ref()?;
    let function = format!("{request}::from_{}", updates.get(request)?.to_snake_case());
    Some(format!(
        "Create the body with [`{function}`](crate::types::{function})."
    ))
}

/// The hand-written method that changes a part of what the operation replaces.
fn edit(operation: &Operation) -> Option<String> {
    let name = format!("edit_{}", operation.function.strip_prefix("update_")?);
    let handle = &operation.scope.as_ref()?.handle;
    METHODS_OF_HANDLES.contains(&name.as_str()).then(|| {
        format!("To change a part and keep the rest, use [`{name}`](crate::{handle}::{name}).")
    })
}

/// The waiter of the operation that the description says to poll.
fn wait(operation: &Operation, model: &Model) -> Option<String> {
    let description = operation.docs.description.as_deref()?;
    let (read, waiting) = model.operations.iter().find_map(|read| {
        let waiting = read.waiting.as_ref().filter(|w| w.state.is_some())?;
        let is_named = description.contains(&format!("::{})", read.function));
        (is_named && read.id != operation.id).then_some((read, waiting))
    })?;
    let method = match operation.method.as_str() {
        "DELETE" if waiting.is_deletable => "wait_until_gone",
        "POST" | "PUT" | "PATCH" => "wait_until",
        _ => return None,
    };
    let method = format!("{}::{method}", read.builder);
    Some(format!(
        "To wait, use [`{method}`](crate::builder::{method})."
    ))
}
