//! The effect of each normalization step on a document.

mod cases;

use astro_api_codegen::{Source, normalization_step, normalization_steps, normalized};
use serde_json::Value;

use crate::{differences, documents};

/// Shows a step on a small document, and checks the invariants of every step.
fn case(step: &str, members: &str) {
    let document = documents::with(members);
    let before = documents::as_json(&document);
    let shown = match normalization_step(step, documents::plain(&document)) {
        Ok(after) => {
            let again = normalization_step(step, documents::plain(&after)).unwrap();
            assert_eq!(after, again, "`{step}` changes its own work");
            differences::diff_texts(&before, &after)
        }
        Err(error) => format!("refused {error}\n"),
    };
    assert!(!shown.is_empty(), "`{step}` does nothing to its case");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/normalization" }, {
        insta::assert_snapshot!(step, shown);
    });
}

#[test]
fn every_step_has_a_case() {
    let steps: Vec<&str> = normalization_steps().collect();
    assert_eq!(steps, cases::STEPS, "left: the steps; right: the cases");
}

#[test]
fn unknown_step_is_an_error() {
    let error = normalization_step(
        "no-such-step",
        documents::plain(&documents::with("paths: {}")),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the generator: there is no normalization step `no-such-step`"
    );
}

#[test]
fn checked_in_document_is_normalized_as_reviewed() {
    let (document, names) = (documents::checked_in(), documents::checked_in_names());
    let text = normalized(Source {
        document: &document,
        names: Some(&names),
    })
    .unwrap();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/normalization" }, {
        insta::assert_snapshot!("checked-in-document", in_lines(&without_prose(&text)));
    });
}

/// After all steps have run, each of them is a no-op.
#[test]
fn normalization_is_idempotent() {
    let names = documents::checked_in_names();
    for (document, names) in [
        (documents::checked_in(), Some(names.as_str())),
        (documents::library(), None),
    ] {
        let text = normalized(Source {
            document: &document,
            names,
        })
        .unwrap();
        for step in normalization_steps() {
            let after = normalization_step(
                step,
                Source {
                    document: &text,
                    names,
                },
            )
            .unwrap();
            assert_eq!(differences::diff_texts(&text, &after), "", "`{step}`");
        }
    }
}

/// The steps change paths and schemas. The document's metadata and descriptions are preserved.
#[test]
fn steps_leave_other_parts_unchanged() {
    let (document, names) = (documents::checked_in(), documents::checked_in_names());
    let mut text = documents::as_json(&document);
    let before: Value = serde_json::from_str(&text).unwrap();
    for step in normalization_steps() {
        text = normalization_step(
            step,
            Source {
                document: &text,
                names: Some(&names),
            },
        )
        .unwrap();
        let after: Value = serde_json::from_str(&text).unwrap();
        for member in ["openapi", "info", "servers", "security", "tags"] {
            assert_eq!(before[member], after[member], "`{step}` touches {member}");
        }
        for (path, item) in before["paths"].as_object().unwrap() {
            for (method, operation) in item
                .as_object()
                .unwrap()
                .iter()
                .filter(|(m, _)| *m != "parameters")
            {
                for member in ["operationId", "tags", "summary", "description"] {
                    let now = &after["paths"][path][method][member];
                    assert_eq!(
                        &operation[member], now,
                        "`{step}` touches {member} of {method} {path}"
                    );
                }
            }
        }
    }
}

/// Returns the document without prose, which is reviewed in the document itself and would hide the other changes.
fn without_prose(text: &str) -> String {
    fn strip(value: &mut Value, is_name_map: bool) {
        match value {
            Value::Object(all) => {
                if !is_name_map {
                    all.retain(|name, value| {
                        !(matches!(name.as_str(), "description" | "summary") && value.is_string()
                            || name == "example")
                    });
                }
                for (name, value) in all {
                    strip(
                        value,
                        !is_name_map && matches!(name.as_str(), "properties" | "schemas"),
                    );
                }
            }
            Value::Array(all) => all.iter_mut().for_each(|v| strip(v, false)),
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_str(text).unwrap();
    strip(&mut value, false);
    value.to_string()
}

/// Formats a document with a line per item that can change separately: a member of an operation, a parameter, a
/// property.
fn in_lines(text: &str) -> String {
    let document: Value = serde_json::from_str(text).unwrap();
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let mut lines = Vec::new();
    for (name, value) in members(&document) {
        if !["paths", "components"].contains(&name.as_str()) {
            lines.push(format!("{name}: {value}"));
        }
    }
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(&item) {
            lines.push(format!("\n{} {path}", method.to_uppercase()));
            for (name, value) in members(&operation) {
                match value.as_array().filter(|_| name == "parameters") {
                    Some(all) => lines.extend(all.iter().map(|p| format!("  parameter {p}"))),
                    None => lines.push(format!("  {name}: {value}")),
                }
            }
        }
    }
    for (schema, value) in members(&document["components"]["schemas"]) {
        lines.push(format!("\n{schema}"));
        for (name, value) in members(&value) {
            if name == "properties" {
                let properties = members(&value).into_iter();
                lines.extend(properties.map(|(name, value)| format!("  .{name} {value}")));
            } else {
                lines.push(format!("  {name}: {value}"));
            }
        }
    }
    lines.join("\n")
}
