//! `cargo xtask sync`: a newer document is taken in with our words around it, or not at all.

use astro_api_drift::{compare, report::Severity};
use serde_json::{Value, json};
use xtask::Exit;

use crate::{documents, drift::Sandbox};

const SPEC: &str = "openapi/astro-v1.yaml";
const SYNC: &str = "sync --without-tests --from [root]/newer.json";

fn ours() -> Value {
    yaml_serde::from_str(&documents::checked_in()).unwrap()
}

/// A document as somebody else would publish it: without our prose, otherwise ordered, with what is inline behind names.
fn foreign(document: &Value) -> Value {
    fn strip(value: &mut Value, is_names: bool) {
        match value {
            Value::Object(members) => {
                if !is_names {
                    members.retain(|key, value| {
                        !(key == "description" && value.is_string()) || key == "required"
                    });
                    if members.contains_key("summary") {
                        members["summary"] = "Somebody else's words.".into();
                    }
                }
                let reversed = std::mem::take(members).into_iter().rev().collect();
                *members = reversed;
                for (key, value) in members.iter_mut() {
                    let names = [
                        "properties",
                        "schemas",
                        "paths",
                        "responses",
                        "mapping",
                        "examples",
                    ];
                    strip(value, !is_names && names.contains(&key.as_str()));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| strip(item, false)),
            _ => {}
        }
    }
    let mut document = document.clone();
    strip(&mut document, false);
    // A response has to have a description.
    let paths = document["paths"].as_object_mut().unwrap().values_mut();
    for operation in paths.flat_map(|path| path.as_object_mut().unwrap().values_mut()) {
        for response in operation["responses"].as_object_mut().unwrap().values_mut() {
            response["description"] = "".into();
        }
    }
    document
}

fn sandbox(newer: &Value) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("newer.json", &newer.to_string());
    sandbox
}

#[test]
fn what_says_the_same_changes_nothing() {
    let sandbox = sandbox(&foreign(&ours()));
    let text = sandbox.says(SYNC, Exit::Fine);
    assert!(
        text.ends_with("newer.json brings nothing that openapi/astro-v1.yaml does not say\n"),
        "{text}"
    );
    assert!(sandbox.read(SPEC) == documents::checked_in());
}

/// New things of every kind arrive, what is gone goes, and not a line beside them changes.
#[test]
fn what_differs_is_taken_in_with_our_words_around_it() {
    let mut newer = foreign(&ours());
    let schemas = &mut newer["components"]["schemas"];
    schemas["Workspace"]["properties"]["motto"] =
        json!({ "type": "string", "description": "Theirs." });
    schemas["Workspace"]["properties"]
        .as_object_mut()
        .unwrap()
        .shift_remove("description");
    schemas["Badge"] = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    schemas["Workspace"]["properties"]["badge"] = json!({ "$ref": "#/components/schemas/Badge" });
    let workspaces = "/organizations/{organizationId}/workspaces";
    let parameters = ["organizationId", "workspaceId"].map(|name| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
    });
    newer["paths"][format!("{workspaces}/{{workspaceId}}/badge")] = json!({ "get": {
        "operationId": "GetWorkspaceBadge",
        "tags": ["Workspace"],
        "parameters": parameters,
        "responses": { "200": { "description": "", "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Badge" },
        } } } },
    } });
    let sandbox = sandbox(&newer);
    let before = sandbox.read("openapi/v1/workspace.yaml");
    let text = sandbox.says(SYNC, Exit::Found);
    let taken: Value = yaml_serde::from_str(&sandbox.read(SPEC)).unwrap();
    let lost: Vec<_> = compare(&newer, &taken)
        .into_iter()
        .filter(|f| f.worst() > Severity::None)
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
    // Only the part of the resource changed, and only where it had to.
    let after = sandbox.read("openapi/v1/workspace.yaml");
    let difference = similar::TextDiff::from_lines(&before, &after);
    let changed: String = difference.unified_diff().context_radius(1).to_string();
    insta::assert_snapshot!("difference", changed);
    insta::assert_snapshot!("told", text);
    for (path, text) in crate::drift::files_below(&sandbox.path("openapi/v1")) {
        if path != "workspace.yaml" {
            assert!(
                text == documents::file(&format!("openapi/v1/{path}")),
                "{path} changed"
            );
        }
    }
    sandbox.says("bundle --check", Exit::Fine);
    sandbox.says("generate --check", Exit::Fine);
    assert!(
        sandbox
            .read("astro-api/src/generated/types/workspace.rs")
            .contains("motto")
    );
}

/// Where the newer document has an enumeration behind a name and ours in place, a new value goes where ours is.
#[test]
fn a_new_value_of_an_enumeration_is_taken_in_where_it_stands() {
    let mut newer = foreign(&ours());
    let schemas = newer["components"]["schemas"].as_object_mut().unwrap();
    let status = &mut schemas["Deployment"]["properties"]["status"];
    let mut theirs = std::mem::replace(status, json!({ "$ref": "#/components/schemas/State" }));
    theirs["enum"]
        .as_array_mut()
        .unwrap()
        .push("SLEEPING".into());
    schemas.insert("State".to_owned(), theirs);
    let sandbox = sandbox(&newer);
    let part = "openapi/v1/deployment.yaml";
    let before = sandbox.read(part);
    let text = sandbox.says(SYNC, Exit::Found);
    let last = "          - HIBERNATING\n      statusReason:";
    let with_new = last
        .replace("statusReason", "@")
        .replace("      @", "          - SLEEPING\n      statusReason");
    assert_eq!(before.matches(last).count(), 1);
    assert!(
        sandbox.read(part) == before.replace(last, &with_new),
        "{text}"
    );
    for told in [
        "- /components/schemas/Deployment/properties/status/description: say what `SLEEPING` means\n",
        "- Deployment: response enum added (`SLEEPING`)\n",
        "Version: a minor version is due",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
    sandbox.says("bundle --check", Exit::Fine);
    sandbox.says("generate --check", Exit::Fine);
}

#[test]
fn what_the_generator_refuses_is_not_taken_in() {
    let mut newer = foreign(&ours());
    newer["paths"]["/organizations"]["get"]
        .as_object_mut()
        .unwrap()
        .shift_remove("operationId");
    let sandbox = sandbox(&newer);
    let text = sandbox.says(SYNC, Exit::Failed);
    assert!(
        text.contains("the generator does not take the newer document"),
        "{text}"
    );
    assert!(text.ends_with("Nothing was replaced\n"), "{text}");
    assert!(sandbox.read(SPEC) == documents::checked_in());
    sandbox.says("generate --check", Exit::Fine);
}

#[test]
fn what_is_no_document_is_not_taken_in() {
    let sandbox = sandbox(&json!({ "hello": "world" }));
    let text = sandbox.says(SYNC, Exit::Failed);
    assert!(text.contains("is no OpenAPI document"), "{text}");
    let text = sandbox.says("sync --from [root]/missing.yaml", Exit::Failed);
    assert!(
        text.starts_with("error: cannot read [root]/missing.yaml: "),
        "{text}"
    );
    // Nobody listens there.
    let text = sandbox.says("sync --from http://127.0.0.1:9/spec", Exit::Failed);
    assert!(
        text.starts_with("error: cannot fetch http://127.0.0.1:9/spec: "),
        "{text}"
    );
    assert!(sandbox.read(SPEC) == documents::checked_in());
}
