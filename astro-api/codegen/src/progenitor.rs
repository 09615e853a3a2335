//! Calls progenitor, and locates the part of the document on which it failed.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use astro_api_openapi_model::{Location, METHODS};
use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use serde_json::{Map, Value};

use crate::{Error, document, error::Result, invalid, normalize::reachable};

/// Generates from a normalized document.
///
/// # Errors
/// Returns an error if progenitor rejects the document or panics. The error names the first operation or schema that is
/// sufficient to reproduce the failure.
pub(crate) fn generate(document: &Value) -> Result<syn::File> {
    attempt(document)
        .map_err(|reason| invalid::find(document).unwrap_or_else(|| locate(document, &reason)))
}

fn attempt(document: &Value) -> Result<syn::File, String> {
    let spec: OpenAPI = serde_path_to_error::deserialize(document)
        .map_err(|e| format!("{} (at {})", e.inner(), e.path()))?;
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_derive("PartialEq")
        .with_map_type("::std::collections::BTreeMap");
    let tokens =
        quietly(|| Generator::new(&settings).generate_tokens(&spec))?.map_err(|e| e.to_string())?;
    syn::parse2(tokens).map_err(|e| format!("progenitor wrote code that is no Rust: {e}"))
}

/// Runs `work` and converts a panic into its message, without the output of the panic hook.
fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    result.map_err(|payload| {
        let message = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        panic_in_our_words(message)
    })
}

/// Converts a panic message of progenitor for a reader who does not know its source.
fn panic_in_our_words(message: &str) -> String {
    if let Some((_, values)) = message.split_once("unique variant names for ") {
        return format!("has the values {values}, which do not give distinct variant names");
    }
    if let Some((_, found)) = message.split_once("not yet implemented: invalid type: ") {
        return format!("has the type `{found}`, which OpenAPI 3.0 does not define");
    }
    if message.contains("unhandled not schema") {
        return "has a `not` that is not supported".to_owned();
    }
    let first_line = message.lines().next().unwrap_or_default();
    format!("is not supported by progenitor, which panicked with \"{first_line}\"")
}

/// Returns an error at the first schema, or else the first operation, that fails together with only its references.
fn locate(document: &Value, reason: &str) -> Error {
    // If this fails, the cause is in the document as a whole.
    if let Err(reason) = attempt(&only(document, None, &std::collections::BTreeSet::new())) {
        return Error::at("", reason);
    }
    for (name, schema) in document::schemas(document) {
        let mut kept = std::collections::BTreeSet::from([name.clone()]);
        reachable::collect(document, schema, &mut kept);
        // Only the schema itself: its references are tested separately.
        if let Err(reason) = attempt(&only(document, None, &kept)) {
            let innermost = kept
                .iter()
                .filter(|k| *k != name)
                .find(|k| {
                    let mut alone = std::collections::BTreeSet::from([(*k).clone()]);
                    if let Some(schema) = document
                        .pointer("/components/schemas")
                        .and_then(|s| s.get(k.as_str()))
                    {
                        reachable::collect(document, schema, &mut alone);
                    }
                    !alone.contains(name) && attempt(&only(document, None, &alone)).is_err()
                })
                .unwrap_or(name);
            return Error::at(
                Location::from_steps(["components", "schemas", innermost]),
                reason,
            );
        }
    }
    let items = document.get("paths").and_then(Value::as_object);
    for (path, item) in items.into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let mut kept = std::collections::BTreeSet::new();
                reachable::collect(document, operation, &mut kept);
                if let Err(reason) =
                    attempt(&only(document, Some((path, method, operation)), &kept))
                {
                    return Error::at(Location::from_steps(["paths", path, method]), reason);
                }
            }
        }
    }
    Error::at("", reason)
}

/// Returns the document reduced to one operation and some schemas.
fn only(
    document: &Value,
    operation: Option<(&str, &str, &Value)>,
    kept: &std::collections::BTreeSet<String>,
) -> Value {
    let mut paths = Map::new();
    if let Some((path, method, operation)) = operation {
        paths.insert(path.to_owned(), serde_json::json!({ method: operation }));
    }
    let schemas: Map<String, Value> = document::schemas(document)
        .filter(|(name, _)| kept.contains(*name))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    let mut out = document.clone();
    out["paths"] = Value::Object(paths);
    out["components"] = serde_json::json!({ "schemas": schemas });
    out
}
